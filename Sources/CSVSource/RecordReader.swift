/// Cuts a source into records, batch by batch.
///
/// It never fails on a row: what is wrong with one is a fault in the batch, in line order. After a
/// quote that is open or out of place, reading resumes at the line after the record's first, so
/// that a stray quote costs its own line and no other.
package struct RecordReader: ~Copyable {
    private var feeder: LineFeeder
    private let parser: LibCSVParser
    private let dialect: CSVDialect
    private var hasStarted = false

    /// A batch ends with the record that brings it to so many bytes, fields or entries. Fields
    /// are counted too since empty ones have no bytes: lines of nothing but delimiters would else
    /// fill the memory.
    private static let batchBytes = 1 << 19
    private static let batchFields = 1 << 19
    private static let batchEntries = 1 << 13

    package init(
        _ source: ByteSource, survey: FileSurvey, dialect: CSVDialect,
        readSize: Int = FileSurvey.usualReadSize
    ) {
        feeder = LineFeeder(
            source, survey: survey, limit: dialect.maxRecordBytes, readSize: readSize)
        parser = LibCSVParser(delimiter: dialect.delimiter, quote: dialect.quote)
        self.dialect = dialect
    }

    /// Fills a batch anew; false where the file has no more records.
    package mutating func next(_ batch: inout RecordBatch) throws(CSVFileError) -> Bool {
        batch.removeAll()
        if !hasStarted {
            hasStarted = true
            try skipPreamble()
        }
        while batch.byteCount < RecordReader.batchBytes,
            batch.fieldCount < RecordReader.batchFields,
            batch.entries.count < RecordReader.batchEntries
        {
            guard try readRecord(into: &batch) else { return !batch.entries.isEmpty }
        }
        return true
    }

    private mutating func skipPreamble() throws(CSVFileError) {
        if let first = try feeder.line(at: 0),
            unsafe SeparatorLine.delimiter(of: feeder.bytes(of: first)) != nil
        {
            feeder.drop(1)
        }
        for _ in 0..<max(0, dialect.skipLines) {
            guard try feeder.line(at: 0) != nil else { return }
            feeder.drop(1)
        }
    }

    private mutating func readRecord(into batch: inout RecordBatch) throws(CSVFileError) -> Bool {
        while let line = try feeder.line(at: 0) {
            if line.isTooLong {
                let holdsQuote =
                    dialect.quote.map { unsafe feeder.bytes(of: line).contains($0) }
                batch.fail(
                    line: line.number, holdsQuote == true ? .malformedQuote : .fieldTooLong)
                feeder.drop(1)
                return true
            }
            if line.count > 0 {
                try readRecord(from: line, into: &batch)
                return true
            }
            feeder.drop(1)
        }
        return false
    }

    /// Reads the record that starts with a line, drops its lines, or its first one where its
    /// quotes are at fault.
    private mutating func readRecord(
        from first: LineFeeder.Line, into batch: inout RecordBatch
    ) throws(CSVFileError) {
        var line = first
        var lineCount = 1
        var byteCount = first.count
        var lineTraits = unsafe LineTraits(feeder.bytes(of: line), dialect)
        var traits = lineTraits
        // Without quotes NUL stands for the quote in libcsv, and must not reach it.
        if dialect.quote == nil, traits.contains(.null) {
            batch.fail(line: first.number, .controlCharacter)
            feeder.drop(1)
            return
        }
        while true {
            let outcome = unsafe parser.feed(
                feeder.bytes(of: line, withLineFeed: true), ending: line.ending,
                traits: lineTraits, into: &batch)
            switch outcome {
            case .ended:
                if let fault = try fault(lines: lineCount, traits: traits) {
                    batch.fail(line: first.number, fault)
                } else {
                    batch.endRecord(line: first.number)
                }
                feeder.drop(lineCount)
                return
            case .open:
                let before = line.ending.count
                guard lineCount < dialect.maxRecordLines,
                    let next = try feeder.line(at: lineCount), !next.isTooLong,
                    byteCount + before + next.count <= dialect.maxRecordBytes
                else { return failQuote(line: first.number, in: &batch) }
                line = next
                lineCount += 1
                byteCount += before + next.count
                lineTraits = unsafe LineTraits(feeder.bytes(of: next), dialect)
                traits.formUnion(lineTraits)
            case .malformed:
                return failQuote(line: first.number, in: &batch)
            }
        }
    }

    private mutating func failQuote(line: Int, in batch: inout RecordBatch) {
        parser.reset()
        batch.fail(line: line, .malformedQuote)
        feeder.drop(1)
    }

    /// What is wrong with a record whose quotes are right.
    private mutating func fault(
        lines: Int, traits: LineTraits
    ) throws(CSVFileError) -> RecordFault? {
        if traits.isDisjoint(with: [.null, .control, .nonASCII]) { return nil }
        if traits.contains(.null) { return .controlCharacter }
        if traits.contains(.control), try holdsControlOutsideQuotes(lines: lines) {
            return .controlCharacter
        }
        if traits.contains(.nonASCII) {
            for index in 0..<lines {
                guard let line = try feeder.line(at: index) else { break }
                if unsafe !UTF8Check.isValid(feeder.bytes(of: line)) { return .badEncoding }
            }
        }
        return nil
    }

    /// In a record whose quotes are right every quote opens or closes, a doubled one both.
    private mutating func holdsControlOutsideQuotes(lines: Int) throws(CSVFileError) -> Bool {
        var isInside = false
        for index in 0..<lines {
            guard let line = try feeder.line(at: index) else { break }
            let bytes = unsafe feeder.bytes(of: line)
            for index in bytes.indices {
                let byte = unsafe bytes[index]
                if byte == dialect.quote {
                    isInside.toggle()
                } else if !isInside, LineTraits.isControl(byte) {
                    return true
                }
            }
        }
        return false
    }
}
