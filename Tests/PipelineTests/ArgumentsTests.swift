import CSVSource
import Domain
import Testing

@testable import Pipeline

struct ArgumentsTests {
    private func parse(_ line: String) throws(UsageError) -> Invocation {
        try Invocation(line.split(separator: " ").map(String.init))
    }

    private func run(_ line: String) throws -> RunOptions {
        guard case .run(let options) = try parse(line) else {
            throw UsageError("another command", advice: "")
        }
        return options
    }

    private func inspect(_ line: String) throws -> InspectOptions {
        guard case .inspect(let options) = try parse(line) else {
            throw UsageError("another command", advice: "")
        }
        return options
    }

    // MARK: What is understood

    @Test func `a run without options has the defaults of the contract`() throws {
        #expect(try run("run p.json5") == RunOptions(pipelinePath: "p.json5"))
    }

    @Test func `every option of a run reaches its options, however it is written`() throws {
        var expected = RunOptions(pipelinePath: "p.json5")
        expected.asOf = CivilDate(year: 2026, month: 10, day: 31)
        let month = try #require(ReportingPeriod(month: "2026-09"))
        expected.months = .range(from: month, to: month)
        expected.rebuild = true
        expected.forgetMissing = true
        expected.acceptRemovals = true
        expected.dropSources = ["dpi", "old"]
        expected.isDryRun = true
        expected.isQuiet = true
        expected.log = .json
        let lines = [
            "run p.json5 --as-of 2026-10-31 --month 2026-09 --rebuild --forget-missing"
                + " --accept-removals --drop-source dpi --drop-source old --dry-run --quiet"
                + " --log json",
            "run --log=json --quiet --dry-run --drop-source=dpi --drop-source=old"
                + " --accept-removals --forget-missing --rebuild --month=2026-09"
                + " --as-of=2026-10-31 p.json5",
            "run --log=json --quiet --dry-run --drop-source=dpi --drop-source old"
                + " --accept-removals --forget-missing --rebuild --month=2026-09"
                + " --as-of=2026-10-31 -- p.json5",
        ]
        for line in lines { #expect(try run(line) == expected, "\(line)") }
    }

    @Test func `several months are a range, both ends included`() throws {
        let first = try #require(ReportingPeriod(month: "2025-12"))
        let last = try #require(ReportingPeriod(month: "2026-02"))
        let options = try run("run p --from 2025-12 --to 2026-02")
        #expect(options.months == .range(from: first, to: last))
        let same = try run("run p --to 2026-02 --from 2026-02")
        #expect(same.months == .range(from: last, to: last))
    }

    @Test func `the other commands reach their options`() throws {
        var report = ReportOptions(pipelinePath: "p")
        let month = try #require(ReportingPeriod(month: "2026-10"))
        report.months = .range(from: month, to: month)
        report.asOf = CivilDate(year: 2026, month: 11, day: 2)
        #expect(try parse("report p --month 2026-10 --as-of 2026-11-02") == .report(report))
        var check = CheckOptions(pipelinePath: "p")
        #expect(try parse("check p") == .check(check))
        check.showsValues = true
        #expect(try parse("check --show-values p") == .check(check))
        var status = StatusOptions(pipelinePath: "p")
        #expect(try parse("status p") == .status(status))
        status.isJSON = true
        #expect(try parse("status p --json") == .status(status))
        #expect(try parse("kpis") == .kpis(KPIsOptions()))
        #expect(try parse("kpis p") == .kpis(KPIsOptions(pipelinePath: "p")))
    }

    @Test func `people see ten rows of a file, machines all of them`() throws {
        #expect(try inspect("inspect f").rows == 10)
        #expect(try inspect("inspect f --json").rows == nil)
        #expect(try inspect("inspect f --rows all").rows == nil)
        #expect(try inspect("inspect f --json --rows 3").rows == 3)
        #expect(try inspect("inspect f --rows 0").rows == 0)
    }

    @Test func `an inspection takes a dialect`() throws {
        var expected = InspectOptions(path: "f")
        expected.rows = 10
        #expect(try inspect("inspect f") == expected)
        expected.delimiter = UInt8(ascii: ",")
        expected.quote = UInt8(ascii: "'")
        expected.encoding = .utf16
        expected.skipLines = 3
        expected.hasHeader = false
        #expect(
            try inspect(
                "inspect --delimiter=, --quote ' --encoding UTF-16 --skip-lines 3 --no-header f")
                == expected)
        #expect(try inspect("inspect f --quote none").quote == nil)
        for tab in ["tab", "\\t", "\t"] {
            #expect(try inspect("inspect f --delimiter \(tab)").delimiter == UInt8(ascii: "\t"))
        }
        #expect(try inspect("inspect f --delimiter=-").delimiter == UInt8(ascii: "-"))
        #expect(try inspect("inspect f --delimiter==").delimiter == UInt8(ascii: "="))
    }

