"""The telephone: received calls, each in one class, and the hours of those who receive them."""

from benchmark.reference import SERVICE_LEVEL_SECONDS
from benchmark.sql.engine import Engine
from benchmark.sql.levels import counted, median, placed, rate, wide

CLASSES = {
    "out": "kind = 'out'",
    "short": "kind = 'short'",
    "answered": "kind = 'answered'",
    "abandoned": "kind = 'abandoned'",
    "deflected": "kind = 'deflected'",
    "voicemail": "kind = 'voicemail'",
    "in_time": f"kind = 'answered' AND wait <= {SERVICE_LEVEL_SECONDS}",
    "talks": "kind = 'answered' AND talk IS NOT NULL",
}
COUNTS = {
    "calls_received": "received",
    "calls_out_of_hours": "out",
    "calls_short_abandoned": "short",
    "calls_offered": "offered",
}
RATES = {
    "answer_rate": "answered",
    "abandon_rate": "abandoned",
    "deflection_rate": "deflected",
    "voicemail_rate": "voicemail",
    "service_level": "in_time",
}


def calls(engine: Engine) -> list[str]:
    """All of them: counts by day before days get their month and pole, waits call by call."""
    classes = ", ".join(
        f"count(*) FILTER (WHERE {condition}) AS {name}" for name, condition in CLASSES.items()
    )
    counts = f"""SELECT secretariat, day, count(*) AS received, {classes},
        sum(talk) FILTER (WHERE kind = 'answered') AS talked
        FROM received GROUP BY secretariat, day"""
    sums = {name: f"sum({name})" for name in ["received", *CLASSES, "talked"]}
    sums["offered"] = "sum(received) - sum(out) - sum(short)"
    waits = "SELECT secretariat, day, wait FROM received WHERE kind = 'answered'"
    found = {"n": "count(wait)", "middle": "median(wait)", "high": "p90(wait)"}
    return [
        placed("calls", counts),
        wide(engine, "calls", "placed_calls", sums),
        *(counted("call", "calls", kpi, column) for kpi, column in COUNTS.items()),
        *(rate("calls", kpi, part, "offered") for kpi, part in RATES.items()),
        median("calls", "talk_mean", "talks", "1.0 * talked / talks"),
        placed("waits", waits + " AND wait IS NOT NULL"),
        wide(engine, "waits", "placed_waits", found),
        median("waits", "wait_median", "n", "middle"),
        median("waits", "wait_p90", "n", "high"),
        *hours(engine),
    ]


def hours(engine: Engine) -> list[str]:
    """Hours open of those who received a call in the month, as they belong on its last day."""
    rows = """SELECT o.secretariat, o.day, o.seconds FROM (
            SELECT m.month, m.last AS day, s.secretariat,
                sum(CASE WHEN d.is_closed = 0 THEN s.closes - s.opens ELSE 0 END) AS seconds
            FROM month m JOIN day d ON d.day BETWEEN m.first AND m.last
            JOIN slot s ON s.weekday = d.weekday
            GROUP BY m.month, m.last, s.secretariat
        ) o
        JOIN (SELECT DISTINCT month, secretariat FROM placed_calls) c
            ON c.month = o.month AND c.secretariat = o.secretariat
        WHERE o.secretariat <> '?'"""
    return [
        placed("hours", rows),
        wide(engine, "hours", "placed_hours", {"n": "count(*)", "open": "sum(seconds)"}),
        median("hours", "phone_opening_hours", "n", "open / 3600.0 / n"),
    ]
