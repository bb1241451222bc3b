import Domain

/// When a backlog would be worked off.
enum ClearingDate {
    /// A pace that clears a backlog later than this is told as such, without a date.
    static let longestWorkingDays = 500

    /// - Parameters:
    ///   - pace: letters that leave in `BacklogStanding.days` days, above 0.
    /// - Returns: the working day on which the last letter leaves; nil where that is too far away,
    ///   or the days hold no working day.
    static func date(
        stock: Int, pace: Int, from day: CivilDate, calendar: WorkingCalendar
    ) -> CivilDate? {
        let worked = calendar.workingDays(after: day - BacklogStanding.days, through: day)
        guard stock > 0, pace > 0, worked > 0 else { return nil }
        let days = (Double(stock) * Double(worked) / Double(pace)).rounded(.up)
        guard days <= Double(longestWorkingDays) else { return nil }
        // The last day of a delay of one less is the eve of the working day looked for.
        return calendar.dueDay(start: day, days: Int(days) - 1, counted: .working) + 1
    }

    /// `le 14 août 2026`, or that it is far away.
    static func words(_ date: CivilDate?) -> String {
        date.map { "le " + FrenchDates.full($0) } ?? "dans plus de deux ans"
    }
}
