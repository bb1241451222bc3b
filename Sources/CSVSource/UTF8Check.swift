/// Recognises UTF-8 byte by byte, as RFC 3629 defines it: no overlong form, no surrogate, nothing
/// above U+10FFFF. Bytes may come in pieces of any size.
struct UTF8Check {
    enum Step {
        /// An ASCII character, or a byte inside a character that is still whole.
        case nothing
        /// This byte ends a valid character of several bytes.
        case completed
        /// This byte cannot stand here.
        case invalid
        /// This byte cannot go on with the character begun before it, and is fine in itself.
        case previousInvalid
    }

    /// Continuation bytes still expected.
    private var missing: UInt8 = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// True inside a character of several bytes.
    var isInside: Bool { missing > 0 }

    mutating func step(_ byte: UInt8) -> Step {
        if missing > 0 {
            if byte >= lowest && byte <= highest {
                missing -= 1
                lowest = 0x80
                highest = 0xBF
                return missing == 0 ? .completed : .nothing
            }
            missing = 0
            return begin(byte) == .invalid ? .invalid : .previousInvalid
        }
        return begin(byte)
    }

    private mutating func begin(_ byte: UInt8) -> Step {
        lowest = 0x80
        highest = 0xBF
        switch byte {
        case 0x00...0x7F: return .nothing
        case 0xC2...0xDF: missing = 1
        case 0xE0:
            missing = 2
            lowest = 0xA0
        case 0xED:
            missing = 2
            highest = 0x9F
        case 0xE1...0xEF: missing = 2
        case 0xF0:
            missing = 3
            lowest = 0x90
        case 0xF4:
            missing = 3
            highest = 0x8F
        case 0xF1...0xF3: missing = 3
        default: return .invalid
        }
        return .nothing
    }

    /// True where the bytes are valid UTF-8 as a whole.
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var check = UTF8Check()
        var index = 0
        while index < bytes.count {
            // Eight plain characters at once, which most are.
            if !check.isInside, index + 8 <= bytes.count,
                unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    & ByteWord.highs == 0
            {
                index += 8
                continue
            }
            switch check.step(unsafe bytes[index]) {
            case .nothing, .completed: index += 1
            case .invalid, .previousInvalid: return false
            }
        }
        return !check.isInside
    }
}
