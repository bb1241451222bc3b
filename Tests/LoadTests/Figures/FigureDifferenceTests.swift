import Domain
import Testing

@testable import Load

/// Writing what differs gives the tables that writing everything gives, and costs what differs.
struct FigureDifferenceTests {
    /// The tables of figures as text, keys apart.
    static func tables(_ test: TestWarehouse) throws -> [String] {
        try [
            """
            SELECT p.period_type, p.period, p.first_day, p.last_day, m.level, m.code, m.label,
                f.kpi_key, f.segment, f.is_provisional, f.numerator, f.denominator, f.value,
                f.target, f.alert, f.status, f.measured_to
            FROM dim_period p LEFT JOIN fact_kpi f USING (period_key)
            LEFT JOIN dim_perimeter m USING (perimeter_key) ORDER BY 2, 5, 6, 8, 9
            """,
            """
            SELECT m.level, m.code, m.label, b.* FROM fact_backlog_daily b
            JOIN dim_perimeter m USING (perimeter_key) ORDER BY 2, b.date_key, b.stage
            """,
            "SELECT level, code, label FROM dim_perimeter ORDER BY 1, 2, 3",
            """
            SELECT p.period, d.level, d.code, d.from_days, d.letters FROM fact_letter_delay d
            JOIN dim_period p USING (period_key) ORDER BY 1, 2, 3, 4
            """,
            """
            SELECT p.period, s.level, s.code, s.iso_weekday, s.time_slot_key, s.offered, s.answered
            FROM fact_call_slot s JOIN dim_period p USING (period_key) ORDER BY 1, 2, 3, 4, 5
            """,
            "SELECT * FROM unmapped_unit ORDER BY 1, 2",
        ].flatMap { query in
            // The fourth column of a backlog is its key.
            try test.lines(query).map { line in
                guard query.contains("b.*") else { return line }
                var cells = line.split(separator: "|", omittingEmptySubsequences: false)
                cells.remove(at: 3)
                return cells.joined(separator: "|")
            }
        }
    }

    /// What a measuring writes.
    private struct Difference {
        var periods = PeriodDifference()
        var backlogs = RowDifference<BacklogDay>()
    }

    @discardableResult
    private func write(
        _ figures: RandomFigures, in test: TestWarehouse,
        keeping closed: ClosedFigures = ClosedFigures()
    ) throws -> Difference {
        let warehouse = test.warehouse
        try warehouse.writeReference(
            figures.reference.data, settings: settings, asOf: day("2026-03-31"))
        var difference = Difference()
        difference.periods = try warehouse.removePeriods(
            except: Array(figures.periods.keys), keeping: closed)
        for (period, rows) in figures.periods.sorted(by: { $0.key < $1.key }) {
            difference.periods.append(
                try warehouse.replace(
                    rows, figures.delays[period] ?? [], figures.slots[period] ?? [], of: period,
                    keeping: closed))
        }
        difference.backlogs = try warehouse.removeBacklogs(
            except: Array(figures.backlogs.keys), keeping: closed)
        for (secretariat, days) in figures.backlogs.sorted(by: { $0.key < $1.key }) {
            difference.backlogs.append(
                try warehouse.replaceBacklog(days, of: secretariat, keeping: closed))
        }
        try warehouse.replaceUnmapped(figures.unmapped)
        try warehouse.removeUnnamedPerimeters()
        return difference
    }

