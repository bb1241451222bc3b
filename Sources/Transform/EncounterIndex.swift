import Domain

/// Finds an encounter by its pseudonym.
///
/// Pseudonyms are evenly spread, so the first bits of one say nearly where it is: a table of
/// starts by those bits leaves a search among a few neighbours. It is right, only slower, for
/// pseudonyms that are not evenly spread.
package struct EncounterIndex: Sendable {
    private let keys: [Int64]
    private let shift: UInt64
    /// Where the keys of each group start; one more at the end.
    private let starts: [Int32]

    /// - Parameter keys: ascending, each once.
    package init(_ keys: [Int64]) {
        self.keys = keys
        // About four keys a group, at most 2^24 groups.
        let bits = min(24, max(1, Int.bitWidth - 2 - keys.count.leadingZeroBitCount))
        let shift = UInt64(64 - bits)
        self.shift = shift
        var starts = [Int32](repeating: 0, count: (1 << bits) + 1)
        for key in keys { starts[Int(Self.ordered(key) >> shift) + 1] += 1 }
        for group in 1..<starts.count { starts[group] += starts[group - 1] }
        self.starts = starts
    }

    /// Unsigned, in the same order.
    private static func ordered(_ key: Int64) -> UInt64 {
        UInt64(bitPattern: key) ^ (1 << 63)
    }

    /// The position of a key, or -1.
    package func position(of key: Int64) -> Int {
        let group = Int(Self.ordered(key) >> shift)
        var low = Int(starts[group])
        var high = Int(starts[group + 1])
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? low : -1
    }
}
