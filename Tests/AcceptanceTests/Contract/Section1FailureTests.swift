import Domain
import Foundation
import Glibc
import SQLiteStore
import Testing

/// Contract §1: "A run that fails leaves the warehouse and the published reports as they were; its
/// failure is recorded in `v_run` where the disk allows."
@Suite struct `Section 1: failures` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    /// A hospital that was loaded, whose next run has something to do.
    private func loaded(_ extraKeys: [String] = []) async throws -> HospitalFolder {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(of: hospital, extraKeys: extraKeys)
        try await folder.load(asOf: asOf)
        try folder.writeExports(of: hospital.withoutLetters { $0.id.hasSuffix("L-2") })
        return folder
    }

    /// Runs, expects an exit code, and that facts, figures and reports are as they were.
    private func expectUntouched(
        _ folder: HospitalFolder, exitCode: Int32,
        _ script: String = "$KPI run $P --as-of 2026-03-30",
        isRecorded: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let rows = try folder.warehouseRows().everything(withKeys: true)
        let before = try folder.contents(of: "var")
        let result = try await Shell.run(script, in: folder)
        #expect(result.exitCode == exitCode, sourceLocation: sourceLocation)
        #expect(
            result.standardError.split(separator: "\n").contains { $0.contains(" error ") },
            "the reason is said", sourceLocation: sourceLocation)
        let after = try folder.contents(of: "var")
        #expect(
            HospitalFolder.differing(before, after) == (isRecorded ? ["warehouse.sqlite"] : []),
            sourceLocation: sourceLocation)
        #expect(
            Comparison.differences(
                between: rows, and: try folder.warehouseRows().everything(withKeys: true)) == [],
            sourceLocation: sourceLocation)
        #expect(
            try folder.lastRun() == (isRecorded ? "failed \(exitCode)" : "succeeded 0"),
            sourceLocation: sourceLocation)
    }

    /// No file can be made below it, whoever tries.
    private static let nowhere = "/proc/self/nowhere"

    @Test func `73: the reports' folder cannot be written`() async throws {
        let folder = try await loaded()
        try folder.editDefinition("\"var/reports\"", "\"\(Self.nowhere)\"")
        try await expectUntouched(folder, exitCode: 73)
    }

    @Test func `73: the reports' folder is a file`() async throws {
        let folder = try await loaded()
        try folder.write("in the way", to: "elsewhere")
        try folder.editDefinition("\"var/reports\"", "\"elsewhere\"")
        try await expectUntouched(folder, exitCode: 73)
        #expect(try folder.read("elsewhere") == Data("in the way".utf8))
    }

    @Test func `73: the published warehouse cannot be written`() async throws {
        let folder = try await loaded(["publishedWarehouse: \"var/published.sqlite\""])
        try folder.editDefinition("\"var/published.sqlite\"", "\"\(Self.nowhere)/w.sqlite\"")
        try await expectUntouched(folder, exitCode: 73)
    }

    @Test func `73: the published warehouse replaces no file but its own kind`() async throws {
        let folder = try await loaded(["publishedWarehouse: \"var/published.sqlite\""])
        try folder.editDefinition("var/published.sqlite", "reference/cibles.csv")
        let targets = try folder.read("reference/cibles.csv")
        try await expectUntouched(folder, exitCode: 73)
        #expect(try folder.read("reference/cibles.csv") == targets)
    }

    @Test func `73: nothing is left where the warehouse cannot be made`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.editDefinition("\"var/warehouse.sqlite\"", "\"\(Self.nowhere)/w.sqlite\"")
        let before = try folder.contents()
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 73)
        #expect(try folder.contents() == before)
    }

    @Test func `74: no room left, told and not died of`() async throws {
        let folder = try await loaded()
        // The shell's unit is 512 bytes: enough for a report, too little for the warehouse.
        let script = "ulimit -f 300; $KPI run $P --as-of 2026-03-30"
        let rows = try folder.warehouseRows().everything(withKeys: true)
        let reports = try folder.contents(of: "var/reports")
        let result = try await Shell.run(script, in: folder)
        #expect(result.exitCode == 74)
        #expect(result.standardError.contains(" error "))
        #expect(try folder.contents(of: "var/reports") == reports)
        // The limit keeps even what was there from being written back: whoever opens the file next
        // plays its journal back.
        // The failure itself is recorded where the limit lets it.
        #expect([0, 74].contains(try await folder.command("status", asOf: nil).exitCode))
        #expect(!folder.exists("var/warehouse.sqlite-journal"))
        #expect(
            Comparison.differences(
                between: rows, and: try folder.warehouseRows().everything(withKeys: true)) == [])
        try await folder.load(asOf: asOf)
    }

    @Test func `74: no room on a first run leaves no warehouse and no key`() async throws {
        let folder = try HospitalFolder(hospital)
        let result = try await Shell.run(
            "ulimit -f 300; $KPI run $P --as-of 2026-03-31", in: folder)
        #expect(result.exitCode == 74)
        #expect(try folder.contents(of: "var").keys.sorted() == ["warehouse.sqlite.lock"])
        try await folder.load(asOf: asOf)
    }

    @Test func `74: a folder of exports that cannot be listed`() async throws {
        let folder = try await loaded()
        try folder.remove("exports/dpi")
        try folder.write("no folder", to: "exports/dpi")
        // A folder that is not there brings no file; one that is something else is a fault.
        let result = try await folder.run(asOf: day("2026-03-30"))
        #expect([0, 74].contains(result.exitCode))
    }

    @Test func `75: run and report wait for no lock, status needs none`() async throws {
        let folder = try await loaded()
        let lock = open(folder.url("var/warehouse.sqlite.lock").path, O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        for command in ["run", "run --rebuild", "run --dry-run", "report"] {
            let words = command.split(separator: " ", maxSplits: 1)
            try await expectUntouched(
                folder, exitCode: 75,
                "$KPI \(words[0]) $P --as-of 2026-03-30 \(words.dropFirst().joined())",
                isRecorded: false)
        }
        #expect(try await folder.command("status", asOf: nil).exitCode == 0)
    }

    @Test func `78: a definition that is faulty is recorded where it names its warehouse`()
        async throws
    {
        let folder = try await loaded()
        try folder.editDefinition("missingLetterDays:", "missingLeterDays:")
        try await expectUntouched(folder, exitCode: 78)
    }

    @Test func `78: a key that is lost is recorded, and never made again`() async throws {
        let folder = try await loaded()
        try folder.remove("var/warehouse.sqlite.key")
        try await expectUntouched(folder, exitCode: 78)
        try await expectUntouched(
            folder, exitCode: 78, "$KPI run $P --as-of 2026-03-30 --rebuild")
        #expect(!folder.exists("var/warehouse.sqlite.key"))
    }

    @Test func `70: figures that contradict themselves are not published`() async throws {
        let folder = try await loaded()
        let writer = try Database(path: folder.warehouse.path, mode: .readWrite)
        try writer.execute("UPDATE dim_source_file SET rows_held = rows_held + 1")
        writer.close()
        try await expectUntouched(folder, exitCode: 70)
    }

    @Test func `66: nothing is done`() async throws {
        var required = hospital
        required.sources[0].isRequired = true
        required.sources.append(PlainSource(name: "nouveau", kind: .letters, isRequired: true))
        let folder = try await loaded()
        try folder.writeDefinition(of: required)
        try await expectUntouched(folder, exitCode: 66)
    }

    @Test func `a run that is killed leaves the old reports or the new ones, whole`() async throws {
        let folder = try await loaded()
        let before = try folder.contents(of: "var/reports")
        for milliseconds in [40, 90, 140, 200, 260, 320] {
            let run = try Shell.start(
                "exec $KPI run $P --as-of 2026-03-30 --from 2026-01 --to 2026-03 --quiet",
                in: folder)
            try await Task.sleep(for: .milliseconds(milliseconds))
            kill(run.process, SIGKILL)
            _ = try await run.end()
            for month in folder.months() where !month.hasPrefix(".") {
                let files = try folder.contents(of: "var/reports/\(month)")
                let days = Set(
                    files.filter { $0.key.hasSuffix(".html") }.map {
                        String(decoding: $0.value, as: UTF8.self).contains(
                            #"Données arrêtées au</dt>\#n<dd><time datetime="2026-03-30""#)
                    })
                #expect(days.count == 1, "\(month) is mixed")
                #expect(files.keys.contains("indicateurs.csv"))
            }
            #expect(try folder.warehouseRows().count("SELECT count(*) FROM v_kpi") > 0)
        }
        try await folder.load(asOf: asOf, ["--from", "2026-01", "--to", "2026-03"])
        let names = try folder.contents(of: "var").keys
        #expect(!names.contains { $0.contains("secretariat-new") || $0.hasSuffix("-journal") })
        #expect(try folder.contents(of: "var/reports").count > before.count)
    }
}
