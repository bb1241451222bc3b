import CSVSource
import Domain

/// What the reader sees of any file, without a contract: its dialect, its records and its rejects
/// in line order (contract §1, `inspect`).
package struct FileInspection: ~Copyable {
    /// What the caller knows of the file.
    package struct Options: Sendable {
        /// nil: the one that occurs most in the first line.
        package var delimiter: UInt8?
        /// nil: quotes are ordinary characters.
        package var quote: UInt8? = CSVDialect.quotationMark
        package var encoding = EncodingChoice.auto
        package var skipLines = 0
        package var header = true
        package var maxRecordLines = 20
        package var maxRecordBytes = 65_536
        /// Bytes asked of the system at a time.
        package var readSize = FileSurvey.usualReadSize

        package init() {}
    }

    package enum Item: Sendable, Equatable {
        /// A record by its first physical line, the header with them; fields are not trimmed.
        case record(line: Int, fields: [String])
        case reject(line: Int, reason: RejectReason)
    }

    package static let delimiters = [";", ",", "\t", "|"].flatMap(\.utf8)

    package let delimiter: UInt8
    package let quote: UInt8?
    package let encoding: TextEncoding
    /// Bytes of the file.
    package let size: Int
    private let header: Bool
    private var stream: RecordStream
    private var fieldCount: Int?
    private var hasBegun = false
    private var refusal: FileRefusal?

    /// Opens and surveys a file; throws where it cannot be read at all.
    package init(path: String, options: Options = Options()) throws(FileRefusal) {
        let (file, survey, delimiter) = try FileRefusal.wrapping { () throws(CSVFileError) in
            let file = try InputFile(path: path)
            let survey = try FileSurvey.of(
                .file(file), encoding: options.encoding, readSize: options.readSize)
            let delimiter =
                if let known = options.delimiter {
                    known
                } else {
                    try DelimiterGuess.delimiter(
                        of: .file(file), survey: survey, candidates: FileInspection.delimiters,
                        quote: options.quote, skipLines: options.skipLines)
                }
            return (file, survey, delimiter)
        }
        self.delimiter = delimiter
        quote = options.quote
        encoding = survey.encoding
        size = survey.size
        header = options.header
        stream = RecordStream(
            file: file, survey: survey,
            dialect: CSVDialect(
                delimiter: delimiter, quote: options.quote, encoding: options.encoding,
                skipLines: options.skipLines, maxRecordLines: options.maxRecordLines,
                maxRecordBytes: options.maxRecordBytes),
            readSize: options.readSize)
    }

    /// The next record or reject; nil at the end.
    ///
    /// Throws where the file proves not to be one that a run would trust: nothing in it, a header
    /// that is no record (after it was given as a reject), a change while it was read.
    package mutating func next() throws(FileRefusal) -> Item? {
        if let refusal { throw refusal }
        guard try stream.hasNext() else {
            try FileRefusal.wrapping { [file = stream.file] () throws(CSVFileError) in
                try file.confirmUnchanged()
            }
            guard hasBegun else { throw .empty }
            return nil
        }
        defer {
            stream.advance()
            hasBegun = true
        }
        let entry = stream.entry
        if let fault = entry.fault {
            if header, !hasBegun { refusal = .header(fault, line: entry.line) }
            return .reject(line: entry.line, reason: RejectReason(fault))
        }
        // The first record says how many fields there are.
        let count = stream.fieldCount
        let expected = fieldCount ?? count
        fieldCount = expected
        return count == expected
            ? .record(line: entry.line, fields: stream.fields)
            : .reject(line: entry.line, reason: .wrongFieldCount)
    }
}

extension RejectReason {
    init(_ fault: RecordFault) {
        switch fault {
        case .malformedQuote: self = .malformedQuote
        case .fieldTooLong: self = .fieldTooLong
        case .controlCharacter: self = .controlCharacter
        case .badEncoding: self = .badEncoding
        }
    }
}
