import Domain

/// Of backlogs and figures, read plainly.
///
/// Joins are written in the order in which they are to run (`CROSS JOIN`), and groups in the order
/// of fact_kpi's key where that serves, so that nothing large is sorted.
extension IntegrityChecks {
    // MARK: The backlog

    /// The first day of the letters' periods that are still measured.
    private static let firstDayOpen = """
        (SELECT coalesce(max(CAST(value AS INTEGER)), -1000000) FROM warehouse_setting
            WHERE name = '\(Warehouse.Setting.lettersOpenFrom.rawValue)')
        """

    static func backlog(_ tables: CheckedTables) -> [IntegrityCheck] {
        [
            IntegrityCheck(
                promise: "a stock is the day before's, plus what entered, minus what left",
                query: """
                    SELECT 1 FROM \(tables.backlog) b
                    CROSS JOIN fact_backlog_daily p ON p.perimeter_key = b.perimeter_key
                        AND p.stage = b.stage AND p.date_key = b.date_key - 1
                    -- Closed days stay as they were when the days after them are measured anew.
                    WHERE b.stock <> p.stock + b.entered - b."left"
                        AND p.date_key >= \(firstDayOpen)
                    """),
            IntegrityCheck(
                promise:
                    "the ages of a stock add up to it, and an empty stock has no oldest letter",
                query: """
                    SELECT 1 FROM \(tables.backlog)
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
                        FROM dim_kpi WHERE stage IS NOT NULL
                    ), queue AS MATERIALIZED (
                        -- A secretariat's figures may stand under several labels.
                        SELECT m.perimeter_key AS figures, q.perimeter_key AS backlog
                        FROM dim_perimeter m
                        JOIN dim_perimeter q ON q.level = m.level AND q.code = m.code
                        WHERE m.level = 'secretariat' AND EXISTS (SELECT 1
                            FROM fact_backlog_daily b WHERE b.perimeter_key = q.perimeter_key)
                    )
                    SELECT 1 FROM \(tables.stock) c CROSS JOIN dim_period p USING (period_key)
                    CROSS JOIN queue q ON q.figures = coalesce(c.perimeter, q.figures)
                    CROSS JOIN stage s CROSS JOIN fact_kpi f ON f.period_key = p.period_key
                        AND f.perimeter_key = q.figures AND f.kpi_key = s.kpi_key
                        AND f.segment = '*'
                    CROSS JOIN fact_backlog_daily b ON b.perimeter_key = q.backlog
                        AND b.date_key = f.measured_to AND b.stage = s.stage
                    WHERE p.first_day >= \(firstDayOpen) AND f.numerator <> b.stock
                    """),
            IntegrityCheck(
                promise: "the four queues add up to the backlog in all",
                query: sum(
                    [.backlogToDictate, .backlogToType, .backlogToValidate, .backlogToSend],
                    is: .backlogTotal, in: tables)),
        ]
    }

    /// Some indicators of a perimeter and period against the one that is their sum.
    private static func sum(
        _ parts: [Indicator], is whole: Indicator, in tables: CheckedTables
    ) -> String {
        let keys = ([whole] + parts).map { "\($0.key)" }.joined(separator: ", ")
        return """
            SELECT 1 FROM \(tables.kpi) WHERE kpi_key IN (\(keys))
            -- Of each segment; nothing is sorted, since '*' is all that there is.
            GROUP BY period_key, perimeter_key
            HAVING sum(CASE kpi_key WHEN \(whole.key) THEN -numerator ELSE numerator END) <> 0
            """
    }

    // MARK: Figures

    static func figures(_ tables: CheckedTables) -> [IntegrityCheck] {
        [
            IntegrityCheck(
                promise: "every received call is in exactly one class",
                query: sum(
                    [
                        .callsOutOfHours, .callsShortAbandoned, .answerRate, .abandonRate,
                        .deflectionRate, .voicemailRate,
                    ], is: .callsReceived, in: tables)),
            IntegrityCheck(
                promise: "what a rate counts is a part of its whole",
                query: """
                    SELECT 1 FROM \(tables.kpi)
                    WHERE kpi_key IN (\(rates)) AND (numerator IS NULL OR denominator IS NULL
                        OR denominator <= 0 OR numerator NOT BETWEEN 0 AND denominator
                        OR value IS NULL
                        OR abs(value - 100.0 * numerator / denominator) > 1e-6)
                    """),
            IntegrityCheck(
                promise:
                    "what secretariats count, and what poles count, adds up to the establishment's",
                query: tables.isWhole ? allSums : sumsWritten),
            IntegrityCheck(
                promise: "letters by delay add up to the letters sent of their month",
                query: """
                    SELECT 1 FROM \(tables.ofPlaces("fact_letter_delay")) d
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
                    SELECT 1 FROM \(tables.ofPlaces("fact_call_slot")) s
                    LEFT JOIN dim_perimeter m ON m.level = s.level AND m.code = s.code
                    LEFT JOIN fact_kpi f ON f.period_key = s.period_key
                        AND f.perimeter_key = m.perimeter_key AND f.segment = '*'
                        AND f.kpi_key = \(Indicator.callsOffered.key)
                    GROUP BY s.period_key, s.level, s.code
                    HAVING total(s.offered) FILTER (WHERE f.numerator IS NOT NULL)
                        <> coalesce(max(f.numerator), -1)
                    """),
        ]
    }

    private static let allSums = """
        SELECT 1 FROM fact_kpi f CROSS JOIN dim_perimeter m USING (perimeter_key)
        WHERE f.kpi_key IN (\(rates), \(additive))
        GROUP BY f.period_key, f.kpi_key, f.segment
        HAVING max(\(difference("secretariat")), \(difference("pole"))) <> 0
        """

    /// Sums that were right are so still where what was written changed both sides by as much: of a
    /// new period, all that it holds.
    private static let sumsWritten = """
        SELECT 1 FROM (
            SELECT r.period_key, r.kpi_key, r.segment, r.level,
                coalesce(f.numerator, 0) - coalesce(r.numerator, 0) AS numerator,
                coalesce(f.denominator, 0) - coalesce(r.denominator, 0) AS denominator
            FROM temp.checked_row r LEFT JOIN fact_kpi f USING (
                period_key, perimeter_key, kpi_key, segment)
            WHERE r.kpi_key IN (\(rates), \(additive))
        ) m
        GROUP BY period_key, kpi_key, segment
        HAVING max(\(difference("secretariat", of: "m")), \(difference("pole", of: "m"))) <> 0
        """

    /// The keys of indicators that are shares of a whole.
    private static let rates = IndicatorCatalogue.entries.filter { $0.unit == .percent }
        .map { "\($0.indicator.key)" }.joined(separator: ", ")

    /// The keys of counts that add up over secretariats.
    private static let additive = [
        Indicator.lettersDictated, .lettersTyped, .lettersSent, .callsReceived, .callsOutOfHours,
        .callsShortAbandoned, .callsOffered, .backlogToDictate, .backlogToType,
        .backlogToValidate, .backlogToSend, .backlogTotal, .backlogNetFlow,
    ].map { "\($0.key)" }.joined(separator: ", ")

    /// How far a level's counts are from the establishment's, numerators and denominators each.
    ///
    /// - Parameter row: what holds the counts; the level is `m`'s.
    private static func difference(_ level: String, of row: String = "f") -> String {
        ["numerator", "denominator"].map { column in
            """
            abs(total(\(row).\(column)) FILTER (WHERE m.level = 'establishment')
                - total(\(row).\(column)) FILTER (WHERE m.level = '\(level)'))
            """
        }.joined(separator: " + ")
    }
}
