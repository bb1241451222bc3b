"""The results as a table for a terminal, for the README, or as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmark.goals import Outcome
from benchmark.process import Cost, median

Cells = list[str]


@dataclass
class Line:
    """One thing that was measured, with every round."""

    name: str
    costs: list[Cost]

    @property
    def median(self) -> Cost:
        """Of each measure."""
        return median(self.costs)


@dataclass
class Results:
    """All that was found out."""

    scale: float
    years: int
    rows: int = 0
    csv_bytes: int = 0
    lines: list[Line] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    # What was not done, and why; what was compared.
    notes: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[Outcome]:
        """The ratios that are missed by more than the tolerance."""
        return [outcome for outcome in self.outcomes if outcome.fails]


def figure(value: float, unit: str = "") -> str:
    """Three significant digits, and the unit."""
    if value >= 100:
        digits = f"{value:.0f}"
    elif value >= 10:
        digits = f"{value:.1f}"
    else:
        digits = f"{value:.2f}"
    return f"{digits} {unit}".strip()


def costs(results: Results) -> list[Cells]:
    """What each thing took: medians, and the quickest and slowest round."""
    rows = [["", "wall s", "fastest–slowest", "CPU s", "peak MB", "rounds"]]
    for line in results.lines:
        walls = [cost.wall for cost in line.costs]
        cost = line.median
        spread = f"{figure(min(walls))}–{figure(max(walls))}"
        rows.append(
            [line.name, figure(cost.wall), spread, figure(cost.cpu), figure(cost.memory)]
            + [str(len(walls))]
        )
    return rows


def goals(results: Results) -> list[Cells]:
    """Each goal: measured, limit, aim, verdict."""
    rows = [["goal", "measured", "limit", "aim", ""]]
    for outcome in results.outcomes:
        goal = outcome.goal
        limits = [
            "—" if bound is None else f"{bound:g} {goal.unit}" for bound in (goal.limit, goal.aim)
        ]
        rows.append([goal.name, figure(outcome.measured, goal.unit), *limits, outcome.verdict])
    return rows


def heading(results: Results) -> str:
    """What was read."""
    return (
        f"A year at scale {results.scale:g}: {results.rows:,} rows,"
        f" {results.csv_bytes / 1e6:.0f} MB of CSV; all years: {results.years}."
    )


def text(results: Results) -> str:
    """For a terminal."""
    blocks = [heading(results)]
    blocks += [aligned(rows) for rows in (costs(results), goals(results)) if len(rows) > 1]
    return "\n\n".join(blocks + ["\n".join(results.notes)] if results.notes else blocks)


def aligned(rows: Sequence[Cells]) -> str:
    """Columns of equal width: the first to the left, numbers to the right, words last."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, len(widths) - 1) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def markdown(results: Results) -> str:
    """For the README."""
    blocks = [heading(results)]
    for rows in (costs(results), goals(results)):
        if len(rows) > 1:
            rule = ["---"] + ["---:"] * (len(rows[0]) - 2) + ["---"]
            blocks.append(
                "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], rule, *rows[1:]])
            )
    return "\n\n".join(
        blocks + ["\n".join(f"- {note}" for note in results.notes)] if results.notes else blocks
    )


def as_json(results: Results) -> str:
    """For programs: every round."""
    return json.dumps(
        {
            "scale": results.scale,
            "years": results.years,
            "rows": results.rows,
            "csv_bytes": results.csv_bytes,
            "lines": [
                {"name": line.name, "rounds": [cost._asdict() for cost in line.costs]}
                for line in results.lines
            ],
            "goals": [
                {
                    "name": outcome.goal.name,
                    "unit": outcome.goal.unit,
                    "measured": outcome.measured,
                    "limit": outcome.goal.limit,
                    "aim": outcome.goal.aim,
                    "verdict": outcome.verdict,
                }
                for outcome in results.outcomes
            ],
            "notes": results.notes,
        },
        ensure_ascii=False,
        indent=2,
    )
