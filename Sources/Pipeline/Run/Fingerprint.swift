import CSVSource
import Domain

/// A hash of figures in their order: SipHash-2-4 of 128 bits with a key that everyone knows, since
/// it recognises data and hides nothing.
struct Fingerprint {
    private var hash = SipHash(
        key: (low: 0x5345_4352_4554_4152, high: 0x4941_542D_4B50_4931), width: .bits128)

    /// 32 hexadecimal digits.
    var text: String {
        let (first, second) = hash.result
        return [first, second].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    mutating func add(_ text: String) {
        for byte in text.utf8 { hash.update(byte) }
        hash.update(0)
    }

    mutating func add(_ bytes: [UInt8]) {
        add(UInt64(bytes.count))
        hash.update(bytes.span)
    }

    private mutating func add(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            hash.update(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// A missing number differs from every number: its mark comes first.
    private mutating func add(_ number: Int?) {
        hash.update(number == nil ? 0 : 1)
        add(UInt64(bitPattern: Int64(number ?? 0)))
    }

    private mutating func add(_ number: Double?) {
        hash.update(number == nil ? 0 : 1)
        add((number ?? 0).bitPattern)
    }

    mutating func add(_ row: IndicatorRow) {
        add(row.period.code)
        add(row.perimeter.level.rawValue)
        add(row.perimeter.code.written)
        add(row.label)
        add(row.segment.written)
        add(row.indicator.rawValue)
        hash.update(row.isProvisional ? 1 : 0)
        add(row.numerator)
        add(row.denominator)
        add(row.value)
        add(row.target)
        add(row.alert)
        add(row.status.rawValue)
        add(Int(row.measuredTo.dayNumber))
    }
}
