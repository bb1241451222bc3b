import SQLiteStore

/// A statement of fact about the warehouse, as a query that must return no rows.
package struct IntegrityCheck: Sendable {
    /// What holds where the query is empty.
    package let promise: String
    let query: String
}

/// A load that would have left the warehouse wrong: a defect of ours, exit 70.
package struct IntegrityFailure: Error, Sendable {
    package let promise: String
    package let rows: Int
}

package enum IntegrityChecks {
    /// Run after every load, before its commit.
    package static let all: [IntegrityCheck] = orphans + figures + [
        IntegrityCheck(
            promise: "a stock is the day before's, plus what entered, minus what left",
            query: """
                SELECT 1 FROM fact_backlog_daily b
                JOIN fact_backlog_daily p ON p.perimeter_key = b.perimeter_key
                    AND p.stage = b.stage AND p.date_key = b.date_key - 1
                WHERE b.stock <> p.stock + b.entered - b."left"
                """),
        IntegrityCheck(
            promise: "the ages of a stock add up to it, and an empty stock has no oldest letter",
            query: """
                SELECT 1 FROM fact_backlog_daily
                WHERE stock <> age_0_2 + age_3_7 + age_8_14 + age_15_30 + age_over_30
                    OR (stock = 0) <> (oldest_days IS NULL)
                """),
        IntegrityCheck(
            promise: "every file holds as many facts as the ledger says",
            query: """
                WITH held AS (
                    SELECT source_file_key, count(*) AS facts FROM fact_encounter GROUP BY 1
                    UNION ALL
                    SELECT source_file_key, count(*) FROM fact_letter GROUP BY 1
                    UNION ALL
                    SELECT source_file_key, count(*) FROM fact_call GROUP BY 1
                )
                SELECT 1 FROM dim_source_file d LEFT JOIN held h USING (source_file_key)
                WHERE d.rows_held <> coalesce(h.facts, 0)
                """),
    ]

    private static let orphans: [IntegrityCheck] = [
        ("fact_encounter", "dim_encounter_type", "encounter_type_key"),
        ("fact_encounter", "dim_unit", "unit_key"),
        ("fact_encounter", "dim_source_file", "source_file_key"),
        ("fact_letter", "dim_letter_type", "letter_type_key"),
        ("fact_letter", "dim_unit", "unit_key"),
        ("fact_letter", "dim_channel", "channel_key"),
        ("fact_letter", "dim_source_file", "source_file_key"),
        ("fact_letter", "dim_source", "source_key"),
        ("fact_call", "dim_unit", "unit_key"),
        ("fact_call", "dim_source_file", "source_file_key"),
        ("fact_call", "dim_source", "source_key"),
        ("fact_backlog_daily", "dim_perimeter", "perimeter_key"),
        ("fact_kpi", "dim_perimeter", "perimeter_key"),
        ("fact_kpi", "dim_period", "period_key"),
        ("fact_kpi", "dim_kpi", "kpi_key"),
    ].map { fact, dimension, key in
        IntegrityCheck(
            promise: "every \(key) of \(fact) is in \(dimension)",
            query: """
                SELECT 1 FROM (SELECT DISTINCT \(key) FROM \(fact) WHERE \(key) IS NOT NULL) f
                WHERE NOT EXISTS (SELECT 1 FROM \(dimension) d WHERE d.\(key) = f.\(key))
                """)
    }

    /// Counts whose parts, over the perimeters of one level or the classes of calls, make the whole.
    private static let figures: [IntegrityCheck] = [
        IntegrityCheck(
            promise: "every received call is in exactly one class",
            query: """
                WITH call AS (
                    SELECT f.period_key, f.perimeter_key, k.kpi, f.numerator, f.denominator
                    FROM fact_kpi f JOIN dim_kpi k USING (kpi_key) WHERE f.segment = '*'
                )
                SELECT 1 FROM call r
                WHERE r.kpi = 'calls_received' AND r.numerator <> (
                    SELECT coalesce(sum(c.numerator), 0) FROM call c
                    WHERE c.period_key = r.period_key AND c.perimeter_key = r.perimeter_key
                        AND c.kpi IN ('calls_out_of_hours', 'calls_short_abandoned', 'answer_rate',
                            'abandon_rate', 'deflection_rate', 'voicemail_rate'))
                """),
        IntegrityCheck(
            promise: "the counts of secretariats and of poles add up to the establishment's",
            query: """
                WITH total AS (
                    SELECT f.period_key, f.kpi_key, f.segment, m.level, sum(f.numerator) AS sum
                    FROM fact_kpi f JOIN dim_perimeter m USING (perimeter_key)
                    JOIN dim_kpi k USING (kpi_key)
                    WHERE k.kpi LIKE 'letters\\_%' ESCAPE '\\' OR k.kpi LIKE 'calls\\_%' ESCAPE '\\'
                        OR k.kpi IN ('backlog_to_dictate', 'backlog_to_type', 'backlog_to_validate',
                            'backlog_to_send', 'backlog_total', 'backlog_net_flow',
                            'letter_on_time_rate', 'letter_same_day_rate', 'letter_coverage_rate',
                            'answer_rate', 'service_level')
                    GROUP BY 1, 2, 3, 4
                )
                SELECT 1 FROM total e JOIN total p USING (period_key, kpi_key, segment)
                WHERE e.level = 'establishment' AND p.level <> 'establishment' AND e.sum <> p.sum
                """),
    ]
}

extension Warehouse {
    /// Throws the first check that finds something.
    package func verify() throws {
        for check in IntegrityChecks.all {
            let found = Int(
                try database.scalar("SELECT count(*) FROM (\(check.query) LIMIT 1000)") ?? 0)
            if found > 0 { throw IntegrityFailure(promise: check.promise, rows: found) }
        }
    }

    /// What SQLite itself finds wrong with the file; empty where all is well.
    package func structuralFaults() throws -> [String] {
        try database.integrityCheck()
    }
}
