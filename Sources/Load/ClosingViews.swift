extension StarViews {
    /// Figures that were published for good, and what has become of them since; in the copy without
    /// facts too.
    ///
    /// `v_revision`: figures of frozen months that are no longer those published; none of a month that
    /// is no longer measured. CROSS JOIN fixes the order in which SQLite looks rows up by key: after
    /// years of frozen months its own choice takes five times as long.
    static let closing = """
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

        """
}
