import Domain

/// The options that say what is published and as of which day; `run` and `report` share them.
enum DateArguments {
    static let asOf = CommandOption(
        "--as-of", "YYYY-MM-DD",
        help: "Measure as of this day: what is dated after it has not happened. Default: the day "
            + "before today, in the pipeline's time zone; for report, the day of the last run.")
    static let month = CommandOption(
        "--month", "YYYY-MM",
        help: "Publish this month. Default: the last complete month and the current one.")
    static let from = CommandOption(
        "--from", "YYYY-MM", help: "Publish the months from this one on; with --to.")
    static let to = CommandOption(
        "--to", "YYYY-MM", help: "Publish the months up to this one; with --from.")

    static let all = [asOf, month, from, to]

    static func asOf(_ arguments: ParsedArguments) throws(UsageError) -> CivilDate? {
        try arguments.value(asOf, expected: "a day from 2000 to 2100 as 2026-10-31") { text in
            CivilDate(iso8601: text).flatMap {
                CivilDate.plausibleYears.contains($0.year) ? $0 : nil
            }
        }
    }

    static func months(_ arguments: ParsedArguments) throws(UsageError) -> MonthSelection {
        let first = try readMonth(from, arguments)
        let last = try readMonth(to, arguments)
        if let only = try readMonth(month, arguments) {
            guard first == nil, last == nil else {
                throw arguments.error(
                    "--month and \(first == nil ? "--to" : "--from") exclude each other",
                    "Give --month for one month, or --from and --to for several.")
            }
            return .range(from: only, to: only)
        }
        switch (first, last) {
        case (nil, nil): return .automatic
        case (let first?, let last?):
            guard first <= last else {
                throw arguments.error(
                    "--from \(first.code) is after --to \(last.code)", "Swap the two months.")
            }
            return .range(from: first, to: last)
        case (_, nil):
            throw arguments.error("--from needs --to", "Give both, or --month for one month.")
        case (nil, _):
            throw arguments.error("--to needs --from", "Give both, or --month for one month.")
        }
    }

    private static func readMonth(
        _ option: CommandOption, _ arguments: ParsedArguments
    ) throws(UsageError) -> ReportingPeriod? {
        try arguments.value(option, expected: "a month from 2000 to 2100 as 2026-10") { text in
            ReportingPeriod(month: text).flatMap {
                CivilDate.plausibleYears.contains($0.firstDay.year) ? $0 : nil
            }
        }
    }
}

/// The options that say what is written while a command works.
enum OutputArguments {
    static let quiet = CommandOption("--quiet", help: "Write nothing at all on success.")
    static let log = CommandOption(
        "--log", "text|json", help: "How events are written to standard error. Default: text.")

    static func log(_ arguments: ParsedArguments) throws(UsageError) -> LogFormat {
        try arguments.value(log, expected: "--log text or --log json") {
            LogFormat(rawValue: $0)
        } ?? .text
    }

    static let pipeline = CommandOperand(
        "PIPELINE", help: "the path of the pipeline file, pipeline.json5")
}
