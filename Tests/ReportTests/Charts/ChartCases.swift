import Domain

@testable import Report

/// A chart with the data that make drawings fail: nothing, one point, the same again and again,
/// nothing known, numbers that are none, labels that somebody wrote to do harm.
enum ChartCases {
    static let series: [(name: String, values: [Double?])] = [
        ("usual", [4, 6, nil, 5.5, 9, 3, nil, nil, 7, 7, 8, 6, 12]),
        ("empty", []),
        ("one", [5]),
        ("one-known", [nil, 5, nil]),
        ("constant", [Double?](repeating: 5, count: 13)),
        ("zeros", [Double?](repeating: 0, count: 13)),
        ("missing", [Double?](repeating: nil, count: 13)),
        ("no-numbers", [.nan, .infinity, -.infinity, 1]),
        ("extreme", [0, 1e300, 1e-300, .greatestFiniteMagnitude]),
        ("negative", [-3, -2.5, 4]),
    ]

    static let hostile = "<script>\"'&amp;\u{202E}]]></svg>"

    static func periods(_ count: Int, _ label: String = "mois") -> [(short: String, long: String)] {
        (0..<count).map { ("\(label) \($0)", "\(label) long \($0)") }
    }

    static func number(_ value: Double) -> String { FrenchNumbers.text(value, decimals: 0...1) }

    static func line(_ name: String, _ values: [Double?]) -> LineChart.Series {
        .init(
            name: name, values: values, texts: values.map { $0.map(number) ?? "–" },
            last: (values.last { $0 != nil } ?? nil).map(number) ?? "–")
    }

    static func charts(_ values: [Double?], label: String = "mois") -> [ChartFigure] {
        let counts = values.compactMap { $0 }.filter { $0.isFinite && $0 >= 0 && $0 < 1e9 }
        return [
            LineChart(
                id: "ligne", title: label, lead: label, unit: .days,
                periods: periods(values.count, label),
                series: [
                    line(label, values), line(label + " bis", values.reversed()),
                ], target: values.map { _ in 7 }, isProvisional: true, goalText: number
            ).figure,
            LineChart(
                id: "part", title: label, lead: label, unit: .percent,
                periods: periods(values.count, label), series: [line(label, values)],
                target: values.map { _ in nil }, goalText: number
            ).figure,
            control("controle", values, label),
            StackedColumns(
                id: "colonnes", title: label, lead: label, periods: periods(values.count, label),
                parts: Motif.allCases.prefix(4).map {
                    .init(name: label, motif: $0, values: values)
                }, text: number, short: number
            ).figure,
            StackedBars(
                id: "barres", title: label, lead: label,
                parts: Motif.ages.map { (label, $0) },
                bars: [(label, values.compactMap { $0 }), ("vide", [])], text: number
            ).figure,
            FunnelPlot(
                id: "entonnoir", title: label, lead: label, sizeName: label,
                units: counts.enumerated().map { index, count in
                    .init(
                        name: label, code: label, part: Int(count) * (index + 1),
                        whole: 20 * (index + 1))
                }, target: 0.8, text: number
            ).figure,
            DelayHistogram(
                id: "delais", title: label, lead: label,
                letters: Dictionary(
                    zip(LetterDelayCount.bands, counts).map { ($0, Int($1)) },
                    uniquingKeysWith: { $1 }), target: 3, median: values.first ?? nil,
                text: number
            ).figure,
            HeatMap(
                id: "creneaux", title: label, lead: label,
                cells: counts.enumerated().map { index, count in
                    .init(
                        weekday: index % 5 + 1, slot: 16 + index, offered: 10 * Int(count),
                        answered: 9 * Int(count))
                }, minimumCount: 5
            ).figure,
            CoverageStrip(
                id: "couverture",
                sources: [
                    .init(
                        name: label,
                        events: Dictionary(
                            counts.enumerated().map {
                                (SampleMonth.day(2026, 10, $0 + 1), Int($1))
                            }, uniquingKeysWith: { $1 }),
                        silent: [SampleMonth.day(2026, 10, 20)],
                        low: [SampleMonth.day(2026, 10, 2)])
                ], days: (1...31).map { SampleMonth.day(2026, 10, $0) },
                calendar: WorkingCalendar(zone: .metropole)
            ).figure,
        ]
    }

    /// Every shape of mark, and two phases where there are values for them.
    static func control(_ id: String, _ values: [Double?], _ label: String) -> ChartFigure {
        let types = PointType.allCases
        let limits = ControlLimits(lower: -2, nearLower: 0, nearUpper: 8, upper: 10)
        let half = values.count / 2
        var phases: [ControlChartPlot.Phase] = []
        if half > 0 {
            phases = [
                .init(range: 0...(half - 1), mean: 4, limits: limits, isProvisional: true),
                .init(range: half...(values.count - 1), mean: 6, limits: nil, isProvisional: false),
            ]
        }
        return ControlChartPlot(
            id: id, title: label, lead: label, unit: .days, periods: periods(values.count, label),
            points: values.enumerated().map { place, value in
                .init(
                    value: value, text: value.map(number) ?? "–", type: types[place % types.count],
                    rule: place % types.count == 0
                        ? nil : SpecialCauseRule.allCases[place % SpecialCauseRule.allCases.count],
                    target: 7, isHollow: place == 4, remark: place == 4 ? label : nil)
            }, phases: phases, bounds: 0...Double.greatestFiniteMagnitude, short: number,
            goalText: number
        ).figure
    }

    static func bytes(_ figures: [ChartFigure]) -> [UInt8] {
        HTMLRenderer.fragment(tag("main", [], figures.map(\.node)))
    }
}
