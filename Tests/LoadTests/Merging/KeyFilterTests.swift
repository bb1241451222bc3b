import Testing

@testable import Load

/// The filters against their obvious twin, a set.
struct KeyFilterTests {
    private func keys(_ count: Int, _ random: inout SeededGenerator) -> [FactKey] {
        (0..<count).map { _ in
            FactKey(
                source: Int64.random(in: 0...2, using: &random),
                key: Int64.random(in: .min ... .max, using: &random))
        }
    }

    private func probe(_ key: FactKey) -> KeyFilter.Probe {
        KeyFilter.Probe(key.key, source: key.source)
    }

    @Test(arguments: [1, 31, 32, 33, 1000, 20_000])
    func `a filter never says no to a key that it was given`(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let set = Set(keys(count, &random))
        var filter = KeyFilter(capacity: count)
        #expect(set.allSatisfy { !filter.mayContain(probe($0)) })
        for key in set { filter.insert(probe(key)) }
        #expect(set.allSatisfy { filter.mayContain(probe($0)) })
        #expect(filter.capacity >= count)
    }

    @Test func `a full filter says yes wrongly to one key in 500 at most`() {
        var random = SeededGenerator(seed: 1)
        let set = Set(keys(65_536, &random))
        var filter = KeyFilter(capacity: 65_536)
        for key in set { filter.insert(probe(key)) }
        let others = keys(200_000, &random).filter { !set.contains($0) }
        let wrong = others.count { filter.mayContain(probe($0)) }
        #expect(wrong > 0, "a filter that is never wrong is a larger one than was meant")
        #expect(wrong < others.count / 500, "\(wrong) of \(others.count)")
    }

    @Test func `the same key of another source is another key`() {
        var random = SeededGenerator(seed: 2)
        let set = keys(20_000, &random)
        var filter = KeyFilter(capacity: set.count)
        for key in set { filter.insert(probe(key)) }
        let others = set.map { FactKey(source: $0.source + 3, key: $0.key) }
        #expect(others.count { filter.mayContain(probe($0)) } < 400)
    }

    @Test func `keys that are small numbers, or extreme ones, are found again`() {
        let keys = [Int64](-50...50) + [.min, .min + 1, .max - 1, .max]
        var filter = KeyFilter(capacity: 1)
        for key in keys { filter.insert(KeyFilter.Probe(key, source: 0)) }
        #expect(keys.allSatisfy { filter.mayContain(KeyFilter.Probe($0, source: 0)) })
    }

    @Test func `a filter is what its words are`() {
        var random = SeededGenerator(seed: 3)
        var filter = KeyFilter(capacity: 100)
        for key in keys(100, &random) { filter.insert(probe(key)) }
        #expect(KeyFilter(words: filter.words) == filter)
        #expect(KeyFilter(words: []) == nil)
        #expect(KeyFilter(words: [1, 2, 3]) == nil)
    }

    @Test(arguments: [0, 1, 2, 3, 100, 5000])
    func `rows are put in the order of their keys and lines`(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        for keys in [
            keys(count, &random).map(\.key),
            // Small numbers, many of them the same.
            (0..<count).map { _ in Int64.random(in: -30...30, using: &random) },
            // The same twice, spread over all bits.
            keys(count / 2, &random).map(\.key).flatMap { [$0, $0] },
            (0..<count).map { Int64($0) }.reversed(),
        ] {
            let lines = keys.map { _ in Int32.random(in: 2...9, using: &random) }
            let expected = keys.indices.sorted {
                (keys[$0], lines[$0], $0) < (keys[$1], lines[$1], $1)
            }
            #expect(KeyOrder.rows(keys: keys, lines: lines) == expected)
        }
    }

    @Test func `readers are gone through from the lowest key to the highest`() {
        var random = SeededGenerator(seed: 4)
        var readers = (0..<9).map { _ in keys(Int.random(in: 0...40, using: &random), &random) }
            .map { $0.map(\.key).sorted() }
        let all = readers.flatMap { $0 }.sorted()
        var next = LowestFirst()
        for index in readers.indices where !readers[index].isEmpty {
            next.insert(readers[index].removeFirst(), from: index)
        }
        var found: [Int64] = []
        while let (key, index) = next.lowest {
            found.append(key)
            if readers[index].isEmpty {
                next.removeLowest()
            } else {
                next.replaceLowest(by: readers[index].removeFirst(), from: index)
            }
        }
        #expect(found == all)
    }
}
