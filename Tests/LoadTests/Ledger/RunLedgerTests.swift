import Domain
import Testing

@testable import Load

struct RunLedgerTests {
    private func record(_ number: Int, status: RunStatus = .failed) -> RunRecord {
        RunRecord(
            startedAt: "2026-03-0\(number)T01:00:00Z", asOf: day("2026-03-01"), status: status,
            exitCode: 70, version: "1.0.0")
    }

    @Test func `a run says how it ends only once it has ended`() throws {
        let test = try TestWarehouse()
        var record = record(1)
        let run = try test.warehouse.startRun(record)
        #expect(try test.lines("SELECT status, exit_code FROM v_run") == ["failed|70"])
        record.status = .partial
        record.exitCode = 65
        record.finishedAt = "2026-03-01T01:00:05Z"
        record.dataFingerprint = "abc"
        record.message = "one file was refused"
        try test.warehouse.finishRun(run, record)
        #expect(
            try test.lines("SELECT * FROM v_run") == [
                "\(run)|2026-03-01T01:00:00Z|2026-03-01T01:00:05Z|2026-03-01|partial|65|1.0.0|abc|"
                    + "one file was refused"
            ])
    }

    @Test func `the last runs come newest first`() throws {
        let test = try TestWarehouse()
        for number in 1...3 { _ = try test.warehouse.startRun(record(number)) }
        let runs = try test.warehouse.lastRuns(2)
        #expect(
            runs.map(\.record.startedAt) == ["2026-03-03T01:00:00Z", "2026-03-02T01:00:00Z"])
        #expect(runs[0].record.asOf == day("2026-03-01"))
        #expect(runs[0].record.finishedAt == nil)
        #expect(runs[0].record.status == .failed)
    }

    @Test func `files of a run come back with their counts, by source and path`() throws {
        let test = try TestWarehouse()
        let run = try test.warehouse.startRun(record(1))
        var counts = LoadCounts()
        (counts.read, counts.ignored, counts.rejected, counts.superseded) = (28, 1, 2, 3)
        (counts.inserted, counts.updated, counts.unchanged, counts.removed) = (4, 5, 13, 8)
        let loaded = try test.warehouse.recordFile(
            run: run, source: "tel", path: "b.csv", status: .loaded, counts: counts)
        _ = try test.warehouse.recordFile(
            run: run, source: "tel", path: "a.csv", status: .skipped)
        _ = try test.warehouse.recordFile(
            run: run, source: "dpi", path: "c.csv", status: .refused, reason: "not readable")
        try test.warehouse.setRemoved(6, runFile: loaded)
        counts.removed = 6
        #expect(
            try test.warehouse.filesOfRun(run) == [
                FileOfRun(
                    source: "dpi", path: "c.csv", status: .refused, counts: LoadCounts(),
                    reason: "not readable"),
                FileOfRun(
                    source: "tel", path: "a.csv", status: .skipped, counts: LoadCounts()),
                FileOfRun(source: "tel", path: "b.csv", status: .loaded, counts: counts),
            ])
        #expect(
            try test.lines("SELECT * FROM v_file WHERE status = 'loaded'")
                == ["\(run)|tel|b.csv|loaded|28|1|2|3|4|5|13|6|-"])
    }

    @Test func `skipped files are kept for the last run alone that looked at any`() throws {
        let test = try TestWarehouse()
        for number in 1...2 {
            let run = try test.warehouse.startRun(record(number))
            try test.warehouse.forgetSkippedFiles()
            for status in [FileStatus.loaded, .skipped, .refused] {
                _ = try test.warehouse.recordFile(
                    run: run, source: "tel", path: "\(status.rawValue).csv", status: status)
            }
        }
        #expect(
            try test.lines("SELECT run_id, status FROM v_file ORDER BY 1, 2")
                == ["1|loaded", "1|refused", "2|loaded", "2|refused", "2|skipped"])
        // The record of a run that failed takes nothing away.
        _ = try test.warehouse.startRun(record(3))
        #expect(try test.lines("SELECT 1 FROM v_file WHERE status = 'skipped'") == ["1"])
    }

    @Test func `months that are due are kept until they are published`() throws {
        let test = try TestWarehouse()
        let months = ["2026-09", "2026-10"].compactMap(ReportingPeriod.init(month:))
        #expect(try test.warehouse.unpublishedMonths() == [])
        try test.warehouse.setUnpublishedMonths(months.reversed())
        #expect(try test.warehouse.unpublishedMonths() == months)
        try test.warehouse.setUnpublishedMonths([])
        #expect(try test.warehouse.setting(.unpublishedMonths) == nil)
    }

    @Test func `rejects show file, line, column, reason and message`() throws {
        let test = try TestWarehouse()
        let run = try test.warehouse.startRun(record(1))
        let file = try test.warehouse.recordFile(
            run: run, source: "tel", path: "a.csv", status: .loaded)
        try test.warehouse.record(
            [
                Reject(line: 3, column: "DATE", reason: .badDate, message: "attendu : jj/MM/aaaa"),
                Reject(line: 9, column: nil, reason: .malformedQuote, message: "guillemet"),
            ], runFile: file)
        #expect(
            try test.lines("SELECT * FROM v_reject ORDER BY line") == [
                "\(run)|tel|a.csv|3|DATE|bad_date|attendu : jj/MM/aaaa",
                "\(run)|tel|a.csv|9|-|malformed_quote|guillemet",
            ])
    }

    // MARK: Publications

    @Test func `a month is published as it was last, newest month first`() throws {
        let test = try TestWarehouse()
        let run = try test.warehouse.startRun(record(1))
        func publish(_ code: String, asOf: String, _ fingerprint: String, run: Int64?) throws {
            try test.warehouse.record(
                Publication(
                    month: month(code), asOf: day(asOf), isProvisional: asOf < "2026-03-31",
                    fingerprint: fingerprint), run: run)
        }
        try publish("2026-02", asOf: "2026-03-10", "one", run: run)
        try publish("2026-03", asOf: "2026-03-10", "one", run: run)
        try publish("2026-03", asOf: "2026-03-31", "two", run: nil)
        #expect(
            try test.warehouse.publications() == [
                Publication(
                    month: month("2026-03"), asOf: day("2026-03-31"), isProvisional: false,
                    fingerprint: "two"),
                Publication(
                    month: month("2026-02"), asOf: day("2026-03-10"), isProvisional: true,
                    fingerprint: "one"),
            ])
        #expect(
            try test.lines("SELECT * FROM v_publication ORDER BY 1")
                == ["2026-02|2026-03-10|1|one|\(run)", "2026-03|2026-03-31|0|two|-"])
    }

    // MARK: The last good reference files

    @Test func `the last good copy of a reference file is kept byte for byte`() throws {
        let test = try TestWarehouse()
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x00, 0xFF, 0x0D, 0x0A]
        try test.warehouse.keepReferenceCopy("targets", name: "old.csv", bytes: [1])
        try test.warehouse.keepReferenceCopy("targets", name: "cibles.csv", bytes: bytes)
        try test.warehouse.keepReferenceCopy("closedDays", name: "fermetures.csv", bytes: [])
        var copies = try test.warehouse.referenceCopies()
        #expect(copies.keys.sorted() == ["closedDays", "targets"])
        #expect(copies["targets"]?.name == "cibles.csv")
        #expect(copies["targets"]?.bytes == bytes)
        #expect(copies["closedDays"]?.bytes.isEmpty == true)
        try test.warehouse.dropReferenceCopy("closedDays")
        copies = try test.warehouse.referenceCopies()
        #expect(copies.keys.sorted() == ["targets"])
    }

    // MARK: A rebuild

    @Test func `a rebuild carries runs, publications and reference copies over`() throws {
        let old = try TestWarehouse()
        var finished = record(1, status: .succeeded)
        finished.finishedAt = "2026-03-01T02:00:00Z"
        finished.dataFingerprint = "abc"
        let first = try old.warehouse.startRun(finished)
        let second = try old.warehouse.startRun(record(2))
        _ = try old.warehouse.recordFile(run: second, source: "tel", path: "a", status: .loaded)
        try old.warehouse.record(
            Publication(
                month: month("2026-02"), asOf: day("2026-03-01"), isProvisional: false,
                fingerprint: "abc"), run: first)
        try old.warehouse.keepReferenceCopy("targets", name: "cibles.csv", bytes: [0, 1, 255])
        let new = try TestWarehouse()
        try new.warehouse.adoptHistory(from: old.warehouse)
        for table in ["run", "publication", "reference_copy"] {
            let rows = "SELECT * FROM \(table) ORDER BY 1"
            #expect(try new.lines(rows) == old.lines(rows), "\(table)")
            #expect(try !new.lines(rows).isEmpty)
        }
        // The next run goes on counting; files and rejects belong to the exports, read again.
        #expect(try new.warehouse.startRun(record(3)) == second + 1)
        #expect(try new.lines("SELECT * FROM v_file").isEmpty)
    }

    @Test func `every column of what is carried over is carried`() throws {
        // A column that a later schema adds must not be forgotten: these are all of them.
        let test = try TestWarehouse()
        let columns = try ["run", "publication", "reference_copy"].map {
            try test.database.prepare("SELECT * FROM \($0)").columnCount
        }
        #expect(columns == [9, 5, 3])
    }
}
