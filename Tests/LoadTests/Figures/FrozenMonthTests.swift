import Domain
import SQLiteStore
import Testing

@testable import Load

/// What is frozen stays as it was published, whatever is measured later.
struct FrozenMonthTests {
    private let figures = TestFigures()
    private static let page = #"{"a":[1,null]}"#

    private func frozen(run: Int64) -> FrozenMonth {
        FrozenMonth(
            month: figures.month, run: run, asOf: day("2026-04-05"), fingerprint: "f00d",
            dayCount: .calendar, minimumCount: 5)
    }

    /// The test figures, measured and frozen by run 1.
    private func warehouse() throws -> TestWarehouse {
        let test = try TestWarehouse()
        try figures.store(in: test)
        let run = try test.warehouse.startRun(
            RunRecord(startedAt: "", status: .succeeded, exitCode: 0, version: "1"))
        try test.warehouse.freeze(frozen(run: run), rows: figures.rows, page: Self.page)
        return test
    }

    /// Measures again, one figure changed, one gone and one new.
    private func measureAnew(_ test: TestWarehouse) throws {
        var rows = figures.rows
        rows[1].numerator = 12
        rows[1].value = 12
        let gone = rows.remove(at: 2)
        var new = gone
        new.segment = Code("LL")
        rows.append(new)
        try test.warehouse.replace(rows, of: figures.month)
    }

