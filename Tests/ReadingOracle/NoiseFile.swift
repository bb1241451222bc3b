import CSVSource

/// Files made of what matters to a reader, in no order; and damage to files that have one.
package enum NoiseFile {
    /// A small alphabet, in which what matters is frequent.
    package static let alphabet: [[UInt8]] = [
        [
            "a", "b", "1", ";", ";", ",", "\t", "\"", "\"", "\"\"", "\"a\"", "'", "\n", "\n",
            "\r\n", "\r", " ", "é", "€", "🩺", "sep=;\n", "\u{FEFF}", "12/03/2026", ";\"",
        ].map { Array($0.utf8) },
        [[0], [0x01], [0xFF], [0xC3], [0xE9], [0x7F], [0x80], [0x81], [0xFE], [0xD8, 0x00]],
    ].flatMap(\.self)

    package static func make(
        pieces: Int, _ random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        (0..<pieces).flatMap { _ in random.pick(alphabet) }
    }

    /// The file with some bytes flipped, put in, taken out, doubled, or its end cut off.
    package static func damaged(
        _ file: [UInt8], times: ClosedRange<Int> = 0...3, _ random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        var bytes = file
        for _ in 0..<Int.random(in: times, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(place + 1, bytes.count)
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1: bytes.insert(contentsOf: random.pick(alphabet), at: place)
            case 2: bytes.removeSubrange(place..<end)
            case 3 where place < end: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 4 where place < end: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 5 where bytes.count > 0 && random.once(in: 3): bytes.removeSubrange(place...)
            case 6:
                let piece = bytes[place..<min(bytes.count, place + 12)]
                bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &random))
            default: bytes.replaceSubrange(place..<end, with: random.pick(alphabet))
            }
        }
        return bytes
    }

    /// A text in one of the encodings, with or without a mark.
    package static func encoded(
        _ text: String, _ random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return utf16(text, isBigEndian: false, hasMark: true)
        case 1: return utf16(text, isBigEndian: true, hasMark: true)
        case 2: return utf16(text, isBigEndian: Bool.random(using: &random), hasMark: false)
        case 3: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case 4: return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        default: return Array(text.utf8)
        }
    }

    package static func utf16(_ text: String, isBigEndian: Bool, hasMark: Bool) -> [UInt8] {
        ((hasMark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    /// A dialect as people might declare it, limits small enough to be met.
    package static func dialect(_ random: inout some RandomNumberGenerator) -> CSVDialect {
        let delimiter = random.pick([0x3B, 0x3B, 0x3B, 0x2C, 0x09, 0x7C, 0x20] as [UInt8])
        return CSVDialect(
            delimiter: delimiter, quote: random.pick([0x22, 0x22, 0x22, nil, 0x27]),
            encoding: random.pick([.auto, .auto, .utf8, .windows1252, .latin1, .utf16]),
            skipLines: random.once(in: 4) ? Int.random(in: 1...3, using: &random) : 0,
            maxRecordLines: random.pick([1, 2, 3, 20, 20]),
            maxRecordBytes: random.pick([8, 16, 40, 65_536, 65_536]))
    }
}
