import Domain

/// What a control chart tells of a month beyond common cause: the stretch of special causes that
/// its last point belongs to, or what stood out in the month and is over.
struct SpecialCause {
    let chart: ControlChart
    let phase: ControlPhase
    /// Special causes of one type, oldest first; they need not follow each other.
    let points: [ControlChartPoint]
    /// The last point is one of them.
    let isStill: Bool
    /// Points on one side of the mean that end with the last one, and the first of them; nil where
    /// they are too few for a shift.
    let side: (count: Int, first: ControlChartPoint)?
    /// Those outside the limits; empty where none of them is the month's own: what stood out before
    /// is another month's news.
    let outside: [ControlChartPoint]
    /// Working days without data in the week of the only point; 0 where it is about the work.
    let missingDays: Int

    var type: PointType { last.type }
    var last: ControlChartPoint { points[points.count - 1] }

    /// True where values stand, or go, up.
    var isHigh: Bool {
        Signal(series: chart.series, point: last, phase: phase).isHigh
    }

    /// Points of weeks without data are passed over, unless the month has no other news.
    ///
    /// - Parameters:
    ///   - isOfMonth: which periods are the month's.
    ///   - isShown: false where a value rests on too few observations to be told.
    ///   - missingDays: of a period.
    static func find(
        in chart: ControlChart, isOfMonth: (ReportingPeriod) -> Bool,
        isShown: (ReportingPeriod) -> Bool, missingDays: (ReportingPeriod) -> Int
    ) -> SpecialCause? {
        // Most charts have nothing to tell: what costs least is looked at first.
        if let last = chart.points.last(where: { missingDays($0.period) == 0 }),
            isOfMonth(last.period), isShown(last.period), let phase = chart.phase(of: last)
        {
            if last.type.isSpecialCause {
                let own = chart.points.filter {
                    $0.phase == last.phase && missingDays($0.period) == 0
                }
                let side = side(own, phase)
                // A shift from a mean that weeks without data have pulled away is none.
                if last.rule != .shift || side != nil {
                    let points = Array(
                        own.reversed().prefix { $0.type == last.type }.reversed())
                    let outside = points.filter { $0.rule == .outside }
                    return SpecialCause(
                        chart: chart, phase: phase, points: points, isStill: true,
                        side: side,
                        outside: outside.contains { isOfMonth($0.period) } ? outside : [],
                        missingDays: 0)
                }
            }
            let over = chart.points.filter {
                $0.rule == .outside && isOfMonth($0.period) && $0.phase == last.phase
                    && missingDays($0.period) == 0 && isShown($0.period)
            }
            if let type = over.last?.type {
                let points = over.filter { $0.type == type }
                return SpecialCause(
                    chart: chart, phase: phase, points: points, isStill: false, side: nil,
                    outside: points, missingDays: 0)
            }
        }
        guard
            let faulty = chart.points.last(where: {
                $0.type.isSpecialCause && isOfMonth($0.period) && missingDays($0.period) > 0
                    && isShown($0.period)
            }), let phase = chart.phase(of: faulty)
        else { return nil }
        return SpecialCause(
            chart: chart, phase: phase, points: [faulty], isStill: false, side: nil,
            outside: [], missingDays: missingDays(faulty.period))
    }

    /// - Parameter points: the phase's, without those of weeks without data.
    /// - Returns: nil under so many points as make a shift, of the phase's mean or of that of these
    ///   points.
    private static func side(
        _ points: [ControlChartPoint], _ phase: ControlPhase
    ) -> (count: Int, first: ControlChartPoint)? {
        func run(_ mean: Double) -> [ControlChartPoint] {
            guard let last = points.last else { return [] }
            return points.reversed().prefix {
                $0.value != mean && ($0.value > mean) == (last.value > mean)
            }
        }
        let length = ControlChartMethod.runLength
        let found = run(phase.mean)
        guard let first = found.last, found.count >= length else { return nil }
        if points.count < phase.pointCount {
            let mean = points.reduce(0) { $0 + $1.value } / Double(points.count)
            guard run(mean).count >= length else { return nil }
        }
        return (found.count, first)
    }
}
