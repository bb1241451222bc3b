extension StarSchema {
    /// The dimensions, and the dated bridge from a unit to its secretariat; referenced tables come
    /// first.
    static let dimensions = """
        CREATE TABLE dim_source (
            -- Grain: one row per source that the pipeline file ever named and that was not dropped.
            source_key INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('encounters', 'letters', 'calls')),
            position INTEGER NOT NULL,
            -- What decides how its rows are read; another text reads its files again.
            reading TEXT NOT NULL
        ) STRICT;

        CREATE TABLE dim_source_file (
            -- Grain: one row per file that a source ever brought (its path below the fixed part).
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
            -- The latest day of a row of the loaded content; null: none of its rows has a day.
            last_day INTEGER,
            is_present INTEGER NOT NULL DEFAULT 1 CHECK (is_present IN (0, 1)),
            UNIQUE (source_key, path)
        ) STRICT;

        CREATE TABLE dim_date (
            -- Grain: one row per day from the first to the last day of any fact or measure.
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

        CREATE TABLE dim_time_slot (
            -- Grain: one row per half-hour of the day; the key counts them from midnight.
            time_slot_key INTEGER PRIMARY KEY CHECK (time_slot_key BETWEEN 0 AND 47),
            starts_at TEXT NOT NULL,
            ends_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE dim_secretariat (
            -- Grain: one row per version of a secretariat (type 2), and one for '?'.
            -- valid_*: as the reference file says. effective_*: the days on which the version counts;
            -- a code's versions cover every day once, since outside all periods the nearest counts.
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

        CREATE TABLE dim_unit (
            -- Grain: one row per unit or queue of a source, as its exports write it ('' = blank).
            unit_key INTEGER PRIMARY KEY,
            source_key INTEGER NOT NULL REFERENCES dim_source,
            code TEXT NOT NULL,
            UNIQUE (source_key, code)
        ) STRICT;

        CREATE TABLE bridge_unit_secretariat (
            -- Grain: one row per unit and run of days with one secretariat. A unit's rows cover every
            -- day once ('?' where the crosswalk knows none).
            unit_key INTEGER NOT NULL REFERENCES dim_unit,
            valid_from INTEGER NOT NULL,
            valid_to INTEGER NOT NULL,
            secretariat TEXT NOT NULL,
            PRIMARY KEY (unit_key, valid_from)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE dim_letter_type (
            -- Grain: one row per letter type, as exports write it; reference_code null: unknown.
            letter_type_key INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            reference_code TEXT,
            label TEXT
        ) STRICT;

        CREATE TABLE dim_encounter_type (
            -- Grain: one row per encounter type, as exports write it; reference_code null: unknown.
            encounter_type_key INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            reference_code TEXT,
            label TEXT
        ) STRICT;

        CREATE TABLE dim_channel (
            -- Grain: one row per channel by which letters leave, as exports write it.
            channel_key INTEGER PRIMARY KEY,
            channel TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE dim_call_outcome (
            -- Grain: one row per outcome of a call.
            call_outcome_key INTEGER PRIMARY KEY,
            outcome TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE dim_kpi (
            -- Grain: one row per indicator; the key is its place in the contract's list.
            kpi_key INTEGER PRIMARY KEY,
            kpi TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            unit TEXT NOT NULL,
            direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower', 'none')),
            formula TEXT NOT NULL,
            exclusions TEXT NOT NULL
        ) STRICT;

        CREATE TABLE dim_period (
            -- Grain: one row per month, ISO week, quarter and year that is measured.
            period_key INTEGER PRIMARY KEY,
            period_type TEXT NOT NULL CHECK (period_type IN ('month', 'week', 'quarter', 'year')),
            period TEXT NOT NULL UNIQUE,
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE dim_perimeter (
            -- Grain: one row per secretariat, pole or establishment and label it had.
            perimeter_key INTEGER PRIMARY KEY,
            level TEXT NOT NULL CHECK (level IN ('establishment', 'pole', 'secretariat')),
            code TEXT NOT NULL,
            label TEXT NOT NULL,
            UNIQUE (level, code, label)
        ) STRICT;

        """
}
