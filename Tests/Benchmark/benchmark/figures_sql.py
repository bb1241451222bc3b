"""The monthly figures of the contract's section 5 in SQL, for DuckDB and for SQLite alike.

Written from the contract, not from the program. It asks of the engine `least` and `greatest` that
pass over nulls, `median` and `p90` (nearest rank), and the tables of `reference.py` beside three:

    encounter (id, type, unit, ended_on, status)
    letter (id, type, unit, encounter_id, encounter_ended_on, dictated_on, typed_on, validated_on,
            sent_on, status)
    call (id, day, second, queue, outcome, wait, talk, is_received)

Days are numbers since 1970-01-01. The exports end on the day measured, so that nothing in them is
after it, and hold every key once. The answer is the table `figure`, shaped as v_kpi.
"""

from benchmark.reference import (
    MISSING_LETTER_DAYS,
    SERVICE_LEVEL_SECONDS,
    SHORT_ABANDON_SECONDS,
)

LEVELS = [("establishment", "'*'"), ("pole", "pole"), ("secretariat", "secretariat")]

FACTS = [
    # A letter with its encounter, its start, its effective stages and its secretariat; those that
    # are cancelled name their secretariat too.
    """
    CREATE TEMP TABLE placed_letter AS
    SELECT l.id, l.type, l.encounter_id, l.status, l.dictated_on, l.typed_on, l.validated_on,
        l.sent_on, l.dictated, l.typed, l.validated, l.encounter_type, l.encounter_unit,
        l.encounter_status, l.known_start, l.start,
        coalesce(x.secretariat, '?') AS secretariat
    FROM (
        SELECT l.*, e.type AS encounter_type, e.unit AS encounter_unit,
            e.status AS encounter_status, coalesce(l.unit, e.unit) AS own_unit,
            CASE WHEN l.unit IS NULL THEN 'dpi' ELSE 'courriers' END AS unit_source,
            least(l.dictated_on, l.typed_on, l.validated_on, l.sent_on) AS dictated,
            least(l.typed_on, l.validated_on, l.sent_on) AS typed,
            least(l.validated_on, l.sent_on) AS validated,
            coalesce(e.ended_on, l.encounter_ended_on) AS known_start,
            coalesce(e.ended_on, l.encounter_ended_on,
                least(l.dictated_on, l.typed_on, l.validated_on, l.sent_on)) AS start
        FROM letter l LEFT JOIN encounter e ON e.id = l.encounter_id
    ) l
    LEFT JOIN crosswalk x ON x.source = l.unit_source AND x.unit = l.own_unit
        AND l.start BETWEEN x.first AND x.last
    WHERE l.start IS NOT NULL
    """,
    """
    CREATE TEMP TABLE placed_encounter AS
    SELECT e.id, e.type, e.unit, e.status, e.ended_on, coalesce(x.secretariat, '?') AS secretariat
    FROM encounter e
    LEFT JOIN crosswalk x ON x.source = 'dpi' AND x.unit = e.unit
        AND e.ended_on BETWEEN x.first AND x.last
    WHERE e.ended_on IS NOT NULL
    """,
    """
    CREATE TEMP TABLE expected AS
    SELECT e.ended_on, e.secretariat, r.first_type, a.encounter_id IS NULL AS is_missing,
        coalesce(a.is_covered, 0) AS is_covered
    FROM placed_encounter e
    JOIN rule r ON r.type = e.type AND r.unit = e.unit
    LEFT JOIN (
        SELECT l.encounter_id, max(CASE WHEN l.dictated IS NULL THEN 0 ELSE 1 END) AS is_covered
        FROM placed_letter l
        JOIN rule r ON r.type = l.encounter_type AND r.unit = l.encounter_unit
        LEFT JOIN answer a ON a.type = l.encounter_type AND a.unit = l.encounter_unit
            AND a.letter_type = l.type
        WHERE l.status = 'active' AND (r.takes_any = 1 OR a.letter_type IS NOT NULL)
        GROUP BY l.encounter_id
    ) a ON a.encounter_id = e.id
    WHERE e.status = 'done'
    """,
    # Every letter that counts, missing ones included. `gone`: the day on which it waits no more.
    f"""
    CREATE TEMP TABLE fact AS
    SELECT l.secretariat, t.code AS segment, l.start, l.start + t.target_days AS due,
        t.is_same_day, l.known_start, l.dictated_on, l.typed_on, l.validated_on, l.sent_on,
        l.dictated, l.typed, l.validated, l.sent_on AS gone
    FROM placed_letter l LEFT JOIN letter_type t ON t.code = l.type
    WHERE l.status = 'active'
        AND (l.dictated IS NOT NULL OR coalesce(l.encounter_status, 'done') = 'done')
    UNION ALL
    SELECT e.secretariat, t.code, e.ended_on, e.ended_on + t.target_days, t.is_same_day,
        e.ended_on, NULL, NULL, NULL, NULL, NULL, NULL, NULL, e.ended_on + {MISSING_LETTER_DAYS + 1}
    FROM expected e LEFT JOIN letter_type t ON t.code = e.first_type
    WHERE e.is_missing
    """,
    """
    CREATE TEMP TABLE placed_call AS
    SELECT c.day, c.second, c.outcome, c.wait, c.talk, c.is_received,
        coalesce(x.secretariat, '?') AS secretariat
    FROM call c
    LEFT JOIN crosswalk x ON x.source = 'telephonie' AND x.unit = c.queue
        AND c.day BETWEEN x.first AND x.last
    """,
    f"""
    CREATE TEMP TABLE received AS
    SELECT c.secretariat, c.day, c.wait, c.talk,
        CASE WHEN d.is_closed = 1 OR s.opens IS NULL THEN 'out'
            WHEN c.outcome = 'abandoned' AND c.wait < {SHORT_ABANDON_SECONDS} THEN 'short'
            ELSE c.outcome END AS kind
    FROM placed_call c
    JOIN day d ON d.day = c.day
    LEFT JOIN slot s ON s.secretariat = c.secretariat AND s.weekday = d.weekday
        AND c.second >= s.opens AND c.second < s.closes
    WHERE c.is_received = 1
    """,
    """
    CREATE TABLE figure (month TEXT, level TEXT, code TEXT, segment TEXT, kpi TEXT,
        numerator BIGINT, denominator BIGINT, value DOUBLE)
    """,
]

