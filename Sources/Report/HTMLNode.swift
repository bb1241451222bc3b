/// A piece of a page, before it is text.
///
/// Names of elements and attributes are `StaticString`s, so that nothing read from a file can
/// become markup; everything else goes through `HTMLRenderer`, which escapes it.
package enum HTMLNode: Sendable {
    case element(StaticString, [HTMLAttribute], [HTMLNode])
    /// A row of a table of figures, most rows of most tables: its heading and its cells of numbers.
    case row(String, [String])
    /// Parts of a drawing.
    case drawing(SVGDrawing)
    /// An element that holds nothing and has no end tag (`meta`).
    case void(StaticString, [HTMLAttribute])
    /// Escaped, and rid of control and bidirectional characters.
    case text(String)
    /// Written as it is: only what stands in this source code (the style sheet).
    case raw(StaticString)
    case group([HTMLNode])
    case nothing
}

/// A name of ours and any value: the renderer escapes it.
package struct HTMLAttribute: Sendable {
    package let name: StaticString
    let value: Value

    enum Value: Sendable {
        case text(String)
        /// Of a drawing: written as SVG reads it.
        case length(Double)
    }

    package init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = .text(value)
    }

    init(_ name: StaticString, length: Double) {
        self.name = name
        value = .length(length)
    }

    static func `class`(_ value: String) -> HTMLAttribute { HTMLAttribute("class", value) }
    static func id(_ value: String) -> HTMLAttribute { HTMLAttribute("id", value) }
    static func href(_ value: String) -> HTMLAttribute { HTMLAttribute("href", value) }
    static let column = HTMLAttribute("scope", "col")
    static let row = HTMLAttribute("scope", "row")
    static let number = HTMLAttribute.class("number")
}

extension HTMLNode: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        self = .text(value)
    }
}

/// An element with its children.
func tag(
    _ name: StaticString, _ attributes: [HTMLAttribute] = [], _ children: [HTMLNode]
) -> HTMLNode {
    .element(name, attributes, children)
}

/// An element with its children.
func tag(
    _ name: StaticString, _ attributes: [HTMLAttribute] = [], _ children: HTMLNode...
) -> HTMLNode {
    .element(name, attributes, children)
}

/// An element with its class and children.
func tag(_ name: StaticString, class names: String, _ children: HTMLNode...) -> HTMLNode {
    .element(name, [.class(names)], children)
}

/// A link to another of our own pages or to a place in this one.
func link(_ target: String, _ children: HTMLNode...) -> HTMLNode {
    .element("a", [.href(target)], children)
}
