import Domain
import Load
import Report

/// What the pages of several months read of the warehouse alike, read once: a month compares itself
/// with the twelve before it, and most of a year of weeks is that of the month before.
///
/// Of one run and one warehouse. Months are asked for oldest first: what none of them can look back
/// to any more is forgotten.
final class MonthSources {
    /// What is read of a kind of period; each has indicators of its own.
    enum Rows: CaseIterable {
        /// All figures of months.
        case months
        /// The stocks of a letter's four stages, by week.
        case weeklyStocks
        /// The figures whose weeks have control charts.
        case chartedWeeks

        var type: PeriodType { self == .months ? .month : .week }

        /// nil: all of them.
        var indicators: [Indicator]? {
            switch self {
            case .months: nil
            case .weeklyStocks:
                [.backlogToDictate, .backlogToType, .backlogToValidate, .backlogToSend]
            case .chartedWeeks: ControlChartMethod.weeklyIndicators
            }
        }
    }

    private var rows: [Rows: [ReportingPeriod: ArraySlice<IndicatorRow>]] = [:]
    private var charts: [PeriodType: [ControlChart]] = [:]

    /// Days that a page looks back, and some: 13 months or 53 weeks.
    private static let memory = 430

    /// Adds the figures of segment `*` from one period to another, in the order of time.
    func add(
        _ kind: Rows, _ warehouse: Warehouse, from first: ReportingPeriod,
        through last: ReportingPeriod, to found: inout [IndicatorRow]
    ) throws {
        let periods = ReportingPeriod.covering(
            kind.type, from: first.firstDay, through: last.firstDay)
        var known = rows[kind, default: [:]]
            .filter { last.firstDay.days(since: $0.key.firstDay) <= Self.memory }
        let missing = periods.filter { known[$0] == nil }
        if let from = missing.first, let through = missing.last {
            for period in missing { known[period] = [] }
            let read = try warehouse.rows(
                of: kind.type, from: from.firstDay, through: through.firstDay,
                indicators: kind.indicators)
            let isMissing = Set(missing)
            for run in runs(of: read) where isMissing.contains(read[run.lowerBound].period) {
                known[read[run.lowerBound].period] = read[run]
            }
        }
        rows[kind] = known
        found.reserveCapacity(
            found.count + periods.reduce(0) { $0 + (known[$1]?.count ?? 0) })
        for period in periods { found += known[period] ?? [] }
    }

    /// Where the rows of each period stand: they come in the order of time.
    private func runs(of rows: [IndicatorRow]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for place in rows.indices {
            if let run = runs.last, rows[run.lowerBound].period == rows[place].period {
                runs[runs.count - 1] = run.lowerBound..<place + 1
            } else {
                runs.append(place..<place + 1)
            }
        }
        return runs
    }

    /// The charts of segment `*`, those that pages show, of the points up to a period; means and limits rest on all points.
    func controlCharts(
        _ warehouse: Warehouse, _ type: PeriodType, through last: ReportingPeriod
    ) throws -> [ControlChart] {
        let all =
            try charts[type]
            ?? warehouse.controlCharts(
                type, isWhole: true,
                ofSecretariats: type == .month ? MonthReport.chartedMonthsOfSecretariats : nil)
        charts[type] = all
        return all.compactMap { chart in
            guard let end = chart.points.last, end.period > last else { return chart }
            guard let place = chart.points.lastIndex(where: { $0.period <= last }) else {
                return nil
            }
            let points = Array(chart.points[...place])
            // Phases follow each other, and each has a point.
            let latest = points[place]
            return ControlChart(
                series: chart.series, phases: chart.phases.filter { $0.number <= latest.phase },
                points: points)
        }
    }
}
