"""pandas' run: the exports into data frames, to_sql into SQLite, the contract's monthly figures.

    python3 -m benchmark.pandas_year HOSPITAL DATABASE FIGURES FIRST LAST

Run as a process of its own, and spared the same things as DuckDB's. Days are numbers since
1970-01-01, as floats, so that a missing one is NaN.
"""

import sqlite3
import sys
from datetime import date
from pathlib import Path

import pandas as pd

from benchmark import reference
from benchmark.pandas_figures import Figures
from benchmark.pandas_places import Places, letters_in_full, missing_letters

DAY = pd.Timedelta(days=1)
EPOCH = pd.Timestamp("1970-01-01")
STATUS = {"Réalisé": "done", "Non honoré": "noShow", "Annulé": "cancelled"}
OUTCOME = {
    "Traité": "answered", "Abandonné": "abandoned", "Dissuadé": "deflected",
    "Messagerie": "voicemail",
}  # fmt: skip


def read(folder: Path, system: str, columns: dict[str, str], numbers: list[str]) -> pd.DataFrame:
    """A system's exports: the columns that are needed, under the names of the SQL's tables."""
    kinds = {column: "float64" if column in numbers else "str" for column in columns}
    paths = sorted((folder / "exports" / system).glob("*.csv"))
    frames = [pd.read_csv(path, sep=";", usecols=list(columns), dtype=kinds) for path in paths]
    return pd.concat(frames, ignore_index=True).rename(columns=columns)


def days(column: pd.Series, pattern: str) -> pd.Series:
    """Day numbers of a column of dates."""
    answer: pd.Series = (pd.to_datetime(column, format=pattern).dt.normalize() - EPOCH) / DAY
    return answer


def encounters(folder: Path) -> pd.DataFrame:
    """The table `encounter`."""
    columns = {"NUM_VENUE": "id", "TYPE_VENUE": "type", "UF": "unit", "DATE_FIN": "ended_on",
               "STATUT": "status"}  # fmt: skip
    rows = read(folder, "dpi", columns, [])
    rows["ended_on"] = days(rows["ended_on"], "%d/%m/%Y %H:%M")
    rows["status"] = rows["status"].map(STATUS)
    return rows


def letters(folder: Path) -> pd.DataFrame:
    """The table `letter`."""
    columns = {"ID_COURRIER": "id", "TYPE": "type", "UF": "unit", "NUM_VENUE": "encounter_id",
               "FIN_VENUE": "encounter_ended_on", "DICTE_LE": "dictated_on",
               "FRAPPE_LE": "typed_on", "VALIDE_LE": "validated_on", "ENVOYE_LE": "sent_on",
               "CANAL": "channel",
               "ETAT": "status"}  # fmt: skip
    rows = read(folder, "courriers", columns, [])
    for column in columns.values():
        if column.endswith("_on"):
            rows[column] = days(rows[column], "%Y-%m-%d")
    rows["status"] = rows["status"].map({"A": "active", "X": "cancelled"})
    return rows


def calls(folder: Path) -> pd.DataFrame:
    """The table `call`."""
    columns = {"ID_APPEL": "id", "DEBUT": "start", "FILE": "queue", "ISSUE": "outcome",
               "ATTENTE": "wait", "CONVERSATION": "talk", "SENS": "direction",
               "ORIGINE": "origin"}  # fmt: skip
    rows = read(folder, "telephonie", columns, ["ATTENTE", "CONVERSATION"])
    start = pd.to_datetime(rows.pop("start"), format="%d/%m/%Y %H:%M:%S")
    midnight = start.dt.normalize()
    rows["day"] = (midnight - EPOCH) / DAY
    rows["second"] = (start - midnight) / pd.Timedelta(seconds=1)
    rows["outcome"] = rows["outcome"].map(OUTCOME)
    rows["is_received"] = (rows.pop("direction") == "Entrant") & (rows.pop("origin") == "Externe")
    return rows


def main(hospital: str, database: str, figures: str, first: str, last: str) -> None:
    """Loads, stores, computes, writes the figures."""
    folder = Path(hospital)
    frames = {"encounter": encounters(folder), "letter": letters(folder), "call": calls(folder)}
    with sqlite3.connect(database) as connection:
        for name, frame in frames.items():
            frame.to_sql(name, connection, index=False, chunksize=50_000)
    tables = {}
    for table in reference.tables(folder, date.fromisoformat(first), date.fromisoformat(last)):
        names = [column.split()[0] for column in table.columns.split(", ")]
        tables[table.name] = pd.DataFrame(table.rows, columns=names)
    places = Places(tables)
    answer = Figures(tables, places)
    encounter = places.of_unit(frames["encounter"], "dpi", "unit", "ended_on")
    placed = letters_in_full(frames["letter"], frames["encounter"], places)
    expected, missing = missing_letters(encounter, placed, tables)
    answer.of_letters(encounter, placed, expected, missing)
    answer.of_calls(places.of_unit(frames["call"], "telephonie", "queue", "day"))
    answer.table().to_csv(figures, sep=";", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
