/// A day of the proleptic Gregorian calendar, without time or zone.
///
/// It is stored as the number of days since 1970-01-01, so that differences are subtractions and
/// columns of dates are columns of `Int32`.
package struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package var dayNumber: Int32

    package init(dayNumber: Int32) {
        self.dayNumber = dayNumber
    }

    /// The day named, or nil where the calendar has no such day (31 June, 29 February 2026).
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1,
            day <= CivilDate.length(ofMonth: month, year: year)
        else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    /// The day named, for parts already known to be valid.
    ///
    /// Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
    private init(validYear year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// The last day of a month: 28 to 31.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Year, month 1–12 and day 1–31 (Hinnant, `civil_from_days`).
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(dayNumber) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var day: Int { parts.day }

    /// The day of the week by ISO 8601: 1 = Monday … 7 = Sunday.
    package var isoWeekday: Int {
        // 1970-01-01 was a Thursday (4).
        let remainder = (Int(dayNumber) + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// The week of ISO 8601: the week belongs to the year that holds its Thursday.
    package var isoWeek: (year: Int, week: Int) {
        let thursday = self + (4 - isoWeekday)
        let year = thursday.year
        let firstDay = CivilDate(validYear: year, month: 1, day: 1)
        return (year, Int(thursday.dayNumber - firstDay.dayNumber) / 7 + 1)
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    package static func + (date: CivilDate, days: Int) -> CivilDate {
        CivilDate(dayNumber: date.dayNumber + Int32(days))
    }

    package static func - (date: CivilDate, days: Int) -> CivilDate {
        CivilDate(dayNumber: date.dayNumber - Int32(days))
    }

    /// Calendar days from `start` to this day; negative where this day is the earlier one.
    package func days(since start: CivilDate) -> Int {
        Int(dayNumber - start.dayNumber)
    }

    /// The years that dates of exports may lie in; others are implausible (contract §2).
    package static let plausibleYears = 2000...2100

    /// The first and the last plausible day.
    package static let firstPlausible = CivilDate(validYear: 2000, month: 1, day: 1)
    package static let lastPlausible = CivilDate(validYear: 2100, month: 12, day: 31)
}

extension CivilDate: CustomStringConvertible {
    /// ISO 8601, `2026-10-31`.
    package var description: String {
        let (year, month, day) = parts
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    /// Reads `2026-10-31`, and nothing else.
    package init?(iso8601 text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

/// A whole number with leading zeros.
package func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return digits.count >= width
        ? digits : String(repeating: "0", count: width - digits.count) + digits
}
