/// What a line holds beside plain text, so that most lines need no second look.
struct LineTraits: OptionSet {
    let rawValue: UInt8

    static let null = LineTraits(rawValue: 1)
    /// NUL, another control character but the tab, or DEL.
    static let control = LineTraits(rawValue: 2)
    /// A byte above 7F.
    static let nonASCII = LineTraits(rawValue: 4)

    /// A space or tab that begins or ends the line, or stands beside a delimiter or a quote.
    static let edgeSpace = LineTraits(rawValue: 8)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Looks at eight bytes at a time, and at each byte only where one of the eight may matter.
    init(_ bytes: UnsafeRawBufferPointer, _ dialect: CSVDialect) {
        var traits: LineTraits = []
        var index = 0
        while index + 8 <= bytes.count {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if word & ByteWord.highs != 0 { traits.insert(.nonASCII) }
            if ByteWord.mayHoldControl(word) || ByteWord.holds(0x7F, in: word) {
                for offset in 0..<8 { unsafe traits.note(bytes[index + offset]) }
            }
            if ByteWord.holds(0x20, in: word) || ByteWord.holds(0x09, in: word) {
                for offset in 0..<8 { unsafe traits.noteSpace(index + offset, bytes, dialect) }
            }
            index += 8
        }
        while index < bytes.count {
            unsafe traits.note(bytes[index])
            unsafe traits.noteSpace(index, bytes, dialect)
            index += 1
        }
        self = traits
    }

    private mutating func noteSpace(
        _ index: Int, _ bytes: UnsafeRawBufferPointer, _ dialect: CSVDialect
    ) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        func isEdge(_ byte: UInt8) -> Bool { byte == dialect.delimiter || byte == dialect.quote }
        let byte = unsafe bytes[index]
        guard isSpace(byte), byte != dialect.delimiter else { return }
        let isAtEnd = index == 0 || index + 1 == bytes.count
        if isAtEnd || isEdge(unsafe bytes[index - 1]) || isEdge(unsafe bytes[index + 1])
            || byte == dialect.quote
        {
            insert(.edgeSpace)
        }
    }

    private mutating func note(_ byte: UInt8) {
        if byte >= 0x80 { insert(.nonASCII) }
        if LineTraits.isControl(byte) { insert(.control) }
        if byte == 0 { insert(.null) }
    }

    static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != 0x09) || byte == 0x7F
    }
}
