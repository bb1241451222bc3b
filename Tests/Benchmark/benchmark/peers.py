"""Other ways to read the same year: sqlite3's shell, DuckDB, pandas."""

import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from benchmark.hospital import LAST, Hospital
from benchmark.process import Cost, measure, python, python_environment

SYSTEMS = {"dpi": "encounter", "courriers": "letter", "telephonie": "call"}


class Peer(ABC):
    """A way to read a year."""

    name: str
    # The name of its folder.
    folder: str
    # What it does, for the table.
    does: str

    def __init__(self, work: Path) -> None:
        self.output = work / "peers" / self.folder
        # Why it cannot be run; None where it can.
        self.absence: str | None = None

    @property
    def figures(self) -> Path | None:
        """The monthly figures that it computed, where it does."""
        return None

    def first_run(self, hospital: Hospital) -> Cost:
        """Reads the year into a file of its own, from nothing."""
        shutil.rmtree(self.output, ignore_errors=True)
        self.output.mkdir(parents=True)
        return self._read(hospital)

    @abstractmethod
    def _read(self, hospital: Hospital) -> Cost: ...


class SQLiteShell(Peer):
    """Every cell as text, nothing typed, nothing computed, all in one transaction."""

    name = "sqlite3 .import"
    folder = "sqlite3"
    does = "three tables of text, nothing computed"

    def __init__(self, work: Path) -> None:
        super().__init__(work)
        if shutil.which("sqlite3") is None:
            self.absence = "there is no sqlite3 on the PATH"

    def _read(self, hospital: Hospital) -> Cost:
        lines = [".mode csv", ".separator ;", "BEGIN;"]
        for system, table in SYSTEMS.items():
            for index, path in enumerate(hospital.exports(system)):
                # The first file's header names the columns.
                skip = "--skip 1 " if index else ""
                lines.append(f'.import {skip}"{path}" {table}')
        script = self.output / "import.sql"
        script.write_text("\n".join([*lines, "COMMIT;", ""]), encoding="utf-8")
        return measure(["sqlite3", "-bail", self.output / "year.sqlite", f".read '{script}'"])


class PythonPeer(Peer):
    """A module of ours that needs packages of its own, installed where nobody else looks."""

    module: str
    packages: list[str]

    def __init__(self, work: Path, installed: Path) -> None:
        super().__init__(work)
        self.site = installed / self.folder
        self.absence = self._install()

    def _environment(self) -> dict[str, str]:
        return python_environment(self.site)

    def _install(self) -> str | None:
        """Installs what is missing. Returns why that failed."""
        check = [sys.executable, "-c", "import " + ", ".join(self.packages)]
        if subprocess.run(check, env=self._environment(), capture_output=True).returncode == 0:
            return None
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input"]
        pip += ["--disable-pip-version-check", "--only-binary", ":all:", "--upgrade"]
        try:
            result = subprocess.run(
                [*pip, "--target", self.site, *self.packages], capture_output=True, timeout=120
            )
        except subprocess.TimeoutExpired:
            return "pip did not end within two minutes"
        if result.returncode != 0:
            return "pip could not install " + " and ".join(self.packages)
        # What is imported once is compiled: the first round is not slower than the others.
        subprocess.run(check, env={**os.environ, "PYTHONPATH": str(self.site)}, check=False)
        return None

    @property
    def version(self) -> str:
        """Of its first package."""
        name = self.packages[0]
        code = f"import {name}; print({name}.__version__)"
        return subprocess.run(
            [sys.executable, "-c", code], env=self._environment(), capture_output=True, text=True
        ).stdout.strip()

    @property
    def figures(self) -> Path | None:
        return self.output / "figures.csv"

    def _read(self, hospital: Hospital) -> Cost:
        command = python(self.module, hospital.folder, self.output / "year.db")
        command += [self.output / "figures.csv", hospital.first.isoformat(), LAST.isoformat()]
        return measure(command, environment=self._environment())


class DuckDB(PythonPeer):
    """Its own format, its own reader, all cores, the same monthly figures in SQL."""

    name = "DuckDB"
    folder = "duckdb"
    does = "its own format, the same monthly figures"
    module = "duckdb_year"
    packages = ["duckdb"]


class Pandas(PythonPeer):
    """Data frames, to_sql, the same monthly figures."""

    name = "pandas"
    folder = "pandas"
    does = "to_sql, the same monthly figures"
    module = "pandas_year"
    packages = ["pandas"]
