/// Text that came from outside, made fit for a terminal or a line of a log.
package enum SafeText {
    /// Every character that could steer a terminal, break a line or turn its direction, written as
    /// its number: `\u{1B}`.
    package static func escaped(_ text: some StringProtocol) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return String(text) }
        var result = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Escaped, and cut after so many characters with an ellipsis as the last of them; characters
    /// are Unicode's, since one that people see may be made of any number of marks.
    package static func escaped(_ text: some StringProtocol, limit: Int) -> String {
        // Escaping makes text longer, never shorter: nothing beyond the limit is needed.
        let whole = escaped(String(String(text).unicodeScalars.prefix(limit + 1)))
        return cut(whole, limit: limit)
    }

    /// Cut after so many characters with an ellipsis as the last of them, and not escaped.
    package static func cut(_ text: String, limit: Int) -> String {
        guard text.unicodeScalars.dropFirst(limit).first != nil else { return text }
        return String(text.unicodeScalars.prefix(limit - 1)) + "…"
    }

    /// Control characters (C0, DEL, C1), line and paragraph separators, and the marks that turn
    /// the direction of writing (Unicode 15, chapter 23.2; Trojan Source, CVE-2021-42574).
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
            true
        default: false
        }
    }
}
