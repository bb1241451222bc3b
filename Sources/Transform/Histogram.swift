/// How often each whole value ≥ 0 occurs: the additive form of medians and percentiles.
///
/// Histograms of parts, merged, are the histogram of the whole, so what is read off them is exact
/// at every level.
package struct Histogram: Sendable {
    /// Values under it (eleven years of days, an hour of waiting) are counted in an array, the
    /// others, which are few, in a dictionary.
    private static let denseLimit = 4096

    package private(set) var count = 0
    private var dense: [Int] = []
    private var sparse: [Int: Int] = [:]

    package init() {}

    package init(_ values: some Sequence<Int>) {
        for value in values { add(value) }
    }

    package mutating func add(_ value: Int, times: Int = 1) {
        count += times
        guard value < Self.denseLimit else {
            sparse[value, default: 0] += times
            return
        }
        if value >= dense.count {
            let length = min(Self.denseLimit, max(value + 1, 2 * dense.count))
            dense.append(contentsOf: repeatElement(0, count: length - dense.count))
        }
        dense[value] += times
    }

    package mutating func merge(_ other: Histogram) {
        count += other.count
        if dense.count < other.dense.count {
            dense.append(contentsOf: repeatElement(0, count: other.dense.count - dense.count))
        }
        for value in other.dense.indices { dense[value] += other.dense[value] }
        for (value, times) in other.sparse { sparse[value, default: 0] += times }
    }

    /// The values that occur, in no order, each with how often.
    var values: [(value: Int, times: Int)] {
        dense.indices.filter { dense[$0] > 0 }.map { ($0, dense[$0]) }
            + sparse.map { ($0.key, $0.value) }
    }

    package func occurrences(of value: Int) -> Int {
        if value < Self.denseLimit { return dense.indices.contains(value) ? dense[value] : 0 }
        return sparse[value] ?? 0
    }

    /// The value at a rank, 1 being the smallest value's; nil where there is no such rank.
    package func value(atRank rank: Int) -> Int? {
        guard rank >= 1, rank <= count else { return nil }
        var reached = 0
        for value in dense.indices {
            reached += dense[value]
            if reached >= rank { return value }
        }
        for (value, times) in sparse.sorted(by: { $0.key < $1.key }) {
            reached += times
            if reached >= rank { return value }
        }
        return nil
    }

    /// The smallest value whose rank is at least 0.9 × n (nearest rank, contract §5).
    package var percentile90: Int? {
        // ⌈9n/10⌉ in whole numbers: no rounding of 0.9.
        value(atRank: (9 * count + 9) / 10)
    }

    /// The middle value, or the mean of the two middle ones, as Excel's MEDIANE.
    package var median: Double? {
        guard let lower = value(atRank: (count + 1) / 2), let upper = value(atRank: count / 2 + 1)
        else { return nil }
        return Double(lower + upper) / 2
    }

    package var maximum: Int? { value(atRank: count) }
}
