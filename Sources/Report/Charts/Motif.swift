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
        guard width > 0, height > 0 else { return .nothing }
        let box = Box(left: x, top: y, right: x + width, bottom: y + height)
        let name = "part fill-" + rawValue
        return .group([
            SVG.rect(x: x, y: y, width: width, height: height, [.class(name)]), overlay(box),
        ])
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

    private func overlay(_ box: Box) -> HTMLNode {
        switch self {
        case .deep, .pale, .age1, .age2, .age3, .age4, .age5:
            return .nothing
        case .diagonal:
            return lines("hatch", box.left + box.top, box.right + box.bottom, Self.diagonalStep) {
                (
                    SVGPoint(x: max(box.left, $0 - box.bottom), y: min(box.bottom, $0 - box.left)),
                    SVGPoint(x: min(box.right, $0 - box.top), y: max(box.top, $0 - box.right))
                )
            }
        case .counter:
            return lines("hatch", box.left - box.bottom, box.right - box.top, Self.diagonalStep) {
                (
                    SVGPoint(x: max(box.left, $0 + box.top), y: max(box.top, box.left - $0)),
                    SVGPoint(x: min(box.right, $0 + box.bottom), y: min(box.bottom, box.right - $0))
                )
            }
        case .upright:
            return lines("hatch", box.left, box.right, Self.straightStep) {
                (SVGPoint(x: $0, y: box.top), SVGPoint(x: $0, y: box.bottom))
            }
        case .level, .dotted:
            return lines(
                self == .level ? "hatch" : "specks", box.top, box.bottom, Self.straightStep
            ) {
                (SVGPoint(x: box.left, y: $0), SVGPoint(x: box.right, y: $0))
            }
        }
    }

    /// Lines at the multiples of `step` between two values.
    private func lines(
        _ name: String, _ first: Double, _ last: Double, _ step: Double,
        _ ends: (Double) -> (SVGPoint, SVGPoint)
    ) -> HTMLNode {
        var shape = SVGShape()
        var place = ((first / step).rounded(.down) + 1) * step
        while place < last {
            let (start, end) = ends(place)
            shape.add("M", start.x, start.y)
            shape.add("l", end.x - start.x, end.y - start.y)
            place += step
        }
        return shape.node(class: name)
    }
}
