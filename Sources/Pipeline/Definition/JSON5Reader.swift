/// Reads JSON5 (json5.org, specification 1.0.0) into a tree that knows its lines.
///
/// Foundation's decoder takes JSON5 too, but on Linux it tells no line of a syntax error and takes
/// one of two members of the same name without a word; a file that people edit by hand needs both.
/// A test compares the two on what both accept.
package struct JSON5Reader {
    /// Deeper than any pipeline file; keeps hostile input from exhausting the stack.
    private static let depthLimit = 100

    private let scalars: [Unicode.Scalar]
    /// The line of each scalar, and of the end.
    private let lines: [Int]
    private var position = 0
    private var depth = 0

    /// The tree of a whole text: UTF-8, with or without BOM.
    package static func read(_ bytes: [UInt8]) throws(JSON5Error) -> JSONNode {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSON5Error(
                line: lineOfFirstInvalidByte(bytes), column: 1, what: "the text is not UTF-8")
        }
        var reader = JSON5Reader(text)
        let node = try reader.value()
        try reader.skipSpace()
        guard reader.next == nil else {
            throw reader.error("there is something after the end: " + reader.found)
        }
        return node
    }

    private static func lineOfFirstInvalidByte(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
    }

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var line = 1
        var lines: [Int] = []
        lines.reserveCapacity(scalars.count + 1)
        for (index, scalar) in scalars.enumerated() {
            lines.append(line)
            let isLoneReturn =
                scalar == "\r" && (index + 1 == scalars.count || scalars[index + 1] != "\n")
            if scalar == "\n" || isLoneReturn { line += 1 }
        }
        lines.append(line)
        self.lines = lines
    }

    // MARK: Values

    private mutating func value() throws(JSON5Error) -> JSONNode {
        try skipSpace()
        let line = lines[position]
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw error("values are nested too deeply") }
        switch next {
        case "{": return JSONNode(line: line, value: .object(try members()))
        case "[": return JSONNode(line: line, value: .array(try elements()))
        case "\"", "'": return JSONNode(line: line, value: .string(try string()))
        case let scalar? where "+-.0123456789IN".unicodeScalars.contains(scalar):
            return JSONNode(line: line, value: .number(try number()))
        case let scalar? where JSON5Reader.startsName(scalar):
            let start = position
            let word = try name()
            switch word {
            case "null": return JSONNode(line: line, value: .null)
            case "true": return JSONNode(line: line, value: .bool(true))
            case "false": return JSONNode(line: line, value: .bool(false))
            default: throw error("\"\(word)\" is no value; a text needs quotes", at: start)
            }
        default: throw error("expected a value, found " + found)
        }
    }

    private mutating func members() throws(JSON5Error) -> [JSONMember] {
        position += 1
        var members: [JSONMember] = []
        while true {
            try skipSpace()
            if take("}") { return members }
            let line = lines[position]
            let key: String
            switch next {
            case "\"", "'": key = try string()
            case let scalar? where JSON5Reader.startsName(scalar) || scalar == "\\":
                key = try name()
            default: throw error("expected a key or }, found " + found)
            }
            try skipSpace()
            guard take(":") else {
                throw error("expected : after the key \"\(key)\", found " + found)
            }
            members.append(JSONMember(key: key, line: line, node: try value()))
            try skipSpace()
            if take(",") { continue }
            if take("}") { return members }
            throw error("expected , or } after the value of \"\(key)\", found " + found)
        }
    }

    private mutating func elements() throws(JSON5Error) -> [JSONNode] {
        position += 1
        var elements: [JSONNode] = []
        while true {
            try skipSpace()
            if take("]") { return elements }
            elements.append(try value())
            try skipSpace()
            if take(",") { continue }
            if take("]") { return elements }
            throw error("expected , or ] in a list, found " + found)
        }
    }

    // MARK: Names and numbers

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "$" || scalar == "_" || scalar.properties.isAlphabetic
    }

    private mutating func name() throws(JSON5Error) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = next {
            if scalar == "\\" {
                position += 1
                guard take("u") else { throw error("expected u after \\ in a key") }
                name.append(try codePoint())
            } else if JSON5Reader.startsName(scalar) || (!name.isEmpty && continuesName(scalar)) {
                name.append(scalar)
                position += 1
            } else {
                break
            }
        }
        return String(name)
    }

    private func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .decimalNumber, .nonspacingMark, .spacingMark, .connectorPunctuation: true
        default: scalar == "\u{200C}" || scalar == "\u{200D}"
        }
    }

    private mutating func number() throws(JSON5Error) -> Double {
        let start = position
        while let scalar = next,
            scalar.properties.isAlphabetic || "+-._0123456789".unicodeScalars.contains(scalar)
        {
            position += 1
        }
        var text = String(String.UnicodeScalarView(scalars[start..<position]))
        let whole = text
        let isNegative = text.hasPrefix("-")
        if isNegative || text.hasPrefix("+") { text.removeFirst() }
        guard let magnitude = JSON5Reader.magnitude(text) else {
            throw error("\"\(whole)\" is no number; a text needs quotes", at: start)
        }
        return isNegative ? -magnitude : magnitude
    }

    private static func magnitude(_ text: String) -> Double? {
        switch text {
        case "Infinity": return .infinity
        case "NaN": return .nan
        default: break
        }
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            return UInt64(text.dropFirst(2), radix: 16).map { Double($0) }
        }
        let isDecimal = text.allSatisfy { "+-.eE0123456789".contains($0) }
        let parts = text.split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = text.prefix { $0.isNumber }
        guard isDecimal, parts[0] == digits || parts.count == 1,
            digits.count <= 1 || digits.first != "0", text != ".", !text.hasPrefix("+"),
            !text.hasPrefix("-"), !text.hasPrefix(".e"), !text.hasPrefix(".E")
        else { return nil }
        // Swift reads neither `.5` nor `5.`.
        var plain = text.hasPrefix(".") ? "0" + text : text
        if parts.count == 2, parts[1].first.map({ !$0.isNumber }) ?? true {
            plain = plain.replacing(".", with: ".0", maxReplacements: 1)
        }
        return Double(plain)
    }

    // MARK: Texts

    private mutating func string() throws(JSON5Error) -> String {
        let start = position
        let quote = next
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = next {
            position += 1
            switch scalar {
            case quote: return String(text)
            case "\n", "\r": throw error("a text lacks its closing quote", at: start)
            case "\\": if let escaped = try escape() { text.append(escaped) }
            default: text.append(scalar)
            }
        }
        throw error("a text lacks its closing quote", at: start)
    }

    /// What stands after a backslash; nil for the end of a line, which is left out.
    private mutating func escape() throws(JSON5Error) -> Unicode.Scalar? {
        guard let scalar = next else { return nil }
        position += 1
        switch scalar {
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x": return Unicode.Scalar(UInt8(truncatingIfNeeded: try hexadecimal(digits: 2)))
        case "u": return try codePoint()
        case "\r":
            _ = take("\n")
            return nil
        case "\n", "\u{2028}", "\u{2029}": return nil
        case "0":
            if let next, ("0"..."9").contains(next) { throw error("octal escapes are no JSON5") }
            return "\0"
        case "1"..."9": throw error("octal escapes are no JSON5")
        default: return scalar
        }
    }

    /// The four digits after `\u`, and the second half of a surrogate pair.
    private mutating func codePoint() throws(JSON5Error) -> Unicode.Scalar {
        let start = position
        let first = try hexadecimal(digits: 4)
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, take("\\"), take("u") {
            let second = try hexadecimal(digits: 4)
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(
                    0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw error("\\u names half a character", at: start)
    }

    private mutating func hexadecimal(digits: Int) throws(JSON5Error) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next.flatMap({ Character($0).hexDigitValue }) else {
                throw error("expected \(digits) hexadecimal digits, found " + found)
            }
            value = value << 4 + UInt32(digit)
            position += 1
        }
        return value
    }

    // MARK: Space and places

    private var next: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() throws(JSON5Error) {
        while let scalar = next {
            if scalar == "/" {
                try skipComment()
            } else if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(JSON5Error) {
        let start = position
        position += 1
        if take("/") {
            while let scalar = next, scalar != "\n", scalar != "\r" { position += 1 }
        } else if take("*") {
            while next != nil {
                if take("*") {
                    if take("/") { return }
                } else {
                    position += 1
                }
            }
            throw error("a comment lacks its */", at: start)
        } else {
            throw error("a comment begins with // or /*", at: start)
        }
    }

    private var found: String {
        next.map { "\"\($0)\"" } ?? "the end of the file"
    }

    private func error(_ what: String, at place: Int? = nil) -> JSON5Error {
        let place = place ?? position
        let line = lines[place]
        let column = 1 + lines[..<place].reversed().prefix { $0 == line }.count
        return JSON5Error(line: line, column: column, what: what)
    }
}
