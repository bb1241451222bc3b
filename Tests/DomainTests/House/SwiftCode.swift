/// The code of a Swift file: its text with comments and the words of string literals left out;
/// what a literal interpolates is code.
struct SwiftCode {
    private(set) var lines: [String] = []

    private let text: [Character]
    private var position = 0
    private var line = ""

    init(_ source: String) {
        text = Array(source)
        while position < text.count { code(until: nil) }
        lines.append(line)
    }

    private func isAt(_ word: String) -> Bool {
        var index = position
        for character in word {
            guard index < text.count, text[index] == character else { return false }
            index += 1
        }
        return true
    }

    /// Takes one character; only those of code are kept.
    private mutating func take(keeps: Bool) {
        let character = text[position]
        position += 1
        if character.isNewline {
            lines.append(line)
            line = ""
        } else if keeps {
            line.append(character)
        }
    }

    /// Reads code to the end, or to the parenthesis that ends an interpolation.
    private mutating func code(until end: Character?) {
        var depth = 0
        while position < text.count {
            if isAt("//") {
                while position < text.count, !text[position].isNewline { take(keeps: false) }
            } else if isAt("/*") {
                blockComment()
            } else if let hashes = literalStart() {
                literal(hashes: hashes)
            } else if text[position] == end, depth == 0 {
                return
            } else {
                if text[position] == "(" { depth += 1 }
                if text[position] == ")" { depth -= 1 }
                take(keeps: true)
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        while position < text.count {
            if isAt("/*") {
                depth += 1
                take(keeps: false)
            } else if isAt("*/") {
                depth -= 1
                take(keeps: false)
            }
            take(keeps: false)
            if depth == 0 { return }
        }
    }

    /// The number of `#` before the quotation mark of a literal that starts here.
    private func literalStart() -> Int? {
        var index = position
        while index < text.count, text[index] == "#" { index += 1 }
        guard index < text.count, text[index] == "\"" else { return nil }
        return index - position
    }

    private mutating func literal(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        position += hashes
        let quote = isAt("\"\"\"") ? "\"\"\"" : "\""
        position += quote.count
        // The literal itself stays, empty, so that what follows it follows something.
        line += "\"\""
        while position < text.count {
            if isAt(quote + marks) {
                position += quote.count + hashes
                return
            }
            if isAt("\\" + marks + "(") {
                position += hashes + 2
                code(until: ")")
                line.append(" ")
                if position < text.count { position += 1 }
            } else if isAt("\\" + marks) {
                position += hashes + 1
                if position < text.count { take(keeps: false) }
            } else {
                take(keeps: false)
            }
        }
    }
}
