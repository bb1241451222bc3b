/// SplitMix64: the same numbers for the same seed, on every machine and in every release.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014); the
/// constants are those of Vigna's reference code. Only additions, multiplications, shifts and the
/// four exact operations of IEEE 754 are used here: logarithms and exponentials differ in their last
/// bit from one C library to another, and the sample must be the same to the byte.
package struct SeededGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own, so that a change in one part of the hospital leaves the others as they
    /// are. The name is mixed in by FNV-1a.
    package init(seed: UInt64, stream: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in stream.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        self.init(seed: seed ^ hash)
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// 0 up to, and without, `bound`, which is positive.
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    package mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// 0 up to, and without, 1, in steps of 2⁻⁵³.
    package mutating func share() -> Double {
        Double(next() >> 11) / 9_007_199_254_740_992
    }

    package mutating func chance(_ probability: Double) -> Bool {
        share() < probability
    }

    /// One of the elements, of which there is at least one.
    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// A number of events with a given mean, up to 40: binomial, which is close to Poisson here.
    package mutating func count(mean: Double) -> Int {
        let slots = 40
        let probability = mean / Double(slots)
        return (0..<slots).reduce(0) { total, _ in total + (chance(probability) ? 1 : 0) }
    }

    package mutating func draw(_ quantiles: Quantiles) -> Int {
        let position = share() * Double(quantiles.values.count - 1)
        let step = Int(position)
        let low = Double(quantiles.values[step])
        let high = Double(quantiles.values[step + 1])
        return Int(low + (high - low) * (position - Double(step)))
    }
}

/// A distribution given by its quantiles at equal steps, from the least value to the greatest;
/// straight lines between them. At least two.
package struct Quantiles: Sendable {
    package let values: [Int]

    package init(_ values: Int...) {
        self.values = values
    }
}
