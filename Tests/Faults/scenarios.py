"""The runs that are disturbed: how things stand before, the command, and how they stand after."""

import os
import shutil
import subprocess

from hospital import write_hospital, write_next_day
from state import State

FIRST_NIGHT, NEXT_NIGHT = "2026-03-07", "2026-03-11"


class Scenario:
    def __init__(self, name, command, extra="", starts_empty=False, next_day=True, codes=(0,),
                 before=(), repair=None, hides_pseudonyms=False):
        self.name = name
        self.command = command
        # Keys that the pipeline file holds besides the usual ones.
        self.extra = extra
        self.starts_empty = starts_empty
        self.next_day = next_day
        # What the command answers undisturbed, and may answer when it is run once more.
        self.codes = codes
        # Arguments of the run that makes the state before.
        self.before = before or ["run", "--as-of", FIRST_NIGHT]
        # What repairs: the same command, unless that leaves no trace.
        self.repair = repair or command
        # The key is made anew, so that pseudonyms cannot be compared.
        self.hides_pseudonyms = hides_pseudonyms


SCENARIOS = [
    Scenario("first", ["run", "--as-of", FIRST_NIGHT], starts_empty=True, next_day=False,
             hides_pseudonyms=True),
    Scenario("night", ["run", "--as-of", NEXT_NIGHT], codes=(65, 0)),
    Scenario("rebuild", ["run", "--as-of", NEXT_NIGHT, "--rebuild"], codes=(65,)),
    Scenario("report", ["report", "--from", "2026-01", "--to", "2026-03"], next_day=False),
    Scenario("report-as-of", ["report", "--as-of", "2026-02-27"], next_day=False),
    # Nothing new, and a published copy that is as it should be.
    Scenario("again", ["run", "--as-of", FIRST_NIGHT], next_day=False,
             extra='publishedWarehouse: "var/copy.sqlite",'),
    Scenario("copy", ["run", "--as-of", NEXT_NIGHT], codes=(65, 0),
             extra='publishedWarehouse: "var/copy.sqlite",'),
    Scenario("freeze", ["run", "--as-of", NEXT_NIGHT], codes=(65, 0),
             extra="closing: { afterDays: 10 },"),
    Scenario("months", ["run", "--as-of", NEXT_NIGHT, "--from", "2026-01", "--to", "2026-02"],
             codes=(65, 0)),
    Scenario("dry-run", ["run", "--as-of", NEXT_NIGHT, "--dry-run"], codes=(65,),
             repair=["run", "--as-of", NEXT_NIGHT]),
]


class Theatre:
    """A folder in which one scenario is played again and again, always from the same state."""

    def __init__(self, scenario, program, folder):
        self.scenario = scenario
        self.program = program
        self.root = f"{folder}/{scenario.name}"
        self.template = f"{folder}/{scenario.name}.before"
        write_hospital(self.root, scenario.extra)
        if not scenario.starts_empty:
            self.must(scenario.before, (0,))
        if scenario.next_day:
            write_next_day(self.root)
        os.makedirs(f"{self.root}/var", exist_ok=True)
        if scenario.starts_empty:
            os.rmdir(f"{self.root}/var")
            os.makedirs(self.template)
        else:
            shutil.copytree(f"{self.root}/var", self.template)
        self.before = self.state()
        self.must(scenario.command, scenario.codes[:1])
        self.after = self.state()
        # What a repaired run ends with; a dry run's repair is the run itself.
        if scenario.repair is not scenario.command:
            self.reset()
            self.must(scenario.repair, None)
        self.repaired = self.state()
        self.reset()

    def state(self):
        return State(self.root, self.scenario.hides_pseudonyms)

    def reset(self):
        shutil.rmtree(f"{self.root}/var", ignore_errors=True)
        if not self.scenario.starts_empty:
            shutil.copytree(self.template, f"{self.root}/var")

    def arguments(self, command):
        return [self.program, command[0], f"{self.root}/pipeline.json5", *command[1:]]

    def play(self, command, prefix=(), **options):
        return subprocess.run(
            [*prefix, *self.arguments(command)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def must(self, command, codes):
        result = self.play(command)
        if codes is not None and result.returncode not in codes:
            raise SystemExit(
                f"{self.scenario.name}: exit {result.returncode} undisturbed: "
                + result.stderr.decode(errors="replace"))
