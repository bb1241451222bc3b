"""What a hospital's outputs are: a hash of the warehouse's content, the bytes of the reports."""

import hashlib
import os
import re
import shutil
import sqlite3
import tempfile

# Who did it and when is no content: a failed run's record may stand between two others.
PROVENANCE = {"run_id", "run_file_id", "reject_id", "loaded_run_file_id"}
LEDGER = {"run", "run_source"}
# Pseudonyms, which another key makes otherwise, and the filters of keys that are made of them.
PSEUDONYMS = frozenset({"encounter_key", "letter_key", "call_key", "row_key", "fact_key", "words"})
# Names that the program keeps beside the warehouse.
KEPT = {"warehouse.sqlite", "warehouse.sqlite.key", "warehouse.sqlite.lock"}


class Damaged(Exception):
    pass


def warehouse_hash(path, hidden=frozenset()):
    """A hash of all tables but the runs, None where there is no warehouse; and what is still due.

    Read from a copy with its journal: SQLite repairs what it opens, and that is the program's task.
    """
    if not os.path.exists(path):
        return None, []
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy.sqlite")
        shutil.copy(path, copy)
        if os.path.exists(path + "-journal"):
            shutil.copy(path + "-journal", copy + "-journal")
        try:
            database = sqlite3.connect(copy)
            database.text_factory = bytes
            verdict = database.execute("PRAGMA integrity_check").fetchall()
            if verdict != [(b"ok",)]:
                raise Damaged(f"integrity_check: {verdict[:3]}")
            if database.execute("PRAGMA foreign_key_check").fetchall():
                raise Damaged("foreign_key_check")
            due = database.execute(
                "SELECT value FROM warehouse_setting WHERE name = 'unpublished_months'"
            ).fetchall() if has_settings(database) else []
            return hash_of_tables(database, hidden), due
        except sqlite3.Error as error:
            raise Damaged(f"{error}") from error
        finally:
            database.close()


def has_settings(database):
    return database.execute(
        "SELECT 1 FROM sqlite_schema WHERE name = 'warehouse_setting'").fetchall() != []


def hash_of_tables(database, hidden):
    digest = hashlib.sha256()
    tables = [
        name.decode() for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    for table in tables:
        if table in LEDGER or table.startswith("sqlite_"):
            continue
        columns = [
            row[1].decode() for row in database.execute(f'PRAGMA table_info("{table}")')
            if row[1].decode() not in PROVENANCE | hidden
        ]
        names = ", ".join(f'"{column}"' for column in columns)
        # Files that a run skipped are listed for the last run alone.
        where = " WHERE status <> 'skipped'" if table == "run_file" else ""
        if table == "warehouse_setting":
            # What is still to be published is no content either; `State.due` tells it. Nor is how
            # the published files look to the file system.
            where = (" WHERE name NOT IN ('unpublished_months', 'published_pages',"
                     " 'published_copy')")
            where += " AND name <> 'key_check'" if hidden else ""
        rows = (repr(row) for row in database.execute(f'SELECT {names} FROM "{table}"{where}'))
        # A file that was refused twice, since the disk did not give it, is told twice.
        rows = sorted(set(rows) if table == "run_file" else rows)
        digest.update(f"{table}:{columns}:{len(rows)}\n".encode())
        for row in rows:
            digest.update(row.encode())
    return digest.hexdigest()[:16]


def tree(folder):
    """Each file below a folder with a hash of its bytes."""
    files = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()[:16]
            files[os.path.relpath(path, folder)] = digest
    return files


class State:
    """All outputs of a hospital."""

    def __init__(self, root, hides_pseudonyms=False):
        var = f"{root}/var"
        self.warehouse, self.due = warehouse_hash(
            f"{var}/warehouse.sqlite", PSEUDONYMS if hides_pseudonyms else frozenset())
        self.copy, _ = warehouse_hash(f"{var}/copy.sqlite")
        self.key = None
        if os.path.exists(f"{var}/warehouse.sqlite.key"):
            with open(f"{var}/warehouse.sqlite.key", "rb") as file:
                self.key = file.read()
        # A month, or the list of months, with all that it holds.
        self.published = {}
        self.strays = []
        for name in sorted(os.listdir(var)) if os.path.isdir(var) else []:
            if name not in KEPT and name not in ("reports", "copy.sqlite"):
                self.strays.append(name)
        reports = f"{var}/reports"
        for name in sorted(os.listdir(reports)) if os.path.isdir(reports) else []:
            path = f"{reports}/{name}"
            if name.startswith("."):
                self.strays.append("reports/" + name)
            elif os.path.isdir(path):
                files = tree(path)
                self.published[name] = files
                self.strays += [f"reports/{name}/{file}" for file in files if file.startswith(".")]
            else:
                with open(path, "rb") as file:
                    self.published[name] = hashlib.sha256(file.read()).hexdigest()[:16]

    def listed_months(self, root):
        """The months that the list of months leads to."""
        path = f"{root}/var/reports/index.html"
        if not os.path.exists(path):
            return set()
        with open(path, encoding="utf-8") as file:
            return set(re.findall(r'href="(\d{4}-\d{2})/index\.html"', file.read()))
