/// SplitMix64: the same numbers for the same seed, on every machine and in every release.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014); the
/// constants are those of Vigna's reference code. Written again beside that of the sample, which is
/// another program: four numbers are drawn for every cell here, and they must be inlined.
struct SeededGenerator {
    private var state: UInt64

    /// A stream of its own for each day and kind of rows: a day can be drawn again without those
    /// before it.
    init(seed: UInt64, stream: UInt64, day: Int32) {
        state = seed ^ (stream &* 0x9e37_79b9_7f4a_7c15)
        state = next() ^ UInt64(bitPattern: Int64(day))
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// 0 up to, and without, `bound`, which is positive.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// 0 up to, and without, 1, in steps of 2⁻⁵³.
    mutating func share() -> Double {
        Double(next() >> 11) / 9_007_199_254_740_992
    }

    mutating func chance(_ probability: Double) -> Bool {
        share() < probability
    }

    /// Whole numbers from a distribution given by its quantiles at equal steps, from the least value
    /// to the greatest, with straight lines between them. At least two.
    mutating func draw(_ quantiles: [Int]) -> Int {
        let position = share() * Double(quantiles.count - 1)
        let step = Int(position)
        let low = Double(quantiles[step])
        let high = Double(quantiles[step + 1])
        return Int(low + (high - low) * (position - Double(step)))
    }
}
