// For whoever changes this file.
//
// A filter answers "may this key be here?" without touching a page of the facts. It may say yes
// wrongly, and costs a look then; it must never say no wrongly: a fact would be inserted twice.
//
// It is a blocked Bloom filter: Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom
// Filters", WEA 2007. All bits of a key lie in one block of 512 bits, a cache line. With 16 bits a
// key and 7 of them set, about 1 absent key in 1000 is not recognised (`KeyFilterTests` measure
// it); 8 bits a key would give 3 in 100, 24 bits 1 in 10,000.
//
// Keys are pseudonyms, that is SipHash under a secret key: nobody can choose them, and they are
// spread evenly. So the block is the key's own upper half, scaled to the number of blocks, and not
// a hash: keys in order, as files are merged, then go through the blocks in order, each of which is
// in the processor's cache when its turn comes. Small numbers, as tests use them, all fall into the
// first block: it fills up, says yes to everything, and costs a look for each.
//
// What is stored: the words as they are. A change of hash, block or number of bits is a change of
// schema: filters of before would say no wrongly. The migration then empties fact_key_filter, since
// a filter that is missing is built from the facts.
//
// The obvious twin, `Set<FactKey>`, is what the tests hold it against.

/// A set of keys that may say yes wrongly and never no wrongly; keys cannot be taken out.
struct KeyFilter: Equatable {
    /// See above.
    static let bitsPerKey = 16
    private static let bitsSet = 7
    private static let wordsPerBlock = 8

    /// As they are stored, `wordsPerBlock` a block.
    private(set) var words: [UInt64]
    private let blocks: UInt64

    /// An empty filter for so many keys; more of them make it say yes wrongly more often.
    init(capacity: Int) {
        let blockBits = Self.wordsPerBlock * 64
        let count = max(1, (capacity * Self.bitsPerKey + blockBits - 1) / blockBits)
        blocks = UInt64(count)
        words = Array(repeating: 0, count: count * Self.wordsPerBlock)
    }

    /// A filter as it was stored; nil where the words are none.
    init?(words: [UInt64]) {
        guard !words.isEmpty, words.count % Self.wordsPerBlock == 0 else { return nil }
        blocks = UInt64(words.count / Self.wordsPerBlock)
        self.words = words
    }

    /// How many keys it is made for.
    var capacity: Int { words.count * 64 / Self.bitsPerKey }

    /// What a key is looked up by, in any filter.
    struct Probe {
        fileprivate let upper: UInt64
        fileprivate let bits: UInt64

        /// - Parameter source: 0 where the key is one across all sources.
        @inline(__always)
        init(_ key: Int64, source: Int64) {
            let pattern = UInt64(bitPattern: key)
            upper = pattern >> 32
            // The finaliser of MurmurHash3: each bit of the key changes each bit of the result.
            var hash = pattern ^ (UInt64(bitPattern: source) &* 0x9E37_79B9_7F4A_7C15)
            hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
            hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
            bits = hash ^ (hash >> 33)
        }
    }

    @inline(__always)
    mutating func insert(_ probe: Probe) {
        let block = Int((probe.upper * blocks) >> 32) * Self.wordsPerBlock
        var bits = probe.bits
        for _ in 0..<Self.bitsSet {
            words[block + Int(bits >> 6 & 7)] |= 1 << (bits & 63)
            bits >>= 9
        }
    }

    @inline(__always)
    func mayContain(_ probe: Probe) -> Bool {
        let block = Int((probe.upper * blocks) >> 32) * Self.wordsPerBlock
        var bits = probe.bits
        for _ in 0..<Self.bitsSet {
            if words[block + Int(bits >> 6 & 7)] & (1 << (bits & 63)) == 0 { return false }
            bits >>= 9
        }
        return true
    }
}
