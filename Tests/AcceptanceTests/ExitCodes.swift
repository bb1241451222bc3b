import Domain
import Foundation
import Glibc
import Testing

/// Contract §1: the exit codes, each provoked.
@Suite struct `Exit codes` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    @Test(arguments: [
        [], ["runn", "x"], ["run"], ["run", "p.json5", "--as-of", "2026-13-01"],
        ["run", "p.json5", "--as-of"], ["run", "p.json5", "--nothing"], ["run", "a", "b"],
        ["run", "p.json5", "--month", "2026-01", "--from", "2026-01", "--to", "2026-02"],
        ["run", "p.json5", "--from", "2026-02"],
        ["run", "p.json5", "--from", "2026-03", "--to", "2026-02"],
        ["run", "p.json5", "--forget-missing"], ["run", "p.json5", "--log", "xml"],
        ["report"], ["check"], ["status"], ["inspect"], ["inspect", "x", "--rows", "many"],
    ])
    func `64: wrong usage`(arguments: [String]) async throws {
        let result = try await CommandRun.run(arguments)
        #expect(result.exitCode == 64)
        #expect(!result.standardError.isEmpty)
        #expect(result.standardOutput.isEmpty)
    }

    @Test(arguments: [
        ["--help"], ["--version"], ["kpis"], ["run", "--help"], ["report", "--help"],
        ["check", "--help"], ["status", "--help"], ["inspect", "--help"], ["kpis", "--help"],
    ])
    func `0: what is asked for is on standard output`(arguments: [String]) async throws {
        let result = try await CommandRun.run(arguments)
        #expect(result.exitCode == 0)
        #expect(!result.standardOutput.isEmpty)
        #expect(result.standardError.isEmpty)
    }

    @Test func `0: nothing at all is said with --quiet`() async throws {
        let folder = try HospitalFolder(hospital)
        let result = try await folder.run(asOf: asOf, ["--quiet"])
        #expect(result.exitCode == 0)
        #expect(result.standardOutput == "")
        #expect(result.standardError == "")
        let last = try folder.warehouseRows().text(
            "SELECT status || ' ' || exit_code || ' ' || as_of FROM v_run")
        #expect(last == "succeeded 0 2026-03-31")
    }

    @Test func `65: a refused file, the rest loaded and published`() async throws {
        let folder = try HospitalFolder(hospital)
        let file = hospital.sources[1].files[0]
        let good = try folder.read("exports/suivi/\(file.name)")
        let headerLacksAColumn = String(decoding: good, as: UTF8.self)
            .replacingOccurrences(of: "DICTE_LE", with: "KANARI_LE")
        try folder.write(headerLacksAColumn, to: "exports/suivi/\(file.name)")
        let result = try await folder.run(asOf: asOf, ["--quiet"])
        #expect(result.exitCode == 65)
        #expect(result.standardError.contains(file.name))
        var rest = hospital
        rest.sources[1].files[0].letters = []
        try Comparison.expect(folder, shows: rest, "the rest")
        let rows = try folder.warehouseRows()
        #expect(
            try rows.sortedRows(of: "SELECT status FROM v_run") == ["text(\"partial\")"])
        #expect(
            try rows.text("SELECT source || '/' || file FROM v_file WHERE status = 'refused'")
                == "suivi/2026-02.csv")
        #expect(
            FileManager.default.fileExists(
                atPath: folder.url("var/reports/2026-03/index.html").path))

        // Not refused anew while it is the same; loaded when it is good.
        #expect(try await folder.run(asOf: asOf).exitCode == 0)
        try folder.write(good, to: "exports/suivi/\(file.name)")
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: hospital, "mended")
    }

    @Test func `66: a required source has never brought a file, and nothing is done`() async throws
    {
        var required = hospital
        required.sources[1].isRequired = true
        let folder = try HospitalFolder(required)
        for file in required.sources[1].files { try folder.remove("exports/suivi/\(file.name)") }
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 66)
        #expect(result.standardError.contains("suivi"))
        #expect(!FileManager.default.fileExists(atPath: folder.reports.path))
        if FileManager.default.fileExists(atPath: folder.warehouse.path) {
            #expect(
                try folder.warehouseRows().count("SELECT count(*) FROM v_encounter") == 0)
        }
        // Once it has brought one, its absence is no reason to stop.
        try folder.writeExports(of: required)
        try await folder.load(asOf: asOf)
        for file in required.sources[1].files { try folder.remove("exports/suivi/\(file.name)") }
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: required, "gone since")
    }

    @Test(arguments: ["var", "var/reports"])
    func `73: an output cannot be written`(path: String) async throws {
        let folder = try HospitalFolder(hospital)
        // A file stands where a folder is needed.
        try folder.write("in the way", to: path)
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 73)
        #expect(!result.standardError.isEmpty)
        #expect(try folder.read(path) == Data("in the way".utf8))
    }

    @Test func `75: another run holds the lock`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let before = try folder.contents(of: "var")
        let lock = open(folder.url("var/warehouse.sqlite.lock").path, O_RDWR | O_CREAT, 0o600)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 75)
        #expect(try folder.contents(of: "var") == before)
        flock(lock, LOCK_UN)
        try await folder.load(asOf: asOf)
    }

    @Test(arguments: [
        "nonsense: 1", "contract: 2", "dayCount: \"weeks\"", "measureFrom: \"2026-02-31\"",
        "timeZone: \"Europe/Pari\"", "holidays: \"alsace\"", "missingLetterDays: \"90\"",
        "missingLetterDays: -1",
    ])
    func `78: a definition that is wrong touches nothing`(fault: String) async throws {
        let folder = try HospitalFolder(hospital)
        let key = String(fault.prefix { $0 != ":" })
        let lines = PlainDefinition(hospital: hospital).text.split(
            separator: "\n", omittingEmptySubsequences: false
        ).filter { !$0.hasPrefix("  \(key):") }.joined(separator: "\n")
        let sources = lines.replacingOccurrences(
            of: "  sources: [", with: "  \(fault),\n  sources: [")
        try folder.write(sources, to: "pipeline.json5")
        let before = try folder.contents()
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 78)
        #expect(result.standardError.contains(key))
        #expect(try folder.contents() == before)
    }

    @Test func `78: every fault of the definition at once, each with its path`() async throws {
        let folder = try HospitalFolder(hospital)
        let text = PlainDefinition(hospital: hospital).text
            .replacingOccurrences(of: "kind: \"letters\"", with: "kind: \"lettres\"")
            .replacingOccurrences(of: "missingLetterDays:", with: "missingLeterDays:")
            .replacingOccurrences(of: "\"DATE_FIN\"", with: "12.5")
        try folder.write(text, to: "pipeline.json5")
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 78)
        for place in ["sources[1].kind", "missingLeterDays", "sources[0].columns.endedAt"] {
            #expect(result.standardError.contains(place))
        }
        #expect(result.standardError.contains("missingLetterDays"), "did you mean")
    }

    @Test func `a failed run is recorded and leaves the warehouse and the reports`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let figures = try folder.warehouseRows().everything(withKeys: true)
        let reports = try folder.contents(of: "var/reports")
        var without = hospital
        without.sources.removeLast()
        try folder.writeDefinition(of: without)
        #expect(try await folder.run(asOf: asOf).exitCode == 78)
        expectSame(figures, try folder.warehouseRows().everything(withKeys: true), "failed")
        #expect(try folder.contents(of: "var/reports") == reports)
        #expect(
            try folder.warehouseRows().text(
                "SELECT status || exit_code FROM v_run ORDER BY run_id DESC LIMIT 1")
                == "failed78")
    }
}
