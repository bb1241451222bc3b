"""Who runs the SQL."""

from enum import Enum


class Engine(Enum):
    """The two that understand it, with what only one of them can."""

    DUCKDB = "duckdb"
    SQLITE = "sqlite"
