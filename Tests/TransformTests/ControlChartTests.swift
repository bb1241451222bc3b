import Domain
import Testing

@testable import Transform

/// A chart of weeks from Monday 5 January 2026 on.
private func chart(
    _ values: [Double], _ indicator: Indicator = .answerRate, target: Double? = nil,
    recalibrations: [Recalibration] = []
) -> ControlChart {
    let series = ControlSeries(
        periodType: .week, perimeter: .establishment, indicator: indicator)
    let firstDay = CivilDate(dayNumber: 20_458)
    return ControlChart(
        series,
        values: values.enumerated().map { week, value in
            SeriesValue(
                period: ReportingPeriod(.week, containing: firstDay + 7 * week), value: value,
                target: target)
        }, recalibrations: recalibrations)
}

private func rules(_ values: [Double]) -> [String] {
    chart(values).points.map { $0.rule?.rawValue ?? "-" }
}

/// Issue: mean, moving ranges, limits; checked by hand and against the plain implementation.
struct ControlChartLimitTests {
    @Test func `limits are the mean and 2,66 mean moving ranges on both sides`() throws {
        // Moving ranges 2, 2, 4, 4: mean 3, none from 9,801 on.
        let phase = try #require(chart([10, 12, 10, 14, 10]).phases.first)
        #expect(phase.mean == 11.2)
        let limits = try #require(phase.limits)
        #expect(abs(limits.upper - (11.2 + 2.66 * 3)) < 1e-12)
        #expect(abs(limits.lower - (11.2 - 2.66 * 3)) < 1e-12)
        #expect(abs(limits.nearUpper - (11.2 + 2.66 * 2)) < 1e-12)
        #expect(abs(limits.nearLower - (11.2 - 2.66 * 2)) < 1e-12)
    }

    @Test func `a range from 3,267 mean ranges on is left out, once`() throws {
        // The example of the R package NHSRplotthedots, "Deviations from Excel defaults": the mean
        // is 1.94, the limits 4.6 and -0.72.
        let values: [Double] = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
        let phase = try #require(chart(values).phases.first)
        let limits = try #require(phase.limits)
        #expect(abs(phase.mean - 1.944) < 0.001)
        #expect(abs(limits.upper - 4.604) < 0.001)
        #expect(abs(limits.lower + 0.716) < 0.001)
    }

    @Test func `ranges that stand out only without the first ones stay`() throws {
        // Ranges 1 thirty times, 10, 100: their mean is 4,375, so 100 goes. Of the rest the mean is
        // 1,29, from which 10 stands out; but it stays.
        let values = (0...30).map { Double($0 % 2) } + [10, 110]
        let phase = try #require(chart(values).phases.first)
        let halfWidth = (phase.limits?.upper ?? 0) - phase.mean
        #expect(abs(halfWidth - 2.66 * 40 / 31) < 1e-9)
    }

    @Test func `a constant process that jumped once keeps its only ranges`() throws {
        let values = [Double](repeating: 100, count: 12) + [80] + [100, 100]
        let limits = try #require(chart(values).phases.first?.limits)
        #expect(limits.upper > limits.lower)
        #expect(rules(values).enumerated().filter { $1 == "outside" }.map(\.offset) == [12])
    }

    static let withoutLimits: [([Double], Double)] = [
        ([5], 5), ([5, 7], 6), ([0.1, 0.1, 0.1], 0.1), ([0, 0, 0, 0, 0, 0, 0, 0], 0),
        ([Double](repeating: 100.0 / 3, count: 40), 100.0 / 3),
    ]

    @Test(arguments: withoutLimits)
    func `a constant series, or fewer than three points, has no limits and no special cause`(
        values: [Double], mean: Double
    ) {
        let chart = chart(values, target: 1)
        #expect(chart.phases.count == 1)
        #expect(chart.phases.first?.limits == nil)
        #expect(chart.phases.first?.mean == mean)
        #expect(chart.phases.first?.hasProvisionalLimits == false)
        #expect(chart.points.allSatisfy { $0.rule == nil && $0.type == .commonCause })
        #expect(chart.signal()?.assurance == nil)
        #expect(chart.signal()?.variation == .commonCause)
    }

    @Test func `three points that differ have limits`() {
        #expect(chart([5, 7, 5]).phases.first?.limits != nil)
    }

    @Test func `no value, no phase, no signal`() {
        #expect(chart([]).phases.isEmpty)
        #expect(chart([]).signal() == nil)
    }

