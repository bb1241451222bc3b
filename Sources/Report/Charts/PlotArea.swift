/// The rectangle of a drawing that values are drawn in, with its axes.
struct PlotArea {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    var width: Double { right - left }

    /// The width of a letter in the widest usual font, at the size that narrow screens have.
    static let letterWidth = 8.0

    /// Room at the left for the values of an axis.
    static func axisWidth(_ scale: LinearScale, _ text: (Double) -> String) -> Double {
        max(46, 8 + letterWidth * Double(scale.ticks.map { text($0).count }.max() ?? 0))
    }

    /// Room at the right for labels, each `indent` away from the rectangle.
    static func labelWidth(_ labels: [String], indent: Double, atLeast least: Double) -> Double {
        max(least, indent + letterWidth * Double(labels.map(\.count).max() ?? 0))
    }

    /// Level lines with their values at the left.
    func valueAxis(_ scale: LinearScale, _ text: (Double) -> String) -> [HTMLNode] {
        scale.ticks.flatMap { tick -> [HTMLNode] in
            let y = scale.place(tick)
            return [
                SVG.line(SVGPoint(x: left, y: y), SVGPoint(x: right, y: y), class: "grid"),
                SVG.text(
                    text(tick), at: SVGPoint(x: left - 6, y: y + 4), class: "tick", anchor: .end),
            ]
        }
    }

    /// The middle of a slot among `count` side by side.
    func middle(_ index: Int, of count: Int) -> Double {
        left + (Double(index) + 0.5) * slot(of: count)
    }

    func slot(of count: Int) -> Double { width / Double(max(1, count)) }

    /// Labels under the slots: the last one, and every so many before it.
    func slotAxis(_ labels: [String], every: Int) -> [HTMLNode] {
        labels.enumerated().compactMap { index, label in
            guard (labels.count - 1 - index) % max(1, every) == 0 else { return nil }
            return SVG.text(
                label, at: SVGPoint(x: middle(index, of: labels.count), y: bottom + 16),
                class: "tick", anchor: .middle)
        }
    }

    /// Places for labels at the right of a drawing, as near to those wanted as they can be without
    /// covering each other, in the order given from the bottom up.
    static func spread(
        _ wanted: [Double], distance: Double, within bounds: ClosedRange<Double>
    ) -> [Double] {
        var placed = wanted
        // From the bottom up each label stays clear of the one below, then from the top down.
        for index in placed.indices {
            let floor = index == 0 ? bounds.upperBound : placed[index - 1] - distance
            placed[index] = min(placed[index], floor)
        }
        for index in placed.indices.reversed() {
            let ceiling =
                index == placed.count - 1 ? bounds.lowerBound : placed[index + 1] + distance
            placed[index] = max(placed[index], ceiling)
        }
        return placed
    }
}
