"""Backlogs at the end of each month."""

from benchmark.sql.engine import Engine
from benchmark.sql.levels import median, placed, shown, wide

STOCKS = ["to_dictate", "to_type", "to_validate", "to_send", "total", "net_flow"]


def backlog(engine: Engine) -> list[str]:
    """Letters that wait at the end of each month, and how long those to type have waited."""
    by_stage = ", ".join(
        f"count(*) FILTER (WHERE stage = {stage}) AS {name}"
        for stage, name in enumerate(STOCKS[:4])
    )
    sums = {name: f"sum({name})" for name in [*STOCKS, "typed"]}
    ages = {"n": "count(*)", "high": "p90(age)", "oldest": "max(age)"}
    return [
        # The stages of a letter follow each other: the last one that was reached says where it is.
        """CREATE TEMP TABLE waiting AS
        SELECT s.day, f.secretariat, f.dictated,
            CASE WHEN f.validated <= s.day THEN 3 WHEN f.typed <= s.day THEN 2
                WHEN f.dictated <= s.day THEN 1 ELSE 0 END AS stage
        FROM snapshot s
        JOIN fact f ON least(f.start, f.dictated) <= s.day
            AND coalesce(f.gone, 9999999) > s.day""",
        f"""CREATE TEMP TABLE stock AS
        SELECT day, secretariat, count(*) AS total, {by_stage}
        FROM waiting GROUP BY day, secretariat""",
        """CREATE TEMP TABLE typed_in_28 AS
        SELECT s.day, f.secretariat, sum(f.n) AS typed FROM snapshot s
        JOIN (SELECT secretariat, typed, count(*) AS n FROM fact GROUP BY secretariat, typed) f
            ON f.typed BETWEEN s.day - 27 AND s.day
        GROUP BY s.day, f.secretariat""",
        # The day before the first month is there for the flow alone.
        placed("stock", f"""SELECT * FROM (
            SELECT g.day, g.is_shown, g.secretariat,
                {", ".join(f"coalesce(w.{name}, 0) AS {name}" for name in STOCKS[:5])},
                coalesce(w.total, 0) - lag(coalesce(w.total, 0))
                    OVER (PARTITION BY g.secretariat ORDER BY g.day) AS net_flow,
                coalesce(t.typed, 0) AS typed
            FROM (SELECT s.day, s.month IS NOT NULL AS is_shown, n.secretariat
                FROM snapshot s CROSS JOIN letter_named n) g
            LEFT JOIN stock w ON w.day = g.day AND w.secretariat = g.secretariat
            LEFT JOIN typed_in_28 t ON t.day = g.day AND t.secretariat = g.secretariat
            ) h WHERE is_shown"""),
        wide(engine, "stock", "placed_stock", sums),
        *(shown("stock", f"backlog_{name}", name, "NULL", name) for name in STOCKS),
        placed("to_type", """SELECT w.secretariat, w.day, w.day - w.dictated AS age
            FROM waiting w JOIN snapshot s ON s.day = w.day
            WHERE w.stage = 1 AND s.month IS NOT NULL"""),
        wide(engine, "to_type", "placed_to_type", ages),
        median("to_type", "backlog_to_type_age_p90", "n", "high"),
        median("to_type", "backlog_to_type_oldest", "n", "oldest"),
        *days_of_work(),
    ]  # fmt: skip


def days_of_work() -> list[str]:
    """Letters to type in days of the last 28's pace; null where nothing was typed."""
    return [
        """CREATE TEMP TABLE working_28 AS
        SELECT s.month, sum(d.is_working) AS days
        FROM snapshot s JOIN day d ON d.day BETWEEN s.day - 27 AND s.day GROUP BY s.month""",
        """INSERT INTO figure
        SELECT s.month, s.level, s.code, '*', 'backlog_to_type_days_of_work', s.to_type, s.typed,
            CASE WHEN s.typed > 0 THEN 1.0 * s.to_type * w.days / s.typed END
        FROM wide_stock s JOIN working_28 w ON w.month = s.month
        WHERE s.to_type > 0 OR s.typed > 0""",
    ]
