import Domain

/// Parts of a whole over periods, one column a period, with the parts named at the right.
struct StackedColumns {
    struct Part {
        let name: String
        let motif: Motif
        /// Oldest first, 0 or more; nil where nothing is known.
        let values: [Double?]
    }

    let id: String
    let title: String
    let lead: String
    let periods: [(short: String, long: String)]
    /// A label under every so many columns.
    var labelEvery = 3
    /// From the bottom up.
    let parts: [Part]
    /// Whole numbers alone on the axis.
    var isWhole = true
    /// What the sum is called in the table; nil where sums mean nothing.
    var total: String? = "Total"
    let text: (Double) -> String
    /// The same as short as it can be, beside the drawing.
    let short: (Double) -> String

    private static let height = 250.0
    /// The same for charts with short labels.
    private static let leastLabelWidth = 144.0
    private static let top = 14.0
    private static let bottom = height - 28

    private func area(_ scale: LinearScale) -> PlotArea {
        let last = periods.indices.last { sum($0) != nil }
        let labels = PlotArea.labelWidth(
            parts.map { label($0, last) }, indent: 25, atLeast: Self.leastLabelWidth)
        return PlotArea(
            left: PlotArea.axisWidth(scale, Self.tick), top: Self.top,
            right: ChartFigure.standardWidth - labels, bottom: Self.bottom)
    }

    private static func tick(_ value: Double) -> String {
        FrenchNumbers.text(value, decimals: 0...2)
    }

    var figure: ChartFigure {
        ChartFigure(
            id: id, title: title, lead: lead, description: description,
            width: ChartFigure.standardWidth, height: Self.height, drawing: drawing, table: table)
    }

    private func value(_ part: Part, _ index: Int) -> Double? {
        guard let value = part.values[index], value.isFinite, value >= 0 else { return nil }
        return value
    }

    /// nil where no part of the column is known.
    private func sum(_ index: Int) -> Double? {
        let values = parts.compactMap { value($0, index) }
        return values.isEmpty ? nil : values.reduce(0, +)
    }

    private var drawing: [HTMLNode]? {
        let sums = periods.indices.compactMap { sum($0) }
        guard !sums.isEmpty else { return nil }
        let scale = LinearScale(
            sums, fromZero: true, whole: isWhole, places: (Self.bottom, Self.top))
        let area = area(scale)
        var nodes = area.valueAxis(scale, Self.tick)
        nodes += area.slotAxis(periods.map(\.short), every: labelEvery)
        let slot = area.slot(of: periods.count)
        let gap = min(4, slot * 0.18)
        var columns = SVGDrawing()
        for index in periods.indices {
            var floor = 0.0
            for part in parts {
                guard let value = value(part, index), value > 0 else { continue }
                let top = scale.place(floor + value)
                part.motif.draw(
                    x: area.left + Double(index) * slot + gap / 2, y: top,
                    width: slot - gap, height: scale.place(floor) - top, on: &columns)
                floor += value
            }
        }
        nodes.append(columns.node)
        return nodes + labels(area, scale)
    }

    /// The parts' names beside the last column that is known, each with a sample of its filling.
    private func labels(_ area: PlotArea, _ scale: LinearScale) -> [HTMLNode] {
        guard let last = periods.indices.last(where: { sum($0) != nil }) else { return [] }
        var floor = 0.0
        var wanted: [Double] = []
        for part in parts {
            let value = value(part, last) ?? 0
            wanted.append(scale.place(floor + value / 2))
            floor += value
        }
        let places = PlotArea.spread(wanted, distance: 16, within: area.top...area.bottom)
        return zip(parts, places).flatMap { part, y -> [HTMLNode] in
            [
                part.motif.area(
                    x: area.right + 8, y: y - 5, width: 12, height: 11),
                SVG.text(
                    label(part, last), at: SVGPoint(x: area.right + 25, y: y + 4.5),
                    class: "label"),
            ]
        }
    }

    private func label(_ part: Part, _ last: Int?) -> String {
        let shown = last.flatMap { value(part, $0) }.map { FrenchNumbers.space + short($0) }
        return part.name + (shown ?? "")
    }

    private var description: String {
        guard let last = periods.indices.last(where: { sum($0) != nil }) else { return "" }
        let shares = parts.map { "\($0.name) : \(value($0, last).map(text) ?? "–")" }
        return "\(periods[last].long) : " + shares.joined(separator: ", ") + "."
    }

    private var table: ChartTable {
        ChartTable(
            header: ["Période"] + parts.map(\.name) + [total].compactMap { $0 },
            rows: periods.indices.map { index in
                let cells = parts.map { value($0, index).map(text) ?? "–" }
                let last = total.map { _ in sum(index).map(text) ?? "–" }
                return (periods[index].long, cells + [last].compactMap { $0 })
            })
    }
}
