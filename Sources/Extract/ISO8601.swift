/// ISO 8601 as the pipeline file's `iso8601` means it: `2026-10-31`, then `T` or one space, hours
/// and minutes, and, each optional, seconds, a fraction, an offset (`Z`, `+02:00`, `+0200`, `+02`).
enum ISO8601 {
    /// Civil seconds; a value with an offset is converted to the time zone.
    static func civilSeconds(in bytes: Span<UInt8>, zone: CivilTimeZone) -> Int64? {
        var cursor = ByteCursor()
        var moment = CivilMoment()
        guard let year = cursor.digits(4...4, in: bytes), cursor.skip(UInt8(ascii: "-"), in: bytes),
            let month = cursor.digits(2...2, in: bytes), cursor.skip(UInt8(ascii: "-"), in: bytes),
            let day = cursor.digits(2...2, in: bytes)
        else { return nil }
        moment.year = Int(year)
        moment.month = Int(month)
        moment.day = Int(day)
        if cursor.isAtEnd(of: bytes) { return moment.civilSeconds }
        guard
            cursor.skip(UInt8(ascii: "T"), in: bytes) || cursor.skip(UInt8(ascii: " "), in: bytes),
            let hour = cursor.digits(2...2, in: bytes), cursor.skip(UInt8(ascii: ":"), in: bytes),
            let minute = cursor.digits(2...2, in: bytes)
        else { return nil }
        moment.hour = hour
        moment.minute = minute
        if cursor.skip(UInt8(ascii: ":"), in: bytes) {
            guard let second = cursor.digits(2...2, in: bytes) else { return nil }
            moment.second = second
            if let byte = cursor.byte(in: bytes), ByteCursor.isDecimalSign(byte) {
                _ = cursor.skip(byte, in: bytes)
                guard let hasFraction = cursor.skipDigits(in: bytes) else { return nil }
                moment.hasFraction = hasFraction
            }
        }
        guard let seconds = moment.civilSeconds else { return nil }
        if cursor.isAtEnd(of: bytes) { return seconds }
        guard let offset = offset(in: bytes, at: &cursor), cursor.isAtEnd(of: bytes) else {
            return nil
        }
        return zone.civilSeconds(seconds - offset)
    }

    /// Seconds east of Greenwich, at most 18 hours.
    private static func offset(in bytes: Span<UInt8>, at cursor: inout ByteCursor) -> Int64? {
        if cursor.skip(UInt8(ascii: "Z"), in: bytes) { return 0 }
        let isWest = cursor.skip(UInt8(ascii: "-"), in: bytes)
        guard isWest || cursor.skip(UInt8(ascii: "+"), in: bytes),
            let hours = cursor.digits(2...2, in: bytes)
        else {
            return nil
        }
        var minutes: Int64 = 0
        if !cursor.isAtEnd(of: bytes) {
            _ = cursor.skip(UInt8(ascii: ":"), in: bytes)
            guard let read = cursor.digits(2...2, in: bytes), read < 60 else { return nil }
            minutes = read
        }
        let seconds = hours * 3600 + minutes * 60
        guard seconds <= 18 * 3600 else { return nil }
        return isWest ? -seconds : seconds
    }
}
