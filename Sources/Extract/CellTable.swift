/// The distinct cells of one column of one file, by their bytes: each is made a text, and judged,
/// once.
///
/// An open-addressing hash table over one buffer. Most codes have less than eight bytes: they are
/// told apart by one word, longer ones by a hash and then by their bytes. Both are mixed with a
/// secret that is drawn anew in every process, so that no file can be made to be slow.
struct CellTable {
    /// The bytes of the cells of eight bytes and more.
    private var storage: [UInt8] = []
    /// Position in `storage` after each cell.
    private var ends: [Int] = []
    /// Of a short cell its bytes and, highest, their number; of another its hash, highest FF.
    private var identities: [UInt64] = []
    /// Numbers of cells, -1 where free; a power of two of them, at most half of them taken.
    private var slots: [Int32] = Array(repeating: -1, count: 64)

    private static let secret = UInt64.random(in: .min ... .max)
    /// A second one, odd.
    private static let factor = UInt64.random(in: .min ... .max) | 1

    var count: Int { ends.count }

    /// The number of a cell, from 0 in the order in which they came, and whether it is new.
    mutating func number(of cell: Span<UInt8>) -> (number: Int, isNew: Bool) {
        let isShort = cell.count < 8
        let identity = isShort ? CellTable.word(of: cell) : CellTable.hash(of: cell)
        var slot = place(of: identity)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if identities[number] == identity, isShort || isEqual(number, cell) {
                return (number, false)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = ends.count
        slots[slot] = Int32(number)
        identities.append(identity)
        if !isShort { cell.withUnsafeBufferPointer { storage.append(contentsOf: $0) } }
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
        for (number, identity) in identities.enumerated() {
            var slot = place(of: identity)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    // MARK: Hashing

    private static func word(of cell: Span<UInt8>) -> UInt64 {
        var word = UInt64(cell.count)
        for index in cell.indices { word = word << 8 | UInt64(cell[index]) }
        return word
    }

    private static func hash(of cell: Span<UInt8>) -> UInt64 {
        var hash = mixed(UInt64(cell.count))
        var word: UInt64 = 0
        for index in cell.indices {
            word = word << 8 | UInt64(cell[index])
            if index & 7 == 7 {
                hash = mixed(hash ^ word)
                word = 0
            }
        }
        return mixed(hash ^ word) | 0xFF << 56
    }

    /// Both halves of a product with a secret factor, as in wyhash (Wang Yi, 2019).
    @inline(__always)
    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = (word ^ secret).multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }

    private func place(of identity: UInt64) -> Int {
        Int(truncatingIfNeeded: CellTable.mixed(identity)) & (slots.count - 1)
    }
}
