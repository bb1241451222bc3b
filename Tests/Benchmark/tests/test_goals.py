"""Verdicts, at their limits."""

import unittest

from benchmark import goals
from benchmark.goals import Goal, Outcome


class Goals(unittest.TestCase):
    """What is met, what is missed, and what fails the check."""

    def test_a_verdict_at_limit_and_aim(self) -> None:
        goal = Goal("", "×", 1.0, 0.8)
        cases = [(0.8, "aim met"), (0.81, "met"), (1.0, "met"), (1.01, "missed")]
        for measured, verdict in cases:
            with self.subTest(measured):
                self.assertEqual(Outcome(goal, measured).verdict, verdict)

    def test_the_check_fails_beyond_fifteen_percent_of_a_ratio_alone(self) -> None:
        cases = [("×", 2.3, False), ("×", 2.31, True), ("s", 9.0, False)]
        for unit, measured, fails in cases:
            with self.subTest(unit=unit, measured=measured):
                self.assertEqual(Outcome(Goal("", unit, 2.0), measured).fails, fails)

    def test_what_has_no_limit_is_for_information(self) -> None:
        outcome = Outcome(goals.FIRST_RUN_TO_PANDAS, 99)
        self.assertEqual((outcome.verdict, outcome.fails), ("for information", False))

    def test_seconds_of_a_small_hospital_are_not_judged(self) -> None:
        self.assertEqual(Outcome(goals.NIGHT, 0.4, 0.2).verdict, "judged at scale 1 alone")
        self.assertEqual(Outcome(goals.NIGHT, 0.4, 1).verdict, "aim met")
        self.assertEqual(Outcome(goals.START, 19, 0.2).verdict, "met")

    def test_time_may_grow_a_tenth_more_than_the_history(self) -> None:
        self.assertEqual(goals.growth_limit(5).limit, goals.TIME_GROWTH.limit)
        self.assertEqual(goals.growth_limit(2).limit, 2.2)


if __name__ == "__main__":
    unittest.main()
