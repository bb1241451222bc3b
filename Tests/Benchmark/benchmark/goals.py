"""What is to be reached, and whether it was."""

from dataclasses import dataclass

# A ratio may be missed by so much before `--check` fails: machines breathe.
TOLERANCE = 1.15


@dataclass(frozen=True)
class Goal:
    """A row of the table of goals: a limit, and what to aim for."""

    name: str
    unit: str  # "s", "ms", "MB", "×", or "" where there is nothing to judge
    limit: float | None = None
    aim: float | None = None
    # Seconds and megabytes of a large hospital say nothing of a small one.
    needs_full_scale: bool = False

    @property
    def is_ratio(self) -> bool:
        """Ratios hold on any machine; seconds and megabytes are those of this one."""
        return self.unit == "×"


FIRST_RUN_TO_DUCKDB = Goal("first run ÷ DuckDB", "×", 1.0, 0.8)
FIRST_RUN_TO_SQLITE = Goal("first run ÷ sqlite3 .import", "×", 0.45)
FIRST_RUN_TO_PANDAS = Goal("first run ÷ pandas", "×")
MEMORY = Goal("peak memory of a year", "MB", 350, needs_full_scale=True)
MEMORY_GROWTH = Goal("peak memory, all years ÷ one", "×", 1.2)
TIME_GROWTH = Goal("time, all years ÷ one", "×", 5.5)
REBUILD = Goal("rebuild of all years", "s", needs_full_scale=True)
NIGHT = Goal("a night on all years", "s", 1.0, 0.5, needs_full_scale=True)
NIGHT_GROWTH = Goal("a night, on all years ÷ on one month", "×", 3.0, 1.3)
NOTHING_NEW = Goal("a run with nothing new", "s", 0.1, needs_full_scale=True)
CROSSWALK = Goal("an edited crosswalk", "s", 5.0, needs_full_scale=True)
REPORT = Goal("report of one month", "s", 2.0, needs_full_scale=True)
SIZE = Goal("warehouse ÷ CSV", "×", 0.8, 0.6)
START = Goal("start-up (--version)", "ms", 20)


@dataclass(frozen=True)
class Outcome:
    """A goal with what was measured."""

    goal: Goal
    measured: float
    scale: float = 1.0

    @property
    def verdict(self) -> str:
        """`met`, `aim met`, `missed`, or why it is not judged."""
        limit, aim = self.goal.limit, self.goal.aim
        if limit is None:
            return "for information"
        if self.goal.needs_full_scale and self.scale != 1:
            return "judged at scale 1 alone"
        if self.measured > limit:
            return "missed"
        return "aim met" if aim is not None and self.measured <= aim else "met"

    @property
    def fails(self) -> bool:
        """A ratio beyond its limit and the tolerance."""
        limit = self.goal.limit
        return self.goal.is_ratio and limit is not None and self.measured > limit * TOLERANCE


def growth_limit(years: int) -> Goal:
    """Time may grow a tenth more than the years: 5.5 times for five."""
    return Goal(TIME_GROWTH.name, "×", round(1.1 * years, 2))
