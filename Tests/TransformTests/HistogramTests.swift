import Testing
import Transform

struct HistogramTests {
    @Test(
        arguments: [
            ([5], 5), ([1, 2], 2), (Array(1...9), 9), (Array(1...10), 9), (Array(1...11), 10),
            (Array(1...20), 18), (Array(1...21), 19), ([3, 3, 3, 3, 3, 3, 3, 3, 3, 9], 3),
        ] as [([Int], Int)])
    func `percentile 90 is the smallest value whose rank is at least nine tenths of n`(
        values: [Int], percentile: Int
    ) {
        #expect(Histogram(values).percentile90 == percentile)
        #expect(Histogram(values.reversed()).percentile90 == percentile)
    }

    @Test(
        arguments: [
            ([5], 5.0), ([1, 2], 1.5), ([1, 2, 9], 2), ([1, 2, 4, 9], 3), ([0, 0, 0, 7], 0),
            ([0, 5000], 2500), ([4095, 4096], 4095.5),
        ] as [([Int], Double)])
    func `the median is the middle value, or the mean of the two middle ones`(
        values: [Int], median: Double
    ) {
        #expect(Histogram(values).median == median)
    }

    @Test func `nothing has no median, percentile or maximum`() {
        #expect(Histogram().median == nil)
        #expect(Histogram().percentile90 == nil)
        #expect(Histogram().maximum == nil)
        #expect(Histogram().count == 0)
    }

    @Test func `merged histograms are the histogram of all values`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            var merged = Histogram()
            var raw: [Int] = []
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let limit = [3, 40, 6000, 1_000_000].randomElement(using: &generator) ?? 3
                let count = Int.random(in: 0...40, using: &generator)
                let values = (0..<count).map { _ in Int.random(in: 0...limit, using: &generator) }
                merged.merge(Histogram(values))
                raw += values
            }
            raw.sort()
            #expect(merged.count == raw.count)
            for rank in 1...(raw.count + 1) {
                #expect(merged.value(atRank: rank) == (rank <= raw.count ? raw[rank - 1] : nil))
            }
            guard !raw.isEmpty else { continue }
            // By definition: the first value with rank ≥ 0.9 n.
            let rank = (1...raw.count).first { 10 * $0 >= 9 * raw.count } ?? 0
            #expect(merged.percentile90 == raw[rank - 1])
            let half = raw.count / 2
            let median =
                raw.count % 2 == 1
                ? Double(raw[half]) : Double(raw[half - 1] + raw[half]) / 2
            #expect(merged.median == median)
            #expect(merged.maximum == raw.last)
            let value = raw[half]
            #expect(merged.occurrences(of: value) == raw.count { $0 == value })
            #expect(merged.occurrences(of: 1_000_001) == 0)
        }
    }
}
