/// Where bytes are written one after the other.
protocol ByteSink: ~Copyable {
    mutating func append(_ byte: UInt8)
}

extension [UInt8]: ByteSink {}
extension PageBytes: ByteSink {}

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
    static func append(_ value: Double, to bytes: inout some ByteSink & ~Copyable) {
        let hundredths = (value * 100).rounded()
        guard let count = Int(exactly: hundredths), abs(value) < 1e9 else {
            let digits = DecimalDigits(value)?.rounded(to: 2).trimmed(to: 0)
            for digit in (digits?.plain(decimalSign: ".") ?? "0").utf8 { bytes.append(digit) }
            return
        }
        let (whole, rest) = count.magnitude.quotientAndRemainder(dividingBy: 100)
        if count < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digitsOf: whole, to: &bytes)
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
        if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
    }

    private static func append(
        digitsOf number: UInt, to bytes: inout some ByteSink & ~Copyable
    ) {
        if number >= 1000 {
            append(digitsOf: number / 1000, to: &bytes)
        }
        if number >= 100 { bytes.append(UInt8(ascii: "0") + UInt8(number / 100 % 10)) }
        if number >= 10 { bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10)) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    static func number(_ value: Double) -> String {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
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
        SVGShape(runs).node(class: name)
    }

    /// The runs of points between those that are missing.
    static func runs(_ points: [SVGPoint?]) -> [[SVGPoint]] {
        points.split(separator: nil).map { $0.compactMap { $0 } }
    }
}

extension HTMLAttribute {
    static func length(_ name: StaticString, _ value: Double) -> HTMLAttribute {
        HTMLAttribute(name, length: value)
    }
}

/// The shape of a path, as it grows.
struct SVGShape {
    private var bytes: [UInt8] = []

    init() {}

    /// Lines through runs of points; a run of one point is nothing.
    init(_ runs: [[SVGPoint]]) {
        // A pair of lengths is a dozen bytes.
        bytes.reserveCapacity(16 * runs.reduce(0) { $0 + $1.count })
        for run in runs where run.count > 1 {
            for (index, point) in run.enumerated() {
                add(index == 0 ? "M" : "L", point.x, point.y)
            }
        }
    }

    /// - Parameter command: `M`, `L`, `l`.
    mutating func add(_ command: Unicode.Scalar, _ x: Double, _ y: Double) {
        bytes.append(UInt8(ascii: command))
        SVG.append(x, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        SVG.append(y, to: &bytes)
    }

    /// - Parameter commands: with their lengths.
    mutating func add(_ commands: StaticString) {
        commands.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Nothing where the shape is empty.
    func node(class name: String) -> HTMLNode {
        guard !bytes.isEmpty else { return .nothing }
        return tag(
            "path", [.class(name), HTMLAttribute("d", String(decoding: bytes, as: UTF8.self))])
    }

    /// Nothing where the shape is empty.
    func draw(class name: StaticString, on drawing: inout SVGDrawing) {
        guard !bytes.isEmpty else { return }
        drawing.path(bytes, class: name)
    }
}
