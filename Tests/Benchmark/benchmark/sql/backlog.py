"""Backlogs at the end of each month."""

from benchmark.sql.levels import LEVELS, by_month

STOCKS = ["to_dictate", "to_type", "to_validate", "to_send"]


def backlog() -> list[str]:
    """Letters that wait at the end of each month, and how long those to type have waited."""
    statements = [
        """CREATE TEMP TABLE waiting AS
        SELECT s.day, f.secretariat, f.dictated,
            CASE WHEN f.validated <= s.day THEN 3 WHEN f.typed <= s.day THEN 2
                WHEN f.dictated <= s.day THEN 1 ELSE 0 END AS stage
        FROM snapshot s
        JOIN fact f ON least(f.start, f.dictated) <= s.day
            AND coalesce(f.gone, 9999999) > s.day""",
        """CREATE TEMP TABLE typed_in_28 AS
        SELECT s.day, f.secretariat, count(*) AS typed
        FROM snapshot s JOIN fact f ON f.typed BETWEEN s.day - 27 AND s.day
        GROUP BY s.day, f.secretariat""",
        """CREATE TEMP TABLE stock AS
        SELECT g.day, g.month, g.secretariat, p.pole, coalesce(w.to_dictate, 0) AS to_dictate,
            coalesce(w.to_type, 0) AS to_type, coalesce(w.to_validate, 0) AS to_validate,
            coalesce(w.to_send, 0) AS to_send, coalesce(w.total, 0) AS total,
            coalesce(w.total, 0) - lag(coalesce(w.total, 0))
                OVER (PARTITION BY g.secretariat ORDER BY g.day) AS flow,
            coalesce(t.typed, 0) AS typed
        FROM (SELECT s.day, s.month, n.secretariat FROM snapshot s CROSS JOIN letter_named n) g
        JOIN secretariat p ON p.code = g.secretariat AND g.day BETWEEN p.first AND p.last
        LEFT JOIN (
            SELECT day, secretariat, count(*) AS total,
                count(*) FILTER (WHERE stage = 0) AS to_dictate,
                count(*) FILTER (WHERE stage = 1) AS to_type,
                count(*) FILTER (WHERE stage = 2) AS to_validate,
                count(*) FILTER (WHERE stage = 3) AS to_send
            FROM waiting GROUP BY day, secretariat
        ) w ON w.day = g.day AND w.secretariat = g.secretariat
        LEFT JOIN typed_in_28 t ON t.day = g.day AND t.secretariat = g.secretariat""",
        """CREATE TEMP TABLE to_type AS
        SELECT s.month, w.secretariat, p.pole, w.day - w.dictated AS age
        FROM waiting w JOIN snapshot s ON s.day = w.day AND s.month IS NOT NULL
        JOIN secretariat p ON p.code = w.secretariat AND w.day BETWEEN p.first AND p.last
        WHERE w.stage = 1""",
        """CREATE TEMP TABLE working_28 AS
        SELECT s.month, sum(d.is_working) AS days
        FROM snapshot s JOIN day d ON d.day BETWEEN s.day - 27 AND s.day GROUP BY s.month""",
    ]
    counts = [(f"backlog_{stage}", stage) for stage in STOCKS]
    counts += [("backlog_total", "total"), ("backlog_net_flow", "flow")]
    for level, code in LEVELS:
        grouped = by_month(level, code)
        for kpi, column in counts:
            statements.append(f"""INSERT INTO figure
                SELECT month, '{level}', {code}, '*', '{kpi}', sum({column}), NULL, sum({column})
                FROM stock WHERE month IS NOT NULL GROUP BY {grouped}""")
        statements += [
            f"""INSERT INTO figure
            SELECT month, '{level}', {code}, '*', '{kpi}', NULL, count(*), {value}
            FROM to_type GROUP BY {grouped}"""
            for kpi, value in [
                ("backlog_to_type_age_p90", "p90(age)"),
                ("backlog_to_type_oldest", "max(age)"),
            ]
        ]
        statements.append(f"""INSERT INTO figure
            SELECT s.month, '{level}', {code}, '*', 'backlog_to_type_days_of_work', s.to_type,
                s.typed, CASE WHEN s.typed > 0 THEN 1.0 * s.to_type * w.days / s.typed END
            FROM (SELECT month, {code} AS {"code" if level == "establishment" else code},
                    sum(to_type) AS to_type, sum(typed) AS typed
                FROM stock WHERE month IS NOT NULL GROUP BY {grouped}) s
            JOIN working_28 w ON w.month = s.month
            WHERE s.to_type > 0 OR s.typed > 0""")
    return statements
