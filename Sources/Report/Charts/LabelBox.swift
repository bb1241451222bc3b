/// The room that a label takes in a drawing.
struct LabelBox {
    let left: Double
    let top: Double
    let width: Double
    let height: Double

    var right: Double { left + width }

    func covers(_ other: LabelBox) -> Bool {
        left < other.right && other.left < right && top < other.top + other.height
            && other.top < top + height
    }

    /// Where its text stands at one of the sides of `around`: it may be narrower than its room, and
    /// is to stay close to its point.
    func anchor(side: Int) -> (x: Double, anchor: SVG.Anchor) {
        switch side {
        case 0: (left, .start)
        case 1: (right, .end)
        default: (left + width / 2, .middle)
        }
    }

    /// The places for a label about a point: right, left, above, below.
    static func around(_ point: SVGPoint, width: Double) -> [(box: LabelBox, side: Int)] {
        let height = 12.0
        return [
            (point.x + 8, point.y - 6), (point.x - 8 - width, point.y - 6),
            (point.x - width / 2, point.y - 19), (point.x - width / 2, point.y + 7),
        ].enumerated().map { side, corner in
            (LabelBox(left: corner.0, top: corner.1, width: width, height: height), side)
        }
    }
}
