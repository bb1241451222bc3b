import CSVSource
import Domain

/// The secret by which identifiers become pseudonyms: SipHash-2-4 of 64 bits (contract §4).
package struct PseudonymKey: Sendable {
    private let low: UInt64
    private let high: UInt64

    /// - Parameter bytes: sixteen; a file that holds another number is no key, which its reader
    ///   must have found.
    package init(bytes: [UInt8]) {
        precondition(bytes.count == 16, "a pseudonym key has 16 bytes")
        func word(_ start: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
        }
        low = word(0)
        high = word(8)
    }

    /// A hash to which an identifier's bytes are given.
    func hash() -> SipHash {
        SipHash(key: (low, high), width: .bits64)
    }

    /// The pseudonym that a hash gives: never 0, which stands for no identifier.
    static func pseudonym(_ hash: SipHash) -> Int64 {
        let value = Int64(bitPattern: hash.result.first)
        return value == Missing.pseudonym ? 1 : value
    }

    /// The pseudonym of an identifier, its parts joined by 1F.
    ///
    /// - Parameter kind: `E` of encounters, `L` of letters, `C` of calls, so that one number in two
    ///   lists gives two pseudonyms.
    package func pseudonym(kind: UInt8, _ bytes: [UInt8]) -> Int64 {
        var hash = hash()
        hash.update(kind)
        hash.update(bytes.span)
        return PseudonymKey.pseudonym(hash)
    }

    /// What a warehouse keeps to know its key again: it tells nothing about the key.
    package var checkValue: Int64 {
        pseudonym(kind: UInt8(ascii: "?"), Array("secretariat-kpi key check".utf8))
    }
}
