import Domain

/// Rates of secretariats against their size: what lies within the funnel differs by chance alone.
struct FunnelPlot {
    struct Unit {
        let name: String
        let code: String
        let part: Int
        let whole: Int

        /// 0 to 1.
        var rate: Double { whole > 0 ? Double(part) / Double(whole) : 0 }
    }

    let id: String
    let title: String
    let lead: String
    /// What is counted along the axis: « appels présentés ».
    let sizeName: String
    /// In the order of the table; those of no size are left out.
    let units: [Unit]
    /// 0 to 1.
    let target: Double?
    let text: (Double) -> String

    private static let height = 300.0
    private static let labels = 12
    private let area = PlotArea(left: 46, top: 14, right: 408, bottom: 250)

    private var shown: [Unit] { units.filter { $0.whole > 0 } }

    private var limits: FunnelLimits {
        let whole = shown.reduce(0) { $0 + $1.whole }
        let part = shown.reduce(0) { $0 + $1.part }
        return FunnelLimits(rate: whole > 0 ? Double(part) / Double(whole) : 0)
    }

    var figure: ChartFigure {
        ChartFigure(
            id: id, title: title, lead: lead, description: description,
            width: ChartFigure.standardWidth, height: Self.height, drawing: drawing, table: table)
    }

    private var drawing: [HTMLNode]? {
        guard shown.count > 1 else { return nil }
        let limits = limits
        let largest = Double(shown.map(\.whole).max() ?? 1)
        let x = LinearScale(
            [largest * 1.05], fromZero: true, whole: true, places: (area.left, area.right))
        let rates = shown.map { 100 * $0.rate } + [target.map { 100 * $0 }].compactMap { $0 }
        let smallest = Double(shown.map(\.whole).min() ?? 1)
        let reach = limits.limits(smallest, z: FunnelLimits.warning).map {
            [100 * $0.lowerBound, 100 * $0.upperBound]
        }
        let y = LinearScale(
            rates + (reach ?? []), fromZero: false, bounds: 0...100,
            places: (area.bottom, area.top))
        var nodes = area.valueAxis(y) { FrenchNumbers.text($0, decimals: 0...1) }
        for tick in x.ticks {
            nodes.append(
                SVG.text(
                    FrenchNumbers.text(tick, decimals: 0...0),
                    at: SVGPoint(x: x.place(tick), y: area.bottom + 16), class: "tick",
                    anchor: .middle))
        }
        nodes.append(
            SVG.text(
                sizeName, at: SVGPoint(x: (area.left + area.right) / 2, y: area.bottom + 36),
                class: "tick", anchor: .middle))
        nodes += funnel(limits, x, y)
        nodes += shown.map { point($0, limits, x, y) }
        return nodes + names(limits, x, y)
    }

    private func funnel(
        _ limits: FunnelLimits, _ x: LinearScale, _ y: LinearScale
    ) -> [HTMLNode] {
        let steps = 60
        func curve(_ z: Double, _ end: (ClosedRange<Double>) -> Double) -> [SVGPoint] {
            (1...steps).compactMap { step in
                let n = x.upper * Double(step) / Double(steps)
                guard let range = limits.limits(n, z: z) else { return nil }
                let rate = 100 * end(range)
                guard y.lower <= rate, rate <= y.upper else { return nil }
                return SVGPoint(x: x.place(n), y: y.place(rate))
            }
        }
        let mean = y.place(100 * limits.rate)
        var nodes = [
            SVG.path(
                [
                    curve(FunnelLimits.control) { $0.lowerBound },
                    curve(FunnelLimits.control) { $0.upperBound },
                ], class: "limit"),
            SVG.path(
                [
                    curve(FunnelLimits.warning) { $0.lowerBound },
                    curve(FunnelLimits.warning) { $0.upperBound },
                ], class: "limit near"),
            SVG.line(
                SVGPoint(x: area.left, y: mean), SVGPoint(x: area.right, y: mean), class: "mean"),
        ]
        var labels = [(y: mean, name: "ensemble", class: "label")]
        if let target {
            let goal = y.place(100 * target)
            nodes.append(
                SVG.line(
                    SVGPoint(x: area.left, y: goal), SVGPoint(x: area.right, y: goal),
                    class: "goal"))
            labels.append((goal, "cible", "goal-label"))
        }
        labels.sort { ($0.y, $0.name) > ($1.y, $1.name) }
        let places = PlotArea.spread(
            labels.map(\.y), distance: 14, within: area.top...area.bottom)
        nodes += zip(labels, places).map { label, place in
            SVG.text(
                label.name, at: SVGPoint(x: area.right + 4, y: place + 4), class: label.class)
        }
        return nodes
    }

