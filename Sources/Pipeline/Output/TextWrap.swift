/// Text set in columns of characters.
package enum TextWrap {
    /// The words on lines of at most `width` characters; a longer word has a line of its own.
    ///
    /// Only plain spaces part words: a no-break space holds its two words together.
    ///
    /// - Parameters:
    ///   - first: what stands before the first word.
    ///   - indent: what stands before the first word of each other line.
    package static func lines(
        _ text: String, width: Int, first: String = "", indent: String = ""
    ) -> [String] {
        var lines: [String] = []
        var line = first
        var length = first.count
        var isBlank = true
        for word in text.split(separator: " ") {
            let needed = word.count + (isBlank ? 0 : 1)
            if !isBlank, length + needed > width {
                lines.append(line)
                line = indent
                length = indent.count
                isBlank = true
            }
            if !isBlank { line += " " }
            line += word
            length += word.count + (isBlank ? 0 : 1)
            isBlank = false
        }
        lines.append(line)
        return lines
    }

    /// With spaces up to a width; a longer text stays as it is.
    package static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// At most `width` characters, the last one an ellipsis where the text was longer.
    package static func cut(_ text: String, to width: Int) -> String {
        text.count > width ? text.prefix(max(0, width - 1)) + "…" : text
    }
}
