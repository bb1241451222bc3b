import Domain
import Testing

@testable import Load

/// Control charts as they are stored, shown and read back; what they say is Transform's.
struct ControlChartStoreTests {
    /// Five months of two figures, a week, and figures that have no chart.
    private struct Months {
        let test: TestWarehouse
        static let pole = Perimeter(.pole, Code("A"))
        static let rate = ControlSeries(
            periodType: .month, perimeter: pole, indicator: .answerRate)
        static let letters = ControlSeries(
            periodType: .month, perimeter: .establishment, indicator: .lettersSent,
            segment: Code("CR"))
        static let week = ControlSeries(
            periodType: .week, perimeter: pole, indicator: .answerRate)
        static let codes = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]

        init() throws {
            test = try TestWarehouse()
            try test.warehouse.writeReference(
                ReferenceData(), settings: settings, asOf: day("2026-05-31"))
            for (position, code) in Self.codes.enumerated() {
                try test.warehouse.replace(Self.rows(position, code), of: month(code))
            }
            let period = ReportingPeriod(.week, containing: day("2026-03-02"))
            try test.warehouse.replace(
                [.answerRate, .abandonRate, .backlogNetFlow, .backlogTotal].map {
                    Self.row($0, Self.pole, period, 7)
                }, of: period)
        }

        private static func rows(_ position: Int, _ code: String) -> [IndicatorRow] {
            // The pole's label changes; the last month is provisional; one rate has no value.
            var rate = row(.answerRate, pole, month(code), 80 + Double(position))
            rate.label = position < 2 ? "Avant" : "Après"
            rate.target = position < 3 ? 75 : 90
            rate.isProvisional = position == 4
            var letters = row(.lettersSent, .establishment, month(code), Double(position % 2))
            letters.segment = Code("CR")
            var empty = row(.backlogToTypeDaysOfWork, pole, month(code), 0)
            empty.value = nil
            return [letters, rate, empty, row(.backlogToType, pole, month(code), 12)]
        }

        static func row(
            _ indicator: Indicator, _ perimeter: Perimeter, _ period: ReportingPeriod,
            _ value: Double
        ) -> IndicatorRow {
            IndicatorRow(
                period: period, isProvisional: false, perimeter: perimeter, label: "Pôle",
                segment: .all, indicator: indicator, numerator: nil, denominator: nil,
                value: value, measuredTo: period.lastDay)
        }

        /// A chart of the pole's rate in two phases, one of letters, one of the week.
        static var charts: [ControlChart] {
            func point(
                _ code: String, _ value: Double, _ target: Double?, _ phase: Int,
                _ rule: SpecialCauseRule? = nil, _ type: PointType = .commonCause
            ) -> ControlChartPoint {
                ControlChartPoint(
                    period: month(code), value: value, target: target, rule: rule, type: type,
                    phase: phase)
            }
            let limits = ControlLimits(
                lower: 0.1 + 0.2, nearLower: 1.0 / 3, nearUpper: 100.0 / 3, upper: 81)
            return [
                ControlChart(
                    series: letters,
                    phases: [phase(1, 5, mean: 0.4)],
                    points: codes.enumerated().map {
                        point($1, Double($0 % 2), nil, 1)
                    }),
                ControlChart(
                    series: rate,
                    phases: [
                        phase(1, 2, mean: 80.5),
                        phase(
                            2, 2, mean: 20, limits: limits,
                            Recalibration(date: day("2026-02-14"), reason: "Déménagement")),
                    ],
                    points: [
                        point("2026-01", 80, 75, 1), point("2026-02", 81, 75, 1),
                        point("2026-03", 82, 75, 2, .outside, .improvement),
                        point("2026-04", 83, 90, 2, .outside, .concern),
                    ]),
            ]
        }

        static var weekly: ControlChart {
            ControlChart(
                series: week, phases: [phase(1, 1, mean: 7)],
                points: [
                    ControlChartPoint(
                        period: ReportingPeriod(.week, containing: day("2026-03-02")), value: 7,
                        target: nil, rule: nil, type: .commonCause, phase: 1)
                ])
        }

        private static func phase(
            _ number: Int, _ points: Int, mean: Double, limits: ControlLimits? = nil,
            _ recalibration: Recalibration? = nil
        ) -> ControlPhase {
            ControlPhase(
                number: number, recalibration: recalibration, pointCount: points, mean: mean,
                limits: limits)
        }

