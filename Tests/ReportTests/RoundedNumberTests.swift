import Testing

@testable import Report

/// The quick way of each against the plain one.
struct RoundedNumberTests {
    private static func numbers() -> [Double] {
        var random = SplitMix(seed: 41)
        var numbers: [Double] = [0, -0.0, 0.05, 0.15, 0.25, 0.5, 1.005, 2.675, 99.95, 89.96]
        for _ in 0..<4000 {
            let part = Double(Int.random(in: 0...3_000_000, using: &random))
            let whole = Double(Int.random(in: 1...40_000, using: &random))
            numbers += [
                part / whole, 100 * part / 3_000_000, part / 1000, part / 200, -part / whole,
                Double.random(in: -2e6...2e6, using: &random),
            ]
        }
        return numbers + [1e9, 1e15, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, .nan]
    }

    @Test(arguments: 0...4)
    func `a number is rounded as its digits are`(places: Int) {
        for number in Self.numbers() {
            guard let rounded = RoundedNumber(number, places: places),
                let digits = DecimalDigits(number)?.rounded(to: places)
            else { continue }
            for least in 0...places {
                let plain = digits.trimmed(to: least).plain(decimalSign: ",")
                let text = rounded.text(decimals: least...places)
                    .replacing(FrenchNumbers.minus, with: "-")
                    .replacing(FrenchNumbers.thousandsSpace, with: "")
                #expect(text == plain, "\(number)")
            }
            #expect(rounded.value == Double(digits.plain(decimalSign: ".")), "\(number)")
            #expect(rounded.isZero == digits.isZero, "\(number)")
        }
    }

    @Test func `most numbers are rounded the quick way, halves never`() {
        let numbers = Self.numbers().filter { $0.isFinite && $0.magnitude < 1e6 }
        let quick = numbers.count { RoundedNumber($0, places: 1) != nil }
        #expect(quick * 10 > numbers.count * 8)
        for half in [0.05, 0.25, 1.05, 2.5e-2] {
            #expect(RoundedNumber(half, places: half < 0.03 ? 2 : 1) == nil, "\(half)")
        }
        #expect(RoundedNumber(.nan, places: 1) == nil)
        #expect(RoundedNumber(1, places: 9) == nil)
    }

    @Test func `a text is plain only where nothing of it is replaced`() {
        for code in UInt32(0)...0x11_FFFF {
            guard let scalar = Unicode.Scalar(code) else { continue }
            for text in [String(scalar), "a\(scalar)é", "\u{00A0}\(scalar)"] {
                var copy = text
                let isPlain = copy.withUTF8(SafeText.isPlain)
                if isPlain { #expect(SafeText.replaced(text) == text, "U+\(code)") }
            }
        }
    }

    @Test func `spaces are bound as a look at every character binds them`() {
        var random = SplitMix(seed: 43)
        let pieces = [" ", "«", "»", ":", ";", "!", "?", "%", "a", "ë", "\u{00A0}", "12", "é", "–"]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in
                pieces.randomElement(using: &random)
            }.joined()
            #expect(FrenchTypography.set(text) == Self.bound(text), "\(text)")
        }
    }

    private static func bound(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            let isBound =
                scalar == " "
                && (before == "«" || after.map { ":;!?%»".unicodeScalars.contains($0) } == true)
            result.append(isBound ? "\u{00A0}" : scalar)
        }
        return String(result)
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every run of the tests.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
