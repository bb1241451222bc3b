import Domain
import Load

/// What the pages of several months read of the warehouse alike, read once: a month compares itself
/// with the twelve before it, and most of a year of weeks is that of the month before.
///
/// Of one run and one warehouse. Months are asked for oldest first: what none of them can look back
/// to any more is forgotten.
final class MonthSources {
    private var rows: [PeriodType: [ReportingPeriod: [IndicatorRow]]] = [:]
    private var charts: [PeriodType: [ControlChart]] = [:]

    /// The stocks of a letter's four stages.
    static let stocks: [Indicator] = [
        .backlogToDictate, .backlogToType, .backlogToValidate, .backlogToSend,
    ]
    /// What weeks are read for: the stocks and the control charts.
    private static let weekly = stocks + ControlChartMethod.weeklyIndicators
    /// Days that a page looks back, and some: 13 months or 53 weeks.
    private static let memory = 430

    /// Figures of segment `*` from one period to another, in the order of time; of weeks those
    /// that some page shows.
    func rows(
        _ warehouse: Warehouse, from first: ReportingPeriod, through last: ReportingPeriod
    ) throws -> [IndicatorRow] {
        let periods = ReportingPeriod.covering(
            first.type, from: first.firstDay, through: last.firstDay)
        var known = rows[first.type, default: [:]]
            .filter { last.firstDay.days(since: $0.key.firstDay) <= Self.memory }
        let missing = periods.filter { known[$0] == nil }
        if let from = missing.first, let through = missing.last {
            for period in missing { known[period] = [] }
            let read = try warehouse.rows(
                of: first.type, from: from.firstDay, through: through.firstDay,
                indicators: first.type == .week ? Self.weekly : nil)
            let isMissing = Set(missing)
            for row in read where isMissing.contains(row.period) {
                known[row.period, default: []].append(row)
            }
        }
        rows[first.type] = known
        return periods.flatMap { known[$0] ?? [] }
    }

    /// The charts of segment `*` of the points up to a period; means and limits rest on all points.
    func controlCharts(
        _ warehouse: Warehouse, _ type: PeriodType, through last: ReportingPeriod
    ) throws -> [ControlChart] {
        let all = try charts[type] ?? warehouse.controlCharts(type, isWhole: true)
        charts[type] = all
        return all.compactMap { chart in
            guard let end = chart.points.last, end.period > last else { return chart }
            let points = Array(chart.points.prefix { $0.period <= last })
            let numbers = Set(points.map(\.phase))
            guard !points.isEmpty else { return nil }
            return ControlChart(
                series: chart.series, phases: chart.phases.filter { numbers.contains($0.number) },
                points: points)
        }
    }
}
