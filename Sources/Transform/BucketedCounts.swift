/// Counts by bucket and key, one `CountTable` a bucket.
///
/// Rows come in the order of their keys, that is in no order of time, and each adds to several
/// buckets of time: adding at once would miss the processor's cache nearly every time. Additions
/// wait in a short queue for each bucket instead, and are made when it is full, when the bucket's
/// table is small enough to stay in the cache. A bucket that nothing is added to costs nothing.
package struct BucketedCounts: Sendable {
    private static let depth = 256

    private var tables: [CountTable]
    /// What was counted before and read back.
    private var kept: [CountCells]
    private var waiting: [UInt64] = []
    /// Where the queue of each bucket starts; -1 before anything was added to it.
    private var starts: [Int32]
    private var filled: [Int32]

    package init(buckets: Int) {
        tables = [CountTable](repeating: CountTable(), count: buckets)
        kept = [CountCells](repeating: CountCells(), count: buckets)
        starts = [Int32](repeating: -1, count: buckets)
        filled = [Int32](repeating: 0, count: buckets)
    }

    /// - Parameter key: not 0.
    package mutating func add(_ key: UInt64, to bucket: Int) {
        let position = Int(filled[bucket])
        if starts[bucket] < 0 {
            starts[bucket] = Int32(waiting.count)
            waiting += repeatElement(0, count: Self.depth)
        }
        waiting[Int(starts[bucket]) + position] = key
        filled[bucket] = Int32(position + 1)
        if position + 1 == Self.depth { empty(bucket) }
    }

    /// Adds cells that were counted before.
    package mutating func add(_ cells: CountCells, to bucket: Int) {
        kept[bucket] = kept[bucket].adding(cells)
    }

    package var buckets: Range<Int> { tables.indices }

    /// Everything in a bucket; `close` comes first.
    package func cells(in bucket: Int) -> CountCells {
        kept[bucket].adding(tables[bucket].cells)
    }

    /// Uses every count of a bucket, in no order, a key more than once; `close` comes first.
    func forEach(in bucket: Int, _ use: (_ key: UInt64, _ count: Int) -> Void) {
        let table = tables[bucket]
        for place in table.keys.indices where table.keys[place] != 0 {
            use(table.keys[place], Int(table.counts[place]))
        }
        let cells = kept[bucket]
        for place in cells.keys.indices { use(cells.keys[place], Int(cells.counts[place])) }
    }

    private mutating func empty(_ bucket: Int) {
        guard filled[bucket] > 0 else { return }
        let start = Int(starts[bucket])
        for position in start..<(start + Int(filled[bucket])) {
            tables[bucket].add(waiting[position])
        }
        filled[bucket] = 0
    }

    /// Makes the additions that wait; nothing may be read before.
    package mutating func close() {
        for bucket in filled.indices { empty(bucket) }
        waiting = []
        starts = [Int32](repeating: -1, count: starts.count)
    }
}
