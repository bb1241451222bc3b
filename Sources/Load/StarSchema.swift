/// The tables of the warehouse: a star schema after Kimball, every table with its grain.
///
/// Days are numbers of days since 1970-01-01 (`dim_date.date_key`); the views show them as ISO
/// dates. Every table is STRICT. A change of this text is a new `version` with its migration.
enum StarSchema {
    /// `PRAGMA application_id`: "SKPI" in ASCII.
    static let applicationID = 0x534B_5049
    /// `PRAGMA user_version`.
    static let version = 1

    static let tables = """
        -- Grain: one row per setting of the warehouse itself (key check, time zone, measured days).
        CREATE TABLE warehouse_setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per source of the pipeline file.
        CREATE TABLE dim_source (
            source_key INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('encounters', 'letters', 'calls')),
            position INTEGER NOT NULL,
            -- What decides how its rows are read; another text reads its files again.
            reading TEXT NOT NULL
        ) STRICT;

        -- Grain: one row per file that a source ever brought (its path below the fixed part).
        CREATE TABLE dim_source_file (
            source_file_key INTEGER PRIMARY KEY,
            source_key INTEGER NOT NULL REFERENCES dim_source,
            path TEXT NOT NULL,
            -- The file as it was last looked at: not opened again while these three hold.
            seen_size INTEGER,
            seen_modified INTEGER,
            seen_inode INTEGER,
            seen_hash TEXT,
            -- The content whose rows are in the facts; null: none of it ever was.
            loaded_hash TEXT,
            loaded_reading TEXT,
            -- The content that was refused last, and why; null: not refused as it stands.
            refused_hash TEXT,
            refused_reading TEXT,
            refusal_code TEXT,
            refusal TEXT,
            -- Distinct keys of the loaded content, and the facts that it holds now.
            keys_brought INTEGER NOT NULL DEFAULT 0,
            rows_held INTEGER NOT NULL DEFAULT 0,
            rows_read INTEGER NOT NULL DEFAULT 0,
            rows_ignored INTEGER NOT NULL DEFAULT 0,
            rows_rejected INTEGER NOT NULL DEFAULT 0,
            loaded_run_file_id INTEGER,
            is_present INTEGER NOT NULL DEFAULT 1 CHECK (is_present IN (0, 1)),
            UNIQUE (source_key, path)
        ) STRICT;

        -- Grain: one row per day between the first and the last day of any fact.
        CREATE TABLE dim_date (
            date_key INTEGER PRIMARY KEY,
            date TEXT NOT NULL UNIQUE CHECK (date IS date(date, '+0 days')),
            year INTEGER NOT NULL,
            quarter TEXT NOT NULL,
            month TEXT NOT NULL,
            iso_week TEXT NOT NULL,
            iso_weekday INTEGER NOT NULL CHECK (iso_weekday BETWEEN 1 AND 7),
            is_working_day INTEGER NOT NULL CHECK (is_working_day IN (0, 1)),
            is_closed INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
            closed_label TEXT
        ) STRICT;

        -- Grain: one row per half-hour of the day.
        CREATE TABLE dim_time_slot (
            time_slot_key INTEGER PRIMARY KEY CHECK (time_slot_key BETWEEN 0 AND 47),
            starts_at TEXT NOT NULL,
            ends_at TEXT NOT NULL
        ) STRICT;

        -- Grain: one row per version of a secretariat (type 2). effective_* cover every day: outside
        -- all periods the nearest version counts.
        CREATE TABLE dim_secretariat (
            secretariat_key INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            label TEXT NOT NULL,
            service TEXT NOT NULL,
            pole TEXT NOT NULL,
            pole_label TEXT NOT NULL,
            site TEXT NOT NULL,
            is_published INTEGER NOT NULL CHECK (is_published IN (0, 1)),
            valid_from INTEGER,
            valid_to INTEGER,
            effective_from INTEGER NOT NULL,
            effective_to INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX dim_secretariat_by_code ON dim_secretariat (code, effective_from);

        -- Grain: one row per unit or queue of a source, as its exports write it ('' = blank).
        CREATE TABLE dim_unit (
            unit_key INTEGER PRIMARY KEY,
            source_key INTEGER NOT NULL REFERENCES dim_source,
            code TEXT NOT NULL,
            UNIQUE (source_key, code)
        ) STRICT;

        -- Grain: one row per unit and run of days with one secretariat; together they cover every day
        -- ('?' where the crosswalk knows none).
        CREATE TABLE bridge_unit_secretariat (
            unit_key INTEGER NOT NULL REFERENCES dim_unit,
            valid_from INTEGER NOT NULL,
            valid_to INTEGER NOT NULL,
            secretariat TEXT NOT NULL,
            PRIMARY KEY (unit_key, valid_from)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per letter type, as exports write it; reference_code null: unknown.
        CREATE TABLE dim_letter_type (
            letter_type_key INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            reference_code TEXT,
            label TEXT
        ) STRICT;

        -- Grain: one row per encounter type, as exports write it; reference_code null: unknown.
        CREATE TABLE dim_encounter_type (
            encounter_type_key INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            reference_code TEXT,
            label TEXT
        ) STRICT;

        -- Grain: one row per channel by which letters leave.
        CREATE TABLE dim_channel (
            channel_key INTEGER PRIMARY KEY,
            channel TEXT NOT NULL UNIQUE
        ) STRICT;

        -- Grain: one row per outcome of a call.
        CREATE TABLE dim_call_outcome (
            call_outcome_key INTEGER PRIMARY KEY,
            outcome TEXT NOT NULL UNIQUE
        ) STRICT;

        -- Grain: one row per indicator of the catalogue.
        CREATE TABLE dim_kpi (
            kpi_key INTEGER PRIMARY KEY,
            kpi TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            unit TEXT NOT NULL,
            direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower', 'none')),
            formula TEXT NOT NULL,
            exclusions TEXT NOT NULL
        ) STRICT;

        -- Grain: one row per month, ISO week, quarter and year that is measured.
        CREATE TABLE dim_period (
            period_key INTEGER PRIMARY KEY,
            period_type TEXT NOT NULL CHECK (period_type IN ('month', 'week', 'quarter', 'year')),
            period TEXT NOT NULL UNIQUE,
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL
        ) STRICT;

        -- Grain: one row per secretariat, pole or establishment and label it had.
        CREATE TABLE dim_perimeter (
            perimeter_key INTEGER PRIMARY KEY,
            level TEXT NOT NULL CHECK (level IN ('establishment', 'pole', 'secretariat')),
            code TEXT NOT NULL,
            label TEXT NOT NULL,
            UNIQUE (level, code, label)
        ) STRICT;

        -- Grain: one row per encounter (accumulating snapshot), with the file and line it came from.
        -- status: 0 done, 1 noShow, 2 cancelled, 3 planned.
        CREATE TABLE fact_encounter (
            encounter_key INTEGER PRIMARY KEY,
            encounter_type_key INTEGER NOT NULL,
            unit_key INTEGER NOT NULL,
            ended_on INTEGER,
            status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
            source_file_key INTEGER NOT NULL,
            line INTEGER NOT NULL,
            CHECK (ended_on IS NOT NULL OR status <> 0)
        ) STRICT;

        -- Grain: one row per letter of a source (accumulating snapshot). Start, due day and
        -- secretariat are derived, never stored. status: 0 active, 1 cancelled.
        CREATE TABLE fact_letter (
            source_key INTEGER NOT NULL,
            letter_key INTEGER NOT NULL,
            letter_type_key INTEGER NOT NULL,
            unit_key INTEGER NOT NULL,
            encounter_key INTEGER,
            encounter_ended_on INTEGER,
            dictated_on INTEGER,
            typed_on INTEGER,
            validated_on INTEGER,
            sent_on INTEGER,
            channel_key INTEGER,
            status INTEGER NOT NULL CHECK (status IN (0, 1)),
            source_file_key INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (source_key, letter_key)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per call presented to one queue (transaction). started_at: civil seconds
        -- since 1970-01-01. direction: 0 inbound, 1 outbound. origin: 0 external, 1 internal.
        CREATE TABLE fact_call (
            source_key INTEGER NOT NULL,
            call_key INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            unit_key INTEGER NOT NULL,
            call_outcome_key INTEGER NOT NULL,
            wait_seconds INTEGER,
            talk_seconds INTEGER,
            direction INTEGER NOT NULL CHECK (direction IN (0, 1)),
            origin INTEGER NOT NULL CHECK (origin IN (0, 1)),
            source_file_key INTEGER NOT NULL,
            line INTEGER NOT NULL,
            date_key INTEGER GENERATED ALWAYS AS (started_at / 86400) VIRTUAL,
            time_slot_key INTEGER GENERATED ALWAYS AS (started_at % 86400 / 1800) VIRTUAL,
            PRIMARY KEY (source_key, call_key)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per day, secretariat and stage (daily snapshot).
        -- stage: 0 to_dictate, 1 to_type, 2 to_validate, 3 to_send.
        CREATE TABLE fact_backlog_daily (
            perimeter_key INTEGER NOT NULL,
            date_key INTEGER NOT NULL,
            stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 3),
            stock INTEGER NOT NULL CHECK (stock >= 0),
            entered INTEGER NOT NULL,
            "left" INTEGER NOT NULL,
            age_0_2 INTEGER NOT NULL,
            age_3_7 INTEGER NOT NULL,
            age_8_14 INTEGER NOT NULL,
            age_15_30 INTEGER NOT NULL,
            age_over_30 INTEGER NOT NULL,
            oldest_days INTEGER,
            PRIMARY KEY (perimeter_key, date_key, stage)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per period, perimeter, indicator and segment ('*' or a letter type).
        CREATE TABLE fact_kpi (
            period_key INTEGER NOT NULL,
            perimeter_key INTEGER NOT NULL,
            kpi_key INTEGER NOT NULL,
            segment TEXT NOT NULL,
            is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
            numerator INTEGER,
            denominator INTEGER,
            value REAL,
            target REAL,
            alert REAL,
            status TEXT NOT NULL CHECK (status IN ('met', 'watch', 'missed', 'no_target')),
            measured_to INTEGER NOT NULL,
            PRIMARY KEY (period_key, perimeter_key, kpi_key, segment)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per source and day on which it has an event.
        CREATE TABLE fact_source_daily (
            source_key INTEGER NOT NULL,
            date_key INTEGER NOT NULL,
            events INTEGER NOT NULL,
            PRIMARY KEY (source_key, date_key)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per unit or queue (codes alike but for case are one) that the crosswalk does
        -- not know on the days of some rows.
        CREATE TABLE unmapped_unit (
            source TEXT NOT NULL,
            code TEXT NOT NULL,
            rows INTEGER NOT NULL,
            first_day INTEGER,
            last_day INTEGER,
            PRIMARY KEY (source, code)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per letter or encounter type that the reference files do not know.
        CREATE TABLE unknown_type (
            kind TEXT NOT NULL CHECK (kind IN ('letter', 'encounter')),
            code TEXT NOT NULL,
            rows INTEGER NOT NULL,
            PRIMARY KEY (kind, code)
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per run of the command that came as far as the warehouse.
        CREATE TABLE run (
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

        -- Grain: one row per run and file it looked at (skipped files of the last run only).
        CREATE TABLE run_file (
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

        -- Grain: one row per rejected row of a file that a run loaded.
        CREATE TABLE reject (
            reject_id INTEGER PRIMARY KEY,
            run_file_id INTEGER NOT NULL REFERENCES run_file,
            line INTEGER NOT NULL,
            "column" TEXT,
            reason TEXT NOT NULL,
            message TEXT NOT NULL
        ) STRICT;
        CREATE INDEX reject_by_file ON reject (run_file_id);

        -- Grain: one row per month whose report is published, as it was published last.
        CREATE TABLE publication (
            month TEXT PRIMARY KEY,
            as_of INTEGER NOT NULL,
            is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
            fingerprint TEXT NOT NULL,
            run_id INTEGER REFERENCES run
        ) STRICT, WITHOUT ROWID;

        -- Grain: one row per reference file: the last copy that was read without a fault.
        CREATE TABLE reference_copy (
            file TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            content BLOB NOT NULL
        ) STRICT;
        """

    /// Rows that never change.
    static var constants: String {
        let slots = (0..<48).map { slot in
            func clock(_ half: Int) -> String { half % 2 == 0 ? "00" : "30" }
            func hour(_ half: Int) -> String { half / 2 < 10 ? "0\(half / 2)" : "\(half / 2)" }
            let from = "\(hour(slot)):\(clock(slot))"
            let to = "\(hour(slot + 1)):\(clock(slot + 1))"
            return "(\(slot), '\(from)', '\(to)')"
        }
        return """
            INSERT INTO dim_time_slot VALUES \(slots.joined(separator: ", "));
            INSERT INTO dim_call_outcome VALUES
                (0, 'answered'), (1, 'abandoned'), (2, 'deflected'), (3, 'voicemail');
            """
    }
}
