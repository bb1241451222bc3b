import Domain

/// The control chart as its description says, one point after another and without any shortcut: the
/// oracle of the program's own.
struct PlainControlChart {
    let values: [Double]
    let mean: Double
    /// Lower and upper; nil where the values are the same, or fewer than three.
    let limits: (lower: Double, upper: Double)?

    init(values: [Double]) {
        self.values = values
        mean = Self.average(values)
        limits = Self.limits(values, mean)
    }

    private static func limits(
        _ values: [Double], _ mean: Double
    ) -> (lower: Double, upper: Double)? {
        if values.count < 3 || Set(values).count == 1 { return nil }
        var ranges: [Double] = []
        for i in 1..<values.count { ranges.append(abs(values[i] - values[i - 1])) }
        var kept: [Double] = []
        for range in ranges where range < 3.267 * average(ranges) { kept.append(range) }
        if !kept.contains(where: { $0 != 0 }) { kept = ranges }
        return (mean - 2.66 * average(kept), mean + 2.66 * average(kept))
    }

    private static func average(_ numbers: [Double]) -> Double {
        numbers.reduce(0, +) / Double(numbers.count)
    }

    /// Differences that come of adding in another order.
    private let noise = 1e-9

    private func isHigh(_ i: Int) -> Bool { values[i] > mean + noise }
    private func isLow(_ i: Int) -> Bool { values[i] < mean - noise }

    private func isOutside(_ i: Int) -> Bool {
        guard let limits else { return false }
        return values[i] > limits.upper + noise || values[i] < limits.lower - noise
    }

    private func isNear(_ i: Int) -> Bool {
        guard let limits, !isOutside(i) else { return false }
        let upper = mean + (limits.upper - mean) / 3 * 2
        let lower = mean - (mean - limits.lower) / 3 * 2
        return values[i] > upper + noise || values[i] < lower - noise
    }

    /// The windows of so many points that hold a point, oldest first.
    private func windows(_ length: Int, holding i: Int) -> [[Int]] {
        guard values.count >= length else { return [] }
        return (0...(values.count - length)).map { Array($0..<($0 + length)) }
            .filter { $0.contains(i) }
    }

    private func rises(_ window: [Int]) -> Bool {
        zip(window, window.dropFirst()).allSatisfy { values[$0] < values[$1] }
    }

    private func falls(_ window: [Int]) -> Bool {
        zip(window, window.dropFirst()).allSatisfy { values[$0] > values[$1] }
    }

    /// The rule of a point and whether it tells of high values; nil: common cause.
    func mark(_ i: Int) -> (rule: String, isHigh: Bool)? {
        guard limits != nil else { return nil }
        if isOutside(i) { return ("outside", isHigh(i)) }
        for window in windows(7, holding: i) where rises(window) || falls(window) {
            return ("trend", rises(window))
        }
        for window in windows(3, holding: i) {
            let isOneSided = window.allSatisfy(isHigh) || window.allSatisfy(isLow)
            if isOneSided, window.count(where: isNear) >= 2, isNear(i) {
                return ("two_of_three", isHigh(i))
            }
        }
        for window in windows(7, holding: i)
        where window.allSatisfy(isHigh) || window.allSatisfy(isLow) {
            return ("shift", isHigh(i))
        }
        return nil
    }
}
