/// The bytes of one export file, in the dialect of the system that wrote it.
struct ExportWriter {
    enum Quoting {
        case whenNeeded, always, never
    }

    enum Encoding {
        case windows1252, utf8
    }

    let delimiter: Unicode.Scalar
    let quoting: Quoting
    let encoding: Encoding
    let lineEnd: String
    private(set) var bytes: [UInt8] = []

    init(delimiter: Unicode.Scalar, quoting: Quoting, encoding: Encoding, lineEnd: String) {
        self.delimiter = delimiter
        self.quoting = quoting
        self.encoding = encoding
        self.lineEnd = lineEnd
    }

    mutating func byteOrderMark() {
        bytes += [0xEF, 0xBB, 0xBF]
    }

    /// A line as it stands.
    mutating func line(_ text: String) {
        append(text)
        append(lineEnd)
    }

    mutating func row(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { append(String(delimiter)) }
            if needsQuotes(cell) {
                append("\"" + doubledQuotes(cell) + "\"")
            } else {
                append(cell)
            }
        }
        append(lineEnd)
    }

    private func needsQuotes(_ cell: String) -> Bool {
        switch quoting {
        case .always: true
        case .never: false
        case .whenNeeded:
            cell.unicodeScalars.contains {
                $0 == delimiter || $0 == "\"" || $0 == "\n" || $0 == "\r"
            }
        }
    }

    private func doubledQuotes(_ cell: String) -> String {
        guard cell.utf8.contains(0x22) else { return cell }
        return cell.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) }
    }

    private mutating func append(_ text: String) {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for scalar in text.unicodeScalars {
            if let byte = RawByte.byte(of: scalar) {
                bytes.append(byte)
            } else if encoding == .utf8 {
                bytes.append(contentsOf: String(scalar).utf8)
            } else {
                bytes.append(Self.windows1252(scalar))
            }
        }
    }

    private static func windows1252(_ scalar: Unicode.Scalar) -> UInt8 {
        switch scalar.value {
        case 0..<0x80, 0xA0...0xFF: UInt8(scalar.value)
        case 0x0152: 0x8C  // Œ
        case 0x0153: 0x9C  // œ
        case 0x2013: 0x96  // –
        case 0x2019: 0x92  // ’
        default:
            // The hospital's own texts are all there is, and the tests write every one of them.
            preconditionFailure("not in Windows-1252: U+\(String(scalar.value, radix: 16))")
        }
    }
}

/// Bytes that go into a file as they are, past quoting and encoding: how faults are made.
///
/// They travel through texts as characters of the private use area, U+E000 to U+E0FF.
enum RawByte {
    static func text(_ bytes: UInt8...) -> String {
        bytes.reduce(into: "") { text, byte in
            if let scalar = Unicode.Scalar(0xE000 + UInt32(byte)) {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        (0xE000...0xE0FF).contains(scalar.value) ? UInt8(scalar.value - 0xE000) : nil
    }
}
