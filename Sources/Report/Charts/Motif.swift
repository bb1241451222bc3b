/// The fillings of areas: a colour that colour-blind readers tell apart (Okabe and Ito), a pattern
/// beside it, and lightness that grey printing keeps.
enum Motif: String, CaseIterable {
    /// Plain, dark.
    case deep
    /// Diagonal lines.
    case diagonal
    /// Dots.
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

    var fill: HTMLAttribute { HTMLAttribute("fill", "url(#motif-\(rawValue))") }

    static let ages: [Motif] = [.age1, .age2, .age3, .age4, .age5]

    /// Lines or dots laid over the colour, in a square of six.
    private var overlay: HTMLNode {
        switch self {
        case .deep, .pale, .age1, .age2, .age3, .age4, .age5: .nothing
        case .diagonal: stroke("M-1 1L1 -1M0 6L6 0M5 7L7 5")
        case .counter: stroke("M-1 5L1 7M0 0L6 6M5 -1L7 1")
        case .upright: stroke("M3 0L3 6")
        case .level: stroke("M0 3L6 3")
        case .dotted:
            .group([
                SVG.circle(SVGPoint(x: 1.5, y: 1.5), radius: 1, class: "speck"),
                SVG.circle(SVGPoint(x: 4.5, y: 4.5), radius: 1, class: "speck"),
            ])
        }
    }

    private func stroke(_ path: String) -> HTMLNode {
        tag("path", [.class("hatch"), HTMLAttribute("d", path)])
    }

    /// All motifs, once a page, in a drawing that takes no room: hidden, it would not be painted.
    static let definitions: HTMLNode = tag(
        "svg", [.class("motifs"), HTMLAttribute("aria-hidden", "true")],
        tag(
            "defs", [],
            allCases.map { motif in
                tag(
                    "pattern",
                    [
                        .id("motif-" + motif.rawValue), .length("width", 6), .length("height", 6),
                        HTMLAttribute("patternUnits", "userSpaceOnUse"),
                    ],
                    SVG.rect(
                        x: 0, y: 0, width: 6, height: 6, [.class("fill-" + motif.rawValue)]),
                    motif.overlay)
            }))
}
