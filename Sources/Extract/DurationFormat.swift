/// How a source writes durations, spelled as in the pipeline file.
package enum DurationFormat: String, CaseIterable, Sendable {
    case seconds, milliseconds
    case clock = "HH:mm:ss"
    case minutesAndSeconds = "mm:ss"

    /// The longest duration that a row may hold, in seconds: nearly 116 days.
    static let longest: Int64 = 9_999_999

    /// Whole seconds, fractions rounded down; nil where the bytes are no such duration.
    ///
    /// Fractions follow a point or a comma; hours, and minutes without hours, have any number of
    /// digits, what follows them has two.
    func seconds(in bytes: Span<UInt8>) -> Int64? {
        var cursor = ByteCursor()
        let seconds: Int64
        switch self {
        case .seconds, .milliseconds:
            // Some databases write half a second as `,5`.
            let startsWithFraction = cursor.byte(in: bytes).map(ByteCursor.isDecimalSign) ?? false
            guard let number = startsWithFraction ? 0 : cursor.digits(1...15, in: bytes) else {
                return nil
            }
            seconds = self == .seconds ? number : number / 1000
        case .clock:
            guard let hours = cursor.digits(1...7, in: bytes),
                cursor.skip(UInt8(ascii: ":"), in: bytes),
                let minutes = cursor.digits(2...2, in: bytes), minutes < 60,
                cursor.skip(UInt8(ascii: ":"), in: bytes),
                let rest = cursor.digits(2...2, in: bytes), rest < 60
            else { return nil }
            seconds = hours * 3600 + minutes * 60 + rest
        case .minutesAndSeconds:
            guard let minutes = cursor.digits(1...7, in: bytes),
                cursor.skip(UInt8(ascii: ":"), in: bytes),
                let rest = cursor.digits(2...2, in: bytes), rest < 60
            else { return nil }
            seconds = minutes * 60 + rest
        }
        guard cursor.skipOptionalFraction(in: bytes), cursor.isAtEnd(of: bytes),
            seconds <= DurationFormat.longest
        else { return nil }
        return seconds
    }
}
