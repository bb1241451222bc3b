import Foundation
import Pipeline
import Testing

struct JSON5ReaderTests {
    private func read(_ text: String) throws(JSON5Error) -> JSONValue {
        try JSON5Reader.read(Array(text.utf8)).value
    }

    static let texts: [(String, String)] = [
        ("'a'", "a"), ("\"it's\"", "it's"), ("'\\x41\\u00e9\\n\\t\\'\\\\'", "Aé\n\t'\\"),
        ("'\\ud83d\\ude00'", "😀"), ("'a\\\n b'", "a b"), ("'a\\\r\nb'", "ab"), ("'\\d'", "d"),
        ("'\\0'", "\0"), ("'\u{2028}'", "\u{2028}"),
    ]

    @Test(arguments: texts)
    func `texts and their escapes are read`(text: String, value: String) throws {
        #expect(try read(text) == .string(value))
    }

    static let numbers: [(String, Double)] = [
        ("0", 0), ("-1", -1), ("+1.5", 1.5), (".5", 0.5), ("5.", 5), ("5.e2", 500), ("1e3", 1000),
        ("1E-2", 0.01), ("0x1F", 31), ("-0xa", -10), ("Infinity", .infinity),
        ("-Infinity", -.infinity), ("1e400", .infinity),
    ]

    @Test(arguments: numbers)
    func `numbers are read`(text: String, value: Double) throws {
        #expect(try read(text) == .number(value))
    }

    static let broken: [(String, Int, Int)] = [
        ("", 1, 1), ("{", 1, 2), ("{a:1", 1, 5), ("{a:1 b:2}", 1, 6), ("{a}", 1, 3),
        ("[1 2]", 1, 4), ("[,]", 1, 2), ("{,}", 1, 2), ("1 2", 1, 3), ("'a\n'", 1, 1),
        ("'a", 1, 1), ("tru", 1, 1), ("012", 1, 1), ("1.2.3", 1, 1), ("--1", 1, 1), ("0x", 1, 1),
        (".", 1, 1), ("1e", 1, 1), ("'\\ud800'", 1, 4), ("'\\x4'", 1, 5), ("'\\1'", 1, 4),
        ("\n\n  /* x", 3, 3), ("{\r\n a: /x\r\n}", 2, 5), ("{1a: 2}", 1, 2),
        (String(repeating: "[", count: 5000), 1, 101),
    ]

    @Test(arguments: broken)
    func `what is not JSON5 is told with line and column`(text: String, line: Int, column: Int) {
        do throws(JSON5Error) {
            let value = try read(text)
            Issue.record("read as \(value)")
        } catch {
            #expect(error.line == line, "\(error)")
            #expect(error.column == column, "\(error)")
        }
    }

    @Test
    func `bytes that are no UTF-8 are told with their line`() {
        do throws(JSON5Error) {
            _ = try JSON5Reader.read(Array("{\n a: '".utf8) + [0xE9] + Array("' }".utf8))
            Issue.record("read")
        } catch {
            #expect(error.line == 2)
        }
    }

    @Test
    func `keys keep their order, their doubles and their lines`() throws {
        let node = try JSON5Reader.read(Array("\u{FEFF}{ é: 1,\n'a b': 2, $_1: 3,\né: 4,}".utf8))
        guard case .object(let members) = node.value else {
            Issue.record("no object")
            return
        }
        #expect(members.map(\.key) == ["é", "a b", "$_1", "é"])
        #expect(members.map(\.line) == [1, 2, 2, 3])
        #expect(members.map(\.node.line) == [1, 2, 2, 3])
    }

    // MARK: Foundation's decoder as an oracle

    /// What Foundation makes of a text, in our tree.
    private struct Decoded: Decodable, Equatable {
        var value: Plain

        enum Plain: Equatable {
            case null, bool(Bool), number(Double), string(String)
            case array([Decoded]), object([String: Decoded])
        }

        init(_ value: JSONValue) {
            switch value {
            case .null: self.value = .null
            case .bool(let flag): self.value = .bool(flag)
            case .number(let number): self.value = .number(number)
            case .string(let text): self.value = .string(text)
            case .array(let nodes): self.value = .array(nodes.map { Decoded($0.value) })
            case .object(let members):
                self.value = .object(
                    Dictionary(
                        members.map { ($0.key, Decoded($0.node.value)) },
                        uniquingKeysWith: { first, _ in first }))
            }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                value = .null
            } else if let flag = try? container.decode(Bool.self) {
                value = .bool(flag)
            } else if let number = try? container.decode(Double.self) {
                value = .number(number)
            } else if let text = try? container.decode(String.self) {
                value = .string(text)
            } else if let array = try? container.decode([Decoded].self) {
                value = .array(array)
            } else {
                value = .object(try container.decode([String: Decoded].self))
            }
        }
    }

    @Test(arguments: [
        DefinitionExample.text, DefinitionExample.least, "[1, -2.5, 0x1F, .5, 1e3, +4,]",
        "{a: null, 'b': true, \"c\": [false, {}, []], /* x */ d: 'é\\u00e9\\n' // y\n}",
    ])
    func `it reads what Foundation's decoder reads`(text: String) throws {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let theirs = try decoder.decode(Decoded.self, from: Data(text.utf8))
        #expect(try Decoded(read(text)) == theirs)
    }
}
