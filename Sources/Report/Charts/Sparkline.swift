import Domain

/// Thirteen months in a small line, without axes: the card beside it has the figures.
enum Sparkline {
    private static let width = 160.0
    private static let height = 36.0
    private static let margin = 5.0

    /// - Parameters:
    ///   - id: unique on its page.
    ///   - values: oldest first; nil where nothing may be shown.
    ///   - target: of the last month.
    /// - Returns: nothing where fewer than two values are known.
    static func node(
        id: String, values: [Double?], target: Double?, description: String
    ) -> HTMLNode {
        let known = values.compactMap { $0 }.filter(\.isFinite)
        guard known.count > 1 else { return .nothing }
        let bounds = known + [target].compactMap { $0 }
        let low = bounds.min() ?? 0
        let range = max((bounds.max() ?? 1) - low, .ulpOfOne)
        let isFlat = range <= .ulpOfOne
        func y(_ value: Double) -> Double {
            guard !isFlat else { return height / 2 }
            return height - margin - (value - low) / range * (height - 2 * margin)
        }
        let step = (width - 2 * margin) / Double(max(1, values.count - 1))
        let points = values.enumerated().map { index, value -> SVGPoint? in
            guard let value, value.isFinite else { return nil }
            return SVGPoint(x: margin + Double(index) * step, y: y(value))
        }
        var drawing: [HTMLNode] = []
        if let target, target.isFinite {
            drawing.append(
                SVG.line(
                    SVGPoint(x: margin, y: y(target)), SVGPoint(x: width - margin, y: y(target)),
                    class: "goal"))
        }
        let runs = SVG.runs(points)
        drawing.append(SVG.path(runs, class: "trace s1"))
        // A month between two gaps would not be seen.
        drawing += runs.filter { $0.count == 1 }.compactMap(\.first).map {
            SVG.circle($0, radius: 1.5, class: "dot s1")
        }
        if let last = points.last, let last {
            drawing.append(SVG.circle(last, radius: 3.5, class: "dot s1"))
        }
        return tag(
            "svg",
            [
                .class("sparkline"),
                HTMLAttribute("viewBox", "0 0 \(SVG.number(width)) \(SVG.number(height))"),
                HTMLAttribute("role", "img"), HTMLAttribute("aria-labelledby", id),
            ],
            [tag("title", [.id(id)], .text(FrenchTypography.set(description)))] + drawing)
    }
}
