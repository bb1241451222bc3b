/// The limits within which rates of units of different size differ by chance alone.
///
/// Spiegelhalter, "Funnel plots for comparing institutional performance" (Statistics in Medicine
/// 2005, 24:1185–1202): the overall rate p with the score limits of Wilson at a size of n, at 95 %
/// (z = 1.96) and 99.8 % (z = 3.09). Wilson's interval stands in for the exact binomial one: it
/// stays within 0 and 1 and needs no inversion; from n = 10 on they differ by little.
struct FunnelLimits {
    static let warning = 1.959964
    static let control = 3.090232

    /// The rate of all units together, 0 to 1.
    let rate: Double

    /// Lower and upper limit for a unit of `n`, 0 to 1; nil without observations.
    func limits(_ n: Double, z: Double) -> ClosedRange<Double>? {
        guard n > 0, rate.isFinite, (0...1).contains(rate) else { return nil }
        let square = z * z
        let centre = (rate + square / (2 * n)) / (1 + square / n)
        let spread =
            z / (1 + square / n) * (rate * (1 - rate) / n + square / (4 * n * n)).squareRoot()
        let low = max(0, centre - spread)
        let high = min(1, centre + spread)
        return low <= high ? low...high : nil
    }

    /// What a unit's rate is against the limits of its size.
    enum Position { case within, warning, beyond }

    func position(_ value: Double, _ n: Double) -> Position {
        guard let inner = limits(n, z: Self.warning), let outer = limits(n, z: Self.control) else {
            return .within
        }
        if !outer.contains(value) { return .beyond }
        return inner.contains(value) ? .within : .warning
    }
}