    @Test(arguments: [(12, true), (13, false), (14, false)])
    func `limits of fewer than 13 points are provisional`(count: Int, isProvisional: Bool) {
        let phase = chart((0..<count).map { Double($0 % 3) }).phases.first
        #expect(phase?.hasProvisionalLimits == isProvisional)
    }
}

/// Issue: each rule at one point less than it takes, at just as many, and at one more.
struct ControlChartRuleTests {
    @Test func `a point is outside strictly beyond a limit`() throws {
        // Moving ranges 1 … and two of x around the last but one: limits move with it, so that the
        // point is looked for that lies just on the limit.
        let calm: [Double] = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]
        #expect(!rules(calm + [12, 11]).contains("outside"))
        #expect(rules(calm + [16, 11])[14] == "outside")
        #expect(rules(calm + [5, 11])[14] == "outside")
    }

    @Test func `a point on a limit is inside`() throws {
        // Mean 0, ranges 100 thrice, 532, 532 …: the point 266 = 2,66 × 100 is on the limit.
        let process = ProcessLimits([-50, 50, -50, 50])
        let limits = try #require(process.limits)
        #expect(limits.upper == 266)
        let marks = SpecialCauses([266, 266.001, -266, -266.001], process).marks
        #expect(marks.map { $0?.rule == .outside } == [false, true, false, true])
    }

    @Test(arguments: [(6, 0), (7, 7), (8, 8)])
    func `seven points that rise or fall are a trend, all of them`(count: Int, marked: Int) {
        for sign in [1.0, -1] {
            // After equal values a trend begins anew; the rest swings.
            let swing: [Double] = [30, -30, 30, -30, 30, -30, 0]
            let values = swing + (0..<count).map(Double.init) + [-30, 30, -30]
            let found = rules(values.map { sign * $0 })
            #expect(found.indices.filter { found[$0] == "trend" } == Array(7..<(7 + marked)))
        }
    }

    @Test func `an equal value breaks a trend`() {
        let values: [Double] = [30, -30, 30, -30, 0, 0, 1, 2, 3, 3, 4, 5, 6, -30, 30, -30]
        #expect(!rules(values).contains("trend"))
    }

    @Test func `a point between two trends belongs to the one that it ends`() {
        let up: [Double] = [0, 1, 2, 3, 4, 5, 6]
        let values =
            [30, -30, 30, -30, 30, -30, 0] + up + up.dropLast().reversed() + [-30, 30, -30]
        let points = chart(values).points
        #expect(points.filter { $0.rule == .trend }.count == 14)
        #expect(points[13].type == .improvement)
        #expect(points[14].type == .concern)
    }

    /// Around a mean of 0 with near limits at 177,33 and limits at 266.
    private static let process = ProcessLimits([-50, 50, -50, 50])

    static let windows: [([Double], [Int])] = [
        // One near point, two, three.
        ([10, 200, 10], []), ([200, 10, 200], [0, 2]), ([200, 200, 200], [0, 1, 2]),
        // Two points alone are no three.
        ([200, 200], []), ([-10, 200, 200], []), ([200, 200, -10], []),
        // All three are on one side, or it is nothing.
        ([200, -10, 200], []), ([200, 0, 200], []), ([200, -200, 200], []),
        ([-200, -10, -200], [0, 2]),
        // A point outside the limits is one of the three, and none of the two.
        ([200, 300, 200], [0, 2]), ([200, 300, 10], []),
        // Just on the near limit is not beyond it.
        ([200, 266.0 * 2 / 3, 10], []), ([200, 177.4, 10], [0, 1]), ([200, 266, 10], [0, 1]),
        // Windows overlap.
        ([200, 10, 200, 10, 10, 200], [0, 2]),
    ]

    @Test(arguments: windows)
    func `two of three near a limit, on one side, are marked alone`(
        values: [Double], marked: [Int]
    ) {
        let marks = SpecialCauses(values, Self.process).marks
        #expect(marks.indices.filter { marks[$0]?.rule == .twoOfThree } == marked)
    }

    @Test(arguments: [(6, 0), (7, 7), (8, 8)])
    func `seven points on one side of the mean are a shift, all of them`(count: Int, marked: Int) {
        for sign in [1.0, -1] {
            let values = [20, -20] + (0..<count).map { 10 + Double($0 % 2) } + [-20, 20]
            let marks = SpecialCauses(values.map { sign * $0 }, Self.process).marks
            let shifts = marks.indices.filter { marks[$0]?.rule == .shift }
            #expect(shifts == Array(2..<(2 + marked)))
            #expect(shifts.allSatisfy { marks[$0]?.isHigh == (sign > 0) })
        }
    }

    @Test func `a point on the mean breaks a shift`() {
        let broken: [Double] = [-20, 10, 11, 10, 0, 11, 10, 11, 10, -20]
        #expect(SpecialCauses(broken, Self.process).marks.allSatisfy { $0 == nil })
    }

    @Test func `the first rule that fits is the point's`() {
        let rising: [Double] = [10, 20, 30, 40, 50, 200, 210, 300, 120]
        let marks = SpecialCauses(rising, Self.process).marks.map { $0?.rule }
        #expect(
            marks == [.trend, .trend, .trend, .trend, .trend, .trend, .trend, .outside, .shift])
    }

    @Test(arguments: [
        (Indicator.answerRate, PointType.improvement, PointType.concern),
        (.letterDelayMedian, .concern, .improvement),
        (.callsOffered, .neutralHigh, .neutralLow),
    ])
    func `a special cause is good or bad by the indicator's direction`(
        indicator: Indicator, high: PointType, low: PointType
    ) {
        let calm = (0..<14).map { 10 + Double($0 % 2) }
        #expect(chart(calm + [20], indicator).signal()?.variation == high)
        #expect(chart(calm + [0], indicator).signal()?.variation == low)
        // A trend is typed by where it goes, not by the side on which it is.
        let swing: [Double] = [50, -50, 50, -50, 50, -50, 50, -50]
        let falling = chart(swing + [20, 18, 16, 14, 12, 10, 8], indicator)
        #expect(falling.points.last?.rule == .trend)
        #expect(falling.points.last?.type == low)
    }
}

