import Domain

/// A minute of a day, as the exports of encounters and letters write it.
package struct Moment: Comparable, Sendable {
    package var date: CivilDate
    /// Minutes since midnight, 0 to 1439.
    package var minute: Int

    package init(_ date: CivilDate, _ minute: Int) {
        self.date = date
        self.minute = min(max(minute, 0), 1439)
    }

    package static func < (left: Moment, right: Moment) -> Bool {
        (left.date, left.minute) < (right.date, right.minute)
    }

    var clock: String { padded(minute / 60, to: 2) + ":" + padded(minute % 60, to: 2) }

    /// `05/10/2026 14:22`.
    var french: String { date.french + " " + clock }

    /// `2026-10-05T14:22`.
    var iso: String { date.description + "T" + clock }

    /// `2026-10-05T14:22:00+02:00`: with the offset of metropolitan France on that day. Nothing in
    /// the sample happens in the hour of a change.
    var isoWithOffset: String { iso + (date.hasSummerTime ? ":00+02:00" : ":00+01:00") }
}

extension CivilDate {
    /// A day given by its parts, which the caller has written out.
    static func of(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            // Only literals come here, and the tests run every one of them.
            preconditionFailure("no such day: \(year)-\(month)-\(day)")
        }
        return date
    }

    /// `05/10/2026`.
    var french: String {
        let (year, month, day) = parts
        return padded(day, to: 2) + "/" + padded(month, to: 2) + "/" + padded(year, to: 4)
    }

    /// `2026-10`.
    var monthCode: String { ReportingPeriod(.month, containing: self).code }

    /// From the last Sunday of March to the day before the last Sunday of October (directive
    /// 2000/84/EC).
    var hasSummerTime: Bool {
        let year = year
        return self >= Self.lastSunday(of: 3, year) && self < Self.lastSunday(of: 10, year)
    }

    /// The last Sunday of a month of 31 days.
    private static func lastSunday(of month: Int, _ year: Int) -> CivilDate {
        let last = of(year, month, 31)
        return last - last.isoWeekday % 7
    }
}
