import Domain

@testable import Report

/// The control charts of the sample month: of its own values, with limits worked out plainly and the
/// points beyond them marked; answer rates are recalibrated in August.
enum SampleCharts {
    /// Thirteen weeks, the last over by the end of October.
    static let weeks: [ReportingPeriod] = {
        var weeks = [ChartOf.lastWeek]
        while weeks.count < 13 { weeks.append(weeks[weeks.count - 1].previous) }
        return weeks.reversed()
    }()

    static let recalibration = Recalibration(
        date: SampleMonth.day(2026, 8, 3), reason: "Réorganisation du standard")

    /// Weeks of the indicators that have a weekly chart: months' values, one after the other.
    static let weeklyRows: [IndicatorRow] = weeks.enumerated().flatMap { place, week in
        SampleMonth.rows(SampleMonth.october, shift: place * 5).filter { row in
            row.segment == .all && ControlChartMethod.weeklyIndicators.contains(row.indicator)
        }.map { row in
            var row = row
            row.period = week
            row.isProvisional = false
            row.measuredTo = week.lastDay
            return row
        }
    }

    static func fill(_ report: inout MonthReport) {
        report.weeklyRows += weeklyRows
        report.chartedWeeks = weeks
        report.missingDays = [.calls: Set((12...16).map { SampleMonth.day(2026, 10, $0) })]
        report.controlCharts =
            charts(.month, report.earlierRows + report.rows) + charts(.week, weeklyRows)
    }

    private static func charts(_ type: PeriodType, _ rows: [IndicatorRow]) -> [ControlChart] {
        let series = Dictionary(grouping: rows.filter { $0.segment == .all && !$0.isProvisional }) {
            ControlSeries(periodType: type, perimeter: $0.perimeter, indicator: $0.indicator)
        }
        return series.filter {
            ControlChartMethod.indicators(type).contains($0.key.indicator)
        }.map { series, rows in
            chart(series, rows.filter { $0.value != nil }.sorted { $0.period < $1.period })
        }
    }

    private static func chart(_ series: ControlSeries, _ rows: [IndicatorRow]) -> ControlChart {
        var chart = ControlChart(series: series, phases: [], points: [])
        let isRecalibrated = series.indicator == .answerRate
        let parts = isRecalibrated ? [false, true] : [false]
        for isAfter in parts {
            let part = rows.filter {
                !isRecalibrated || ($0.period.firstDay >= recalibration.date) == isAfter
            }
            let values = part.compactMap(\.value)
            guard values.count > 2 else { continue }
            let mean = values.reduce(0, +) / Double(values.count)
            let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
            let width = 2.66 * ranges.reduce(0, +) / Double(ranges.count)
            let number = chart.phases.count + 1
            chart.phases.append(
                ControlPhase(
                    number: number, recalibration: isAfter ? recalibration : nil,
                    pointCount: values.count, mean: mean,
                    limits: width == 0
                        ? nil
                        : ControlLimits(
                            lower: mean - width, nearLower: mean - width * 2 / 3,
                            nearUpper: mean + width * 2 / 3, upper: mean + width)))
            let direction = IndicatorCatalogue[series.indicator].direction
            chart.points += zip(part, values).map { row, value in
                // Narrower than limits are: the pages are to show marks.
                let isSpecial = width > 0 && abs(value - mean) > width / 3
                let isHigh = value > mean
                let type: PointType =
                    switch direction {
                    case .higher: isHigh ? .improvement : .concern
                    case .lower: isHigh ? .concern : .improvement
                    case .none: isHigh ? .neutralHigh : .neutralLow
                    }
                return ControlChartPoint(
                    period: row.period, value: value, target: row.target,
                    rule: isSpecial ? .outside : nil, type: isSpecial ? type : .commonCause,
                    phase: number)
            }
        }
        return chart
    }
}
