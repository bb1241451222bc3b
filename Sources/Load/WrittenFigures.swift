import Domain

/// What was written of the figures since the warehouse was opened: what the checks of a run look at.
struct WrittenFigures {
    /// By their key: periods of which an indicator, a delay or a half-hour was written or taken out.
    var periods: Set<Int64> = []
    /// By perimeter: the first and the last day of which a backlog was written or taken out.
    var backlogs: [Int64: ClosedRange<Int64>] = [:]
    /// Phases of control charts.
    var phases: Set<Int64> = []
    /// Perimeters that lost a row: some of them may be named by none.
    var perimetersLeft: Set<Int64> = []
    /// Values of charts that are not in them yet.
    var charts: [ExactSeries: [ReportingPeriod: SeriesValue?]] = [:]
    /// Whether charts were stored before; nil: not looked yet.
    var hadCharts: Bool?

    mutating func add(backlogDays days: ClosedRange<Int64>, of perimeter: Int64) {
        guard let before = backlogs[perimeter] else {
            backlogs[perimeter] = days
            return
        }
        backlogs[perimeter] =
            min(before.lowerBound, days.lowerBound)...max(before.upperBound, days.upperBound)
    }
}
