/// A working day that brought far less than its weekday usually does.
package struct LowDay: Hashable, Sendable {
    package var day: CivilDate
    package var events: Int
    /// The median of the same weekday before it.
    package var usual: Double

    package init(day: CivilDate, events: Int, usual: Double) {
        self.day = day
        self.events = events
        self.usual = usual
    }
}

/// What a day usually brings, and which days fall far below it.
///
/// A day is held against the same weekday of the weeks before, since Fridays are not Mondays, and
/// against working days alone, since nobody expects a holiday to be full. The median does not mind
/// that one of those days failed too.
package enum UsualVolume {
    /// Long enough for a median, short enough to follow the seasons.
    package static let weeks = 8
    /// The median of fewer days is the luck of one.
    package static let leastDays = 4
    /// A secretariat's quiet day brings as few by chance.
    package static let leastUsual = 20.0
    /// What a strike or a bridge day leaves is more than half.
    package static let share = 0.5
    /// Counts of independent events vary by the root of their mean: four of them below it happen
    /// by chance on one day in thirty thousand. Of 64 events or more a day, `share` is the
    /// stricter one.
    package static let deviations = 4.0

    package static func isLow(_ events: Int, usual: Double) -> Bool {
        let events = Double(events)
        return usual >= leastUsual && events < share * usual
            && usual - events > deviations * usual.squareRoot()
    }

    /// - Parameter known: the first day of which something is known.
    /// - Returns: nil where too few days are known.
    package static func usual(
        on day: CivilDate, since known: CivilDate, calendar: WorkingCalendar,
        events: (CivilDate) -> Int
    ) -> Double? {
        let before = (1...weeks).map { day - 7 * $0 }
            .filter { $0 >= known && calendar.isWorkingDay($0) }
        guard before.count >= leastDays else { return nil }
        let counts = before.map { Double(events($0)) }.sorted()
        return (counts[(counts.count - 1) / 2] + counts[counts.count / 2]) / 2
    }

    /// The first working day after the last one known that usually brings something: at least half
    /// of the same weekdays before it did. A source that has not brought it yet is behind its own
    /// rhythm, be it by a day.
    ///
    /// - Parameter events: of a day up to `last`.
    package static func overdueDay(
        after last: CivilDate, through end: CivilDate, since known: CivilDate,
        calendar: WorkingCalendar, events: (CivilDate) -> Int
    ) -> CivilDate? {
        guard last < end else { return nil }
        return (1...end.days(since: last)).map { last + $0 }.first { day in
            guard calendar.isWorkingDay(day),
                let usual = usual(on: day, since: known, calendar: calendar, events: events)
            else { return false }
            return usual >= 1
        }
    }

    /// The low days of a range.
    ///
    /// - Parameter events: of a day in the range or in the weeks before it.
    package static func lowDays(
        from first: CivilDate, through last: CivilDate, since known: CivilDate,
        calendar: WorkingCalendar, events: (CivilDate) -> Int
    ) -> [LowDay] {
        guard first <= last else { return [] }
        return (0...last.days(since: first)).map { first + $0 }.compactMap { day in
            guard calendar.isWorkingDay(day),
                let usual = usual(on: day, since: known, calendar: calendar, events: events),
                isLow(events(day), usual: usual)
            else { return nil }
            return LowDay(day: day, events: events(day), usual: usual)
        }
    }
}
