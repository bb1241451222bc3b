import Domain

/// Which points of one phase are told from common cause variation, by which rule, and whether what
/// they tell is high or low. A point keeps the first rule that fits, in the rules' order.
struct SpecialCauses: Sendable {
    struct Mark: Sendable {
        let rule: SpecialCauseRule
        /// Above the mean; of a trend: rising.
        let isHigh: Bool
    }

    /// By point of the phase; nil: common cause.
    private(set) var marks: [Mark?]

    /// Without limits nothing is told from anything.
    init(_ values: [Double], _ process: ProcessLimits) {
        marks = [Mark?](repeating: nil, count: values.count)
        guard let limits = process.limits else { return }
        let rounding = process.rounding
        let sides = values.map { Self.side($0, of: process.mean, rounding) }
        let isOutside = values.map {
            Self.side($0, of: limits.upper, rounding) > 0
                || Self.side($0, of: limits.lower, rounding) < 0
        }
        for point in values.indices where isOutside[point] {
            mark(point...point, .outside, isHigh: sides[point] > 0)
        }
        markTrends(values)
        let isNear = values.indices.map { point in
            !isOutside[point]
                && (Self.side(values[point], of: limits.nearUpper, rounding) > 0
                    || Self.side(values[point], of: limits.nearLower, rounding) < 0)
        }
        markTwoOfThree(sides, isNear)
        for run in Self.runs(sides) where run.points.count >= ControlChartMethod.runLength {
            mark(run.points, .shift, isHigh: run.sign > 0)
        }
    }

    /// 1 above a line, −1 under it, 0 on it.
    private static func side(_ value: Double, of line: Double, _ rounding: Double) -> Int {
        let distance = value - line
        return distance > rounding ? 1 : distance < -rounding ? -1 : 0
    }

    /// The longest stretches of one sign, 0 apart.
    private static func runs(_ signs: [Int]) -> [(points: ClosedRange<Int>, sign: Int)] {
        var runs: [(points: ClosedRange<Int>, sign: Int)] = []
        for (place, sign) in signs.enumerated() where sign != 0 {
            if let last = runs.last, last.sign == sign, last.points.upperBound == place - 1 {
                runs[runs.count - 1].points = last.points.lowerBound...place
            } else {
                runs.append((place...place, sign))
            }
        }
        return runs
    }

    /// A point that ends one trend and begins another belongs to the one that it ends.
    private mutating func markTrends(_ values: [Double]) {
        let steps = zip(values, values.dropFirst()).map { $1 > $0 ? 1 : $1 < $0 ? -1 : 0 }
        for run in Self.runs(steps) {
            // n steps in a row join n + 1 points.
            let points = run.points.lowerBound...(run.points.upperBound + 1)
            guard points.count >= ControlChartMethod.runLength else { continue }
            mark(points, .trend, isHigh: run.sign > 0)
        }
    }

    /// Marks the near points of each window whose points are all on one side of the mean.
    private mutating func markTwoOfThree(_ sides: [Int], _ isNear: [Bool]) {
        let length = ControlChartMethod.nearWindow
        guard sides.count >= length else { return }
        for first in 0...(sides.count - length) where sides[first] != 0 {
            let window = first..<(first + length)
            let near = window.filter { isNear[$0] }
            guard near.count >= ControlChartMethod.nearPoints,
                window.allSatisfy({ sides[$0] == sides[first] })
            else { continue }
            for point in near { mark(point...point, .twoOfThree, isHigh: sides[first] > 0) }
        }
    }

    private mutating func mark(
        _ points: ClosedRange<Int>, _ rule: SpecialCauseRule, isHigh: Bool
    ) {
        for point in points where marks[point] == nil {
            marks[point] = Mark(rule: rule, isHigh: isHigh)
        }
    }
}
