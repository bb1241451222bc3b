/// Letters sent in a month, by the days from their start: additive over perimeters and months.
package struct LetterDelayCount: Sendable, Equatable {
    package var period: ReportingPeriod
    package var perimeter: Perimeter
    /// The first day of the band, one of `bands`.
    package var fromDays: Int
    package var letters: Int

    package init(
        period: ReportingPeriod, perimeter: Perimeter, fromDays: Int, letters: Int
    ) {
        self.period = period
        self.perimeter = perimeter
        self.fromDays = fromDays
        self.letters = letters
    }

    /// Day by day for a month, then wider; the last band is open.
    package static let bands = Array(0...30) + [31, 61, 91]

    /// The band that holds a delay of 0 or more.
    package static func band(of days: Int) -> Int {
        days <= 30 ? max(0, days) : days <= 60 ? 31 : days <= 90 ? 61 : 91
    }
}

/// Offered calls of a month in one half-hour of the week, of a pole or the establishment.
package struct CallSlotCount: Sendable, Equatable {
    package var period: ReportingPeriod
    package var perimeter: Perimeter
    /// By ISO: 1 = Monday … 7 = Sunday.
    package var weekday: Int
    /// Half-hours since midnight, 0…47.
    package var slot: Int
    package var offered: Int
    package var answered: Int

    package init(
        period: ReportingPeriod, perimeter: Perimeter, weekday: Int, slot: Int, offered: Int,
        answered: Int
    ) {
        self.period = period
        self.perimeter = perimeter
        self.weekday = weekday
        self.slot = slot
        self.offered = offered
        self.answered = answered
    }
}
