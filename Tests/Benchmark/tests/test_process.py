"""What a process took."""

import sys
import unittest

from benchmark.process import CommandError, Cost, measure, median


class Process(unittest.TestCase):
    """Against processes whose cost is known from below."""

    def test_memory_and_processor_time_are_those_of_the_child(self) -> None:
        code = "block = bytearray(90_000_000); total = sum(range(2_000_000))"
        cost = measure([sys.executable, "-c", code])
        self.assertGreater(cost.memory, 90)
        self.assertGreater(cost.cpu, 0)
        self.assertGreater(cost.wall, 0)

    def test_a_command_that_fails_says_what_it_printed(self) -> None:
        code = "import sys; print('no such key', file=sys.stderr); sys.exit(78)"
        with self.assertRaisesRegex(CommandError, "ended with 78:\nno such key"):
            measure([sys.executable, "-c", code])

    def test_each_measure_has_its_own_median(self) -> None:
        costs = [Cost(1, 9, 5), Cost(2, 7, 4), Cost(3, 8, 9)]
        self.assertEqual(median(costs), Cost(2, 8, 5))


if __name__ == "__main__":
    unittest.main()
