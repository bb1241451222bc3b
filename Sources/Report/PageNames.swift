import Domain

/// The names of a month's files.
package enum PageNames {
    package static let establishment = "index.html"
    package static let quality = "donnees.html"
    package static let definitions = "definitions.html"
    package static let frenchCSV = "indicateurs.csv"
    package static let dataCSV = "donnees.csv"
    /// Of a frozen month alone.
    package static let revisions = "revisions.csv"

    /// The longest text of a code kept in a name: file systems allow 255 bytes.
    private static let longestCode = 100

    /// `pole-CODE.html`.
    package static func pole(_ code: Code) -> String { name("pole", code) }

    /// `secretariat-CODE.html`.
    package static func secretariat(_ code: Code) -> String { name("secretariat", code) }

    /// `KIND-CODE.html`: letters without accent, digits, `_` and `-` stay, every other byte of the
    /// code in UTF-8 becomes `~` and two hexadecimal digits. A name too long is cut and ends in
    /// `~~` and the start of the whole code's SHA-256. Two codes never share a name.
    private static func name(_ kind: String, _ code: Code) -> String {
        var name = ""
        for byte in code.written.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                name += "~" + (hex.utf8.count == 1 ? "0" + hex : hex)
            }
        }
        if name.utf8.count > longestCode {
            let digest = SHA256.hex(Array(code.written.utf8))
            name = String(name.prefix(longestCode)) + "~~" + digest.prefix(16)
        }
        return "\(kind)-\(name).html"
    }

    /// The place of an indicator's definition.
    static func definition(_ indicator: Indicator) -> String {
        definitions + "#" + indicator.rawValue
    }
}
