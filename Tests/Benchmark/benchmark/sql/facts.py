"""From loaded rows to facts: starts, effective stages, missing letters, classes of calls."""

from benchmark.reference import MISSING_LETTER_DAYS, SHORT_ABANDON_SECONDS

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
