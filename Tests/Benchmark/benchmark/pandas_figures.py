"""The monthly figures of the contract's section 5 with data frames: a second reading of it, beside
that of `sql`."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from benchmark.pandas_places import STAGES, Frame, Places
from benchmark.reference import SERVICE_LEVEL_SECONDS, SHORT_ABANDON_SECONDS, UNMAPPED

LEVELS = [("establishment", []), ("pole", ["pole"]), ("secretariat", ["secretariat"])]


class Figures:
    """Collects rows shaped as v_kpi's months."""

    def __init__(self, tables: dict[str, Frame], places: Places) -> None:
        self.tables = tables
        self.places = places
        self.months = tables["day"].set_index("day")["month"]
        self.snapshots = tables["snapshot"]
        self.last = self.snapshots["day"].max()
        self.parts: list[Frame] = []

    def table(self) -> Frame:
        """All rows."""
        names = ["month", "level", "code", "segment", "kpi", "numerator", "denominator", "value"]
        return pd.concat(self.parts, ignore_index=True)[names]

    # Groups

    def _placed(self, rows: Frame, day: str) -> Frame:
        """The rows that have such a day in the span, with its month and their pole on it."""
        rows = rows[rows[day].notna() & (rows[day] <= self.last)].copy()
        rows["month"] = rows[day].map(self.months)
        rows["pole"] = self.places.pole(rows, day)
        return rows

    def _add(self, rows: Frame, level: str, kpi: str) -> None:
        """Rows whose columns are month, code, perhaps segment, and what is to be shown."""
        for column in ["numerator", "denominator"]:
            if column not in rows:
                rows[column] = np.nan
        if "segment" not in rows:
            rows["segment"] = "*"
        if level == "establishment":
            rows["code"] = "*"
        else:
            rows = rows.rename(columns={level: "code"})
        self.parts.append(rows.assign(level=level, kpi=kpi))

    def _groups(self, rows: Frame, segments: str) -> Iterator[tuple[str, Any]]:
        """Groups by month at each level: of all rows, of each segment's, or both."""
        for level, code in LEVELS:
            if segments != "each":
                yield level, rows.groupby(["month", *code], observed=True, sort=False)
            if segments != "all":
                typed = rows[rows["segment"].notna()]
                yield level, typed.groupby(["month", *code, "segment"], observed=True, sort=False)

    def _rate(self, rows: Frame, part: str, kpi: str, segments: str = "all") -> None:
        for level, groups in self._groups(rows, segments):
            found = groups[part].agg(numerator="sum", denominator="size").reset_index()
            found["value"] = 100.0 * found["numerator"] / found["denominator"]
            self._add(found, level, kpi)

    def _median(self, rows: Frame, values: str, kpi: str, segments: str = "all") -> None:
        for level, groups in self._groups(rows, segments):
            found = groups[values].agg(denominator="size", value="median").reset_index()
            self._add(found, level, kpi)

    def _p90(self, rows: Frame, values: str, kpi: str, segments: str = "all") -> None:
        """Nearest rank: the first value whose rank is at least nine tenths of them."""
        for level, groups in self._groups(rows.sort_values(values), segments):
            size = groups[values].transform("size")
            rank = groups.cumcount() + 1
            at = groups.obj[rank.eq((9 * size + 9) // 10)].copy()
            at["denominator"] = size.loc[at.index]
            self._add(
                at[[*groups.keys, "denominator", values]].rename(columns={values: "value"}),
                level,
                kpi,
            )

    def _counts(self, rows: Frame, columns: dict[str, pd.Series], named: set[str]) -> None:
        """Counts of a month, 0 included, for all that the subject's sources have named."""
        rows = rows[["month", "pole", "secretariat"]].assign(**columns)
        periods = self.tables["secretariat"]
        ends = self.tables["month"]
        poles = periods[
            periods["code"].isin(named)
            & (periods["first"] <= ends["last"].max())
            & (periods["last"] >= ends["first"].min())
        ]["pole"].unique()
        codes = {"establishment": ["*"], "pole": poles, "secretariat": sorted(named)}
        rows["all"] = "*"
        for level, _ in LEVELS:
            name = "all" if level == "establishment" else level
            index = pd.MultiIndex.from_product([ends["month"], codes[level]], names=["month", name])
            found = rows.groupby(["month", name])[list(columns)].sum()
            found = (
                found.reindex(index, fill_value=0)
                .reset_index()
                .drop(columns="all", errors="ignore")
            )
            for kpi in columns:
                counts = found.drop(columns=[other for other in columns if other != kpi])
                counts = counts.rename(columns={kpi: "numerator"})
                self._add(counts.assign(value=counts["numerator"]), level, kpi)

    # Letters

    def of_letters(self, encounters: Frame, placed: Frame, expected: Frame, missing: Frame) -> None:
        """Every indicator of letters and backlogs."""
        named = set(placed["secretariat"]) | set(encounters["secretariat"])
        counts = placed["dictated"].notna() | placed["encounter_status"].fillna("done").eq("done")
        letters = placed[(placed["status"] == "active") & counts].assign(gone=placed["sent"])
        facts = pd.concat([letters, missing], ignore_index=True)
        types = self.tables["letter_type"].set_index("code")
        facts["segment"] = facts["type"].where(facts["type"].isin(types.index))
        facts["due"] = facts["start"] + facts["segment"].map(types["target_days"])
        self._sent(facts, facts["segment"].map(types["is_same_day"]).eq(1))
        self._rate(self._placed(expected, "ended_on"), "is_covered", "letter_coverage_rate")
        self._stages(facts)
        self._flows(facts, named)
        self._backlog(facts, named)

    def _sent(self, facts: Frame, is_same_day: pd.Series) -> None:
        sent = self._placed(facts, "sent")
        sent["delay"] = (sent["sent"] - sent["start"]).clip(lower=0)
        self._median(sent, "delay", "letter_delay_median", "both")
        self._p90(sent, "delay", "letter_delay_p90", "both")
        for level, groups in self._groups(sent, "each"):
            found = groups.size().rename("numerator").reset_index()
            self._add(found.assign(value=found["numerator"]), level, "letters_sent")
        due = self._placed(facts, "due")
        due["part"] = due["sent"] <= due["due"]
        self._rate(due, "part", "letter_on_time_rate", "both")
        same = self._placed(facts[is_same_day], "start")
        same["part"] = same["sent"] <= same["start"]
        self._rate(same, "part", "letter_same_day_rate", "both")

    def _stages(self, facts: Frame) -> None:
        dictated, typed, validated, sent = (facts[stage] for stage in STAGES)
        delays = [
            ("letter_secretariat_delay_median", "sent_on",
             (typed - dictated).clip(lower=0) + (sent - validated).clip(lower=0)),
            ("stage_dictation_delay_median", "dictated_on",
             (dictated - facts["start"]).where(facts["known_start"].notna()).clip(lower=0)),
            ("stage_typing_delay_median", "typed_on", (typed - dictated).clip(lower=0)),
            ("stage_validation_delay_median", "validated_on", (validated - typed).clip(lower=0)),
            ("stage_dispatch_delay_median", "sent_on", (sent - validated).clip(lower=0)),
        ]  # fmt: skip
        for kpi, day, delay in delays:
            rows = facts.assign(delay=delay)
            self._median(self._placed(rows[delay.notna()], day), "delay", kpi)

    def _flows(self, facts: Frame, named: set[str]) -> None:
        for stage in ["dictated", "typed", "sent"]:
            rows = self._placed(facts, stage)
            ones = pd.Series(1, index=rows.index)
            self._counts(rows, {f"letters_{stage}": ones}, named)

    def _backlog(self, facts: Frame, named: set[str]) -> None:
        stocks, ages = [], []
        first = facts[["start", "dictated"]].min(axis=1)
        for day, month in self.snapshots.itertuples(index=False):
            rows = facts[(first <= day) & ~(facts["gone"] <= day)]
            stage = sum(
                (rows[name] <= day).astype(int) for name in ["dictated", "typed", "validated"]
            )
            stock = pd.crosstab(rows["secretariat"], stage).reindex(
                index=sorted(named), columns=range(4), fill_value=0
            )
            stock["typed"] = facts[facts["typed"].between(day - 27, day)][
                "secretariat"
            ].value_counts()
            stocks.append(
                stock.fillna(0).reset_index(names="secretariat").assign(day=day, month=month)
            )
            if month is not None:
                waiting = rows[stage == 1]
                ages.append(waiting[["secretariat"]].assign(age=day - waiting["dictated"], day=day))
        age = self._placed(pd.concat(ages, ignore_index=True), "day")
        self._p90(age, "age", "backlog_to_type_age_p90")
        for level, groups in self._groups(age, "all"):
            oldest = groups["age"].agg(denominator="size", value="max").reset_index()
            self._add(oldest, level, "backlog_to_type_oldest")
        self._stocks(pd.concat(stocks, ignore_index=True))

    def _stocks(self, stock: Frame) -> None:
        names = ["to_dictate", "to_type", "to_validate", "to_send"]
        stock = stock.rename(columns=dict(enumerate(names)))
        stock["total"] = stock[names].sum(axis=1)
        stock["net_flow"] = stock.groupby("secretariat")["total"].diff()
        stock = self._placed(stock[stock["month"].notna()], "day")
        calendar = self.tables["day"].set_index("day")["is_working"]
        working = {
            month: calendar.loc[day - 27 : day].sum()
            for day, month in self.snapshots.itertuples(index=False)
        }
        columns = [*names, "total", "net_flow"]
        for level, groups in self._groups(stock, "all"):
            sums = groups[[*columns, "typed"]].sum().reset_index()
            keys = [name for name in sums.columns if name not in [*columns, "typed"]]
            for column in columns:
                found = sums[keys].assign(numerator=sums[column], value=sums[column])
                self._add(found, level, f"backlog_{column}")
            some = sums[(sums["to_type"] > 0) | (sums["typed"] > 0)]
            pace = some["typed"].where(some["typed"] > 0)
            found = some[keys].assign(
                numerator=some["to_type"], denominator=some["typed"],
                value=some["to_type"] * some["month"].map(working) / pace)  # fmt: skip
            self._add(found, level, "backlog_to_type_days_of_work")

    # Calls

    def of_calls(self, calls: Frame) -> None:
        """Every indicator of the telephone."""
        named = set(calls["secretariat"])
        received = self._placed(calls[calls["is_received"]], "day")
        kind = self._kinds(received)
        is_offered = ~kind.isin(["out", "short"])
        self._counts(
            received,
            {
                "calls_received": pd.Series(1, index=received.index),
                "calls_out_of_hours": kind.eq("out").astype(int),
                "calls_short_abandoned": kind.eq("short").astype(int),
                "calls_offered": is_offered.astype(int),
            },
            named,
        )
        offered = received[is_offered].assign(kind=kind[is_offered])
        shares = [("answer_rate", "answered"), ("abandon_rate", "abandoned"),
                  ("deflection_rate", "deflected"), ("voicemail_rate", "voicemail")]  # fmt: skip
        for kpi, outcome in shares:
            self._rate(offered.assign(part=offered["kind"].eq(outcome)), "part", kpi)
        is_answered = offered["kind"].eq("answered")
        in_time = is_answered & (offered["wait"] <= SERVICE_LEVEL_SECONDS)
        self._rate(offered.assign(part=in_time), "part", "service_level")
        answered = offered[is_answered]
        waits = answered[answered["wait"].notna()]
        self._median(waits, "wait", "wait_median")
        self._p90(waits, "wait", "wait_p90")
        for level, groups in self._groups(answered[answered["talk"].notna()], "all"):
            self._add(
                groups["talk"].agg(denominator="size", value="mean").reset_index(),
                level,
                "talk_mean",
            )
        self._hours(received)

    def _kinds(self, calls: Frame) -> pd.Series:
        """Each call's class."""
        calendar = self.tables["day"].set_index("day")
        rows = calls[["secretariat", "second", "day"]].reset_index(names="row")
        rows["weekday"] = rows["day"].map(calendar["weekday"])
        rows = rows[rows["day"].map(calendar["is_closed"]) == 0]
        rows = rows.merge(self.tables["slot"], on=["secretariat", "weekday"])
        is_open = (rows["opens"] <= rows["second"]) & (rows["second"] < rows["closes"])
        kind = calls["outcome"].mask(
            calls["outcome"].eq("abandoned") & (calls["wait"] < SHORT_ABANDON_SECONDS), "short"
        )
        return kind.where(calls.index.isin(rows[is_open]["row"]), "out")

    def _hours(self, received: Frame) -> None:
        """Hours open of those who received a call, as they belong on the month's last day."""
        days = self.tables["day"].query("is_closed == 0").merge(self.tables["slot"], on="weekday")
        days["hours"] = (days["closes"] - days["opens"]) / 3600
        open_hours = days.groupby(["month", "secretariat"])["hours"].sum().reset_index()
        some = received[received["secretariat"] != UNMAPPED]
        some = some[["month", "secretariat"]].drop_duplicates()
        open_hours = some.merge(open_hours, on=["month", "secretariat"], how="left").fillna(
            {"hours": 0}
        )
        ends = self.tables["month"].set_index("month")["last"]
        open_hours["day"] = open_hours["month"].map(ends)
        open_hours = self._placed(open_hours, "day")
        for level, groups in self._groups(open_hours, "all"):
            found = groups["hours"].agg(denominator="size", value="mean").reset_index()
            self._add(found, level, "phone_opening_hours")
