/// Counts by key, ascending by key, each key once and none of them 0: the form in which counts are
/// kept from one run to the next, added and taken away.
package struct CountCells: Hashable, Sendable {
    package private(set) var keys: [UInt64] = []
    package private(set) var counts: [Int64] = []

    package init() {}

    /// - Parameter cells: in any order; equal keys are added up.
    package init(_ cells: [(key: UInt64, count: Int64)]) {
        let sorted = cells.sorted { $0.key < $1.key }
        keys.reserveCapacity(sorted.count)
        counts.reserveCapacity(sorted.count)
        for cell in sorted { append(cell.key, cell.count) }
    }

    package var isEmpty: Bool { keys.isEmpty }

    /// True where more was taken away than there was: what was kept is not what it should be.
    package var hasNegative: Bool { counts.contains { $0 < 0 } }

    /// - Parameter key: not before the last one.
    private mutating func append(_ key: UInt64, _ count: Int64) {
        if let last = keys.last, last == key {
            counts[counts.count - 1] += count
            if counts[counts.count - 1] == 0 {
                keys.removeLast()
                counts.removeLast()
            }
        } else if count != 0 {
            keys.append(key)
            counts.append(count)
        }
    }

    /// The sum of both, or with `times` −1 the difference.
    package func adding(_ other: CountCells, times: Int64 = 1) -> CountCells {
        if other.isEmpty { return self }
        var sum = CountCells()
        sum.keys.reserveCapacity(keys.count + other.keys.count)
        sum.counts.reserveCapacity(keys.count + other.keys.count)
        var place = 0
        for (key, count) in zip(other.keys, other.counts) {
            while place < keys.count, keys[place] <= key {
                sum.append(keys[place], counts[place])
                place += 1
            }
            sum.append(key, times * count)
        }
        while place < keys.count {
            sum.append(keys[place], counts[place])
            place += 1
        }
        return sum
    }
}

// MARK: Bytes

extension CountCells {
    /// Each cell as two unsigned LEB128 numbers: how far its key is from the one before, and its
    /// count. Keys lie close together, so that most cells take two to four bytes.
    ///
    /// Counts are more than 0 here.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * keys.count)
        func append(_ number: UInt64) {
            var rest = number
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
        var last: UInt64 = 0
        for (key, count) in zip(keys, counts) {
            append(key - last)
            append(UInt64(bitPattern: count))
            last = key
        }
        return bytes
    }

    /// nil where these bytes are no cells.
    package init?(bytes: [UInt8]) {
        var keys: [UInt64] = []
        var counts: [Int64] = []
        keys.reserveCapacity(bytes.count / 3)
        counts.reserveCapacity(bytes.count / 3)
        let isCells = Self.forEach(in: bytes) { key, count in
            keys.append(key)
            counts.append(count)
        }
        guard isCells else { return nil }
        self.keys = keys
        self.counts = counts
    }

    /// Uses each cell of some bytes, by ascending key.
    ///
    /// - Returns: false where these bytes are no cells, as far as they were read.
    static func forEach(
        in bytes: [UInt8], _ use: (_ key: UInt64, _ count: Int64) -> Void
    ) -> Bool {
        let bytes = bytes.span
        var place = 0
        func next() -> UInt64? {
            var number: UInt64 = 0
            var shift: UInt64 = 0
            while place < bytes.count, shift < 64 {
                let byte = bytes[place]
                place += 1
                number |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return number }
                shift += 7
            }
            return nil
        }
        var last: UInt64 = 0
        var isFirst = true
        while place < bytes.count {
            guard let step = next(), let count = next(), let number = Int64(exactly: count),
                number > 0, step > 0 || isFirst
            else { return false }
            let (key, overflows) = last.addingReportingOverflow(step)
            guard !overflows else { return false }
            use(key, number)
            last = key
            isFirst = false
        }
        return true
    }
}

extension CountTable {
    /// What was counted, in order.
    package var cells: CountCells {
        CountCells(
            keys.indices.compactMap { place in
                keys[place] == 0 ? nil : (key: keys[place], count: Int64(counts[place]))
            })
    }
}
