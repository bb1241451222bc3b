import Domain
import Testing

@testable import Report

/// What of a control chart is told of a month, at the edges of the rules.
@Suite struct SpecialCauseTests {
    private func cause(
        _ chart: ControlChart, hidden: Set<ReportingPeriod> = [],
        missing: [ReportingPeriod: Int] = [:]
    ) -> SpecialCause? {
        SpecialCause.find(
            in: chart,
            isOfMonth: {
                SampleMonth.october.firstDay <= $0.lastDay
                    && $0.lastDay <= SampleMonth.october.lastDay
            }, isShown: { !hidden.contains($0) }, missingDays: { missing[$0] ?? 0 })
    }

    private func words(_ cause: SpecialCause?) -> String? {
        cause.map { SpecialCauseText(cause: $0, counted: .calendar).clause }
    }

    /// Ten weeks at 75, then so many at 84.
    private func shifted(_ weeks: Int) -> ControlChart {
        let values = [Double](repeating: 75, count: 10) + [Double](repeating: 84, count: weeks)
        return ChartOf().chart(
            values, weeks < 7 ? [] : [(10...(9 + weeks), .shift, .improvement)])
    }

    @Test(arguments: [(6, nil), (7, 7), (8, 8)])
    func `a shift is told from seven weeks on, with their number`(weeks: Int, told: Int?) {
        #expect(cause(shifted(weeks))?.side?.count == told)
    }

    @Test func `a shift reads as people say it`() {
        #expect(
            words(cause(shifted(8)))
                == "8\u{A0}semaines de suite au-dessus de la moyenne (80,0\u{A0}%), depuis la "
                + "semaine du 31 août 2026 ; la dernière à 84,0\u{A0}% : amélioration réelle "
                + "(règle « décalage »)")
    }

    @Test func `a shift with points beyond a limit says how many, a trend where it goes`() {
        let values = [Double](repeating: 82, count: 10) + [76, 76, 69, 68, 76, 76, 76, 76]
        let shift = ChartOf().chart(
            values, [(12...13, .outside, .concern), (10...17, .shift, .concern)])
        // Beyond the limits in September: not October's news.
        #expect(
            words(cause(shift))
                == "8\u{A0}semaines de suite sous la moyenne (80,0\u{A0}%), depuis la semaine du "
                + "31 août 2026 ; la dernière à 76,0\u{A0}% : dégradation réelle (règle « décalage »)"
        )
        let trend = ChartOf(pointCount: 13).chart(
            [79, 77, 77.5, 78, 79, 81, 82, 83], [(1...7, .trend, .improvement)])
        #expect(
            words(cause(trend))
                == "7\u{A0}semaines de suite en hausse, de 77,0\u{A0}% à 83,0\u{A0}%, depuis la "
                + "semaine du 7 septembre 2026 : amélioration réelle (règle « tendance »)")
    }

    @Test func `points outside are told with their week, and with their number`() {
        let one = ChartOf().chart([80, 81, 79, 69.5], [(3...3, .outside, .concern)])
        #expect(
            words(cause(one))
                == "69,5\u{A0}% la semaine du 19 octobre 2026, sous la limite basse (70,0\u{A0}%) : "
                + "dégradation réelle (règle « hors limites », limites provisoires)")
        let two = ChartOf(pointCount: 20).chart([80, 81, 69, 69.5], [(2...3, .outside, .concern)])
        #expect(
            words(cause(two))
                == "2\u{A0}semaines sous la limite basse (70,0\u{A0}%) depuis la semaine du "
                + "12 octobre 2026 ; la dernière à 69,5\u{A0}% : dégradation réelle "
                + "(règle « hors limites »)")
    }

    @Test func `two of three near a limit`() {
        let chart = ChartOf(pointCount: 13).chart(
            [80, 88, 81, 89],
            [(1...1, .twoOfThree, .improvement), (3...3, .twoOfThree, .improvement)])
        #expect(
            words(cause(chart))
                == "deux des trois dernières semaines près de la limite haute (90,0\u{A0}%) ; la "
                + "dernière à 89,0\u{A0}% : amélioration réelle (règle « deux sur trois »)")
    }

    @Test func `what stood out in the month and is over is told, what was before is not`() {
        let within = ChartOf().chart([80, 69, 80, 81], [(1...1, .outside, .concern)])
        #expect(cause(within)?.isStill == false)
        let before = ChartOf().chart([69, 80, 80, 81, 80], [(0...0, .outside, .concern)])
        #expect(cause(before) == nil)
        // A shift that has ended is no news either.
        let ended = ChartOf().chart(
            [84, 84, 84, 84, 84, 84, 84, 79], [(0...6, .shift, .improvement)])
        #expect(cause(ended) == nil)
        // A series that stopped in August tells nothing of October.
        let august = ReportingPeriod(.week, containing: SampleMonth.day(2026, 8, 20))
        #expect(
            cause(ChartOf(last: august).chart([80, 69], [(1...1, .outside, .concern)])) == nil)
    }

    @Test func `a value of too few observations is not told`() {
        let chart = ChartOf().chart([80, 80, 69], [(2...2, .outside, .concern)])
        #expect(cause(chart, hidden: [ChartOf.lastWeek]) == nil)
        #expect(cause(chart) != nil)
    }

    @Test func `a week without data is passed over, and told as such where nothing else is`() {
        let chart = ChartOf().chart([80, 80, 40, 81], [(2...2, .outside, .concern)])
        let week = ChartOf.lastWeek.previous
        #expect(cause(chart)?.missingDays == 0)
        #expect(cause(chart, missing: [week: 5])?.missingDays == 5)
        let shift = ChartOf().chart(
            [Double](repeating: 76, count: 8) + [84, 84, 84, 84, 84, 84, 40, 84],
            [
                (8...13, .shift, .improvement), (14...14, .outside, .concern),
                (15...15, .shift, .improvement),
            ])
        let found = cause(shift, missing: [week: 5])
        #expect(found?.missingDays == 0 && found?.side?.count == 7)
    }

    @Test func `a shift from a mean that weeks without data pulled away is none`() {
        // Seven weeks about 83; one of 0 pulls the mean to 72.
        let values = [83, 84, 82, 0, 83, 84, 82, 83.5]
        let marks: [(ClosedRange<Int>, SpecialCauseRule, PointType)] = [
            (0...2, .shift, .improvement), (3...3, .outside, .concern),
            (4...7, .shift, .improvement),
        ]
        let chart = ChartOf(mean: 72.7).chart(values, marks)
        let week = chart.points[3].period
        #expect(cause(chart, missing: [week: 5]) == nil)
    }

    @Test func `months are told as months`() {
        let chart = ChartOf(type: .month, pointCount: 13).chart(
            [80, 81, 69], [(2...2, .outside, .concern)])
        #expect(
            words(cause(chart))
                == "69,0\u{A0}% en octobre 2026, sous la limite basse (70,0\u{A0}%) : dégradation "
                + "réelle (règle « hors limites »)")
    }
}
