/// SipHash-2-4 by Aumasson and Bernstein (2012), with its 64-bit and its 128-bit result, over bytes
/// that come in pieces of any size.
package struct SipHash: Sendable {
    package enum Width: Sendable { case bits64, bits128 }

    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64
    /// Bytes that do not fill a word yet, the first one lowest.
    private var tail: UInt64 = 0
    private var count: UInt64 = 0
    private let width: Width

    /// - Parameters:
    ///   - low: the key's first eight bytes, little endian.
    ///   - high: its last eight.
    package init(key: (low: UInt64, high: UInt64), width: Width) {
        v0 = key.low ^ 0x736f_6d65_7073_6575
        v1 = key.high ^ 0x646f_7261_6e64_6f6d
        v2 = key.low ^ 0x6c79_6765_6e65_7261
        v3 = key.high ^ 0x7465_6462_7974_6573
        if width == .bits128 { v1 ^= 0xee }
        self.width = width
    }

    package mutating func update(_ byte: UInt8) {
        let position = count & 7
        tail |= UInt64(byte) << (position * 8)
        count &+= 1
        if position == 7 {
            compress(tail)
            tail = 0
        }
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while count & 7 != 0, index < bytes.count {
            unsafe update(bytes[index])
            index += 1
        }
        // Copies of the state: the loop keeps them in registers.
        var state = self
        let words = (bytes.count - index) / 8
        for _ in 0..<words {
            state.compress(
                UInt64(
                    littleEndian: unsafe bytes.loadUnaligned(
                        fromByteOffset: index, as: UInt64.self)))
            index += 8
        }
        state.count &+= UInt64(words * 8)
        self = state
        while index < bytes.count {
            unsafe update(bytes[index])
            index += 1
        }
    }

    /// The first and, of the 128-bit result, the second half; the hash goes on as if not asked.
    package var result: (first: UInt64, second: UInt64) {
        var state = self
        state.compress(tail | (count << 56))
        state.v2 ^= width == .bits128 ? 0xee : 0xff
        for _ in 0..<4 { state.round() }
        let first = state.v0 ^ state.v1 ^ state.v2 ^ state.v3
        guard width == .bits128 else { return (first, 0) }
        state.v1 ^= 0xdd
        for _ in 0..<4 { state.round() }
        return (first, state.v0 ^ state.v1 ^ state.v2 ^ state.v3)
    }

    @inline(__always)
    private mutating func compress(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
    }

    @inline(__always)
    private mutating func round() {
        v0 = v0 &+ v1
        v1 = rotated(v1, by: 13) ^ v0
        v0 = rotated(v0, by: 32)
        v2 = v2 &+ v3
        v3 = rotated(v3, by: 16) ^ v2
        v0 = v0 &+ v3
        v3 = rotated(v3, by: 21) ^ v0
        v2 = v2 &+ v1
        v1 = rotated(v1, by: 17) ^ v2
        v2 = rotated(v2, by: 32)
    }

    @inline(__always)
    private func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
        (word &<< bits) | (word &>> (64 &- bits))
    }
}
