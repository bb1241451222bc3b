import Domain

extension IntegrityChecks {
    /// Of the control charts, read plainly from the figures.
    static let controlCharts = [
        IntegrityCheck(
            promise: "every figure that is charted is one point of its control chart",
            query: """
                WITH figure AS (
                    SELECT p.period_type, f.kpi_key, count(*) AS points, total(f.value) AS value
                    FROM fact_kpi f JOIN dim_period p USING (period_key)
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
                """),
        IntegrityCheck(
            promise: "every phase of a control chart has as many points as it says",
            query: """
                WITH held AS (
                    SELECT control_phase_key, count(*) AS points
                    FROM fact_control_point GROUP BY 1
                )
                SELECT 1 FROM fact_control_phase c LEFT JOIN held h USING (control_phase_key)
                WHERE c.points IS NOT h.points
                """),
        IntegrityCheck(
            promise: "limits lie around their mean, and special causes are told only by limits",
            query: """
                SELECT 1 FROM fact_control_phase
                WHERE lower_limit IS NOT NULL AND NOT coalesce(lower_limit < near_lower_limit
                        AND near_lower_limit < mean AND mean < near_upper_limit
                        AND near_upper_limit < upper_limit, 0)
                    OR lower_limit IS NULL AND coalesce(near_lower_limit, near_upper_limit,
                        upper_limit) IS NOT NULL
                UNION ALL
                SELECT 1 FROM fact_control_point t JOIN fact_control_phase c
                    USING (control_phase_key)
                WHERE t.rule IS NOT NULL AND c.lower_limit IS NULL
                """),
        IntegrityCheck(
            promise: "a point is outside the limits where its rule says so, and nowhere else",
            // Rounding apart: a value may lie on a limit.
            query: """
                SELECT 1 FROM fact_control_phase c JOIN fact_control_point t
                    USING (control_phase_key)
                WHERE t.rule = 0 AND t.value BETWEEN c.lower_limit AND c.upper_limit
                    OR t.rule IS NOT 0
                        AND max(t.value - c.upper_limit, c.lower_limit - t.value)
                            > 1e-9 * (1 + abs(t.value))
                """),
        IntegrityCheck(
            promise: "every series has one signal, at its last point",
            query: """
                WITH last AS (
                    SELECT c.period_type, c.level, c.code, c.kpi_key, c.segment,
                        c.control_phase_key, max(c.phase)
                    FROM fact_control_phase c GROUP BY 1, 2, 3, 4, 5
                )
                SELECT 1 FROM last FULL JOIN fact_control_signal s USING (control_phase_key)
                WHERE last.code IS NULL OR s.control_phase_key IS NULL OR s.period_key IS NOT (
                    SELECT p.period_key FROM fact_control_point t JOIN dim_period p USING (period_key)
                    WHERE t.control_phase_key = s.control_phase_key
                    ORDER BY p.first_day DESC LIMIT 1)
                """),
    ]

    private static let isCharted = ControlChartMethod.periodTypes.map {
        "p.period_type = '\($0.rawValue)' AND f.kpi_key IN (\(ControlChartMethod.keys($0)))"
    }.joined(separator: " OR ")
}
