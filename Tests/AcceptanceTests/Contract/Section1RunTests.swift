import Domain
import Foundation
import Testing

/// Contract §1: `run` and its options, on the real command.
@Suite struct `Section 1: run` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    // MARK: Months and days

    @Test func `without a choice the last complete month and the current one are published`()
        async throws
    {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: day("2026-03-20"))
        #expect(folder.months() == ["2026-02", "2026-03"])
        let complete = try HospitalFolder(hospital)
        try await complete.load(asOf: asOf)
        #expect(complete.months() == ["2026-03"], "on its last day the month is both")
    }

    @Test(arguments: [
        (["--month", "2026-01"], ["2026-01"]),
        (["--from", "2026-01", "--to", "2026-02"], ["2026-01", "2026-02"]),
        (["--from=2026-03", "--to=2026-03"], ["2026-03"]),
    ])
    func `a choice bounds what is published, never what is loaded`(
        options: [String], months: [String]
    ) async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf, options)
        #expect(folder.months() == months)
        try Comparison.expect(folder, shows: hospital, "\(options)")
    }

    @Test func `a month that is not measured is wrong usage, and nothing is done`() async throws {
        let folder = try HospitalFolder(hospital)
        for month in ["2025-12", "2026-04"] {
            let result = try await folder.run(asOf: asOf, ["--month", month])
            #expect(result.exitCode == 64)
            #expect(result.standardError.contains(month))
        }
        #expect(!folder.exists("var"))
    }

    @Test func `without --as-of it is the day before today in the pipeline's time zone`()
        async throws
    {
        var hospital = hospital
        hospital.settings.timeZone = "Pacific/Kiritimati"
        let folder = try HospitalFolder(hospital)
        #expect(try await folder.run(asOf: nil).exitCode == 0)
        let now = Date().timeIntervalSince1970 + 14 * 3600
        let yesterday = CivilDate(dayNumber: Int32((now / 86_400).rounded(.down))) - 1
        #expect(try folder.warehouseRows().text("SELECT as_of FROM v_run") == "\(yesterday)")
    }

    @Test func `an event dated after as-of has not happened`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: day("2026-02-20"))
        var earlier = hospital
        earlier.settings.asOf = day("2026-02-20")
        try Comparison.expect(folder, shows: earlier, "as of February")
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: hospital, "as of March")
    }

    // MARK: What is said

    @Test func `the log has a line per source and a closing line`() async throws {
        let folder = try HospitalFolder(hospital)
        let lines = try await folder.run(asOf: asOf).standardError.split(separator: "\n")
        #expect(lines.count == hospital.sources.count + 1)
        for (line, source) in zip(lines, hospital.sources) {
            #expect(line.contains(" info source_read source=\(source.name) files_loaded=2 "))
        }
        #expect(lines.last?.contains(" info run_finished run=1 as_of=2026-03-31 ") == true)
        #expect(lines[0].contains(" read=40 ") && lines[0].contains(" inserted=40 "))
    }

    @Test func `a refused file has its own line, with or without --quiet`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.write("", to: "exports/dpi/2026-03.csv")
        try folder.write("A;B\n1;2\n", to: "exports/tel/2026-03.csv")
        let loud = try await folder.run(asOf: asOf)
        #expect(loud.exitCode == 65)
        let refused = loud.standardError.split(separator: "\n").filter {
            $0.contains(" error file_refused ")
        }
        #expect(refused.count == 2)
        #expect(refused[0].contains("dpi: 2026-03.csv") && refused[0].contains("advice="))
        // Refused before and unchanged since: not refused anew.
        let again = try await folder.run(asOf: asOf, ["--quiet"])
        #expect(again.exitCode == 0)
        #expect(again.standardError == "" && again.standardOutput == "")
        let status = try await folder.command("status", asOf: nil)
        #expect(status.standardOutput.contains("refused: 2026-03.csv"))
    }

    @Test func `--log json writes one JSON object a line`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.write("", to: "exports/dpi/2026-03.csv")
        let result = try await folder.run(asOf: asOf, ["--log", "json"])
        var events: [String] = []
        for line in result.standardError.split(separator: "\n") {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["time"] is String && object["level"] is String)
            events.append(try #require(object["event"] as? String))
        }
        #expect(
            events == [
                "file_refused", "source_read", "source_read", "source_read", "run_finished",
            ])
    }

    @Test func `progress is shown on a terminal alone`() async throws {
        let folder = try HospitalFolder(hospital)
        let plain = try await folder.run(asOf: asOf)
        #expect(!plain.standardError.contains("\u{1B}"))
        for (options, isShown) in [("", true), ("--quiet", false), ("--log json", false)] {
            let result = try await Shell.run(
                "script -qec \"$KPI run $P --as-of 2026-03-30 \(options)\" /dev/null", in: folder)
            #expect(result.exitCode == 0)
            #expect(result.standardOutput.contains("\u{1B}[2K") == isShown, "\(options)")
        }
    }

    // MARK: Dry runs

    @Test(arguments: [[], ["--rebuild"], ["--month", "2026-01"], ["--accept-removals"]])
    func `a dry run prints rows and values, and leaves no trace`(options: [String]) async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let later = hospital.withoutLetters { $0.id.hasSuffix("L-2") }
        try folder.writeExports(of: later)
        let before = try folder.contents()
        let result = try await folder.run(asOf: asOf, ["--dry-run"] + options)
        #expect(result.exitCode == 0)
        #expect(try folder.contents() == before)
        #expect(result.standardOutput.contains(" would change: "))
        #expect(result.standardOutput.contains("indicator values would change"))
        #expect(result.standardOutput.contains("2026-02 establishment * letters_dictated: "))
        let quiet = try await folder.run(asOf: asOf, ["--dry-run", "--quiet"] + options)
        #expect(quiet.exitCode == 0 && quiet.standardOutput == "" && quiet.standardError == "")
        #expect(try folder.contents() == before)
    }

    @Test func `a dry run that refuses or fails leaves no trace either`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.write("", to: "exports/dpi/2026-03.csv")
        let first = try folder.contents()
        #expect(try await folder.run(asOf: asOf, ["--dry-run"]).exitCode == 65)
        #expect(try folder.contents() == first)
        try await folder.load(asOf: asOf, exitCode: 65)
        try folder.remove("exports/dpi/2026-03.csv")
        let before = try folder.contents()
        #expect(
            try await folder.run(asOf: asOf, ["--dry-run", "--drop-source", "x"]).exitCode == 78)
        #expect(try folder.contents() == before)
    }

    @Test func `a reader of a dry run who goes away is no defect of ours`() async throws {
        let folder = try HospitalFolder(hospital)
        let result = try await Shell.run(
            "{ $KPI run $P --as-of 2026-03-31 --dry-run; echo $? >code; } | true; cat code",
            in: folder)
        #expect(["0", "74"].contains(result.standardOutput.prefix { $0 != "\n" }))
    }

    // MARK: Rebuilds, removals, dropped sources

    @Test func `a rebuild carries v_run and v_publication over, and gives the same figures`()
        async throws
    {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: day("2026-02-28"))
        try await folder.load(asOf: asOf)
        let rows = try folder.warehouseRows()
        let figures = try rows.everything(withKeys: true)
        let runs = try rows.sortedRows(of: "SELECT * FROM v_run")
        let published = try rows.sortedRows(of: "SELECT month FROM v_publication")
        try await folder.load(asOf: asOf, ["--rebuild"])
        let rebuilt = try folder.warehouseRows()
        #expect(try rebuilt.sortedRows(of: "SELECT * FROM v_run WHERE run_id < 3") == runs)
        #expect(try rebuilt.count("SELECT count(*) FROM v_run") == 3)
        #expect(try rebuilt.sortedRows(of: "SELECT month FROM v_publication") == published)
        #expect(
            Comparison.differences(between: figures, and: try rebuilt.everything(withKeys: true))
                == [])
    }

    @Test func `a rebuild that would forget files is refused and names them`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        try folder.remove("exports/dpi/2026-02.csv")
        try folder.remove("exports/tel/2026-02.csv")
        let before = try folder.contents(of: "var")
        let refused = try await folder.run(asOf: asOf, ["--rebuild"])
        #expect(refused.exitCode == 66)
        for file in ["dpi: 2026-02.csv", "tel: 2026-02.csv"] {
            #expect(refused.standardError.contains(file))
        }
        #expect(
            HospitalFolder.differing(before, try folder.contents(of: "var"))
                == ["warehouse.sqlite"])
        #expect(try folder.lastRun() == "failed 66")
        try await folder.load(asOf: asOf, ["--rebuild", "--forget-missing"])
        var rest = hospital
        rest.sources[0].files.removeFirst()
        rest.sources[2].files.removeFirst()
        try Comparison.expect(folder, shows: rest, "forgotten")
    }

    @Test func `a changed file that would remove more than half is refused, unless accepted`()
        async throws
    {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        var cut = hospital
        cut.sources[1].files[0].letters.removeFirst(
            cut.sources[1].files[0].letters.count / 2 + 1)
        try folder.writeExports(of: cut)
        let refused = try await folder.run(asOf: asOf)
        #expect(refused.exitCode == 65)
        #expect(refused.standardError.contains("--accept-removals"))
        try Comparison.expect(folder, shows: hospital, "refused")
        #expect(try await folder.run(asOf: asOf).exitCode == 0)
        try await folder.load(asOf: asOf, ["--accept-removals"])
        try Comparison.expect(folder, shows: cut, "accepted")
    }

    @Test func `--drop-source drops what the definition no longer holds`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        #expect(try await folder.run(asOf: asOf, ["--drop-source", "tel"]).exitCode == 78)
        var without = hospital
        without.sources.removeLast()
        without.reference.crosswalk.removeAll { $0.source == "tel" }
        try folder.writeDefinition(of: without)
        try folder.writeReference(of: without)
        let refused = try await folder.run(asOf: asOf)
        #expect(refused.exitCode == 78)
        #expect(refused.standardError.contains("--drop-source tel"))
        try await folder.load(asOf: asOf, ["--drop-source", "tel"])
        try Comparison.expect(folder, shows: without, "dropped")
        try await folder.load(asOf: asOf)
    }
}
