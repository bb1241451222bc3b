/// What a first pass over a file tells: its encoding, how its lines end, and a hash of its bytes.
package struct FileSurvey: Sendable, Equatable {
    package var encoding: TextEncoding
    /// Bytes of the byte-order mark.
    package var markLength: Int
    /// The file has carriage returns and no line feed: they end its lines.
    package var endsLinesWithCarriageReturn: Bool
    /// SipHash-2-4 of 128 bits of all bytes with a fixed public key, in 32 hexadecimal digits: it
    /// tells contents apart and protects nothing.
    package var contentHash: String
    /// Bytes.
    package var size: Int

    /// The usual size of a read.
    package static let usualReadSize = 1 << 18

    /// Reads all of a source once, in pieces of at most `readSize` bytes.
    package static func of(
        _ source: ByteSource, encoding: EncodingChoice, readSize: Int = usualReadSize
    ) throws(CSVFileError) -> FileSurvey {
        let mark = try EncodingMark(start: source.start(count: 4), declared: encoding)
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: readSize, alignment: 8)
        defer { unsafe space.deallocate() }
        var hash = SipHash(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908), width: .bits128)
        var lines = LineSurvey()
        var utf16 = UTF16LineSurvey(isBigEndian: mark.encoding == .utf16BigEndian)
        var position = 0
        while true {
            let count = try unsafe source.read(into: space, at: position)
            guard count > 0 else { break }
            let piece = unsafe UnsafeRawBufferPointer(rebasing: space[..<count])
            unsafe hash.update(piece)
            if mark.encoding?.isUTF16 == true {
                unsafe utf16.add(piece)
            } else {
                unsafe lines.add(piece)
            }
            position += count
        }
        lines.end()
        let isUTF16 = mark.encoding?.isUTF16 == true
        let (first, second) = hash.result
        return FileSurvey(
            encoding: mark.encoding ?? (lines.isUTF8 ? .utf8 : .windows1252),
            markLength: mark.markLength,
            endsLinesWithCarriageReturn: isUTF16
                ? utf16.hasCarriageReturn && !utf16.hasLineFeed
                : lines.hasCarriageReturn && !lines.hasLineFeed,
            contentHash: hexadecimal(first) + hexadecimal(second), size: position)
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Line feeds and carriage returns of UTF-16, whose bytes also occur inside other characters.
private struct UTF16LineSurvey {
    var hasLineFeed = false
    var hasCarriageReturn = false
    private let isBigEndian: Bool
    private var half: UInt8?

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let (high, low) = isBigEndian ? (first, byte) : (byte, first)
            guard high == 0 else { continue }
            if low == 0x0A { hasLineFeed = true }
            if low == 0x0D { hasCarriageReturn = true }
        }
    }
}
