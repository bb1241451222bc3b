// Control charts for individual values (XmR): what they say, in the field's own words. How they are
// computed is Transform's; the method's numbers are in `ControlChartMethod`.

/// What a control chart is about: the weeks, or the months, of one figure.
package struct ControlSeries: Hashable, Sendable {
    /// `week` or `month`.
    package var periodType: PeriodType
    package var perimeter: Perimeter
    package var indicator: Indicator
    /// `*` or a letter type's code; weeks have `*` alone.
    package var segment: Code

    package init(
        periodType: PeriodType, perimeter: Perimeter, indicator: Indicator, segment: Code = .all
    ) {
        self.periodType = periodType
        self.perimeter = perimeter
        self.indicator = indicator
        self.segment = segment
    }
}

/// One value of a series: of a period that is over, with the target that applied to it.
package struct SeriesValue: Hashable, Sendable {
    package var period: ReportingPeriod
    package var value: Double
    package var target: Double?

    package init(period: ReportingPeriod, value: Double, target: Double? = nil) {
        self.period = period
        self.value = value
        self.target = target
    }
}

/// A row of the recalibrations' file: from a day on, limits start anew, and why.
package struct Recalibration: Hashable, Sendable {
    package var date: CivilDate
    /// French, as the quality direction wrote it.
    package var reason: String

    package init(date: CivilDate, reason: String) {
        self.date = date
        self.reason = reason
    }
}

/// Whose limits start anew: every series of the indicator and perimeter, all segments, weeks and
/// months.
package struct RecalibrationKey: Hashable, Sendable {
    package var indicator: Indicator
    package var perimeter: Perimeter

    package init(indicator: Indicator, perimeter: Perimeter) {
        self.indicator = indicator
        self.perimeter = perimeter
    }
}

/// The sign by which a point was told from common cause variation, in the order in which they are
/// looked for: a point has the first that fits.
package enum SpecialCauseRule: String, CaseIterable, Sendable {
    case outside, trend
    case twoOfThree = "two_of_three"
    case shift
}

/// What a point says: nothing (common cause), or good or bad news by the indicator's direction; high
/// or low where more is neither better nor worse.
package enum PointType: String, CaseIterable, Sendable {
    case commonCause = "common_cause"
    case improvement, concern
    case neutralHigh = "neutral_high"
    case neutralLow = "neutral_low"

    package var isSpecialCause: Bool { self != .commonCause }
}

/// What can be expected of a process that stays as it is, held against its target.
package enum Assurance: String, CaseIterable, Sendable {
    case consistentlyMet = "consistently_met"
    case hitOrMiss = "hit_or_miss"
    case consistentlyMissed = "consistently_missed"
}

/// The limits of what common causes make of a process; not cut at 0 or 100 %.
package struct ControlLimits: Hashable, Sendable {
    package var lower: Double
    /// Two thirds of the way from the mean to `lower`.
    package var nearLower: Double
    package var nearUpper: Double
    package var upper: Double

    package init(lower: Double, nearLower: Double, nearUpper: Double, upper: Double) {
        self.lower = lower
        self.nearLower = nearLower
        self.nearUpper = nearUpper
        self.upper = upper
    }

    /// nil where there is no target, or neither more nor less is better.
    ///
    /// A value on its target meets it (contract §5, Targets), so a limit on the target does too.
    package func assurance(target: Double?, better direction: Direction) -> Assurance? {
        guard let target else { return nil }
        switch direction {
        case .higher:
            return lower >= target
                ? .consistentlyMet : upper < target ? .consistentlyMissed : .hitOrMiss
        case .lower:
            return upper <= target
                ? .consistentlyMet : lower > target ? .consistentlyMissed : .hitOrMiss
        case .none: return nil
        }
    }
}

/// A stretch of a series with one mean and one pair of limits: the whole of it, or what lies between
/// two recalibrations.
package struct ControlPhase: Hashable, Sendable {
    /// From 1, oldest first; phases without a point do not count.
    package var number: Int
    /// What it begins with; nil where no recalibration came before it.
    package var recalibration: Recalibration?
    package var pointCount: Int
    package var mean: Double
    /// nil where the values are all the same, or too few: then no point is told from another.
    package var limits: ControlLimits?

    package init(
        number: Int, recalibration: Recalibration?, pointCount: Int, mean: Double,
        limits: ControlLimits?
    ) {
        self.number = number
        self.recalibration = recalibration
        self.pointCount = pointCount
        self.mean = mean
        self.limits = limits
    }

    /// Limits that rest on few points and may still move (« limites provisoires »).
    package var hasProvisionalLimits: Bool {
        limits != nil && pointCount < ControlChartMethod.settledPoints
    }
}

/// One point of a control chart: a row of `v_control_chart`, but for what its phase says.
package struct ControlChartPoint: Hashable, Sendable {
    package var period: ReportingPeriod
    package var value: Double
    package var target: Double?
    /// nil: common cause.
    package var rule: SpecialCauseRule?
    package var type: PointType
    /// `ControlPhase.number`.
    package var phase: Int

    package init(
        period: ReportingPeriod, value: Double, target: Double?, rule: SpecialCauseRule?,
        type: PointType, phase: Int
    ) {
        self.period = period
        self.value = value
        self.target = target
        self.rule = rule
        self.type = type
        self.phase = phase
    }
}

/// A series with its phases and points, oldest first.
package struct ControlChart: Hashable, Sendable {
    package var series: ControlSeries
    package var phases: [ControlPhase]
    package var points: [ControlChartPoint]

    package init(series: ControlSeries, phases: [ControlPhase], points: [ControlChartPoint]) {
        self.series = series
        self.phases = phases
        self.points = points
    }

    package func phase(of point: ControlChartPoint) -> ControlPhase? {
        phases.first { $0.number == point.phase }
    }

    /// The state at the last point, or at the last one that is not after a period: what a past
    /// month's page shows. nil where there is no such point.
    package func signal(through period: ReportingPeriod? = nil) -> Signal? {
        let last = points.last { point in period.map { point.period <= $0 } ?? true }
        guard let last, let phase = phase(of: last) else { return nil }
        return Signal(series: series, point: last, phase: phase)
    }
}

/// The state of a series at one of its points, the last one as a rule: a row of `v_signal`.
package struct Signal: Hashable, Sendable {
    package var series: ControlSeries
    package var point: ControlChartPoint
    package var phase: ControlPhase

    package init(series: ControlSeries, point: ControlChartPoint, phase: ControlPhase) {
        self.series = series
        self.point = point
        self.phase = phase
    }

    /// The type of the point.
    package var variation: PointType { point.type }

    /// nil without a target, a direction or limits.
    package var assurance: Assurance? {
        phase.limits?.assurance(
            target: point.target, better: IndicatorCatalogue[series.indicator].direction)
    }
}
