/// The distinct cells of one column of one file, by their bytes: each is made a text, and judged,
/// once.
///
/// An open-addressing hash table over one buffer. Its hash is Swift's own, seeded anew in every
/// process, so that no file can be made to be slow.
struct CellTable {
    private var storage: [UInt8] = []
    /// Position in `storage` after each cell.
    private var ends: [Int] = []
    private var hashes: [Int] = []
    /// Numbers of cells, -1 where free; a power of two of them, at most half of them taken.
    private var slots: [Int32] = Array(repeating: -1, count: 64)

    var count: Int { ends.count }

    /// The number of a cell, from 0 in the order in which they came, and whether it is new.
    mutating func number(of cell: Span<UInt8>) -> (number: Int, isNew: Bool) {
        var hasher = Hasher()
        cell.withUnsafeBytes { hasher.combine(bytes: $0) }
        let hash = hasher.finalize()
        var slot = hash & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, isEqual(number, cell) { return (number, false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = ends.count
        slots[slot] = Int32(number)
        hashes.append(hash)
        cell.withUnsafeBufferPointer { storage.append(contentsOf: $0) }
        ends.append(storage.count)
        if 2 * ends.count > slots.count { grow() }
        return (number, true)
    }

    private func isEqual(_ number: Int, _ cell: Span<UInt8>) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == cell.count else { return false }
        for index in cell.indices where storage[start + index] != cell[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: 2 * slots.count)
        for number in hashes.indices {
            var slot = hashes[number] & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }
}
