/// How often each key was met: open addressing with linear probing over two flat columns.
///
/// For whoever changes this: it is here because a `Dictionary` costs about five times as much for
/// the tens of millions of additions of a load, and twice the memory. Its obvious twin, a
/// `[UInt64: UInt32]`, is the oracle of its test. Keys are never removed. 0 is no key: it marks a
/// free place. At most 7 places in 10 are taken, so that a search always ends.
package struct CountTable: Sendable {
    /// Free places hold 0; `counts` is parallel.
    package private(set) var keys: [UInt64] = []
    package private(set) var counts: [UInt32] = []
    /// The number of different keys.
    package private(set) var used = 0
    private var shift: UInt64 = 64

    package init() {}

    package mutating func add(_ key: UInt64, times: UInt32 = 1) {
        if 10 * (used + 1) > 7 * keys.count { grow() }
        let position = place(of: key)
        if keys[position] == 0 {
            keys[position] = key
            used += 1
        }
        counts[position] &+= times
    }

    package func count(of key: UInt64) -> UInt32 {
        keys.isEmpty ? 0 : counts[place(of: key)]
    }

    /// Where a key is, or the free place where it would be.
    private func place(of key: UInt64) -> Int {
        // Fibonacci hashing (Knuth, TAOCP 6.4): 2^64 divided by the golden ratio.
        var position = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        let mask = keys.count - 1
        while keys[position] != key, keys[position] != 0 { position = (position + 1) & mask }
        return position
    }

    private mutating func grow() {
        let oldKeys = keys
        let oldCounts = counts
        let capacity = max(16, 2 * keys.count)
        keys = [UInt64](repeating: 0, count: capacity)
        counts = [UInt32](repeating: 0, count: capacity)
        shift = UInt64(64 - capacity.trailingZeroBitCount)
        for index in oldKeys.indices where oldKeys[index] != 0 {
            let position = place(of: oldKeys[index])
            keys[position] = oldKeys[index]
            counts[position] = oldCounts[index]
        }
    }
}
