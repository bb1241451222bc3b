"""Writes a large fictional hospital: 120 secretariats in 12 poles, one of 40, over 14 months.

    large_hospital.py FOLDER        writes FOLDER/pipeline.json5, its reference files and exports
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

FIRST, LAST = date(2025, 9, 1), date(2026, 10, 31)
# Secretariats of each pole.
POLES = [40] + [8] * 3 + [7] * 8
SPECIALITIES = [
    "chirurgie orthopédique et traumatologique", "cardiologie interventionnelle", "pédiatrie",
    "médecine physique et de réadaptation", "gynécologie-obstétrique", "oncologie médicale",
    "hépato-gastro-entérologie", "neurologie", "imagerie", "anesthésie et réanimation",
]
TARGETS = {
    "letter_delay_median": (7, 10), "letter_on_time_rate": (75, 65),
    "letter_same_day_rate": (80, 60), "letter_coverage_rate": (95, 90),
    "backlog_to_type_days_of_work": (4, 8), "answer_rate": (85, 75), "wait_median": (30, 60),
}
_DIALECT = {"dateFormat": "iso8601"}
_HOURS = [["08:30", "17:30"]]


def main(folder: Path) -> None:
    chance = random.Random(120)
    secretariats = [
        (f"S{pole:02}{number:02}", pole) for pole, size in enumerate(POLES)
        for number in range(size)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    _write_references(folder, secretariats)
    codes = [code for code, _ in secretariats]
    _write_letters(folder, codes, chance)
    _write_calls(folder, codes, chance)


def _write_references(folder: Path, secretariats: list[tuple[str, int]]) -> None:
    _write(folder / "secretariats.csv",
           "code;libelle;service;pole;libelle_pole;site;valide_du;valide_au",
           ([code, f"Secrétariat de {_speciality(index)} {code}", _speciality(index).capitalize(),
             f"P{pole:02}", f"Pôle numéro {pole}, médecine et chirurgie", "Site Nord", "", ""]
            for index, (code, pole) in enumerate(secretariats)))
    _write(folder / "correspondances.csv", "source;code_source;secretariat;valide_du;valide_au",
           ([source, code, code, "", ""] for source in ("dpi", "courriers", "telephonie")
            for code, _ in secretariats))
    _write(folder / "types_courrier.csv", "code;libelle;delai_cible;jour_meme",
           [["CRC", "Courrier de consultation", "7", "N"], ["LL", "Lettre de liaison", "0", "O"]])
    _write(folder / "types_venue.csv", "code;libelle;courrier_attendu;type_courrier",
           [["CS", "Consultation", "O", "CRC"], ["HC", "Hospitalisation complète", "O", "LL"]])
    _write(folder / "cibles.csv",
           "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au",
           ([name, "etablissement", "", "*", str(target), str(alert), "", ""]
            for name, (target, alert) in TARGETS.items()))
    definition = {
        "contract": 1, "name": "Grand CHU", "timeZone": "Europe/Paris",
        "measureFrom": str(FIRST), "warehouse": "warehouse.sqlite", "reports": "reports",
        "reference": {
            "secretariats": "secretariats.csv", "crosswalk": "correspondances.csv",
            "letterTypes": "types_courrier.csv", "encounterTypes": "types_venue.csv",
            "targets": "cibles.csv",
        },
        "telephony": {"opening": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), _HOURS)},
        "sources": [
            _source("dpi", "encounters", encounterId="id", encounterType="type", unit="uf",
                    endedAt="fin"),
            _source("courriers", "letters", letterId="id", letterType="type", unit="uf",
                    encounterId="venue", dictatedAt="dictee", typedAt="frappe",
                    validatedAt="validation", sentAt="envoi"),
            _source("telephonie", "calls", callId="id", startedAt="debut", queue="file",
                    outcome="issue", waitSeconds="attente", talkSeconds="conversation"),
        ],
    }
    text = json.dumps(definition, ensure_ascii=False, indent=2)
    (folder / "pipeline.json5").write_text(text, encoding="utf-8")


def _source(name: str, kind: str, **columns: str) -> dict[str, object]:
    return {"name": name, "kind": kind, "files": name + ".csv", "dialect": _DIALECT,
            "columns": columns}


def _speciality(index: int) -> str:
    return SPECIALITIES[index % len(SPECIALITIES)]


def _write_letters(folder: Path, codes: list[str], chance: random.Random) -> None:
    """Encounters of every working day, and the letters that most of them have by now."""
    encounters: list[list[str]] = []
    letters: list[list[str]] = []
    for day in _working_days():
        for place, code in enumerate(codes):
            for _ in range(chance.randint(1, 5)):
                number = str(len(encounters))
                kind, letter = chance.choice([("CS", "CRC")] * 3 + [("HC", "LL")])
                encounters.append([number, kind, code, f"{day} 10:00"])
                if chance.random() < 0.06:
                    continue
                # A secretariat is slow or swift by its place in the list.
                stages, moment = [], day
                for slowest in (2, 1 + place % 9, 2, 1):
                    moment += timedelta(chance.randint(0, slowest))
                    stages.append(f"{moment} 11:00" if moment <= LAST else "")
                letters.append([f"L{number}", letter, code, number, *stages])
    _write(folder / "dpi.csv", "id;type;uf;fin", encounters)
    _write(folder / "courriers.csv", "id;type;uf;venue;dictee;frappe;validation;envoi", letters)


def _write_calls(folder: Path, codes: list[str], chance: random.Random) -> None:
    calls: list[list[str]] = []
    for day in _working_days():
        for code in codes:
            for _ in range(chance.randint(2, 10)):
                moment = datetime.combine(day, time(8)) + timedelta(
                    seconds=chance.randrange(10 * 3600))
                outcome = chance.choice(
                    ["answered"] * 8 + ["abandoned", "deflected", "voicemail"])
                talk = str(chance.randint(30, 400)) if outcome == "answered" else "0"
                calls.append([f"T{len(calls)}", str(moment), code, outcome,
                              str(chance.randint(0, 200)), talk])
    _write(folder / "telephonie.csv", "id;debut;file;issue;attente;conversation", calls)


def _working_days() -> Iterable[date]:
    days = (FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1))
    return (day for day in days if day.weekday() < 5)


def _write(path: Path, header: str, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header.split(";"))
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
