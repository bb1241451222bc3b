/// Counts the lines that hold valid characters of several bytes and those that hold bytes that are
/// no UTF-8: "UTF-8 where more lines hold valid multi-byte characters than invalid bytes, or none
/// holds either" (contract §2).
///
/// Whether carriage returns end lines is known only at the end of a file without line feeds, so
/// until the first line feed both counts are kept. Words of plain ASCII are passed over eight bytes
/// at a time: they matter only where a line that holds something ends in them.
struct LineSurvey {
    private(set) var hasLineFeed = false
    private(set) var hasCarriageReturn = false

    private struct Tally {
        var validLines = 0
        var invalidLines = 0
        var lineHasValid = false
        var lineHasInvalid = false

        mutating func endLine() {
            if lineHasValid { validLines += 1 }
            if lineHasInvalid { invalidLines += 1 }
            lineHasValid = false
            lineHasInvalid = false
        }

        var isUTF8: Bool {
            validLines > invalidLines || (validLines == 0 && invalidLines == 0)
        }
    }

    private var byLineFeed = Tally()
    private var byCarriageReturn = Tally()
    private var check = UTF8Check()

    /// True where the lines seen, the last one ended, speak for UTF-8.
    var isUTF8: Bool { hasLineFeed ? byLineFeed.isUTF8 : byCarriageReturn.isUTF8 }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count && !check.isInside {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if mayPassOver(word) {
                    index += 8
                    continue
                }
            }
            let end = min(index + 8, bytes.count)
            while index < end {
                unsafe add(bytes[index])
                index += 1
            }
        }
    }

    private func mayPassOver(_ word: UInt64) -> Bool {
        guard word & 0x8080_8080_8080_8080 == 0 else { return false }
        if hasLineFeed {
            return !(byLineFeed.lineHasValid || byLineFeed.lineHasInvalid)
                || !ByteWord.holds(0x0A, in: word)
        }
        return !ByteWord.holds(0x0A, in: word) && !ByteWord.holds(0x0D, in: word)
    }

    private mutating func add(_ byte: UInt8) {
        switch check.step(byte) {
        case .nothing: break
        case .completed:
            byLineFeed.lineHasValid = true
            byCarriageReturn.lineHasValid = true
        case .invalid, .previousInvalid:
            byLineFeed.lineHasInvalid = true
            byCarriageReturn.lineHasInvalid = true
        }
        if byte == 0x0A {
            hasLineFeed = true
            byLineFeed.endLine()
        } else if byte == 0x0D {
            hasCarriageReturn = true
            byCarriageReturn.endLine()
        }
    }

    /// Ends the last line, which may have no ending, and a character cut off with it.
    mutating func end() {
        if check.isInside {
            byLineFeed.lineHasInvalid = true
            byCarriageReturn.lineHasInvalid = true
        }
        byLineFeed.endLine()
        byCarriageReturn.endLine()
    }
}

/// Eight bytes at once.
enum ByteWord {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// True where one of the eight bytes is `byte`.
    static func holds(_ byte: UInt8, in word: UInt64) -> Bool {
        let zeroed = word ^ (ones &* UInt64(byte))
        return (zeroed &- ones) & ~zeroed & highs != 0
    }

    /// True where one of the eight bytes may be below 0x20; exact where none is above 0x7F.
    static func mayHoldControl(_ word: UInt64) -> Bool {
        (word &- (ones &* 0x20)) & ~word & highs != 0
    }
}
