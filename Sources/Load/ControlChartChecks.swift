import Domain

extension IntegrityChecks {
    /// Of the control charts, read plainly from the figures.
    static func controlCharts(_ tables: CheckedTables) -> [IntegrityCheck] {
        [points(tables)] + phases(tables)
    }

    private static func points(_ tables: CheckedTables) -> IntegrityCheck {
        IntegrityCheck(
            promise: "every figure that is charted is one point of its control chart",
            query: tables.isWhole ? allPoints : pointsWritten)
    }

    /// Of each kind of period and indicator: as many points as figures, and the same values.
    private static let allPoints = """
        WITH figure AS (
            SELECT p.period_type, f.kpi_key, count(*) AS points, total(f.value) AS value
            FROM fact_kpi f CROSS JOIN dim_period p USING (period_key)
            WHERE f.is_provisional = 0 AND f.value IS NOT NULL AND (\(isCharted))
            GROUP BY 1, 2
        ), point AS (
            SELECT c.period_type, c.kpi_key, sum(t.points) AS points,
                total(t.value) AS value
            FROM fact_control_phase c JOIN (
                -- In the table's order, so that only phases are sorted.
                SELECT control_phase_key, count(*) AS points, total(value) AS value
                FROM fact_control_point GROUP BY 1
            ) t USING (control_phase_key)
            GROUP BY 1, 2
        )
        SELECT 1 FROM figure f FULL JOIN point t USING (period_type, kpi_key)
        WHERE f.points IS NOT t.points
            -- Added up in another order.
            OR abs(f.value - t.value) > 1e-9 * (1 + abs(f.value))
        """

    /// Every figure of those of whom one was written in a period has its point, and they have no
    /// other point in it.
    private static let pointsWritten = """
        SELECT 1 FROM temp.checked_figure w CROSS JOIN dim_period p USING (period_key)
        CROSS JOIN fact_kpi f
            ON f.period_key = w.period_key AND f.perimeter_key = w.perimeter_key
        CROSS JOIN dim_perimeter m ON m.perimeter_key = w.perimeter_key
        WHERE f.is_provisional = 0 AND f.value IS NOT NULL AND (\(isCharted))
            AND 1 <> (SELECT count(*) FROM fact_control_phase c
                JOIN fact_control_point t USING (control_phase_key)
                WHERE c.period_type = p.period_type AND c.level = m.level AND c.code = m.code
                    AND c.kpi_key = f.kpi_key AND c.segment = f.segment
                    AND t.period_key = p.period_key AND t.value = f.value)
        UNION ALL
        SELECT 1 FROM temp.checked_place w CROSS JOIN dim_period p USING (period_key)
        CROSS JOIN fact_control_phase c ON c.period_type = p.period_type
            AND c.level = w.level AND c.code = w.code
        CROSS JOIN fact_control_point t ON t.control_phase_key = c.control_phase_key
            AND t.period_key = w.period_key
        WHERE NOT EXISTS (SELECT 1 FROM dim_perimeter m CROSS JOIN fact_kpi f
            ON f.period_key = p.period_key AND f.perimeter_key = m.perimeter_key
                AND f.kpi_key = c.kpi_key AND f.segment = c.segment
            WHERE m.level = c.level AND m.code = c.code
                AND f.is_provisional = 0 AND f.value IS NOT NULL)
        """

    private static func phases(_ tables: CheckedTables) -> [IntegrityCheck] {
        [
            IntegrityCheck(
                promise: "every phase of a control chart has as many points as it says",
                query: """
                    WITH held AS (
                        SELECT control_phase_key, count(*) AS points
                        FROM \(tables.point) GROUP BY 1
                    )
                    SELECT 1 FROM \(tables.phase) c LEFT JOIN held h USING (control_phase_key)
                    WHERE c.points IS NOT h.points
                    """),
            IntegrityCheck(
                promise: "limits lie around their mean, and special causes are told only by limits",
                query: """
                    SELECT 1 FROM \(tables.phase)
                    WHERE lower_limit IS NOT NULL AND NOT coalesce(lower_limit < near_lower_limit
                            AND near_lower_limit < mean AND mean < near_upper_limit
                            AND near_upper_limit < upper_limit, 0)
                        OR lower_limit IS NULL AND coalesce(near_lower_limit, near_upper_limit,
                            upper_limit) IS NOT NULL
                    UNION ALL
                    SELECT 1 FROM \(tables.point) t JOIN fact_control_phase c
                        USING (control_phase_key)
                    WHERE t.rule IS NOT NULL AND c.lower_limit IS NULL
                    """),
            IntegrityCheck(
                promise: "a point is outside the limits where its rule says so, and nowhere else",
                // Rounding apart: a value may lie on a limit.
                query: """
                    SELECT 1 FROM \(tables.phase) c CROSS JOIN fact_control_point t
                        USING (control_phase_key)
                    WHERE t.rule = 0 AND t.value BETWEEN c.lower_limit AND c.upper_limit
                        OR t.rule IS NOT 0
                            AND max(t.value - c.upper_limit, c.lower_limit - t.value)
                                > 1e-9 * (1 + abs(t.value))
                    """),
            IntegrityCheck(
                promise: "every series has one signal, at its last point",
                query: tables.isWhole ? allSignals : signalsWritten),
        ]
    }

    private static let allSignals = """
        WITH last AS (
            SELECT c.period_type, c.level, c.code, c.kpi_key, c.segment,
                c.control_phase_key, max(c.phase)
            FROM fact_control_phase c GROUP BY 1, 2, 3, 4, 5
        )
        SELECT 1 FROM last FULL JOIN fact_control_signal s USING (control_phase_key)
        WHERE last.code IS NULL OR s.control_phase_key IS NULL OR s.period_key IS NOT \(lastPoint)
        """

    /// Of each series with a phase that was written, all phases.
    private static let signalsWritten = """
        SELECT 1 FROM temp.checked_phase w
        CROSS JOIN fact_control_phase x USING (control_phase_key)
        CROSS JOIN fact_control_phase c ON c.period_type = x.period_type AND c.level = x.level
            AND c.code = x.code AND c.kpi_key = x.kpi_key AND c.segment = x.segment
        LEFT JOIN fact_control_signal s ON s.control_phase_key = c.control_phase_key
        WHERE (s.period_key IS NOT NULL) <> (c.phase = (
                SELECT max(l.phase) FROM fact_control_phase l
                WHERE l.period_type = x.period_type AND l.level = x.level AND l.code = x.code
                    AND l.kpi_key = x.kpi_key AND l.segment = x.segment))
            OR s.period_key IS NOT NULL AND s.period_key IS NOT \(lastPoint)
        UNION ALL
        SELECT 1 FROM temp.checked_phase w CROSS JOIN fact_control_signal s USING (control_phase_key)
        WHERE s.control_phase_key NOT IN (SELECT control_phase_key FROM fact_control_phase)
        """

    /// The period of the last point of a signal's phase.
    private static let lastPoint = """
        (SELECT p.period_key FROM fact_control_point t CROSS JOIN dim_period p USING (period_key)
            WHERE t.control_phase_key = s.control_phase_key
            ORDER BY p.first_day DESC LIMIT 1)
        """

    private static let isCharted = ControlChartMethod.periodTypes.map {
        "p.period_type = '\($0.rawValue)' AND f.kpi_key IN (\(ControlChartMethod.keys($0)))"
    }.joined(separator: " OR ")
}
