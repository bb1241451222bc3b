import Foundation

/// A word that stands in every cell that must not be kept, and how it is found again.
enum Canary {
    /// With letters that encodings write differently.
    static let word = "KÀNÄRI7Q"

    /// The word in the encodings in which it could be left behind; ASCII letters in small.
    private static let needles: [(encoding: String, bytes: Data)] = {
        var needles: [(String, Data)] = []
        for (name, encoding) in [
            ("UTF-8", String.Encoding.utf8), ("UTF-16 LE", .utf16LittleEndian),
            ("UTF-16 BE", .utf16BigEndian), ("Latin-1", .isoLatin1),
        ] {
            let bytes = word.data(using: encoding) ?? Data()
            needles.append((name, lowered(bytes)))
            let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            needles.append(("hexadecimal \(name)", Data(hex.utf8)))
            // Whatever stands before it: the groups of three bytes begin at one of three places.
            for shift in 0..<3 {
                let text = (Data(repeating: 0x20, count: shift) + bytes).base64EncodedString()
                let own = text.dropFirst([0, 2, 3][shift]).prefix(bytes.count * 4 / 3 - 2)
                needles.append(("base64 \(name) \(shift)", lowered(Data(own.utf8))))
            }
        }
        // Its ASCII core, where letters with accents are lost.
        needles.append(("ASCII", Data("ri7q".utf8)))
        return needles
    }()

    private static func lowered(_ bytes: Data) -> Data {
        Data(bytes.map { (65...90).contains($0) ? $0 | 0x20 : $0 })
    }

    /// The encodings in which the bytes hold the word.
    static func found(in bytes: Data) -> [String] {
        let bytes = lowered(bytes)
        return needles.filter { bytes.range(of: $0.bytes) != nil }.map(\.encoding)
    }
}
