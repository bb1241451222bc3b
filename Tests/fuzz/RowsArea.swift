import Domain
import Extract
import Foundation
import ReadingOracle

/// Dates and durations of exports, whole files of them, against their plain twins.
struct RowsArea: FuzzArea {
    static let name = "rows"

    private static let formats = [
        "iso8601", "iso8601", "epoch", "epochMilliseconds", "dd/MM/yyyy", "d/M/yyyy", "dd/MM/yy",
        "yyyyMMdd", "yyyyMMddHHmmss", "yyyyMMddHHmmssSSS", "dd/MM/yyyy HH:mm", "dd/MM/yyyy H:mm:ss",
        "yyyy-MM-ddTHH:mm:ss.SSS", "HH:mm dd/MM/yyyy", "dd.MM.yyyy à HH:mm",
    ]
    private static let durations = ["seconds", "milliseconds", "HH:mm:ss", "mm:ss"]
    private static let zones = [
        "Europe/Paris", "UTC", "America/New_York", "Pacific/Kiritimati", "Indian/Reunion",
        "Australia/Lord_Howe",
    ]
    private static let rows = 60

    mutating func round(_ random: inout SeededGenerator) throws -> Int {
        let formats = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            random.pick(Self.formats)
        }
        let duration = random.pick(Self.durations)
        let zone = random.pick(Self.zones)
        guard let system = TimeZone(identifier: zone), let civil = CivilTimeZone(identifier: zone)
        else { throw Disagreement(what: "no zone \(zone)", input: []) }
        let values = (0..<Self.rows).map { _ in
            (date: date(random.pick(formats), &random), wait: wait(duration, &random))
        }
        let text =
            "ID;DEBUT;FILE;ISSUE;ATTENTE\n"
            + values.enumerated().map { index, value in
                "\(index);\(quoted(value.date));Q;answered;\(quoted(value.wait))\n"
            }.joined()
        try ScratchFile.write(Array(text.utf8))
        let contract = try contract(formats, duration)
        let file = try FileExtractor(
            contract: contract, key: PseudonymKey(bytes: Array(0..<16)), timeZone: civil
        ).extract(path: ScratchFile.path)
        let times = PlainTimes(zone: system)
        let expected = values.enumerated().map { index, value in
            Self.outcome(value.date, value.wait, formats, duration, times, line: index + 2)
        }
        let found = try Self.outcomes(file)
        for (one, other) in zip(found, expected) where one != other {
            let value = values[other.line - 2]
            throw Disagreement(
                what: "\(one) instead of \(other) in \(zone), \(formats), \(duration)",
                input: Array("\(value.date) | \(value.wait)".utf8))
        }
        guard found.count == expected.count, file.rowsRead == Self.rows else {
            throw Disagreement(what: "rows are lost", input: Array(text.utf8))
        }
        return Self.rows
    }

    private func contract(_ formats: [String], _ duration: String) throws -> SourceContract {
        var contract = SourceContract(
            name: "tel", kind: .calls,
            columns: [
                .callId: ColumnMapping("ID"), .startedAt: ColumnMapping("DEBUT"),
                .queue: ColumnMapping("FILE"), .outcome: ColumnMapping("ISSUE"),
                .waitSeconds: ColumnMapping("ATTENTE"),
            ])
        contract.encoding = .utf8
        contract.dateFormats = formats.compactMap { DateFormat(pattern: $0) }
        contract.durationFormat = DurationFormat(rawValue: duration) ?? .seconds
        contract.maxRejectRate = 1
        guard contract.dateFormats.count == formats.count else {
            throw Disagreement(what: "a format is refused", input: Array("\(formats)".utf8))
        }
        return contract
    }

    // MARK: Values

    private func quoted(_ value: String) -> String {
        // By scalars: a quote under an accent is a quote.
        let parts = value.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + parts.map(String.init).joined(separator: "\"\"") + "\""
    }

    private func date(_ format: String, _ random: inout SeededGenerator) -> String {
        func number(_ range: ClosedRange<Int>, _ digits: Int) -> String {
            let text = String(Int.random(in: range, using: &random))
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        switch format {
        case "epoch", "epochMilliseconds":
            let seconds = number(940_000_000...4_140_000_000, 1)
            return mutated(format == "epoch" ? seconds : seconds + number(0...999, 3), &random)
        case "iso8601":
            let offset = random.pick(["", "", "Z", "+02:00", "-0330", "+14", "+00:00"])
            let time = random.pick(["T", " "]) + number(0...24, 2) + ":" + number(0...59, 2)
            let seconds = random.pick(["", ":" + number(0...59, 2), ":00", ":00.000", ":59,9"])
            let day = number(1999...2101, 4) + "-" + number(1...12, 2) + "-" + number(1...31, 2)
            return mutated(day + (random.once(in: 5) ? "" : time + seconds + offset), &random)
        default:
            var text = format
            for (part, value) in [
                ("yyyy", number(1999...2101, 4)), ("yy", number(0...99, 2)),
                ("MM", number(1...12, 2)),
                ("M", number(1...12, 1)), ("dd", number(1...31, 2)), ("d", number(1...31, 1)),
                ("HH", number(0...24, 2)), ("H", number(0...24, 1)), ("mm", number(0...59, 2)),
                ("SSS", number(0...999, 3)), ("ss", number(0...59, 2)),
            ] {
                text = text.replacing(part, with: value)
            }
            return mutated(text, &random)
        }
    }

    private func wait(_ format: String, _ random: inout SeededGenerator) -> String {
        let whole = "\(Int.random(in: 0...99_999, using: &random))"
        let two = ["00", "07", "59", "60", "5"]
        switch format {
        case "HH:mm:ss": return mutated("12:\(random.pick(two)):\(random.pick(two))", &random)
        case "mm:ss": return mutated("\(whole):\(random.pick(two))", &random)
        default: return mutated(whole + random.pick(["", "", ".5", ",999", "000000"]), &random)
        }
    }

    private func mutated(_ value: String, _ random: inout SeededGenerator) -> String {
        let pieces =
            "0123456789-/:.,+ TZhNULL".map(String.init) + [
                "\u{A0}", "é", "３", "\"", ";", "\u{301}",
            ]
        var characters = Array(value).map(String.init)
        for _ in 0..<random.pick([0, 0, 0, 1, 1, 2]) {
            let place = Int.random(in: 0...characters.count, using: &random)
            let end = min(place + 1, characters.count)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: characters.insert(random.pick(pieces), at: place)
            case 1: characters.removeSubrange(place..<end)
            default: characters.replaceSubrange(place..<end, with: [random.pick(pieces)])
            }
        }
        return characters.joined()
    }

    // MARK: Outcomes

    /// What became of a row: the moment and the wait of a call, or the column of the fault.
    private enum Outcome: Equatable {
        case call(line: Int, startedAt: Int64, wait: Int32)
        case reject(line: Int, column: String?)

        var line: Int {
            switch self {
            case .call(let line, _, _), .reject(let line, _): line
            }
        }
    }

    private static func outcome(
        _ date: String, _ wait: String, _ formats: [String], _ duration: String,
        _ times: PlainTimes, line: Int
    ) -> Outcome {
        let date = trimmed(date)
        // The first format that fits decides, also where its day is implausible.
        let seconds = formats.lazy.compactMap { times.civilSeconds(date, format: $0) }.first
        guard let seconds, PlainTimes.plausible ~= seconds, !isNull(date) else {
            return .reject(line: line, column: "DEBUT")
        }
        let wait = trimmed(wait)
        if isNull(wait) { return .call(line: line, startedAt: seconds, wait: Missing.seconds) }
        guard let waited = PlainTimes.seconds(wait, format: duration) else {
            return .reject(line: line, column: "ATTENTE")
        }
        return .call(line: line, startedAt: seconds, wait: Int32(waited))
    }

    private static func isNull(_ value: String) -> Bool {
        value.isEmpty || value.lowercased() == "null"
    }

    private static func trimmed(_ value: String) -> String {
        let isSpace = { (scalar: Unicode.Scalar) in " \t\u{A0}".unicodeScalars.contains(scalar) }
        var scalars = value.unicodeScalars[...]
        while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static func outcomes(_ file: ExtractedFile) throws -> [Outcome] {
        guard case .calls(let calls) = file.rows else {
            throw Disagreement(what: "these are no calls", input: [])
        }
        let rows = (0..<calls.count).map { row in
            Outcome.call(
                line: Int(calls.lines[row]), startedAt: calls.startedAt[row],
                wait: calls.waits[row])
        }
        let rejects = file.rejects.map { Outcome.reject(line: $0.line, column: $0.column) }
        return (rows + rejects).sorted { $0.line < $1.line }
    }
}
