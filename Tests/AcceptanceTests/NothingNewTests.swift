import Domain
import Foundation
import SQLiteStore
import Testing

/// A run that finds nothing new records itself and leaves everything alone that is as it should be;
/// what is not is published again (decision page Nothing new).
@Suite struct `A run with nothing new` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    /// The inode of every file below the reports: another where a file was published again.
    private func inodes(_ folder: HospitalFolder, below path: String = "var") throws -> [String:
        Int]
    {
        var inodes: [String: Int] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.url(path).path) {
            let file = folder.url(path).appendingPathComponent(name).path
            let number = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber]
            inodes[name] = number as? Int
        }
        return inodes
    }

    private func loaded(_ extraKeys: [String] = []) async throws -> HospitalFolder {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(of: hospital, extraKeys: extraKeys)
        try await folder.load(asOf: asOf)
        return folder
    }

    @Test func `records itself and leaves the reports alone`() async throws {
        let folder = try await loaded()
        let before = try inodes(folder)
        let log = try await folder.run(asOf: asOf)
        #expect(log.exitCode == 0)
        let files = hospital.sources.reduce(0) { $0 + $1.files.count }
        #expect(log.standardError.contains("files_loaded=0 files_skipped=\(files)"))
        #expect(log.standardError.contains("published=2026-03"))
        #expect(try inodes(folder) == before)
        let rows = try folder.warehouseRows()
        #expect(
            try rows.sortedRows(of: "SELECT run_id, status, exit_code FROM v_run")
                .map { $0.replacing("|", with: " ") }.count == 2)
        #expect(try rows.count("SELECT count(*) FROM v_file WHERE run_id = 2") == files)
        #expect(
            try rows.count("SELECT count(DISTINCT data_fingerprint) FROM v_run") == 1)
        #expect(try rows.count("SELECT count(*) FROM run_source WHERE run_id = 2") == 3)
    }

    /// The plain way as oracle: the same run by a warehouse that has forgotten what tells it that
    /// nothing is new.
    @Test func `ends with what a run that measures all ends with`() async throws {
        let (quick, plain) = (try await loaded(), try await loaded())
        try FileManager.default.removeItem(at: plain.root)
        try FileManager.default.copyItem(at: quick.root, to: plain.root)
        try await quick.load(asOf: asOf)
        let database = try Database(path: plain.warehouse.path, mode: .readWrite)
        try database.run(
            """
            DELETE FROM warehouse_setting
            WHERE name IN ('run_basis', 'published_pages', 'figures_basis')
            """)
        database.close()
        try await plain.load(asOf: asOf)
        var tables = [
            try quick.warehouseRows().everyTable(), try plain.warehouseRows().everyTable(),
        ]
        // Which run published last is what sets the two apart; the copies have other inodes.
        for index in tables.indices { tables[index]["publication"] = nil }
        #expect(tables[0].keys == tables[1].keys)
        for name in tables[0].keys {
            #expect(tables[0][name] == tables[1][name], "\(name)")
        }
        #expect(try quick.contents(of: "var/reports") == plain.contents(of: "var/reports"))
    }

    /// What somebody did to the reports since they were published.
    enum Mishap: CaseIterable {
        case edited, editedInTheSameSecond, truncated, deleted, added, monthDeleted, linked
        case listEdited, listDeleted, reportsDeleted
    }

    @Test(arguments: Mishap.allCases)
    func `publishes again what is no longer as it was published`(mishap: Mishap) async throws {
        let folder = try await loaded()
        let before = try folder.contents(of: "var/reports")
        let page = folder.url("var/reports/2026-03/index.html")
        let manager = FileManager.default
        switch mishap {
        case .edited:
            let handle = try FileHandle(forWritingTo: page)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(" ".utf8))
            try handle.close()
        case .editedInTheSameSecond:
            // The size stays, and the time of modification is set back.
            let time = try manager.attributesOfItem(atPath: page.path)[.modificationDate]
            let handle = try FileHandle(forWritingTo: page)
            try handle.write(contentsOf: Data("?".utf8))
            try handle.close()
            try manager.setAttributes([.modificationDate: time as Any], ofItemAtPath: page.path)
        case .truncated: try FileHandle(forWritingTo: page).truncate(atOffset: 100)
        case .deleted: try manager.removeItem(at: page)
        case .added: try folder.write("a note", to: "var/reports/2026-03/notes.txt")
        case .monthDeleted: try folder.remove("var/reports/2026-03")
        case .linked:
            try manager.moveItem(at: page, to: folder.url("elsewhere.html"))
            try manager.createSymbolicLink(
                at: page, withDestinationURL: folder.url("elsewhere.html"))
        case .listEdited: try folder.write("none", to: "var/reports/index.html")
        case .listDeleted: try folder.remove("var/reports/index.html")
        case .reportsDeleted: try manager.removeItem(at: folder.reports)
        }
        #expect((try? folder.contents(of: "var/reports")) != before)
        try await folder.load(asOf: asOf)
        #expect(try folder.contents(of: "var/reports") == before)
        let after = try inodes(folder)
        try await folder.load(asOf: asOf)
        #expect(try inodes(folder) == after, "and then leaves them alone")
    }

    @Test func `publishes the month that it is asked for, once`() async throws {
        let folder = try await loaded()
        let march = try inodes(folder, below: "var/reports/2026-03")
        try await folder.load(asOf: asOf, ["--month", "2026-01"])
        let january = try inodes(folder, below: "var/reports/2026-01")
        #expect(january["index.html"] != nil)
        #expect(
            String(decoding: try folder.read("var/reports/index.html"), as: UTF8.self)
                .contains("2026-01/index.html"))
        try await folder.load(asOf: asOf, ["--month", "2026-01"])
        #expect(try inodes(folder, below: "var/reports/2026-01") == january)
        #expect(try inodes(folder, below: "var/reports/2026-03") == march)
        // `report` makes them again whatever lies there.
        #expect(
            try await folder.command("report", asOf: nil, ["--month", "2026-01"]).exitCode == 0)
        let reported = try inodes(folder, below: "var/reports/2026-01")
        #expect(reported != january)
        try await folder.load(asOf: asOf, ["--month", "2026-01"])
        #expect(try inodes(folder, below: "var/reports/2026-01") == reported)
    }

    @Test func `publishes again what a report showed as of another day`() async throws {
        let folder = try await loaded()
        let before = try folder.contents(of: "var/reports/2026-03")
        #expect(try await folder.command("report", asOf: asOf - 10).exitCode == 0)
        #expect(try folder.contents(of: "var/reports/2026-03") != before)
        try await folder.load(asOf: asOf)
        #expect(try folder.contents(of: "var/reports/2026-03") == before)
    }

    @Test func `is one that finds a file touched, and none that finds one gone or back`()
        async throws
    {
        let folder = try await loaded()
        let source = hospital.sources[0]
        let path = "exports/\(source.name)/\(source.files[0].name)"
        let content = try folder.read(path)
        let before = try inodes(folder)
        try folder.remove(path)
        try folder.write(content, to: path)
        try await folder.load(asOf: asOf)
        #expect(try inodes(folder) == before, "the same content in another file")
        try folder.remove(path)
        try await folder.load(asOf: asOf)
        let gone = try folder.contents(of: "var/reports")
        try await folder.load(asOf: asOf)
        #expect(try folder.contents(of: "var/reports") == gone)
        #expect(gone["2026-03/donnees.html"] != nil)
        try folder.write(content, to: path)
        try await folder.load(asOf: asOf)
        #expect(try folder.contents(of: "var/reports") != gone)
    }

    @Test func `brings the published copy back where it is gone or damaged`() async throws {
        let folder = try await loaded(["publishedWarehouse: \"var/copy.sqlite\""])
        let before = try inodes(folder)
        let copy = try folder.read("var/copy.sqlite")
        try await folder.load(asOf: asOf)
        #expect(try inodes(folder) == before)
        try FileHandle(forWritingTo: folder.url("var/copy.sqlite")).truncate(atOffset: 8192)
        try await folder.load(asOf: asOf, exitCode: 74)
        try folder.remove("var/copy.sqlite")
        try await folder.load(asOf: asOf)
        #expect(try folder.read("var/copy.sqlite").count == copy.count)
    }

    @Test func `tells that a reference file is faulty for as long as it is`() async throws {
        let folder = try await loaded()
        let targets = "reference/\(PlainReferenceFiles.names[4])"
        let content = try folder.read(targets)
        try folder.write("nothing\n", to: targets)
        try await folder.load(asOf: asOf, exitCode: 78)
        let faulty = try folder.contents(of: "var/reports")
        let files = try inodes(folder)
        try await folder.load(asOf: asOf, exitCode: 78)
        #expect(try inodes(folder) == files)
        try folder.write(content, to: targets)
        try await folder.load(asOf: asOf)
        #expect(try folder.contents(of: "var/reports") != faulty)
    }
}
