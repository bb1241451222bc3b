import Foundation
import Pipeline
import ReadingOracle

/// Texts of JSON5 against Foundation's decoder: where both accept one they must agree; a refusal
/// must name a place in it.
struct JSON5Area: FuzzArea {
    static let name = "json5"

    mutating func round(_ random: inout SeededGenerator) throws -> Int {
        var text = Self.value(depth: 0, &random)
        if random.once(in: 2) { text = Self.damaged(text, &random) }
        var bytes = Array(text.utf8)
        if random.once(in: 10) { bytes = NoiseFile.damaged(bytes, &random) }
        let read: JSONNode
        do throws(JSON5Error) {
            read = try JSON5Reader.read(bytes)
        } catch {
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
            guard 1...lines ~= error.line, error.column >= 1, !error.what.isEmpty else {
                throw Disagreement(what: "refused without a place: \(error)", input: bytes)
            }
            return 1
        }
        // Foundation keeps the end of the line after a backslash; JSON5 (§5.1) leaves it out.
        let continues = zip(bytes, bytes.dropFirst()).contains { byte, next in
            byte == UInt8(ascii: "\\") && [0x0A, 0x0D, 0xE2].contains(next)
        }
        if continues { return 1 }
        // Where a number ends the text, Foundation's decoder (Swift 6.3.1) reads on behind it, and
        // sometimes traps: it is given a line end more.
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        if let theirs = try? decoder.decode(PlainJSON.self, from: Data(bytes + [0x0A])),
            let ours = PlainJSON(read.value), theirs != ours
        {
            throw Disagreement(what: "\(ours) instead of \(theirs)", input: bytes)
        }
        return 1
    }

    // MARK: Texts

    private static func value(depth: Int, _ random: inout SeededGenerator) -> String {
        let space = { (random: inout SeededGenerator) in
            random.pick(["", "", "", " ", "\n", "\t", " /* x */ ", "// y\n", "\r\n"])
        }
        var inner: [String] = []
        if depth < 4 {
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                inner.append(value(depth: depth + 1, &random))
            }
        }
        let comma = random.once(in: 3) && !inner.isEmpty ? "," : ""
        let text: String
        switch Int.random(in: 0..<(depth < 4 ? 6 : 4), using: &random) {
        case 0:
            text = random.pick([
                "0", "-1", "+2.5", ".5", "5.", "1e3", "1E-2", "0x1F", "12345", "1e400", "-0",
            ])
        case 1: text = random.pick(["null", "true", "false"])
        case 2, 3: text = string(&random)
        case 4: text = "[" + inner.joined(separator: ",") + comma + "]"
        default:
            let members = inner.enumerated().map { index, value in
                let key = random.pick(["k", "\"a b\"", "'é'", "$_", "ù", "\"\\u0041\""])
                // Keys that differ: of two of one name the decoder takes one without a word.
                return key.dropLast(key.hasSuffix("\"") || key.hasSuffix("'") ? 1 : 0)
                    + "\(index)" + (key.hasSuffix("\"") ? "\"" : key.hasSuffix("'") ? "'" : "")
                    + space(&random) + ":" + value
            }
            text = "{" + members.joined(separator: ",") + comma + "}"
        }
        return space(&random) + text + space(&random)
    }

    private static func string(_ random: inout SeededGenerator) -> String {
        let quote = random.pick(["\"", "'"])
        let parts = [
            "a", "é", "🩺", "\\n", "\\\"", "\\'", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00",
            "\\x41",
            "\\0", "\\v", "\\\n", "\\d", "/", "//", ":", ",", "]", " ", "\u{2028}",
        ]
        return quote
            + (0..<Int.random(in: 0...4, using: &random)).map { _ in random.pick(parts) }.joined()
            + quote
    }

    static func damaged(_ text: String, _ random: inout SeededGenerator) -> String {
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "'", "\\", "/", "*", "//", "/*", "\n", "\r", "0",
            "1",
            "e", ".", "-", "+", "null", "Infinity", "NaN", "x", "\u{FEFF}", "\u{A0}", "\u{85}", "é",
            "\u{301}", "\u{0}", "\u{2028}", "[[[[[[", "\\u", "\\ud800",
        ]
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            let end = min(place + Int.random(in: 1...3, using: &random), scalars.count)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: scalars.removeSubrange(place..<end)
            case 1: scalars.replaceSubrange(place..<end, with: random.pick(pieces).unicodeScalars)
            default: scalars.insert(contentsOf: random.pick(pieces).unicodeScalars, at: place)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

/// A JSON value as both readers see it.
indirect enum PlainJSON: Decodable, Equatable {
    case null, bool(Bool), number(Double), string(String), array([PlainJSON])
    case object([String: PlainJSON])

    /// nil where an object names a key twice.
    init?(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array(let nodes):
            let values = nodes.compactMap { PlainJSON($0.value) }
            guard values.count == nodes.count else { return nil }
            self = .array(values)
        case .object(let members):
            var values: [String: PlainJSON] = [:]
            for member in members {
                guard let value = PlainJSON(member.node.value),
                    values.updateValue(value, forKey: member.key) == nil
                else { return nil }
            }
            self = .object(values)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let array = try? container.decode([PlainJSON].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: PlainJSON].self))
        }
    }

    /// Numbers that are none are equal here.
    static func == (one: PlainJSON, other: PlainJSON) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): one == other || one.isNaN && other.isNaN
        case (.string(let one), .string(let other)): one == other
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }
}
