"""The aggregates that the SQL asks for, and what it is told of the reference files."""

import tempfile
import unittest
from datetime import date
from pathlib import Path

from benchmark import sql
from benchmark.reference import FOREVER, default_slots, rules, seconds, validity
from benchmark.sqlite_year import connect
from benchmark.working_days import number


class Aggregates(unittest.TestCase):
    """As Python's SQLite computes them."""

    def test_median_and_nearest_rank(self) -> None:
        connection = connect()
        connection.execute("CREATE TABLE n (v INTEGER)")
        question = "SELECT median(v), p90(v) FROM n"
        self.assertEqual(connection.execute(question).fetchone(), (None, None))
        # 9 of 10 is the ninth value; 9.9 of 11 the tenth.
        for value, expected in [(3, (3, 3)), (1, (2.0, 3)), (None, (2.0, 3))]:
            connection.execute("INSERT INTO n VALUES (?)", [value])
            self.assertEqual(connection.execute(question).fetchone(), expected)
        connection.execute("DELETE FROM n")
        connection.executemany("INSERT INTO n VALUES (?)", [[value] for value in range(1, 11)])
        self.assertEqual(connection.execute(question).fetchone(), (5.5, 9))
        connection.execute("INSERT INTO n VALUES (11)")
        self.assertEqual(connection.execute(question).fetchone(), (6, 10))

    def test_least_and_greatest_pass_over_nulls(self) -> None:
        answer = connect().execute("SELECT least(NULL, 3, 2), greatest(1, NULL), least(NULL, NULL)")
        self.assertEqual(answer.fetchone(), (2, 1, None))

    def test_every_statement_is_there_once(self) -> None:
        statements = sql.statements()
        self.assertEqual(len(statements), len(set(statements)))


class Reference(unittest.TestCase):
    """Reference files, as the generator writes them."""

    def test_a_blank_end_is_open(self) -> None:
        row = {"valide_du": "", "valide_au": "2025-06-30"}
        self.assertEqual(validity(row), (-FOREVER, number(date(2025, 6, 30))))

    def test_opening_hours_of_the_pipeline_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pipeline.json5"
            path.write_text('mon: [["08:30", "12:30"], ["13:30", "17:30"]],\n', encoding="utf-8")
            morning = (1, seconds("08:30"), seconds("12:30"))
            self.assertEqual(default_slots(path), [morning, (1, 48600, 63000)])

    def test_the_row_of_a_unit_wins_over_the_general_one(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "correspondances.csv").write_text("code_source\n1\n2\n", encoding="utf-8")
            (folder / "types_venue.csv").write_text(
                "code;courrier_attendu;type_courrier;unite\nCS;O;CRC|LL;\nCS;N;;2\nTLC;O;;\n",
                encoding="utf-8",
            )
            rule, answer = rules(folder)
            self.assertEqual(
                rule.rows, [("CS", "1", "CRC", 0), ("TLC", "1", None, 1), ("TLC", "2", None, 1)]
            )
            self.assertEqual(answer.rows, [("CS", "1", "CRC"), ("CS", "1", "LL")])


if __name__ == "__main__":
    unittest.main()
