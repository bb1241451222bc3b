import Domain
import Foundation
import Testing

/// What `status` tells a person and a monitor, and how it ends.
@Suite struct StatusTests {
    private func status(_ hospital: ContractFolder) async throws -> (
        exitCode: Int32, text: String, json: [String: Any]
    ) {
        let text = try await hospital.folder.command("status", asOf: nil)
        let json = try await hospital.folder.command("status", asOf: nil, ["--json"])
        #expect(text.exitCode == json.exitCode)
        #expect(text.standardError == "" && json.standardError == "")
        #expect(json.standardOutput.filter { $0 == "\n" }.count == 1)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
                as? [String: Any])
        #expect(object["exit_code"] as? Int == Int(json.exitCode))
        return (text.exitCode, text.standardOutput, object)
    }

    private func codes(_ json: [String: Any]) -> [String] {
        (json["attention"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    }

    private func source(_ json: [String: Any]) throws -> [String: Any] {
        try #require((json["sources"] as? [[String: Any]])?.first)
    }

    @Test func `a warehouse that is well, and one that is not there yet, need nobody`() async throws
    {
        let hospital = try ContractFolder([.calls])
        let before = try await status(hospital)
        #expect(before.exitCode == 0)
        #expect(before.json["exists"] as? Bool == false)
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-31;Q1;answered")
        try await hospital.run()
        let after = try await status(hospital)
        #expect(after.exitCode == 0 && codes(after.json) == [])
        #expect(after.text.contains("nothing needs a person"))
        #expect(after.json["format"] as? Int == 1)
    }

    @Test func `a refused file needs somebody until it is mended or gone`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-31;Q1;answered")
        try hospital.write("tel/2.csv", "AUTRE", "x")
        try await hospital.run(expecting: 65)
        for _ in 1...2 {
            let refused = try await status(hospital)
            #expect(refused.exitCode == 65 && codes(refused.json) == ["file_refused"])
            #expect(refused.text.contains("file_refused: tel: 2.csv is refused: "))
            // Refused before and unchanged since: the run is well, the file is not.
            try await hospital.run()
        }
        try hospital.folder.remove("exports/tel/2.csv")
        try await hospital.run()
        #expect(try await status(hospital).exitCode == 0)
    }

    @Test func `a run that failed, or went on with an old copy, tells by its own code`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-31;Q1;answered")
        try await hospital.run()
        try hospital.writeReference("targets", "rien")
        try await hospital.run(expecting: 78)
        let copied = try await status(hospital)
        #expect(copied.exitCode == 78 && codes(copied.json) == ["reference_fault"])
        try hospital.writeReference("targets")
        try hospital.folder.remove("exports/tel/1.csv")
        try await hospital.run("--rebuild", expecting: 66)
        let failed = try await status(hospital)
        #expect(failed.exitCode == 66 && codes(failed.json) == ["run_failed"])
        try await hospital.run()
        #expect(try await status(hospital).exitCode == 0)
    }

    @Test func `a source that stops is late once it is later than usual`() async throws {
        let hospital = try ContractFolder([.calls])
        // Twelve nights, each with the day before: always one working day behind.
        let first = day("2026-03-03")
        func export(_ day: CivilDate) throws {
            try hospital.write(
                "tel/\(day).csv", ContractFolder.callHeader, "\(day);\(day);Q1;answered")
        }
        let calendar = WorkingCalendar(zone: .metropole)
        let nights = (0..<40).map { first + $0 }.filter(calendar.isWorkingDay)
        try export(day("2026-03-02"))
        for night in nights.prefix(12) {
            try await hospital.run("--quiet", asOf: "\(night)")
            try export(night)
        }
        let usual = try source(try await status(hospital).json)
        #expect(usual["working_days_behind"] as? Int == 1)
        #expect(usual["usual_working_days_behind"] as? Int == 1)
        #expect(usual["is_later_than_usual"] as? Bool == false)
        // Nothing comes any more, but for the day that was exported already.
        for (night, expected) in zip(nights.dropFirst(12), [(0, 1), (0, 2), (66, 3)]) {
            try await hospital.run("--quiet", asOf: "\(night)")
            let state = try await status(hospital)
            #expect(state.exitCode == expected.0, "\(night)")
            let source = try source(state.json)
            #expect(source["working_days_behind"] as? Int == expected.1)
            #expect(source["is_later_than_usual"] as? Bool == (expected.1 > 1))
        }
        #expect(codes(try await status(hospital).json) == ["source_late"])
    }

    @Test func `rejects are told as corrected once a later row is clean`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write(
            "tel/2.csv", ContractFolder.callHeader, "1;hier;Q1;answered", "2;hier;Q1;answered",
            ";hier;Q1;answered", "4;2026-03-31;Q1;answered")
        try await hospital.run()
        #expect(try source(try await status(hospital).json)["rejects_to_correct"] as? Int == 3)
        // What came before corrects nothing.
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-30;Q1;answered")
        try hospital.write("tel/3.csv", ContractFolder.callHeader, "2;2026-03-30;Q1;answered")
        try await hospital.run()
        let state = try await status(hospital)
        let source = try source(state.json)
        #expect(source["rejects"] as? Int == 3)
        #expect(source["rejects_to_correct"] as? Int == 2)
        #expect(source["rejects_corrected"] as? Int == 1)
        #expect(state.text.contains("2 rejects to correct, 1 corrected since"))
        #expect(state.exitCode == 0)
        // A rebuild knows the same.
        try await hospital.run("--rebuild")
        #expect(try self.source(try await status(hospital).json)["rejects_corrected"] as? Int == 1)
    }

    @Test func `every key of the JSON is told in the README`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-31;Q1;answered")
        try hospital.write("tel/2.csv", "AUTRE", "x")
        try await hospital.run(expecting: 65)
        let readme = try ReadmeBlocks().text
        func check(_ value: Any) {
            if let object = value as? [String: Any] {
                for (key, member) in object {
                    #expect(readme.contains("`\(key)`"), "\(key)")
                    check(member)
                }
            } else if let list = value as? [Any] {
                for member in list { check(member) }
            }
        }
        check(try await status(hospital).json)
        for code in [
            "warehouse_damaged", "run_failed", "reference_fault", "file_refused", "source_late",
            "run_overdue",
        ] {
            #expect(readme.contains("`\(code)`"), "\(code)")
        }
    }

    // MARK: The log

    /// A name of a file with everything that breaks lines and steers terminals.
    private static let hostileName = "a \"b\"\n2026-01-01T00:00:00Z info x\u{1B}[2J\u{202E}é\\.csv"

    @Test(arguments: ["text", "json"])
    func `hostile names and cells leave a log of one event a line, with nothing of a cell`(
        format: String
    ) async throws {
        var calls = ContractSource.calls
        calls.keys = "maxRejectRate: 1"
        let hospital = try ContractFolder([calls])
        let canary = "ZZCELLULE\u{1B}[31m\nZZSUITE"
        try hospital.write(
            "tel/1.csv", ContractFolder.callHeader, "1;2026-03-31;Q1;answered",
            "2;\"\(canary)\";Q1;answered", "3;2026-03-31;\"ZZFILE\u{7}\";answered",
            "4;2026-03-31;ZZFILE{\"level\":\"error\"};answered",
            "5;2026-03-31;Q1;\"ZZISSUE\"\"\"")
        try hospital.write("tel/" + Self.hostileName, "ZZENTETE \(canary);X", "ZZCELLULE;x")
        let result = try await hospital.run("--log", format, expecting: 65)
        #expect(result.standardOutput == "")
        let lines = result.standardError.split(separator: "\n")
        #expect(lines.count >= 3)
        for line in lines {
            #expect(!line.contains("ZZ"), "\(line)")
            #expect(line.utf8.count < 4_000)
            #expect(
                line.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x202E
                })
            if format == "json" {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
                let event = try #require(object as? [String: Any])
                #expect(event["time"] is String && event["level"] is String)
                #expect(event["event"] is String)
            } else {
                let start = #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (info|error) "#
                #expect(line.range(of: start, options: .regularExpression) != nil)
                #expect(!line.hasPrefix("2026-01-01"))
            }
        }
        let state = try await status(hospital)
        #expect(state.exitCode == 65)
        #expect(!state.text.contains("ZZ") && !"\(state.json)".contains("ZZ"))
        #expect(!state.text.contains("\u{1B}") && !state.text.contains("\n2026-01-01"))
    }
}
