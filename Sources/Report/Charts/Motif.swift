/// The fillings of areas: a colour that colour-blind readers tell apart (Okabe and Ito), a pattern
/// beside it, and lightness that grey printing keeps.
enum Motif: String, CaseIterable {
    /// Plain, dark.
    case deep
    /// Diagonal lines.
    case diagonal
    /// Level rows of dots.
    case dotted
    /// Upright lines.
    case upright
    /// Diagonal lines the other way, dark.
    case counter
    /// Plain, light grey.
    case pale
    /// Level lines on grey.
    case level
    // A ramp of one colour, light to dark: ages.
    case age1, age2, age3, age4, age5

    static let ages: [Motif] = [.age1, .age2, .age3, .age4, .age5]

    /// A filled rectangle; nothing where it has no width or no height.
    ///
    /// Lines are drawn one by one, where a pattern would do, since a page holds no reference of any
    /// kind, and since patterns blur on paper.
    func area(x: Double, y: Double, width: Double, height: Double) -> HTMLNode {
        var drawing = SVGDrawing()
        draw(x: x, y: y, width: width, height: height, on: &drawing)
        return drawing.node
    }

    /// The same among other parts of a drawing.
    func draw(
        x: Double, y: Double, width: Double, height: Double, on drawing: inout SVGDrawing
    ) {
        guard width > 0, height > 0 else { return }
        drawing.rect(x: x, y: y, width: width, height: height, class: filling)
        overlay(Box(left: x, top: y, right: x + width, bottom: y + height), on: &drawing)
    }

    private var filling: StaticString {
        switch self {
        case .deep: "part fill-deep"
        case .diagonal: "part fill-diagonal"
        case .dotted: "part fill-dotted"
        case .upright: "part fill-upright"
        case .counter: "part fill-counter"
        case .pale: "part fill-pale"
        case .level: "part fill-level"
        case .age1: "part fill-age1"
        case .age2: "part fill-age2"
        case .age3: "part fill-age3"
        case .age4: "part fill-age4"
        case .age5: "part fill-age5"
        }
    }

    private struct Box {
        let left: Double
        let top: Double
        let right: Double
        let bottom: Double
    }

    /// Distance of lines along an axis; they lie on one grid, so that those of areas side by side
    /// meet.
    private static let diagonalStep = 6.0
    private static let straightStep = 4.0

    private func overlay(_ box: Box, on drawing: inout SVGDrawing) {
        switch self {
        case .deep, .pale, .age1, .age2, .age3, .age4, .age5:
            break
        case .diagonal:
            lines(
                "hatch", box.left + box.top, box.right + box.bottom, Self.diagonalStep, on: &drawing
            ) {
                (
                    SVGPoint(x: max(box.left, $0 - box.bottom), y: min(box.bottom, $0 - box.left)),
                    SVGPoint(x: min(box.right, $0 - box.top), y: max(box.top, $0 - box.right))
                )
            }
        case .counter:
            lines(
                "hatch", box.left - box.bottom, box.right - box.top, Self.diagonalStep, on: &drawing
            ) {
                (
                    SVGPoint(x: max(box.left, $0 + box.top), y: max(box.top, box.left - $0)),
                    SVGPoint(x: min(box.right, $0 + box.bottom), y: min(box.bottom, box.right - $0))
                )
            }
        case .upright:
            lines("hatch", box.left, box.right, Self.straightStep, on: &drawing) {
                (SVGPoint(x: $0, y: box.top), SVGPoint(x: $0, y: box.bottom))
            }
        case .level, .dotted:
            lines(
                self == .level ? "hatch" : "specks", box.top, box.bottom, Self.straightStep,
                on: &drawing
            ) {
                (SVGPoint(x: box.left, y: $0), SVGPoint(x: box.right, y: $0))
            }
        }
    }

    /// Lines at the multiples of `step` between two values.
    private func lines(
        _ name: StaticString, _ first: Double, _ last: Double, _ step: Double,
        on drawing: inout SVGDrawing, _ ends: (Double) -> (SVGPoint, SVGPoint)
    ) {
        var shape = SVGShape()
        var place = ((first / step).rounded(.down) + 1) * step
        while place < last {
            let (start, end) = ends(place)
            shape.add("M", start.x, start.y)
            shape.add("l", end.x - start.x, end.y - start.y)
            place += step
        }
        shape.draw(class: name, on: &drawing)
    }
}
