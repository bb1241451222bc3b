"""Units, secretariats and poles by day, and letters in full, with data frames."""

import pandas as pd

from benchmark.reference import MISSING_LETTER_DAYS, UNMAPPED

Frame = pd.DataFrame
STAGES = ["dictated_on", "typed_on", "validated_on", "sent_on"]


class Places:
    """Which secretariat a unit belongs to on a day, and which pole a secretariat."""

    def __init__(self, tables: dict[str, Frame]) -> None:
        self.tables = tables

    @staticmethod
    def _valid(rows: Frame, periods: Frame, keys: list[str], day: str, wanted: str) -> pd.Series:
        """The wanted column of the period that holds a row's day; `?` where none does."""
        left = rows[[*keys, day]].set_axis([*periods.columns[: len(keys)], "on"], axis=1)
        merged = left.reset_index(names="row").merge(periods, on=list(periods.columns[: len(keys)]))
        merged = merged[(merged["first"] <= merged["on"]) & (merged["on"] <= merged["last"])]
        answer = pd.Series(UNMAPPED, index=rows.index, dtype="object")
        answer.loc[merged["row"]] = merged[wanted].to_numpy()
        return answer

    def of_unit(self, rows: Frame, source: str, unit: str, day: str) -> Frame:
        """The rows that have a day, with the secretariat of their unit."""
        rows = rows[rows[day].notna()].copy()
        crosswalk = self.tables["crosswalk"].query("source == @source").drop(columns="source")
        rows["secretariat"] = self._valid(rows, crosswalk, [unit], day, "secretariat")
        return rows

    def pole(self, rows: Frame, day: str) -> pd.Series:
        """The pole of a row's secretariat on its day."""
        return self._valid(rows, self.tables["secretariat"], ["secretariat"], day, "pole")


def letters_in_full(letters: Frame, encounters: Frame, places: Places) -> Frame:
    """Letters that have a start, with it, their effective stages and their secretariat."""
    known = encounters[["id", "type", "unit", "status", "ended_on"]].add_prefix("encounter_")
    rows = letters.rename(columns={"encounter_ended_on": "told_end"})
    rows = rows.merge(known, on="encounter_id", how="left")
    for position, stage in enumerate(["dictated", "typed", "validated", "sent"]):
        rows[stage] = rows[STAGES[position:]].min(axis=1)
    rows["known_start"] = rows["encounter_ended_on"].fillna(rows.pop("told_end"))
    rows["start"] = rows["known_start"].fillna(rows["dictated"])
    own = places.of_unit(rows[rows["unit"].notna()], "courriers", "unit", "start")
    theirs = places.of_unit(rows[rows["unit"].isna()], "dpi", "encounter_unit", "start")
    return pd.concat([own, theirs], ignore_index=True)


def missing_letters(
    encounters: Frame, placed: Frame, tables: dict[str, Frame]
) -> tuple[Frame, Frame]:
    """Encounters that expect a letter, with `is_covered`; and the letters that are missing."""
    active = placed[placed["status"] == "active"]
    rule, answer = tables["rule"], tables["answer"]
    keys = ["encounter_type", "encounter_unit"]
    active = active.merge(rule.set_axis([*keys, "first_type", "takes_any"], axis=1), on=keys)
    answer = answer.set_axis([*keys, "type"], axis=1).assign(answers=True)
    active = active.merge(answer, on=[*keys, "type"], how="left")
    active = active[(active["takes_any"] == 1) | active["answers"].notna()]
    covered = active["dictated"].notna().groupby(active["encounter_id"]).max()
    expected = encounters[encounters["status"] == "done"].merge(rule, on=["type", "unit"])
    answered = expected["id"].map(covered)
    expected["is_covered"] = answered.eq(True)
    missing = expected[answered.isna()]
    missing = missing[["secretariat", "first_type", "ended_on"]].set_axis(
        ["secretariat", "type", "start"], axis=1
    )
    missing = missing.assign(known_start=missing["start"], status="active")
    missing["gone"] = missing["start"] + MISSING_LETTER_DAYS + 1
    return expected, missing
