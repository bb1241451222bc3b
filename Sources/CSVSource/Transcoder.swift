/// Decodes pieces of a file to UTF-8; what cannot be decoded becomes the byte FF, which no UTF-8
/// holds, so that the record it stands in is at fault and no other.
struct Transcoder {
    /// The most bytes that one byte of a file may become, and a few for what is left over.
    static let growth = 3
    static let leftover = 8
    /// Stands for what cannot be decoded.
    static let undecodable: UInt8 = 0xFF

    private let encoding: TextEncoding
    /// The first byte of a UTF-16 unit cut by the end of a piece.
    private var half: UInt8?
    /// A high surrogate whose low one is still to come.
    private var highSurrogate: UInt16?

    /// - Parameter encoding: any but UTF-8, which needs no decoding.
    init(_ encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// Decodes a piece into `output`, which has room for `growth` times it and `leftover` more;
    /// returns the bytes written.
    mutating func decode(
        _ piece: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var writer = unsafe UTF8Writer(output: output)
        switch encoding {
        case .utf8, .latin1:
            for index in piece.indices { writer.put(scalar: UInt32(unsafe piece[index])) }
        case .windows1252:
            for index in piece.indices {
                let byte = unsafe piece[index]
                if byte < 0x80 {
                    writer.put(byte)
                } else if byte >= 0xA0 {
                    writer.put(scalar: UInt32(byte))
                } else {
                    let scalar = Transcoder.windows1252[Int(byte) - 0x80]
                    scalar == 0
                        ? writer.put(Transcoder.undecodable) : writer.put(scalar: UInt32(scalar))
                }
            }
        case .utf16LittleEndian, .utf16BigEndian:
            for index in piece.indices {
                let byte = unsafe piece[index]
                guard let first = half else {
                    half = byte
                    continue
                }
                half = nil
                let isBig = encoding == .utf16BigEndian
                let (high, low) = isBig ? (first, byte) : (byte, first)
                add(unit: UInt16(high) << 8 | UInt16(low), to: &writer)
            }
        }
        return writer.count
    }

    /// What the end of the file leaves undecodable: at most two bytes.
    mutating func finish(into output: UnsafeMutablePointer<UInt8>) -> Int {
        var writer = unsafe UTF8Writer(output: output)
        if highSurrogate != nil { writer.put(Transcoder.undecodable) }
        if half != nil { writer.put(Transcoder.undecodable) }
        highSurrogate = nil
        half = nil
        return writer.count
    }

    private mutating func add(unit: UInt16, to writer: inout UTF8Writer) {
        if let high = highSurrogate {
            highSurrogate = nil
            if (0xDC00...0xDFFF).contains(unit) {
                writer.put(
                    scalar: 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00))
                return
            }
            writer.put(Transcoder.undecodable)
        }
        switch unit {
        case 0xD800...0xDBFF: highSurrogate = unit
        case 0xDC00...0xDFFF: writer.put(Transcoder.undecodable)
        default: writer.put(scalar: UInt32(unit))
        }
    }

    /// Bytes 80 to 9F of Windows-1252 (Unicode Consortium, CP1252.TXT); 0 where it has none.
    private static let windows1252: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
}

/// Appends characters as UTF-8 where its user has made sure of room.
@safe private struct UTF8Writer {
    let output: UnsafeMutablePointer<UInt8>
    var count = 0

    init(output: UnsafeMutablePointer<UInt8>) {
        unsafe self.output = output
    }

    mutating func put(_ byte: UInt8) {
        unsafe output[count] = byte
        count += 1
    }

    mutating func put(scalar: UInt32) {
        switch scalar {
        case ..<0x80:
            put(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            put(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            put(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        case ..<0x10000:
            put(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            put(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            put(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        default:
            put(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            put(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            put(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            put(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        }
    }
}
