/// Fields and records of RFC 4180.
package struct CSVWriter {
    private let delimiter: UInt8
    private let decimalSign: String
    package private(set) var bytes: [UInt8]

    package init(delimiter: Character, decimalSign: String, hasByteOrderMark: Bool) {
        self.delimiter = delimiter.asciiValue ?? UInt8(ascii: ",")
        self.decimalSign = decimalSign
        bytes = hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    }

    /// A cell, which decides what may be neutralised: texts are, numbers never.
    package enum Field {
        /// Words of ours or of people's files: harmless in a spreadsheet.
        case text(String)
        case whole(Int?)
        /// In full precision; nil, and what is no number, are blank.
        case number(Double?)
    }

    /// Adds a record, with its CRLF.
    package mutating func write(_ record: [Field]) {
        for (index, field) in record.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            switch field {
            case .text(let text): append(Self.spreadsheetText(text))
            case .whole(let number): append(number.map(String.init) ?? "")
            case .number(let number): if let number { append(number) }
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    /// As `DecimalDigits` writes it: a number without an exponent is its own description, the zero
    /// of whole numbers aside.
    private mutating func append(_ number: Double) {
        let digits = number.magnitude.description
        guard number.isFinite, !digits.utf8.contains(UInt8(ascii: "e")),
            decimalSign.utf8.first != delimiter
        else {
            return append(DecimalDigits(number)?.plain(decimalSign: decimalSign) ?? "")
        }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        for byte in digits.hasSuffix(".0") ? digits.utf8.dropLast(2) : digits.utf8[...] {
            if byte == UInt8(ascii: ".") {
                bytes += decimalSign.utf8
            } else {
                bytes.append(byte)
            }
        }
    }

    /// The text with an apostrophe before it where a spreadsheet would take it for a formula:
    /// where it starts with `= + - @`, a tab or a line end, also after spaces and quotes, and their
    /// full-width twins, which some spreadsheets read alike.
    package static func spreadsheetText(_ text: String) -> String {
        if let byte = text.utf8.first,
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
        {
            // A letter or a digit begins no formula.
            return SafeText.harmless(text)
        }
        let scalars = text.unicodeScalars
        let ahead = scalars.first.map { $0 == "\t" || $0 == "\r" || $0 == "\n" } ?? false
        let first = scalars.first {
            // What shows nothing may be dropped on the way in, as spaces are.
            !$0.properties.isWhitespace && !"\"'".unicodeScalars.contains($0)
                && SafeText.harmless(String($0)) == String($0)
        }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        return (ahead || isFormula ? "'" : "") + SafeText.harmless(text)
    }

    private mutating func append(_ text: String) {
        let needsQuotes = text.utf8.contains {
            $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0D || $0 == 0x0A
        }
        guard needsQuotes else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
