import Foundation
import Testing

/// Contract §2: "Unknown keys, wrong types, missing files, doubled names: exit 78, every fault named
/// with its path in the file."
@Suite struct `Section 2, faults of the pipeline file` {
    @Test func `every fault at once, with its path and a likely meaning, and nothing touched`()
        async throws
    {
        var first = ContractSource.calls
        first.columns = #"callId: "ID", startdAt: "DEBUT", queue: ["A", "B"], outcome: "ISSUE""#
        first.keys =
            #"values: { outcome: { answerd: ["x"] } }, changedFile: "repalce", maxRejectRate: 2"#
        first.dialect =
            #"delimitr: ",", quote: "ab", encoding: "utf8", skipLines: -1, dateFormat: "DD/MM/YYYY""#
        var second = ContractSource.encounters
        second.name = "TEL"
        second.keys = #"until: "31/12/2026", order: { dateInName: "xx" }, wher: {}"#
        let hospital = try ContractFolder(
            [first, second],
            settings:
                #"dayCount: "workdays", minimumcount: 3, holidays: "corse", measureFrom: "2026", missingLetterDays: "90""#
        )
        try hospital.write("tel/1.csv", ContractFolder.callHeader)
        let before = try hospital.folder.contents()
        let result = try await hospital.run(expecting: 78)
        for path in [
            "sources[0].columns.startdAt", "sources[0].columns.startedAt",
            "sources[0].columns.queue",
            "sources[0].values.outcome.answerd", "sources[0].changedFile",
            "sources[0].maxRejectRate",
            "sources[0].dialect.delimitr", "sources[0].dialect.quote",
            "sources[0].dialect.encoding",
            "sources[0].dialect.skipLines", "sources[0].dialect.dateFormat", "sources[1].name",
            "sources[1].until", "sources[1].order.dateInName", "sources[1].wher", "dayCount",
            "minimumcount", "holidays", "measureFrom", "missingLetterDays",
        ] {
            #expect(result.standardError.contains(path), "\(path)")
        }
        for meant in [
            "startedAt", "answered", "replace", "delimiter", "utf-8", "where", "minimumCount",
        ] {
            #expect(
                result.standardError.contains("Did you mean \\\"\(meant)\\\"")
                    || result.standardError.contains("Did you mean \"\(meant)\""), "\(meant)")
        }
        #expect(try hospital.folder.contents() == before)
        // `check` names the same.
        let check = try await hospital.folder.command("check", asOf: nil)
        #expect(check.exitCode == 78)
        #expect(check.standardOutput.contains("sources[1].wher"))
    }

    @Test(arguments: [
        "{", "[]", "null", "{ name: 1 }", "{ sources: {} }", "{ sources: [] }", "", "{ a: NaN }",
        "{ sources: [null, 1, \"x\", []] }",
    ])
    func `a file that is no pipeline is 78 and no trap`(text: String) async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.folder.write(text, to: "pipeline.json5")
        for command in ["run", "check", "status", "report", "kpis"] {
            let result = try await hospital.folder.command(command, asOf: nil)
            #expect(result.exitCode == 78, "\(command) \(text)")
        }
    }

    @Test func `required keys that are missing are all named`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.folder.write("{ sources: [{}] }", to: "pipeline.json5")
        let result = try await hospital.run(expecting: 78)
        for path in [
            "name", "warehouse", "reports", "reference", "sources[0].name", "sources[0].kind",
            "sources[0].files",
        ] {
            #expect(result.standardError.contains("where=\"\(path) (line 1)\""), "\(path)")
        }
    }

    @Test func `a pipeline file that is not there`() async throws {
        let result = try await CommandRun.run(["run", "/nowhere/pipeline.json5"])
        #expect(result.exitCode == 78 || result.exitCode == 66 || result.exitCode == 74)
    }

    @Test func `required fields of each kind must be mapped`() async throws {
        for (kind, fields) in [
            ("encounters", ["encounterId", "encounterType", "unit", "endedAt"]),
            ("letters", ["letterId", "letterType"]),
            ("calls", ["callId", "startedAt", "queue", "outcome"]),
        ] {
            var source = ContractSource.calls
            source.kind = kind
            source.columns = ""
            let hospital = try ContractFolder([source])
            let result = try await hospital.run(expecting: 78)
            for field in fields {
                #expect(result.standardError.contains("sources[0].columns.\(field)"), "\(field)")
            }
        }
    }

    @Test func `a source that became another kind, or two that became one, are refused`()
        async throws
    {
        var other = ContractSource.calls
        other.name = "autre"
        other.files = "exports/autre/*.csv"
        let hospital = try ContractFolder([.calls, other])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;answered")
        try hospital.write("autre/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;answered")
        try await hospital.run()
        var one = ContractSource.calls
        one.keys = #"formerNames: ["autre"]"#
        try hospital.define([one])
        let result = try await hospital.run(expecting: 78)
        #expect(result.standardError.contains("autre"))
        #expect(try hospital.calls().count == 2)
        try await hospital.run("--drop-source", "autre")
        #expect(try hospital.calls().count == 1)
        var encounters = ContractSource.encounters
        encounters.name = "tel"
        try hospital.define([encounters])
        try await hospital.run(expecting: 78)
        // A name in another case is the same source.
        one.name = "Tel"
        one.keys = ""
        try hospital.define([one])
        try await hospital.run()
        #expect(try hospital.rows("SELECT source, secretariat FROM v_call") == ["Tel|S1"])
        #expect(try hospital.account("1.csv").hasPrefix("skipped"))
    }

    @Test func `the outputs may not stand in each other's place`() async throws {
        let hospital = try ContractFolder(
            [.calls],
            settings: #"key: "var/warehouse.sqlite", publishedWarehouse: "pipeline.json5""#)
        try hospital.write("tel/1.csv", ContractFolder.callHeader)
        let before = try hospital.folder.contents()
        try await hospital.run(expecting: 78)
        #expect(try hospital.folder.contents() == before)
    }

    @Test func `paths are relative to the pipeline file's folder`() async throws {
        let hospital = try ContractFolder([.calls], settings: #"key: "secret/cle""#)
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;answered")
        let result = try await CommandRun.run(
            [
                "run", "\(hospital.folder.root.lastPathComponent)/pipeline.json5", "--as-of",
                "2026-03-31",
            ],
            in: hospital.folder.root.deletingLastPathComponent())
        #expect(result.exitCode == 0, "\(result.standardError)")
        #expect(try hospital.calls().count == 1)
        #expect(FileManager.default.fileExists(atPath: hospital.folder.url("secret/cle").path))
        #expect(!FileManager.default.fileExists(atPath: hospital.folder.key.path))
    }
}
