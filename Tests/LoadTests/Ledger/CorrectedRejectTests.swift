import Domain
import Testing

@testable import Load

/// Rejects that a later row has made good, and those that nobody has.
struct CorrectedRejectTests {
    private let test: TestWarehouse
    private let source: Int64
    private let other: Int64

    init() throws {
        test = try TestWarehouse()
        source = try test.source("dpi", .encounters)
        other = try test.source("dpi2", .encounters)
    }

    /// A file with clean rows and the rejects of others.
    private func load(
        _ file: String, _ clean: [TestEncounter], rejecting rejects: [(line: Int, key: Int64?)],
        source: Int64
    ) throws {
        try test.load(.of(clean), source: source, file: file)
        let run = try test.warehouse.startRun(
            RunRecord(
                startedAt: "2026-03-01T01:00:00Z", status: .succeeded, exitCode: 0, version: ""))
        var counts = LoadCounts()
        counts.rejected = rejects.count
        counts.read = rejects.count
        let runFile = try test.warehouse.recordFile(
            run: run, source: "dpi", path: file, status: .loaded, counts: counts)
        try test.warehouse.record(
            rejects.map {
                Reject(
                    line: $0.line, column: "A", reason: .badDate, message: "attendu", key: $0.key)
            }, runFile: runFile)
        let key = try #require(
            try test.warehouse.ledgerFiles().first { $0.path == file && $0.sourceKey == source })
        try test.warehouse.markLoaded(
            key.key, hash: "h", reading: "r", runFile: runFile, keysBrought: clean.count,
            counts: counts)
    }

    private func balance() throws -> RejectBalance? {
        try test.warehouse.rejectBalances(ranks: test.ranksByName())["dpi"]
    }

    @Test func `a clean row of a later file corrects, whenever it was loaded`() throws {
        try load("2.csv", [TestEncounter(key: 1)], rejecting: [], source: source)
        try load("1.csv", [], rejecting: [(4, 1), (5, 2)], source: source)
        #expect(try balance() == RejectBalance(toCorrect: 1, corrected: 1))
    }

    @Test func `a clean row of an earlier file does not: the rejected one was to replace it`()
        throws
    {
        try load("1.csv", [TestEncounter(key: 1)], rejecting: [], source: source)
        try load("2.csv", [], rejecting: [(4, 1)], source: source)
        #expect(try balance() == RejectBalance(toCorrect: 1))
    }

    @Test(arguments: [(3, 0), (4, 0), (5, 1)])
    func `within its file a later line corrects`(line: Int32, corrected: Int) throws {
        try load(
            "1.csv", [TestEncounter(key: 1, line: line)], rejecting: [(4, 1)], source: source)
        #expect(
            try balance() == RejectBalance(toCorrect: 1 - corrected, corrected: corrected))
    }

    @Test func `an encounter is corrected by another source of a later place`() throws {
        try load("1.csv", [], rejecting: [(4, 1)], source: source)
        try load("1.csv", [TestEncounter(key: 1)], rejecting: [], source: other)
        #expect(try balance() == RejectBalance(corrected: 1))
    }

    @Test func `where the key was not read nobody can tell`() throws {
        try load("1.csv", [], rejecting: [(4, nil)], source: source)
        try load("2.csv", [TestEncounter(key: 1)], rejecting: [], source: source)
        #expect(try balance() == RejectBalance(toCorrect: 1))
    }

    @Test func `no view shows a reject's key`() throws {
        for view in try test.lines("SELECT name FROM sqlite_schema WHERE type = 'view'") {
            let columns = try test.database.prepare("SELECT * FROM \(view)").columnNames
            #expect(!columns.contains("row_key"), "\(view)")
        }
    }

    // MARK: Nights

    @Test func `how far sources reached is remembered by as-of day, the last run's word`() throws {
        try test.load(
            .of([TestEncounter(key: 1, endedOn: "2026-03-02")]), source: source, file: "1.csv")
        try test.warehouse.countSourceDays()
        for asOf in ["2026-03-01", "2026-03-03", "2026-03-03", "2026-03-04", "2026-03-05"] {
            let run = try test.warehouse.startRun(
                RunRecord(
                    startedAt: "", asOf: day(asOf), status: .succeeded, exitCode: 0, version: ""))
            try test.warehouse.recordHorizons(run: run, asOf: day(asOf))
        }
        // A run that failed reached nothing.
        _ = try test.warehouse.startRun(
            RunRecord(
                startedAt: "", asOf: day("2026-03-04"), status: .failed, exitCode: 74, version: ""))
        let nights = try test.warehouse.sourceNights(before: day("2026-03-05"), limit: 2)
        #expect(
            nights.filter { $0.source == "dpi" } == [
                SourceNight(
                    source: "dpi", asOf: day("2026-03-04"), lastEvent: day("2026-03-02")),
                SourceNight(
                    source: "dpi", asOf: day("2026-03-03"), lastEvent: day("2026-03-02")),
            ])
        let first = try test.warehouse.sourceNights(before: day("2026-03-02"), limit: 9)
        #expect(first.map(\.lastEvent) == [nil, nil])
    }

    @Test func `a source that is renamed keeps its nights`() throws {
        let run = try test.warehouse.startRun(
            RunRecord(
                startedAt: "", asOf: day("2026-03-01"), status: .succeeded, exitCode: 0,
                version: ""))
        try test.warehouse.recordHorizons(run: run, asOf: day("2026-03-01"))
        _ = try test.warehouse.register(
            "dossier", formerNames: ["dpi"], kind: .encounters, position: 0, reading: "r")
        let nights = try test.warehouse.sourceNights(before: day("2026-03-02"), limit: 9)
        #expect(nights.map(\.source) == ["dossier", "dpi2"])
    }
}
