import Domain
import Foundation
import Testing

@testable import Report

/// The renderer and the drawings against their plain twins, on pages that nobody would write.
struct RendererTests {
    @Test func `every tree is written as its plain twin writes it`() {
        var random = SplitMix(seed: 7)
        for _ in 0..<300 {
            let node = Self.node(&random, depth: 5)
            #expect(
                String(decoding: HTMLRenderer.fragment(node), as: UTF8.self)
                    == PlainRenderer.fragment(node))
        }
    }

    @Test func `a page longer than the memory that is kept is whole, and so is the next one`() {
        let long = tag("p", [], .text(String(repeating: "é<&", count: 400_000)))
        for node in [long, "court", long] {
            #expect(
                String(decoding: HTMLRenderer.fragment(node), as: UTF8.self)
                    == PlainRenderer.fragment(node))
        }
    }

    @Test func `pages rendered side by side keep out of each other's memory`() async {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let node = tag(
                        "p", [], .text(String(repeating: "\(number) ", count: 20_000)))
                    return String(decoding: HTMLRenderer.fragment(node), as: UTF8.self)
                        == PlainRenderer.fragment(node)
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }

    @Test func `a drawing is written as its elements would be`() {
        var random = SplitMix(seed: 3)
        func place() -> SVGPoint { SVGPoint(x: random.length(), y: random.length()) }
        for _ in 0..<200 {
            let (start, end) = (place(), place())
            let size = (width: random.length(), height: random.length())
            let runs = (0..<3).map { count in (0..<count).map { _ in place() } }
            var drawing = SVGDrawing()
            drawing.line(start, end, class: "grid")
            drawing.rect(
                x: start.x, y: start.y, width: size.width, height: size.height, class: "part")
            drawing.circle(end, radius: 2.4, class: "dot")
            drawing.path(runs, class: "trace")
            let nodes: [HTMLNode] = [
                SVG.line(start, end, class: "grid"),
                SVG.rect(
                    x: start.x, y: start.y, width: size.width, height: size.height,
                    [.class("part")]),
                SVG.circle(end, radius: 2.4, class: "dot"), SVG.path(runs, class: "trace"),
            ]
            #expect(
                HTMLRenderer.fragment(tag("svg", [], drawing.node))
                    == HTMLRenderer.fragment(tag("svg", [], nodes)))
        }
    }

    @Test func `numbers of a CSV file are those of their decimal digits`() {
        var random = SplitMix(seed: 11)
        var numbers = [0, -0.0, 1, -1, 0.1, -0.5, 1e15, 1e16, 1e17, -1e-5, 1e-4, 1e300]
        numbers += [.nan, .infinity, -.infinity, .leastNonzeroMagnitude]
        for _ in 0..<2000 { numbers.append(Double(bitPattern: random.next())) }
        for _ in 0..<2000 { numbers.append(random.length()) }
        for (delimiter, sign) in [(";", ","), (",", "."), (",", ",")] as [(Character, String)] {
            for number in numbers {
                var writer = CSVWriter(
                    delimiter: delimiter, decimalSign: sign, hasByteOrderMark: false)
                writer.write([.number(number), .whole(nil)])
                let digits = DecimalDigits(number)?.plain(decimalSign: sign) ?? ""
                let field = digits.contains(delimiter) ? "\"\(digits)\"" : digits
                #expect(
                    String(decoding: writer.bytes, as: UTF8.self) == field + "\(delimiter)\r\n")
            }
        }
    }

    // MARK: Random trees

    private static let names: [StaticString] = [
        "html", "div", "p", "td", "th", "tr", "tbody", "table", "svg", "g", "b", "span", "a", "h2",
        "figcaption", "figure", "summary", "text", "line", "title", "li", "ul", "section", "small",
    ]
    private static let texts = [
        "", "mot", "é", "à 12,5\u{A0}%", "<b>", "\"&'", "a\u{202E}b", "\u{0}", "\n", "≤ 3 j",
        "𝄞 clé",
        "\u{AD}", "1\u{202F}234", "\u{7F}", "ligne\u{2028}", "mot & mots", "č",
    ]

    private static func node(_ random: inout SplitMix, depth: Int) -> HTMLNode {
        switch random.below(depth > 0 ? 8 : 4) {
        case 0: return .text(random.one(of: texts))
        case 1: return .row(random.one(of: texts), [random.one(of: texts), random.one(of: texts)])
        case 2: return .void("meta", [HTMLAttribute("content", random.one(of: texts))])
        case 3: return random.below(2) == 0 ? .nothing : .raw("<br />\n")
        case 4:
            return .group(
                (0..<random.below(4)).map { _ in Self.node(&random, depth: depth - 1) })
        default:
            return .element(
                random.one(of: names),
                [
                    .class(random.one(of: texts)),
                    HTMLAttribute("x", length: random.length()),
                ],
                (0..<random.below(5)).map { _ in Self.node(&random, depth: depth - 1) })
        }
    }
}

/// As a renderer would be written at first: a string for every piece.
private enum PlainRenderer {
    static func fragment(_ node: HTMLNode) -> String {
        var text = ""
        write(node, to: &text)
        return text
    }

    private static let blocks: Set<String> = [
        "html", "head", "body", "header", "main", "footer", "nav", "section", "article", "div",
        "ul", "dl", "table", "thead", "tbody", "tr", "details", "figure", "figcaption", "svg", "g",
    ]
    private static let lines: Set<String> = [
        "title", "style", "h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "caption", "th", "td",
        "summary",
    ]

    private static func write(_ node: HTMLNode, to text: inout String) {
        switch node {
        case .element(let name, let attributes, let children):
            let name = "\(name)"
            text += "<\(name)" + attributes.map(written).joined() + ">"
            if blocks.contains(name) { endLine(&text) }
            for child in children { write(child, to: &text) }
            if blocks.contains(name) { endLine(&text) }
            text += "</\(name)>"
            if blocks.contains(name) || lines.contains(name) { endLine(&text) }
        case .row(let heading, let cells):
            write(
                tag(
                    "tr", [],
                    [tag("th", [.row], .text(heading))]
                        + cells.map { tag("td", [.number], .text($0)) }), to: &text)
        case .drawing(let drawing): text += String(decoding: drawing.bytes, as: UTF8.self)
        case .void(let name, let attributes):
            text += "<\(name)" + attributes.map(written).joined() + " />"
            endLine(&text)
        case .text(let words): text += escaped(words, quotes: false)
        case .raw(let words): text += "\(words)"
        case .group(let nodes): for node in nodes { write(node, to: &text) }
        case .nothing: break
        }
    }

    private static func written(_ attribute: HTMLAttribute) -> String {
        let value =
            switch attribute.value {
            case .text(let text): escaped(text, quotes: true)
            case .length(let length): SVG.number(length)
            }
        return " \(attribute.name)=\"\(value)\""
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in SafeText.replaced(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where quotes: result += "&quot;"
            case "'" where quotes: result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func endLine(_ text: inout String) {
        if text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
    }
}

extension SplitMix {
    fileprivate mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    fileprivate mutating func one<Value>(of values: [Value]) -> Value {
        values[below(values.count)]
    }

    /// From −1000 to 1000, often a round number.
    fileprivate mutating func length() -> Double {
        let whole = Double(below(2001) - 1000)
        return below(3) == 0 ? whole : whole + Double(below(1_000_000)) / 1_000_000
    }
}
