"""Working days and closed days of metropolitan France, written again from the contract's section 5:
the peers must not take them from the program that they are compared with."""

from datetime import date, timedelta
from typing import NamedTuple

EPOCH = date(1970, 1, 1)


class Day(NamedTuple):
    """A row of the peers' table of days."""

    day: int  # since 1970-01-01
    month: str  # 2025-10
    weekday: int  # 1 = Monday
    is_closed: int  # 1 on a public holiday and a closed day
    is_working: int


def number(day: date) -> int:
    """The day's number since 1970-01-01."""
    return (day - EPOCH).days


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, Jones, Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    correction = century // 4
    epact = (
        19 * golden + century - correction - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holidays(year: int) -> set[date]:
    """Public holidays: fixed ones, Easter Monday, Ascension, Whit Monday."""
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    after_easter = [1, 39, 50]
    return {date(year, month, day) for month, day in fixed} | {
        easter(year) + timedelta(days) for days in after_easter
    }


def days(first: date, last: date, closed: set[date]) -> list[Day]:
    """Every day from the first to the last; `closed` are those of the reference file."""
    free = closed.union(*(holidays(year) for year in range(first.year, last.year + 1)))
    rows = []
    for count in range((last - first).days + 1):
        day = first + timedelta(count)
        is_closed = day in free
        rows.append(
            Day(
                number(day),
                f"{day:%Y-%m}",
                day.isoweekday(),
                int(is_closed),
                int(day.isoweekday() <= 5 and not is_closed),
            )
        )
    return rows
