"""How results read."""

import contextlib
import io
import json
import unittest

from benchmark import goals, options, table
from benchmark.goals import Outcome
from benchmark.process import Cost
from benchmark.table import Line, Results


def results() -> Results:
    """Three rounds of one thing, and a goal that they miss."""
    line = Line("a night on 5 years", [Cost(2, 3, 90), Cost(1, 2, 80), Cost(9, 9, 99)])
    outcome = Outcome(goals.NIGHT_GROWTH, 3.6)
    return Results(1, 5, 4_200_000, 360_000_000, [line], [outcome], ["DuckDB 1.0."])


class Table(unittest.TestCase):
    """One set of results in three shapes."""

    def test_three_digits(self) -> None:
        cases = [(0.0123, "0.01"), (1.234, "1.23"), (12.34, "12.3"), (123.4, "123")]
        self.assertEqual([table.figure(value) for value, _ in cases], [text for _, text in cases])

    def test_a_line_shows_medians_and_the_spread(self) -> None:
        rows = table.costs(results())
        self.assertEqual(rows[1], ["a night on 5 years", "2.00", "1.00–9.00", "3.00", "90.0", "3"])

    def test_every_shape_names_the_goal_and_its_verdict(self) -> None:
        for shape in (table.text, table.markdown, table.as_json):
            with self.subTest(shape.__name__):
                text = shape(results())
                self.assertIn(goals.NIGHT_GROWTH.name, text)
                self.assertIn("missed", text)
                self.assertIn("DuckDB 1.0.", text)

    def test_markdown_rows_have_as_many_cells_as_their_header(self) -> None:
        lines = [line for line in table.markdown(results()).splitlines() if line.startswith("|")]
        self.assertEqual([line.count("|") for line in lines], [7, 7, 7, 6, 6, 6])

    def test_json_holds_every_round(self) -> None:
        found = json.loads(table.as_json(results()))
        self.assertEqual([cost["wall"] for cost in found["lines"][0]["rounds"]], [2, 1, 9])

    def test_a_missed_ratio_is_a_failure(self) -> None:
        self.assertEqual([outcome.goal for outcome in results().failures], [goals.NIGHT_GROWTH])


class CommandLine(unittest.TestCase):
    """What it takes, and what it refuses."""

    def test_without_options_everything_is_measured_five_times(self) -> None:
        chosen = options.read([])
        self.assertEqual((chosen.scale, chosen.years, chosen.rounds), (1.0, 5, 5))
        self.assertEqual(chosen.parts, options.PARTS)
        self.assertEqual((chosen.without, chosen.format, chosen.check), ([], "text", False))

    def test_lists_and_shapes(self) -> None:
        chosen = options.read(["--parts", "night,start", "--without", "pandas", "--json"])
        self.assertEqual(chosen.parts, ["night", "start"])
        self.assertEqual((chosen.without, chosen.format), (["pandas"], "json"))

    def test_what_it_refuses(self) -> None:
        for wrong in ["--scale=0", "--rounds=0", "--years=x", "--parts=nights", "--without=excel"]:
            with self.subTest(wrong), contextlib.redirect_stderr(io.StringIO()):
                self.assertRaises(SystemExit, options.read, [wrong])


if __name__ == "__main__":
    unittest.main()
