/// Text of people's files made harmless to show: one line, in the direction in which it was typed.
package enum SafeText {
    /// The text with tabs and line ends as spaces, and with every character that hides, reorders or
    /// controls as U+FFFD, so that its place is seen.
    package static func harmless(_ text: String) -> String {
        guard !isPlain(text),
            text.unicodeScalars.contains(where: { replacement(of: $0) != nil })
        else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(replacement(of: scalar) ?? scalar) }
        return String(result)
    }

    /// True where one look at the bytes tells that nothing is to be replaced: visible ASCII, spaces,
    /// and letters with accents up to U+00FF (their first byte is C3).
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 >= 0x80 && $0 < 0xC0 || $0 == 0xC3 }
    }

    private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029:
            // Tab, line ends of every kind.
            return " "
        case 0x00...0x1F, 0x7F...0x9F:
            return "\u{FFFD}"
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F:
            // Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9).
            return "\u{FFFD}"
        case 0x00AD, 0x180E, 0x200B...0x200D, 0x2060...0x2065, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE0FFF:
            // Characters without a shape, and the tags that hide text.
            return "\u{FFFD}"
        default:
            let isNoncharacter =
                scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
            return isNoncharacter ? "\u{FFFD}" : nil
        }
    }
}
