"""Figures at the three levels: wide tables of aggregates, and the rows that are shown of them."""

from benchmark.sql.engine import Engine

LEVELS = [("establishment", "'*'"), ("pole", "pole"), ("secretariat", "secretariat")]


def placed(name: str, rows: str) -> str:
    """Rows with a secretariat and a day, with the day's month and the secretariat's pole on it."""
    return f"""CREATE TEMP TABLE placed_{name} AS
        SELECT e.*, d.month, s.pole FROM ({rows}) e JOIN day d ON d.day = e.day
        JOIN secretariat s ON s.code = e.secretariat AND e.day BETWEEN s.first AND s.last"""


def wide(
    engine: Engine, name: str, rows: str, aggregates: dict[str, str], by_type: bool = False
) -> str:
    """A table `wide_NAME` with a row per month, perimeter and, where asked, letter type as well.

    DuckDB groups in one pass; SQLite, which has no GROUPING SETS, once for each level. A segment
    that is null is that of letters of an unknown type.
    """
    columns = ", ".join(f"{value} AS {column}" for column, value in aggregates.items())
    types = [False, True] if by_type else [False]
    if engine is Engine.DUCKDB:
        sets = [
            ", ".join(
                ["month", *([] if code == "'*'" else [code]), *(["segment"] if typed else [])]
            )
            for _, code in LEVELS
            for typed in types
        ]
        segment = "CASE WHEN grouping(segment) = 1 THEN '*' ELSE segment END" if by_type else "'*'"
        return f"""CREATE TEMP TABLE wide_{name} AS
            SELECT month, CASE WHEN grouping(pole) = 0 THEN 'pole'
                    WHEN grouping(secretariat) = 0 THEN 'secretariat'
                    ELSE 'establishment' END AS level,
                CASE WHEN grouping(pole) = 0 THEN pole
                    WHEN grouping(secretariat) = 0 THEN secretariat ELSE '*' END AS code,
                {segment} AS segment, {columns}
            FROM {rows} GROUP BY GROUPING SETS ({", ".join(f"({keys})" for keys in sets)})"""
    selects = []
    for level, code in LEVELS:
        for typed in types:
            segment = "segment" if typed else "'*'"
            keys = [key for key in ("month", code, segment) if not key.startswith("'")]
            selects.append(f"""SELECT month, '{level}' AS level, {code} AS code,
                {segment} AS segment, {columns} FROM {rows} GROUP BY {", ".join(keys)}""")
    return f"CREATE TEMP TABLE wide_{name} AS " + " UNION ALL ".join(selects)


def shown(
    name: str, kpi: str, numerator: str, denominator: str, value: str, where: str = "1 = 1"
) -> str:
    """The rows of one indicator from a wide table."""
    return f"""INSERT INTO figure
        SELECT month, level, code, segment, '{kpi}', {numerator}, {denominator}, {value}
        FROM wide_{name} WHERE segment IS NOT NULL AND {where}"""


def rate(name: str, kpi: str, part: str, whole: str) -> str:
    """A share in percent; of nothing there is none."""
    return shown(name, kpi, part, whole, f"100.0 * {part} / {whole}", f"{whole} > 0")


def median(name: str, kpi: str, count: str, value: str) -> str:
    """A median, percentile, mean or maximum of n values; of nothing there is none."""
    return shown(name, kpi, "NULL", count, value, f"{count} > 0")


def counted(subject: str, name: str, kpi: str, column: str) -> str:
    """A count of a month's events, 0 included, for all that the subject's sources have named."""
    return f"""INSERT INTO figure
        SELECT g.month, g.level, g.code, '*', '{kpi}', coalesce(w.{column}, 0), NULL,
            coalesce(w.{column}, 0)
        FROM {subject}_grid g LEFT JOIN wide_{name} w ON w.month = g.month
            AND w.level = g.level AND w.code = g.code AND w.segment = '*'"""


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
