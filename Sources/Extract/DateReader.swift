import Domain

/// Reads the dates of one file: the formats of its columns, laid out flat, and the time zone.
///
/// A format is one that fits the whole value: digits in place, a day of the calendar, a time of
/// the day. `24:00` is the next day's midnight; there is no leap second.
struct DateReader {
    /// The formats of one column: a range of `programs`.
    typealias Formats = Range<Int>

    private struct Program {
        var kind: DateFormat.Kind
        var tokens: Range<Int>
        var dateTokens: Range<Int>
    }

    private var programs: [Program] = []
    private var tokens: [DateFormat.Token] = []
    private let zone: CivilTimeZone

    init(zone: CivilTimeZone) {
        self.zone = zone
    }

    mutating func add(_ formats: [DateFormat]) -> Formats {
        let first = programs.count
        for format in formats {
            programs.append(
                Program(
                    kind: format.kind, tokens: add(format.tokens),
                    dateTokens: add(format.dateTokens)))
        }
        return first..<programs.count
    }

    private mutating func add(_ more: [DateFormat.Token]) -> Range<Int> {
        let first = tokens.count
        tokens += more
        return first..<tokens.count
    }

    /// Civil seconds since 1970-01-01T00:00:00 in the pipeline's time zone, by the first format
    /// that fits; nil where none does.
    func civilSeconds(in bytes: Span<UInt8>, formats: Formats) -> Int64? {
        for index in formats {
            if let seconds = civilSeconds(in: bytes, program: programs[index]) { return seconds }
        }
        return nil
    }

    private func civilSeconds(in bytes: Span<UInt8>, program: Program) -> Int64? {
        switch program.kind {
        case .iso8601:
            return ISO8601.civilSeconds(in: bytes, zone: zone)
        case .epoch:
            return DateReader.epochSeconds(in: bytes, perSecond: 1).map(zone.civilSeconds)
        case .epochMilliseconds:
            return DateReader.epochSeconds(in: bytes, perSecond: 1000).map(zone.civilSeconds)
        case .pattern:
            return match(bytes, program.tokens) ?? match(bytes, program.dateTokens)
        }
    }

    private func match(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        guard !range.isEmpty else { return nil }
        var cursor = ByteCursor()
        var moment = CivilMoment()
        for index in range {
            let token = tokens[index]
            if token.part == .literal {
                guard cursor.skip(token.byte, in: bytes) else { return nil }
                continue
            }
            let width = Int(token.width)
            guard let number = cursor.digits(width...(width == 1 ? 2 : width), in: bytes) else {
                return nil
            }
            switch token.part {
            case .literal: break
            case .year: moment.year = Int(number)
            case .shortYear: moment.year = 2000 + Int(number)
            case .month: moment.month = Int(number)
            case .day: moment.day = Int(number)
            case .hour: moment.hour = number
            case .minute: moment.minute = number
            case .second: moment.second = number
            case .millisecond: moment.hasFraction = number > 0
            }
        }
        return cursor.isAtEnd(of: bytes) ? moment.civilSeconds : nil
    }

    /// Whole seconds since 1970 in UTC, rounded down.
    private static func epochSeconds(in bytes: Span<UInt8>, perSecond: Int64) -> Int64? {
        var cursor = ByteCursor()
        let isNegative = cursor.skip(UInt8(ascii: "-"), in: bytes)
        guard let number = cursor.digits(1...15, in: bytes) else { return nil }
        let hasFraction = !cursor.isAtEnd(of: bytes)
        guard cursor.skipOptionalFraction(in: bytes), cursor.isAtEnd(of: bytes) else { return nil }
        guard isNegative else { return number / perSecond }
        // Far before the plausible years: a second more or less does not matter.
        return -(number / perSecond) - (hasFraction || number % perSecond > 0 ? 1 : 0)
    }
}

/// The parts of a date and time as they were read.
struct CivilMoment {
    var year = 0
    var month = 0
    var day = 0
    var hour: Int64 = 0
    var minute: Int64 = 0
    var second: Int64 = 0
    var hasFraction = false

    static let secondsPerDay: Int64 = 86_400

    /// Civil seconds since 1970; nil where the calendar or the clock has no such moment.
    var civilSeconds: Int64? {
        guard hour < 24 || (hour == 24 && minute == 0 && second == 0 && !hasFraction),
            minute < 60, second < 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return Int64(date.dayNumber) * CivilMoment.secondsPerDay
            + hour * 3600 + minute * 60 + second
    }

    /// The day of a civil second, before 1970 too.
    static func dayNumber(of civilSeconds: Int64) -> Int64 {
        let (quotient, remainder) = civilSeconds.quotientAndRemainder(
            dividingBy: secondsPerDay)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
