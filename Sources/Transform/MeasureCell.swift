/// What is counted by value; rates count 1 for what meets the condition and 0 for what does not.
package enum CountedMeasure: Int, CaseIterable, Sendable {
    case sendDelay, onTime, sameDay
    case coverage, secretariatDelay
    case dictationDelay, typingDelay, validationDelay, dispatchDelay
    case callWait
    /// Letters dictated and typed, of value 0: by the pole of the day.
    case dictated, typed

    /// The measures that are told apart by segment come first.
    package static let withSegments = 3

    package var hasSegments: Bool { rawValue < Self.withSegments }
}

/// The key of one count: measure, secretariat with pole, segment, value. The time fragment is the
/// bucket that it is counted in.
package struct MeasureCell: Hashable, Sendable {
    package var measure: CountedMeasure
    /// Position in `Organisation.pairs`.
    package var pair: Int
    /// 0: no type that the reference file knows.
    package var segment: Int
    /// Days, seconds, or 0 and 1.
    package var value: Int

    package init(_ measure: CountedMeasure, pair: Int, segment: Int = 0, value: Int) {
        self.measure = measure
        self.pair = pair
        self.segment = segment
        self.value = value
    }

    /// Bits: value 28, segment 16, pair 16, measure 4, which is never 0. Reference files of more
    /// than 65 535 types, or secretariats with poles, are beyond any hospital: that traps.
    package var packed: UInt64 {
        precondition(pair < 1 << 16 && segment < 1 << 16 && value >= 0 && value < 1 << 28)
        return UInt64(measure.rawValue + 1) << 60 | UInt64(pair) << 44 | UInt64(segment) << 28
            | UInt64(value)
    }

    package init?(packed: UInt64) {
        guard let measure = CountedMeasure(rawValue: Int(packed >> 60) - 1) else { return nil }
        self.measure = measure
        pair = Int(packed >> 44 & 0xFFFF)
        segment = Int(packed >> 28 & 0xFFFF)
        value = Int(packed & 0xFFF_FFFF)
    }
}
