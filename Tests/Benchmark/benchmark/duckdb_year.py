"""DuckDB's run: the exports into its own format, and the monthly figures of the contract.

    python3 -m benchmark.duckdb_year HOSPITAL DATABASE FIGURES FIRST LAST

Run as a process of its own. It is spared what the product does besides: rejects, pseudonyms, rows
that come twice, weeks, quarters and years, daily backlogs, pages.
"""

import sys
from datetime import date
from pathlib import Path

import duckdb

from benchmark import reference, sql

LOADS = [
    """
    CREATE TABLE encounter AS
    SELECT NUM_VENUE AS id, TYPE_VENUE AS type, UF AS unit,
        CAST(CAST(DATE_FIN AS DATE) - DATE '1970-01-01' AS INTEGER) AS ended_on,
        CASE STATUT WHEN 'Réalisé' THEN 'done' WHEN 'Annulé' THEN 'cancelled'
            ELSE 'noShow' END AS status
    FROM read_csv('{folder}/exports/dpi/*.csv', delim = ';', header = true, quote = '"',
        timestampformat = '%d/%m/%Y %H:%M', columns = {{
            'NUM_VENUE': 'VARCHAR', 'IPP': 'VARCHAR', 'NOM': 'VARCHAR', 'PRENOM': 'VARCHAR',
            'TYPE_VENUE': 'VARCHAR', 'UF': 'VARCHAR', 'DATE_DEBUT': 'TIMESTAMP',
            'DATE_FIN': 'TIMESTAMP', 'STATUT': 'VARCHAR'}})
    """,
    """
    CREATE TABLE letter AS
    SELECT ID_COURRIER AS id, TYPE AS type, UF AS unit, NUM_VENUE AS encounter_id,
        CAST(FIN_VENUE - DATE '1970-01-01' AS INTEGER) AS encounter_ended_on,
        CAST(DICTE_LE - DATE '1970-01-01' AS INTEGER) AS dictated_on,
        CAST(FRAPPE_LE - DATE '1970-01-01' AS INTEGER) AS typed_on,
        CAST(VALIDE_LE - DATE '1970-01-01' AS INTEGER) AS validated_on,
        CAST(ENVOYE_LE - DATE '1970-01-01' AS INTEGER) AS sent_on,
        CANAL AS channel, CASE ETAT WHEN 'A' THEN 'active' ELSE 'cancelled' END AS status
    FROM read_csv('{folder}/exports/courriers/*.csv', delim = ';', header = true, quote = '"',
        dateformat = '%Y-%m-%d', columns = {{
            'ID_COURRIER': 'VARCHAR', 'TYPE': 'VARCHAR', 'UF': 'VARCHAR', 'NUM_VENUE': 'VARCHAR',
            'FIN_VENUE': 'DATE', 'DICTE_LE': 'DATE', 'FRAPPE_LE': 'DATE', 'VALIDE_LE': 'DATE',
            'ENVOYE_LE': 'DATE', 'CANAL': 'VARCHAR', 'ETAT': 'VARCHAR', 'PATIENT': 'VARCHAR',
            'REDACTEUR': 'VARCHAR'}})
    """,
    """
    CREATE TABLE call AS
    SELECT ID_APPEL AS id, CAST(epoch_ms(DEBUT) // 86400000 AS INTEGER) AS day,
        CAST(epoch_ms(DEBUT) // 1000 % 86400 AS INTEGER) AS second, FILE AS queue,
        CASE ISSUE WHEN 'Traité' THEN 'answered' WHEN 'Abandonné' THEN 'abandoned'
            WHEN 'Dissuadé' THEN 'deflected' ELSE 'voicemail' END AS outcome,
        ATTENTE AS wait, CONVERSATION AS talk,
        CASE WHEN SENS = 'Entrant' AND ORIGINE = 'Externe' THEN 1 ELSE 0 END AS is_received
    FROM read_csv('{folder}/exports/telephonie/*.csv', delim = ';', header = true, quote = '"',
        timestampformat = '%d/%m/%Y %H:%M:%S', columns = {{
            'ID_APPEL': 'VARCHAR', 'DEBUT': 'TIMESTAMP', 'NUMERO': 'VARCHAR', 'FILE': 'VARCHAR',
            'ISSUE': 'VARCHAR', 'ATTENTE': 'INTEGER', 'CONVERSATION': 'INTEGER',
            'SENS': 'VARCHAR', 'ORIGINE': 'VARCHAR'}})
    """,
]


def main(hospital: str, database: str, figures: str, first: str, last: str) -> None:
    """Loads, computes, writes the figures."""
    connection = duckdb.connect(database)
    for load in LOADS:
        connection.execute(load.format(folder=hospital))
    for table in reference.tables(
        Path(hospital), date.fromisoformat(first), date.fromisoformat(last)
    ):
        connection.execute(f"CREATE TEMP TABLE {table.name} ({table.columns})")
        rows = ", ".join("(" + ", ".join(literal(cell) for cell in row) + ")" for row in table.rows)
        connection.execute(f"INSERT INTO {table.name} VALUES {rows}")
    connection.execute("CREATE MACRO p90(x) AS quantile_disc(x, 0.9)")
    for statement in sql.statements():
        connection.execute(statement)
    connection.execute(f"COPY figure TO '{figures}' (HEADER, DELIMITER ';')")
    connection.close()


def literal(cell: str | int | None) -> str:
    """A cell of the reference tables as SQL: their rows go in at once, not one by one."""
    if cell is None:
        return "NULL"
    return str(cell) if isinstance(cell, int) else "'" + cell.replace("'", "''") + "'"


if __name__ == "__main__":
    main(*sys.argv[1:])
