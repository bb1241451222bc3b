import Domain

/// A control chart: values with their mean, limits and target, special causes as marks of another
/// shape, and a new mean and new limits from each recalibration on.
struct ControlChartPlot {
    struct Point {
        /// nil where nothing may be shown.
        let value: Double?
        /// The value with its unit, or why there is none.
        let text: String
        let type: PointType
        let rule: SpecialCauseRule?
        let target: Double?
        /// Not over yet, or of days without data: a hollow mark.
        var isHollow = false
        /// French: why the mark is hollow.
        var remark: String?
    }

    /// Periods with one mean and one pair of limits.
    struct Phase {
        /// Places among the periods.
        let range: ClosedRange<Int>
        let mean: Double
        let limits: ControlLimits?
        let isProvisional: Bool
    }

    let id: String
    let title: String
    let lead: String
    let unit: IndicatorUnit
    let periods: [(short: String, long: String)]
    var labelEvery = 3
    let points: [Point]
    let phases: [Phase]
    /// What values can be: a limit beyond is not drawn, since no point can get there.
    let bounds: ClosedRange<Double>
    /// As short as it can be, with its unit.
    let short: (Double) -> String
    let goalText: (Double) -> String

    private static let height = 230.0

    private var area: PlotArea {
        PlotArea(
            left: 46, top: 16, right: ChartFigure.standardWidth - 96, bottom: Self.height - 28)
    }

    var figure: ChartFigure {
        ChartFigure(
            id: id, title: title, lead: lead + legend, description: description,
            width: ChartFigure.standardWidth, height: Self.height, drawing: drawing, table: table)
    }

    // MARK: The drawing

    private var known: [Double] { points.compactMap(\.value).filter(\.isFinite) }

    private var drawing: [HTMLNode]? {
        guard !known.isEmpty else { return nil }
        let area = area
        let lines = phases.flatMap { [$0.mean, $0.limits?.lower, $0.limits?.upper] }
            .compactMap { $0 }.filter { $0.isFinite && bounds.contains($0) }
        let goals = points.compactMap(\.target).filter(\.isFinite)
        let isShare = unit == .percent
        let scale = LinearScale(
            known + lines + goals, fromZero: !isShare, bounds: isShare ? 0...100 : nil,
            whole: unit == .letters || unit == .calls, places: (area.bottom, area.top))
        var nodes = area.valueAxis(scale) { FrenchNumbers.text($0, decimals: 0...2) }
        nodes += area.slotAxis(periods.map(\.short), every: labelEvery)
        nodes += phases.flatMap { phaseLines($0, area, scale) }
        nodes.append(goalLine(area, scale).node)
        nodes += phases.dropFirst().map { phase in
            let x = edge(phase.range.lowerBound, area)
            return SVG.line(
                SVGPoint(x: x, y: area.top - 8), SVGPoint(x: x, y: area.bottom), class: "recast")
        }
        nodes += trace(area, scale)
        return nodes + labels(area, scale)
    }

    private func edge(_ slot: Int, _ area: PlotArea) -> Double {
        area.left + Double(slot) * area.slot(of: periods.count)
    }

    private func phaseLines(
        _ phase: Phase, _ area: PlotArea, _ scale: LinearScale
    ) -> [HTMLNode] {
        let start = edge(phase.range.lowerBound, area)
        let end = edge(phase.range.upperBound + 1, area)
        func level(_ value: Double, _ name: String) -> HTMLNode {
            guard value.isFinite, bounds.contains(value) else { return .nothing }
            let y = scale.place(value)
            return SVG.line(SVGPoint(x: start, y: y), SVGPoint(x: end, y: y), class: name)
        }
        var nodes = [level(phase.mean, "middle")]
        if let limits = phase.limits {
            let style = phase.isProvisional ? "fence provisional" : "fence"
            nodes += [level(limits.lower, style), level(limits.upper, style)]
        }
        return nodes
    }

    private func goalLine(_ area: PlotArea, _ scale: LinearScale) -> SVGDrawing {
        var line = SVGDrawing()
        let runs = points.indices.split {
            points[$0].target?.isFinite != true
        }.map { run in
            run.flatMap { slot in
                let y = scale.place(points[slot].target ?? 0)
                return [
                    SVGPoint(x: edge(slot, area), y: y), SVGPoint(x: edge(slot + 1, area), y: y),
                ]
            }
        }
        line.path(runs, class: "goal")
        return line
    }

    private func trace(_ area: PlotArea, _ scale: LinearScale) -> [HTMLNode] {
        let places = points.enumerated().map { slot, point -> SVGPoint? in
            guard let value = point.value, value.isFinite else { return nil }
            return SVGPoint(x: area.middle(slot, of: points.count), y: scale.place(value))
        }
        var marks = SVGDrawing()
        marks.path(SVG.runs(places), class: "trace thin")
        for (point, place) in zip(points, places) {
            if let place { mark(point, at: place, on: &marks) }
        }
        return [marks.node]
    }

