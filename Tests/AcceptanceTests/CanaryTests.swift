import Domain
import Foundation
import Testing

/// Nothing of a cell that is not to be kept is left anywhere, on any path: every identifier and
/// every column that is not mapped, of all three kinds, holds a canary.
@Suite(.serialized) struct `Canaries` {
    private static let sources: [ContractSource] = {
        var letters = ContractSource.letters
        letters.columns += #", channel: "CANAL""#
        letters.keys = "maxRejectRate: 1"
        var encounters = ContractSource.encounters
        encounters.keys = "maxRejectRate: 1"
        var calls = ContractSource.calls
        calls.columns += #", waitSeconds: "ATTENTE""#
        calls.keys = "maxRejectRate: 1"
        return [encounters, letters, calls]
    }()

    private func hospital() throws -> ContractFolder {
        let hospital = try ContractFolder(
            Self.sources, settings: #"publishedWarehouse: "var/published/copy.sqlite""#)
        try FileManager.default.createDirectory(
            at: hospital.folder.url("tmp"), withIntermediateDirectories: true)
        try write(hospital, "1", month: "03")
        return hospital
    }

    /// Rows that are right, and one for each way to be wrong.
    private func write(_ hospital: ContractFolder, _ name: String, month: String) throws {
        let word = Canary.word
        let rest = "\(word);\(word) Zoé;06 39 98 \(word)"
        var encounters = ["ID;TYPE;UF;FIN;IPP;NOM;TEL"]
        var letters = ["ID;TYPE;UF;VENUE;DICTEE;ENVOI;CANAL;NOM;OBJET;DOCTEUR"]
        var calls = ["ID;DEBUT;FILE;ISSUE;ATTENTE;APPELANT;AGENT;NOTE"]
        for number in 0..<60 {
            let id = "\(word)\(name)\(number)"
            let day = "2026-\(month)-\(padded(number % 28 + 1, to: 2))"
            encounters.append("\(id);CONS;U\(number % 2 + 1);\(day);\(rest)")
            letters.append("L\(id);CR;U1;\(id);\(day);\(day);POSTE;\(rest)")
            calls.append("T\(id);\(day) 09:12:13;Q1;answered;12;\(rest)")
        }
        encounters += [
            "\(word)a;CONS;U1;\(word);\(rest)", "\(word)b;CONS;U1;2026-02-30;\(rest)",
            "\(word)c;CONS;\"\(word);2026-03-02;\(rest)", "\(word)d;\(word)",
            "\(word)e;;U1;2026-03-02;\(rest)", "\(word)f;CONS;U1;2026-03-02;\u{1}\(rest)",
        ]
        letters += [
            "\(word)a;CR;U1;\(word);\(word);;POSTE;\(rest)", "\(word)b;CR;U1;;;;POSTE;\(rest)",
        ]
        calls += [
            "\(word)a;\(word);Q1;answered;1;\(rest)", "\(word)b;2026-03-02;Q1;\(word);1;\(rest)",
            "\(word)c;2026-03-02;Q1;answered;\(word);\(rest)",
        ]
        for (source, lines) in [("dpi", encounters), ("suivi", letters), ("tel", calls)] {
            try hospital.folder.write(
                lines.joined(separator: "\n") + "\n", to: "exports/\(source)/\(name).csv")
        }
    }

    private var environment: String { #"TMPDIR="$PWD/tmp" SQLITE_TMPDIR="$PWD/tmp""# }

    /// Searches every byte and every name that the command left behind, and what it said.
    private func expectNoCanary(
        _ hospital: ContractFolder, _ results: [CommandResult], _ note: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var outputs: [String: Data] = [:]
        for folder in ["var", "tmp"] where hospital.folder.exists(folder) {
            for (name, bytes) in try hospital.folder.contents(of: folder) {
                outputs["\(folder)/\(name)"] = bytes + Data(name.utf8)
            }
        }
        for (index, result) in results.enumerated() {
            outputs["output \(index)"] = Data(result.standardOutput.utf8)
            outputs["error \(index)"] = Data(result.standardError.utf8)
        }
        #expect(!outputs.isEmpty, sourceLocation: sourceLocation)
        for (place, bytes) in outputs {
            let found = Canary.found(in: bytes)
            #expect(found.isEmpty, "\(note) \(place): \(found)", sourceLocation: sourceLocation)
        }
    }

    private func run(
        _ hospital: ContractFolder, _ options: String = "", before: String = ""
    ) async throws -> CommandResult {
        try await Shell.run(
            before + "\n\(environment) exec \"$KPI\" run \"$P\" --as-of 2026-03-31 " + options,
            in: hospital.folder)
    }

    @Test func `the search finds a canary in every encoding`() {
        for encoding in [
            String.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian, .isoLatin1,
        ] {
            for before in ["", "x", "xy", "xyz"] {
                let text = before.data(using: encoding) ?? Data()
                let bytes = text + (Canary.word.data(using: encoding) ?? Data()) + Data([0x21])
                #expect(!Canary.found(in: bytes).isEmpty)
                #expect(!Canary.found(in: Data(bytes.base64EncodedString().utf8)).isEmpty)
                let hex = bytes.map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }
                #expect(!Canary.found(in: Data(hex.joined().uppercased().utf8)).isEmpty)
            }
        }
        #expect(Canary.found(in: Data("canari 7Q".utf8)).isEmpty)
    }

    @Test func `after success, rejects, a rebuild and every command`() async throws {
        let hospital = try hospital()
        var results: [CommandResult] = []
        for options in ["--dry-run", "--log json", "--rebuild", "--rebuild --log json --dry-run"] {
            results.append(try await run(hospital, options))
            try expectNoCanary(hospital, results, options)
        }
        #expect(results.map(\.exitCode) == [0, 0, 0, 0])
        #expect(try hospital.rows("SELECT count(*) FROM v_reject") != ["0"])
        try write(hospital, "1", month: "02")
        results.append(try await run(hospital, "--accept-removals"))
        for (command, options) in [
            ("check", []), ("status", []), ("status", ["--json"]), ("report", []), ("kpis", []),
        ] {
            results.append(try await hospital.folder.command(command, asOf: nil, options))
        }
        try expectNoCanary(hospital, results)
    }

    @Test(arguments: ["header", "doubled", "rejects", "binary", "UTF-16", "cut", "NIR"])
    func `after the refusal of a file`(fault: String) async throws {
        let hospital = try hospital()
        _ = try await run(hospital)
        for source in ["dpi", "suivi", "tel"] {
            let path = "exports/\(source)/1.csv"
            var lines = String(decoding: try hospital.folder.read(path), as: UTF8.self)
                .split(separator: "\n").map(String.init)
            switch fault {
            case "header": lines[0] = "\(Canary.word);\(Canary.word)"
            case "doubled": lines[0] += ";" + lines[0]
            case "rejects": lines = [lines[0]] + lines.dropFirst().map { $0 + ";\(Canary.word)" }
            case "binary": lines = lines.map { "\u{0}\(Canary.word)\u{0}\($0)" }
            case "cut": lines = [lines[0], lines[1]]
            case "NIR":
                lines =
                    [lines[0]]
                    + (0..<20).map {
                        let number = 2_690_549_588_101 + $0
                        let cell = "\(number)\(padded(97 - number % 97, to: 2))"
                        return "\(cell);CR;U1;2026-03-02;2026-03-02;;;;;"
                    }
            default: break
            }
            var bytes = Data(lines.joined(separator: "\n").utf8)
            if fault == "UTF-16" {
                bytes =
                    Data([0xFF, 0xFE]) + (lines.joined().data(using: .utf16LittleEndian) ?? Data())
            }
            try hospital.folder.write(bytes, to: path)
        }
        if fault == "rejects" {
            try hospital.define(
                Self.sources.map {
                    var source = $0
                    source.keys = ""
                    return source
                })
        }
        var results = [try await run(hospital, "--log json")]
        #expect(results[0].exitCode == 65)
        for command in ["check", "status"] {
            results.append(try await hospital.folder.command(command, asOf: nil))
        }
        try expectNoCanary(hospital, results)
    }

    @Test func `after a kill at any moment`() async throws {
        let hospital = try hospital()
        for (number, options) in ["", "--rebuild"].enumerated() {
            for delay in ["0.05", "0.1", "0.2", "0.4"] {
                try write(hospital, "\(number)", month: delay.hasSuffix("5") ? "02" : "03")
                let result = try await Shell.run(
                    """
                    \(environment) "$KPI" run "$P" --as-of 2026-03-31 --accept-removals \(options) &
                    sleep \(delay); kill -9 $!; wait
                    """, in: hospital.folder)
                try expectNoCanary(hospital, [result], "\(options) \(delay)")
            }
        }
        let last = try await run(hospital, "--accept-removals")
        #expect(last.exitCode == 0, "\(last.standardError)")
        try expectNoCanary(hospital, [last])
    }

    @Test func `while a journal is hot`() async throws {
        let hospital = try hospital()
        _ = try await run(hospital)
        var isHot = false
        for attempt in 0..<20 where !isHot {
            try write(hospital, "1", month: attempt % 2 == 0 ? "02" : "03")
            let result = try await Shell.run(
                """
                \(environment) "$KPI" run "$P" --as-of 2026-03-31 --accept-removals &
                while [ -e /proc/$!/exe ]; do
                  if [ -s var/warehouse.sqlite-journal ]; then kill -9 $!; fi
                done
                """, in: hospital.folder)
            isHot = hospital.folder.exists("var/warehouse.sqlite-journal")
            try expectNoCanary(hospital, [result], "attempt \(attempt)")
        }
        #expect(isHot)
    }

    @Test func `on a disk that is full`() async throws {
        let hospital = try hospital()
        for options in ["", "--rebuild"] {
            // Blocks of 512 bytes.
            for blocks in [1, 100, 400, 800] {
                let result = try await run(
                    hospital, options, before: "ulimit -f \(blocks)")
                try expectNoCanary(hospital, [result], "\(blocks) \(options)")
            }
            let result = try await run(hospital, options)
            #expect(result.exitCode == 0, "\(result.standardError)")
        }
    }

    // MARK: Rights

    @Test(arguments: ["000", "022", "077"])
    func `outputs have the same rights whatever the caller's umask`(umask: String) async throws {
        let hospital = try hospital()
        for options in ["", "--rebuild"] {
            let result = try await run(hospital, options, before: "umask \(umask)")
            #expect(result.exitCode == 0)
            for name in try hospital.folder.contents(of: "var").keys {
                let rights = try hospital.folder.rights("var/\(name)")
                let isKey = name.hasSuffix(".key")
                #expect(
                    (isKey ? ["600"] : ["640", "600", "750"]).contains(rights), "\(name) \(rights)")
            }
        }
        #expect(try hospital.folder.rights("var/reports/2026-03/index.html") == "640")
        #expect(try hospital.folder.rights("var/warehouse.sqlite") == "640")
    }

