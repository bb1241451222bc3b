import Domain

/// A date that files carry in their names, and where to find it: `ddMMyyyy` in
/// `dpi_31102026.csv`.
package struct NameDate: Sendable, Equatable {
    private enum Token: Equatable, Sendable {
        /// Digits of a part; `shortest` differs from `longest` for M, d and H.
        case digits(Part, shortest: Int, longest: Int)
        case plain(Character)
    }

    private enum Part: Sendable {
        case year, shortYear, month, day, hour, minute, second, millisecond
    }

    /// As the pipeline file writes it.
    package let pattern: String
    private let tokens: [Token]

    /// Patterns are written as those of cells, but day and month may be left out: `yyyyMM` is a
    /// monthly export. nil where the text is no pattern or has no year, a day without a month, or
    /// a part twice.
    init?(_ pattern: String) {
        self.pattern = pattern
        var tokens: [Token] = []
        var rest = Substring(pattern)
        while let first = rest.first {
            if first == "'" {
                let quoted = rest.dropFirst().prefix { $0 != "'" }
                guard quoted.endIndex < rest.endIndex else { return nil }
                tokens.append(contentsOf: (quoted.isEmpty ? "'" : quoted).map(Token.plain))
                rest = rest[quoted.endIndex...].dropFirst()
                continue
            }
            let run = rest.prefix { $0 == first }
            switch run {
            case "yyyy": tokens.append(.digits(.year, shortest: 4, longest: 4))
            case "yy": tokens.append(.digits(.shortYear, shortest: 2, longest: 2))
            case "MM": tokens.append(.digits(.month, shortest: 2, longest: 2))
            case "M": tokens.append(.digits(.month, shortest: 1, longest: 2))
            case "dd": tokens.append(.digits(.day, shortest: 2, longest: 2))
            case "d": tokens.append(.digits(.day, shortest: 1, longest: 2))
            case "HH": tokens.append(.digits(.hour, shortest: 2, longest: 2))
            case "H": tokens.append(.digits(.hour, shortest: 1, longest: 2))
            case "mm": tokens.append(.digits(.minute, shortest: 2, longest: 2))
            case "ss": tokens.append(.digits(.second, shortest: 2, longest: 2))
            case "SSS": tokens.append(.digits(.millisecond, shortest: 3, longest: 3))
            default:
                // As in the patterns of dates in cells: `DD` is a slip, not a literal.
                if first.isASCII, first.isLetter, run != "T" { return nil }
                tokens.append(contentsOf: run.map(Token.plain))
            }
            rest = rest.dropFirst(run.count)
        }
        self.tokens = tokens
        let parts = tokens.compactMap { token -> Part? in
            if case .digits(let part, _, _) = token { part } else { nil }
        }
        let years = parts.count { $0 == .year || $0 == .shortYear }
        guard years == 1, Set(parts).count == parts.count,
            parts.contains(.month) || !parts.contains(.day)
        else { return nil }
    }

    /// The date in a name as digits that sort like it, `20261031000000000`; nil where there is
    /// none.
    ///
    /// The leftmost one counts; one that is a number of its own goes before one that is part of a
    /// longer number. A pattern without day or month means the first.
    func sortKey(in name: String) -> String? {
        let letters = Array(name)
        var loose: String?
        for start in letters.indices {
            guard let match = match(letters, from: start, token: 0, values: [:]) else { continue }
            let startsInNumber = start > 0 && isDigit(letters[start - 1]) && isDigit(letters[start])
            let endsInNumber =
                match.end < letters.count && isDigit(letters[match.end])
                && isDigit(letters[match.end - 1])
            if !startsInNumber, !endsInNumber { return match.key }
            loose = loose ?? match.key
        }
        return loose
    }

    private func isDigit(_ letter: Character) -> Bool { ("0"..."9").contains(letter) }

    private func match(
        _ letters: [Character], from position: Int, token: Int, values: [Part: Int]
    ) -> (key: String, end: Int)? {
        guard token < tokens.count else {
            return NameDate.key(values).map { ($0, position) }
        }
        switch tokens[token] {
        case .plain(let character):
            guard position < letters.count, letters[position] == character else { return nil }
            return match(letters, from: position + 1, token: token + 1, values: values)
        case .digits(let part, let shortest, let longest):
            for length in stride(from: longest, through: shortest, by: -1) {
                guard position + length <= letters.count else { continue }
                let digits = letters[position..<position + length]
                guard digits.allSatisfy(isDigit), let value = Int(String(digits)) else { continue }
                var values = values
                values[part] = value
                let end = position + length
                if let found = match(letters, from: end, token: token + 1, values: values) {
                    return found
                }
            }
            return nil
        }
    }

    /// nil for what is no plausible day or no time.
    private static func key(_ values: [Part: Int]) -> String? {
        let year = values[.year] ?? 2000 + (values[.shortYear] ?? 0)
        let (hour, minute) = (values[.hour] ?? 0, values[.minute] ?? 0)
        let second = values[.second] ?? 0
        guard
            let date = CivilDate(
                year: year, month: values[.month] ?? 1, day: values[.day] ?? 1),
            CivilDate.plausibleYears.contains(year), hour < 24, minute < 60, second < 60
        else { return nil }
        return date.description.filter { $0 != "-" } + padded(hour, to: 2) + padded(minute, to: 2)
            + padded(second, to: 2) + padded(values[.millisecond] ?? 0, to: 3)
    }
}

extension NameDate {
    /// What sorts before every date: files whose name holds none come first.
    static let noDate = String(repeating: "0", count: 17)
}
