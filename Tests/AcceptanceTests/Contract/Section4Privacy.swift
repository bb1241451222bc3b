import Foundation
import Testing

/// Contract §4, privacy: "an identifier and the text of any column that is not mapped reach no
/// output: not the warehouse, the reports, the rejects or the log."
@Suite struct `Section 4, privacy` {
    /// Texts that must be nowhere; none is a part of a file name or of the pipeline file.
    private static let canaries = [
        "ZZIDENT", "ZZNOM", "ZZENTETE", "ZZCELLULE", "0639984217", "2991275123456", "ZZVENUE",
        "ZZLIBRE", "ZZLETTRE", "ZZAPPEL", "ZZDATE", "ZZSTATUT",
    ]

    private func sources() -> [ContractSource] {
        var encounters = ContractSource.encounters
        encounters.columns += #", status: "STATUT", startedAt: "ENTREE""#
        var letters = ContractSource.letters
        letters.columns += #", status: "STATUT""#
        var calls = ContractSource.calls
        calls.columns += #", waitSeconds: "ATTENTE""#
        calls.keys = #"where: { SITE: ["1"] }"#
        return [encounters, letters, calls]
    }

    /// Every byte that the command left behind or said, by where.
    private func expectNoCanary(
        _ hospital: ContractFolder, _ results: [CommandResult],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var outputs = try hospital.folder.contents(of: "var").filter { !$0.value.isEmpty }
        for (index, result) in results.enumerated() {
            outputs["stdout \(index)"] = Data(result.standardOutput.utf8)
            outputs["stderr \(index)"] = Data(result.standardError.utf8)
        }
        for (place, bytes) in outputs {
            let lower = Data(bytes.map { (65...90).contains($0) ? $0 | 0x20 : $0 })
            for canary in Self.canaries where lower.range(of: Data(canary.lowercased().utf8)) != nil
            {
                Issue.record("\(canary) is in \(place)", sourceLocation: sourceLocation)
            }
            #expect(!place.lowercased().contains("zz"), sourceLocation: sourceLocation)
        }
    }

