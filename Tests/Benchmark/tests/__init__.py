"""The parts of the benchmark that can be wrong without a number looking odd."""
