/// Writes a tree as the bytes of a page: the only place where markup is made.
///
/// The result is HTML and well-formed XML at once (void elements are closed, attributes quoted, no
/// named entity but the four of XML), so that tests can read it with a strict parser.
package struct HTMLRenderer: ~Copyable {
    private var bytes = PageBytes()

    /// The bytes of a whole document, its doctype included.
    package static func document(_ root: HTMLNode) -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.bytes.append("<!DOCTYPE html>\n")
        renderer.write(root)
        return renderer.bytes.array
    }

    /// The bytes of a part of a page.
    package static func fragment(_ node: HTMLNode) -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.write(node)
        return renderer.bytes.array
    }

    private mutating func write(_ node: HTMLNode) {
        switch node {
        case .element(let name, let attributes, let children):
            open(name)
            for attribute in attributes { write(attribute) }
            bytes.append(UInt8(ascii: ">"))
            let layout = HTMLLayout(name)
            if layout == .block { line() }
            for child in children { write(child) }
            close(name, layout)
        case .row(let heading, let cells):
            bytes.append("<tr>\n<th scope=\"row\">")
            escape(heading, quotes: false)
            bytes.append("</th>\n")
            for cell in cells {
                bytes.append("<td class=\"number\">")
                escape(cell, quotes: false)
                bytes.append("</td>\n")
            }
            bytes.append("</tr>\n")
        case .drawing(let drawing):
            bytes.append(drawing.bytes)
        case .void(let name, let attributes):
            open(name)
            for attribute in attributes { write(attribute) }
            bytes.append(" />")
            line()
        case .text(let text):
            escape(text, quotes: false)
        case .raw(let text):
            bytes.append(text)
        case .group(let nodes):
            for child in nodes { write(child) }
        case .nothing:
            break
        }
    }

    private mutating func open(_ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(name)
    }

    private mutating func close(_ name: StaticString, _ layout: HTMLLayout) {
        if layout == .block { line() }
        bytes.append("</")
        bytes.append(name)
        bytes.append(UInt8(ascii: ">"))
        if layout != .inline { line() }
    }

    private mutating func write(_ attribute: HTMLAttribute) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(attribute.name)
        bytes.append("=\"")
        switch attribute.value {
        case .text(let text): escape(text, quotes: true)
        case .length(let length): SVG.append(length, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ text: String, quotes: Bool) {
        var text = text
        if text.withUTF8({ bytes.appendEscaped($0, quotes: quotes) }) { return }
        for byte in SafeText.harmless(text).utf8 { bytes.appendEscaped(byte, quotes: quotes) }
    }

    private mutating func line() {
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }
}

/// Where lines end about an element.
private enum HTMLLayout: UInt8 {
    /// Its children start on a line of their own.
    case block
    /// The line ends after it; white space does not matter there.
    case line
    case inline

    init(_ name: StaticString) {
        let word = Self.word(name)
        var place = Self.place(word)
        while let entry = Self.table[place] {
            if entry.word == word {
                self = entry.layout
                return
            }
            place = (place + 1) & (Self.table.count - 1)
        }
        self = .inline
    }

    private static let blocks: [StaticString] = [
        "html", "head", "body", "header", "main", "footer", "nav", "section", "article", "div",
        "ul", "dl", "table", "thead", "tbody", "tr", "details", "figure", "figcaption", "svg",
        "g",
    ]
    private static let lines: [StaticString] = [
        "title", "style", "h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "caption", "th", "td",
        "summary",
    ]

    /// Each name at its place or the next one that is free, most places free: a month's pages ask
    /// for hundreds of thousands, and a dictionary would take a twentieth of their time.
    private static let table: [(word: UInt64, layout: HTMLLayout)?] = {
        var table = [(word: UInt64, layout: HTMLLayout)?](repeating: nil, count: 128)
        let named = blocks.map { ($0, HTMLLayout.block) } + lines.map { ($0, HTMLLayout.line) }
        for (name, layout) in named {
            var place = HTMLLayout.place(word(name))
            while table[place] != nil { place = (place + 1) & (table.count - 1) }
            table[place] = (word(name), layout)
        }
        return table
    }()

    /// Multiplied by an odd number near 2⁶⁴ ÷ the golden ratio (Knuth, The Art of Computer
    /// Programming 3, 6.4), of which the first seven bits are taken.
    private static func place(_ word: UInt64) -> Int {
        Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 57)
    }

    /// The first bytes of a name and its length: no two elements of HTML and SVG have the same.
    private static func word(_ name: StaticString) -> UInt64 {
        name.withUTF8Buffer { bytes in
            var word = UInt64(bytes.count)
            for byte in bytes.prefix(7) { word = word << 8 | UInt64(byte) }
            return word
        }
    }
}