    private func write(_ hospital: ContractFolder) throws {
        try hospital.write(
            "dpi/1.csv", "ID;TYPE;UF;FIN;STATUT;ENTREE;ZZENTETE;TEL",
            "ZZIDENT1;CONS;U1;2026-03-02;done;;ZZNOM Marie;0639984217",
            "ZZIDENT2;CONS;U1;ZZDATE;done;;ZZNOM;0639984217",
            "ZZIDENT3;CONS;U1;2026-03-02;ZZSTATUT;;ZZNOM;2991275123456",
            "ZZIDENT4;CONS;U1;2026-03-02;done;ZZDATE;ZZNOM;0639984217",
            "ZZIDENT5;CONS;U1;2026-03-02;done;;\"ZZNOM;0639984217", "ZZIDENT6;ZZNOM",
            "ZZIDENT7;CONS;;2026-03-02;done;;ZZNOM\u{01};0639984217",
            "ZZIDENT8;CONS;;2026-03-02;done;;ZZNOM;0639984217;ZZCELLULE")
        try hospital.write(
            "suivi/1.csv", "ID;TYPE;UF;VENUE;DICTEE;ENVOI;STATUT;ZZENTETE",
            "ZZLETTRE1;CR;U1;ZZVENUE1;2026-03-02;;active;ZZLIBRE",
            "ZZLETTRE2;CR;U1;ZZIDENT1;2026-03-02;;ZZSTATUT;ZZLIBRE")
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;ATTENTE;SITE;APPELANT",
            "ZZAPPEL1;2026-03-02;Q1;answered;1;1;0639984217",
            "ZZAPPEL2;2026-03-02;Q1;ZZCELLULE;1;1;0639984217",
            "ZZAPPEL3;2026-03-02;Q1;answered;0639984217;1;0639984217",
            "ZZAPPEL4;2026-03-02;Q1;answered;1;ZZCELLULE;0639984217")
    }

    @Test func `identifiers and columns not mapped reach no output`() async throws {
        let hospital = try ContractFolder(
            sources(), settings: #"publishedWarehouse: "var/publie.sqlite", minimumCount: 0"#)
        try write(hospital)
        var results = [try await hospital.run()]
        #expect(try hospital.rows("SELECT count(*) FROM v_reject") == ["10"])
        for options in [
            ["--log", "json"], ["--dry-run"], ["--rebuild"], ["--rebuild", "--log", "json"],
            ["--dry-run", "--log", "json"],
        ] {
            results.append(try await hospital.run(options, asOf: "2026-03-31", expecting: 0))
        }
        for command in ["check", "status", "kpis", "report"] {
            results.append(try await hospital.folder.command(command, asOf: nil))
        }
        results.append(try await hospital.folder.command("status", asOf: nil, ["--json"]))
        try expectNoCanary(hospital, results)
    }

    @Test func `nor where files are refused, for whatever reason`() async throws {
        let hospital = try ContractFolder(sources())
        try write(hospital)
        try hospital.write("dpi/2.csv", "ZZENTETE;ZZNOM;ZZCELLULE", "ZZIDENT;ZZNOM;ZZCELLULE")
        try hospital.write("dpi/3.csv", "ID;ID;TYPE;UF;FIN;STATUT;ENTREE;ZZENTETE", "ZZIDENT")
        try hospital.write("dpi/4.csv", "\"ZZENTETE", "ZZIDENT")
        try hospital.write("dpi/5.csv", "ZZENTETE,ZZNOM", "ZZIDENT,ZZNOM")
        try hospital.write("dpi/6.csv", "ID;TYPE;UF;FIN;STATUT;ENTREE\u{00}ZZENTETE", "ZZIDENT")
        try hospital.write(
            "dpi/7.csv",
            bytes: Array("ID;TYPE;UF;FIN;STATUT;ENTREE;ZZENTETE".utf8) + [0xFF, 0x81, 0x0A])
        let rejects = (0..<30).map { "ZZIDENT\($0);CONS;U1;ZZDATE;done;;" }
        try hospital.folder.write(
            (["ID;TYPE;UF;FIN;STATUT;ENTREE;ZZENTETE"] + rejects).joined(separator: "\n"),
            to: "exports/dpi/8.csv")
        var results = [try await hospital.run(expecting: 65)]
        #expect(
            try hospital.rows("SELECT count(*) FROM v_file WHERE status = 'refused'") == ["7"])
        results.append(try await hospital.run("--rebuild", "--log", "json", expecting: 65))
        results.append(try await hospital.run("--log", "json"))
        for command in ["check", "status", "report"] {
            results.append(try await hospital.folder.command(command, asOf: nil))
        }
        try hospital.folder.write(
            (["ID;TYPE;UF;FIN;STATUT;ENTREE;ZZENTETE"] + ["ZZIDENT1;CONS;U1;2026-03-02;done;;"])
                .joined(separator: "\n"),
            to: "exports/dpi/1.csv")
        results.append(try await hospital.run())
        try expectNoCanary(hospital, results)
    }

    @Test func `only inspect and check --show-values show cells`() async throws {
        let hospital = try ContractFolder(sources())
        try write(hospital)
        try await hospital.run()
        let silent = try await hospital.folder.command("check", asOf: nil)
        let shown = try await hospital.folder.command("check", asOf: nil, ["--show-values"])
        #expect(!silent.standardOutput.contains("ZZ"))
        #expect(shown.standardOutput.contains("ZZENTETE") && shown.standardOutput.contains("ZZNOM"))
        let inspected = try await CommandRun.run(
            ["inspect", hospital.folder.url("exports/dpi/1.csv").path])
        #expect(inspected.standardOutput.contains("ZZENTETE"))
    }

    @Test func `facts keep days for encounters and letters, seconds for calls`() async throws {
        let hospital = try ContractFolder([.encounters, .letters, .calls])
        try hospital.write(
            "dpi/1.csv", ContractFolder.encounterHeader, "E;CONS;U1;2026-03-02T13:37:11")
        try hospital.write(
            "suivi/1.csv", ContractFolder.letterHeader,
            "L;CR;U1;E;2026-03-02T13:37:11;2026-03-03 23:59:59")
        try hospital.write(
            "tel/1.csv", ContractFolder.callHeader, "1;2026-03-02T13:37:11;Q1;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT ended_on FROM fact_encounter") == ["20514"])
        #expect(
            try hospital.rows("SELECT dictated_on, sent_on FROM fact_letter") == ["20514|20515"])
        #expect(
            try hospital.rows("SELECT started_at FROM fact_call") == ["\(20_514 * 86_400 + 49_031)"]
        )
    }

    @Test func `a field that no indicator reads is checked and not stored`() async throws {
        var source = ContractSource.encounters
        source.columns += #", startedAt: "ENTREE""#
        let hospital = try ContractFolder([source])
        try hospital.write(
            "dpi/1.csv", "ID;TYPE;UF;FIN;ENTREE", "1;CONS;U1;2026-03-02;2011-11-11",
            "2;CONS;U1;2026-03-02;x")
        try await hospital.run()
        #expect(try hospital.rejects() == ["3|ENTREE|bad_date"])
        let dump = try hospital.rows("SELECT * FROM fact_encounter").joined()
        #expect(!dump.contains("15289"))
    }

    @Test func `outputs are without rights for others, the key for its owner alone`() async throws {
        let hospital = try ContractFolder(
            sources(), settings: #"publishedWarehouse: "var/publie/p.sqlite""#)
        try write(hospital)
        try await hospital.run()
        func check() throws {
            for path in try FileManager.default.subpathsOfDirectory(
                atPath: hospital.folder.url("var").path)
            {
                let file = hospital.folder.url("var/\(path)").path
                let mode =
                    try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
                    as? Int
                #expect((mode ?? 0o7) & 0o007 == 0, "\(path)")
                if path.hasSuffix(".key") { #expect(mode == 0o600) }
            }
        }
        try check()
        try await hospital.run("--rebuild")
        try check()
        let top = try FileManager.default.attributesOfItem(atPath: hospital.folder.url("var").path)
        #expect((top[.posixPermissions] as? Int ?? 7) & 0o007 == 0)
    }

    @Test func `a key that is lost or another one: 78, and never a new one`() async throws {
        let hospital = try ContractFolder(sources())
        try write(hospital)
        try await hospital.run()
        let before = try hospital.folder.contents(of: "var")
        let key = try hospital.folder.read("var/warehouse.sqlite.key")
        try hospital.folder.remove("var/warehouse.sqlite.key")
        for options in [[], ["--rebuild"], ["--dry-run"]] {
            try await hospital.run(options, asOf: "2026-03-31", expecting: 78)
            #expect(!FileManager.default.fileExists(atPath: hospital.folder.key.path))
        }
        for text in ["", "0123", String(repeating: "0", count: 32)] {
            try hospital.folder.write(text, to: "var/warehouse.sqlite.key")
            for options in [[], ["--rebuild"], ["--dry-run"]] {
                try await hospital.run(options, asOf: "2026-03-31", expecting: 78)
            }
            #expect(try hospital.folder.read("var/warehouse.sqlite.key") == Data(text.utf8))
        }
        try hospital.folder.write(key, to: "var/warehouse.sqlite.key")
        let after = try hospital.folder.contents(of: "var")
        #expect(after["reports/2026-03/index.html"] == before["reports/2026-03/index.html"])
        try await hospital.run()
    }

    @Test func `the pseudonyms of two hospitals differ, those of one stay`() async throws {
        let hospitals = [try ContractFolder([.encounters]), try ContractFolder([.encounters])]
        var keys: [[String]] = []
        for hospital in hospitals {
            try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E;CONS;U1;2026-03-02")
            try await hospital.run()
            keys.append(try hospital.rows("SELECT encounter_key FROM v_encounter"))
            try await hospital.run("--rebuild")
            #expect(try hospital.rows("SELECT encounter_key FROM v_encounter") == keys.last)
        }
        #expect(keys[0] != keys[1])
    }
}
