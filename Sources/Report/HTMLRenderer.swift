/// Writes a tree as the bytes of a page: the only place where markup is made.
///
/// The result is HTML and well-formed XML at once (void elements are closed, attributes quoted, no
/// named entity but the four of XML), so that tests can read it with a strict parser.
package struct HTMLRenderer {
    private var bytes: [UInt8] = []

    /// The bytes of most pages of a month.
    private static let usualSize = 1 << 19

    /// The bytes of a whole document, its doctype included.
    package static func document(_ root: HTMLNode) -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.bytes.reserveCapacity(usualSize)
        renderer.append("<!DOCTYPE html>\n")
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
            open(name)
            for attribute in attributes { write(attribute) }
            append(">")
            let layout = HTMLLayout(name)
            if layout == .block { line() }
            for child in children { write(child) }
            close(name, layout)
        case .leaf(let name, let attribute, let text):
            open(name)
            if let attribute { write(attribute) }
            append(">")
            let layout = HTMLLayout(name)
            if layout == .block { line() }
            escape(text, quotes: false)
            close(name, layout)
        case .void(let name, let attributes):
            open(name)
            for attribute in attributes { write(attribute) }
            append(" />")
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

    private mutating func open(_ name: StaticString) {
        append("<")
        append(name)
    }

    private mutating func close(_ name: StaticString, _ layout: HTMLLayout) {
        if layout == .block { line() }
        append("</")
        append(name)
        append(">")
        if layout != .inline { line() }
    }

    private mutating func write(_ attribute: HTMLAttribute) {
        append(" ")
        append(attribute.name)
        append("=\"")
        switch attribute.value {
        case .text(let text): escape(text, quotes: true)
        case .length(let length): SVG.append(length, to: &bytes)
        }
        append("\"")
    }

    /// Most texts hold nothing to be escaped or replaced: one look at their bytes tells, and they
    /// are taken as they are.
    private mutating func escape(_ text: String, quotes: Bool) {
        var text = text
        let isPlain = text.withUTF8 { all in
            guard SafeText.isPlain(all) else { return false }
            guard all.contains(where: { Self.isEscaped($0, quotes: quotes) }) else {
                bytes.append(contentsOf: all)
                return true
            }
            for byte in all { append(byte, quotes: quotes) }
            return true
        }
        if isPlain { return }
        // All that is escaped is ASCII, and no byte of a longer character is.
        for byte in SafeText.harmless(text).utf8 { append(byte, quotes: quotes) }
    }

    private static func isEscaped(_ byte: UInt8, quotes: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): true
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quotes
        default: false
        }
    }

    private mutating func append(_ byte: UInt8, quotes: Bool) {
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "\"") where quotes: append("&quot;")
        case UInt8(ascii: "'") where quotes: append("&#39;")
        default: bytes.append(byte)
        }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func line() {
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }
}

/// Where lines end about an element.
private enum HTMLLayout {
    /// Its children start on a line of their own.
    case block
    /// The line ends after it; white space does not matter there.
    case line
    case inline

    init(_ name: StaticString) { self = Self.byName[Self.word(name)] ?? .inline }

    private static let byName: [UInt64: HTMLLayout] = {
        let blocks: [StaticString] = [
            "html", "head", "body", "header", "main", "footer", "nav", "section", "article", "div",
            "ul", "dl", "table", "thead", "tbody", "tr", "details", "figure", "figcaption", "svg",
            "g",
        ]
        let lines: [StaticString] = [
            "title", "style", "h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "caption", "th", "td",
            "summary",
        ]
        return Dictionary(uniqueKeysWithValues: blocks.map { (word($0), .block) })
            .merging(lines.map { (word($0), .line) }, uniquingKeysWith: { $1 })
    }()

    /// The first bytes of a name and its length: no two elements of HTML and SVG have the same, and
    /// a month's pages ask for hundreds of thousands.
    private static func word(_ name: StaticString) -> UInt64 {
        name.withUTF8Buffer { bytes in
            var word = UInt64(bytes.count)
            for byte in bytes.prefix(7) { word = word << 8 | UInt64(byte) }
            return word
        }
    }
}
