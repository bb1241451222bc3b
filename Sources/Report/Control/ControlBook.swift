import Domain

/// The control charts of a month, by perimeter and indicator.
struct ControlBook {
    private let charts: [ControlSeries: ControlChart]
    /// By subject and week; weeks without any are left out.
    private let missingDays: [IndicatorSubject: [ReportingPeriod: Int]]
    private let month: ReportingPeriod
    /// The weeks that are shown, oldest first.
    let weeks: [ReportingPeriod]

    init(_ report: MonthReport) {
        charts = Dictionary(
            report.controlCharts.filter { $0.series.segment == .all }.map { ($0.series, $0) },
            uniquingKeysWith: { first, _ in first })
        missingDays = report.missingDays.mapValues { days in
            Dictionary(
                days.map { (ReportingPeriod(.week, containing: $0), 1) }, uniquingKeysWith: +)
        }
        month = report.month
        weeks = report.chartedWeeks
    }

    func chart(
        _ type: PeriodType, _ indicator: Indicator, of perimeter: Perimeter
    ) -> ControlChart? {
        charts[ControlSeries(periodType: type, perimeter: perimeter, indicator: indicator)]
    }

    /// What the months say at the month, or at the last one before it that is no longer
    /// provisional; nil where that is longer ago than the month before.
    func state(_ indicator: Indicator, of perimeter: Perimeter) -> Signal? {
        guard let signal = chart(.month, indicator, of: perimeter)?.signal(through: month),
            signal.point.period >= month.previous
        else { return nil }
        return signal
    }

    /// The month or the one before it; weeks that end in them.
    func isRecent(_ period: ReportingPeriod) -> Bool {
        month.previous.firstDay <= period.lastDay && period.lastDay <= month.lastDay
    }

    /// Working days of a week on which a source of the subject brought nothing: its point may tell
    /// of the data rather than of the work. Months have enough other days.
    func missingDays(_ indicator: Indicator, in period: ReportingPeriod) -> Int {
        missingDays[IndicatorCatalogue[indicator].subject]?[period] ?? 0
    }

    /// The points that tell of the month: its own, and the weeks that end in it.
    func isOfMonth(_ period: ReportingPeriod) -> Bool {
        month.firstDay <= period.lastDay && period.lastDay <= month.lastDay
    }
}
