extension StarSchema {
    /// What the warehouse knows of itself: settings, runs, rejects, publications, the last good
    /// reference files, and the lists of what they do not know.
    static let ledger = """
        CREATE TABLE warehouse_setting (
            -- Grain: one row per setting of the warehouse itself (key check, measured days).
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE unmapped_unit (
            -- Grain: one row per unit or queue (codes alike but for case are one) that the crosswalk
            -- does not know on the days of some rows.
            source TEXT NOT NULL,
            code TEXT NOT NULL,
            rows INTEGER NOT NULL,
            first_day INTEGER,
            last_day INTEGER,
            PRIMARY KEY (source, code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE unknown_type (
            -- Grain: one row per letter or encounter type that the reference files do not know.
            kind TEXT NOT NULL CHECK (kind IN ('letter', 'encounter')),
            code TEXT NOT NULL,
            rows INTEGER NOT NULL,
            PRIMARY KEY (kind, code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run (
            -- Grain: one row per run of the command that came as far as the warehouse.
            run_id INTEGER PRIMARY KEY,
            started_at TEXT NOT NULL,
            finished_at TEXT,
            as_of INTEGER,
            status TEXT NOT NULL CHECK (status IN ('succeeded', 'partial', 'failed')),
            exit_code INTEGER NOT NULL,
            version TEXT NOT NULL,
            data_fingerprint TEXT,
            message TEXT
        ) STRICT;

        CREATE TABLE run_source (
            -- Grain: one row per run that came to its end and source: the last day up to as-of with
            -- an event. What is usual for the source is learned from it.
            run_id INTEGER NOT NULL REFERENCES run,
            source TEXT NOT NULL,
            last_event INTEGER,
            PRIMARY KEY (run_id, source)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run_file (
            -- Grain: one row per run and file that it looked at (skipped files: of the last run only).
            run_file_id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL REFERENCES run,
            source TEXT NOT NULL,
            path TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('loaded', 'skipped', 'refused')),
            rows_read INTEGER NOT NULL DEFAULT 0,
            rows_ignored INTEGER NOT NULL DEFAULT 0,
            rows_rejected INTEGER NOT NULL DEFAULT 0,
            rows_superseded INTEGER NOT NULL DEFAULT 0,
            rows_inserted INTEGER NOT NULL DEFAULT 0,
            rows_updated INTEGER NOT NULL DEFAULT 0,
            rows_unchanged INTEGER NOT NULL DEFAULT 0,
            rows_removed INTEGER NOT NULL DEFAULT 0,
            reason TEXT,
            CHECK (rows_read = rows_ignored + rows_rejected + rows_superseded + rows_inserted
                + rows_updated + rows_unchanged)
        ) STRICT;
        CREATE INDEX run_file_by_run ON run_file (run_id);

        CREATE TABLE reject (
            -- Grain: one row per rejected row of a file that a run loaded.
            reject_id INTEGER PRIMARY KEY,
            run_file_id INTEGER NOT NULL REFERENCES run_file,
            line INTEGER NOT NULL,
            "column" TEXT,
            reason TEXT NOT NULL,
            message TEXT NOT NULL,
            -- The pseudonym of the row's own identifier, as in the facts; null where it is unknown.
            row_key INTEGER
        ) STRICT;
        CREATE INDEX reject_by_file ON reject (run_file_id);

        CREATE TABLE publication (
            -- Grain: one row per month whose report is published, as it was published last.
            -- run_id null: published again by a command that loads nothing.
            month TEXT PRIMARY KEY,
            as_of INTEGER NOT NULL,
            is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
            fingerprint TEXT NOT NULL,
            run_id INTEGER REFERENCES run
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reference_copy (
            -- Grain: one row per reference file: its last content that had no fault.
            file TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            content BLOB NOT NULL
        ) STRICT;

        """
}
