import Domain
import SQLiteStore

/// What checks found in the facts: fact_quality and fact_low_call_day.
extension Warehouse {
    /// Makes the counts of some months be these, and the days with few calls.
    ///
    /// - Parameters:
    ///   - months: nil for all of them; others are left alone.
    ///   - closed: what is stored of a closed month stays: what was found in facts that are gone is
    ///     known of them still.
    package func replaceQuality(
        _ counts: [QualityCount], _ lowDays: [LowCallDay], in months: Set<ReportingPeriod>? = nil,
        keeping closed: ClosedFigures = ClosedFigures()
    ) throws {
        let kinds = Dictionary(
            try knownSources().map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
        func isKept(_ month: ReportingPeriod, _ subject: IndicatorSubject?) -> Bool {
            if let months, !months.contains(month) { return true }
            guard !closed.isEmpty else { return false }
            return subject.map { closed.holds(month, $0) } ?? true
        }
        let quality = ComparedTable(
            name: "fact_quality", key: ["month", "source", "check_code"], values: ["rows", "found"])
        try replace(
            counts.filter { months?.contains($0.month) ?? true }.map {
                [
                    .text($0.month.code), .text($0.source), .text($0.check.code),
                    .integer($0.rows), .integer($0.found),
                ]
            }, in: quality
        ) { row in
            guard case .text(let code) = row[0], let month = ReportingPeriod(month: code),
                case .text(let source) = row[1]
            else { return true }
            return isKept(month, kinds[source].map { $0 == .calls ? .calls : .letters })
        }
        let low = ComparedTable(
            name: "fact_low_call_day", key: ["secretariat", "date_key"], values: ["calls", "usual"])
        try replace(
            lowDays.filter {
                months?.contains(ReportingPeriod(.month, containing: $0.volume.day)) ?? true
            }.map {
                [
                    .text($0.secretariat.written), .day($0.volume.day),
                    .integer($0.volume.events), .real($0.volume.usual),
                ]
            }, in: low
        ) { row in
            let day = CivilDate(dayNumber: Int32(row[1].whole))
            return isKept(ReportingPeriod(.month, containing: day), .calls)
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
