import Domain

/// Mean and limits of one phase: an XmR chart's, from the moving ranges of its values.
struct ProcessLimits: Sendable {
    let mean: Double
    /// nil for a constant phase or one of fewer than three values.
    let limits: ControlLimits?
    /// Differences up to here are rounding, not data: a value is on a line that is no further away.
    let rounding: Double

    /// - Parameter values: in the order of time; at least one.
    init(_ values: [Double]) {
        let isConstant = values.allSatisfy { $0 == values[0] }
        // The mean of equal values is theirs, whatever a division makes of it.
        let mean = isConstant ? values[0] : values.reduce(0, +) / Double(values.count)
        self.mean = mean
        // Sums of a few hundred values are exact to about this share of the largest.
        rounding = 1e-12 * (values.map(abs).max() ?? 0)
        guard !isConstant, values.count >= ControlChartMethod.leastPoints else {
            limits = nil
            return
        }
        let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
        let halfWidth = ControlChartMethod.limitFactor * Self.meanRange(ranges)
        let nearHalfWidth = halfWidth * ControlChartMethod.nearLimitShare
        limits = ControlLimits(
            lower: mean - halfWidth, nearLower: mean - nearHalfWidth,
            nearUpper: mean + nearHalfWidth, upper: mean + halfWidth)
    }

    /// The mean moving range without the ranges that are far above it, left out once.
    ///
    /// Where nothing but ranges of 0 would be left (a process that jumps now and then and is else
    /// constant), none is left out: limits without width would make a special cause of every point.
    /// - Parameter ranges: not all 0.
    private static func meanRange(_ ranges: [Double]) -> Double {
        let mean = ranges.reduce(0, +) / Double(ranges.count)
        let usual = ranges.filter { $0 < ControlChartMethod.rangeFactor * mean }
        let sum = usual.reduce(0, +)
        return sum > 0 ? sum / Double(usual.count) : mean
    }
}
