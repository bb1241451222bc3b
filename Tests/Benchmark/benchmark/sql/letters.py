"""Letters by what happened to them in the month: delays, shares, stages.

Shares are counted by day before days get their month and pole; medians need every letter.
"""

from benchmark.sql.engine import Engine
from benchmark.sql.levels import counted, median, placed, rate, shown, wide

# A median of what happened on a recorded day: its indicator, the day, the value.
STAGES = [
    ("stage_dictation_delay_median", "dictated_on",
     "CASE WHEN known_start IS NOT NULL THEN greatest(dictated_on - start, 0) END"),
    ("stage_typing_delay_median", "typed_on",
     "CASE WHEN dictated_on IS NOT NULL THEN greatest(typed_on - dictated_on, 0) END"),
    ("stage_validation_delay_median", "validated_on",
     "CASE WHEN typed_on IS NOT NULL THEN greatest(validated_on - typed_on, 0) END"),
]  # fmt: skip


def letters(engine: Engine) -> list[str]:
    """All of them."""
    return sent(engine) + shares(engine) + stages(engine) + flows(engine)


def sent(engine: Engine) -> list[str]:
    """Letters sent in the month, of all and of each type, and the secretariat's own part of it."""
    rows = """SELECT secretariat, segment, sent_on AS day, greatest(sent_on - start, 0) AS v,
        CASE WHEN dictated_on IS NOT NULL AND typed_on IS NOT NULL AND validated_on IS NOT NULL
            THEN greatest(typed_on - dictated_on, 0) + greatest(sent_on - validated_on, 0)
            END AS own,
        CASE WHEN validated_on IS NOT NULL THEN greatest(sent_on - validated_on, 0)
            END AS dispatch
        FROM fact WHERE sent_on IS NOT NULL"""
    delays = {"n": "count(*)", "middle": "median(v)", "high": "p90(v)"}
    parts = {
        "own_n": "count(own)", "own": "median(own)",
        "dispatch_n": "count(dispatch)", "dispatch": "median(dispatch)",
    }  # fmt: skip
    return [
        placed("sent", rows),
        wide(engine, "sent", "placed_sent", delays, by_type=True),
        median("sent", "letter_delay_median", "n", "middle"),
        median("sent", "letter_delay_p90", "n", "high"),
        # The rows of all types are those of the grid.
        shown("sent", "letters_sent", "n", "NULL", "n", "segment <> '*'"),
        wide(engine, "parts", "placed_sent", parts),
        median("parts", "letter_secretariat_delay_median", "own_n", "own"),
        median("parts", "stage_dispatch_delay_median", "dispatch_n", "dispatch"),
    ]


def shares(engine: Engine) -> list[str]:
    """On time, on the same day, covered."""
    counts = {"part": "sum(part)", "n": "sum(n)"}
    due = """SELECT secretariat, segment, due AS day, count(*) AS n,
        count(*) FILTER (WHERE sent_on <= due) AS part
        FROM fact WHERE due <= (SELECT max(day) FROM snapshot) GROUP BY secretariat, segment, due"""
    same_day = """SELECT secretariat, segment, start AS day, count(*) AS n,
        count(*) FILTER (WHERE sent_on <= start) AS part
        FROM fact WHERE is_same_day = 1 GROUP BY secretariat, segment, start"""
    covered = """SELECT secretariat, ended_on AS day, count(*) AS n, sum(is_covered) AS part
        FROM expected GROUP BY secretariat, ended_on"""
    return [
        placed("due", due),
        wide(engine, "due", "placed_due", counts, by_type=True),
        rate("due", "letter_on_time_rate", "part", "n"),
        placed("same_day", same_day),
        wide(engine, "same_day", "placed_same_day", counts, by_type=True),
        rate("same_day", "letter_same_day_rate", "part", "n"),
        placed("covered", covered),
        wide(engine, "covered", "placed_covered", counts),
        rate("covered", "letter_coverage_rate", "part", "n"),
    ]


def stages(engine: Engine) -> list[str]:
    """How long each stage took, in the month of its end."""
    statements = []
    for kpi, day, value in STAGES:
        rows = f"SELECT secretariat, {day} AS day, {value} AS v FROM fact WHERE {day} IS NOT NULL"
        statements += [
            placed(day, rows),
            wide(engine, day, f"placed_{day}", {"n": "count(v)", "middle": "median(v)"}),
            median(day, kpi, "n", "middle"),
        ]
    return statements


def flows(engine: Engine) -> list[str]:
    """Letters by the effective day of a stage. (Sent is as recorded: no stage comes later.)"""
    statements = []
    for stage, column in [("dictated", "dictated"), ("typed", "typed"), ("sent", "sent_on")]:
        rows = f"""SELECT secretariat, {column} AS day, count(*) AS n FROM fact
            WHERE {column} IS NOT NULL GROUP BY secretariat, {column}"""
        name = f"effective_{stage}"
        statements += [
            placed(name, rows),
            wide(engine, name, f"placed_{name}", {"n": "sum(n)"}),
            counted("letter", name, f"letters_{stage}", "n"),
        ]
    return statements
