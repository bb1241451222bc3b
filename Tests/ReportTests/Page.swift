import Foundation
import Report

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page read by a strict XML parser, which accepts no tag left open and no stray `&`.
final class Page: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        let parent: String?
    }

    let bytes: [UInt8]
    private(set) var elements: [Element] = []
    /// All text, the style sheet's apart.
    private(set) var text = ""
    private(set) var style = ""
    private var open: [String] = []

    struct Malformed: Error {
        let line: Int
        let reason: String
    }

    init(bytes: [UInt8]) throws {
        self.bytes = bytes
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        guard parser.parse() else {
            throw Malformed(
                line: parser.lineNumber, reason: parser.parserError.map { "\($0)" } ?? "unknown")
        }
    }

    /// A page of a month, by its name.
    convenience init(_ report: MonthReport, _ name: String) throws {
        guard let file = render(report).first(where: { $0.name == name }) else {
            throw Malformed(line: 0, reason: "no page \(name)")
        }
        try self.init(bytes: file.bytes)
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// Values of an attribute, wherever it stands.
    func values(_ attribute: String) -> [String] {
        elements.compactMap { $0.attributes[attribute] }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, parent: open.last))
        open.append(name)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if open.last == "style" { style += string } else { text += string }
    }
}
