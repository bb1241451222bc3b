/// How one file is written: what the parser must know to cut it into records.
package struct CSVDialect: Sendable, Equatable {
    /// An ASCII character other than the quote, CR, LF and NUL.
    package var delimiter: UInt8
    /// nil: quotes are ordinary characters, and a line is a record.
    package var quote: UInt8?
    package var encoding: EncodingChoice
    /// Physical lines before the first record, after an Excel `sep=` line.
    package var skipLines: Int
    /// Physical lines that a quoted record may have.
    package var maxRecordLines: Int
    /// Bytes that a record may have, as UTF-8, its last line ending apart.
    package var maxRecordBytes: Int

    package static let quotationMark = UInt8(ascii: "\"")

    package init(
        delimiter: UInt8 = UInt8(ascii: ";"), quote: UInt8? = quotationMark,
        encoding: EncodingChoice = .auto, skipLines: Int = 0, maxRecordLines: Int = 20,
        maxRecordBytes: Int = 65_536
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.encoding = encoding
        self.skipLines = skipLines
        self.maxRecordLines = maxRecordLines
        self.maxRecordBytes = maxRecordBytes
    }
}
