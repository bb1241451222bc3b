extension StarSchema {
    /// Letters by the encounter that they name; built last on a first load.
    static let letterIndex = """
        CREATE INDEX fact_letter_by_encounter ON fact_letter (generation, encounter_key)
            WHERE encounter_key IS NOT NULL;
        """

    /// The facts: what exports bring, and what is measured from it.
    static let facts = """
        CREATE TABLE fact_encounter (
            -- Grain: one row per encounter (accumulating snapshot), one across all sources, with the
            -- file and line it came from. status: 0 done, 1 noShow, 2 cancelled, 3 planned.
            -- generation: fact_generation.
            generation INTEGER NOT NULL,
            encounter_key INTEGER NOT NULL,
            encounter_type_key INTEGER NOT NULL,
            unit_key INTEGER NOT NULL,
            ended_on INTEGER,
            status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
            source_file_key INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (generation, encounter_key),
            CHECK (ended_on IS NOT NULL OR status <> 0)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_letter (
            -- Grain: one row per letter of a source (accumulating snapshot), with the file and line it
            -- came from. Start, due day and secretariat are derived, never stored.
            -- generation: fact_generation. status: 0 active, 1 cancelled.
            generation INTEGER NOT NULL,
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
            PRIMARY KEY (generation, source_key, letter_key)
        ) STRICT, WITHOUT ROWID;
        \(letterIndex)

        CREATE TABLE fact_call (
            -- Grain: one row per call of a source presented to one queue (transaction), with the file
            -- and line it came from. generation: fact_generation.
            -- started_at: civil seconds since 1970-01-01. direction: 0 inbound, 1 outbound. origin: 0 external, 1 internal.
            generation INTEGER NOT NULL,
            source_key INTEGER NOT NULL,
            call_key INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            unit_key INTEGER NOT NULL,
            call_outcome_key INTEGER NOT NULL CHECK (call_outcome_key BETWEEN 0 AND 3),
            wait_seconds INTEGER,
            talk_seconds INTEGER,
            direction INTEGER NOT NULL CHECK (direction IN (0, 1)),
            origin INTEGER NOT NULL CHECK (origin IN (0, 1)),
            source_file_key INTEGER NOT NULL,
            line INTEGER NOT NULL,
            date_key INTEGER GENERATED ALWAYS AS (started_at / 86400) VIRTUAL,
            time_slot_key INTEGER GENERATED ALWAYS AS (started_at % 86400 / 1800) VIRTUAL,
            PRIMARY KEY (generation, source_key, call_key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_generation (
            -- Grain: one row per kind of facts and generation: facts that lie together since they
            -- were loaded at about the same time. Of no meaning but for the way to a fact by its key.
            kind TEXT NOT NULL CHECK (kind IN ('encounters', 'letters', 'calls')),
            generation INTEGER NOT NULL,
            rows INTEGER NOT NULL CHECK (rows >= 0),
            PRIMARY KEY (kind, generation)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_key_filter (
            -- Grain: one row per kind of keys and generation: a filter that tells keys which the
            -- generation does not hold. keys_of: encounters, letters, calls, or encounters_of_letters,
            -- the encounters that its letters name. keys: how many it was given.
            keys_of TEXT NOT NULL,
            generation INTEGER NOT NULL,
            keys INTEGER NOT NULL,
            words BLOB NOT NULL,
            PRIMARY KEY (keys_of, generation)
        ) STRICT;

        CREATE TABLE fact_backlog_daily (
            -- Grain: one row per day, secretariat and stage (daily snapshot).
            -- stage: 0 to_dictate, 1 to_type, 2 to_validate, 3 to_send.
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

        CREATE TABLE fact_kpi (
            -- Grain: one row per period, perimeter, indicator and segment ('*' or a letter type).
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
            status TEXT NOT NULL CHECK (status = 'met' OR status = 'watch' OR status = 'missed'
                OR status = 'no_target'),
            measured_to INTEGER NOT NULL,
            PRIMARY KEY (period_key, perimeter_key, kpi_key, segment)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_source_daily (
            -- Grain: one row per source and day on which it has an event: an encounter's end, planned
            -- ones apart, a letter's stage, a call.
            source_key INTEGER NOT NULL,
            date_key INTEGER NOT NULL,
            events INTEGER NOT NULL,
            PRIMARY KEY (source_key, date_key)
        ) STRICT, WITHOUT ROWID;

        """
}
