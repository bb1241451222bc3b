import Domain

extension StarMigrations {
    /// Facts lie in generations, so that what a night brings lies together; their keys are known by
    /// filters, which are built from the facts at the first run that needs them.
    ///
    /// Facts go into generations in the order of their keys, each a block of it.
    static let toVersion3 = """
        ALTER TABLE fact_encounter RENAME TO old_fact_encounter;
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
        INSERT INTO fact_encounter
        SELECT 1 + (row_number() OVER (ORDER BY encounter_key) - 1) / 524288, encounter_key,
            encounter_type_key, unit_key, ended_on, status, source_file_key, line
        FROM old_fact_encounter ORDER BY encounter_key;
        DROP TABLE old_fact_encounter;

        ALTER TABLE fact_letter RENAME TO old_fact_letter;
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
        INSERT INTO fact_letter
        SELECT 1 + (row_number() OVER (ORDER BY source_key, letter_key) - 1) / 524288, source_key,
            letter_key, letter_type_key, unit_key, encounter_key, encounter_ended_on, dictated_on,
            typed_on, validated_on, sent_on, channel_key, status, source_file_key, line
        FROM old_fact_letter ORDER BY source_key, letter_key;
        DROP TABLE old_fact_letter;
        CREATE INDEX fact_letter_by_encounter ON fact_letter (generation, encounter_key)
            WHERE encounter_key IS NOT NULL;

        ALTER TABLE fact_call RENAME TO old_fact_call;
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
        INSERT INTO fact_call
        SELECT 1 + (row_number() OVER (ORDER BY source_key, call_key) - 1) / 524288, source_key,
            call_key, started_at, unit_key, call_outcome_key, wait_seconds, talk_seconds, direction,
            origin, source_file_key, line
        FROM old_fact_call ORDER BY source_key, call_key;
        DROP TABLE old_fact_call;

        CREATE TABLE fact_generation (
            -- Grain: one row per kind of facts and generation: facts that lie together since they
            -- were loaded at about the same time. Of no meaning but for the way to a fact by its key.
            kind TEXT NOT NULL CHECK (kind IN ('encounters', 'letters', 'calls')),
            generation INTEGER NOT NULL,
            rows INTEGER NOT NULL CHECK (rows >= 0),
            PRIMARY KEY (kind, generation)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO fact_generation
        SELECT 'encounters', generation, count(*) FROM fact_encounter GROUP BY generation
        UNION ALL SELECT 'letters', generation, count(*) FROM fact_letter GROUP BY generation
        UNION ALL SELECT 'calls', generation, count(*) FROM fact_call GROUP BY generation;

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
        """
}
