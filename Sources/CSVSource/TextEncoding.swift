/// The encoding that a pipeline file declares, spelled as there.
package enum EncodingChoice: String, CaseIterable, Sendable {
    case auto
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case utf16 = "utf-16"
}

/// The encoding that a file's bytes are decoded by.
package enum TextEncoding: String, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"

    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}

/// What the first bytes of a file say of its encoding.
struct EncodingMark: Equatable {
    /// nil: nothing; the lines must tell.
    var encoding: TextEncoding?
    /// Bytes of the byte-order mark, to be skipped.
    var markLength: Int

    /// - Parameter start: the first four bytes, or all of a shorter file.
    init(start: [UInt8], declared: EncodingChoice) throws(CSVFileError) {
        let utf16: TextEncoding? =
            start.starts(with: [0xFF, 0xFE])
            ? .utf16LittleEndian : start.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : nil
        let hasUTF8Mark = start.starts(with: [0xEF, 0xBB, 0xBF])
        switch declared {
        case .auto:
            encoding = utf16 ?? (hasUTF8Mark ? .utf8 : nil)
            markLength = utf16 != nil ? 2 : hasUTF8Mark ? 3 : 0
        case .utf16:
            // Without a mark a first character of ASCII still tells the order.
            let byNull: TextEncoding? =
                start.count < 2
                ? .utf16LittleEndian
                : start[1] == 0 ? .utf16LittleEndian : start[0] == 0 ? .utf16BigEndian : nil
            guard let known = utf16 ?? byNull else { throw .byteOrderUnknown }
            encoding = known
            markLength = utf16 != nil ? 2 : 0
        case .utf8, .windows1252, .latin1:
            guard utf16 == nil else { throw .unexpectedUTF16 }
            encoding =
                declared == .utf8 ? .utf8 : declared == .latin1 ? .latin1 : .windows1252
            markLength = hasUTF8Mark ? 3 : 0
        }
    }
}
