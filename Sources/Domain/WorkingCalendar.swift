/// How the delays of letters are counted (contract §2, `dayCount`).
package enum DayCount: String, Sendable, CaseIterable {
    case calendar, working
}

/// A row of the closed days' file.
package struct ClosedDay: Hashable, Sendable {
    package var date: CivilDate
    package var label: String
    /// A public holiday that is worked, rather than a day on which the establishment is closed.
    package var isOpen: Bool

    package init(date: CivilDate, label: String, isOpen: Bool) {
        self.date = date
        self.label = label
        self.isOpen = isOpen
    }
}

/// Working days (jours ouvrés) and closed days of one establishment, from 1999 to 2102.
///
/// A working day is Monday to Friday, neither public holiday nor closed day; or a public holiday on
/// such a weekday that is marked open (contract §5).
package struct WorkingCalendar: Sendable {
    /// Two years beyond the plausible ones, so that due days have room.
    private static let firstDay = CivilDate(dayNumber: CivilDate.firstPlausible.dayNumber - 366)
    private static let dayTotal =
        Int(CivilDate.lastPlausible.dayNumber - firstDay.dayNumber) + 731

    /// `workedThrough[i]`: working days up to and with day `i`.
    private var workedThrough: [Int32]
    /// Days on which the telephone is closed whatever the weekday.
    private var isClosed: [Bool]
    /// The working days, in order.
    private var workingDays: [Int32]

    package init(zone: HolidayZone, closedDays: [ClosedDay] = []) {
        let origin = Self.firstDay
        var closed = [Bool](repeating: false, count: Self.dayTotal)
        func mark(_ date: CivilDate, _ value: Bool) {
            let index = date.days(since: origin)
            if closed.indices.contains(index) { closed[index] = value }
        }
        var holidays: Set<CivilDate> = []
        for year in (origin.year)...(CivilDate.plausibleYears.upperBound + 2) {
            for holiday in PublicHolidays.of(year: year, zone: zone) {
                holidays.insert(holiday.date)
                mark(holiday.date, true)
            }
        }
        for day in closedDays {
            if !day.isOpen {
                mark(day.date, true)
            } else if holidays.contains(day.date), day.date.isoWeekday <= 5 {
                // A holiday that is worked opens no weekend.
                mark(day.date, false)
            }
        }
        var through: [Int32] = []
        var working: [Int32] = []
        through.reserveCapacity(Self.dayTotal)
        for index in 0..<Self.dayTotal {
            let date = origin + index
            if date.isoWeekday <= 5, !closed[index] { working.append(date.dayNumber) }
            through.append(Int32(working.count))
        }
        workedThrough = through
        workingDays = working
        isClosed = closed
    }

    private func index(_ date: CivilDate) -> Int {
        min(max(date.days(since: Self.firstDay), 0), Self.dayTotal - 1)
    }

    /// True on public holidays that are not worked and on closed days; weekends are not closed as
    /// such.
    package func isClosed(_ date: CivilDate) -> Bool {
        isClosed[index(date)]
    }

    package func isWorkingDay(_ date: CivilDate) -> Bool {
        workingDays(after: date - 1, through: date) == 1
    }

    /// Working days d with start < d ≤ end; 0 where the end is not after the start.
    package func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
        guard start < end else { return 0 }
        return Int(workedThrough[index(end)] - workedThrough[index(start)])
    }

    /// The delay between two days; a negative one counts as 0 (contract §5).
    package func delay(from start: CivilDate, to end: CivilDate, counted: DayCount) -> Int {
        switch counted {
        case .calendar: max(0, end.days(since: start))
        case .working: workingDays(after: start, through: end)
        }
    }

    /// The last day whose delay from `start` is at most `days`.
    package func dueDay(start: CivilDate, days: Int, counted: DayCount) -> CivilDate {
        switch counted {
        case .calendar:
            return start + days
        case .working:
            // The day before the first working day that is one too many.
            let position = Int(workedThrough[index(start)]) + days
            guard position < workingDays.count else { return CivilDate.lastPlausible + 730 }
            return CivilDate(dayNumber: workingDays[position] - 1)
        }
    }
}
