"""The command line of the benchmark."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PARTS = ["figures", "year", "years", "night", "start"]
PEERS = ["sqlite3", "duckdb", "pandas"]
REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Options:
    """What is to be measured, and how."""

    scale: float
    years: int
    rounds: int
    parts: list[str]
    without: list[str]
    program: Path | None
    generator: Path | None
    work: Path
    keep: bool
    check: bool
    format: str


def read(arguments: Sequence[str]) -> Options:
    """Reads the arguments; says what is wrong with them and ends with 2 where something is."""
    parser = argparse.ArgumentParser(
        prog="python3 Tests/Benchmark",
        description="Measures secretariat-kpi on a large hospital's year, beside its peers.",
        epilog="Parts: figures, the product's monthly figures held against a peer's, row by row; "
        "year, a first run beside the peers'; years, growth with the history, reports, edits, "
        "rebuild; night, one night's increment on a month and on all years; start, --version.",
    )
    add = parser.add_argument
    add("--scale", type=positive, default=1.0, help="1 is a large hospital (default)")
    add("--years", type=whole, default=5, help="of the long history (default 5)")
    add("--rounds", type=whole, default=5, help="of each measurement, in alternation (default 5)")
    add("--parts", type=names(PARTS), default=PARTS, metavar="A,B", help=f"of {','.join(PARTS)}")
    add("--without", type=names(PEERS), default=[], metavar="A,B", help=f"of {','.join(PEERS)}")
    add("--program", type=Path, help="a built secretariat-kpi (default: a release build, made now)")
    add("--generator", type=Path, help="a built hospital-year (default: likewise)")
    add("--work", type=Path, default=REPOSITORY / "var" / "benchmark", metavar="FOLDER",
        help="where everything is written (default var/benchmark)")  # fmt: skip
    add("--keep", action="store_true", help="leave the exports and warehouses there")
    add(
        "--check", action="store_true", help="end with 1 where a ratio is missed by more than 15 %%"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--markdown", dest="format", action="store_const", const="markdown")
    shape.add_argument("--json", dest="format", action="store_const", const="json")
    values = vars(parser.parse_args(arguments))
    return Options(**{**values, "format": values["format"] or "text"})


def positive(text: str) -> float:
    """A scale."""
    value = float(text)
    if not 0 < value <= 100:
        raise ValueError(text)
    return value


def whole(text: str) -> int:
    """A number of years or rounds."""
    value = int(text)
    if not 1 <= value <= 20:
        raise ValueError(text)
    return value


def names(known: list[str]) -> Callable[[str], list[str]]:
    """A list of known words, with commas between."""

    def read_names(text: str) -> list[str]:
        words = text.split(",")
        unknown = [word for word in words if word not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(known)}")
        return words

    return read_names
