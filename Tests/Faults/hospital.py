"""A small hospital in a folder: a pipeline file, reference files, and exports in several states.

Every identifying cell and every cell of a column that the pipeline does not name begins with
CANARY: none of them may come out anywhere.
"""

import os

CANARY = "KANARI"

PIPELINE = """{
  contract: 1,
  name: "Petit hôpital",
  measureFrom: "2026-01-01",
  minimumCount: 1,
  warehouse: "var/warehouse.sqlite",
  reports: "var/reports",
  %(extra)s
  reference: {
    secretariats: "reference/secretariats.csv", crosswalk: "reference/correspondances.csv",
    letterTypes: "reference/types_courrier.csv", encounterTypes: "reference/types_venue.csv",
    targets: "reference/cibles.csv",
  },
  telephony: { opening: {
    mon: [["08:30", "17:30"]], tue: [["08:30", "17:30"]], wed: [["08:30", "17:30"]],
    thu: [["08:30", "17:30"]], fri: [["08:30", "17:30"]],
  } },
  sources: [
    { name: "dpi", kind: "encounters", files: "exports/venues_*.csv",
      columns: { encounterId: "VENUE", encounterType: "TYPE", unit: "UF", endedAt: "FIN" } },
    { name: "suivi", kind: "letters", files: "exports/courriers_*.csv",
      columns: { letterId: "COURRIER", letterType: "TYPE", unit: "UF", encounterId: "VENUE",
        encounterEndedAt: "FIN", dictatedAt: "DICTE", typedAt: "FRAPPE", validatedAt: "VALIDE",
        sentAt: "ENVOYE" } },
    { name: "acd", kind: "calls", files: "exports/appels_*.csv",
      columns: { callId: "APPEL", startedAt: "DEBUT", queue: "FILE", outcome: "ISSUE",
        waitSeconds: "ATTENTE", talkSeconds: "CONVERSATION" },
      values: { outcome: { answered: ["T"], abandoned: ["A"], deflected: ["D"],
        voicemail: ["M"] } } },
  ],
}
"""

REFERENCE = {
    "secretariats": """code;libelle;service;pole;libelle_pole;site;valide_du;valide_au
S1;Secrétariat un;Service un;P1;Pôle un;Site;;
S2;Secrétariat deux;Service deux;P2;Pôle deux;Site;;
""",
    "correspondances": """source;code_source;secretariat;valide_du;valide_au
dpi;U1;S1;;
dpi;U2;S2;;
suivi;U1;S1;;
suivi;U2;S2;;
acd;Q1;S1;;
acd;Q2;S2;;
""",
    "types_courrier": """code;libelle;delai_cible;jour_meme
CR;Compte rendu;7;N
""",
    "types_venue": """code;libelle;courrier_attendu;type_courrier
CS;Consultation;O;CR
""",
    "cibles": """indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au
letter_delay_median;etablissement;;*;7;10;;
answer_rate;etablissement;;*;85;75;;
""",
}


def day(month, number):
    return f"2026-{month:02d}-{number:02d}"


def encounters(month):
    rows = ["VENUE;TYPE;UF;FIN;NOM"]
    for n in range(1, 10 if month == 3 else 25):
        rows.append(f"{CANARY}V{month}-{n};CS;U{n % 2 + 1};{day(month, n)};{CANARY} NOM {n}")
    return rows


def letters(month, changed=False):
    rows = ["COURRIER;TYPE;UF;VENUE;FIN;DICTE;FRAPPE;VALIDE;ENVOYE;PATIENT"]
    for n in range(1, 8 if month == 3 else 24):
        days = [day(month, min(28, n + delay)) for delay in (1, 2, 2, 4 + n % 3)]
        if n % 5 == 0 and not changed:
            days[2:] = ["", ""]
        rows.append(
            f"{CANARY}L{month}-{n};CR;U{n % 2 + 1};{CANARY}V{month}-{n};{day(month, n)};"
            + ";".join(days) + f";{CANARY} PATIENT {n}")
    # One reject a file, with a canary where a date should be.
    rows.append(f"{CANARY}L{month}-x;CR;U1;;{CANARY};;;;;{CANARY}")
    if changed:
        # The changed file no longer holds its second letter.
        del rows[2]
    return rows


def calls(month, first, last):
    rows = ["APPEL;DEBUT;FILE;ISSUE;ATTENTE;CONVERSATION;NUMERO"]
    for number in range(first, last + 1):
        for n in range(4):
            rows.append(
                f"{CANARY}A{month}-{number}-{n};{day(month, number)} {9 + n:02d}:15:00;"
                f"Q{n % 2 + 1};{'TTAD'[n]};{10 + number + n};{60 + n};{CANARY}06")
    return rows


def write(path, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    text = rows if isinstance(rows, str) else "\n".join(rows) + "\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def write_hospital(root, extra=""):
    """The hospital on its first day: January and February whole, March begun."""
    write(f"{root}/pipeline.json5", PIPELINE % {"extra": extra})
    for name, text in REFERENCE.items():
        write(f"{root}/reference/{name}.csv", text)
    for month in (1, 2, 3):
        write(f"{root}/exports/venues_2026-{month:02d}.csv", encounters(month))
        write(f"{root}/exports/courriers_2026-{month:02d}.csv", letters(month))
    write(f"{root}/exports/appels_1.csv", calls(1, 5, 9))
    write(f"{root}/exports/appels_2.csv", calls(2, 2, 6))
    write(f"{root}/exports/appels_3.csv", calls(3, 2, 6))


def write_next_day(root):
    """A night later: a file that changed, a new one, and one that will be refused."""
    write(f"{root}/exports/courriers_2026-02.csv", letters(2, changed=True))
    write(f"{root}/exports/appels_4.csv", calls(3, 9, 11))
    write(f"{root}/exports/venues_2026-04.csv", [f"VENUE;{CANARY}", f"{CANARY};{CANARY}"])
