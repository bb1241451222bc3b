import Domain
import SQLiteStore

/// A statement of fact about the warehouse, as a query that must return no rows.
package struct IntegrityCheck: Sendable {
    /// What holds where the query is empty.
    package let promise: String
    let query: String
}

/// A load that would have left the warehouse wrong: a defect of ours, exit 70.
package struct IntegrityFailure: Error, Sendable, Equatable {
    package let promise: String
    /// Rows that break the promise, 1000 at most.
    package let rows: Int
}

extension Warehouse {
    /// Runs every check; after each load and measuring, before the commit.
    ///
    /// - Throws: an `IntegrityFailure`, the first one found.
    package func verify() throws {
        for check in IntegrityChecks.all {
            let broken = "SELECT count(*) FROM (\(check.query) LIMIT 1000)"
            let rows = Int(try database.scalar(broken) ?? 0)
            if rows > 0 { throw IntegrityFailure(promise: check.promise, rows: rows) }
        }
    }

    /// What SQLite itself finds wrong with the file, and keys that point nowhere; empty where all
    /// is well.
    package func structuralFaults() throws -> [String] {
        let faults = try database.integrityCheck()
        return faults.isEmpty ? try database.foreignKeyCheck() : faults
    }
}

/// What every load promises, in SQL: an independent, plain reading of the figures.
package enum IntegrityChecks {
    package static let all = keys + ledger + backlog + figures + controlCharts + closing

    // MARK: Keys

    /// One scan a fact table, since they are large.
    private static let keys: [IntegrityCheck] = [
        (
            "fact_encounter",
            [
                ("encounter_type_key", "dim_encounter_type"), ("unit_key", "dim_unit"),
                ("source_file_key", "dim_source_file"),
            ]
        ),
        (
            "fact_letter",
            [
                ("letter_type_key", "dim_letter_type"), ("unit_key", "dim_unit"),
                ("channel_key", "dim_channel"), ("source_file_key", "dim_source_file"),
                ("source_key", "dim_source"),
            ]
        ),
        (
            "fact_call",
            [
                ("unit_key", "dim_unit"), ("date_key", "dim_date"),
                ("source_file_key", "dim_source_file"), ("source_key", "dim_source"),
            ]
        ),
        ("fact_source_daily", [("source_key", "dim_source"), ("date_key", "dim_date")]),
        ("fact_backlog_daily", [("perimeter_key", "dim_perimeter"), ("date_key", "dim_date")]),
        (
            "fact_kpi",
            [
                ("period_key", "dim_period"), ("perimeter_key", "dim_perimeter"),
                ("kpi_key", "dim_kpi"),
            ]
        ),
        ("fact_control_phase", [("kpi_key", "dim_kpi")]),
        (
            "fact_control_point",
            [("control_phase_key", "fact_control_phase"), ("period_key", "dim_period")]
        ),
    ].map { fact, references in
        // NULL names no row, and yet is not in an empty table.
        let orphans = references.map {
            "(\($0) IS NOT NULL AND \($0) NOT IN (SELECT \($0) FROM \($1)))"
        }
        return IntegrityCheck(
            promise: "every dimension row that \(fact) names is there",
            query: "SELECT 1 FROM \(fact) WHERE \(orphans.joined(separator: " OR "))")
    }

    // MARK: The ledger

    private static let ledger = [
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
                """)
    ]

    // MARK: The backlog

    /// The first day of the letters' periods that are still measured.
    private static let firstDayOpen = """
        (SELECT coalesce(max(CAST(value AS INTEGER)), -1000000) FROM warehouse_setting
            WHERE name = '\(Warehouse.Setting.lettersOpenFrom.rawValue)')
        """

    private static let backlog = [
        IntegrityCheck(
            promise: "a stock is the day before's, plus what entered, minus what left",
            query: """
                SELECT 1 FROM fact_backlog_daily b
                JOIN fact_backlog_daily p ON p.perimeter_key = b.perimeter_key
                    AND p.stage = b.stage AND p.date_key = b.date_key - 1
                -- Closed days stay as they were when the days after them are measured anew.
                WHERE b.stock <> p.stock + b.entered - b."left"
                    AND p.date_key >= \(firstDayOpen)
                """),
        IntegrityCheck(
            promise: "the ages of a stock add up to it, and an empty stock has no oldest letter",
            query: """
                SELECT 1 FROM fact_backlog_daily
                WHERE stock <> age_0_2 + age_3_7 + age_8_14 + age_15_30 + age_over_30
                    OR (stock = 0) <> (oldest_days IS NULL)
                """),
        IntegrityCheck(
            promise: "a secretariat's backlog of a period is that of its last day measured",
            query: """
                WITH stage AS (
                    SELECT kpi_key, CASE kpi WHEN 'backlog_to_dictate' THEN 0
                        WHEN 'backlog_to_type' THEN 1 WHEN 'backlog_to_validate' THEN 2
                        WHEN 'backlog_to_send' THEN 3 END AS stage
                    FROM dim_kpi
                ), queue AS (
                    SELECT perimeter_key, code FROM dim_perimeter WHERE perimeter_key IN
                        (SELECT DISTINCT perimeter_key FROM fact_backlog_daily)
                )
                SELECT 1 FROM fact_kpi f
                JOIN stage s ON s.kpi_key = f.kpi_key AND s.stage IS NOT NULL
                JOIN dim_perimeter m ON m.perimeter_key = f.perimeter_key
                    AND m.level = 'secretariat'
                JOIN queue q ON q.code = m.code
                JOIN fact_backlog_daily b ON b.perimeter_key = q.perimeter_key
                    AND b.date_key = f.measured_to AND b.stage = s.stage
                JOIN dim_period p ON p.period_key = f.period_key AND p.first_day >= \(firstDayOpen)
                WHERE f.segment = '*' AND f.numerator <> b.stock
                """),
        IntegrityCheck(
            promise: "the four queues add up to the backlog in all",
            query: """
                SELECT 1 FROM fact_kpi f JOIN dim_kpi k USING (kpi_key)
                WHERE k.kpi IN ('backlog_total', 'backlog_to_dictate', 'backlog_to_type',
                    'backlog_to_validate', 'backlog_to_send')
                GROUP BY f.period_key, f.perimeter_key, f.segment
                HAVING sum(CASE k.kpi WHEN 'backlog_total' THEN -f.numerator ELSE f.numerator END)
                    <> 0
                """),
    ]

    // MARK: Figures

    private static let figures = [
        IntegrityCheck(
            promise: "every received call is in exactly one class",
            query: """
                SELECT 1 FROM fact_kpi f JOIN dim_kpi k USING (kpi_key)
                WHERE k.kpi IN ('calls_received', 'calls_out_of_hours', 'calls_short_abandoned',
                    'answer_rate', 'abandon_rate', 'deflection_rate', 'voicemail_rate')
                GROUP BY f.period_key, f.perimeter_key, f.segment
                HAVING sum(CASE k.kpi WHEN 'calls_received' THEN -f.numerator ELSE f.numerator END)
                    <> 0
                """),
        IntegrityCheck(
            promise: "what a rate counts is a part of its whole",
            query: """
                SELECT 1 FROM fact_kpi f JOIN dim_kpi k USING (kpi_key)
                WHERE k.unit = '%' AND (f.numerator IS NULL OR f.denominator IS NULL
                    OR f.denominator <= 0 OR f.numerator NOT BETWEEN 0 AND f.denominator
                    OR f.value IS NULL
                    OR abs(f.value - 100.0 * f.numerator / f.denominator) > 1e-6)
                """),
        IntegrityCheck(
            promise:
                "what secretariats count, and what poles count, adds up to the establishment's",
            query: """
                SELECT 1 FROM fact_kpi f JOIN dim_perimeter m USING (perimeter_key)
                JOIN dim_kpi k USING (kpi_key)
                WHERE k.unit = '%' OR k.kpi IN ('letters_dictated', 'letters_typed',
                    'letters_sent', 'calls_received', 'calls_out_of_hours',
                    'calls_short_abandoned', 'calls_offered', 'backlog_to_dictate',
                    'backlog_to_type', 'backlog_to_validate', 'backlog_to_send',
                    'backlog_total', 'backlog_net_flow')
                GROUP BY f.period_key, f.kpi_key, f.segment
                HAVING max(\(difference("secretariat")), \(difference("pole"))) <> 0
                """),
        IntegrityCheck(
            promise: "letters by delay add up to the letters sent of their month",
            query: """
                SELECT 1 FROM fact_letter_delay d
                LEFT JOIN dim_perimeter m ON m.level = d.level AND m.code = d.code
                LEFT JOIN fact_kpi f ON f.period_key = d.period_key
                    AND f.perimeter_key = m.perimeter_key AND f.segment = '*'
                    AND f.kpi_key = \(Indicator.lettersSent.key)
                GROUP BY d.period_key, d.level, d.code
                HAVING total(d.letters) FILTER (WHERE f.numerator IS NOT NULL)
                    <> coalesce(max(f.numerator), -1)
                """),
        IntegrityCheck(
            promise: "calls by half-hour add up to the calls offered of their month",
            query: """
                SELECT 1 FROM fact_call_slot s
                LEFT JOIN dim_perimeter m ON m.level = s.level AND m.code = s.code
                LEFT JOIN fact_kpi f ON f.period_key = s.period_key
                    AND f.perimeter_key = m.perimeter_key AND f.segment = '*'
                    AND f.kpi_key = \(Indicator.callsOffered.key)
                GROUP BY s.period_key, s.level, s.code
                HAVING total(s.offered) FILTER (WHERE f.numerator IS NOT NULL)
                    <> coalesce(max(f.numerator), -1)
                """),
    ]

    /// How far a level's counts are from the establishment's, numerators and denominators each.
    private static func difference(_ level: String) -> String {
        ["numerator", "denominator"].map { column in
            """
            abs(total(f.\(column)) FILTER (WHERE m.level = 'establishment')
                - total(f.\(column)) FILTER (WHERE m.level = '\(level)'))
            """
        }.joined(separator: " + ")
    }
}
