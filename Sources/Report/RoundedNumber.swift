/// A number rounded as `DecimalDigits` rounds it, in a tenth of the time, where that is beyond
/// doubt; the tests hold the one against the other.
///
/// For whoever changes it: rounding is by the digits of the shortest text that reads back as the
/// same Double, halves away from zero. That text is less than one unit in the last place away from
/// the number, and multiplying by a power of ten adds another half; below a thousand million the
/// two together are far less than `doubt`. So wherever the scaled number is further than that from
/// a half, both round to the same side.
struct RoundedNumber {
    /// The number in units of its last decimal.
    private let units: Int
    private let places: Int

    private static let powers = [1.0, 10, 100, 1000, 10_000, 100_000, 1_000_000]
    private static let largest = 1e9
    private static let doubt = 1e-5

    /// nil where only the digits tell: nearly halfway, too large, no number.
    init?(_ value: Double, places: Int) {
        guard Self.powers.indices.contains(places) else { return nil }
        let scaled = value.magnitude * Self.powers[places]
        guard scaled < Self.largest else { return nil }
        let floor = scaled.rounded(.down)
        guard abs(scaled - floor - 0.5) > Self.doubt else { return nil }
        let count = Int(floor) + (scaled - floor > 0.5 ? 1 : 0)
        units = value < 0 ? -count : count
        self.places = places
    }

    var isZero: Bool { units == 0 }

    /// The Double next to the rounded number: both parts are exact, and so is what division gives.
    var value: Double { Double(units) / Self.powers[places] }

    /// As people read it in French, without the decimals that are zeros down to so many.
    func text(decimals: ClosedRange<Int>) -> String {
        var fraction = units.magnitude
        var places = places
        let power = UInt(Self.powers[places])
        let whole = fraction / power
        fraction %= power
        while places > decimals.lowerBound, fraction % 10 == 0 {
            fraction /= 10
            places -= 1
        }
        return Self.text(
            isNegative: units < 0, whole: whole, fraction: fraction, decimals: places)
    }

    /// From the last digit to the first: at most 10 digits in groups of three, a sign, a comma and six
    /// decimals.
    private static func text(
        isNegative: Bool, whole: UInt, fraction: UInt, decimals: Int
    ) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { bytes in
            var start = bytes.count
            func put(_ byte: UInt8) {
                start -= 1
                bytes[start] = byte
            }
            func put(_ text: String) {
                for byte in text.utf8.reversed() { put(byte) }
            }
            var rest = fraction
            for _ in 0..<decimals {
                put(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
            }
            if decimals > 0 { put(UInt8(ascii: ",")) }
            rest = whole
            var digits = 0
            repeat {
                if digits > 0, digits % 3 == 0 { put(FrenchNumbers.thousandsSpace) }
                put(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
                digits += 1
            } while rest > 0
            if isNegative { put(FrenchNumbers.minus) }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
        }
    }
}
