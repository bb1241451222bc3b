/// Values to places along an axis, with round ticks; of what is no number it knows nothing.
struct LinearScale {
    let lower: Double
    let upper: Double
    let ticks: [Double]
    private let start: Double
    private let end: Double

    /// What an axis can show: differences of larger numbers are no numbers.
    private static let largest = 1e15

    /// How many ticks an axis has at most, both ends included.
    private static let mostTicks = 6

    /// - Parameters:
    ///   - values: what must fit; without any, the axis runs from 0 to 1.
    ///   - fromZero: the axis begins at 0, unless a value is below.
    ///   - bounds: what values can be: the axis reaches no further.
    ///   - whole: no tick between whole numbers.
    ///   - places: where the lower and the upper end are drawn.
    init(
        _ values: [Double], fromZero: Bool, bounds: ClosedRange<Double>? = nil,
        whole: Bool = false, places: (start: Double, end: Double)
    ) {
        let finite = values.filter { $0.magnitude <= Self.largest }
        var low = finite.min() ?? 0
        var high = finite.max() ?? 1
        if fromZero {
            low = min(low, 0)
            high = max(high, 0)
        }
        if low == high {
            // A constant series stands in the middle; one of zeros on the ground.
            let room = max(1, low.magnitude * 0.1)
            if !fromZero { low -= room }
            high += room
        }
        let step = Self.step(high - low, whole: whole)
        low = (low / step).rounded(.down) * step
        high = (high / step).rounded(.up) * step
        if let bounds {
            low = max(low, min(bounds.lowerBound, finite.min() ?? bounds.lowerBound))
            high = min(high, max(bounds.upperBound, finite.max() ?? bounds.upperBound))
        }
        lower = low
        upper = high > low ? high : low + 1
        let count = Int(((upper - lower) / step).rounded(.down))
        let first = lower
        ticks = (0...max(0, min(count, 2 * Self.mostTicks))).map { first + Double($0) * step }
        (start, end) = places
    }

    /// The smallest of 1, 2, 5, 10, 20, … (and 0.1, 0.2, …) that cuts a range in few enough parts.
    static func step(_ range: Double, whole: Bool) -> Double {
        let parts = Double(mostTicks - 1)
        guard range.isFinite, range > 0 else { return 1 }
        var power = 1.0
        while power * 10 * parts < range { power *= 10 }
        while power * parts >= range, power > 1e-9 { power /= 10 }
        let step = [1.0, 2, 5, 10, 20, 50].map { $0 * power }.first { $0 * parts >= range }
        let found = step ?? range
        return whole ? max(1, found.rounded(.up)) : found
    }

    /// Where a value is drawn; values beyond the ends at the ends.
    func place(_ value: Double) -> Double {
        guard value.isFinite else { return start }
        let share = (min(max(value, lower), upper) - lower) / (upper - lower)
        return start + share * (end - start)
    }
}