    /// Round: better; square: worse; a diamond: neither. Small and round: common cause.
    private func mark(_ point: Point, at place: SVGPoint, on marks: inout SVGDrawing) {
        let isHollow = point.isHollow
        switch point.type {
        case .commonCause:
            marks.circle(
                place, radius: 2.4,
                class: isHollow ? "point-mark common hollow" : "point-mark common")
        case .improvement:
            marks.circle(
                place, radius: 4.6,
                class: isHollow ? "point-mark better hollow" : "point-mark better")
        case .concern:
            marks.rect(
                x: place.x - 4, y: place.y - 4, width: 8, height: 8,
                class: isHollow ? "point-mark worse hollow" : "point-mark worse")
        case .neutralHigh, .neutralLow:
            var shape = SVGShape()
            shape.add("M", place.x, place.y - 5.5)
            shape.add("l5.5 5.5-5.5 5.5-5.5-5.5z")
            shape.draw(
                class: isHollow ? "point-mark neutral hollow" : "point-mark neutral", on: &marks)
        }
    }

    private func labels(_ area: PlotArea, _ scale: LinearScale) -> [HTMLNode] {
        var labels: [(y: Double, text: String, name: String)] = []
        if let value = known.last {
            labels.append((scale.place(value), short(value), "value s1"))
        }
        if let goal = points.last?.target, goal.isFinite {
            labels.append((scale.place(goal), "cible " + goalText(goal), "goal-label"))
        }
        if let phase = phases.last {
            labels.append((scale.place(phase.mean), "moy. " + short(phase.mean), "fence-label"))
            for limit in [phase.limits?.lower, phase.limits?.upper].compactMap({ $0 })
            where limit.isFinite && bounds.contains(limit) {
                labels.append((scale.place(limit), "limite " + short(limit), "fence-label"))
            }
        }
        labels.sort { ($0.y, $0.text) > ($1.y, $1.text) }
        let places = PlotArea.spread(
            labels.map(\.y), distance: 14, within: (area.top - 6)...area.bottom)
        return zip(labels, places).map { label, y in
            SVG.text(label.text, at: SVGPoint(x: area.right + 6, y: y + 4), class: label.name)
        }
    }

    // MARK: Words

    /// What the marks mean, of those that are drawn.
    private var legend: String {
        let shown = points.filter { $0.value != nil }
        var words: [String] = []
        if shown.contains(where: { $0.type == .improvement }) {
            words.append("grand rond : amélioration")
        }
        if shown.contains(where: { $0.type == .concern }) { words.append("carré : dégradation") }
        if shown.contains(where: { $0.type == .neutralHigh || $0.type == .neutralLow }) {
            words.append("losange : niveau haut ou bas")
        }
        let remarks = Set(shown.compactMap(\.remark)).sorted()
        if shown.contains(where: \.isHollow), !remarks.isEmpty {
            words.append("creux : " + remarks.joined(separator: ", "))
        }
        guard let first = words.first else { return "" }
        return " " + first.prefix(1).uppercased() + first.dropFirst()
            + words.dropFirst().map { " ; " + $0 }.joined() + "."
    }

    private var description: String {
        guard let slot = points.lastIndex(where: { $0.value != nil }) else { return "" }
        var words = ["Dernière valeur : \(points[slot].text), \(periods[slot].long)."]
        if let phase = phases.last {
            words.append("Moyenne : \(short(phase.mean)).")
            words.append(
                phase.limits.map { "Limites : \(short($0.lower)) et \(short($0.upper))." }
                    ?? "Sans limites.")
        }
        if let goal = points[slot].target { words.append("Cible : \(goalText(goal)).") }
        let special = points.count { $0.value != nil && $0.type.isSpecialCause }
        words.append(
            special == 0
                ? "Aucun point ne sort de la variation habituelle."
                : FrenchNumbers.count(special, "point sort", "points sortent")
                    + " de la variation habituelle.")
        return words.joined(separator: " ")
    }

    private var table: ChartTable {
        let hasTarget = points.contains { $0.target != nil }
        return ChartTable(
            header: ["Période", "Valeur"] + (hasTarget ? ["Cible"] : []) + ["Lecture"],
            rows: points.indices.map { slot in
                let point = points[slot]
                let words = reading(point)
                return (
                    periods[slot].long,
                    hasTarget
                        ? [point.text, point.target.map(goalText) ?? "–", words]
                        : [point.text, words]
                )
            }, caption: ([title] + phases.map(words)).joined(separator: " ; "))
    }

    /// What a phase's periods share, so that it is said once.
    private func words(_ phase: Phase) -> String {
        let since =
            phases.count > 1 && periods.indices.contains(phase.range.lowerBound)
            ? " depuis : \(periods[phase.range.lowerBound].long)" : ""
        let limits =
            phase.limits.map { ", limites \(short($0.lower)) et \(short($0.upper))" }
            ?? ", sans limites"
        return "moyenne \(short(phase.mean))" + limits + since
    }

    private func reading(_ point: Point) -> String {
        guard point.value != nil, point.rule != nil || point.remark != nil else { return "–" }
        let words = [
            point.rule.map { "\(point.type.word) (\($0.french))" }, point.remark,
        ].compactMap { $0 }
        return words.isEmpty ? "–" : words.joined(separator: ", ")
    }
}
