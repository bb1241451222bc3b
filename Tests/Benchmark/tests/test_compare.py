"""When two sets of figures are the same."""

import tempfile
import unittest
from pathlib import Path

from benchmark.compare import Figure, Key, differences, of_file

KEY = Key("2025-10", "pole", "P01", "*", "answer_rate")


class Compare(unittest.TestCase):
    """A difference must never go unseen."""

    def test_every_part_of_a_figure_counts(self) -> None:
        figure = Figure(3, 4, 75.0)
        self.assertEqual(list(differences({KEY: figure}, {KEY: Figure(3, 4, 75.0 + 1e-12)})), [])
        for other in [
            Figure(2, 4, 75.0),
            Figure(3, 5, 75.0),
            Figure(3, 4, 75.1),
            Figure(3, 4, None),
        ]:
            with self.subTest(other):
                self.assertEqual(len(list(differences({KEY: figure}, {KEY: other}))), 1)

    def test_a_row_that_one_side_lacks_is_a_difference(self) -> None:
        figures = {KEY: Figure(3, 4, 75.0)}
        self.assertIn("the peer has no row", next(differences(figures, {})))
        self.assertIn("no row, the peer has 3/4", next(differences({}, figures)))

    def test_a_value_that_is_nothing_on_both_sides_is_the_same(self) -> None:
        figures = {KEY: Figure(7, 0, None)}
        self.assertEqual(list(differences(figures, dict(figures))), [])

    def test_a_peers_file_is_read_with_blanks_and_decimal_points(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "figures.csv"
            path.write_text("header\n2025-10;pole;P01;*;answer_rate;3.0;4;75\n", encoding="utf-8")
            self.assertEqual(of_file(path), {KEY: Figure(3, 4, 75.0)})
            path.write_text("header\n2025-10;pole;P01;*;answer_rate;;4;\n", encoding="utf-8")
            self.assertEqual(of_file(path), {KEY: Figure(None, 4, None)})


if __name__ == "__main__":
    unittest.main()
