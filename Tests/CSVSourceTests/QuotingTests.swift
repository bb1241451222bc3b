import CSVSource
import ReadingOracle
import Testing

struct QuotingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var items: [Item]
        var testDescription: String { name }
    }

    /// Line feeds in the texts, and in the fields expected, stand for the ending under test.
    private static let cases = [
        Case(
            name: "plain", text: "a;b\nc;d\n",
            items: [.record(line: 1, fields: ["a", "b"]), .record(line: 2, fields: ["c", "d"])]),
        Case(
            name: "no ending at the end", text: "a;b\nc;d",
            items: [.record(line: 1, fields: ["a", "b"]), .record(line: 2, fields: ["c", "d"])]),
        Case(
            name: "blank lines are no rows", text: "\n\na\n\n\nb\n\n",
            items: [.record(line: 3, fields: ["a"]), .record(line: 6, fields: ["b"])]),
        Case(
            name: "fields keep their spaces", text: " a ;\tb \n \n",
            items: [
                .record(line: 1, fields: [" a ", "\tb "]), .record(line: 2, fields: [" "]),
            ]),
        Case(
            name: "empty fields", text: ";\n;;\n\"\"\n\"\";\"\"\n",
            items: [
                .record(line: 1, fields: ["", ""]), .record(line: 2, fields: ["", "", ""]),
                .record(line: 3, fields: [""]), .record(line: 4, fields: ["", ""]),
            ]),
        Case(
            name: "delimiters, quotes and lines in quotes",
            text: "\"a;b\";\"c\"\"d\";\"e\n\nf\"\ng\n",
            items: [
                .record(line: 1, fields: ["a;b", "c\"d", "e\n\nf"]),
                .record(line: 4, fields: ["g"]),
            ]),
        Case(
            name: "a quote inside an unquoted field costs its line", text: "a;b\"c\nd;e\n",
            items: [.fault(line: 1, .malformedQuote), .record(line: 2, fields: ["d", "e"])]),
        Case(
            name: "text after a closing quote costs its line", text: "\"a\"b;c\nd;e\n",
            items: [.fault(line: 1, .malformedQuote), .record(line: 2, fields: ["d", "e"])]),
        Case(
            name: "a space before or after quotes costs its line", text: "a; \"b\"\n\"c\" ;d\ne\n",
            items: [
                .fault(line: 1, .malformedQuote), .fault(line: 2, .malformedQuote),
                .record(line: 3, fields: ["e"]),
            ]),
        Case(
            name: "an open quote costs its line and no other", text: "a;b\n\"c;d\ne;f\ng;h\n",
            items: [
                .record(line: 1, fields: ["a", "b"]), .fault(line: 2, .malformedQuote),
                .record(line: 3, fields: ["e", "f"]), .record(line: 4, fields: ["g", "h"]),
            ]),
        Case(
            name: "an open quote that a later one closes badly", text: "\"a\nb\n\"c\";d\ne\n",
            items: [
                .fault(line: 1, .malformedQuote), .record(line: 2, fields: ["b"]),
                .record(line: 3, fields: ["c", "d"]), .record(line: 4, fields: ["e"]),
            ]),
        Case(
            name: "blank lines after an open quote are no rows", text: "\"a\n\n\nb\n",
            items: [.fault(line: 1, .malformedQuote), .record(line: 4, fields: ["b"])]),
        Case(
            name: "an open quote that another closes, text after it", text: "\"a\nb\n\"c\nd\n",
            items: [
                .fault(line: 1, .malformedQuote), .record(line: 2, fields: ["b"]),
                .fault(line: 3, .malformedQuote), .record(line: 4, fields: ["d"]),
            ]),
        Case(
            name: "a quote alone at the end", text: "a\n\"",
            items: [.record(line: 1, fields: ["a"]), .fault(line: 2, .malformedQuote)]),
        Case(
            name: "a quoted field that ends the file", text: "\"a\nb\"",
            items: [.record(line: 1, fields: ["a\nb"])]),
        Case(
            name: "three quotes", text: "\"\"\"\na\n",
            items: [.fault(line: 1, .malformedQuote), .record(line: 2, fields: ["a"])]),
        Case(
            name: "four quotes", text: "\"\"\"\"\n",
            items: [.record(line: 1, fields: ["\""])]),
    ]

    @Test(arguments: cases, ["\n", "\r\n", "\r"])
    func `quoting is strict, and reading resumes at the line after a fault`(
        example: Case, ending: String
    ) throws {
        let bytes = Array(example.text.replacing("\n", with: ending).utf8)
        let expected: [Item] = example.items.map { item in
            guard case .record(let line, let fields) = item else { return item }
            return .record(
                line: line, fields: fields.map { $0.replacing("\n", with: ending) })
        }
        for size in readSizes {
            #expect(try items(bytes, readSize: size) == expected, "reads of \(size)")
        }
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `without quotes they are ordinary characters`(ending: String) throws {
        let text = "\"a;b\"\"\n\"\nc\"d;\n".replacing("\n", with: ending)
        for size in readSizes {
            let read = try items(
                Array(text.utf8), dialect: CSVDialect(quote: nil), readSize: size)
            #expect(
                read == [
                    .record(line: 1, fields: ["\"a", "b\"\""]),
                    .record(line: 2, fields: ["\""]), .record(line: 3, fields: ["c\"d", ""]),
                ])
        }
    }

    @Test func `another quote and delimiter are taken as given`() throws {
        let read = try items(
            Array("'a\tb'\t\"c\n".utf8),
            dialect: CSVDialect(delimiter: 0x09, quote: UInt8(ascii: "'")))
        #expect(read == [.record(line: 1, fields: ["a\tb", "\"c"])])
    }

    @Test(arguments: readSizes)
    func `endings of both kinds and a carriage return in quotes stay as they are`(
        size: Int
    ) throws {
        let text = "a;\"x\r\ny\rz\n\"\r\nb;c\nd;e\r\r\n\"f\"\r;g\nh\r"
        #expect(
            try items(Array(text.utf8), readSize: size) == [
                .record(line: 1, fields: ["a", "x\r\ny\rz\n"]),
                .record(line: 4, fields: ["b", "c"]),
                .fault(line: 5, .controlCharacter),
                .fault(line: 6, .malformedQuote),
                .fault(line: 7, .controlCharacter),
            ])
    }
}
