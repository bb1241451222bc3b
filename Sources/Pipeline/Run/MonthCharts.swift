import Domain
import Load
import Report
import Transform

/// The control charts of one month's pages, as they could be drawn at its end.
struct MonthCharts {
    let stage: PublishStage
    let month: ReportingPeriod
    /// The last day of the month that is measured at all.
    let lastDay: CivilDate

    /// Weeks that are shown: a year and one, so that the same week of the year before is there.
    private static let weeks = 53

    func fill(_ report: inout MonthReport) throws {
        var week = ReportingPeriod(.week, containing: lastDay + 1).previous
        var weeks = [week]
        while weeks.count < Self.weeks {
            week = week.previous
            weeks.append(week)
        }
        report.chartedWeeks = weeks.reversed()
        report.weeklyRows += try stage.warehouse.rows(
            of: .week, from: week.firstDay, through: weeks[0].firstDay,
            // Backlogs are read with the other stocks.
            indicators: ControlChartMethod.weeklyIndicators)
        report.controlCharts = try charts(.month, month) + charts(.week, weeks[0])
        report.missingDays = try missingDays(week.firstDay...weeks[0].lastDay)
    }

    /// The charts of the points up to a period. Where later points exist, limits are computed anew
    /// without them: what a past month's page says must not hang on what came after.
    private func charts(
        _ type: PeriodType, _ last: ReportingPeriod
    ) throws -> [ControlChart] {
        try stage.warehouse.controlCharts(type, through: last, isWhole: true).map { chart in
            let stored = chart.phases.reduce(0) { $0 + $1.pointCount }
            guard stored != chart.points.count else { return chart }
            let series = chart.series
            let key = RecalibrationKey(indicator: series.indicator, perimeter: series.perimeter)
            return ControlChart(
                series,
                values: chart.points.map {
                    SeriesValue(period: $0.period, value: $0.value, target: $0.target)
                },
                recalibrations: stage.reference.recalibrations[key] ?? [])
        }
    }

    /// Working days, within what a source covers, on which it brought nothing.
    private func missingDays(
        _ days: ClosedRange<CivilDate>
    ) throws -> [IndicatorSubject: Set<CivilDate>] {
        let calendar = WorkingCalendar(
            zone: stage.definition.measures.zone, closedDays: stage.reference.closedDays)
        let events = try stage.warehouse.sourceEvents(asOf: stage.asOf)
        var missing: [IndicatorSubject: Set<CivilDate>] = [:]
        for source in stage.definition.sources {
            guard let known = events.first(where: { $0.source.name == source.name }),
                let first = known.first.map({ max($0, days.lowerBound) }),
                let last = known.last.map({ min($0, days.upperBound) }), first <= last
            else { continue }
            let counts = try stage.warehouse.events(
                source: known.source.key, from: first, through: last)
            let subject: IndicatorSubject = source.contract.kind == .calls ? .calls : .letters
            missing[subject, default: []].formUnion(
                (0...last.days(since: first)).map { first + $0 }.filter {
                    calendar.isWorkingDay($0) && counts[$0] == nil
                })
        }
        return missing
    }
}
