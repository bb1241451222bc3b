// For whoever changes this file.
//
// Rows are merged by ascending key, a file of a hundred thousand at a time. Keys are pseudonyms,
// spread evenly over 64 bits: their upper bits say nearly where each belongs. So rows are dealt
// into about as many buckets as there are rows, in two passes, and put right by insertion, of which
// hardly anything is left to do. Sorting by comparison costs four times as much.
//
// Keys that are not spread evenly (small numbers, in tests) fill few buckets, which insertion would
// take the square of their size for: they are sorted by comparison.
//
// The obvious twin, `sorted`, is what the tests hold it against.

/// Rows by ascending key, and by line where keys are the same.
enum KeyOrder {
    private struct Entry {
        var key: Int64
        var row: Int32
    }

    /// The fullest bucket that insertion may put right: evenly spread keys give one of 15 or so.
    private static let fullestBucket: Int32 = 64

    /// - Returns: the positions in `keys`, of which there are fewer than 2³¹; where key and line
    ///   are the same, in their order.
    static func rows(keys: [Int64], lines: [Int32]) -> [Int] {
        var entries = dealt(keys)
        func isBefore(_ left: Entry, _ right: Entry) -> Bool {
            if left.key != right.key { return left.key < right.key }
            let (first, second) = (lines[Int(left.row)], lines[Int(right.row)])
            return first != second ? first < second : left.row < right.row
        }
        guard !entries.isEmpty || keys.isEmpty else {
            entries = keys.indices.map { Entry(key: keys[$0], row: Int32($0)) }
            entries.sort(by: isBefore)
            return entries.map { Int($0.row) }
        }
        for place in entries.indices.dropFirst() {
            let entry = entries[place]
            var hole = place
            while hole > 0, isBefore(entry, entries[hole - 1]) {
                entries[hole] = entries[hole - 1]
                hole -= 1
            }
            if hole < place { entries[hole] = entry }
        }
        return entries.map { Int($0.row) }
    }

    /// The rows by the upper bits of their keys; none where a bucket is too full.
    private static func dealt(_ keys: [Int64]) -> [Entry] {
        let bits = UInt64(max(1, 63 - UInt64(max(keys.count, 2)).leadingZeroBitCount))
        let shift = 64 - bits
        var starts = [Int32](repeating: 0, count: 1 << Int(bits) + 1)
        for key in keys { starts[bucket(key, shift) + 1] += 1 }
        guard let fullest = starts.max(), fullest <= fullestBucket else { return [] }
        for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
        var entries = [Entry](repeating: Entry(key: 0, row: 0), count: keys.count)
        for row in keys.indices {
            let bucket = bucket(keys[row], shift)
            entries[Int(starts[bucket])] = Entry(
                key: keys[row], row: Int32(truncatingIfNeeded: row))
            starts[bucket] += 1
        }
        return entries
    }

    /// Signed keys in their order: the sign bit, turned round, is the highest.
    @inline(__always)
    private static func bucket(_ key: Int64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: (UInt64(bitPattern: key) ^ (1 << 63)) >> shift)
    }
}