    @Test(arguments: 0..<12)
    func `differences written one after the other are the last figures written at once`(
        seed: Int
    ) throws {
        let test = try TestWarehouse()
        var figures = RandomFigures(seed: UInt64(seed))
        for _ in 0..<8 {
            let before = figures
            try write(figures, in: test)
            let whole = try TestWarehouse()
            try write(figures, in: whole)
            #expect(try Self.tables(test) == Self.tables(whole))
            figures.change()
            let difference = try write(figures, in: test)
            #expect(
                Self.applied(difference.periods.rows, to: before.periods.values.flatMap { $0 })
                    == Self.sorted(figures.periods.values.flatMap { $0 }))
            #expect(
                Self.applied(difference.periods.delays, to: before.delays.values.flatMap { $0 })
                    == Self.sorted(figures.delays.values.flatMap { $0 }))
            #expect(
                Self.applied(difference.periods.slots, to: before.slots.values.flatMap { $0 })
                    == Self.sorted(figures.slots.values.flatMap { $0 }))
            #expect(
                Self.applied(difference.backlogs, to: before.backlogs.values.flatMap { $0 })
                    == Self.sorted(figures.backlogs.values.flatMap { $0 }))
        }
    }

    /// Rows as texts, with those of a difference taken out and put in.
    private static func applied<Row>(
        _ difference: RowDifference<Row>, to rows: [Row]
    ) -> [String] {
        var counts: [String: Int] = [:]
        for row in rows + difference.added { counts["\(row)", default: 0] += 1 }
        for row in difference.removed { counts["\(row)", default: 0] -= 1 }
        return counts.flatMap { Array(repeating: $0.key, count: max(0, $0.value)) }.sorted()
    }

    private static func sorted(_ rows: [some Any]) -> [String] { rows.map { "\($0)" }.sorted() }

    @Test(arguments: 0..<5)
    func `figures that are stored already are not written again, and keep their keys`(
        seed: Int
    ) throws {
        let test = try TestWarehouse()
        let figures = RandomFigures(seed: UInt64(seed))
        try write(figures, in: test)
        let changes = try test.database.scalar("SELECT total_changes()")
        let again = try write(figures, in: test)
        #expect(again.periods.isEmpty && again.backlogs.isEmpty)
        #expect(try test.database.scalar("SELECT total_changes()") == changes)
    }

    @Test func `one period and the days from one on are written, and no others`() throws {
        let test = try TestWarehouse()
        var figures = RandomFigures(seed: 4711)
        try write(figures, in: test)
        let before = try Self.tables(test)
        let code = try #require(figures.backlogs.first { $0.value.count > 4 }?.key)
        let first = day("2026-01-31")
        for place in figures.backlogs[code, default: []].indices {
            figures.backlogs[code]?[place].entered = 9
        }
        let days = try test.warehouse.replaceBacklog(
            figures.backlogs[code, default: []].filter { $0.date >= first }, of: code, from: first)
        #expect(days.added.allSatisfy { $0.entered == 9 && $0.date >= first })
        #expect(days.added.count == days.removed.count && !days.isEmpty)
        let period = try #require(figures.periods.keys.first)
        let rows = try test.warehouse.replace([], of: period)
        #expect(rows.rows.added.isEmpty)
        let after = try Self.tables(test)
        let isTouched = { (line: String) in
            line.contains(period.code) || line.contains("|\(code.written)|")
        }
        #expect(before.filter { !isTouched($0) } == after.filter { !isTouched($0) })
    }

    @Test(arguments: 0..<8)
    func `figures of some are written, and those of others stay`(seed: Int) throws {
        let test = try TestWarehouse()
        let whole = try TestWarehouse()
        var figures = RandomFigures(seed: UInt64(seed))
        try write(figures, in: test)
        let some: Set<Perimeter> = [.establishment, Perimeter(.secretariat, Code("É3"))]
        var expected = figures
        figures.change()
        for period in expected.periods.keys where figures.periods[period] != nil {
            func mixed<Row>(
                _ rows: KeyPath<RandomFigures, [ReportingPeriod: [Row]]>,
                _ whose: (Row) -> Perimeter
            ) -> [Row] {
                (expected[keyPath: rows][period] ?? []).filter { !some.contains(whose($0)) }
                    + (figures[keyPath: rows][period] ?? []).filter { some.contains(whose($0)) }
            }
            func asked<Row>(_ rows: [Row]?, _ whose: (Row) -> Perimeter) -> [Row] {
                (rows ?? []).filter { some.contains(whose($0)) }
            }
            try test.warehouse.replace(
                asked(figures.periods[period], \.perimeter),
                asked(figures.delays[period], \.perimeter),
                asked(figures.slots[period], \.perimeter), of: period, only: some)
            expected.periods[period] = mixed(\.periods, \.perimeter)
            expected.delays[period] = mixed(\.delays, \.perimeter)
            expected.slots[period] = mixed(\.slots, \.perimeter)
        }
        try test.warehouse.removeUnnamedPerimeters()
        try write(expected, in: whole)
        #expect(try Self.tables(test) == Self.tables(whole))
    }

    // MARK: What is closed

    @Test(arguments: 0..<8)
    func `closed figures stay, whatever is measured`(seed: Int) throws {
        let test = try TestWarehouse()
        var figures = RandomFigures(seed: UInt64(seed))
        try write(figures, in: test)
        let closed = ClosedFigures(
            firstDayOpen: [.letters: day("2026-02-01"), .calls: day("2026-01-12")],
            others: [.calls: [month("2026-03")]])
        func kept() throws -> [String] {
            let calls = IndicatorCatalogue.entries.filter { $0.subject == .calls }
                .map { "\($0.indicator.key)" }.joined(separator: ", ")
            return try test.lines(
                """
                SELECT p.period, m.code, m.label, f.* FROM fact_kpi f
                JOIN dim_period p USING (period_key) JOIN dim_perimeter m USING (perimeter_key)
                WHERE CASE WHEN f.kpi_key IN (\(calls))
                    THEN p.first_day < \(day("2026-01-12").dayNumber) OR p.period = '2026-03'
                    ELSE p.first_day < \(day("2026-02-01").dayNumber) END
                """)
                + test.lines(
                    """
                    SELECT m.code, b.date_key, b.stage, b.stock FROM fact_backlog_daily b
                    JOIN dim_perimeter m USING (perimeter_key)
                    WHERE b.date_key < \(day("2026-02-01").dayNumber) ORDER BY 1, 2, 3
                    """)
                + test.lines(
                    "SELECT * FROM fact_call_slot WHERE period_key IN (SELECT period_key"
                        + " FROM dim_period WHERE period IN ('2026-01', '2026-03'))")
        }
        let before = try kept()
        #expect(!before.isEmpty)
        for _ in 0..<4 {
            figures.change()
            try write(figures, in: test, keeping: closed)
            #expect(try kept() == before)
        }
        // What is open follows.
        let open = try test.warehouse.rows(of: month("2026-02"))
        #expect(
            Self.sorted(open) == Self.sorted(figures.periods[month("2026-02")] ?? []))
    }

    @Test func `a secretariat's backlog stands under its current label alone`() throws {
        let test = try TestWarehouse()
        var figures = RandomFigures(seed: 12)
        try write(figures, in: test)
        for _ in 0..<6 { figures.change() }
        try write(figures, in: test)
        let labels = try test.lines(
            """
            SELECT m.code, count(DISTINCT m.label) FROM fact_backlog_daily
            JOIN dim_perimeter m USING (perimeter_key) GROUP BY 1
            """)
        #expect(labels.allSatisfy { $0.hasSuffix("|1") } && !labels.isEmpty)
    }
}
