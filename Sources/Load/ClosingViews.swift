extension StarViews {
    /// Figures that were published for good, and what has become of them since; in the copy without
    /// facts too.
    static let closing = """
        CREATE VIEW v_published AS
        SELECT f.month, f.level, f.code, f.segment, f.kpi, f.numerator, f.denominator, f.value,
            f.target, f.status, m.run_id AS published_at_run, f.label, f.alert,
            date(f.measured_to * 86400, 'unixepoch') AS measured_to, m.day_count,
            date(m.as_of * 86400, 'unixepoch') AS published_as_of
        FROM published_figure f
        JOIN published_month m USING (month);

        -- Figures of frozen months that are no longer those published; a month that is no longer
        -- measured has none.
        CREATE VIEW v_revision AS
        WITH now AS (
            SELECT d.period AS month, m.level, m.code, f.segment, k.kpi, f.numerator,
                f.denominator, f.value, f.target, f.alert, f.status
            FROM published_month p
            JOIN dim_period d ON d.period = p.month
            JOIN fact_kpi f USING (period_key)
            JOIN dim_perimeter m USING (perimeter_key)
            JOIN dim_kpi k USING (kpi_key)
        )
        SELECT p.month, p.level, p.code, p.segment, p.kpi,
            p.numerator AS published_numerator, n.numerator AS revised_numerator,
            p.denominator AS published_denominator, n.denominator AS revised_denominator,
            p.value AS published_value, n.value AS revised_value,
            p.target AS published_target, n.target AS revised_target,
            p.alert AS published_alert, n.alert AS revised_alert,
            p.status AS published_status, n.status AS revised_status
        FROM published_figure p
        LEFT JOIN now n ON n.month = p.month AND n.level = p.level AND n.code = p.code
            AND n.segment = p.segment AND n.kpi = p.kpi
        WHERE p.month IN (SELECT month FROM now) AND (n.status IS NOT p.status
            OR n.value IS NOT p.value OR n.numerator IS NOT p.numerator
            OR n.denominator IS NOT p.denominator OR n.target IS NOT p.target
            OR n.alert IS NOT p.alert)
        UNION ALL
        SELECT n.month, n.level, n.code, n.segment, n.kpi, NULL, n.numerator, NULL, n.denominator,
            NULL, n.value, NULL, n.target, NULL, n.alert, NULL, n.status
        FROM now n
        LEFT JOIN published_figure p ON p.month = n.month AND p.level = n.level
            AND p.code = n.code AND p.segment = n.segment AND p.kpi = n.kpi
        WHERE p.month IS NULL;

        CREATE VIEW v_revision_cause AS
        SELECT month, run_id, subject, kind, source, name, rows, detail,
            date(as_of * 86400, 'unixepoch') AS as_of
        FROM revision_cause;

        """
}
