import Domain
import Load

/// How many working days a source usually is behind the as-of day, learned from the nights before.
enum UsualDelay {
    /// Two months of working days: long enough for exports that come once a month.
    static let nights = 40
    /// Of fewer nights nothing is usual yet.
    static let leastNights = 10

    /// The delay that nine nights of ten did not exceed, so that one bad week makes nothing usual;
    /// exports of once a week or a month are late only when they are later than that.
    static func learned(from delays: [Int]) -> Int? {
        guard delays.count >= leastNights else { return nil }
        return delays.sorted()[(9 * delays.count + 9) / 10 - 1]
    }

    static func learned(
        from nights: [SourceNight], of source: String, calendar: WorkingCalendar
    ) -> Int? {
        learned(
            from: nights.filter { $0.source == source }.compactMap { night in
                night.lastEvent.map { calendar.workingDays(after: $0, through: night.asOf) }
            })
    }
}
