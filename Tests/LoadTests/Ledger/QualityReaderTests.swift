import Domain
import Testing

@testable import Load

struct QualityReaderTests {
    private let run = RunRecord(
        startedAt: "2026-03-01T01:00:00Z", status: .succeeded, exitCode: 0, version: "1")

    private func load(
        _ rejects: [Reject], _ path: String, source: Int64, _ name: String, in test: TestWarehouse
    ) throws {
        let run = try test.warehouse.startRun(run)
        var counts = LoadCounts()
        counts.read = rejects.count
        counts.rejected = rejects.count
        let runFile = try test.warehouse.recordFile(
            run: run, source: name, path: path, status: .loaded, counts: counts)
        try test.warehouse.record(rejects, runFile: runFile)
        let known = try test.warehouse.ledgerFiles().first { $0.path == path }?.key
        let file = try known ?? test.warehouse.addFile(source: source, path: path)
        try test.warehouse.markLoaded(
            file, hash: "h", reading: "r", runFile: runFile, keysBrought: 0, counts: counts)
    }

    private func reject(_ line: Int, _ reason: RejectReason, _ column: String?) -> Reject {
        Reject(line: line, column: column, reason: reason, message: "attendu")
    }

    @Test func `rejects are grouped by source and reason, with first lines and columns`() throws {
        let test = try TestWarehouse()
        let tel = try test.source("tel", .calls)
        let dpi = try test.source("dpi", .encounters)
        // An earlier version of a file: its rejects are no longer current.
        try load([reject(99, .badDate, "Z")], "b.csv", source: tel, "tel", in: test)
        try load(
            (1...7).reversed().map { reject($0 * 10, .badDate, $0 % 2 == 0 ? "B" : "A") }
                + [reject(4, .malformedQuote, nil)], "b.csv", source: tel, "tel", in: test)
        try load([reject(2, .badDate, "A")], "a.csv", source: tel, "tel", in: test)
        try load([reject(5, .badDate, "A")], "c.csv", source: dpi, "dpi", in: test)
        #expect(
            try test.warehouse.currentRejectGroups() == [
                RejectGroup(
                    source: "tel", reason: .badDate, columns: ["A", "B"],
                    files: [
                        .init(path: "b.csv", rows: 7, firstLines: [10, 20, 30, 40, 50]),
                        .init(path: "a.csv", rows: 1, firstLines: [2]),
                    ]),
                RejectGroup(
                    source: "tel", reason: .malformedQuote, columns: [],
                    files: [.init(path: "b.csv", rows: 1, firstLines: [4])]),
                RejectGroup(
                    source: "dpi", reason: .badDate, columns: ["A"],
                    files: [.init(path: "c.csv", rows: 1, firstLines: [5])]),
            ])
    }

    @Test func `what checks found is read by month, and goes with the figures`() throws {
        let test = try TestWarehouse()
        let counts = [
            QualityCount(
                month: month("2026-02"), source: "tel", check: .answered, rows: 9, found: 8),
            QualityCount(
                month: month("2026-03"), source: "tel", check: .answered, rows: 5, found: 5),
        ]
        let low = ["2026-02-27", "2026-03-02", "2026-03-31", "2026-04-01"].map {
            LowCallDay(
                secretariat: Code("S1"), volume: LowDay(day: day($0), events: 1, usual: 30.5))
        }
        try test.warehouse.replaceQuality(counts, low)
        #expect(try test.warehouse.qualityCounts(of: month("2026-03")) == [counts[1]])
        #expect(
            try test.warehouse.lowCallDays(from: day("2026-03-01"), through: day("2026-03-31"))
                == [low[1], low[2]])
        #expect(
            try test.lines("SELECT * FROM v_quality")
                == ["2026-02|tel|answered|9|8", "2026-03|tel|answered|5|5"])
        #expect(
            try test.lines("SELECT * FROM v_low_call_day WHERE date = '2026-02-27'")
                == ["2026-02-27|S1|1|30.5"])
        #expect(try test.warehouse.qualityLines().count == 6)
        try test.warehouse.replaceQuality([], [])
        #expect(try test.warehouse.qualityLines().isEmpty)
    }
}
