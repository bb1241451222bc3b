import Domain
import Report
import Testing

@Suite struct FigureTests {
    private func row(
        _ indicator: Indicator, denominator: Int?, value: Double? = 50
    ) -> IndicatorRow {
        IndicatorRow(
            period: SampleMonth.october, isProvisional: false, perimeter: .establishment,
            label: "CHU", segment: .all, indicator: indicator, numerator: nil,
            denominator: denominator, value: value, target: 10, alert: 5, status: .met,
            measuredTo: SampleMonth.october.lastDay)
    }

    @Test(
        "the minimum count hides distributions of fewer, and nothing else",
        arguments: [
            (Indicator.letterOnTimeRate, true, true), (.letterDelayMedian, true, true),
            (.waitP90, true, true), (.talkMean, true, true), (.backlogToTypeAgeP90, true, true),
            (.backlogToTypeOldest, false, true), (.phoneOpeningHours, false, false),
            (.lettersSent, false, false), (.backlogToType, false, false),
            (.backlogToTypeDaysOfWork, false, false),
        ])
    func minimumCount(indicator: Indicator, hidesValue: Bool, hidesStatus: Bool) {
        let few = Figure(indicator, row(indicator, denominator: 4), minimumCount: 5)
        #expect((few.content == .tooFew) == hidesValue)
        #expect((few.value == nil) == hidesValue)
        #expect((few.status == nil) == hidesStatus)
        let enough = Figure(indicator, row(indicator, denominator: 5), minimumCount: 5)
        #expect(enough.value == 50)
        #expect(enough.status == .met)
    }

    @Test(arguments: Indicator.allCases)
    func `every indicator without a row says why`(indicator: Indicator) {
        let figure = Figure(indicator, nil, minimumCount: 5)
        guard case .notComputed(let reason) = figure.content else {
            Issue.record("no reason")
            return
        }
        #expect(!reason.isEmpty)
        #expect(figure.status == nil)
    }

    @Test func `days of work of a stock that nobody types have a status and no value`() {
        var row = row(.backlogToTypeDaysOfWork, denominator: 0, value: nil)
        row.status = .missed
        let figure = Figure(.backlogToTypeDaysOfWork, row, minimumCount: 5)
        #expect(figure.value == nil)
        #expect(figure.status == .missed)
    }

    @Test func `a value beside its target is not rounded over it`() throws {
        var report = SampleMonth.report()
        var row = row(.answerRate, denominator: 2_500, value: 89.96)
        row.target = 90
        row.alert = 80
        row.status = .watch
        report.rows = [row]
        let page = try Page(report, PageNames.establishment)
        #expect(page.text.contains("89,96\u{A0}%"))
        #expect(!page.text.contains("90,0\u{A0}%"))
    }
}
