import Domain

/// One or two measures over periods, with the target as a stepped line: it may change in time.
struct LineChart {
    struct Series {
        let name: String
        /// Oldest first; nil where nothing may be shown.
        let values: [Double?]
        /// The values with their units, as the page's tables round them.
        let texts: [String]
        /// The last value known, as short as it can be.
        let last: String
    }

    let id: String
    let title: String
    let lead: String
    let unit: IndicatorUnit
    let periods: [(short: String, long: String)]
    let series: [Series]
    let target: [Double?]
    /// The last period is not over: its point is hollow.
    var isProvisional = false
    /// The target with its unit, as short as it can be.
    let goalText: (Double) -> String

    private static let height = 230.0
    /// Room at the right for the last values, and their names where there are several.
    private var labelWidth: Double {
        PlotArea.labelWidth(series.map(label), indent: 8, atLeast: 96)
    }

    private func label(_ line: Series) -> String {
        (series.count > 1 ? line.name + FrenchNumbers.space : "") + line.last
    }

    private var area: PlotArea {
        PlotArea(
            left: 46, top: 16, right: ChartFigure.standardWidth - labelWidth,
            bottom: Self.height - 28)
    }

    var figure: ChartFigure {
        ChartFigure(
            id: id, title: title, lead: lead, description: description,
            width: ChartFigure.standardWidth, height: Self.height, drawing: drawing, table: table)
    }

    private var known: [Double] {
        series.flatMap(\.values).compactMap { $0 }.filter(\.isFinite)
    }

    private var drawing: [HTMLNode]? {
        guard !known.isEmpty else { return nil }
        let area = area
        let goals = target.compactMap { $0 }.filter(\.isFinite)
        let isShare = unit == .percent
        let scale = LinearScale(
            known + goals, fromZero: !isShare, bounds: isShare ? 0...100 : nil,
            whole: unit == .letters || unit == .calls, places: (area.bottom, area.top))
        var nodes = area.valueAxis(scale) { FrenchNumbers.text($0, decimals: 0...2) }
        nodes += area.slotAxis(periods.map(\.short), every: 3)
        nodes.append(goalLine(area, scale))
        var labels: [(y: Double, index: Int, text: String)] = []
        for (index, line) in series.enumerated() {
            nodes += trace(line, index, area, scale)
            if let last = line.values.last(where: { $0 != nil }), let value = last {
                labels.append((scale.place(value), index, label(line)))
            }
        }
        if let goal = target.last ?? nil {
            labels.append((scale.place(goal), -1, "cible " + goalText(goal)))
        }
        labels.sort { ($0.y, $0.index) > ($1.y, $1.index) }
        let places = PlotArea.spread(
            labels.map(\.y), distance: 15, within: area.top...area.bottom)
        nodes += zip(labels, places).map { label, y in
            SVG.text(
                label.text, at: SVGPoint(x: area.right + 6, y: y + 4),
                class: label.index < 0 ? "goal-label" : "value s\(label.index + 1)")
        }
        return nodes
    }

    private func trace(
        _ line: Series, _ index: Int, _ area: PlotArea, _ scale: LinearScale
    ) -> [HTMLNode] {
        let points = line.values.enumerated().map { place, value -> SVGPoint? in
            guard let value, value.isFinite else { return nil }
            return SVGPoint(x: area.middle(place, of: line.values.count), y: scale.place(value))
        }
        let name = "s\(index + 1)"
        let marks = points.enumerated().compactMap { place, point -> HTMLNode? in
            guard let point else { return nil }
            let isHollow = isProvisional && place == points.count - 1
            let style = isHollow ? "mark hollow \(name)" : "mark \(name)"
            // The second line has squares: told apart without colour.
            return index == 0
                ? SVG.circle(point, radius: 3.5, class: style)
                : SVG.rect(
                    x: point.x - 3, y: point.y - 3, width: 6, height: 6, [.class(style)])
        }
        return [SVG.path(SVG.runs(points), class: "trace \(name)")] + marks
    }

    private func goalLine(_ area: PlotArea, _ scale: LinearScale) -> HTMLNode {
        let half = area.slot(of: periods.count) / 2
        var runs: [[SVGPoint]] = []
        for (index, goal) in target.enumerated() {
            guard let goal, goal.isFinite else {
                if runs.last?.isEmpty == false { runs.append([]) }
                continue
            }
            let x = area.middle(index, of: periods.count)
            if runs.isEmpty { runs.append([]) }
            runs[runs.count - 1] += [
                SVGPoint(x: x - half, y: scale.place(goal)),
                SVGPoint(x: x + half, y: scale.place(goal)),
            ]
        }
        return SVG.path(runs, class: "goal")
    }

    private var description: String {
        let shown = series.compactMap { line -> String? in
            let known = line.values.indices.compactMap { index in
                line.values[index].map { (index, $0) }
            }
            guard let first = known.first, let last = known.last,
                let low = known.min(by: { $0.1 < $1.1 }), let high = known.max(by: { $0.1 < $1.1 })
            else { return nil }
            func words(_ place: (Int, Double)) -> (value: String, period: String) {
                (line.texts[place.0], periods[place.0].long)
            }
            return "\(line.name) : \(words(first).value) en \(words(first).period), "
                + "\(words(last).value) en \(words(last).period) ; au plus bas "
                + "\(words(low).value) (\(words(low).period)), au plus haut "
                + "\(words(high).value) (\(words(high).period))."
        }
        let goal = (target.last ?? nil).map { " Cible : \(goalText($0))." } ?? ""
        return shown.joined(separator: " ") + goal
    }

    private var table: ChartTable {
        let hasTarget = target.contains { $0 != nil }
        return ChartTable(
            header: ["Période"] + series.map(\.name) + (hasTarget ? ["Cible"] : []),
            rows: periods.indices.map { index in
                let goal = hasTarget ? [target[index].map(goalText) ?? "–"] : []
                return (periods[index].long, series.map { $0.texts[index] } + goal)
            })
    }
}
