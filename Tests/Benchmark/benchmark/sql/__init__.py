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

from benchmark.sql.backlog import backlog
from benchmark.sql.calls import calls
from benchmark.sql.facts import FACTS
from benchmark.sql.letters import effective, events
from benchmark.sql.levels import grid


def statements() -> list[str]:
    """Everything, in the order in which it must run."""
    return [
        *FACTS,
        *grid(
            "letter",
            "SELECT secretariat FROM placed_letter"
            " UNION ALL SELECT secretariat FROM placed_encounter",
        ),
        *grid("call", "SELECT secretariat FROM placed_call"),
        *events(),
        *effective(),
        *backlog(),
        *calls(),
    ]
