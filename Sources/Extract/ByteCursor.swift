/// A place in the bytes of one cell, moved past what is recognised there.
///
/// It does not hold the bytes, since a span cannot be stored: each question is given them.
struct ByteCursor {
    private(set) var position = 0

    func isAtEnd(of bytes: Span<UInt8>) -> Bool { position == bytes.count }

    func byte(in bytes: Span<UInt8>) -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// Moves past a byte; false where another one stands here.
    mutating func skip(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// The number that as many digits as possible make, at most 18; nil where there are too few.
    mutating func digits(_ count: ClosedRange<Int>, in bytes: Span<UInt8>) -> Int64? {
        var number: Int64 = 0
        let start = position
        while position < bytes.count, position - start < count.upperBound {
            let digit = ByteCursor.digit(bytes[position])
            guard digit < 10 else { break }
            number = number * 10 + Int64(digit)
            position += 1
        }
        return position - start >= count.lowerBound ? number : nil
    }

    /// Moves past one digit or more; true where one is not 0, nil where there is none.
    mutating func skipDigits(in bytes: Span<UInt8>) -> Bool? {
        let start = position
        var isAboveZero = false
        while position < bytes.count {
            let digit = ByteCursor.digit(bytes[position])
            guard digit < 10 else { break }
            if digit > 0 { isAboveZero = true }
            position += 1
        }
        return position > start ? isAboveZero : nil
    }

    /// Moves past a decimal sign and the digits after it, where they stand here; false where a
    /// sign stands without digits.
    mutating func skipOptionalFraction(in bytes: Span<UInt8>) -> Bool {
        guard let byte = byte(in: bytes), ByteCursor.isDecimalSign(byte) else { return true }
        position += 1
        return skipDigits(in: bytes) != nil
    }

    static func isDecimalSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
    }

    /// What a digit counts; 10 or more where the byte is none.
    private static func digit(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "0") }
}
