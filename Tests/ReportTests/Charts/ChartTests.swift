import Testing

@testable import Report

@Suite struct ChartTests {
    @Test(arguments: ChartCases.series.map(\.name))
    func `a chart is drawn whatever its values`(name: String) throws {
        let values = try #require(ChartCases.series.first { $0.name == name }).values
        let page = try Page(bytes: ChartCases.bytes(ChartCases.charts(values)))
        for element in page.elements {
            for (attribute, value) in element.attributes where Self.places.contains(attribute) {
                #expect(Double(value)?.isFinite == true, "\(element.name) \(attribute) \(value)")
            }
            if let path = element.attributes["d"] {
                #expect(!path.contains("nan") && !path.contains("inf"))
            }
            if element.name == "rect" {
                #expect(element.attributes["width"] != "0")
            }
        }
        #expect(!page.text.lowercased().contains("nan"))
    }

    private static let places: Set<String> = [
        "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height",
    ]

    @Test func `a drawing has a title, a description, and its figures beneath`() throws {
        let page = try Page(bytes: ChartCases.bytes(ChartCases.charts(ChartCases.series[0].values)))
        let drawings = page.all("svg").filter { $0.attributes["role"] == "img" }
        #expect(drawings.count == 9)
        #expect(page.all("desc").count == 9)
        #expect(page.all("table").count == 9)
        let ids = Set(page.values("id"))
        for drawing in drawings {
            let names = try #require(drawing.attributes["aria-labelledby"]).split(separator: " ")
            #expect(names.count == 2 && names.allSatisfy { ids.contains(String($0)) })
        }
    }

    @Test func `a chart without anything says so and has no drawing`() throws {
        let figures = ChartCases.charts([nil, nil])
        let page = try Page(bytes: ChartCases.bytes(Array(figures.prefix(8))))
        #expect(page.all("svg").filter { $0.attributes["role"] == "img" }.isEmpty)
        #expect(page.text.contains("Rien à montrer"))
    }

    @Test func `labels stay text`() throws {
        let figures = ChartCases.charts(ChartCases.series[0].values, label: ChartCases.hostile)
        let page = try Page(bytes: ChartCases.bytes(figures))
        #expect(!page.elements.contains { $0.name == "script" })
        #expect(!page.text.contains("\u{202E}"))
        #expect(page.text.contains("<script>"))
    }

    @Test(
        arguments: [
            ([0.0, 7], false, [0.0, 2, 4, 6, 8]), ([0, 3], true, [0, 1, 2, 3]),
            ([0, 0], false, [0, 0.2, 0.4, 0.6, 0.8, 1]),
            ([0, 0.03], false, [0, 0.01, 0.02, 0.03]),
            ([0, 1234], true, [0, 500, 1000, 1500]),
        ])
    func `ticks are round`(values: [Double], isWhole: Bool, ticks: [Double]) {
        let scale = LinearScale(values, fromZero: true, whole: isWhole, places: (100, 0))
        #expect(scale.ticks.count == ticks.count)
        for (found, expected) in zip(scale.ticks, ticks) {
            #expect(abs(found - expected) < 1e-9)
        }
        #expect(scale.place(scale.lower) == 100)
        #expect(scale.place(scale.upper) == 0)
        #expect(scale.place(.nan) == 100)
        #expect(scale.place(1e9) == 0)
    }

    @Test(
        arguments: [
            ([90.0, 80, 70], [90.0, 80, 70]), ([90, 90, 90], [90, 80, 70]),
            ([20, 18, 12], [30, 20, 10]), ([100, 5, 5], [100, 20, 10]),
        ])
    func `labels are put apart`(wanted: [Double], expected: [Double]) {
        #expect(PlotArea.spread(wanted, distance: 10, within: 10...100) == expected)
    }

    @Test func `lengths have two decimals and no exponent`() {
        #expect(SVG.number(1.0 / 3) == "0.33")
        #expect(SVG.number(12) == "12")
        #expect(SVG.number(-0.004) == "0")
        #expect(SVG.number(1e21) == "1000000000000000000000")
        #expect(SVG.number(.nan) == "0")
    }

    @Test func `limits of a funnel are those of Wilson`() throws {
        // 81 of 263 at 95 %, worked out apart.
        let limits = FunnelLimits(rate: 81.0 / 263)
        let range = try #require(limits.limits(263, z: FunnelLimits.warning))
        #expect(abs(range.lowerBound - 0.2553) < 0.0001)
        #expect(abs(range.upperBound - 0.3662) < 0.0001)
        #expect(limits.limits(0, z: FunnelLimits.warning) == nil)
        #expect(limits.position(0.31, 263) == .within)
        #expect(limits.position(0.38, 263) == .warning)
        #expect(limits.position(0.6, 263) == .beyond)
        for rate in [0.0, 1] {
            let edge = try #require(FunnelLimits(rate: rate).limits(10, z: FunnelLimits.control))
            #expect(edge.lowerBound >= 0 && edge.upperBound <= 1)
        }
    }

    @Test func `a half-hour of few calls shows their number alone`() throws {
        let map = HeatMap(
            id: "x", title: "x", lead: "x",
            cells: [
                .init(weekday: 1, slot: 20, offered: 4, answered: 4),
                .init(weekday: 2, slot: 20, offered: 5, answered: 4),
            ], minimumCount: 5)
        let text = try Page(bytes: ChartCases.bytes([map.figure])).text
        #expect(text.contains("80\u{A0}% de 5") && text.contains("effectif insuffisant (4)"))
        #expect(!text.contains("100\u{A0}%"))
    }

    @Test func `no page of a secretariat has a chart by half-hour`() throws {
        for file in render(SampleMonth.report()) where file.name.hasSuffix(".html") {
            let isAbove = !file.name.hasPrefix("secretariat-")
            let hasSlots = String(decoding: file.bytes, as: UTF8.self).contains(ChartID.slots)
            #expect(!hasSlots || isAbove, "\(file.name)")
        }
        let pole = try Page(SampleMonth.report(), "pole-PCV.html")
        #expect(pole.values("id").contains(ChartID.slots))
    }
}
