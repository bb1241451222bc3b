"""Holds the monthly figures of a warehouse against those that a peer computed, row by row.

    python3 -m benchmark.compare WAREHOUSE FIGURES [REPORT]

A process of its own: it holds both in memory, and a parent's memory shows in its children's peaks.
"""

import csv
import math
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Key(NamedTuple):
    """What names a row of v_kpi."""

    month: str
    level: str
    code: str
    segment: str
    kpi: str


class Figure(NamedTuple):
    """What it says."""

    numerator: int | None
    denominator: int | None
    value: float | None


Figures = dict[Key, Figure]


def of_warehouse(path: Path) -> Figures:
    """The months of v_kpi."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT period, level, code, segment, kpi, numerator, denominator, value FROM v_kpi"
        " WHERE period_type = 'month'"
    )
    figures = {Key(*row[:5]): Figure(*row[5:]) for row in rows}
    connection.close()
    return figures


def of_file(path: Path) -> Figures:
    """The figures of a peer: `month;level;code;segment;kpi;numerator;denominator;value`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        return {
            Key(*row[:5]): Figure(count(row[5]), count(row[6]), float(row[7]) if row[7] else None)
            for row in rows
        }


def count(cell: str) -> int | None:
    """A whole number, which data frames write with a decimal point; blank is none."""
    return int(float(cell)) if cell else None


def is_same(ours: Figure, theirs: Figure) -> bool:
    """Counts to the unit; values up to the order in which a mean was summed."""
    if ours[:2] != theirs[:2]:
        return False
    if ours.value is None or theirs.value is None:
        return ours.value is theirs.value
    return math.isclose(ours.value, theirs.value, rel_tol=1e-9, abs_tol=1e-9)


def differences(ours: Figures, theirs: Figures) -> Iterator[str]:
    """A line for each row that one side lacks, or shows otherwise."""
    for key in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(key), theirs.get(key)
        if mine is None or other is None or not is_same(mine, other):
            yield f"{' '.join(key)}: {text(mine)}, the peer has {text(other)}"


def text(figure: Figure | None) -> str:
    """`3/4 = 75.0`, or that there is none."""
    if figure is None:
        return "no row"
    return f"{figure.numerator}/{figure.denominator} = {figure.value}"


def main(warehouse: str, figures: str, report: str | None = None) -> int:
    """Says how many rows agree, or prints the first that do not. Returns the exit code."""
    ours, theirs = of_warehouse(Path(warehouse)), of_file(Path(figures))
    faults = list(differences(ours, theirs))
    if faults or not ours:
        print(f"{len(faults)} of {len(ours)} figures differ", *faults[:20], sep="\n  ")
        return 1
    kpis = {key.kpi for key in ours}
    words = f"{len(ours)} figures of {len(kpis)} indicators, the same to the row"
    if report is None:
        print(words)
    else:
        Path(report).write_text(words + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
