"""Runs a command as a process of its own, and says what it took: as a whole, from fork to exit."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What a process, with those that it waited for, took."""

    wall: float  # seconds
    cpu: float  # seconds of user and system time
    memory: float  # MB (10⁶ bytes) at its peak


class CommandError(Exception):
    """A measured command failed: a time without a result is worth nothing."""


def measure(
    command: Sequence[str | Path],
    *,
    directory: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Cost:
    """Runs a command to its end; raises CommandError, with what it printed, where it fails.

    The peak comes from wait4. The kernel counts in it the parent's memory at the fork, so that this
    program keeps little: what is large is done in processes of their own.
    """
    begun = time.monotonic()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    output = b""
    if process.stdout is not None:
        # What a command says is short: a failure, or nothing.
        output = process.stdout.read()
        process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        words = " ".join(str(word) for word in command[:4])
        text = output.decode(errors="replace").strip()
        raise CommandError(f"{words} … ended with {process.returncode}:\n{text}")
    # Linux gives kilobytes of 1024 bytes.
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each measure, for itself."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


# The folder of this package: what a process that runs a module of it must know.
PACKAGE_ROOT = Path(__file__).parent.parent


def python_environment(*sites: Path) -> dict[str, str]:
    """The environment in which a module of this package runs, with packages from elsewhere."""
    path = os.pathsep.join(str(folder) for folder in [PACKAGE_ROOT, *sites])
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def python(module: str, *arguments: str | Path) -> list[str | Path]:
    """The command that runs a module of this package."""
    return [sys.executable, "-m", f"benchmark.{module}", *arguments]


def say(text: str) -> None:
    """Progress, for whoever waits: on standard error, so that the table alone is printed."""
    print(text, file=sys.stderr, flush=True)
