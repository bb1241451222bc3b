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
        try stage.sources.add(
            .chartedWeeks, stage.warehouse, from: week, through: weeks[0], to: &report.weeklyRows)
        report.controlCharts =
            try charts(.month, month, in: report) + charts(.week, weeks[0], in: report)
        report.missingDays = try missingDays(week.firstDay...weeks[0].lastDay)
    }

    /// The charts of the points up to a period. Where later points exist, limits are computed anew
    /// without them: what a past month's page says must not hang on what came after. A month that is
    /// frozen has the value and target that were published, as it has in the tables.
    private func charts(
        _ type: PeriodType, _ last: ReportingPeriod, in report: MonthReport
    ) throws -> [ControlChart] {
        let shown = type == .month ? ShownValues(report) : ShownValues()
        let published = type == .month ? try publishedMonths(report) : []
        // Days that are counted otherwise now make no series with those of a frozen month.
        let isCountedAlike = report.settings.dayCount == stage.definition.measures.dayCount
        return try stage.sources.controlCharts(stage.warehouse, type, through: last).compactMap {
            let series = $0.series
            guard isCountedAlike || !series.indicator.hangsOnDayCount else { return nil }
            let stored = $0.phases.reduce(0) { $0 + $1.pointCount }
            let own = shown.values(of: series)
            var isAsMeasured = stored == $0.points.count
            if isAsMeasured, own.isEmpty, published.isEmpty { return $0 }
            var values: [SeriesValue] = []
            values.reserveCapacity($0.points.count)
            for point in $0.points {
                let measured = SeriesValue(
                    period: point.period, value: point.value, target: point.target)
                let value =
                    own.last { $0.period == point.period }
                    ?? (published.contains(point.period) ? nil : measured)
                if value != measured { isAsMeasured = false }
                if let value { values.append(value) }
            }
            if isAsMeasured { return $0 }
            guard !values.isEmpty else { return nil }
            let key = RecalibrationKey(indicator: series.indicator, perimeter: series.perimeter)
            return ControlChart(
                series, values: values,
                recalibrations: stage.reference.recalibrations[key] ?? [])
        }
    }

    /// The months of which the tables show what was published: what was not published of them is no
    /// point.
    private func publishedMonths(_ report: MonthReport) throws -> Set<ReportingPeriod> {
        let frozen = Set(try stage.warehouse.frozenMonths().map(\.month))
        let shown = Set(report.earlierRows.map(\.period))
        return frozen.intersection(report.revisions == nil ? shown : shown.union([month]))
    }

    /// Working days, within what a source covers, on which it brought nothing.
    private func missingDays(
        _ days: ClosedRange<CivilDate>
    ) throws -> [IndicatorSubject: Set<CivilDate>] {
        let events = try stage.warehouse.sourceEvents(asOf: stage.asOf)
        var missing: [IndicatorSubject: Set<CivilDate>] = [:]
        for source in stage.definition.sources {
            guard let known = events.first(where: { $0.source.name == source.name }),
                let silent = try stage.silentDays(known, within: days)
            else { continue }
            let subject: IndicatorSubject = source.contract.kind == .calls ? .calls : .letters
            missing[subject, default: []].formUnion(silent)
        }
        return missing
    }
}
