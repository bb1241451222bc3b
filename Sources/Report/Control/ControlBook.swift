import Domain

/// The control charts of a month, by perimeter and indicator.
///
/// Of reference semantics, since every piece of every page holds it.
final class ControlBook: Sendable {
    /// The charts of one perimeter, by the indicator's place: where they stand in `charts`; -1: none.
    private struct Shelf {
        private static let none = [Int32](repeating: -1, count: Indicator.allCases.count)
        var months = none
        var weeks = none
    }

    private let charts: [ControlChart]
    private let shelves: [Perimeter: Shelf]
    /// By subject and week; weeks without any are left out.
    private let missingDays: [IndicatorSubject: [ReportingPeriod: Int]]
    private let month: ReportingPeriod
    /// The weeks that are shown, oldest first.
    let weeks: [ReportingPeriod]

    init(_ report: MonthReport) {
        charts = report.controlCharts
        var shelves: [Perimeter: Shelf] = [:]
        // From the last one on: of two charts of one series, the first one counts.
        for (place, chart) in charts.enumerated().reversed() where chart.series.segment == .all {
            let indicator = chart.series.indicator.ordinal
            switch chart.series.periodType {
            case .month:
                shelves[chart.series.perimeter, default: Shelf()].months[indicator] = Int32(place)
            case .week:
                shelves[chart.series.perimeter, default: Shelf()].weeks[indicator] = Int32(place)
            case .quarter, .year: break
            }
        }
        self.shelves = shelves
        missingDays = report.missingDays.mapValues { days in
            Dictionary(
                days.map { (ReportingPeriod(.week, containing: $0), 1) }, uniquingKeysWith: +)
        }
        month = report.month
        weeks = report.chartedWeeks
    }

    /// Of months or weeks: of quarters and years there is none.
    func chart(
        _ type: PeriodType, _ indicator: Indicator, of perimeter: Perimeter
    ) -> ControlChart? {
        assert(
            type == .week || perimeter.level != .secretariat
                || MonthReport.chartedMonthsOfSecretariats.contains(indicator),
            "a chart that is not read would be missing without a word")
        guard let shelf = shelves[perimeter] else { return nil }
        let place = Int(
            type == .month ? shelf.months[indicator.ordinal] : shelf.weeks[indicator.ordinal])
        return place < 0 ? nil : charts[place]
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
        missingDays(indicator)[period] ?? 0
    }

    /// The same of all weeks; those without any are left out.
    func missingDays(_ indicator: Indicator) -> [ReportingPeriod: Int] {
        missingDays[IndicatorCatalogue[indicator].subject] ?? [:]
    }

    /// The points that tell of the month: its own, and the weeks that end in it.
    func isOfMonth(_ period: ReportingPeriod) -> Bool {
        month.firstDay <= period.lastDay && period.lastDay <= month.lastDay
    }
}

extension MonthReport {
    /// The indicators whose months' charts pages read of a secretariat, in the contract's order:
    /// drawn, on cards, or told by a rule. Of poles and the establishment tables show the state of
    /// every chart; of secretariats, of which there are most, a third of them is enough.
    package static let chartedMonthsOfSecretariats: [Indicator] = {
        let read = Set(
            ReportSection.headlines + SignalRules.indicators + ChartSections.controlled)
        return Indicator.allCases.filter(read.contains)
    }()
}
