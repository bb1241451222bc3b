import Domain
import SQLiteStore

/// What checks found in the facts: fact_quality and fact_low_call_day.
extension Warehouse {
    /// Stores all months at once; what is there already is of a closed month, and stays.
    package func store(_ counts: [QualityCount], _ lowDays: [LowCallDay]) throws {
        let insert = try database.cached(
            """
            INSERT OR IGNORE INTO fact_quality (month, source, check_code, rows, found)
            VALUES (?, ?, ?, ?, ?)
            """)
        for count in counts {
            insert.bind(count.month.code, at: 1)
            insert.bind(count.source, at: 2)
            insert.bind(count.check.code, at: 3)
            insert.bind(count.rows, at: 4)
            insert.bind(count.found, at: 5)
            try insert.run()
        }
        let insertDay = try database.cached(
            """
            INSERT OR IGNORE INTO fact_low_call_day (secretariat, date_key, calls, usual)
            VALUES (?, ?, ?, ?)
            """)
        for low in lowDays {
            insertDay.bind(low.secretariat.written, at: 1)
            insertDay.bind(low.volume.day, at: 2)
            insertDay.bind(low.volume.events, at: 3)
            insertDay.bind(low.volume.usual, at: 4)
            try insertDay.run()
        }
    }

    /// The counts of a month, by source and check.
    package func qualityCounts(of month: ReportingPeriod) throws -> [QualityCount] {
        let statement = try database.cached(
            """
            SELECT source, check_code, rows, found FROM fact_quality WHERE month = ?
            ORDER BY source, check_code
            """)
        defer { statement.reset() }
        statement.bind(month.code, at: 1)
        var counts: [QualityCount] = []
        while try statement.step() {
            guard let check = QualityCheck(code: statement.text(1)) else { continue }
            counts.append(
                QualityCount(
                    month: month, source: statement.text(0), check: check,
                    rows: statement.int(2), found: statement.int(3)))
        }
        return counts
    }

    /// By day, then by secretariat.
    package func lowCallDays(
        from first: CivilDate, through last: CivilDate
    ) throws -> [LowCallDay] {
        let statement = try database.prepare(
            """
            SELECT secretariat, date_key, calls, usual FROM fact_low_call_day
            WHERE date_key BETWEEN ? AND ? ORDER BY date_key, secretariat
            """)
        statement.bind(first, at: 1)
        statement.bind(last, at: 2)
        var days: [LowCallDay] = []
        while try statement.step() {
            days.append(
                LowCallDay(
                    secretariat: Code(statement.text(0)),
                    volume: LowDay(
                        day: statement.day(1), events: statement.int(2),
                        usual: statement.optionalDouble(3) ?? 0)))
        }
        return days
    }

    /// All that these tables hold, in a fixed order: for a fingerprint of the data.
    package func qualityLines() throws -> [String] {
        try database.rows(
            """
            SELECT * FROM (SELECT month || ' ' || source || ' ' || check_code || ' ' || rows || ' '
                || found AS line FROM fact_quality ORDER BY month, source, check_code)
            UNION ALL
            SELECT * FROM (SELECT secretariat || ' ' || date_key || ' ' || calls || ' ' || usual
                FROM fact_low_call_day ORDER BY secretariat, date_key)
            """
        ) { $0.text(0) }
    }
}