    /// A circle within the limits, a triangle near them, a square beyond.
    private func point(
        _ unit: Unit, _ limits: FunnelLimits, _ x: LinearScale, _ y: LinearScale
    ) -> HTMLNode {
        let place = SVGPoint(x: x.place(Double(unit.whole)), y: y.place(100 * unit.rate))
        switch limits.position(unit.rate, Double(unit.whole)) {
        case .within:
            return SVG.circle(place, radius: 4, class: "unit")
        case .warning:
            return tag(
                "path",
                [
                    .class("unit near"),
                    HTMLAttribute(
                        "d",
                        "M\(SVG.number(place.x)) \(SVG.number(place.y - 5.5))l5.5 9.5h-11z"),
                ])
        case .beyond:
            return SVG.rect(
                x: place.x - 4.5, y: place.y - 4.5, width: 9, height: 9, [.class("unit beyond")])
        }
    }

    /// The codes of those outside the limits, or of all where there are few; one that would cover
    /// another or a point is left to the table.
    private func names(
        _ limits: FunnelLimits, _ x: LinearScale, _ y: LinearScale
    ) -> [HTMLNode] {
        let outside = shown.filter { limits.position($0.rate, Double($0.whole)) != .within }
        let named = shown.count <= Self.labels ? shown : Array(outside.prefix(Self.labels))
        func place(_ unit: Unit) -> SVGPoint {
            SVGPoint(x: x.place(Double(unit.whole)), y: y.place(100 * unit.rate))
        }
        var taken = shown.map { unit in
            let point = place(unit)
            return LabelBox(left: point.x - 5, top: point.y - 5, width: 10, height: 10)
        }
        return named.compactMap { unit in
            let point = place(unit)
            let width = Self.capitalWidth * Double(min(unit.code.count, Self.longestCode))
            let free = LabelBox.around(point, width: width).first { candidate in
                candidate.box.left > area.left && candidate.box.right < area.right
                    && !taken.contains { $0.covers(candidate.box) }
            }
            guard let free else { return nil }
            taken.append(free.box)
            let (x, anchor) = free.box.anchor(side: free.side)
            return SVG.text(
                String(unit.code.prefix(Self.longestCode)),
                at: SVGPoint(x: x, y: free.box.top + 10), class: "tick strong halo", anchor: anchor)
        }
    }

    private static let longestCode = 10
    /// Codes are capitals and digits, wider than small letters.
    private static let capitalWidth = 9.5

    private func words(_ position: FunnelLimits.Position) -> String {
        switch position {
        case .within: "dans les limites"
        case .warning: "hors des limites à 95 %"
        case .beyond: "hors des limites à 99,8 %"
        }
    }

    private var description: String {
        let limits = limits
        let outside = shown.filter { limits.position($0.rate, Double($0.whole)) != .within }
        let all = "\(shown.count) secrétariats, taux d'ensemble \(text(100 * limits.rate))."
        guard !outside.isEmpty else { return all + " Tous sont dans les limites." }
        return all + " Hors des limites : "
            + outside.map { "\($0.name) (\(text(100 * $0.rate)), n = \($0.whole))" }
            .joined(separator: ", ") + "."
    }

    private var table: ChartTable {
        let limits = limits
        return ChartTable(
            header: ["Secrétariat", "Taux", "Effectif", "Limites à 95 %", "Position"],
            rows: shown.map { unit in
                let n = Double(unit.whole)
                let range = limits.limits(n, z: FunnelLimits.warning).map {
                    text(100 * $0.lowerBound) + " – " + text(100 * $0.upperBound)
                }
                return (
                    unit.name,
                    [
                        text(100 * unit.rate), FrenchNumbers.whole(unit.whole), range ?? "–",
                        FrenchTypography.set(words(limits.position(unit.rate, n))),
                    ]
                )
            })
    }
}
