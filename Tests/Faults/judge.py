"""Looks at what a disturbed run has left, lets the next run repair it, and looks again."""

from hospital import CANARY
from state import Damaged


class Verdict:
    def __init__(self):
        self.faults = []
        # committed: the run failed with its work committed; the next one published it.
        self.kind = "harmless"
        self.hit = False

    def expect(self, truth, what):
        if not truth:
            self.faults.append(what)


def judge(theatre, verdict, code, said, must_say=True, may_refuse=False):
    """Looks at what is left, lets the next run repair it, and looks again."""
    scenario, before, after = theatre.scenario, theatre.before, theatre.after
    try:
        left = theatre.state()
    except Damaged as error:
        verdict.expect(False, f"the warehouse is damaged: {error}")
        return
    verdict.expect(CANARY.encode() not in said, "a cell was printed")
    verdict.expect(
        left.key == before.key or before.key is None and (left.key is None or len(left.key) == 33),
        "the key is not what it was")
    # A file, or a reference file, that the disk did not give is refused; the rest is loaded.
    if may_refuse and code in (65, 78) and b" error " in said \
            and left.warehouse not in (before.warehouse, after.warehouse):
        verdict.kind = "refused"
        after = left
    verdict.expect(
        left.warehouse in (before.warehouse, after.warehouse), "another warehouse")
    names = set(before.published) | set(after.published) | set(left.published)
    mixed = {
        name for name in names
        if left.published.get(name) not in (before.published.get(name), after.published.get(name))
    }
    verdict.expect(not mixed, f"half-published: {sorted(mixed)}")
    listed = left.listed_months(theatre.root)
    verdict.expect(
        listed <= set(left.published), f"listed and not there: {listed - set(left.published)}")
    is_old = left.warehouse == before.warehouse
    is_new = left.warehouse == after.warehouse
    shows_old = left.published == before.published
    shows_new = left.published == after.published
    verdict.expect(
        is_new or shows_old, "reports of a run that the warehouse does not know")
    verdict.expect(
        not is_new or shows_new or left.due, "reports are due, and the ledger does not know")
    verdict.expect(left.copy in (before.copy, after.copy), "another published copy")
    verdict.expect(is_new or left.copy == before.copy, "a copy of what is not in the warehouse")
    died = code < 0
    if code in scenario.codes[:1]:
        verdict.expect(is_new and shows_new and left.copy == after.copy,
                       f"exit {code}, and the work is not done")
    elif verdict.kind == "refused":
        pass
    elif died:
        verdict.kind = "killed"
    else:
        # 127: the loader, before the program's first instruction.
        verdict.expect(code in (64, 65, 66, 70, 73, 74, 75, 78, 127), f"exit {code}")
        verdict.expect(code != 70, "exit 70, as if it were a defect")
        verdict.kind = "failed"
        if is_new and not is_old:
            verdict.kind = "committed"
        verdict.expect(said.strip() or not must_say, f"exit {code}, and nothing said")
    again = theatre.play(scenario.repair)
    said = again.stdout + again.stderr
    verdict.expect(CANARY.encode() not in said, "a cell was printed by the next run")
    verdict.expect(
        again.returncode in scenario.codes or scenario.repair is not scenario.command,
        f"the next run ends with {again.returncode}: {said.decode(errors='replace')[:300]}")
    try:
        now = theatre.state()
    except Damaged as error:
        verdict.expect(False, f"damaged after the next run: {error}")
        return
    end = theatre.repaired
    # A month that froze in a night without one of its files stays as it was published: what the
    # file would have told is a revision (Decisions/Closing.md).
    if not (scenario.name == "freeze" and verdict.kind == "refused"):
        same_end(verdict, now, end)
    verdict.expect(not now.due, f"still due after the next run: {now.due}")
    verdict.expect(not now.strays, f"left behind: {now.strays}")
    verdict.expect(
        left.key is None or now.key == left.key, "the next run changed the key")


def same_end(verdict, now, end):
    """The next run alone brings everything to what an undisturbed run ends with."""
    verdict.expect(now.warehouse == end.warehouse, "the next run ends with another warehouse")
    different = {
        name for name in set(now.published) | set(end.published)
        if now.published.get(name) != end.published.get(name)
    }
    verdict.expect(not different, f"the next run publishes other bytes: {sorted(different)}")
    verdict.expect(now.copy == end.copy, "the next run publishes another copy")
