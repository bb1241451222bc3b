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

    static func bytes(_ figures: [ChartFigure]) -> [UInt8] {
        HTMLRenderer.fragment(tag("main", [], figures.map(\.node)))
    }
}
