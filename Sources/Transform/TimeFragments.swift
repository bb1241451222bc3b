import Domain

/// The finest runs of days that every period is made of: each lies in one ISO week and one month.
///
/// Months, weeks, quarters and years are runs of whole fragments, so that their counts are sums of
/// the fragments' counts.
package struct TimeFragments: Sendable {
    /// The first day measured: the earliest first day of the periods that hold `measureFrom`.
    package let firstDay: CivilDate
    package let lastDay: CivilDate
    private var fragmentOfDay: [Int32] = []
    private var firstDays: [Int32] = []
    package private(set) var count = 0

    package init(from first: CivilDate, through last: CivilDate) {
        firstDay = first
        lastDay = last
        guard first <= last else { return }
        for day in 0...last.days(since: first) {
            let date = first + day
            if day == 0 || date.isoWeekday == 1 || date.day == 1 {
                count += 1
                firstDays.append(date.dayNumber)
            }
            fragmentOfDay.append(Int32(count - 1))
        }
    }

    /// True for the days that belong to a fragment.
    package func contains(_ day: Int32) -> Bool {
        firstDay.dayNumber <= day && day <= lastDay.dayNumber
    }

    /// The fragment of a day that `contains` holds for.
    package func fragment(of day: Int32) -> Int {
        Int(fragmentOfDay[Int(day - firstDay.dayNumber)])
    }

    /// The day numbers of a fragment; nil where there is no such fragment.
    func days(of fragment: Int) -> ClosedRange<Int32>? {
        guard firstDays.indices.contains(fragment) else { return nil }
        let isLast = fragment + 1 == firstDays.count
        return firstDays[fragment]...(isLast ? lastDay.dayNumber : firstDays[fragment + 1] - 1)
    }

    /// The fragments of a period, as far as they exist.
    package func fragments(of period: ReportingPeriod) -> Range<Int> {
        let first = max(period.firstDay, firstDay)
        let last = min(period.lastDay, lastDay)
        guard first <= last else { return 0..<0 }
        return fragment(of: first.dayNumber)..<(fragment(of: last.dayNumber) + 1)
    }
}
