import Domain

/// Parts of a whole by category, one level bar a category, the parts named in a key above: ages of
/// letters by stage.
struct StackedBars {
    let id: String
    let title: String
    let lead: String
    let parts: [(name: String, motif: Motif)]
    /// Values in the order of the parts, 0 or more.
    let bars: [(name: String, values: [Double])]
    let text: (Double) -> String

    private static let barHeight = 26.0
    private static let pitch = 38.0
    private static let top = 34.0
    private static let left = 86.0
    private static let right = ChartFigure.standardWidth - 58

    var figure: ChartFigure {
        ChartFigure(
            id: id, title: title, lead: lead, description: description,
            width: ChartFigure.standardWidth,
            height: Self.top + Double(bars.count) * Self.pitch + 26, drawing: drawing,
            table: ChartTable(
                header: ["Étape"] + parts.map(\.name) + ["Total"],
                rows: bars.map { bar in
                    (bar.name, bar.values.map(text) + [text(bar.values.reduce(0, +))])
                }))
    }

    private var drawing: [HTMLNode]? {
        let sums = bars.map { $0.values.filter(\.isFinite).reduce(0, +) }
        guard sums.contains(where: { $0 > 0 }) else { return nil }
        let scale = LinearScale(
            sums, fromZero: true, whole: true, places: (Self.left, Self.right))
        let bottom = Self.top + Double(bars.count) * Self.pitch
        var nodes = key
        for tick in scale.ticks {
            let x = scale.place(tick)
            nodes.append(
                SVG.line(
                    SVGPoint(x: x, y: Self.top - 4), SVGPoint(x: x, y: bottom), class: "grid"))
            nodes.append(
                SVG.text(
                    FrenchNumbers.text(tick, decimals: 0...0), at: SVGPoint(x: x, y: bottom + 16),
                    class: "tick", anchor: .middle))
        }
        for (index, bar) in bars.enumerated() {
            let y = Self.top + Double(index) * Self.pitch + 4
            nodes.append(
                SVG.text(
                    bar.name, at: SVGPoint(x: Self.left - 8, y: y + Self.barHeight / 2 + 4),
                    class: "label", anchor: .end))
            var floor = 0.0
            for (part, value) in zip(parts, bar.values) where value.isFinite && value > 0 {
                let x = scale.place(floor)
                nodes.append(
                    part.motif.area(
                        x: x, y: y, width: scale.place(floor + value) - x, height: Self.barHeight))
                floor += value
            }
            nodes.append(
                SVG.text(
                    text(floor),
                    at: SVGPoint(x: scale.place(floor) + 6, y: y + Self.barHeight / 2 + 4),
                    class: "value halo"))
        }
        return nodes
    }

    private var key: [HTMLNode] {
        // What the names leave is shared between them.
        let widths = parts.map { 19 + PlotArea.letterWidth * Double($0.name.count) }
        let spare = ChartFigure.standardWidth - 8 - widths.reduce(0, +)
        let gap = min(24, max(2, spare / Double(max(1, parts.count - 1))))
        var next = 4.0
        return zip(parts, widths).flatMap { part, width -> [HTMLNode] in
            let x = next
            next += width + gap
            return [
                part.motif.area(
                    x: x, y: 6, width: 14, height: 12),
                SVG.text(part.name, at: SVGPoint(x: x + 19, y: 16.5), class: "label"),
            ]
        }
    }

    private var description: String {
        bars.map { bar in
            let values = zip(parts, bar.values).map { "\($0.name) : \(text($1))" }
            return bar.name + " – " + values.joined(separator: ", ")
        }.joined(separator: ". ")
    }
}