        func storeCharts() throws {
            try test.warehouse.replaceCharts(Self.charts)
            try test.warehouse.replaceCharts([Self.weekly])
        }
    }

    // MARK: Writing

    @Test func `the perimeters that are measured come in the order of reports, each once`() throws {
        let months = try Months()
        #expect(try months.test.warehouse.measuredPerimeters() == [.establishment, Months.pole])
    }

    @Test func `charted series are those of the method, without provisional or missing values`()
        throws
    {
        let months = try Months()
        let warehouse = months.test.warehouse
        let rates = try warehouse.chartedSeries(.month, of: Months.pole)
        #expect(rates.map(\.series) == [Months.rate])
        #expect(rates.first?.values.map(\.value) == [80, 81, 82, 83])
        #expect(rates.first?.values.map(\.target) == [75, 75, 75, 90])
        #expect(
            rates.first?.values.map(\.period) == Months.codes.dropLast().map { month($0) })
        let letters = try warehouse.chartedSeries(.month, of: .establishment)
        #expect(letters.map(\.series) == [Months.letters])
        // Weeks have a list of their own.
        let weeks = try warehouse.chartedSeries(.week, of: Months.pole)
        #expect(weeks.map(\.series.indicator) == [.backlogNetFlow, .answerRate])
        #expect(try warehouse.chartedSeries(.quarter, of: Months.pole).isEmpty)
    }

    @Test func `charts of figures that are gone are taken out`() throws {
        let months = try Months()
        try months.storeCharts()
        try months.test.warehouse.removePeriods(except: [])
        _ = try months.test.warehouse.redrawCharts(recalibrated: []) { series, _ in
            ControlChart(series: series, phases: [], points: [])
        }
        for table in ["fact_control_phase", "fact_control_point", "fact_control_signal"] {
            #expect(try months.test.lines("SELECT * FROM \(table)").isEmpty, "\(table)")
        }
    }

    // MARK: Views

    @Test func `v_control_chart shows every point with its phase's mean and limits`() throws {
        let months = try Months()
        try months.storeCharts()
        #expect(
            try months.test.lines(
                """
                SELECT period_type, period, level, code, segment, kpi, value, mean, upper_limit,
                    rule, point_type, phase, target, limits, recalibrated_on, reason
                FROM v_control_chart WHERE kpi = 'answer_rate' ORDER BY period
                """) == [
                    "month|2026-01|pole|A|*|answer_rate|80.0|80.5|-|-|common_cause|1|75.0|none|-|-",
                    "month|2026-02|pole|A|*|answer_rate|81.0|80.5|-|-|common_cause|1|75.0|none|-|-",
                    "month|2026-03|pole|A|*|answer_rate|82.0|20.0|81.0|outside|improvement|2|75.0"
                        + "|provisional|2026-02-14|Déménagement",
                    "month|2026-04|pole|A|*|answer_rate|83.0|20.0|81.0|outside|concern|2|90.0"
                        + "|provisional|2026-02-14|Déménagement",
                    "week|2026-W10|pole|A|*|answer_rate|7.0|7.0|-|-|common_cause|1|-|none|-|-",
                ])
    }

    @Test func `v_signal shows the last point of every series`() throws {
        let months = try Months()
        try months.storeCharts()
        #expect(
            try months.test.lines(
                """
                SELECT period_type, level, code, segment, kpi, variation, assurance, last_period,
                    value, target, rule, phase FROM v_signal ORDER BY 1, 2
                """) == [
                    "month|establishment|*|CR|letters_sent|common_cause|-|2026-05|0.0|-|-|1",
                    "month|pole|A|*|answer_rate|concern|consistently_missed|2026-04|83.0|90.0"
                        + "|outside|2",
                    "week|pole|A|*|answer_rate|common_cause|-|2026-W10|7.0|-|-|1",
                ])
    }

    @Test func `every word of rules, types and assurance has its place in the views`() throws {
        let months = try Months()
        try months.storeCharts()
        let database = months.test.database
        for rule in SpecialCauseRule.allCases {
            for type in PointType.allCases where type.isSpecialCause {
                try database.run(
                    "UPDATE fact_control_point SET rule = ?1, point_type = ?2",
                    .integer(Int64(rule.code)), .integer(Int64(type.code)))
                #expect(
                    try months.test.lines("SELECT DISTINCT rule, point_type FROM v_control_chart")
                        == ["\(rule.rawValue)|\(type.rawValue)"])
                #expect(
                    try months.test.lines("SELECT DISTINCT variation FROM v_signal")
                        == [type.rawValue])
            }
        }
        for assurance in Assurance.allCases {
            try database.run(
                "UPDATE fact_control_signal SET assurance = ?1", .text(assurance.rawValue))
        }
        #expect(
            SpecialCauseRule.allCases.map { SpecialCauseRule.byCode[$0.code] }
                == SpecialCauseRule.allCases)
        #expect(PointType.allCases.map { PointType.byCode[$0.code] } == PointType.allCases)
    }

    // MARK: Reading

    @Test func `charts come back as they were stored, in the order of reports`() throws {
        let months = try Months()
        try months.test.warehouse.replaceCharts(Months.charts.reversed())
        try months.test.warehouse.replaceCharts([Months.weekly])
        #expect(try months.test.warehouse.controlCharts(.month) == Months.charts)
        #expect(try months.test.warehouse.controlCharts(.week) == [Months.weekly])
        #expect(
            try months.test.warehouse.controlCharts(.month, of: Months.pole)
                == [Months.charts[1]])
        let none = Perimeter(.secretariat, Code("A"))
        #expect(try months.test.warehouse.controlCharts(.month, of: none).isEmpty)
    }

    @Test func `charts of some periods have their points and the phases that hold them`() throws {
        let months = try Months()
        try months.storeCharts()
        let warehouse = months.test.warehouse
        let some = try warehouse.controlCharts(
            .month, of: Months.pole, from: month("2026-02"), through: month("2026-03"))
        #expect(some.first?.points.map(\.period.code) == ["2026-02", "2026-03"])
        #expect(some.first?.phases == Months.charts[1].phases)
        let last = try warehouse.controlCharts(.month, from: month("2026-03"))
        #expect(last.map(\.series) == [Months.letters, Months.rate])
        #expect(last.last?.phases.map(\.number) == [2])
        #expect(last.last?.phase(of: Months.charts[1].points[3])?.mean == 20)
        let first = try warehouse.controlCharts(.month, through: month("2026-01"))
        #expect(first.map(\.points.count) == [1, 1])
        #expect(first.last?.signal()?.point.value == 80)
    }

    @Test func `signals are the charts' own`() throws {
        let months = try Months()
        try months.storeCharts()
        #expect(
            try months.test.warehouse.signals(.month) == Months.charts.compactMap { $0.signal() })
        #expect(try months.test.warehouse.signals(.week).map(\.series) == [Months.week])
    }
}
