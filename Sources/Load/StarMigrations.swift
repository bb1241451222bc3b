/// The steps from one schema version to the next, oldest first; version 1 is the first.
enum StarMigrations {
    /// Each brings the tables from the version before to `version`; views are made anew after all.
    ///
    /// A step is never edited once it has landed: warehouses that took it are not brought up again.
    static let steps: [(version: Int, sql: String)] = [
        (2, toVersion2), (3, toVersion3 + countsOfVersion3),
    ]

    /// What frozen months' pages are made of, what is usual for a source, rejects that were
    /// corrected, doubtful data, and days by which rows go. Figures are computed again, since the
    /// checks of the data are counted with them.
    private static let toVersion2 = """
        CREATE TABLE published_page (
            -- Grain: one row per frozen month: what its pages are made of beside figures and
            -- secretariats (settings, targets, counts that charts draw), as JSON. Months that were
            -- frozen before version 2 have none.
            month TEXT PRIMARY KEY,
            content TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER published_secretariat_is_final_1 BEFORE UPDATE ON published_secretariat
        BEGIN SELECT raise(ABORT, 'a published secretariat is never rewritten'); END;
        CREATE TRIGGER published_secretariat_is_final_2 BEFORE DELETE ON published_secretariat
        BEGIN SELECT raise(ABORT, 'a published secretariat is never taken back'); END;
        CREATE TRIGGER published_page_is_final_1 BEFORE UPDATE ON published_page
        BEGIN SELECT raise(ABORT, 'a published page is never rewritten'); END;
        CREATE TRIGGER published_page_is_final_2 BEFORE DELETE ON published_page
        BEGIN SELECT raise(ABORT, 'a published page is never taken back'); END;

        CREATE TABLE run_source (
            -- Grain: one row per run that came to its end and source: the last day up to as-of with
            -- an event. What is usual for the source is learned from it.
            run_id INTEGER NOT NULL REFERENCES run,
            source TEXT NOT NULL,
            last_event INTEGER,
            PRIMARY KEY (run_id, source)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_quality (
            -- Grain: one row per month, source and check: the rows it looked at, those it found.
            month TEXT NOT NULL,
            source TEXT NOT NULL,
            check_code TEXT NOT NULL,
            rows INTEGER NOT NULL CHECK (rows > 0),
            found INTEGER NOT NULL CHECK (found BETWEEN 0 AND rows),
            PRIMARY KEY (month, source, check_code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_low_call_day (
            -- Grain: one row per secretariat and working day with far fewer calls than usual.
            -- usual: the median of the same weekday in the weeks before.
            secretariat TEXT NOT NULL,
            date_key INTEGER NOT NULL,
            calls INTEGER NOT NULL CHECK (calls >= 0),
            usual REAL NOT NULL CHECK (usual > calls),
            PRIMARY KEY (secretariat, date_key)
        ) STRICT, WITHOUT ROWID;

        -- The pseudonym of the row's own identifier, as in the facts; null where it is unknown.
        ALTER TABLE reject ADD COLUMN row_key INTEGER;
        -- The latest day of a row of the loaded content; null: none of its rows has a day.
        ALTER TABLE dim_source_file ADD COLUMN last_day INTEGER;

        DELETE FROM warehouse_setting WHERE name = 'figures_basis';
        """

    /// What the figures are computed from is kept: it is counted when figures are computed anew.
    private static let countsOfVersion3 = """

        CREATE TABLE measure_count (
            -- Grain: one row per family of counts and bucket of time. cells: keys and counts as the
            -- program packs them; all of it can be counted again from the facts.
            family INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            cells BLOB NOT NULL,
            PRIMARY KEY (family, bucket)
        ) STRICT;

        CREATE TABLE pending_day (
            -- Grain: one row per fact and day to come on which what it counts changes though the fact
            -- does not: a date that is yet to happen, a due day that is yet to pass. A day too many
            -- does no harm. source_key: 0 for encounters.
            date_key INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('encounters', 'letters', 'calls')),
            source_key INTEGER NOT NULL,
            fact_key INTEGER NOT NULL,
            PRIMARY KEY (date_key, kind, source_key, fact_key)
        ) STRICT, WITHOUT ROWID;

        DELETE FROM warehouse_setting WHERE name = 'figures_basis';
        """
}
