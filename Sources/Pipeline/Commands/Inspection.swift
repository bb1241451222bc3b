import CSVSource
import Domain
import Extract

/// What `inspect` does: reads a file to its end and hands on what the reader sees of it.
package enum Inspection {
    /// Prints a file; a `FileRefusal` is thrown where it cannot be trusted at all (exit 65), a
    /// `TextOutput.Broken` where nobody reads the output.
    ///
    /// - Parameter width: columns of the terminal; nil: lines are as long as they need.
    package static func print(
        _ options: InspectOptions, to output: TextOutput, width: Int?
    ) throws {
        var inspection = try FileInspection(path: options.path, options: reading(options))
        if options.isJSON {
            try print(&inspection, options, JSONInspectionPrinter(output))
        } else {
            let printer = TextInspectionPrinter(
                output, width: width, hasHeader: options.hasHeader, rows: options.rows)
            try printer.begin(
                TextInspectionPrinter.Summary(
                    path: options.path, encoding: inspection.encoding,
                    delimiter: inspection.delimiter, isGuessed: options.delimiter == nil,
                    quote: inspection.quote, size: inspection.size))
            try print(&inspection, options, printer)
        }
    }

    private static func reading(_ options: InspectOptions) -> FileInspection.Options {
        var reading = FileInspection.Options()
        reading.delimiter = options.delimiter
        reading.quote = options.quote
        reading.encoding = options.encoding
        reading.skipLines = options.skipLines
        reading.header = options.hasHeader
        return reading
    }

    private static func print(
        _ inspection: inout FileInspection, _ options: InspectOptions,
        _ printer: some InspectionPrinter
    ) throws {
        var records = 0
        var rejects = 0
        let shown = options.rows.map { $0 + (options.hasHeader ? 1 : 0) } ?? .max
        while let item = try inspection.next() {
            switch item {
            case .record(let line, let fields):
                records += 1
                if records <= shown { try printer.record(line: line, fields: fields) }
            case .reject(let line, let reason):
                rejects += 1
                try printer.reject(line: line, reason: reason)
            }
        }
        try printer.end(records: records, rejects: rejects)
    }
}

/// Takes what a file holds, in line order.
protocol InspectionPrinter {
    /// A record to be shown; the first one is the header where the file has one.
    func record(line: Int, fields: [String]) throws(TextOutput.Broken)
    func reject(line: Int, reason: RejectReason) throws(TextOutput.Broken)
    /// - Parameters:
    ///   - records: all of them, the header included.
    ///   - rejects: all of them.
    func end(records: Int, rejects: Int) throws(TextOutput.Broken)
}

/// One JSON object a line, as contract §1 has them.
struct JSONInspectionPrinter: InspectionPrinter {
    private let output: TextOutput

    init(_ output: TextOutput) {
        self.output = output
    }

    func record(line: Int, fields: [String]) throws(TextOutput.Broken) {
        try write([("line", .integer(line)), ("fields", .array(fields.map(JSONText.string)))])
    }

    func reject(line: Int, reason: RejectReason) throws(TextOutput.Broken) {
        try write([("line", .integer(line)), ("reject", .string(reason.rawValue))])
    }

    func end(records: Int, rejects: Int) throws(TextOutput.Broken) {
        try write([("records", .integer(records)), ("rejects", .integer(rejects))])
    }

    private func write(_ members: [(name: String, value: JSONText)]) throws(TextOutput.Broken) {
        try output.writeLine(JSONText.object(members).text)
    }
}
