extension StarSchema {
    /// What was published for good, and why later figures differ from it.
    ///
    /// Indicators stand here by name and secretariats by code, not by key: the keys of dimensions are
    /// given anew with every measuring and every rebuild, and these rows outlive both.
    static let closing = """
        CREATE TABLE published_month (
            -- Grain: one row per month whose figures are frozen.
            month TEXT PRIMARY KEY,
            -- The run that froze it, and the day as of which that run measured.
            run_id INTEGER NOT NULL,
            as_of INTEGER NOT NULL,
            -- Rows of published_figure.
            figures INTEGER NOT NULL CHECK (figures > 0),
            -- Of the figures, the secretariats and the content of published_page.
            fingerprint TEXT NOT NULL,
            -- The settings that decide how the figures read and which of them are shown.
            day_count TEXT NOT NULL CHECK (day_count IN ('calendar', 'working')),
            minimum_count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE published_figure (
            -- Grain: one row per frozen month, perimeter, indicator and segment, as it was published.
            month TEXT NOT NULL,
            level TEXT NOT NULL
                CHECK (level = 'establishment' OR level = 'pole' OR level = 'secretariat'),
            code TEXT NOT NULL,
            segment TEXT NOT NULL,
            kpi TEXT NOT NULL,
            label TEXT NOT NULL,
            numerator INTEGER,
            denominator INTEGER,
            value REAL,
            target REAL,
            alert REAL,
            status TEXT NOT NULL CHECK (status = 'met' OR status = 'watch' OR status = 'missed'
                OR status = 'no_target'),
            measured_to INTEGER NOT NULL,
            PRIMARY KEY (month, level, code, segment, kpi)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE published_secretariat (
            -- Grain: one row per frozen month and secretariat, as the reports placed it.
            month TEXT NOT NULL,
            code TEXT NOT NULL,
            label TEXT NOT NULL,
            service TEXT NOT NULL,
            pole TEXT NOT NULL,
            pole_label TEXT NOT NULL,
            is_published INTEGER NOT NULL CHECK (is_published IN (0, 1)),
            PRIMARY KEY (month, code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE published_page (
            -- Grain: one row per frozen month: what its pages are made of beside figures and
            -- secretariats (settings, targets, counts that charts draw), as JSON.
            month TEXT PRIMARY KEY,
            content TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE revision_state (
            -- Grain: one row per frozen month and subject whose figures were revised when last measured.
            month TEXT NOT NULL,
            subject TEXT NOT NULL CHECK (subject IN ('letters', 'calls')),
            -- Of the differences from what was published.
            fingerprint TEXT NOT NULL,
            PRIMARY KEY (month, subject)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE revision_cause (
            -- Grain: one row per frozen month, subject, run that changed its figures, and thing that
            -- this run found changed. rows: of a file, what the run inserted, updated or removed.
            month TEXT NOT NULL,
            run_id INTEGER NOT NULL,
            subject TEXT NOT NULL CHECK (subject IN ('letters', 'calls')),
            kind TEXT NOT NULL CHECK (kind IN
                ('file', 'missing_file', 'reference', 'setting', 'program', 'as_of')),
            source TEXT NOT NULL,
            name TEXT NOT NULL,
            rows INTEGER,
            detail TEXT NOT NULL,
            as_of INTEGER NOT NULL,
            PRIMARY KEY (month, run_id, subject, kind, source, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE measured_setting (
            -- Grain: one row per setting that the figures were last measured with; kept from the first
            -- frozen month on.
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER published_secretariat_is_final_1 BEFORE UPDATE ON published_secretariat
        BEGIN SELECT raise(ABORT, 'a published secretariat is never rewritten'); END;
        CREATE TRIGGER published_secretariat_is_final_2 BEFORE DELETE ON published_secretariat
        BEGIN SELECT raise(ABORT, 'a published secretariat is never taken back'); END;
        CREATE TRIGGER published_page_is_final_1 BEFORE UPDATE ON published_page
        BEGIN SELECT raise(ABORT, 'a published page is never rewritten'); END;
        CREATE TRIGGER published_page_is_final_2 BEFORE DELETE ON published_page
        BEGIN SELECT raise(ABORT, 'a published page is never taken back'); END;
        CREATE TRIGGER published_month_is_final_1 BEFORE UPDATE ON published_month
        BEGIN SELECT raise(ABORT, 'a published month is never rewritten'); END;
        CREATE TRIGGER published_month_is_final_2 BEFORE DELETE ON published_month
        BEGIN SELECT raise(ABORT, 'a published month is never taken back'); END;
        CREATE TRIGGER published_figure_is_final_1 BEFORE UPDATE ON published_figure
        BEGIN SELECT raise(ABORT, 'a published figure is never rewritten'); END;
        CREATE TRIGGER published_figure_is_final_2 BEFORE DELETE ON published_figure
        BEGIN SELECT raise(ABORT, 'a published figure is never taken back'); END;

        """
}
