"""A generated hospital: a folder with its exports, its nights, its pipeline file."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import NamedTuple

# The last day of every history: nights come after it.
LAST = date(2025, 12, 31)


class Night(NamedTuple):
    """The exports of one day, not yet delivered."""

    number: int
    day: str
    rows: int


class Hospital:
    """What hospital-year wrote, and what the product makes of it below `var`."""

    def __init__(
        self, generator: Path, folder: Path, first: date, scale: float, nights: int
    ) -> None:
        self.folder = folder
        self.first = first
        command: list[str | Path] = [generator, folder]
        command += ["--from", first.isoformat(), "--through", LAST.isoformat()]
        command += ["--scale", str(scale), "--nights", str(nights)]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        summary = json.loads(printed)
        self.rows: int = summary["encounters"] + summary["letters"] + summary["calls"]
        self.nights = [
            Night(number, night["day"], night["rows"])
            for number, night in enumerate(summary["nights"], start=1)
        ]
        self.as_of = LAST.isoformat()

    @property
    def pipeline(self) -> Path:
        """The pipeline file."""
        return self.folder / "pipeline.json5"

    @property
    def warehouse(self) -> Path:
        """Where the product keeps its facts and figures."""
        return self.folder / "var" / "warehouse.sqlite"

    def exports(self, system: str) -> list[Path]:
        """A system's files, in the order of their names."""
        return sorted((self.folder / "exports" / system).glob("*.csv"))

    @property
    def export_bytes(self) -> int:
        """The size of all that was delivered."""
        return sum(path.stat().st_size for path in self.folder.glob("exports/*/*.csv"))

    def forget(self) -> None:
        """Takes away all that the product made: the next run is a first one."""
        shutil.rmtree(self.folder / "var", ignore_errors=True)

    def deliver(self, night: Night) -> None:
        """Puts a night's exports where the product looks for them."""
        for path in (self.folder / "nights" / str(night.number)).glob("*/*.csv"):
            shutil.copy2(path, self.folder / "exports" / path.parent.name)
        self.as_of = night.day

    def edit_crosswalk(self) -> None:
        """Gives one unit of 150 to another secretariat; done again, gives it back."""
        path = self.folder / "reference" / "correspondances.csv"
        text = path.read_text(encoding="utf-8")
        before, after = "2011;S011;", "2011;S012;"
        if before not in text:
            before, after = after, before
        path.write_text(text.replace(before, after), encoding="utf-8")
