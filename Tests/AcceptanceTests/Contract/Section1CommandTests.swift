import Domain
import Foundation
import Testing

/// Contract §1: the commands beside `run`.
@Suite struct `Section 1: report, check, status, kpis` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    // MARK: report

    @Test func `report needs the warehouse alone`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let before = try folder.contents(of: "var/reports")
        try folder.remove("exports")
        try folder.remove("reference")
        try folder.remove("var/reports")
        let result = try await folder.command("report", asOf: nil)
        #expect(result.exitCode == 0)
        #expect(HospitalFolder.differing(before, try folder.contents(of: "var/reports")) == [])
    }

    @Test func `report as of another day shows what a run of that day would`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let figures = try folder.warehouseRows().everything(withKeys: true)
        let result = try await folder.command("report", asOf: day("2026-02-20"))
        #expect(result.exitCode == 0)
        #expect(folder.months() == ["2026-01", "2026-02", "2026-03"])
        #expect(
            Comparison.differences(
                between: figures, and: try folder.warehouseRows().everything(withKeys: true)) == [],
            "the warehouse keeps the figures of its run")
        let then = try HospitalFolder(hospital)
        try await then.load(asOf: day("2026-02-20"))
        for name in ["indicateurs.csv", "donnees.csv", "index.html", "pole-P1.html"] {
            let path = "var/reports/2026-02/\(name)"
            #expect(try folder.read(path) == then.read(path), "\(name)")
        }
    }

    @Test func `report publishes the months that are asked for`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let report = ["report", folder.pipeline.path]
        #expect(try await CommandRun.run(report + ["--month", "2026-01"]).exitCode == 0)
        #expect(folder.months() == ["2026-01", "2026-03"])
        #expect(try await CommandRun.run(report + ["--month", "2025-01"]).exitCode == 64)
    }

    @Test func `report without a warehouse says what to do`() async throws {
        let folder = try HospitalFolder(hospital)
        let before = try folder.contents()
        let result = try await folder.command("report", asOf: nil)
        #expect(result.exitCode == 66)
        #expect(result.standardError.contains("secretariat-kpi run"))
        #expect(try folder.contents() == before)
    }

    // MARK: check

    @Test func `check tells all faults at once and writes nothing`() async throws {
        let folder = try HospitalFolder(hospital)
        let secretariats = String(
            decoding: try folder.read("reference/secretariats.csv"), as: UTF8.self)
        try folder.write(secretariats + secretariats, to: "reference/secretariats.csv")
        try folder.remove("reference/cibles.csv")
        let export = try folder.read("exports/suivi/2026-03.csv")
        try folder.write(
            String(decoding: export, as: UTF8.self)
                .replacingOccurrences(of: "DICTE_LE", with: "KANARI_LE"),
            to: "exports/suivi/2026-03.csv")
        try folder.write("", to: "exports/tel/2026-03.csv")
        try folder.write("A;B\n", to: "exports/dpi/2026-02.csv")
        let before = try folder.contents()
        let result = try await folder.command("check", asOf: nil)
        #expect(result.exitCode == 78)
        for word in [
            "secretariats", "cibles.csv", "DICTE_LE", "tel: 2026-03.csv", "dpi: 2026-02.csv",
        ] {
            #expect(result.standardOutput.contains(word), "\(word)")
        }
        #expect(!result.standardOutput.contains("KANARI"))
        #expect(try folder.contents() == before)
    }

    @Test func `only --show-values shows cells`() async throws {
        let folder = try HospitalFolder(hospital)
        let plain = try await folder.command("check", asOf: nil)
        #expect(plain.exitCode == 0)
        #expect(!plain.standardOutput.contains(PlainExport.canary))
        let before = try folder.contents()
        let shown = try await folder.command("check", asOf: nil, ["--show-values"])
        #expect(shown.exitCode == 0)
        #expect(shown.standardOutput.contains(PlainExport.canary))
        #expect(try folder.contents() == before)
    }

    @Test func `check says that a required source has no file`() async throws {
        var required = hospital
        required.sources[0].isRequired = true
        let folder = try HospitalFolder(required)
        try folder.remove("exports/dpi")
        let result = try await folder.command("check", asOf: nil)
        #expect(result.exitCode == 66)
        #expect(result.standardOutput.contains("dpi"))
    }

    // MARK: status

    @Test func `status tells runs, freshness, rejects, size and integrity, and writes nothing`()
        async throws
    {
        let folder = try HospitalFolder(hospital)
        #expect(try await folder.command("status", asOf: nil).exitCode == 0, "before a first run")
        try folder.write("", to: "exports/dpi/2026-03.csv")
        try await folder.load(asOf: asOf, exitCode: 65)
        let before = try folder.contents()
        let text = try await folder.command("status", asOf: nil).standardOutput
        for word in [
            "partial (65)", "refused: 2026-03.csv", "last event 2026-02-", "integrity: ok",
        ] {
            #expect(text.contains(word), "\(word)")
        }
        let first = try await folder.command("status", asOf: nil, ["--json"])
        let second = try await folder.command("status", asOf: nil, ["--json"])
        #expect(first.standardOutput == second.standardOutput)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(first.standardOutput.utf8))
                as? [String: Any])
        for key in ["bytes", "integrity", "runs", "sources"] {
            #expect(object[key] != nil, "\(key)")
        }
        #expect(try folder.contents() == before)
    }

    // MARK: kpis

    @Test func `kpis lists every indicator, with the unit of the pipeline`() async throws {
        let folder = try HospitalFolder(hospital)
        let plain = try await CommandRun.run(["kpis"]).standardOutput
        for entry in IndicatorCatalogue.entries {
            #expect(plain.contains("\(entry.indicator.rawValue)\n"))
        }
        let calendar = try await CommandRun.run(["kpis", folder.pipeline.path]).standardOutput
        #expect(calendar.contains(" unit        jours, lower is better"))
        #expect(!calendar.contains("jours / jours"))
        try folder.editDefinition("dayCount: \"calendar\"", "dayCount: \"working\"")
        let working = try await CommandRun.run(["kpis", folder.pipeline.path]).standardOutput
        #expect(working.contains("unit        jours ouvrés, lower"))
        try folder.editDefinition("dayCount: \"working\"", "dayCount: \"weeks\"")
        let faulty = try await CommandRun.run(["kpis", folder.pipeline.path])
        #expect(faulty.exitCode == 78)
        #expect(faulty.standardOutput == "" && faulty.standardError.contains("dayCount"))
    }

    @Test(arguments: ["run", "report", "check", "status", "inspect", "kpis"])
    func `--help wins over everything else on its line`(command: String) async throws {
        let help = try await CommandRun.run([command, "/nowhere", "--help"])
        #expect(help.exitCode == 0)
        #expect(help.standardOutput.contains("secretariat-kpi \(command)"))
        #expect(help.standardError == "")
    }

    @Test(arguments: ["run", "report", "check", "status"])
    func `a pipeline file that is not there is a wrong definition`(command: String) async throws {
        let result = try await CommandRun.run([command, "/nowhere/pipeline.json5"])
        #expect(result.exitCode == 78)
        #expect((result.standardError + result.standardOutput).contains("/nowhere/pipeline.json5"))
    }
}
