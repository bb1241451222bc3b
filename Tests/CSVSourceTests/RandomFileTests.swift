import CSVSource
import Testing

/// The reader against its plain twin on random files, sound ones and damaged ones.
struct RandomFileTests {
    /// A small alphabet, in which what matters is frequent.
    private static let alphabet: [[UInt8]] = [
        ["a", "b", "1", ";", ";", "\"", "\"", "\"\"", "\n", "\n", "\r\n", "\r", " ", "é", "€"]
            .map { Array($0.utf8) },
        [[0], [0x01], [0xFF], [0xC3], [0x7F], [0x09]],
    ].flatMap(\.self)

    private func soundFile(_ random: inout SeededGenerator, ending: String) -> [UInt8] {
        let pieces = ["a", "bc", "é", "€", ";", "\"\"", ending, " ", "\t", "12/03/2026"]
        var text = ""
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let fields = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    pieces.randomElement(using: &random) ?? ""
                }.joined()
                let needsQuotes =
                    parts.contains { ";\"\n\r\r\n".contains($0) }
                    || Bool.random(using: &random)
                return needsQuotes ? "\"\(parts)\"" : parts
            }
            text += fields.joined(separator: ";") + ending
        }
        if Bool.random(using: &random) { text.removeLast() }
        return Array(text.utf8)
    }

    private func damaged(_ file: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = file
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let piece = Self.alphabet.randomElement(using: &random) ?? []
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.insert(contentsOf: piece, at: place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            default: bytes.replaceSubrange(place..<min(place + 1, bytes.count), with: piece)
            }
        }
        return bytes
    }

    private func check(_ bytes: [UInt8], _ dialect: CSVDialect, seed: UInt64) throws {
        let expected = ReferenceParser(dialect: dialect).items(bytes)
        for size in readSizes {
            let read = try items(bytes, dialect: dialect, readSize: size)
            #expect(read == expected, "seed \(seed), reads of \(size), bytes \(bytes)")
        }
    }

    private static let dialects = [
        CSVDialect(encoding: .utf8),
        CSVDialect(encoding: .utf8, maxRecordLines: 2, maxRecordBytes: 16),
        CSVDialect(quote: nil, encoding: .utf8, maxRecordBytes: 16),
    ]

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `noise is read as the plain parser reads it`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).flatMap { _ in
                Self.alphabet.randomElement(using: &random) ?? []
            }
            for dialect in Self.dialects { try check(bytes, dialect, seed: seed) }
        }
    }

    @Test(arguments: 100..<108 as Range<UInt64>, ["\n", "\r\n", "\r"])
    func `files with some damage are read as the plain parser reads them`(
        seed: UInt64, ending: String
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let bytes = damaged(soundFile(&random, ending: ending), &random)
            for dialect in Self.dialects { try check(bytes, dialect, seed: seed) }
        }
    }
}