    @Test func `a key that a copy made readable is its owner's alone again`() async throws {
        let hospital = try hospital()
        _ = try await run(hospital)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: hospital.folder.key.path)
        _ = try await run(hospital)
        #expect(try hospital.folder.rights("var/warehouse.sqlite.key") == "600")
    }

    @Test func `a crash leaves no core`() async throws {
        let hospital = try hospital()
        let result = try await Shell.run(
            """
            ulimit -c unlimited
            "$KPI" run "$P" --as-of 2026-03-31 2>/dev/null &
            while [ -e /proc/$!/exe ]; do grep 'Max core' /proc/$!/limits; done
            true
            """, in: hospital.folder)
        let last = try #require(result.standardOutput.split(separator: "\n").last)
        #expect(last.split(separator: " ").suffix(3).prefix(2) == ["1", "1"], "\(last)")
    }

    @Test(arguments: [
        #"key: "var/reports/the.key""#, #"key: "var/reports/2026-03/the.key""#,
        #"key: "link/the.key""#,
    ])
    func `a key within the reports is a fault`(setting: String) async throws {
        let hospital = try ContractFolder([.calls], settings: setting)
        try FileManager.default.createDirectory(
            at: hospital.folder.url("var/reports"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: hospital.folder.url("link").path, withDestinationPath: "var/reports")
        let result = try await hospital.run(expecting: 78)
        #expect(result.standardError.contains("reports' folder"))
    }

    @Test func `a key that is lost or another's is explained`() async throws {
        let hospital = try hospital()
        _ = try await run(hospital)
        let path = "var/warehouse.sqlite.key"
        for key in [nil, "no key", String(repeating: "5", count: 32)] {
            try hospital.folder.remove(path)
            if let key { try hospital.folder.write(key, to: path) }
            let result = try await run(hospital)
            #expect(result.exitCode == 78)
            #expect(
                result.standardError.contains("key") && result.standardError.contains("restore"))
            if key == nil { try hospital.folder.write("", to: path) }
        }
    }

    // MARK: Numbers of the social security

    @Test(arguments: [
        (#"unit: "NIR", encounterId: "ID""#, "columns.unit"),
        (#"unit: "UF", encounterId: ["ID", "N° SS"]"#, "columns.encounterId"),
    ])
    func `a column named so is refused, by run and check`(columns: String, place: String)
        async throws
    {
        var source = ContractSource.encounters
        source.columns = #"encounterType: "TYPE", endedAt: "FIN", "# + columns
        let hospital = try ContractFolder([source])
        try hospital.write("dpi/1.csv", "ID;TYPE;UF;FIN;NIR;N° SS", "1;CONS;U1;2026-03-02;1;2")
        let result = try await hospital.run(expecting: 78)
        #expect(result.standardError.contains("sources[0].\(place)"))
        let check = try await hospital.folder.command("check", asOf: nil)
        #expect(check.exitCode == 78)
        #expect(check.standardOutput.contains("sources[0].\(place)"))
        #expect(!hospital.folder.exists("var/warehouse.sqlite"))
    }

    @Test func `a column of them is refused by check, and its file by run`() async throws {
        let hospital = try ContractFolder([.encounters])
        try hospital.write(
            "dpi/1.csv", "ID;TYPE;UF;FIN", "1;CONS;269054958815780;2026-03-02",
            "2;CONS;2 69 05 49 588 157;2026-03-02", "3;CONS;1851275004117;2026-03-02")
        let result = try await hospital.run(expecting: 65)
        let check = try await hospital.folder.command("check", asOf: nil)
        #expect(check.exitCode == 65)
        for text in [result.standardError, check.standardOutput] {
            #expect(text.contains("`unit`") && !text.contains("588") && !text.contains("18512"))
        }
        for (name, bytes) in try hospital.folder.contents(of: "var") {
            for number in ["269054958815780", "2690549588157", "1851275004117"] {
                #expect(bytes.range(of: Data(number.utf8)) == nil, "\(name)")
            }
        }
    }
}
