/// Parts of a drawing that come by the hundred, as the bytes of their elements: lines, marks and
/// fillings have places and classes of ours alone, and nothing that would have to be escaped.
///
/// The same elements as nodes are `SVG`'s, which tests hold these against.
package struct SVGDrawing: Sendable {
    private(set) var bytes: [UInt8] = []

    var node: HTMLNode { bytes.isEmpty ? .nothing : .drawing(self) }

    mutating func line(_ start: SVGPoint, _ end: SVGPoint, class name: StaticString) {
        open("<line class=\"", name)
        add("\" x1=\"", start.x)
        add("\" y1=\"", start.y)
        add("\" x2=\"", end.x)
        add("\" y2=\"", end.y)
        add("\"></line>")
    }

    /// Nothing where it has no width or no height.
    mutating func rect(
        x: Double, y: Double, width: Double, height: Double, class name: StaticString
    ) {
        guard width > 0, height > 0 else { return }
        open("<rect class=\"", name)
        add("\" x=\"", x)
        add("\" y=\"", y)
        add("\" width=\"", width)
        add("\" height=\"", height)
        add("\"></rect>")
    }

    mutating func circle(_ centre: SVGPoint, radius: Double, class name: StaticString) {
        open("<circle class=\"", name)
        add("\" cx=\"", centre.x)
        add("\" cy=\"", centre.y)
        add("\" r=\"", radius)
        add("\"></circle>")
    }

    /// Lines through runs of points; a run of one point is nothing.
    mutating func path(_ runs: [[SVGPoint]], class name: StaticString) {
        SVGShape(runs).draw(class: name, on: &self)
    }

    /// - Parameter shape: of an `SVGShape`: commands and lengths.
    mutating func path(_ shape: [UInt8], class name: StaticString) {
        open("<path class=\"", name)
        add("\" d=\"")
        bytes += shape
        add("\"></path>")
    }

    private mutating func open(_ element: StaticString, _ name: StaticString) {
        add(element)
        add(name)
    }

    private mutating func add(_ attribute: StaticString, _ length: Double) {
        add(attribute)
        SVG.append(length, to: &bytes)
    }

    private mutating func add(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
