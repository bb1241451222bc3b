-- The schema of a warehouse of version 2, as SQLite keeps it: what migrations begin with.

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

CREATE TABLE fact_encounter (
    -- Grain: one row per encounter (accumulating snapshot), one across all sources, with the
    -- file and line it came from. status: 0 done, 1 noShow, 2 cancelled, 3 planned.
    encounter_key INTEGER PRIMARY KEY,
    encounter_type_key INTEGER NOT NULL,
    unit_key INTEGER NOT NULL,
    ended_on INTEGER,
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
    source_file_key INTEGER NOT NULL,
    line INTEGER NOT NULL,
    CHECK (ended_on IS NOT NULL OR status <> 0)
) STRICT;

CREATE TABLE fact_letter (
    -- Grain: one row per letter of a source (accumulating snapshot), with the file and line it
    -- came from. Start, due day and secretariat are derived, never stored.
    -- status: 0 active, 1 cancelled.
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

CREATE TABLE fact_call (
    -- Grain: one row per call of a source presented to one queue (transaction), with the file
    -- and line it came from. started_at: civil seconds since 1970-01-01. direction: 0 inbound, 1 outbound. origin: 0 external, 1 internal.
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
    PRIMARY KEY (source_key, call_key)
) STRICT, WITHOUT ROWID;

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
    status TEXT NOT NULL CHECK (status IN ('met', 'watch', 'missed', 'no_target')),
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

CREATE TABLE fact_control_phase (
    -- Grain: one row per series (the weeks or the months of one perimeter's indicator and
    -- segment) and phase: the whole of it, or what lies between two recalibrations.
    -- Limits null: values all the same, or too few.
    control_phase_key INTEGER PRIMARY KEY,
    period_type TEXT NOT NULL CHECK (period_type IN ('week', 'month')),
    level TEXT NOT NULL CHECK (level IN ('establishment', 'pole', 'secretariat')),
    code TEXT NOT NULL,
    kpi_key INTEGER NOT NULL,
    segment TEXT NOT NULL,
    phase INTEGER NOT NULL CHECK (phase >= 1),
    recalibrated_on INTEGER,
    reason TEXT,
    points INTEGER NOT NULL CHECK (points >= 1),
    mean REAL NOT NULL,
    lower_limit REAL,
    near_lower_limit REAL,
    near_upper_limit REAL,
    upper_limit REAL,
    UNIQUE (period_type, level, code, kpi_key, segment, phase),
    CHECK ((recalibrated_on IS NULL) = (reason IS NULL))
) STRICT;

CREATE TABLE fact_control_point (
    -- Grain: one row per phase and period with a value that is not provisional; value and
    -- target are fact_kpi's, once more, since charts are read by series.
    -- rule: null common cause, 0 outside, 1 trend, 2 two_of_three, 3 shift. point_type:
    -- 0 common_cause, 1 improvement, 2 concern, 3 neutral_high, 4 neutral_low.
    control_phase_key INTEGER NOT NULL,
    period_key INTEGER NOT NULL,
    value REAL NOT NULL,
    target REAL,
    rule INTEGER CHECK (rule BETWEEN 0 AND 3),
    point_type INTEGER NOT NULL CHECK (point_type BETWEEN 0 AND 4),
    PRIMARY KEY (control_phase_key, period_key),
    CHECK ((rule IS NULL) = (point_type = 0))
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_control_signal (
    -- Grain: one row per series: its last point, with the phase that holds it.
    control_phase_key INTEGER PRIMARY KEY,
    period_key INTEGER NOT NULL,
    assurance TEXT
        CHECK (assurance IN ('consistently_met', 'hit_or_miss', 'consistently_missed'))
) STRICT;

CREATE TABLE fact_letter_delay (
    -- Grain: one row per month, perimeter and band of days from a letter's start to its
    -- sending: letters sent. from_days: the band's first day; 0 to 30 day by day, then 31,
    -- 61 and 91, the last one open. Pole: as on the day of sending.
    period_key INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('establishment', 'pole', 'secretariat')),
    code TEXT NOT NULL,
    from_days INTEGER NOT NULL CHECK (from_days >= 0),
    letters INTEGER NOT NULL CHECK (letters > 0),
    PRIMARY KEY (period_key, level, code, from_days)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_call_slot (
    -- Grain: one row per month, pole or establishment, weekday and half-hour that was
    -- offered a call; none of a secretariat. Pole: as on the call's day.
    period_key INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('establishment', 'pole')),
    code TEXT NOT NULL,
    iso_weekday INTEGER NOT NULL CHECK (iso_weekday BETWEEN 1 AND 7),
    time_slot_key INTEGER NOT NULL CHECK (time_slot_key BETWEEN 0 AND 47),
    offered INTEGER NOT NULL CHECK (offered > 0),
    answered INTEGER NOT NULL CHECK (answered BETWEEN 0 AND offered),
    PRIMARY KEY (period_key, level, code, iso_weekday, time_slot_key)
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
    level TEXT NOT NULL CHECK (level IN ('establishment', 'pole', 'secretariat')),
    code TEXT NOT NULL,
    segment TEXT NOT NULL,
    kpi TEXT NOT NULL,
    label TEXT NOT NULL,
    numerator INTEGER,
    denominator INTEGER,
    value REAL,
    target REAL,
    alert REAL,
    status TEXT NOT NULL CHECK (status IN ('met', 'watch', 'missed', 'no_target')),
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

CREATE VIEW v_kpi AS
SELECT p.period_type, p.period, f.is_provisional, m.level, m.code, m.label, f.segment,
    k.kpi, k.title, k.unit, k.direction, f.numerator, f.denominator, f.value, f.target,
    f.alert, f.status, date(f.measured_to * 86400, 'unixepoch') AS measured_to
FROM fact_kpi f
JOIN dim_period p USING (period_key)
JOIN dim_perimeter m USING (perimeter_key)
JOIN dim_kpi k USING (kpi_key);

CREATE VIEW v_backlog AS
SELECT date(b.date_key * 86400, 'unixepoch') AS date, m.code AS secretariat,
    CASE b.stage WHEN 0 THEN 'to_dictate' WHEN 1 THEN 'to_type'
        WHEN 2 THEN 'to_validate' ELSE 'to_send' END AS stage,
    b.stock, b.entered, b."left", b.age_0_2, b.age_3_7, b.age_8_14, b.age_15_30,
    b.age_over_30, b.oldest_days
FROM fact_backlog_daily b
JOIN dim_perimeter m USING (perimeter_key);

CREATE VIEW v_control_chart AS
SELECT c.period_type, p.period, c.level, c.code, c.segment, k.kpi, t.value, c.mean,
    c.lower_limit, c.upper_limit, CASE t.rule WHEN 0 THEN 'outside' WHEN 1 THEN 'trend' WHEN 2 THEN 'two_of_three' WHEN 3 THEN 'shift' END AS rule, CASE t.point_type WHEN 0 THEN 'common_cause' WHEN 1 THEN 'improvement' WHEN 2 THEN 'concern' WHEN 3 THEN 'neutral_high' WHEN 4 THEN 'neutral_low' END AS point_type, c.phase, t.target,
    c.near_lower_limit, c.near_upper_limit, CASE WHEN c.lower_limit IS NULL THEN 'none'
        WHEN c.points < 13 THEN 'provisional'
        ELSE 'settled' END AS limits, c.points, date(c.recalibrated_on * 86400, 'unixepoch') AS recalibrated_on, c.reason
FROM fact_control_phase c
JOIN fact_control_point t USING (control_phase_key)
JOIN dim_period p USING (period_key)
JOIN dim_kpi k USING (kpi_key);

CREATE VIEW v_signal AS
SELECT c.period_type, c.level, c.code, c.segment, k.kpi, CASE t.point_type WHEN 0 THEN 'common_cause' WHEN 1 THEN 'improvement' WHEN 2 THEN 'concern' WHEN 3 THEN 'neutral_high' WHEN 4 THEN 'neutral_low' END AS variation,
    s.assurance, p.period AS last_period, t.value, t.target, CASE t.rule WHEN 0 THEN 'outside' WHEN 1 THEN 'trend' WHEN 2 THEN 'two_of_three' WHEN 3 THEN 'shift' END AS rule, c.mean,
    c.lower_limit, c.upper_limit, c.phase, CASE WHEN c.lower_limit IS NULL THEN 'none'
        WHEN c.points < 13 THEN 'provisional'
        ELSE 'settled' END AS limits, c.points, date(c.recalibrated_on * 86400, 'unixepoch') AS recalibrated_on, c.reason
FROM fact_control_signal s
JOIN fact_control_phase c USING (control_phase_key)
JOIN fact_control_point t USING (control_phase_key, period_key)
JOIN dim_period p USING (period_key)
JOIN dim_kpi k USING (kpi_key);

CREATE VIEW v_published AS
SELECT f.month, f.level, f.code, f.segment, f.kpi, f.numerator, f.denominator, f.value,
    f.target, f.status, m.run_id AS published_at_run, f.label, f.alert,
    date(f.measured_to * 86400, 'unixepoch') AS measured_to, m.day_count,
    date(m.as_of * 86400, 'unixepoch') AS published_as_of,
    date(f.measured_to * 86400, 'unixepoch') < date(f.month || '-01', '+1 month', '-1 day')
        AS is_provisional
FROM published_figure f
JOIN published_month m USING (month);

CREATE VIEW v_revision AS
SELECT p.month, p.level, p.code, p.segment, p.kpi,
    p.numerator AS published_numerator, f.numerator AS revised_numerator,
    p.denominator AS published_denominator, f.denominator AS revised_denominator,
    p.value AS published_value, f.value AS revised_value,
    p.target AS published_target, f.target AS revised_target,
    p.alert AS published_alert, f.alert AS revised_alert,
    p.status AS published_status, f.status AS revised_status
FROM published_figure p
CROSS JOIN dim_period d ON d.period = p.month
CROSS JOIN dim_kpi k ON k.kpi = p.kpi
CROSS JOIN dim_perimeter m ON m.level = p.level AND m.code = p.code
CROSS JOIN fact_kpi f ON f.period_key = d.period_key AND f.perimeter_key = m.perimeter_key
    AND f.kpi_key = k.kpi_key AND f.segment = p.segment
WHERE f.status IS NOT p.status OR f.value IS NOT p.value OR f.numerator IS NOT p.numerator
    OR f.denominator IS NOT p.denominator OR f.target IS NOT p.target
    OR f.alert IS NOT p.alert
UNION ALL
SELECT p.month, p.level, p.code, p.segment, p.kpi, p.numerator, NULL, p.denominator, NULL,
    p.value, NULL, p.target, NULL, p.alert, NULL, p.status, NULL
FROM published_figure p
CROSS JOIN dim_period d ON d.period = p.month
WHERE EXISTS (SELECT 1 FROM fact_kpi f WHERE f.period_key = d.period_key)
    AND NOT EXISTS (
        SELECT 1 FROM dim_kpi k
        CROSS JOIN dim_perimeter m
        CROSS JOIN fact_kpi f ON f.period_key = d.period_key
            AND f.perimeter_key = m.perimeter_key AND f.kpi_key = k.kpi_key
            AND f.segment = p.segment
        WHERE k.kpi = p.kpi AND m.level = p.level AND m.code = p.code)
UNION ALL
SELECT d.period, m.level, m.code, f.segment, k.kpi, NULL, f.numerator, NULL, f.denominator,
    NULL, f.value, NULL, f.target, NULL, f.alert, NULL, f.status
FROM published_month n
CROSS JOIN dim_period d ON d.period = n.month
CROSS JOIN fact_kpi f ON f.period_key = d.period_key
CROSS JOIN dim_perimeter m ON m.perimeter_key = f.perimeter_key
CROSS JOIN dim_kpi k ON k.kpi_key = f.kpi_key
WHERE NOT EXISTS (SELECT 1 FROM published_figure p WHERE p.month = n.month
    AND p.level = m.level AND p.code = m.code AND p.segment = f.segment AND p.kpi = k.kpi);

CREATE VIEW v_revision_cause AS
SELECT month, run_id, subject, kind, source, name, rows, detail,
    date(as_of * 86400, 'unixepoch') AS as_of
FROM revision_cause;

CREATE VIEW v_quality AS
SELECT month, source, check_code AS "check", rows, found FROM fact_quality;

CREATE VIEW v_low_call_day AS
SELECT date(date_key * 86400, 'unixepoch') AS date, secretariat, calls, usual
FROM fact_low_call_day;

CREATE VIEW v_run AS
SELECT run_id, started_at, finished_at, date(as_of * 86400, 'unixepoch') AS as_of, status,
    exit_code, version, data_fingerprint, message
FROM run;

CREATE VIEW v_file AS
SELECT run_id, source, path AS file, status, rows_read, rows_ignored, rows_rejected,
    rows_superseded, rows_inserted, rows_updated, rows_unchanged, rows_removed, reason
FROM run_file;

CREATE VIEW v_reject AS
SELECT f.run_id, f.source, f.path AS file, r.line, r."column", r.reason, r.message
FROM reject r
JOIN run_file f USING (run_file_id);

CREATE VIEW v_unmapped AS
SELECT source, code, rows, date(first_day * 86400, 'unixepoch') AS first_day,
    date(last_day * 86400, 'unixepoch') AS last_day
FROM unmapped_unit;

CREATE VIEW v_publication AS
SELECT month, date(as_of * 86400, 'unixepoch') AS as_of, is_provisional, fingerprint,
    run_id
FROM publication;

CREATE VIEW v_encounter AS
SELECT e.encounter_key, o.name AS source, t.code AS encounter_type, u.code AS unit,
    date(e.ended_on * 86400, 'unixepoch') AS ended_on,
    CASE e.status WHEN 0 THEN 'done' WHEN 1 THEN 'noShow' WHEN 2 THEN 'cancelled'
        ELSE 'planned' END AS status,
    b.secretariat, s.pole, s.service, s.site, d.path AS file, e.line
FROM fact_encounter e
JOIN dim_encounter_type t USING (encounter_type_key)
JOIN dim_unit u USING (unit_key)
JOIN dim_source o ON o.source_key = u.source_key
JOIN dim_source_file d ON d.source_file_key = e.source_file_key
LEFT JOIN bridge_unit_secretariat b ON b.unit_key = e.unit_key
    AND e.ended_on BETWEEN b.valid_from AND b.valid_to
LEFT JOIN dim_secretariat s ON s.code = b.secretariat
    AND e.ended_on BETWEEN s.effective_from AND s.effective_to;

CREATE VIEW v_letter AS
WITH measured AS (
    SELECT coalesce(
        (SELECT CAST(value AS INTEGER) FROM warehouse_setting
            WHERE name = 'letters_measured_to'),
        9999999) AS day
), letter AS (
    SELECT l.*,
        CASE WHEN u.code = '' AND e.unit_key IS NOT NULL
            THEN e.unit_key ELSE l.unit_key END AS effective_unit_key,
        coalesce(e.ended_on, l.encounter_ended_on, nullif(min(
            CASE WHEN l.dictated_on <= day THEN l.dictated_on ELSE 9999999 END,
            CASE WHEN l.typed_on <= day THEN l.typed_on ELSE 9999999 END,
            CASE WHEN l.validated_on <= day THEN l.validated_on ELSE 9999999 END,
            CASE WHEN l.sent_on <= day THEN l.sent_on ELSE 9999999 END
        ), 9999999)) AS start_on
    FROM fact_letter l
    CROSS JOIN measured
    JOIN dim_unit u USING (unit_key)
    LEFT JOIN fact_encounter e ON e.encounter_key = l.encounter_key
)
SELECT l.letter_key, o.name AS source, t.code AS letter_type, u.code AS unit,
    l.encounter_key, date(l.start_on * 86400, 'unixepoch') AS start_on,
    date(l.encounter_ended_on * 86400, 'unixepoch') AS encounter_ended_on,
    date(l.dictated_on * 86400, 'unixepoch') AS dictated_on,
    date(l.typed_on * 86400, 'unixepoch') AS typed_on,
    date(l.validated_on * 86400, 'unixepoch') AS validated_on,
    date(l.sent_on * 86400, 'unixepoch') AS sent_on, c.channel,
    CASE l.status WHEN 0 THEN 'active' ELSE 'cancelled' END AS status,
    b.secretariat, s.pole, s.service, s.site, d.path AS file, l.line
FROM letter l
JOIN dim_source o ON o.source_key = l.source_key
JOIN dim_letter_type t USING (letter_type_key)
JOIN dim_unit u ON u.unit_key = l.unit_key
JOIN dim_source_file d ON d.source_file_key = l.source_file_key
LEFT JOIN dim_channel c USING (channel_key)
LEFT JOIN bridge_unit_secretariat b ON b.unit_key = l.effective_unit_key
    AND l.start_on BETWEEN b.valid_from AND b.valid_to
LEFT JOIN dim_secretariat s ON s.code = b.secretariat
    AND l.start_on BETWEEN s.effective_from AND s.effective_to;

CREATE VIEW v_call AS
SELECT c.call_key, o.name AS source,
    replace(datetime(c.started_at, 'unixepoch'), ' ', 'T') AS started_at,
    w.starts_at AS half_hour, u.code AS queue, r.outcome, c.wait_seconds, c.talk_seconds,
    CASE c.direction WHEN 0 THEN 'inbound' ELSE 'outbound' END AS direction,
    CASE c.origin WHEN 0 THEN 'external' ELSE 'internal' END AS origin,
    b.secretariat, s.pole, s.service, s.site, d.path AS file, c.line
FROM fact_call c
JOIN dim_source o ON o.source_key = c.source_key
JOIN dim_unit u USING (unit_key)
JOIN dim_call_outcome r USING (call_outcome_key)
JOIN dim_time_slot w USING (time_slot_key)
JOIN dim_source_file d ON d.source_file_key = c.source_file_key
LEFT JOIN bridge_unit_secretariat b ON b.unit_key = c.unit_key
    AND c.date_key BETWEEN b.valid_from AND b.valid_to
LEFT JOIN dim_secretariat s ON s.code = b.secretariat
    AND c.date_key BETWEEN s.effective_from AND s.effective_to;
