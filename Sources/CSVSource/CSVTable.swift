/// A whole small CSV file held in memory: a reference file as people edit it.
package struct CSVTable: Sendable {
    package struct Row: Sendable {
        /// First physical line, from 1.
        package var line: Int
        package var fields: [String]
    }

    /// The header is the first; rows may differ in their number of fields. Blank lines are none.
    package var rows: [Row]
    /// Records that cannot be read, by first physical line.
    package var faults: [(line: Int, fault: RecordFault)]

    /// Reads a file whatever its encoding, skipping a byte-order mark and an Excel `sep=` line.
    ///
    /// - Parameter delimiters: the candidates, at least one: that which occurs most in the first
    ///   line outside quotes is taken, the first on a tie.
    /// - Parameter noteMark: first lines that begin with it do not tell the delimiter; they are rows
    ///   all the same.
    package static func read(
        _ bytes: [UInt8], delimiters: [UInt8], noteMark: UInt8? = nil
    ) throws(CSVFileError) -> CSVTable {
        let source = ByteSource.memory(bytes)
        let survey = try FileSurvey.of(source, encoding: .auto)
        let dialect = CSVDialect(
            delimiter: try DelimiterGuess.delimiter(
                of: source, survey: survey, candidates: delimiters,
                quote: CSVDialect.quotationMark, noteMark: noteMark))
        var reader = RecordReader(source, survey: survey, dialect: dialect)
        var table = CSVTable(rows: [], faults: [])
        var batch = RecordBatch()
        while try reader.next(&batch) {
            for (index, entry) in batch.entries.enumerated() {
                if let fault = entry.fault {
                    table.faults.append((entry.line, fault))
                } else {
                    table.rows.append(
                        Row(line: entry.line, fields: batch.fields(ofEntry: index)))
                }
            }
        }
        return table
    }
}
