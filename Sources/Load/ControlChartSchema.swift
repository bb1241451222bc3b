import Domain

extension StarSchema {
    /// The control charts of the stored figures: derived from them, and written after them.
    static let controlCharts = """
        CREATE TABLE fact_control_phase (
            -- Grain: one row per series (the weeks or the months of one perimeter's indicator and
            -- segment) and phase: the whole of it, or what lies between two recalibrations.
            -- Limits null: values all the same, or too few.
            control_phase_key INTEGER PRIMARY KEY,
            period_type TEXT NOT NULL CHECK (period_type IN ('week', 'month')),
            level TEXT NOT NULL
                CHECK (level = 'establishment' OR level = 'pole' OR level = 'secretariat'),
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
                CHECK (assurance = 'consistently_met' OR assurance = 'hit_or_miss'
                    OR assurance = 'consistently_missed')
        ) STRICT;

        """
}

extension StarViews {
    /// Of a warehouse published without its facts too.
    static let controlCharts = """
        CREATE VIEW v_control_chart AS
        SELECT c.period_type, p.period, c.level, c.code, c.segment, k.kpi, t.value, c.mean,
            c.lower_limit, c.upper_limit, \(rule), \(pointType) AS point_type, c.phase, t.target,
            c.near_lower_limit, c.near_upper_limit, \(limits), c.points, \(recalibration)
        FROM fact_control_phase c
        JOIN fact_control_point t USING (control_phase_key)
        JOIN dim_period p USING (period_key)
        JOIN dim_kpi k USING (kpi_key);

        CREATE VIEW v_signal AS
        SELECT c.period_type, c.level, c.code, c.segment, k.kpi, \(pointType) AS variation,
            s.assurance, p.period AS last_period, t.value, t.target, \(rule), c.mean,
            c.lower_limit, c.upper_limit, c.phase, \(limits), c.points, \(recalibration)
        FROM fact_control_signal s
        JOIN fact_control_phase c USING (control_phase_key)
        JOIN fact_control_point t USING (control_phase_key, period_key)
        JOIN dim_period p USING (period_key)
        JOIN dim_kpi k USING (kpi_key);

        """

    private static let rule =
        words(of: "t.rule", SpecialCauseRule.byCode.map(\.rawValue)) + " AS rule"

    private static let pointType = words(of: "t.point_type", PointType.byCode.map(\.rawValue))

    private static let limits = """
        CASE WHEN c.lower_limit IS NULL THEN 'none'
                WHEN c.points < \(ControlChartMethod.settledPoints) THEN 'provisional'
                ELSE 'settled' END AS limits
        """

    private static let recalibration =
        "date(c.recalibrated_on * 86400, 'unixepoch') AS recalibrated_on, c.reason"

    private static func words(of column: String, _ words: [String]) -> String {
        let cases = words.enumerated().map { "WHEN \($0) THEN '\($1)'" }
        return "CASE \(column) \(cases.joined(separator: " ")) END"
    }
}