# What happened on a day, and where: rows, then the figures that each month and perimeter has of them.
# `part` counts for a rate, `v` is the value of a median.
EVENTS: list[tuple[str, str, list[str]]] = [
    ("sent", "SELECT secretariat, segment, sent_on AS day, greatest(sent_on - start, 0) AS v"
     " FROM fact WHERE sent_on IS NOT NULL",
     ["median * letter_delay_median", "p90 * letter_delay_p90", "count / letters_sent"]),
    ("due", "SELECT secretariat, segment, due AS day,"
     " CASE WHEN sent_on <= due THEN 1 ELSE 0 END AS part"
     " FROM fact WHERE due <= (SELECT max(day) FROM snapshot)",
     ["rate * letter_on_time_rate"]),
    ("same_day", "SELECT secretariat, segment, start AS day,"
     " CASE WHEN sent_on <= start THEN 1 ELSE 0 END AS part FROM fact WHERE is_same_day = 1",
     ["rate * letter_same_day_rate"]),
    ("covered", "SELECT secretariat, NULL AS segment, ended_on AS day, is_covered AS part"
     " FROM expected", ["rate letter_coverage_rate"]),
    ("own", "SELECT secretariat, segment, sent_on AS day,"
     " greatest(typed_on - dictated_on, 0) + greatest(sent_on - validated_on, 0) AS v FROM fact"
     " WHERE dictated_on IS NOT NULL AND typed_on IS NOT NULL AND validated_on IS NOT NULL"
     " AND sent_on IS NOT NULL", ["median letter_secretariat_delay_median"]),
    ("dictation", "SELECT secretariat, segment, dictated_on AS day,"
     " greatest(dictated_on - start, 0) AS v FROM fact"
     " WHERE dictated_on IS NOT NULL AND known_start IS NOT NULL",
     ["median stage_dictation_delay_median"]),
    ("typing", "SELECT secretariat, segment, typed_on AS day,"
     " greatest(typed_on - dictated_on, 0) AS v FROM fact"
     " WHERE dictated_on IS NOT NULL AND typed_on IS NOT NULL",
     ["median stage_typing_delay_median"]),
    ("validation", "SELECT secretariat, segment, validated_on AS day,"
     " greatest(validated_on - typed_on, 0) AS v FROM fact"
     " WHERE typed_on IS NOT NULL AND validated_on IS NOT NULL",
     ["median stage_validation_delay_median"]),
    ("dispatch", "SELECT secretariat, segment, sent_on AS day,"
     " greatest(sent_on - validated_on, 0) AS v FROM fact"
     " WHERE validated_on IS NOT NULL AND sent_on IS NOT NULL",
     ["median stage_dispatch_delay_median"]),
]  # fmt: skip

