/// French spacing put into sentences written with plain spaces (the catalogue's, the banners').
package enum FrenchTypography {
    /// The text with no-break spaces before `: ; ! ? % »` and after `«`, where a space stands.
    package static func set(_ text: String) -> String {
        guard mayBeBound(text) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        for (index, byte) in bytes.enumerated() {
            if byte == 0x20, isBound(index, in: bytes) {
                result += [0xC2, 0xA0]
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// True where the space at a place follows « or stands before one of the signs.
    private static func isBound(_ index: Int, in bytes: [UInt8]) -> Bool {
        if index >= 2, bytes[index - 2] == 0xC2, bytes[index - 1] == 0xAB { return true }
        guard index + 1 < bytes.count else { return false }
        return switch bytes[index + 1] {
        case 0x21, 0x25, 0x3A, 0x3B, 0x3F: true
        case 0xC2: index + 2 < bytes.count && bytes[index + 2] == 0xBB
        default: false
        }
    }

    /// False where no space stands beside any of the signs: most texts are taken as they are.
    private static func mayBeBound(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var before: UInt8 = 0
            for byte in bytes {
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
}
