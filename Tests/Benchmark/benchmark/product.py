"""The product's commands, measured."""

from pathlib import Path

from benchmark.hospital import LAST, Hospital
from benchmark.process import Cost, measure

# The month of which a first run publishes the reports.
MONTH = f"{LAST:%Y-%m}"


class Product:
    """The release binary."""

    def __init__(self, program: Path) -> None:
        self.program = program

    def _run(self, hospital: Hospital, *options: str) -> Cost:
        return self._measure("run", hospital, "--quiet", *options)

    def _measure(self, command: str, hospital: Hospital, *options: str) -> Cost:
        words: list[str | Path] = [self.program, command, hospital.pipeline]
        return measure([*words, "--as-of", hospital.as_of, *options])

    def first_run(self, hospital: Hospital) -> Cost:
        """Everything, from nothing: facts, all figures, the reports of the last month."""
        hospital.forget()
        return self._run(hospital, "--month", MONTH)

    def run(self, hospital: Hospital) -> Cost:
        """As every night: what is new, and the last complete month and the current one."""
        return self._run(hospital)

    def rebuild(self, hospital: Hospital) -> Cost:
        """Everything again, beside the warehouse that stands."""
        return self._run(hospital, "--rebuild", "--month", MONTH)

    def report(self, hospital: Hospital) -> Cost:
        """The pages of one month, from the warehouse."""
        return self._measure("report", hospital, "--month", MONTH, "--quiet")

    def version(self) -> Cost:
        """Starts, says who it is, ends."""
        return measure([self.program, "--version"])