VALUES = {
    "median": "NULL, count(*), median(v)",
    "p90": "NULL, count(*), p90(v)",
    "rate": "sum(part), count(*), 100.0 * sum(part) / count(*)",
    "count": "count(*), NULL, count(*)",
}


def of_events(name: str, rows: str, figures: list[str]) -> list[str]:
    """Places the rows of an event by month and pole, and takes its figures at three levels: of all
    (`kpi`), of all and of each type (`* kpi`), or of each type alone (`/ kpi`)."""
    statements = [
        f"""CREATE TEMP TABLE event_{name} AS
        SELECT e.*, d.month, s.pole FROM ({rows}) e JOIN day d ON d.day = e.day
        JOIN secretariat s ON s.code = e.secretariat AND e.day BETWEEN s.first AND s.last"""
    ]
    for figure in figures:
        form, *marks, kpi = figure.split()
        segments = {"": ["'*'"], "*": ["'*'", "segment"], "/": ["segment"]}["".join(marks)]
        for level, code in LEVELS:
            for segment in segments:
                where = "WHERE segment IS NOT NULL" if segment == "segment" else ""
                grouped = [name for name in ("month", code, segment) if not name.startswith("'")]
                statements.append(
                    f"""INSERT INTO figure
                    SELECT month, '{level}', {code}, {segment}, '{kpi}', {VALUES[form]}
                    FROM event_{name} {where} GROUP BY {", ".join(grouped)}"""
                )
    return statements


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
            coalesce(w.total, 0)
                - lag(coalesce(w.total, 0)) OVER (PARTITION BY g.secretariat ORDER BY g.day) AS flow,
            coalesce(t.typed, 0) AS typed
        FROM (SELECT s.day, s.month, n.secretariat FROM snapshot s CROSS JOIN letter_named n) g
        JOIN secretariat p ON p.code = g.secretariat AND g.day BETWEEN p.first AND p.last
        LEFT JOIN (
            SELECT day, secretariat, count(*) AS total, count(*) FILTER (WHERE stage = 0) AS to_dictate,
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
        grouped = "month" if level == "establishment" else f"month, {code}"
        for kpi, column in counts:
            statements.append(
                f"""INSERT INTO figure
                SELECT month, '{level}', {code}, '*', '{kpi}', sum({column}), NULL, sum({column})
                FROM stock WHERE month IS NOT NULL GROUP BY {grouped}"""
            )
        statements += [
            f"""INSERT INTO figure
            SELECT month, '{level}', {code}, '*', '{kpi}', NULL, count(*), {value}
            FROM to_type GROUP BY {grouped}"""
            for kpi, value in [
                ("backlog_to_type_age_p90", "p90(age)"),
                ("backlog_to_type_oldest", "max(age)"),
            ]
        ]
        statements.append(
            f"""INSERT INTO figure
            SELECT s.month, '{level}', {code}, '*', 'backlog_to_type_days_of_work', s.to_type,
                s.typed, CASE WHEN s.typed > 0 THEN 1.0 * s.to_type * w.days / s.typed END
            FROM (SELECT month, {code} AS {"code" if level == "establishment" else code},
                    sum(to_type) AS to_type, sum(typed) AS typed
                FROM stock WHERE month IS NOT NULL GROUP BY {grouped}) s
            JOIN working_28 w ON w.month = s.month
            WHERE s.to_type > 0 OR s.typed > 0"""
        )
    return statements


def counted(kpi: str, rows: str, subject: str, column: str = "count(*)") -> list[str]:
    """A count of a month's events, 0 included, for all that the subject's sources have named."""
    return [
        f"""INSERT INTO figure
        SELECT g.month, g.level, g.code, '*', '{kpi}', coalesce(c.n, 0), NULL, coalesce(c.n, 0)
        FROM {subject}_grid g
        LEFT JOIN (
            SELECT month, {code} AS code, {column} AS n FROM {rows}
            GROUP BY month{"" if level == "establishment" else ", " + code}
        ) c ON c.month = g.month AND c.code = g.code
        WHERE g.level = '{level}'"""
        for level, code in LEVELS
    ]


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


def effective() -> list[str]:
    """Letters by the effective day of a stage. (Sent is as recorded: no stage comes later.)"""
    statements = []
    for stage, column in [("dictated", "dictated"), ("typed", "typed"), ("sent", "sent_on")]:
        statements.append(
            f"""CREATE TEMP TABLE effective_{stage} AS
            SELECT d.month, f.secretariat, s.pole FROM fact f JOIN day d ON d.day = f.{column}
            JOIN secretariat s ON s.code = f.secretariat AND f.{column} BETWEEN s.first AND s.last"""
        )
        statements += counted(f"letters_{stage}", f"effective_{stage}", "letter")
    return statements


def calls() -> list[str]:
    """Received calls, each in one class, and the hours of those who receive them."""
    statements = [
        """CREATE TEMP TABLE place_call AS
        SELECT c.*, d.month, s.pole FROM received c JOIN day d ON d.day = c.day
        JOIN secretariat s ON s.code = c.secretariat AND c.day BETWEEN s.first AND s.last"""
    ]
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
        grouped = "month" if level == "establishment" else f"month, {code}"
        for kpi, which in rates:
            part = f"count(*) FILTER (WHERE {which})"
            statements.append(
                f"""INSERT INTO figure
                SELECT month, '{level}', {code}, '*', '{kpi}', {part}, count(*),
                    100.0 * {part} / count(*)
                FROM place_call WHERE {offered} GROUP BY {grouped}"""
            )
        for kpi, column, value in [
            ("wait_median", "wait", "median(wait)"),
            ("wait_p90", "wait", "p90(wait)"),
            ("talk_mean", "talk", "avg(talk)"),
        ]:
            statements.append(
                f"""INSERT INTO figure
                SELECT month, '{level}', {code}, '*', '{kpi}', NULL, count(*), {value}
                FROM place_call WHERE kind = 'answered' AND {column} IS NOT NULL
                GROUP BY {grouped}"""
            )
    return statements + hours()


def hours() -> list[str]:
    """Hours open of those who received a call in the month, as they belong on its last day."""
    statements = [
        """CREATE TEMP TABLE open_hours AS
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
        WHERE o.secretariat <> '?'"""
    ]
    for level, code in LEVELS:
        grouped = "month" if level == "establishment" else f"month, {code}"
        statements.append(
            f"""INSERT INTO figure
            SELECT month, '{level}', {code}, '*', 'phone_opening_hours', NULL, count(*),
                sum(seconds) / 3600.0 / count(*)
            FROM open_hours GROUP BY {grouped}"""
        )
    return statements


def statements() -> list[str]:
    """Everything, in the order in which it must run."""
    return [
        *FACTS,
        *grid(
            "letter",
            "SELECT secretariat FROM placed_letter UNION ALL SELECT secretariat FROM placed_encounter",
        ),
        *grid("call", "SELECT secretariat FROM placed_call"),
        *(statement for event in EVENTS for statement in of_events(*event)),
        *effective(),
        *backlog(),
        *calls(),
    ]