/// Issue: phases by recalibration; assurance; the state at the last point.
struct ControlChartPhaseTests {
    private static let monday = CivilDate(dayNumber: 20_458)
    private let steps: [Double] =
        (0..<20).map { Double($0 % 2) } + (0..<20).map { 50 + Double($0 % 2) }

    private func recalibration(_ week: Int, _ days: Int = 0) -> Recalibration {
        Recalibration(date: Self.monday + 7 * week + days, reason: "semaine \(week)")
    }

    @Test func `a recalibration starts new limits, with its reason`() {
        let one = chart(steps)
        #expect(one.phases.count == 1)
        #expect(one.points.contains { $0.type.isSpecialCause })
        let two = chart(steps, recalibrations: [recalibration(20)])
        #expect(two.phases.map(\.pointCount) == [20, 20])
        #expect(two.phases.map(\.number) == [1, 2])
        #expect(two.phases.map(\.recalibration?.reason) == [nil, "semaine 20"])
        #expect(two.phases.map(\.mean) == [0.5, 50.5])
        #expect(two.points.allSatisfy { !$0.type.isSpecialCause })
        #expect(
            two.points.map(\.phase) == Array(repeating: 1, count: 20)
                + Array(repeating: 2, count: 20))
    }

    @Test(arguments: [(0, 20), (1, 21), (6, 21), (7, 21), (-1, 20), (-6, 20)])
    func `the period in whose midst it lies belongs to the phase before`(days: Int, first: Int) {
        let chart = chart(steps, recalibrations: [recalibration(20, days)])
        #expect(chart.phases.map(\.pointCount) == [first, 40 - first])
    }

    @Test func `phases without a point do not count`() {
        let chart = chart(
            steps,
            recalibrations: [
                recalibration(-9), recalibration(30, 1), recalibration(30, 3), recalibration(90),
            ])
        #expect(chart.phases.map(\.pointCount) == [31, 9])
        #expect(chart.phases.map(\.number) == [1, 2])
        #expect(chart.phases.map(\.recalibration?.date) == [Self.monday - 63, Self.monday + 213])
        #expect(chart.phases.map(\.hasProvisionalLimits) == [false, true])
    }

    @Test func `no rule reaches over a recalibration`() {
        let rising = (0..<6).map(Double.init)
        let values = [9.0, -9, 9, -9, 0] + rising.dropFirst() + [6, 7, 5, 6, 5, 6, 5]
        #expect(chart(values).points.contains { $0.rule == .trend })
        let cut = chart(values, recalibrations: [recalibration(8)])
        #expect(!cut.points.contains { $0.rule == .trend })
    }

    static let assurances: [(Indicator, Double?, Assurance?)] = [
        // Limits −266 and 266.
        (.answerRate, -266.1, .consistentlyMet), (.answerRate, -266, .consistentlyMet),
        (.answerRate, -265.9, .hitOrMiss), (.answerRate, 266, .hitOrMiss),
        (.answerRate, 266.1, .consistentlyMissed), (.answerRate, nil, nil),
        (.waitMedian, 266, .consistentlyMet), (.waitMedian, 265.9, .hitOrMiss),
        (.waitMedian, -266, .hitOrMiss), (.waitMedian, -266.1, .consistentlyMissed),
        (.callsOffered, 0, nil),
    ]

    @Test(arguments: assurances)
    func `assurance holds the target against the limits`(
        indicator: Indicator, target: Double?, expected: Assurance?
    ) {
        let chart = chart([-50, 50, -50, 50], indicator, target: target)
        #expect(chart.signal()?.assurance == expected)
    }

    @Test func `a signal can be asked for at an earlier period`() throws {
        let chart = chart(steps, recalibrations: [recalibration(20)])
        #expect(chart.signal()?.point.value == 51)
        let period = ReportingPeriod(.week, containing: Self.monday + 7 * 9)
        let before = try #require(chart.signal(through: period))
        #expect(before.point.period == period)
        #expect(before.phase.number == 1)
        let none = ReportingPeriod(.week, containing: Self.monday - 7)
        #expect(chart.signal(through: none) == nil)
    }
}

