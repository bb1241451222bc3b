import Domain
import SQLiteStore

/// A month whose figures are published for good.
package struct FrozenMonth: Sendable, Equatable {
    package var month: ReportingPeriod
    /// The run that froze it.
    package var run: Int64
    /// As of which day that run measured.
    package var asOf: CivilDate
    /// Of all that is kept of it: figures, secretariats, and what else its pages are made of.
    package var fingerprint: String
    /// How the figures' days were counted.
    package var dayCount: DayCount
    /// Reports showed no rate, median or status of fewer.
    package var minimumCount: Int

    package init(
        month: ReportingPeriod, run: Int64, asOf: CivilDate, fingerprint: String,
        dayCount: DayCount, minimumCount: Int
    ) {
        self.month = month
        self.run = run
        self.asOf = asOf
        self.fingerprint = fingerprint
        self.dayCount = dayCount
        self.minimumCount = minimumCount
    }
}

/// Freezing months and reading them back: published_month, published_figure, published_secretariat,
/// published_page.
extension Warehouse {
    /// Oldest first.
    package func frozenMonths() throws -> [FrozenMonth] {
        let statement = try database.prepare(
            """
            SELECT month, run_id, as_of, fingerprint, day_count, minimum_count
            FROM published_month ORDER BY month
            """)
        var months: [FrozenMonth] = []
        while try statement.step() {
            guard let month = ReportingPeriod(month: statement.text(0)),
                let dayCount = DayCount(rawValue: statement.text(4))
            else { continue }
            months.append(
                FrozenMonth(
                    month: month, run: statement.int64(1), asOf: statement.day(2),
                    fingerprint: statement.text(3), dayCount: dayCount,
                    minimumCount: statement.int(5)))
        }
        return months
    }

    /// Keeps a month's figures for good, with the secretariats as its pages place them; it is not
    /// frozen yet.
    ///
    /// - Parameters:
    ///   - rows: all of the month, at least one.
    ///   - page: what else its pages are made of, as JSON.
    package func freeze(_ frozen: FrozenMonth, rows: [IndicatorRow], page: String) throws {
        let insert = try database.prepare(
            """
            INSERT INTO published_month
                (month, run_id, as_of, figures, fingerprint, day_count, minimum_count)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(frozen.month.code, at: 1)
        insert.bind(frozen.run, at: 2)
        insert.bind(frozen.asOf, at: 3)
        insert.bind(rows.count, at: 4)
        insert.bind(frozen.fingerprint, at: 5)
        insert.bind(frozen.dayCount.rawValue, at: 6)
        insert.bind(frozen.minimumCount, at: 7)
        try insert.run()
        for row in rows { try keep(row) }
        try database.run(
            "INSERT INTO published_page VALUES (?1, ?2)", .text(frozen.month.code), .text(page))
        let secretariats = try database.prepare(
            """
            INSERT INTO published_secretariat
                (month, code, label, service, pole, pole_label, is_published)
            SELECT ?1, code, label, service, pole, pole_label, is_published
            FROM dim_secretariat WHERE ?2 BETWEEN effective_from AND effective_to
            """)
        secretariats.bind(frozen.month.code, at: 1)
        secretariats.bind(frozen.month.lastDay, at: 2)
        try secretariats.run()
    }

    private func keep(_ row: IndicatorRow) throws {
        let insert = try database.cached(
            """
            INSERT INTO published_figure (month, level, code, segment, kpi, label, numerator,
                denominator, value, target, alert, status, measured_to)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(row.period.code, at: 1)
        insert.bind(row.perimeter.level.rawValue, at: 2)
        insert.bind(row.perimeter.code.written, at: 3)
        insert.bind(row.segment.written, at: 4)
        insert.bind(row.indicator.rawValue, at: 5)
        insert.bind(row.label, at: 6)
        insert.bind(row.numerator, at: 7)
        insert.bind(row.denominator, at: 8)
        insert.bind(row.value, at: 9)
        insert.bind(row.target, at: 10)
        insert.bind(row.alert, at: 11)
        insert.bind(row.status.rawValue, at: 12)
        insert.bind(row.measuredTo, at: 13)
        try insert.run()
    }

    /// What the pages of a frozen month are made of beside figures and secretariats, as JSON; nil
    /// where it is not frozen.
    package func publishedPage(of month: ReportingPeriod) throws -> String? {
        try database.scalarText(
            "SELECT content FROM published_page WHERE month = ?1", .text(month.code))
    }

    /// The figures of a frozen month as they were published, those of a source that was late then
    /// provisional; empty where it is not frozen.
    package func publishedRows(of month: ReportingPeriod) throws -> [IndicatorRow] {
        let statement = try database.prepare(
            """
            SELECT level, code, segment, kpi, label, numerator, denominator, value, target, alert,
                status, measured_to
            FROM published_figure WHERE month = ?
            """)
        statement.bind(month.code, at: 1)
        var rows: [IndicatorRow] = []
        while try statement.step() {
            // An indicator that this version no longer knows stays in v_published.
            guard let level = PerimeterLevel(rawValue: statement.text(0)),
                let indicator = Indicator(rawValue: statement.text(3)),
                let status = TargetStatus(rawValue: statement.text(10))
            else { continue }
            let measuredTo = statement.day(11)
            rows.append(
                IndicatorRow(
                    period: month, isProvisional: measuredTo < month.lastDay,
                    perimeter: Perimeter(level, Code(statement.text(1))),
                    label: statement.text(4), segment: Code(statement.text(2)),
                    indicator: indicator, numerator: statement.optionalInt(5),
                    denominator: statement.optionalInt(6), value: statement.optionalDouble(7),
                    target: statement.optionalDouble(8), alert: statement.optionalDouble(9),
                    status: status, measuredTo: measuredTo))
        }
        return rows
    }

    /// The secretariats of a frozen month by their codes, as its pages placed them.
    package func publishedSecretariats(
        of month: ReportingPeriod
    ) throws -> [(code: Code, secretariat: Secretariat)] {
        let statement = try database.prepare(
            """
            SELECT code, label, service, pole, pole_label, is_published
            FROM published_secretariat WHERE month = ? ORDER BY code
            """)
        statement.bind(month.code, at: 1)
        var secretariats: [(code: Code, secretariat: Secretariat)] = []
        while try statement.step() {
            secretariats.append(
                (
                    Code(statement.text(0)),
                    Secretariat(
                        label: statement.text(1), service: statement.text(2),
                        pole: Code(statement.text(3)), poleLabel: statement.text(4), site: "",
                        isPublished: statement.int(5) == 1)
                ))
        }
        return secretariats
    }
}
