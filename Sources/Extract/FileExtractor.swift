import CSVSource
import Domain

/// The typed rows of one file, and what became of the others.
package struct ExtractedFile: Sendable {
    package var rows: SourceRows
    /// All rows, those ignored and rejected with them.
    package var rowsRead: Int
    /// Left out by `where`.
    package var rowsIgnored: Int
    /// In line order, one a row.
    package var rejects: [Reject]
    /// As `FileExtractor.contentHash(path:)` gives it.
    package var contentHash: String
    /// Of the file while it was read.
    package var stamp: FileStamp
}

/// Reads the files of one source by its contract.
package struct FileExtractor {
    package let contract: SourceContract
    let key: PseudonymKey
    let zone: CivilTimeZone
    /// Bytes asked of the system at a time.
    let readSize: Int

    package init(contract: SourceContract, key: PseudonymKey, timeZone: CivilTimeZone) {
        self.init(
            contract: contract, key: key, timeZone: timeZone,
            readSize: FileSurvey.usualReadSize)
    }

    package init(
        contract: SourceContract, key: PseudonymKey, timeZone: CivilTimeZone, readSize: Int
    ) {
        self.contract = contract
        self.key = key
        zone = timeZone
        self.readSize = readSize
    }

    /// A hash of the bytes of a file, 32 hexadecimal digits, and the stamp it had meanwhile. It
    /// tells contents apart, and protects nothing: its key is public.
    package func contentHash(
        path: String
    ) throws(FileRefusal) -> (hash: String, stamp: FileStamp) {
        try FileRefusal.wrapping { () throws(CSVFileError) in
            let file = try InputFile(path: path)
            // The encoding does not matter here, and cannot be at fault.
            let survey = try FileSurvey.of(.file(file), encoding: .auto, readSize: readSize)
            try file.confirmUnchanged()
            return (survey.contentHash, FileStamp(file.state))
        }
    }

    /// All rows of a file, checked; throws where the file cannot be trusted as a whole.
    package func extract(path: String) throws(FileRefusal) -> ExtractedFile {
        try withStream(path: path) { (stream) throws(FileRefusal) in
            var reader = try start(&stream)
            while try stream.hasNext() {
                reader.read(stream.batch, from: stream.next)
                stream.advanceBatch()
            }
            try reader.confirmNoSocialSecurityNumbers()
            try reader.confirmRejectRate()
            return ExtractedFile(
                rows: reader.rows, rowsRead: reader.rowsRead,
                rowsIgnored: reader.rowsIgnored, rejects: reader.rejects,
                contentHash: stream.survey.contentHash, stamp: FileStamp(stream.file.state))
        }
    }

    /// Opens a file, reads it, and asks whether it stayed the same: where it did not, nothing
    /// found in it counts, neither its rows nor what seems wrong with it.
    func withStream<Result>(
        path: String, _ body: (inout RecordStream) throws(FileRefusal) -> Result
    ) throws(FileRefusal) -> Result {
        let file = try FileRefusal.wrapping { () throws(CSVFileError) in
            try InputFile(path: path)
        }
        let outcome: Swift.Result<Result, FileRefusal>
        do throws(FileRefusal) {
            let survey = try FileRefusal.wrapping { () throws(CSVFileError) in
                try FileSurvey.of(
                    .file(file), encoding: contract.encoding, readSize: readSize)
            }
            var stream = RecordStream(
                file: file, survey: survey, dialect: contract.dialect, readSize: readSize)
            outcome = .success(try body(&stream))
        } catch {
            outcome = .failure(error)
        }
        try FileRefusal.wrapping { () throws(CSVFileError) in try file.confirmUnchanged() }
        return try outcome.get()
    }

    /// Passes over the header and the rows to be skipped; a reader of the rows that follow.
    ///
    /// Without a header the first record that can be read tells how many columns there are; the
    /// faults before it are rejects like others.
    func start(_ stream: inout RecordStream) throws(FileRefusal) -> RowReader {
        guard try stream.hasNext() else { throw .empty }
        let matcher = HeaderMatcher(contract: contract)
        let messages = RejectMessages(contract: contract, encoding: stream.survey.encoding)
        if contract.header {
            let entry = stream.entry
            if let fault = entry.fault { throw .header(fault, line: entry.line) }
            let positions = try matcher.positions(header: stream.fields)
            stream.advance()
            try skipRows(&stream)
            return reader(positions, messages)
        }
        try skipRows(&stream)
        var faults: [RecordBatch.Entry] = []
        while try stream.hasNext(), stream.entry.fault != nil {
            faults.append(stream.entry)
            stream.advance()
        }
        var reader =
            try stream.hasNext()
            ? reader(try matcher.positions(header: stream.fields), messages)
            : reader(matcher.noPositions, messages)
        for entry in faults {
            if let fault = entry.fault { reader.reject(fault, line: entry.line) }
        }
        return reader
    }

    private func skipRows(_ stream: inout RecordStream) throws(FileRefusal) {
        for _ in 0..<max(0, contract.skipRows) {
            guard try stream.hasNext() else { return }
            stream.advance()
        }
    }

    private func reader(
        _ positions: ColumnPositions, _ messages: RejectMessages
    ) -> RowReader {
        RowReader(
            contract: contract, positions: positions, messages: messages, key: key, zone: zone)
    }
}
