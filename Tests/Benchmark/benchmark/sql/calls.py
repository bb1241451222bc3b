"""The telephone."""

from benchmark.reference import SERVICE_LEVEL_SECONDS
from benchmark.sql.levels import LEVELS, by_month, counted


def calls() -> list[str]:
    """Received calls, each in one class, and the hours of those who receive them."""
    statements = ["""CREATE TEMP TABLE place_call AS
        SELECT c.*, d.month, s.pole FROM received c JOIN day d ON d.day = c.day
        JOIN secretariat s ON s.code = c.secretariat AND c.day BETWEEN s.first AND s.last"""]
    offered = "kind NOT IN ('out', 'short')"
    for kpi, which in [
        ("calls_received", "1 = 1"),
        ("calls_out_of_hours", "kind = 'out'"),
        ("calls_short_abandoned", "kind = 'short'"),
        ("calls_offered", offered),
    ]:
        column = f"count(*) FILTER (WHERE {which})"
        statements += counted(kpi, "place_call", "call", column)
    rates = [
        ("answer_rate", "kind = 'answered'"),
        ("abandon_rate", "kind = 'abandoned'"),
        ("deflection_rate", "kind = 'deflected'"),
        ("voicemail_rate", "kind = 'voicemail'"),
        ("service_level", f"kind = 'answered' AND wait <= {SERVICE_LEVEL_SECONDS}"),
    ]
    for level, code in LEVELS:
        grouped = by_month(level, code)
        for kpi, which in rates:
            part = f"count(*) FILTER (WHERE {which})"
            statements.append(f"""INSERT INTO figure
                SELECT month, '{level}', {code}, '*', '{kpi}', {part}, count(*),
                    100.0 * {part} / count(*)
                FROM place_call WHERE {offered} GROUP BY {grouped}""")
        for kpi, column, value in [
            ("wait_median", "wait", "median(wait)"),
            ("wait_p90", "wait", "p90(wait)"),
            ("talk_mean", "talk", "avg(talk)"),
        ]:
            statements.append(f"""INSERT INTO figure
                SELECT month, '{level}', {code}, '*', '{kpi}', NULL, count(*), {value}
                FROM place_call WHERE kind = 'answered' AND {column} IS NOT NULL
                GROUP BY {grouped}""")
    return statements + hours()


def hours() -> list[str]:
    """Hours open of those who received a call in the month, as they belong on its last day."""
    statements = ["""CREATE TEMP TABLE open_hours AS
        SELECT o.month, o.secretariat, p.pole, o.seconds FROM (
            SELECT m.month, m.last, s.secretariat,
                sum(CASE WHEN d.is_closed = 0 THEN s.closes - s.opens ELSE 0 END) AS seconds
            FROM month m JOIN day d ON d.day BETWEEN m.first AND m.last
            JOIN slot s ON s.weekday = d.weekday
            GROUP BY m.month, m.last, s.secretariat
        ) o
        JOIN (SELECT DISTINCT month, secretariat FROM place_call) c
            ON c.month = o.month AND c.secretariat = o.secretariat
        JOIN secretariat p ON p.code = o.secretariat AND o.last BETWEEN p.first AND p.last
        WHERE o.secretariat <> '?'"""]
    for level, code in LEVELS:
        grouped = by_month(level, code)
        statements.append(f"""INSERT INTO figure
            SELECT month, '{level}', {code}, '*', 'phone_opening_hours', NULL, count(*),
                sum(seconds) / 3600.0 / count(*)
            FROM open_hours GROUP BY {grouped}""")
    return statements
