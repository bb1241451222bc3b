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

    /// - Parameter report: filled with the figures that its tables show.
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
        report.controlCharts =
            try charts(.month, month, shown: shown(report))
            + charts(.week, weeks[0], shown: [:])
        report.missingDays = try missingDays(week.firstDay...weeks[0].lastDay)
    }

    /// The charts of the points up to a period. Where later points exist, limits are computed anew
    /// without them: what a past month's page says must not hang on what came after. A month that is
    /// frozen has the value that was published, as it has in the tables.
    private func charts(
        _ type: PeriodType, _ last: ReportingPeriod,
        shown: [ControlSeries: [ReportingPeriod: Double]]
    ) throws -> [ControlChart] {
        try stage.warehouse.controlCharts(type, through: last, isWhole: true).map { chart in
            let series = chart.series
            let stored = chart.phases.reduce(0) { $0 + $1.pointCount }
            let values = chart.points.map {
                SeriesValue(
                    period: $0.period, value: shown[series]?[$0.period] ?? $0.value,
                    target: $0.target)
            }
            guard stored != chart.points.count || values.map(\.value) != chart.points.map(\.value)
            else { return chart }
            let key = RecalibrationKey(indicator: series.indicator, perimeter: series.perimeter)
            return ControlChart(
                series, values: values,
                recalibrations: stage.reference.recalibrations[key] ?? [])
        }
    }

    /// The values that the month's tables show of it and of the months before.
    private func shown(
        _ report: MonthReport
    ) -> [ControlSeries: [ReportingPeriod: Double]] {
        var shown: [ControlSeries: [ReportingPeriod: Double]] = [:]
        for row in report.rows + report.earlierRows {
            let series = ControlSeries(
                periodType: .month, perimeter: row.perimeter, indicator: row.indicator,
                segment: row.segment)
            shown[series, default: [:]][row.period] = row.value
        }
        return shown
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
