/// A place in a drawing: x to the right, y down, in the drawing's own units.
struct SVGPoint: Equatable, Sendable {
    var x: Double
    var y: Double
}

/// Pieces of inline SVG. Colours come from the style sheet by class, so that they follow light,
/// dark and print; attributes hold places alone.
enum SVG {
    /// A length as SVG reads it: two decimals at most, never an exponent; what is no number is 0.
    ///
    /// A large hospital's month holds hundreds of thousands: what fits is rounded as a whole number
    /// of hundredths, a third of the time that its decimal digits would take.
    static func number(_ value: Double) -> String {
        let hundredths = (value * 100).rounded()
        if let count = Int(exactly: hundredths), abs(value) < 1e9 {
            let (whole, rest) = count.magnitude.quotientAndRemainder(dividingBy: 100)
            var text = count < 0 ? "-" : ""
            text += String(whole)
            if rest > 0 { text += rest < 10 ? ".0" : "." }
            if rest > 0 { text += String(rest % 10 == 0 ? rest / 10 : rest) }
            return text
        }
        guard value.isFinite, let digits = DecimalDigits(value) else { return "0" }
        return digits.rounded(to: 2).trimmed(to: 0).plain(decimalSign: ".")
    }

    static func line(
        _ start: SVGPoint, _ end: SVGPoint, class name: String
    ) -> HTMLNode {
        tag(
            "line",
            [
                .class(name), .length("x1", start.x), .length("y1", start.y),
                .length("x2", end.x), .length("y2", end.y),
            ])
    }

    /// A rectangle, nothing where it has no width or no height.
    static func rect(
        x: Double, y: Double, width: Double, height: Double, _ attributes: [HTMLAttribute]
    ) -> HTMLNode {
        guard width > 0, height > 0 else { return .nothing }
        return tag(
            "rect",
            attributes + [
                .length("x", x), .length("y", y), .length("width", width),
                .length("height", height),
            ])
    }

    static func circle(_ centre: SVGPoint, radius: Double, class name: String) -> HTMLNode {
        tag(
            "circle",
            [
                .class(name), .length("cx", centre.x), .length("cy", centre.y),
                .length("r", radius),
            ])
    }

    static func text(
        _ text: String, at point: SVGPoint, class name: String, anchor: Anchor = .start
    ) -> HTMLNode {
        tag(
            "text",
            [.class(name), .length("x", point.x), .length("y", point.y)]
                + (anchor == .start ? [] : [HTMLAttribute("text-anchor", anchor.rawValue)]),
            .text(text))
    }

    /// Where a text stands about its point.
    enum Anchor: String {
        case start, middle, end
    }

    /// Lines through runs of points; a run of one point is nothing.
    static func path(_ runs: [[SVGPoint]], class name: String) -> HTMLNode {
        let shape = runs.filter { $0.count > 1 }.map { run in
            run.enumerated().map { index, point in
                (index == 0 ? "M" : "L") + number(point.x) + " " + number(point.y)
            }.joined()
        }.joined()
        guard !shape.isEmpty else { return .nothing }
        return tag("path", [.class(name), HTMLAttribute("d", shape)])
    }

    /// The runs of points between those that are missing.
    static func runs(_ points: [SVGPoint?]) -> [[SVGPoint]] {
        points.split(separator: nil).map { $0.compactMap { $0 } }
    }
}

extension HTMLAttribute {
    static func length(_ name: StaticString, _ value: Double) -> HTMLAttribute {
        HTMLAttribute(name, SVG.number(value))
    }
}
