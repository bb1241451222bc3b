"""What is measured, part by part. Each part generates what it reads, and fills in the results."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree

from benchmark import goals
from benchmark.goals import Goal, Outcome
from benchmark.hospital import LAST, Hospital
from benchmark.options import Options
from benchmark.peers import DuckDB, Pandas, Peer, PythonPeer, SQLiteShell
from benchmark.process import CommandError, Cost, measure, python, python_environment, say
from benchmark.product import Product
from benchmark.table import Line, Results

JANUARY = date(LAST.year, 1, 1)
DECEMBER = date(LAST.year, 12, 1)

# A name, and what is measured under it.
Racer = tuple[str, Callable[[], Cost]]


class Race:
    """The product and its peers on the hospitals of one scale."""

    def __init__(self, options: Options, program: Path, generator: Path) -> None:
        self.options = options
        self.product = Product(program)
        self.generator = generator
        self.results = Results(options.scale, options.years)
        self.peers = self._peers()

    def _peers(self) -> list[Peer]:
        installed = self.options.work.with_name(self.options.work.name + "-packages")
        peers: list[Peer] = []
        if "sqlite3" not in self.options.without:
            peers.append(SQLiteShell(self.options.work))
        for kind in (DuckDB, Pandas):
            if kind.folder not in self.options.without:
                peers.append(kind(self.options.work, installed))
        for peer in peers:
            if peer.absence is not None:
                self.results.notes.append(f"{peer.name} was left out: {peer.absence}.")
            elif isinstance(peer, PythonPeer):
                self.results.notes.append(f"{peer.name} {peer.version}.")
        return [peer for peer in peers if peer.absence is None]

    def run(self) -> Results:
        """All parts that are asked for."""
        parts = self.options.parts
        if "start" in parts:
            self._start()
        if "year" in parts or "figures" in parts:
            self._year()
        if "years" in parts or "night" in parts:
            self._years()
        return self.results

    # Parts

    def _start(self) -> None:
        say("start-up")
        # Milliseconds need more rounds than seconds do.
        line = self._line("--version", [self.product.version() for _ in range(20)])
        self._judge(goals.START, line.median.wall * 1000)

    def _year(self) -> None:
        """A first run beside those of the peers, and the figures of all of them."""
        say("generating a year")
        year = self._hospital("year", JANUARY)
        self.results.rows, self.results.csv_bytes = year.rows, year.export_bytes
        if "year" in self.options.parts:
            self._race(year)
        else:
            self.product.first_run(year)
            for peer in self.peers:
                if peer.figures is not None:
                    peer.first_run(year)
        if "figures" in self.options.parts:
            self._compare_figures(year)
        self._remove(year)

    def _race(self, year: Hospital) -> None:
        racers: list[Racer] = [("secretariat-kpi", partial(self.product.first_run, year))]
        for peer in self.peers:
            racers.append((f"{peer.name}: {peer.does}", partial(peer.first_run, year)))
        product, *others = self._alternate(racers, self.options.rounds)
        against = {
            "DuckDB": goals.FIRST_RUN_TO_DUCKDB,
            "sqlite3 .import": goals.FIRST_RUN_TO_SQLITE,
            "pandas": goals.FIRST_RUN_TO_PANDAS,
        }
        for peer, line in zip(self.peers, others, strict=True):
            self._judge(against[peer.name], product.median.wall / line.median.wall)
        self._judge(goals.MEMORY, product.median.memory)
        self._judge(goals.SIZE, year.warehouse.stat().st_size / year.export_bytes)

    def _compare_figures(self, year: Hospital) -> None:
        """Every monthly figure of the product against every peer that computes them."""
        computed = [(peer.name, peer.figures) for peer in self.peers if peer.figures is not None]
        if not any(name == "DuckDB" for name, _ in computed):
            say("figures: Python's SQLite, in DuckDB's place")
            path = self.options.work / "sqlite-figures.csv"
            span = [JANUARY.isoformat(), LAST.isoformat()]
            command = python("sqlite_year", year.folder, path, *span)
            measure(command, environment=python_environment())
            computed.append(("SQLite, with the SQL that DuckDB runs", path))
        for name, figures in computed:
            say(f"figures: compared with {name}")
            report = self.options.work / "comparison.txt"
            measure(
                python("compare", year.warehouse, figures, report), environment=python_environment()
            )
            said = report.read_text(encoding="utf-8").strip()
            self.results.notes.append(f"Against {name}: {said}.")

    def _years(self) -> None:
        """Growth with the history, and what comes after a first run."""
        rounds = self.options.rounds
        say(f"generating {self.options.years} years, a year and a month")
        first = date(LAST.year - self.options.years + 1, 1, 1)
        long = self._hospital("years", first, nights=rounds)
        name = f"{self.options.years} years"
        if "years" in self.options.parts:
            year = self._hospital("year", JANUARY)
            one, all_years = self._alternate(
                [
                    ("first run, one year", partial(self.product.first_run, year)),
                    (f"first run, {name}", partial(self.product.first_run, long)),
                ],
                rounds,
            )
            self._remove(year)
            limit = goals.growth_limit(self.options.years)
            self._judge(limit, all_years.median.wall / one.median.wall)
            self._judge(goals.MEMORY_GROWTH, all_years.median.memory / one.median.memory)
            self._edits(long, name)
        else:
            self.product.first_run(long)
        if "night" in self.options.parts:
            self._nights(long, name)
        if "years" in self.options.parts:
            line = self._line(f"rebuild, {name}", [self.product.rebuild(long)])
            self._judge(goals.REBUILD, line.median.wall)
        self._remove(long)

    def _edits(self, long: Hospital, name: str) -> None:
        """Runs on a history that stands: the reports, nothing new, another crosswalk."""

        def edited() -> Cost:
            long.edit_crosswalk()
            return self.product.run(long)

        # The reports of the two months that a night publishes are there from here on.
        self.product.run(long)
        actions: list[tuple[Goal, str, Callable[[], Cost]]] = [
            (goals.REPORT, f"report, {name}", partial(self.product.report, long)),
            (goals.NOTHING_NEW, f"nothing new, {name}", partial(self.product.run, long)),
            (goals.CROSSWALK, f"edited crosswalk, {name}", edited),
        ]
        for goal, line_name, action in actions:
            (line,) = self._alternate([(line_name, action)], self.options.rounds)
            self._judge(goal, line.median.wall)

    def _nights(self, long: Hospital, name: str) -> None:
        """The same nights, one after the other, on a month of history and on all of it."""
        month = self._hospital("month", DECEMBER, nights=self.options.rounds)
        self.product.first_run(month)
        costs: dict[str, list[Cost]] = {"month": [], "long": []}
        for short_night, long_night in zip(month.nights, long.nights, strict=True):
            if short_night != long_night:
                raise CommandError("the nights of the two histories are not the same")
            for key, hospital in (("month", month), ("long", long)):
                say(f"night of {long_night.day}, {long_night.rows} rows, {key}")
                hospital.deliver(long_night)
                costs[key].append(self.product.run(hospital))
        on_month = self._line("a night on one month", costs["month"])
        on_all = self._line(f"a night on {name}", costs["long"])
        self._judge(goals.NIGHT, on_all.median.wall)
        self._judge(goals.NIGHT_GROWTH, on_all.median.wall / on_month.median.wall)
        self._remove(month)

    # What the parts share

    def _hospital(self, name: str, first: date, nights: int = 0) -> Hospital:
        folder = self.options.work / name
        rmtree(folder, ignore_errors=True)
        return Hospital(self.generator, folder, first, self.options.scale, nights)

    def _remove(self, hospital: Hospital) -> None:
        if not self.options.keep:
            rmtree(hospital.folder, ignore_errors=True)

    def _alternate(self, racers: list[Racer], rounds: int) -> list[Line]:
        """Each racer in turn, as many times: what else the machine does hits all of them."""
        lines = [Line(name, []) for name, _ in racers]
        for count in range(1, rounds + 1):
            for line, (name, action) in zip(lines, racers, strict=True):
                cost = action()
                line.costs.append(cost)
                say(f"{name}, round {count} of {rounds}: {cost.wall:.2f} s")
        self.results.lines += lines
        return lines

    def _line(self, name: str, costs: list[Cost]) -> Line:
        line = Line(name, costs)
        self.results.lines.append(line)
        return line

    def _judge(self, goal: Goal, measured: float) -> None:
        self.results.outcomes.append(Outcome(goal, measured, self.options.scale))
