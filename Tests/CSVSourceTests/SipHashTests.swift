import CSVSource
import Testing

struct SipHashTests {
    private static let key: (low: UInt64, high: UInt64) = (
        0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908
    )

    private func hash(_ bytes: [UInt8], _ width: SipHash.Width, pieces: Int) -> String {
        var hash = SipHash(key: Self.key, width: width)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            hash.update(bytes.span.extracting(start..<min(start + pieces, bytes.count)))
        }
        let (first, second) = hash.result
        // The published vectors are bytes, the lowest first.
        let words = width == .bits64 ? [first] : [first, second]
        var text = ""
        for word in words {
            for place: UInt64 in 0..<8 {
                let byte = word >> (8 * place) & 0xFF
                text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return text
    }

    /// `vectors.h` of the reference implementation: key 00…0f, input 00, 01, … of n bytes.
    @Test(arguments: [
        (0, "310e0edd47db6f72"), (1, "fd67dc93c539f874"), (2, "5a4fa9d909806c0d"),
        (3, "2d7efbd796666785"), (7, "37d1018bf50002ab"), (8, "6224939a79f5f593"),
        (9, "b0e4a90bdf82009e"), (15, "e545be4961ca29a1"), (16, "db9bc2577fcc2a3f"),
        (31, "42c341d8fa92d832"), (63, "724506eb4c328a95"),
    ])
    func `the hash of 64 bits gives the published vectors`(count: Int, expected: String) {
        let bytes = (0..<count).map { UInt8($0) }
        for pieces in [1, 3, 8, 64] {
            #expect(hash(bytes, .bits64, pieces: pieces) == expected)
        }
    }

    @Test(arguments: [
        (0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45"),
        (2, "8177228da4a45dc7fca38bdef60affe4"), (7, "a1f1ebbed8dbc153c0b84aa61ff08239"),
        (8, "3b62a9ba6258f5610f83e264f31497b4"), (15, "5493e99933b0a8117e08ec0f97cfc3d9"),
        (16, "6ee2a4ca67b054bbfd3315bf85230577"), (63, "5150d1772f50834a503e069a973fbd7c"),
    ])
    func `the hash of 128 bits gives the published vectors`(count: Int, expected: String) {
        let bytes = (0..<count).map { UInt8($0) }
        for pieces in [1, 3, 8, 64] {
            #expect(hash(bytes, .bits128, pieces: pieces) == expected)
        }
    }
}
