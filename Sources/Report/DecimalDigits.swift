/// The decimal digits of a number: those of the shortest text that reads back as the same Double,
/// never with an exponent.
///
/// Rounding works on these digits, so that what people read is rounded as they would round what the
/// CSV files show: 0.15 to one place is 0.2, whatever its binary form.
package struct DecimalDigits: Equatable {
    package private(set) var isNegative: Bool
    /// At least one digit, no leading zero but a lone one.
    package private(set) var whole: [UInt8]
    /// No trailing zero, unless `rounded` put it there.
    package private(set) var fraction: [UInt8]

    private static let zero = UInt8(ascii: "0")

    /// nil for what is no number (not a number, infinite).
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        isNegative = value < 0
        let parts = value.magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        whole = Array(mantissa[0].utf8)
        fraction = mantissa.count > 1 ? Array(mantissa[1].utf8) : []
        move(by: parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        while whole.count > 1, whole.first == Self.zero { whole.removeFirst() }
        while fraction.last == Self.zero { fraction.removeLast() }
    }

    /// Moves the decimal sign to the right (to the left where `places` is negative).
    private mutating func move(by places: Int) {
        for _ in 0..<max(0, places) {
            whole.append(fraction.isEmpty ? Self.zero : fraction.removeFirst())
        }
        for _ in 0..<max(0, -places) {
            fraction.insert(whole.popLast() ?? Self.zero, at: 0)
        }
        if whole.isEmpty { whole = [Self.zero] }
    }

    /// Rounded to so many decimals, halves away from zero; exactly so many, trailing zeros included.
    package func rounded(to places: Int) -> DecimalDigits {
        var result = self
        let kept = fraction.prefix(places)
        var digits = whole + kept
        digits += [UInt8](repeating: Self.zero, count: places - kept.count)
        if fraction.count > places, fraction[places] >= UInt8(ascii: "5") {
            var index = digits.count - 1
            while index >= 0, digits[index] == UInt8(ascii: "9") {
                digits[index] = Self.zero
                index -= 1
            }
            if index >= 0 { digits[index] += 1 } else { digits.insert(UInt8(ascii: "1"), at: 0) }
        }
        result.whole = Array(digits.dropLast(places))
        result.fraction = Array(digits.suffix(places))
        if digits.allSatisfy({ $0 == Self.zero }) { result.isNegative = false }
        return result
    }

    /// Without the decimals that are zeros, down to so many places.
    func trimmed(to places: Int) -> DecimalDigits {
        var result = self
        while result.fraction.count > places, result.fraction.last == Self.zero {
            result.fraction.removeLast()
        }
        return result
    }

    var isZero: Bool { (whole + fraction).allSatisfy { $0 == Self.zero } }

    /// `-1234.5` with the decimal sign given, for files that machines read.
    package func plain(decimalSign: String) -> String {
        let sign = isNegative && !isZero ? "-" : ""
        let whole = String(decoding: whole, as: UTF8.self)
        guard !fraction.isEmpty else { return sign + whole }
        return sign + whole + decimalSign + String(decoding: fraction, as: UTF8.self)
    }
}
