"""The hospital's reference files as the peers need them: small tables, made once.

They hold what the generator writes, not all that the contract allows: periods without gaps, dates
in ISO 8601, no opening hours with a validity.
"""

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmark.working_days import days, number

FOREVER = 9_999_999
UNMAPPED = "?"
SHORT_ABANDON_SECONDS = 10
SERVICE_LEVEL_SECONDS = 60
MISSING_LETTER_DAYS = 90

Row = tuple[Any, ...]


class Table(NamedTuple):
    """A table to be made: its columns with their SQL types, and its rows."""

    name: str
    columns: str
    rows: list[Row]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a reference file by the names of its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def validity(row: dict[str, str]) -> tuple[int, int]:
    """First and last day of a row; a blank end is open."""
    first, last = row["valide_du"], row["valide_au"]
    return (
        number(date.fromisoformat(first)) if first else -FOREVER,
        number(date.fromisoformat(last)) if last else FOREVER,
    )


def default_slots(pipeline: Path) -> list[tuple[int, int, int]]:
    """Weekday, opening and closing second of `telephony.opening` in the pipeline file."""
    slots = []
    text = pipeline.read_text(encoding="utf-8")
    for weekday, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], start=1):
        line = re.search(rf"^\s*{name}: (.*)$", text, re.MULTILINE)
        for start, end in re.findall(r'\["(.{5})", "(.{5})"\]', line.group(1) if line else ""):
            slots.append((weekday, seconds(start), seconds(end)))
    return slots


def seconds(clock: str) -> int:
    """`08:30` since midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def tables(folder: Path, first: date, last: date) -> list[Table]:
    """The tables for the days from first to last, which the exports hold."""
    reference = folder / "reference"
    secretariats = rows_of(reference / "secretariats.csv")
    closed = {date.fromisoformat(row["date"]) for row in rows_of(reference / "fermetures.csv")}
    # From before the 28 days of the first snapshot to the last due day.
    calendar = days(first - timedelta(40), last + timedelta(40), closed)
    months = sorted({day.month for day in calendar if number(first) <= day.day <= number(last)})
    ends = {day.month: day.day for day in calendar if day.day <= number(last)}
    starts = {day.month: day.day for day in reversed(calendar)}
    return [
        Table("day", "day INTEGER, month TEXT, weekday INTEGER, is_closed INTEGER,"
              " is_working INTEGER", list(calendar)),
        # The days at whose end stocks are counted: before the first month, and each month's last.
        Table("snapshot", "day INTEGER, month TEXT",
              [(number(first) - 1, None)] + [(ends[month], month) for month in months]),
        Table("month", "month TEXT, first INTEGER, last INTEGER",
              [(month, starts[month], ends[month]) for month in months]),
        Table("secretariat", "code TEXT, pole TEXT, first INTEGER, last INTEGER",
              [(row["code"], row["pole"], *validity(row)) for row in secretariats]
              + [(UNMAPPED, UNMAPPED, -FOREVER, FOREVER)]),
        Table("crosswalk", "source TEXT, unit TEXT, secretariat TEXT, first INTEGER, last INTEGER",
              [(row["source"], row["code_source"], row["secretariat"], *validity(row))
               for row in rows_of(reference / "correspondances.csv")]),
        Table("letter_type", "code TEXT, target_days INTEGER, is_same_day INTEGER",
              [(row["code"], int(row["delai_cible"]) if row["delai_cible"] else None,
                int(row["jour_meme"] == "O"))
               for row in rows_of(reference / "types_courrier.csv")]),
        *rules(reference),
        Table("slot", "secretariat TEXT, weekday INTEGER, opens INTEGER, closes INTEGER",
              slots(folder, sorted({row["code"] for row in secretariats} | {UNMAPPED}))),
    ]  # fmt: skip


def rules(reference: Path) -> list[Table]:
    """Which encounters expect a letter, by type and unit, and the types that answer them."""
    units = {row["code_source"] for row in rows_of(reference / "correspondances.csv")}
    general: dict[str, dict[str, str]] = {}
    particular: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows_of(reference / "types_venue.csv"):
        if row["unite"]:
            particular[row["code"], row["unite"]] = row
        else:
            general[row["code"]] = row
    expectations: list[Row] = []
    answers: list[Row] = []
    for code in general:
        for unit in sorted(units):
            rule = particular.get((code, unit), general[code])
            if rule["courrier_attendu"] != "O":
                continue
            types = [word for word in rule["type_courrier"].split("|") if word]
            expectations.append((code, unit, types[0] if types else None, int(not types)))
            answers += [(code, unit, word) for word in types]
    return [
        Table("rule", "type TEXT, unit TEXT, first_type TEXT, takes_any INTEGER", expectations),
        Table("answer", "type TEXT, unit TEXT, letter_type TEXT", answers),
    ]


def slots(folder: Path, secretariats: list[str]) -> list[Row]:
    """Telephone hours of every secretariat: its own where it has any, else the default."""
    own: dict[str, list[Row]] = {}
    for row in rows_of(folder / "reference" / "horaires.csv"):
        hours = (int(row["jour"]), seconds(row["ouverture"]), seconds(row["fermeture"]))
        own.setdefault(row["secretariat"], []).append(hours)
    usual: list[Row] = list(default_slots(folder / "pipeline.json5"))
    return [(code, *hours) for code in secretariats for hours in own.get(code, usual)]
