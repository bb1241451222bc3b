/// Writes a tree as the bytes of a page: the only place where markup is made.
///
/// The result is HTML and well-formed XML at once (void elements are closed, attributes quoted, no
/// named entity but the four of XML), so that tests can read it with a strict parser.
package struct HTMLRenderer {
    private var bytes: [UInt8] = []

    /// The bytes of a whole document, its doctype included.
    package static func document(_ root: HTMLNode) -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.bytes.append(contentsOf: "<!DOCTYPE html>\n".utf8)
        renderer.write(root)
        return renderer.bytes
    }

    /// The bytes of a part of a page.
    package static func fragment(_ node: HTMLNode) -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.write(node)
        return renderer.bytes
    }

    private mutating func write(_ node: HTMLNode) {
        switch node {
        case .element(let name, let attributes, let children):
            open(name, attributes, end: ">")
            let isBlock = Self.blocks.contains(name.description)
            if isBlock { line() }
            for child in children { write(child) }
            if isBlock { line() }
            bytes.append(contentsOf: "</".utf8)
            append(name)
            bytes.append(contentsOf: ">".utf8)
            if isBlock || Self.lines.contains(name.description) { line() }
        case .void(let name, let attributes):
            open(name, attributes, end: " />")
            line()
        case .text(let text):
            escape(text, quotes: false)
        case .raw(let text):
            append(text)
        case .group(let nodes):
            for child in nodes { write(child) }
        case .nothing:
            break
        }
    }

    private mutating func open(
        _ name: StaticString, _ attributes: [HTMLAttribute], end: StaticString
    ) {
        bytes.append(UInt8(ascii: "<"))
        append(name)
        for attribute in attributes {
            bytes.append(UInt8(ascii: " "))
            append(attribute.name)
            bytes.append(contentsOf: "=\"".utf8)
            escape(attribute.value, quotes: true)
            bytes.append(UInt8(ascii: "\""))
        }
        append(end)
    }

    private mutating func escape(_ text: String, quotes: Bool) {
        // All that is escaped is ASCII, and no byte of a longer character is.
        for byte in SafeText.harmless(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\"") where quotes: bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'") where quotes: bytes.append(contentsOf: "&#39;".utf8)
            default: bytes.append(byte)
            }
        }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func line() {
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }

    /// Elements whose children start on a line of their own.
    private static let blocks: Set<String> = [
        "html", "head", "body", "header", "main", "footer", "nav", "section", "article", "div",
        "ul", "dl", "table", "thead", "tbody", "tr", "details", "figure",
        "figcaption", "svg", "g",
    ]

    /// Elements after which the line ends; white space does not matter there.
    private static let lines: Set<String> = [
        "title", "style", "h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "caption", "th", "td",
        "summary",
    ]
}