/// The program's charts of random series, held against the plain implementation and against what
/// must hold of any.
struct ControlChartPropertyTests {
    /// Counts, rates of few, walks, calm stretches with jumps: values that meet each other often.
    private static func series(_ generator: inout SeededGenerator) -> [Double] {
        let count = Int.random(in: 1...80, using: &generator)
        var level = Double.random(in: -20...80, using: &generator)
        let kind = Int.random(in: 0...4, using: &generator)
        return (0..<count).map { _ in
            switch kind {
            case 0: return Double(Int.random(in: 0...6, using: &generator))
            case 1:
                let whole = Int.random(in: 1...9, using: &generator)
                return 100 * Double(Int.random(in: 0...whole, using: &generator)) / Double(whole)
            case 2:
                level += Double.random(in: -3...3.6, using: &generator)
                return level
            case 3:
                if Int.random(in: 0...15, using: &generator) == 0 { level += 5 }
                return level
            default: return Double.random(in: 0...100, using: &generator)
            }
        }
    }

    @Test func `random series have the oracle's limits and marks`() throws {
        var generator = SeededGenerator(seed: 20_261_031)
        var seen: Set<String> = []
        for _ in 0..<600 {
            let values = Self.series(&generator)
            let plain = PlainControlChart(values: values)
            let chart = chart(values)
            let phase = try #require(chart.phases.first)
            #expect(abs(phase.mean - plain.mean) < 1e-9)
            #expect((phase.limits == nil) == (plain.limits == nil), "\(values)")
            if let limits = phase.limits, let expected = plain.limits {
                #expect(abs(limits.lower - expected.lower) < 1e-9)
                #expect(abs(limits.upper - expected.upper) < 1e-9)
            }
            for (place, point) in chart.points.enumerated() {
                let expected = plain.mark(place)
                seen.insert(expected?.rule ?? "-")
                #expect(point.rule?.rawValue == expected?.rule, "\(place) of \(values)")
                let type: PointType =
                    expected.map { $0.isHigh ? .improvement : .concern }
                    ?? .commonCause
                #expect(point.type == type, "\(place) of \(values)")
            }
        }
        #expect(seen == ["-", "outside", "trend", "two_of_three", "shift"])
    }

    @Test func `a series upside down has the same rules and the opposite news`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let values = Self.series(&generator)
            let up = chart(values, .answerRate)
            let down = chart(values.map { -$0 }, .waitMedian)
            #expect(up.points.map(\.rule) == down.points.map(\.rule))
            #expect(up.points.map(\.type) == down.points.map(\.type))
        }
    }

    @Test func `another unit of measure changes nothing but the numbers`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let values = Self.series(&generator)
            // A power of two scales without rounding.
            #expect(rules(values) == rules(values.map { 4 * $0 }))
        }
    }

    @Test func `each phase is charted as if it were alone`() {
        var generator = SeededGenerator(seed: 13)
        let monday = CivilDate(dayNumber: 20_458)
        for _ in 0..<200 {
            let values = Self.series(&generator)
            let cut = Int.random(in: 1...80, using: &generator)
            let whole = chart(
                values, recalibrations: [Recalibration(date: monday + 7 * cut, reason: "x")])
            let parts = [Array(values.prefix(cut)), Array(values.dropFirst(cut))]
                .filter { !$0.isEmpty }
            #expect(whole.phases.map(\.limits) == parts.map { chart($0).phases.first?.limits })
            #expect(whole.points.map(\.rule) == parts.flatMap { chart($0).points.map(\.rule) })
        }
    }
}
