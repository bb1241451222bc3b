import Domain

/// Delays and due days by the pipeline's `dayCount`, on day numbers.
///
/// The same rules as `WorkingCalendar`, which is their oracle in the tests, over a column of this
/// module, since a call into another module for each delay of each letter is not inlined.
package struct DelayCounter: Sendable {
    private let calendar: WorkingCalendar
    private let counted: DayCount
    private let firstDay: Int32
    /// Working days through each day.
    private var worked: [Int32] = []

    package init(calendar: WorkingCalendar, counted: DayCount) {
        self.calendar = calendar
        self.counted = counted
        let first = CivilDate.firstPlausible
        firstDay = first.dayNumber
        guard counted == .working else { return }
        var total: Int32 = 0
        for day in 0...CivilDate.lastPlausible.days(since: first) {
            if calendar.isWorkingDay(first + day) { total += 1 }
            worked.append(total)
        }
    }

    /// Days from `start` to `end`, both plausible; a negative delay counts as 0.
    package func delay(from start: Int32, to end: Int32) -> Int {
        guard end > start else { return 0 }
        switch counted {
        case .calendar: return Int(end - start)
        case .working: return Int(worked[Int(end - firstDay)] - worked[Int(start - firstDay)])
        }
    }

    /// The last day whose delay from `start` is at most `days`.
    package func dueDay(start: Int32, days: Int) -> Int32 {
        switch counted {
        case .calendar: start + Int32(days)
        case .working:
            calendar.dueDay(
                start: CivilDate(dayNumber: start), days: days, counted: .working
            ).dayNumber
        }
    }
}
