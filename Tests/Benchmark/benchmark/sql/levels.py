"""The three levels, and counts that are rows even where they are 0."""

LEVELS = [("establishment", "'*'"), ("pole", "pole"), ("secretariat", "secretariat")]


def by_month(level: str, code: str) -> str:
    """What a level's figures are grouped by."""
    return "month" if level == "establishment" else f"month, {code}"


def counted(kpi: str, rows: str, subject: str, column: str = "count(*)") -> list[str]:
    """A count of a month's events, 0 included, for all that the subject's sources have named."""
    return [f"""INSERT INTO figure
        SELECT g.month, g.level, g.code, '*', '{kpi}', coalesce(c.n, 0), NULL, coalesce(c.n, 0)
        FROM {subject}_grid g
        LEFT JOIN (
            SELECT month, {code} AS code, {column} AS n FROM {rows}
            GROUP BY {by_month(level, code)}
        ) c ON c.month = g.month AND c.code = g.code
        WHERE g.level = '{level}'""" for level, code in LEVELS]


def grid(subject: str, named: str) -> list[str]:
    """Months by perimeters that the sources of a subject have named; poles by any day they span."""
    return [
        f"CREATE TEMP TABLE {subject}_named AS SELECT DISTINCT secretariat FROM ({named}) n",
        f"""CREATE TEMP TABLE {subject}_grid AS
        SELECT m.month, p.level, p.code FROM month m CROSS JOIN (
            SELECT 'establishment' AS level, '*' AS code
            UNION SELECT 'secretariat', secretariat FROM {subject}_named
            UNION SELECT 'pole', s.pole FROM {subject}_named n
            JOIN secretariat s ON s.code = n.secretariat
                AND s.first <= (SELECT max(last) FROM month)
                AND s.last >= (SELECT min(first) FROM month)
        ) p""",
    ]
