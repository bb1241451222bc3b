import Domain
import Testing

@testable import Load

struct SourceLedgerTests {
    private func file(_ test: TestWarehouse) throws -> LedgerFile {
        try #require(try test.warehouse.ledgerFiles().first)
    }

    // MARK: Sources

    @Test func `a source is registered once, with what may change of it`() throws {
        let test = try TestWarehouse()
        let dpi = try test.warehouse.register(
            "dpi", formerNames: [], kind: .encounters, position: 0, reading: "one")
        let tel = try test.warehouse.register(
            "tel", formerNames: [], kind: .calls, position: 1, reading: "one")
        #expect(
            try test.warehouse.register(
                "dpi", formerNames: [], kind: .encounters, position: 1, reading: "two") == dpi)
        #expect(
            try test.warehouse.knownSources() == [
                KnownSource(
                    key: dpi, name: "dpi", kind: .encounters, position: 1, reading: "two"),
                KnownSource(key: tel, name: "tel", kind: .calls, position: 1, reading: "one"),
            ])
    }

    @Test func `a renamed source keeps its key, its files and its runs' records`() throws {
        let test = try TestWarehouse()
        let old = try test.source("old", .calls)
        _ = try test.warehouse.addFile(source: old, path: "a.csv")
        let run = try test.warehouse.startRun(
            RunRecord(startedAt: "", status: .failed, exitCode: 70, version: "1"))
        _ = try test.warehouse.recordFile(run: run, source: "old", path: "a.csv", status: .loaded)
        let new = try test.warehouse.register(
            "new", formerNames: ["older", "old"], kind: .calls, position: 0, reading: "r")
        #expect(new == old)
        #expect(try test.warehouse.knownSources().map(\.name) == ["new"])
        #expect(try test.lines("SELECT source, file FROM v_file") == ["new|a.csv"])
        // Later runs find it by its name, its former names notwithstanding.
        #expect(
            try test.warehouse.register(
                "new", formerNames: ["older", "old"], kind: .calls, position: 0, reading: "r")
                == new)
    }

    // MARK: Files

    @Test func `a file that was never seen has nothing loaded and is there`() throws {
        let test = try TestWarehouse()
        let key = try test.warehouse.addFile(source: test.source("tel", .calls), path: "a.csv")
        let file = try file(test)
        #expect(file.key == key)
        #expect(file.path == "a.csv")
        #expect(file.seen == nil)
        #expect(file.loadedHash == nil && file.refusedHash == nil && file.refusal == nil)
        #expect(file.keysBrought == 0 && file.rowsHeld == 0)
        #expect(file.isPresent)
    }

    @Test func `how a file looked is remembered whole`() throws {
        let test = try TestWarehouse()
        let key = try test.warehouse.addFile(source: test.source("tel", .calls), path: "a.csv")
        let seen = SeenFile(
            size: 5_000_000_000, modified: 1_790_000_000_123_456_789, inode: -1, hash: "h")
        try test.warehouse.markSeen(key, seen)
        #expect(try file(test).seen == seen)
        try test.warehouse.markPresent(key, false)
        #expect(try !file(test).isPresent)
        try test.warehouse.markPresent(key, true)
        #expect(try file(test).isPresent)
    }

    @Test func `a content that is loaded ends a refusal, and so does the loaded one's return`()
        throws
    {
        let test = try TestWarehouse()
        let key = try test.warehouse.addFile(source: test.source("tel", .calls), path: "a.csv")
        try test.warehouse.markRefused(
            key, hash: "bad", reading: "r", code: "header", reason: "no such column")
        var file = try file(test)
        #expect(file.refusedHash == "bad" && file.refusedReading == "r")
        #expect(file.refusalCode == "header" && file.refusal == "no such column")
        var counts = LoadCounts()
        (counts.read, counts.ignored, counts.rejected) = (9, 2, 3)
        try test.warehouse.markLoaded(
            key, hash: "good", reading: "r", runFile: 1, keysBrought: 4, counts: counts)
        file = try self.file(test)
        #expect(file.loadedHash == "good" && file.loadedReading == "r" && file.keysBrought == 4)
        #expect(file.refusedHash == nil && file.refusalCode == nil && file.refusal == nil)
        // Refused anew: what is loaded stays known.
        try test.warehouse.markRefused(
            key, hash: nil, reading: "r", code: "unreadable", reason: "no rights")
        file = try self.file(test)
        #expect(file.loadedHash == "good" && file.refusedHash == nil)
        #expect(file.refusalCode == "unreadable")
        try test.warehouse.clearRefusal(key)
        #expect(try self.file(test).refusalCode == nil)
    }

    // MARK: The state of the data

    @Test func `the state of files and rejects is that of the loaded contents`() throws {
        let test = try TestWarehouse()
        let warehouse = test.warehouse
        let tel = try test.source("tel", .calls)
        let run = try warehouse.startRun(
            RunRecord(startedAt: "", status: .failed, exitCode: 70, version: "1"))
        let file = try warehouse.addFile(source: tel, path: "b.csv")
        for (hash, lines) in [("one", [3, 4, 5]), ("two", [7, 2])] {
            var counts = LoadCounts()
            (counts.read, counts.rejected) = (lines.count, lines.count)
            let runFile = try warehouse.recordFile(
                run: run, source: "tel", path: "b.csv", status: .loaded, counts: counts)
            try warehouse.record(
                lines.map {
                    Reject(
                        line: $0, column: nil, reason: $0 == 7 ? .badNumber : .badDate, message: "")
                }, runFile: runFile)
            try warehouse.markLoaded(
                file, hash: hash, reading: "", runFile: runFile, keysBrought: 0, counts: counts)
        }
        let refused = try warehouse.addFile(source: tel, path: "a.csv")
        try warehouse.markRefused(
            refused, hash: "x", reading: "", code: "empty", reason: "nothing in it")
        let states = try warehouse.fileStates()
        #expect(states.map(\.path) == ["a.csv", "b.csv"])
        #expect(states.map(\.isLoaded) == [false, true])
        #expect(states.map(\.refusalCode) == ["empty", nil])
        #expect(states.map(\.rowsRejected) == [0, 2])
        #expect(try warehouse.currentRejects(limit: 9).map(\.reject.line) == [2, 7])
        #expect(try warehouse.currentRejects(limit: 1).map(\.reject.line) == [2])
        let reasons = try warehouse.currentRejectCounts()
        #expect(reasons.map(\.reason) == [.badDate, .badNumber])
        #expect(reasons.map(\.rows) == [1, 1])
        // The history keeps both loads.
        #expect(
            try test.lines("SELECT line FROM v_reject ORDER BY 1") == ["2", "3", "4", "5", "7"])
    }

    @Test func `sizes count facts and bytes`() throws {
        let test = try TestWarehouse()
        try test.load(.of([TestEncounter(key: 1)]), source: test.source("dpi", .encounters))
        try test.load(
            .of([TestLetter(key: 1), TestLetter(key: 2)]), source: test.source("l", .letters))
        try test.load(
            .of((1...3).map { TestCall(key: $0) }), source: test.source("tel", .calls))
        let sizes = try test.warehouse.sizes()
        #expect([sizes.encounters, sizes.letters, sizes.calls] == [1, 2, 3])
        #expect(sizes.bytes > 8192 && sizes.bytes % 8192 == 0)
    }
}
