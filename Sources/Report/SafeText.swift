/// Text of people's files made harmless to show: one line, in the direction in which it was typed.
package enum SafeText {
    /// The text with tabs and line ends as spaces, and with every character that hides, reorders or
    /// controls as U+FFFD, so that its place is seen.
    package static func harmless(_ text: String) -> String {
        var text = text
        return text.withUTF8(isPlain) ? text : replaced(text)
    }

    /// As a look at every character tells.
    static func replaced(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement(of: $0) != nil }) else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(replacement(of: scalar) ?? scalar) }
        return String(result)
    }

    /// True where one look at the bytes tells that nothing is to be replaced: visible ASCII, spaces,
    /// no-break spaces, letters with accents up to U+017F, and the signs of reports: narrow
    /// no-break spaces, dashes, quotes, arrows, operators and shapes. Of all else `replacement`
    /// decides.
    static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let length = plainLength(bytes, at: index)
            guard length > 0 else { return false }
            index += length
        }
        return true
    }

    /// The bytes of the character that begins at a place of valid UTF-8; 0 where `isPlain` does not
    /// know it.
    @inline(__always)
    static func plainLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = bytes[index]
        if byte >= 0x20 && byte < 0x7F { return 1 }
        switch byte {
        case 0xC2:
            // U+00A0 to U+00BF, the soft hyphen aside; below are controls.
            return bytes[index + 1] >= 0xA0 && bytes[index + 1] != 0xAD ? 2 : 0
        case 0xC3...0xC5:
            return 2
        case 0xE2:
            // U+2080 to U+2FFF; of U+2000 to U+203F dashes, quotes, U+2030 and U+202F to U+203F.
            let (second, third) = (bytes[index + 1], bytes[index + 2])
            let isPunctuation =
                second == 0x80 && (third >= 0xAF || (0x90...0xA7).contains(third))
            return second >= 0x82 || isPunctuation ? 3 : 0
        default:
            return 0
        }
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
