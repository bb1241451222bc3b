import CSVSource

/// A record or a fault as the tests compare them.
package enum Item: Hashable, Sendable, CustomStringConvertible {
    case record(line: Int, fields: [String])
    case fault(line: Int, RecordFault)

    /// First physical line.
    package var line: Int {
        switch self {
        case .record(let line, _), .fault(let line, _): line
        }
    }

    /// The same, so many lines further down.
    package func moved(by lines: Int) -> Item {
        switch self {
        case .record(let line, let fields): .record(line: line + lines, fields: fields)
        case .fault(let line, let fault): .fault(line: line + lines, fault)
        }
    }

    package var description: String {
        switch self {
        case .record(let line, let fields): "\(line): \(fields)"
        case .fault(let line, let fault): "\(line)! \(fault)"
        }
    }
}

/// All that the program's reader makes of some bytes, asked for so many at a time.
package func items(
    _ bytes: [UInt8], dialect: CSVDialect = CSVDialect(), readSize: Int = 65_536
) throws(CSVFileError) -> [Item] {
    let source = ByteSource.memory(bytes)
    let survey = try FileSurvey.of(source, encoding: dialect.encoding, readSize: readSize)
    var reader = RecordReader(source, survey: survey, dialect: dialect, readSize: readSize)
    var batch = RecordBatch()
    var items: [Item] = []
    while try reader.next(&batch) {
        for (index, entry) in batch.entries.enumerated() {
            if let fault = entry.fault {
                items.append(.fault(line: entry.line, fault))
            } else {
                items.append(.record(line: entry.line, fields: batch.fields(ofEntry: index)))
            }
        }
    }
    return items
}
