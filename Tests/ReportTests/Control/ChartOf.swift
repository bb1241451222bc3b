import Domain

@testable import Report

/// Control charts written out by hand: what is a special cause is said, not computed.
struct ChartOf {
    var type = PeriodType.week
    var indicator = Indicator.answerRate
    var perimeter = Perimeter(.pole, Code("P"))
    /// The last value's period; nil: the last of October 2026.
    var last: ReportingPeriod?
    var mean = 80.0
    var limits: ControlLimits? = ControlLimits(lower: 70, nearLower: 73, nearUpper: 87, upper: 90)
    /// Of the limits, when they are to be provisional or settled whatever the values.
    var pointCount: Int?
    var target: Double? = 85
    /// Since a value's place, what a recalibration says.
    var recalibrated: (place: Int, mean: Double, recalibration: Recalibration)?

    static let lastWeek = ReportingPeriod(.week, containing: SampleMonth.day(2026, 10, 19))

    /// - Parameters:
    ///   - values: oldest first, without a gap.
    ///   - marks: of places, what is told of them.
    func chart(
        _ values: [Double], _ marks: [(ClosedRange<Int>, SpecialCauseRule, PointType)] = []
    ) -> ControlChart {
        var periods = [last ?? (type == .week ? Self.lastWeek : SampleMonth.october)]
        while periods.count < values.count { periods.append(periods[periods.count - 1].previous) }
        periods.reverse()
        let second = recalibrated?.place ?? values.count
        let points = values.indices.map { place in
            let mark = marks.first { $0.0.contains(place) }
            return ControlChartPoint(
                period: periods[place], value: values[place], target: target, rule: mark?.1,
                type: mark?.2 ?? .commonCause, phase: place < second ? 1 : 2)
        }
        var phases: [ControlPhase] = []
        if second > 0 {
            phases.append(
                ControlPhase(
                    number: 1, recalibration: nil,
                    pointCount: pointCount ?? min(second, values.count), mean: mean,
                    limits: limits))
        }
        if let recalibrated {
            phases.append(
                ControlPhase(
                    number: 2, recalibration: recalibrated.recalibration,
                    pointCount: pointCount ?? values.count - second, mean: recalibrated.mean,
                    limits: limits))
        }
        return ControlChart(
            series: ControlSeries(periodType: type, perimeter: perimeter, indicator: indicator),
            phases: phases, points: points)
    }
}

extension [ControlChart] {
    /// The rows that the points' values are shown by, weeks' and months'.
    func rows(denominator: Int = 100, status: TargetStatus = .missed) -> [IndicatorRow] {
        flatMap { chart in
            chart.points.map { point in
                IndicatorRow(
                    period: point.period, isProvisional: false, perimeter: chart.series.perimeter,
                    label: "x", segment: .all, indicator: chart.series.indicator, numerator: nil,
                    denominator: denominator, value: point.value, target: point.target,
                    status: point.target == nil ? .noTarget : status,
                    measuredTo: point.period.lastDay)
            }
        }
    }
}