    @Test func `a frozen month comes back as it was published`() throws {
        let test = try warehouse()
        #expect(try test.warehouse.frozenMonths() == [frozen(run: 1)])
        func sorted(_ rows: [IndicatorRow]) -> [String] { rows.map { "\($0)" }.sorted() }
        #expect(
            try sorted(test.warehouse.publishedRows(of: figures.month)) == sorted(figures.rows))
        #expect(try test.warehouse.publishedRows(of: month("2026-02")).isEmpty)
        let secretariats = try test.warehouse.publishedSecretariats(of: figures.month)
        #expect(secretariats.map(\.code).contains(Code("S1")))
        #expect(try test.warehouse.publishedPage(of: figures.month) == Self.page)
        #expect(try test.warehouse.publishedPage(of: month("2026-02")) == nil)
        try test.warehouse.verify()
    }

    @Test func `v_published has the columns that tools read`() throws {
        let test = try warehouse()
        let columns = try test.database.prepare("SELECT * FROM v_published").columnNames
        #expect(
            columns.prefix(11) == [
                "month", "level", "code", "segment", "kpi", "numerator", "denominator", "value",
                "target", "status", "published_at_run",
            ])
        #expect(
            try test.lines(
                """
                SELECT * FROM v_published WHERE kpi = 'letter_on_time_rate' AND code = 'S1'
                """) == [
                    "2026-03|secretariat|S1|*|letter_on_time_rate|4|5|80.0|-|no_target|1|"
                        + "Secrétariat S1|-|2026-03-31|calendar|2026-04-05|0"
                ])
    }

    @Test(
        arguments: [
            "UPDATE published_figure SET value = 1", "DELETE FROM published_figure",
            "UPDATE published_month SET as_of = 1", "DELETE FROM published_month",
            "UPDATE published_page SET content = '{}'", "DELETE FROM published_page",
            "UPDATE published_secretariat SET pole = 'Z'", "DELETE FROM published_secretariat",
        ])
    func `nothing rewrites it`(sql: String) throws {
        let test = try warehouse()
        let tables = ["v_published", "published_page", "published_secretariat"]
        let before = try tables.map { try test.lines("SELECT * FROM \($0)") }
        #expect(throws: DatabaseError.self) { try test.database.execute(sql) }
        #expect(try tables.map { try test.lines("SELECT * FROM \($0)") } == before)
        #expect(throws: DatabaseError.self) {
            try test.warehouse.freeze(frozen(run: 1), rows: figures.rows, page: "{}")
        }
    }

    @Test func `v_revision shows what is measured otherwise now, and nothing else`() throws {
        let test = try warehouse()
        #expect(try test.warehouse.revisions().isEmpty)
        try measureAnew(test)
        #expect(
            try test.lines(
                """
                SELECT level, segment, kpi, published_value, revised_value, published_status,
                    revised_status FROM v_revision ORDER BY segment, kpi
                """) == [
                    "establishment|*|letters_sent|10.0|12.0|no_target|no_target",
                    "establishment|CR|letters_sent|6.0|-|no_target|-",
                    "establishment|LL|letters_sent|-|6.0|-|no_target",
                ])
        let revisions = try test.warehouse.revisions()
        #expect(revisions.map(\.subject) == [.letters, .letters, .letters])
        // A month that is no longer measured was not revised.
        try test.warehouse.removePeriods(except: [])
        #expect(try test.warehouse.revisions().isEmpty)
    }

    @Test func `causes are kept run by run, and go with the revision`() throws {
        let test = try warehouse()
        let (warehouse, month) = (test.warehouse, figures.month)
        let cause = RevisionCause(.file, .letters, source: "suivi", name: "b.csv", rows: 3)
        try warehouse.setRevisionState(of: month, .letters, to: "1")
        #expect(throws: IntegrityFailure.self) { try warehouse.verify() }
        try warehouse.record(cause, of: month, run: 2, asOf: day("2026-04-10"))
        try warehouse.verify()
        var stored = cause
        stored.asOf = day("2026-04-10")
        #expect(try warehouse.revisionCauses(of: month) == [stored])
        #expect(try warehouse.revisionState(of: month, .letters) == "1")
        #expect(try warehouse.revisionState(of: month, .calls) == nil)
        try warehouse.setRevisionState(of: month, .letters, to: nil)
        #expect(try warehouse.revisionCauses(of: month).isEmpty)
        try warehouse.verify()
    }

    @Test func `settings are those of the last measuring`() throws {
        let test = try TestWarehouse()
        #expect(try test.warehouse.measuredSettings().isEmpty)
        try test.warehouse.setMeasuredSettings(["a": "1", "b": "2"])
        try test.warehouse.setMeasuredSettings(["b": "3"])
        #expect(try test.warehouse.measuredSettings() == ["b": "3"])
    }

    @Test func `the published copy holds it too`() throws {
        let test = try warehouse()
        let expected = try test.lines("SELECT * FROM v_published")
        try test.commitAndClose()
        let path = test.file("published.sqlite")
        try Warehouse.read(path: test.path).writePublishedCopy(to: path)
        let copy = try Database(path: path, mode: .readOnly)
        #expect(try TestWarehouse.lines("SELECT * FROM v_published", in: copy) == expected)
        #expect(try TestWarehouse.lines("SELECT * FROM v_revision", in: copy).isEmpty)
        #expect(try TestWarehouse.lines("SELECT * FROM v_revision_cause", in: copy).isEmpty)
    }

    @Test func `a rebuild takes it all over`() throws {
        let test = try warehouse()
        try test.warehouse.setRevisionState(of: figures.month, .calls, to: "1")
        try test.warehouse.record(
            RevisionCause(.setting, .calls, name: "x", detail: "1 → 2"), of: figures.month,
            run: 1, asOf: day("2026-04-10"))
        try test.warehouse.setMeasuredSettings(["x": "2"])
        let other = try TestWarehouse()
        try other.warehouse.adoptHistory(from: test.warehouse)
        for table in [
            "published_month", "published_figure", "published_secretariat", "published_page",
            "revision_state", "revision_cause", "measured_setting",
        ] {
            let rows = try test.lines("SELECT * FROM \(table)")
            #expect(!rows.isEmpty)
            #expect(try other.lines("SELECT * FROM \(table)") == rows, "\(table)")
        }
    }

    /// A fault, and the promise that it breaks.
    static let faults: [(sql: String, promise: String)] = [
        (
            """
            INSERT INTO published_figure VALUES ('2026-03', 'pole', 'Z', '*', 'letters_sent',
                'Z', 1, NULL, 1.0, NULL, NULL, 'no_target', 20000)
            """, "a frozen month has all the figures that were published"
        ),
        (
            """
            INSERT INTO published_month VALUES ('2026-04', 1, 20548, 1, '', 'calendar', 5);
            INSERT INTO published_page VALUES ('2026-04', '{}');
            INSERT INTO published_figure VALUES ('2026-04', 'pole', 'Z', '*', 'letters_sent',
                'Z', 1, NULL, 1.0, NULL, NULL, 'no_target', 20000)
            """, "a frozen month was frozen by a run of this warehouse, after its last day"
        ),
        (
            "INSERT INTO published_page VALUES ('2026-04', '{}')",
            "what pages are made of is kept of frozen months alone"
        ),
        (
            "DELETE FROM run",
            "a frozen month was frozen by a run of this warehouse, after its last day"
        ),
        (
            "INSERT INTO revision_state VALUES ('2026-03', 'calls', '1')",
            "every revision of a frozen month has its cause"
        ),
        (
            """
            INSERT INTO revision_cause
            VALUES ('2026-03', 1, 'calls', 'file', 'tel', 'a', 1, '', 20000)
            """, "every revision of a frozen month has its cause"
        ),
    ]

    @Test(arguments: faults)
    func `a check finds what is amiss`(sql: String, promise: String) throws {
        let test = try warehouse()
        try test.database.execute(sql)
        let failure = #expect(throws: IntegrityFailure.self) { try test.warehouse.verify() }
        #expect(failure?.promise == promise)
    }
}