    @Test func `a name that starts with a dash goes after two dashes`() throws {
        #expect(try run("run -- --quiet").pipelinePath == "--quiet")
        #expect(try inspect("inspect -").path == "-")
        #expect(try run("run -- --help").pipelinePath == "--help")
    }

    @Test(arguments: ["--version"])
    func `the version is asked for alone`(line: String) throws {
        #expect(try parse(line) == .version)
    }

    // MARK: What is not

    @Test(arguments: [
        ("", "no command"), ("runs p", "Did you mean run?"), ("publish p", "Commands are"),
        ("--quiet run p", "comes first"), ("run", "PIPELINE is missing"),
        ("inspect", "FILE is missing"), ("run p q", "one word too many"),
        ("run p --quite", "Did you mean --quiet?"), ("run p --as-off 2026-01-01", "--as-of?"),
        ("run p --xyz", "Options are --as-of"), ("run p -q", "after \"--\""),
        ("run p --quiet --quiet", "given twice"), ("run p --log json --log=text", "given twice"),
        ("run p --quiet=yes", "takes no value"), ("run p --month", "needs a value"),
        ("run p --as-of --quiet", "needs a value"), ("run p --drop-source=", "needs a value"),
        ("run p --log xml", "--log text or --log json"),
        ("run p --forget-missing", "needs --rebuild"),
        ("run p --month 2026-10 --from 2026-09", "--month and --from exclude each other"),
        ("run p --month 2026-10 --to 2026-11", "--month and --to exclude each other"),
        ("run p --from 2026-10", "--from needs --to"), ("run p --to 2026-10", "--to needs --from"),
        ("report p --from 2026-10 --to 2026-09", "--from 2026-10 is after --to 2026-09"),
        ("report p --rebuild", "unknown option --rebuild"),
        ("check p --json", "unknown option --json"), ("status p --quiet", "unknown option"),
        ("inspect f --delimiter ;;", "one ASCII character"),
        ("inspect f --delimiter é", "one ASCII character"),
        ("inspect f --delimiter , --quote ,", "the same character"),
        ("inspect f --quote |", "Give --delimiter too"), ("inspect f --encoding latin1", "one of"),
        ("inspect f --skip-lines -1", "a whole number"), ("inspect f --rows many", "or all"),
        ("inspect f --rows 99999999999", "a whole number"),
    ])
    func `a command line that makes no sense is refused with advice`(
        line: String, part: String
    ) {
        let error = #expect(throws: UsageError.self) { try parse(line) }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.contains(part), "\(text)")
        #expect(text.hasSuffix("--help`."))
    }

    @Test(arguments: [
        "2026-10-32", "2026-02-29", "26-10-31", "2026-1-1", "31/10/2026", "1999-12-31",
        "2101-01-01", "2026-10", "+026-10-31", "",
    ])
    func `a day that is none is refused`(text: String) {
        let error = #expect(throws: UsageError.self) { try parse("run p --as-of=\(text)") }
        #expect(error?.advice.contains("2026-10-31") == true)
        #expect(error?.command == "run")
    }

    @Test(arguments: ["2026-13", "2026-00", "2026-1", "2026-10-01", "1999-12", "2026-W10", ""])
    func `a month that is none is refused`(text: String) {
        for option in ["--month", "--from", "--to"] {
            let error = #expect(throws: UsageError.self) { try parse("run p \(option)=\(text)") }
            #expect(error?.advice.contains("2026-10") == true)
        }
    }

    @Test func `what is echoed cannot steer a terminal`() {
        let error = #expect(throws: UsageError.self) {
            try Invocation(["run", "p", "--\u{1B}[2J"])
        }
        #expect(error.map { "\($0)".contains("\u{1B}") } == false)
    }
}
