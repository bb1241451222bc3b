import Domain
import Testing

@testable import Report

/// A change is the difference of the two values as people are shown them.
@Suite struct ChangeTests {
    private func figure(
        _ indicator: Indicator, _ value: Double, target: Double? = nil
    ) -> Figure {
        Figure(
            indicator,
            IndicatorRow(
                period: SampleMonth.october, isProvisional: false, perimeter: .establishment,
                label: "CHU", segment: .all, indicator: indicator, numerator: 1, denominator: 100,
                value: value, target: target, status: target == nil ? .noTarget : .missed,
                measuredTo: SampleMonth.october.lastDay), minimumCount: 5)
    }

    /// The value, the one before, and the change between what is shown of them.
    static let changes: [(Indicator, Double, Double, String)] = [
        // 86,0 % after 84,1 %: a difference of 1.84 reads +1,8, and people work out 1,9.
        (.answerRate, 85.95, 84.11, "+1,9\u{A0}point"),
        (.answerRate, 85.94, 84.15, "+1,7\u{A0}point"),
        (.answerRate, 84.11, 85.95, "\u{2212}1,9\u{A0}point"),
        (.answerRate, 88.04, 85.96, "+2,0\u{A0}points"),
        // Shown alike, they are alike.
        (.answerRate, 85.14, 85.05, "stable"), (.answerRate, 85.05, 85.04, "+0,1\u{A0}point"),
        (.letterDelayMedian, 6.5, 5, "+1,5\u{A0}jour"), (.letterDelayMedian, 7, 5, "+2\u{A0}jours"),
        (.lettersSent, 1_200, 1_000, "+200\u{A0}courriers"),
        (.backlogNetFlow, -12, 30, "\u{2212}42\u{A0}courriers"),
        (.waitMedian, 22.5, 21.5, "+1\u{A0}s"), (.waitMedian, 22.4, 21.5, "stable"),
    ]

    @Test(arguments: changes)
    func `it is what a reader works out`(
        indicator: Indicator, value: Double, before: Double, text: String
    ) throws {
        let change = try #require(
            Change(figure(indicator, value), since: figure(indicator, before), .calendar))
        #expect(change.text == text)
        if text == "stable" { #expect(change.judgement == nil) }
    }

    @Test func `a value shown to more decimals has its change to as many`() throws {
        // Beside a target of 90 the value reads 89,96 %.
        let change = try #require(
            Change(
                figure(.answerRate, 89.96, target: 90), since: figure(.answerRate, 87.7),
                .calendar))
        #expect(change.text == "+2,26\u{A0}points")
        #expect(change.isBetter == true)
    }

    @Test func `it follows from the values whatever they are`() throws {
        for step in 0..<400 {
            let (value, before) = (50 + Double(step * 37 % 401) / 97, 50 + Double(step) / 89)
            let (now, then) = (figure(.answerRate, value), figure(.answerRate, before))
            func shown(_ figure: Figure) throws -> Double {
                let text = FigureText.value(try #require(figure.value), figure)
                return try #require(
                    Double(text.prefix { $0 != "\u{A0}" }.replacing(",", with: ".")))
            }
            let expected = ((try shown(now) - (try shown(then))) * 10).rounded() / 10
            let change = try #require(Change(now, since: then, .calendar))
            let number = change.text.replacing(",", with: ".").replacing("\u{2212}", with: "-")
                .replacing("+", with: "")
            let found = change.text == "stable" ? 0 : Double(number.prefix { $0 != "\u{A0}" })
            #expect(found == expected, "\(value) \(before)")
        }
    }
}
