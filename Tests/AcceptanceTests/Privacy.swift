import Domain
import Foundation
import Testing

/// Contract §4: identifiers and the text of columns that are not mapped reach no output.
///
/// Every identifier, every unmapped cell and here every faulty cell holds the word KANARI.
@Suite struct `Nothing of patients in any output` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    private func expectNoCanary(
        _ folder: HospitalFolder, _ results: [CommandResult],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let canary = Data(PlainExport.canary.utf8)
        for (name, bytes) in try folder.contents(of: "var") {
            #expect(
                bytes.range(of: canary) == nil, "in \(name)", sourceLocation: sourceLocation)
            #expect(!name.contains(PlainExport.canary), sourceLocation: sourceLocation)
        }
        for result in results {
            for text in [result.standardOutput, result.standardError] {
                #expect(
                    !text.contains(PlainExport.canary), sourceLocation: sourceLocation)
            }
        }
    }

    @Test(arguments: ["text", "json"])
    func `of runs, reports, checks and the status`(log: String) async throws {
        let folder = try HospitalFolder(hospital)
        var results = [
            try await folder.run(asOf: asOf, ["--dry-run", "--log", log]),
            try await folder.run(asOf: asOf, ["--log", log]),
            try await folder.run(asOf: asOf, ["--rebuild", "--log", log]),
            try await folder.command("report", asOf: asOf),
            try await folder.command("check", asOf: nil),
            try await folder.command("status", asOf: nil),
            try await folder.command("status", asOf: nil, ["--json"]),
        ]
        #expect(results.map(\.exitCode) == [0, 0, 0, 0, 0, 0, 0])
        try folder.remove("var/warehouse.sqlite.key")
        results.append(try await folder.run(asOf: asOf, ["--log", log]))
        try expectNoCanary(folder, results)
    }

    /// Every cell in turn is faulty, on a row of its own.
    @Test func `of rejected rows`() async throws {
        let folder = try HospitalFolder(hospital)
        for source in hospital.sources {
            let path = "exports/\(source.name)/2026-02.csv"
            var lines = String(decoding: try folder.read(path), as: UTF8.self)
                .split(separator: "\n").map(String.init)
            let row = lines[1].split(separator: ";", omittingEmptySubsequences: false)
            for faulty in row.indices {
                for text in ["KANARI", "", "\"KANARI", "KANARI\"x", "KANARI\u{7}", "\u{0}KANARI"] {
                    var cells = row.map(String.init)
                    cells[faulty] = text
                    lines.append(cells.joined(separator: ";"))
                }
            }
            lines += ["KANARI", "KANARI;KANARI", "\"KANARI;KANARI"]
            try folder.write(lines.joined(separator: "\n") + "\n", to: path)
        }
        try folder.writeDefinition(of: hospital, extraSourceKeys: ["maxRejectRate: 1"])
        let results = [
            try await folder.run(asOf: asOf), try await folder.command("check", asOf: nil),
            try await folder.command("status", asOf: nil),
        ]
        #expect(results[0].exitCode == 0)
        #expect(try folder.warehouseRows().count("SELECT count(*) FROM v_reject") > 60)
        // The types and units are what the file says, not a patient's: they may be shown.
        let shown = try folder.warehouseRows().sortedRows(of: "SELECT message FROM v_reject")
        #expect(shown.allSatisfy { !$0.contains(PlainExport.canary) })
    }

    @Test func `of files that are refused`() async throws {
        for change in ["no header", "two names", "too many rejects", "binary", "empty"] {
            let folder = try HospitalFolder(hospital)
            for source in hospital.sources {
                let path = "exports/\(source.name)/2026-02.csv"
                let text = String(decoding: try folder.read(path), as: UTF8.self)
                var lines = text.split(separator: "\n").map(String.init)
                switch change {
                case "no header": lines.removeFirst()
                case "two names": lines[0] = lines[0] + ";" + lines[0]
                case "too many rejects":
                    lines = [lines[0]] + lines.dropFirst().map { "\($0);KANARI" }
                case "binary": lines = lines.map { "\u{0}KANARI\u{0}\($0)" }
                default: lines = []
                }
                try folder.write(lines.joined(separator: "\n"), to: path)
            }
            let results = [
                try await folder.run(asOf: asOf), try await folder.command("check", asOf: nil),
                try await folder.command("status", asOf: nil),
            ]
            #expect(results[0].exitCode == 65, "\(change)")
            try expectNoCanary(folder, results)
        }
    }

    @Test func `outputs have no rights for others, and the key none but its owner's`() async throws
    {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(
            of: hospital, extraKeys: ["publishedWarehouse: \"var/published/copy.sqlite\""])
        try await folder.load(asOf: asOf)
        try await folder.load(asOf: asOf, ["--rebuild"])
        var seen = 0
        for name in try folder.contents(of: "var").keys {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.url("var/\(name)").path)
            let mode = try #require(attributes[.posixPermissions] as? NSNumber).intValue
            #expect(mode & 0o007 == 0, "\(name)")
            if name.hasSuffix(".key") { #expect(mode == 0o600) }
            seen += 1
        }
        #expect(seen > 10)
        #expect(FileManager.default.fileExists(atPath: folder.key.path))
        #expect(
            FileManager.default.fileExists(
                atPath: folder.url("var/published/copy.sqlite").path))
    }
}
