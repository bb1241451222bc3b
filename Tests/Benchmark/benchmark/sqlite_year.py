"""The same figures by Python's own SQLite, for a machine on which DuckDB cannot be installed: to
compare figures, not to race.

    python3 -m benchmark.sqlite_year HOSPITAL FIGURES FIRST LAST
"""

import csv
import math
import sqlite3
import statistics
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from benchmark import reference, sql
from benchmark.working_days import EPOCH, number

Cell = str | int | float | None

TABLES = [
    "CREATE TABLE encounter (id TEXT PRIMARY KEY, type TEXT, unit TEXT, ended_on INTEGER,"
    " status TEXT)",
    "CREATE TABLE letter (id TEXT PRIMARY KEY, type TEXT, unit TEXT, encounter_id TEXT,"
    " encounter_ended_on INTEGER, dictated_on INTEGER, typed_on INTEGER, validated_on INTEGER,"
    " sent_on INTEGER, status TEXT)",
    "CREATE TABLE call (id TEXT PRIMARY KEY, day INTEGER, second INTEGER, queue TEXT, outcome TEXT,"
    " wait INTEGER, talk INTEGER, is_received INTEGER)",
]
STATUS = {"Réalisé": "done", "Non honoré": "noShow", "Annulé": "cancelled"}
OUTCOME = {"Traité": "answered", "Abandonné": "abandoned", "Dissuadé": "deflected"}


class Values:
    """Collects the values of a group; medians and percentiles need all of them."""

    def __init__(self) -> None:
        self.values: list[int] = []

    def step(self, value: int | None) -> None:
        """Nulls count nowhere."""
        if value is not None:
            self.values.append(value)


class Median(Values):
    """The middle value, or the mean of the two middle ones."""

    def finalize(self) -> float | None:
        """Of nothing: nothing."""
        return statistics.median(self.values) if self.values else None


class NearestRank90(Values):
    """The smallest value whose rank is at least nine tenths of them."""

    def finalize(self) -> float | None:
        """Of nothing: nothing."""
        if not self.values:
            return None
        return sorted(self.values)[math.ceil(9 * len(self.values) / 10) - 1]


def rows(folder: Path, system: str) -> Iterator[dict[str, str]]:
    """Every row of a system's exports, in the order of their names."""
    for path in sorted((folder / "exports" / system).glob("*.csv")):
        yield from reference.rows_of(path)


def day(cell: str) -> int | None:
    """`2025-12-31`, or nothing."""
    return number(date.fromisoformat(cell)) if cell else None


def encounters(folder: Path) -> Iterator[tuple[Cell, ...]]:
    """Rows of the table `encounter`."""
    for row in rows(folder, "dpi"):
        end = row["DATE_FIN"]
        ended = number(datetime.strptime(end[:10], "%d/%m/%Y").date()) if end else None
        yield row["NUM_VENUE"], row["TYPE_VENUE"], row["UF"], ended, STATUS[row["STATUT"]]


def letters(folder: Path) -> Iterator[tuple[Cell, ...]]:
    """Rows of the table `letter`."""
    dates = ["FIN_VENUE", "DICTE_LE", "FRAPPE_LE", "VALIDE_LE", "ENVOYE_LE"]
    for row in rows(folder, "courriers"):
        yield (
            row["ID_COURRIER"], row["TYPE"], row["UF"] or None, row["NUM_VENUE"] or None,
            *(day(row[name]) for name in dates), "active" if row["ETAT"] == "A" else "cancelled",
        )  # fmt: skip


def calls(folder: Path) -> Iterator[tuple[Cell, ...]]:
    """Rows of the table `call`."""
    for row in rows(folder, "telephonie"):
        start = datetime.strptime(row["DEBUT"], "%d/%m/%Y %H:%M:%S")
        since, second = divmod(
            int((start - datetime(*EPOCH.timetuple()[:3])).total_seconds()), 86400
        )
        yield (
            row["ID_APPEL"], since, second, row["FILE"], OUTCOME.get(row["ISSUE"], "voicemail"),
            int(row["ATTENTE"]) if row["ATTENTE"] else None,
            int(row["CONVERSATION"]) if row["CONVERSATION"] else None,
            int(row["SENS"] == "Entrant" and row["ORIGINE"] == "Externe"),
        )  # fmt: skip


def connect() -> sqlite3.Connection:
    """In memory, with the functions that the SQL asks for."""
    connection = sqlite3.connect(":memory:")
    connection.create_aggregate("median", 1, Median)
    connection.create_aggregate("p90", 1, NearestRank90)
    for name, choose in [("least", min), ("greatest", max)]:
        connection.create_function(
            name,
            -1,
            lambda *cells, choose=choose: choose(
                (cell for cell in cells if cell is not None), default=None
            ),
            deterministic=True,
        )
    return connection


def main(hospital: str, figures: str, first: str, last: str) -> None:
    """Loads, computes, writes the figures."""
    folder = Path(hospital)
    connection = connect()
    for definition in TABLES:
        connection.execute(definition)
    connection.executemany("INSERT INTO encounter VALUES (?,?,?,?,?)", encounters(folder))
    connection.executemany("INSERT INTO letter VALUES (?,?,?,?,?,?,?,?,?,?)", letters(folder))
    connection.executemany("INSERT INTO call VALUES (?,?,?,?,?,?,?,?)", calls(folder))
    for table in reference.tables(folder, date.fromisoformat(first), date.fromisoformat(last)):
        connection.execute(f"CREATE TEMP TABLE {table.name} ({table.columns})")
        places = ", ".join("?" * (table.columns.count(",") + 1))
        connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", table.rows)
    for statement in sql.statements():
        connection.execute(statement)
    answer = connection.execute("SELECT * FROM figure")
    with Path(figures).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(column[0] for column in answer.description)
        writer.writerows(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
