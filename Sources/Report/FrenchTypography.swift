/// French spacing put into sentences written with plain spaces (the catalogue's, the banners').
package enum FrenchTypography {
    /// The text with no-break spaces before `: ; ! ? % »` and after `«`, where a space stands.
    package static func set(_ text: String) -> String {
        guard mayBeBound(text) else { return text }
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            let isBound =
                scalar == " "
                && (before == "«" || after.map { ":;!?%»".unicodeScalars.contains($0) } == true)
            result.append(isBound ? "\u{00A0}" : scalar)
        }
        return String(result)
    }

    /// False where no space stands beside any of the signs: most texts are taken as they are.
    private static func mayBeBound(_ text: String) -> Bool {
        var before: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            // ! % : ; ? and the first byte of »; below, a space after the last byte of «.
            case 0x21, 0x25, 0x3A, 0x3B, 0x3F, 0xC2:
                if before == 0x20 { return true }
            case 0x20:
                if before == 0xAB { return true }
            default:
                break
            }
            before = byte
        }
        return false
    }
}
