import Testing
import Transform

struct CountTableTests {
    @Test(arguments: [(10, UInt64(1)), (5000, 1), (5000, 1 << 44), (5000, 0x9E37_79B9_7F4A_7C15)])
    func `the table counts as its twin, a dictionary, does`(keys: Int, stride: UInt64) {
        var generator = SeededGenerator(seed: 4)
        var table = CountTable()
        var twin: [UInt64: UInt32] = [:]
        for _ in 0..<20_000 {
            let key = max(1, UInt64.random(in: 1...UInt64(keys), using: &generator) &* stride)
            let times = UInt32.random(in: 1...3, using: &generator)
            table.add(key, times: times)
            twin[key, default: 0] += times
        }
        #expect(table.used == twin.count)
        #expect(twin.allSatisfy { table.count(of: $0.key) == $0.value })
        var read: [UInt64: UInt32] = [:]
        for (key, count) in zip(table.keys, table.counts) where key != 0 { read[key] = count }
        #expect(read == twin)
        #expect(table.count(of: .max) == 0)
    }

    @Test func `an empty table holds nothing`() {
        #expect(CountTable().count(of: 1) == 0)
    }
}

struct BucketedCountsTests {
    @Test(arguments: [BucketedCounts.mostPlaces, 40])
    func `every addition reaches its bucket, packed or not`(mostPlaces: Int) {
        var generator = SeededGenerator(seed: 5)
        var counts = BucketedCounts(buckets: 3, mostPlaces: mostPlaces)
        var twin = [[UInt64: UInt32]](repeating: [:], count: 3)
        for _ in 0..<3000 {
            let bucket = Int.random(in: 0...1, using: &generator)
            let key = UInt64.random(in: 1...50, using: &generator)
            counts.add(key, to: bucket)
            twin[bucket][key, default: 0] += 1
        }
        counts.close()
        for bucket in counts.buckets {
            let plain = twin[bucket].map { (key: $0.key, count: Int64($0.value)) }
            #expect(counts.cells(in: bucket) == CountCells(plain))
        }
    }
}

struct MeasureCellTests {
    @Test(arguments: CountedMeasure.allCases)
    func `a cell is read back from its key, which is never 0`(measure: CountedMeasure) {
        for cell in [
            MeasureCell(measure, pair: 0, segment: 0, value: 0),
            MeasureCell(measure, pair: 65_535, segment: 65_535, value: 9_999_999),
            MeasureCell(measure, pair: 3, segment: 2, value: 1),
        ] {
            #expect(cell.packed != 0)
            #expect(MeasureCell(packed: cell.packed) == cell)
        }
        #expect(MeasureCell(packed: 0) == nil)
    }
}
