import Testing
import Transform

struct CountCellsTests {
    private func cells(_ counts: [UInt64: Int64]) -> CountCells {
        CountCells(counts.map { (key: $0.key, count: $0.value) })
    }

    private func random(
        _ generator: inout SeededGenerator, signs: Bool = false
    ) -> [UInt64: Int64] {
        var counts: [UInt64: Int64] = [:]
        for _ in 0..<Int.random(in: 0...200, using: &generator) {
            // Near each other, and over the whole range.
            let shift = UInt64.random(in: 0...60, using: &generator)
            let key = UInt64.random(in: 0...(.max), using: &generator) >> shift
            let count = Int64.random(in: 1...1 << 40, using: &generator)
            counts[key] = signs && Bool.random(using: &generator) ? -count : count
        }
        return counts
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `sums and differences are those of a dictionary`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let left = random(&generator, signs: true)
            var right = random(&generator, signs: true)
            // Some in common, some that cancel out.
            for (key, count) in left.prefix(20) {
                right[key] = Bool.random(using: &generator) ? count : -count
            }
            for times in [1, -1] as [Int64] {
                let plain = left.merging(right.mapValues { $0 * times }) { $0 + $1 }
                let sum = cells(left).adding(cells(right), times: times)
                #expect(sum == cells(plain.filter { $0.value != 0 }))
                #expect(zip(sum.keys, sum.keys.dropFirst()).allSatisfy { $0 < $1 })
                #expect(sum.hasNegative == plain.values.contains { $0 < 0 })
            }
        }
    }

    @Test(arguments: [6, 7, 8] as [UInt64])
    func `cells come back from their bytes`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let cells = cells(random(&generator))
            #expect(CountCells(bytes: cells.bytes) == cells)
        }
        #expect(CountCells(bytes: []) == CountCells())
        let ends = CountCells([(0, 1), (.max, .max)])
        #expect(CountCells(bytes: ends.bytes) == ends)
    }

    @Test(
        arguments: [
            // A number that does not end, one too long, a key without a count, a count of 0 and one
            // beyond Int64, a key that stands twice, keys beyond 64 bits.
            [0x80], [UInt8](repeating: 0xFF, count: 11) + [1], [5], [5, 0],
            [5] + [UInt8](repeating: 0xFF, count: 9) + [1], [5, 1, 0, 1],
            [1, 1] + [UInt8](repeating: 0xFF, count: 9) + [1, 1],
        ] as [[UInt8]])
    func `bytes that are no cells are told`(bytes: [UInt8]) {
        #expect(CountCells(bytes: bytes) == nil)
    }

    @Test(arguments: [9, 10, 11, 12] as [UInt64])
    func `bytes of any kind are cells or nothing`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            guard let cells = CountCells(bytes: bytes) else { continue }
            #expect(CountCells(bytes: cells.bytes) == cells)
        }
    }
}
