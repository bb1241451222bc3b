extension IntegrityChecks {
    /// What holds of frozen months. What was published of a month is never written again, so that
    /// the figures of months frozen by the last run are enough where not everything is looked at.
    static func closing(_ tables: CheckedTables) -> [IntegrityCheck] {
        [
            IntegrityCheck(
                promise: "a frozen month has all the figures that were published",
                query: """
                    SELECT 1 FROM published_month m
                    WHERE m.figures <> (SELECT count(*) FROM published_figure f WHERE f.month = m.month)
                        \(tables.isWhole ? "" : "AND m.run_id = (SELECT max(run_id) FROM run)")
                    UNION ALL
                    SELECT 1 FROM (
                        -- From month to month, past all figures of each.
                        WITH RECURSIVE published (month) AS (
                            SELECT min(month) FROM published_figure
                            UNION ALL
                            SELECT (SELECT min(f.month) FROM published_figure f WHERE f.month > p.month)
                            FROM published p WHERE p.month IS NOT NULL
                        )
                        SELECT 1 FROM published
                        WHERE month IS NOT NULL AND month NOT IN (SELECT month FROM published_month))
                    """),
            IntegrityCheck(
                // Months that were frozen before schema version 2 have none.
                promise: "what pages are made of is kept of frozen months alone",
                query: """
                    SELECT month FROM published_page
                    WHERE month NOT IN (SELECT month FROM published_month)
                    """),
            IntegrityCheck(
                promise: "a frozen month was frozen by a run of this warehouse, after its last day",
                query: """
                    SELECT 1 FROM published_month m LEFT JOIN run r USING (run_id)
                    WHERE r.run_id IS NULL OR m.month >=
                        strftime('%Y-%m', (m.as_of + 1) * 86400, 'unixepoch')
                    """),
            IntegrityCheck(
                promise: "every revision of a frozen month has its cause",
                query: """
                    SELECT 1 FROM revision_state s
                    WHERE NOT EXISTS (SELECT 1 FROM revision_cause c
                        WHERE c.month = s.month AND c.subject = s.subject)
                    UNION ALL
                    SELECT 1 FROM revision_cause c
                    WHERE NOT EXISTS (SELECT 1 FROM revision_state s
                        WHERE c.month = s.month AND c.subject = s.subject)
                    """),
        ]
    }
}
