import Domain

/// Numbers as people read them in French, the same on any machine.
package enum FrenchNumbers {
    static let thousandsSpace = "\u{202F}"
    /// U+00A0, before units and high punctuation.
    package static let space = "\u{00A0}"
    static let minus = "\u{2212}"

    /// `12 345` with U+202F between thousands.
    package static func whole(_ number: Int) -> String {
        if (0..<1000).contains(number) { return String(number) }
        return (number < 0 ? minus : "") + grouped(Array(String(number.magnitude).utf8))
    }

    /// A number with at least and at most so many decimals, halves away from zero.
    package static func text(_ value: Double, decimals: ClosedRange<Int>) -> String {
        if let rounded = RoundedNumber(value, places: decimals.upperBound) {
            return rounded.text(decimals: decimals)
        }
        guard let digits = DecimalDigits(value) else { return "–" }
        let shown = digits.rounded(to: decimals.upperBound).trimmed(to: decimals.lowerBound)
        var text = (shown.isNegative ? minus : "") + grouped(shown.whole)
        if !shown.fraction.isEmpty {
            text += "," + String(decoding: shown.fraction, as: UTF8.self)
        }
        return text
    }

    /// With its sign: `+3`, `−1,5`; zero has none.
    package static func signed(_ value: Double, decimals: ClosedRange<Int>) -> String {
        let text = text(value, decimals: decimals)
        return value > 0 && !isZero(value, decimals: decimals) ? "+" + text : text
    }

    static func isZero(_ value: Double, decimals: ClosedRange<Int>) -> Bool {
        if let rounded = RoundedNumber(value, places: decimals.upperBound) { return rounded.isZero }
        return DecimalDigits(value)?.rounded(to: decimals.upperBound).isZero ?? true
    }

    /// `1 courrier`, `1 234 courriers`.
    package static func count(_ number: Int, _ singular: String, _ plural: String) -> String {
        whole(number) + space + (number.magnitude < 2 ? singular : plural)
    }

    /// The decimals that people are shown of a unit.
    package static func decimals(of unit: IndicatorUnit) -> ClosedRange<Int> {
        switch unit {
        case .percent: 1...1
        case .days, .calendarDays, .hours: 0...1
        case .letters, .calls, .seconds: 0...0
        }
    }

    /// The unit after a value: in French the plural begins at 2.
    package static func unit(
        _ unit: IndicatorUnit, after value: Double, _ counted: DayCount
    ) -> String {
        let words = words(unit, counted)
        return value.magnitude < 2 ? words.singular : words.plural
    }

    /// The same after a no-break space, without any space to break at.
    package static func spacedUnit(
        _ unit: IndicatorUnit, after value: Double, _ counted: DayCount
    ) -> String {
        let words = words(unit, counted)
        return value.magnitude < 2 ? words.spacedSingular : words.spacedPlural
    }

    /// A unit's words, made once: a month's pages say them a hundred thousand times.
    private struct UnitWords {
        let singular: String
        let plural: String
        let spacedSingular: String
        let spacedPlural: String

        init(_ unit: IndicatorUnit, _ counted: DayCount) {
            plural = unit.label(counted)
            switch unit {
            case .percent, .seconds: singular = plural
            case .days, .calendarDays, .letters, .calls, .hours:
                singular = plural.split(separator: " ")
                    .map { $0.hasSuffix("s") ? String($0.dropLast()) : "\($0)" }
                    .joined(separator: " ")
            }
            spacedSingular = FrenchNumbers.space + singular.noBreak
            spacedPlural = FrenchNumbers.space + plural.noBreak
        }
    }

    private static let calendarDays = UnitWords(.calendarDays, .calendar)
    private static let workingDays = UnitWords(.days, .working)
    private static let percent = UnitWords(.percent, .calendar)
    private static let letters = UnitWords(.letters, .calendar)
    private static let calls = UnitWords(.calls, .calendar)
    private static let hours = UnitWords(.hours, .calendar)
    private static let seconds = UnitWords(.seconds, .calendar)

    private static func words(_ unit: IndicatorUnit, _ counted: DayCount) -> UnitWords {
        switch unit {
        case .days: counted == .working ? workingDays : calendarDays
        case .calendarDays: calendarDays
        case .percent: percent
        case .letters: letters
        case .calls: calls
        case .hours: hours
        case .seconds: seconds
        }
    }

    private static func grouped(_ digits: [UInt8]) -> String {
        guard digits.count > 3 else { return String(decoding: digits, as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(digits.count + digits.count / 3 * thousandsSpace.utf8.count)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += thousandsSpace.utf8 }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
