import Domain

/// New facts of one kind that wait for their insertion, row by row as the statement takes them.
///
/// On a first load several files wait together, so that a generation is inserted in the order of
/// its keys; each file is a run of ascending keys.
struct PendingFacts {
    private struct Run {
        /// 0 where keys are one across all sources.
        let source: Int64
        let rows: Range<Int>
    }

    private let table: FactTable
    private var runs: [Run] = []
    private(set) var keys: [FactKey] = []
    /// `table.insertedColumns` of each row; a NULL is 0 here and a bit in `nulls`.
    private(set) var values: [Int64] = []
    /// Bit i: the row's value i is NULL.
    private(set) var nulls: [UInt32] = []
    /// Values a row.
    let width: Int

    var count: Int { keys.count }
    var isEmpty: Bool { keys.isEmpty }
    /// True where rows are here, or were.
    var holdsMemory: Bool { keys.capacity > 0 }

    init(_ table: FactTable) {
        self.table = table
        width = table.insertedColumns.count
    }

    /// - Parameter rows: of keys that are neither here nor in the table, by ascending key.
    mutating func append(_ rows: ArraySlice<Int>, of facts: NewFacts, from origin: FactOrigin) {
        let first = keys.count
        let source = table.identity(0, source: origin.sourceKey).source
        for row in rows { keys.append(FactKey(source: source, key: facts.keys[row])) }
        runs.append(Run(source: source, rows: first..<keys.count))
        nulls += [UInt32](repeating: 0, count: rows.count)
        values += [Int64](repeating: 0, count: rows.count * width)
        var column = 0
        if table.isKeyOfSource {
            fill(column, first, rows) { _ in origin.sourceKey }
            column += 1
        }
        fill(column, first, rows) { facts.keys[$0] }
        column += 1
        for values in facts.columns {
            fill(values, column, first, rows)
            column += 1
        }
        fill(column, first, rows) { _ in origin.fileKey }
        fill(column + 1, first, rows) { Int64(facts.lines[$0]) }
    }

    /// One column at a time: which kind of values it holds is asked once, not for every row.
    private mutating func fill(
        _ values: FactColumn, _ column: Int, _ first: Int, _ rows: ArraySlice<Int>
    ) {
        switch values {
        case .numbers(let numbers, let missing):
            fill(column, first, rows) { numbers[$0] == missing ? nil : Int64(numbers[$0]) }
        case .longs(let longs, let missing):
            fill(column, first, rows) { longs[$0] == missing ? nil : longs[$0] }
        case .keys(let positions, let keys):
            fill(column, first, rows) { positions[$0] < 0 ? nil : keys[Int(positions[$0])] }
        case .codes(let codes):
            fill(column, first, rows) { Int64(codes[$0]) }
        }
    }

    @inline(__always)
    private mutating func fill(
        _ column: Int, _ first: Int, _ rows: ArraySlice<Int>, _ value: (Int) -> Int64?
    ) {
        var place = first * width + column
        var position = first
        for row in rows {
            if let value = value(row) {
                values[place] = value
            } else {
                nulls[position] |= 1 << UInt32(column)
            }
            place += width
            position += 1
        }
    }

    /// Makes room for so many rows at once: growing by doubling would hold them twice for a while.
    mutating func reserve(rows: Int) {
        keys.reserveCapacity(rows)
        nulls.reserveCapacity(rows)
        values.reserveCapacity(rows * width)
    }

    mutating func removeAll() {
        runs.removeAll()
        keys.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        nulls.removeAll(keepingCapacity: true)
    }

    // MARK: Searching

    /// True where one of the keys is here.
    ///
    /// - Parameter others: ascending, of one source.
    func holdsAny(of others: [FactKey]) -> Bool {
        for run in runs where run.source == others.first?.source {
            var row = run.rows.lowerBound
            for other in others {
                while row < run.rows.upperBound, keys[row].key < other.key { row += 1 }
                if row == run.rows.upperBound { break }
                if keys[row].key == other.key { return true }
            }
        }
        return false
    }

    /// The rows in the order of the table. Few runs, each in order: merging them costs little.
    func order() -> [Int] {
        let order = Array(keys.indices)
        guard runs.count > 1 else { return order }
        return order.sorted { (keys[$0].source, keys[$0].key) < (keys[$1].source, keys[$1].key) }
    }
}
