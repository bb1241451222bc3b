/// What a line holds beside plain text, so that most lines need no second look.
struct LineTraits: OptionSet {
    let rawValue: UInt8

    static let null = LineTraits(rawValue: 1)
    /// NUL, another control character but the tab, or DEL.
    static let control = LineTraits(rawValue: 2)
    /// A byte above 7F.
    static let nonASCII = LineTraits(rawValue: 4)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Looks at eight bytes at a time, and at each byte only where one of the eight may matter.
    init(_ bytes: UnsafeRawBufferPointer) {
        var traits: LineTraits = []
        var index = 0
        while index + 8 <= bytes.count {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if word & ByteWord.highs != 0 { traits.insert(.nonASCII) }
            if ByteWord.mayHoldControl(word) || ByteWord.holds(0x7F, in: word) {
                for offset in 0..<8 { unsafe traits.note(bytes[index + offset]) }
            }
            index += 8
        }
        while index < bytes.count {
            unsafe traits.note(bytes[index])
            index += 1
        }
        self = traits
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
