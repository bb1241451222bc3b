import Foundation

/// Dates and durations read slowly and plainly, as contract §2 has them.
struct PlainTimes {
    let zone: TimeZone

    /// 2000-01-01 and 2101-01-01: what lies before, or from then on, is implausible.
    static let plausible: Range<Int64> = 946_684_800..<4_133_980_800

    /// Civil seconds since 1970 of a value in one of the formats that the contract names; nil where
    /// it is no such value.
    func civilSeconds(_ value: String, format: String) -> Int64? {
        switch format {
        case "iso8601": iso8601(value)
        case "epoch", "epochMilliseconds": epoch(value, isInMilliseconds: format != "epoch")
        default: pattern(value, Self.tokens(of: format))
        }
    }

    private func local(_ utc: Int64) -> Int64 {
        utc + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc))))
    }

    private func epoch(_ value: String, isInMilliseconds: Bool) -> Int64? {
        let form = /-?[0-9]{1,15}(?:[.,][0-9]+)?/.matchingSemantics(.unicodeScalar)
        guard value.wholeMatch(of: form) != nil,
            let number = Int64(value.prefix { $0 == "-" || $0.isASCII && $0.isNumber })
        else { return nil }
        let seconds = isInMilliseconds ? number / 1000 : number
        // Far from any plausible year the zone does not matter.
        return 0..<(1 << 33) ~= seconds ? local(seconds) : seconds
    }

    private func iso8601(_ value: String) -> Int64? {
        let form =
            /([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?/
            .matchingSemantics(.unicodeScalar)
        guard let match = value.wholeMatch(of: form)?.output else { return nil }
        let fraction = match.7.map { $0.contains { $0 != "0" } } ?? false
        let parts = [match.1, match.2, match.3, match.4 ?? "0", match.5 ?? "0", match.6 ?? "0"]
            .compactMap { Int64($0) }
        guard let civil = Self.moment(parts, hasFraction: fraction) else { return nil }
        guard let offset = match.8 else { return civil }
        if offset == "Z" { return local(civil) }
        let digits = offset.dropFirst().filter { $0 != ":" }
        guard let hours = Int64(digits.prefix(2)),
            let minutes = Int64(digits.count > 2 ? digits.dropFirst(2) : "0"), minutes < 60,
            hours * 60 + minutes <= 18 * 60
        else { return nil }
        let seconds = (hours * 60 + minutes) * 60
        return local(civil - (offset.first == "-" ? -seconds : seconds))
    }

    // MARK: Patterns

    /// `dd/MM/yyyy` as `dd`, `/`, `MM`, `/`, `yyyy`.
    private static func tokens(of format: String) -> [String] {
        var tokens: [String] = []
        for character in format {
            if "yMdHmsS".contains(character), tokens.last?.first == character {
                tokens[tokens.count - 1].append(character)
            } else {
                tokens.append(String(character))
            }
        }
        return tokens
    }

    private func pattern(_ value: String, _ tokens: [String]) -> Int64? {
        if let seconds = match(value, tokens) { return seconds }
        // A date alone: the time is left out, and what parts the two.
        let isTime = { (token: String) in token.first.map { "HmsS".contains($0) } ?? false }
        let isDate = { (token: String) in token.first.map { "yMd".contains($0) } ?? false }
        guard tokens.contains(where: isTime) else { return nil }
        let dates = tokens.indices.filter { isDate(tokens[$0]) }
        guard let first = dates.first, let last = dates.last else { return nil }
        return match(value, Array(tokens[first...last]))
    }

    private func match(_ value: String, _ tokens: [String]) -> Int64? {
        var rest = Array(value.unicodeScalars)[...]
        var parts: [Character: Int64] = [:]
        for token in tokens {
            guard let kind = token.first, "yMdHmsS".contains(kind) else {
                guard rest.prefix(token.unicodeScalars.count).elementsEqual(token.unicodeScalars)
                else { return nil }
                rest = rest.dropFirst(token.unicodeScalars.count)
                continue
            }
            let most = token.count == 1 ? 2 : token.count
            let digits = rest.prefix(most).prefix { ("0"..."9").contains($0) }
            guard digits.count >= token.count,
                let number = Int64(String(String.UnicodeScalarView(digits)))
            else { return nil }
            parts[kind] = token == "yy" ? 2000 + number : number
            rest = rest.dropFirst(digits.count)
        }
        guard rest.isEmpty else { return nil }
        let values = "yMdHms".map { parts[$0] ?? 0 }
        return Self.moment(values, hasFraction: (parts["S"] ?? 0) > 0)
    }

    /// - Parameter parts: year, month, day, hour, minute, second.
    private static func moment(_ parts: [Int64], hasFraction: Bool) -> Int64? {
        guard parts.count == 6, 1...9999 ~= parts[0], 1...12 ~= parts[1] else { return nil }
        let (year, month, day) = (parts[0], parts[1], parts[2])
        let isLeap = { (year: Int64) in
            year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        }
        let lengths: [Int64] = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day >= 1, day <= lengths[Int(month) - 1] else { return nil }
        let isMidnight = parts[3] == 24 && parts[4] == 0 && parts[5] == 0 && !hasFraction
        guard parts[3] < 24 || isMidnight, parts[4] < 60, parts[5] < 60 else { return nil }
        var days: Int64 =
            year < 1970 ? 0 : (1970..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
        if year < 1970 { days = -(year..<1970).reduce(0) { $0 + (isLeap($1) ? 366 : 365) } }
        days += lengths.prefix(Int(month) - 1).reduce(0, +) + day - 1
        return days * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
    }

    // MARK: Durations

    /// Whole seconds; nil where the value is no duration.
    static func seconds(_ value: String, format: String) -> Int64? {
        let number: Int64?
        switch format {
        case "HH:mm:ss":
            let form = /([0-9]{1,7}):([0-5][0-9]):([0-5][0-9])(?:[.,][0-9]+)?/
            let match = value.wholeMatch(of: form.matchingSemantics(.unicodeScalar))?.output
            let parts = match.map { [$0.1, $0.2, $0.3].compactMap { Int64($0) } }
            number = parts.map { $0[0] * 3600 + $0[1] * 60 + $0[2] }
        case "mm:ss":
            let form = /([0-9]{1,7}):([0-5][0-9])(?:[.,][0-9]+)?/
            let match = value.wholeMatch(of: form.matchingSemantics(.unicodeScalar))?.output
            let parts = match.map { [$0.1, $0.2].compactMap { Int64($0) } }
            number = parts.map { $0[0] * 60 + $0[1] }
        default:
            let form = /([0-9]{1,15})(?:[.,][0-9]+)?|[.,][0-9]+/
            let match = value.wholeMatch(of: form.matchingSemantics(.unicodeScalar))?.output
            let whole = match.map { Int64($0.1 ?? "0") ?? 0 }
            number = format == "milliseconds" ? whole.map { $0 / 1000 } : whole
        }
        return number.flatMap { $0 <= 9_999_999 ? $0 : nil }
    }
}
