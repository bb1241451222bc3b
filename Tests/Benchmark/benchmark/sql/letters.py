"""Letters by what happened to them in the month: delays, shares, stages."""

from benchmark.sql.levels import LEVELS, counted

# What happened on a day, and where: rows, then the figures that each month and perimeter has of
# them. `part` counts for a rate, `v` is the value of a median.
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


def events() -> list[str]:
    """All of them."""
    return [statement for event in EVENTS for statement in of_event(*event)]


def of_event(name: str, rows: str, figures: list[str]) -> list[str]:
    """Places the rows of an event by month and pole, and takes its figures at three levels: of all
    (`kpi`), of all and of each type (`* kpi`), or of each type alone (`/ kpi`)."""
    statements = [f"""CREATE TEMP TABLE event_{name} AS
        SELECT e.*, d.month, s.pole FROM ({rows}) e JOIN day d ON d.day = e.day
        JOIN secretariat s ON s.code = e.secretariat AND e.day BETWEEN s.first AND s.last"""]
    for figure in figures:
        form, *marks, kpi = figure.split()
        segments = {"": ["'*'"], "*": ["'*'", "segment"], "/": ["segment"]}["".join(marks)]
        for level, code in LEVELS:
            for segment in segments:
                where = "WHERE segment IS NOT NULL" if segment == "segment" else ""
                grouped = [name for name in ("month", code, segment) if not name.startswith("'")]
                statements.append(f"""INSERT INTO figure
                    SELECT month, '{level}', {code}, {segment}, '{kpi}', {VALUES[form]}
                    FROM event_{name} {where} GROUP BY {", ".join(grouped)}""")
    return statements


def effective() -> list[str]:
    """Letters by the effective day of a stage. (Sent is as recorded: no stage comes later.)"""
    statements = []
    for stage, column in [("dictated", "dictated"), ("typed", "typed"), ("sent", "sent_on")]:
        statements.append(f"""CREATE TEMP TABLE effective_{stage} AS
            SELECT d.month, f.secretariat, s.pole FROM fact f JOIN day d ON d.day = f.{column}
            JOIN secretariat s ON s.code = f.secretariat
                AND f.{column} BETWEEN s.first AND s.last""")
        statements += counted(f"letters_{stage}", f"effective_{stage}", "letter")
    return statements
