/// Counts by bucket and key, one `CountTable` a bucket.
///
/// Rows come in the order of their keys, that is in no order of time, and each adds to several
/// buckets of time: adding at once would miss the processor's cache nearly every time. Additions
/// wait in a short queue for each bucket instead, and are made when it is full, when the bucket's
/// table is small enough to stay in the cache. A bucket that nothing is added to costs nothing.
///
/// Tables take some 25 bytes a key, packed cells three: where all tables have grown beyond a bound,
/// they are packed and begun anew, so that memory does not grow with the years.
package struct BucketedCounts: Sendable {
    private static let depth = 256
    /// Places of all tables together, of 12 bytes each: a large hospital's year stays below it.
    package static let mostPlaces = 1 << 22

    private var tables: [CountTable]
    private let mostPlaces: Int
    /// Places of all tables.
    private var places = 0
    /// What was counted before and read back, or packed.
    private var packed: [[UInt8]]
    private var waiting: [UInt64] = []
    /// Where the queue of each bucket starts; -1 before anything was added to it.
    private var starts: [Int32]
    private var filled: [Int32]

    package init(buckets: Int, mostPlaces: Int = Self.mostPlaces) {
        self.mostPlaces = mostPlaces
        tables = [CountTable](repeating: CountTable(), count: buckets)
        packed = [[UInt8]](repeating: [], count: buckets)
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
        packed[bucket] =
            packed[bucket].isEmpty ? cells.bytes : cells.adding(unpacked(bucket)).bytes
    }

    /// Adds cells that were counted before, as they are kept.
    ///
    /// - Returns: false where these bytes are no cells; nothing is added then.
    mutating func add(bytes: [UInt8], to bucket: Int) -> Bool {
        if packed[bucket].isEmpty {
            guard CountCells.forEach(in: bytes, { _, _ in }) else { return false }
            packed[bucket] = bytes
        } else {
            guard let cells = CountCells(bytes: bytes) else { return false }
            add(cells, to: bucket)
        }
        return true
    }

    package var buckets: Range<Int> { tables.indices }

    /// Everything in a bucket; `close` comes first.
    package func cells(in bucket: Int) -> CountCells {
        unpacked(bucket).adding(tables[bucket].cells)
    }

    private func unpacked(_ bucket: Int) -> CountCells {
        guard let cells = CountCells(bytes: packed[bucket]) else {
            preconditionFailure("these bytes were made of cells")
        }
        return cells
    }

    /// Uses every count of a bucket, in no order, a key more than once; `close` comes first.
    func forEach(in bucket: Int, _ use: (_ key: UInt64, _ count: Int) -> Void) {
        let table = tables[bucket]
        for place in table.keys.indices where table.keys[place] != 0 {
            use(table.keys[place], Int(table.counts[place]))
        }
        guard CountCells.forEach(in: packed[bucket], { use($0, Int($1)) }) else {
            preconditionFailure("these bytes were made of cells, or found to be some")
        }
    }

    private mutating func empty(_ bucket: Int) {
        guard filled[bucket] > 0 else { return }
        let start = Int(starts[bucket])
        places -= tables[bucket].keys.count
        for position in start..<(start + Int(filled[bucket])) {
            tables[bucket].add(waiting[position])
        }
        filled[bucket] = 0
        places += tables[bucket].keys.count
        if places > mostPlaces { pack() }
    }

    private mutating func pack() {
        for bucket in tables.indices where tables[bucket].used > 0 {
            packed[bucket] = cells(in: bucket).bytes
            tables[bucket] = CountTable()
        }
        places = 0
    }

    /// Makes the additions that wait; nothing may be read before.
    package mutating func close() {
        for bucket in filled.indices { empty(bucket) }
        waiting = []
        starts = [Int32](repeating: -1, count: starts.count)
    }
}
