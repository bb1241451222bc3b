/// Counts by bucket and key, one `CountTable` a bucket.
///
/// Rows come in the order of their keys, that is in no order of time, and each adds to several
/// buckets of time: adding at once would miss the processor's cache nearly every time. Additions
/// wait in a short queue for each bucket instead, and are made when it is full, when the bucket's
/// table is small enough to stay in the cache.
package struct BucketedCounts: Sendable {
    private static let depth = 256

    package private(set) var tables: [CountTable]
    private var waiting: [UInt64]
    private var filled: [Int32]

    package init(buckets: Int) {
        tables = [CountTable](repeating: CountTable(), count: buckets)
        waiting = [UInt64](repeating: 0, count: buckets * Self.depth)
        filled = [Int32](repeating: 0, count: buckets)
    }

    /// - Parameter key: not 0.
    package mutating func add(_ key: UInt64, to bucket: Int) {
        let position = Int(filled[bucket])
        waiting[bucket * Self.depth + position] = key
        filled[bucket] = Int32(position + 1)
        if position + 1 == Self.depth { empty(bucket) }
    }

    private mutating func empty(_ bucket: Int) {
        let start = bucket * Self.depth
        for position in start..<(start + Int(filled[bucket])) {
            tables[bucket].add(waiting[position])
        }
        filled[bucket] = 0
    }

    /// Makes the additions that wait; nothing may be read before.
    package mutating func close() {
        for bucket in filled.indices { empty(bucket) }
        waiting = []
        filled = []
    }
}
