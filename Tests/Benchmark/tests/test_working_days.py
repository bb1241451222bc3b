"""The peers' calendar."""

import unittest
from datetime import date

from benchmark.working_days import days, easter, holidays


class WorkingDays(unittest.TestCase):
    """Against dates that everybody knows."""

    def test_easter(self) -> None:
        for day in ["2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20"]:
            with self.subTest(day):
                self.assertEqual(easter(int(day[:4])), date.fromisoformat(day))

    def test_a_year_has_eleven_holidays_unless_two_fall_together(self) -> None:
        # In 2008 the Ascension was on 1 May.
        self.assertEqual([len(holidays(year)) for year in (2008, 2024, 2025)], [10, 11, 11])

    def test_a_working_day_is_neither_weekend_nor_holiday_nor_closed(self) -> None:
        rows = days(date(2025, 5, 5), date(2025, 5, 11), {date(2025, 5, 9)})
        self.assertEqual([row.weekday for row in rows], [1, 2, 3, 4, 5, 6, 7])
        self.assertEqual([row.is_working for row in rows], [1, 1, 1, 0, 0, 0, 0])
        self.assertEqual([row.is_closed for row in rows], [0, 0, 0, 1, 1, 0, 0])


if __name__ == "__main__":
    unittest.main()
