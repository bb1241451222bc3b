import CSVSource
import Domain

/// A file for people: its dialect, its columns, its first rows in aligned columns, its rejects.
final class TextInspectionPrinter: InspectionPrinter {
    struct Summary {
        var path: String
        var encoding: TextEncoding
        var delimiter: UInt8
        var isGuessed: Bool
        var quote: UInt8?
        var size: Int
    }

    private let output: TextOutput
    private let width: Int?
    private let hasHeader: Bool
    /// Rows asked for; nil: all.
    private let rows: Int?

    /// Rows that wait for their columns' widths; all others follow those widths.
    private var waiting: [(line: Int, fields: [String])] = []
    private var widths: [Int]?
    private var header: [String]?
    private var shown = 0
    private var rejects: [(line: Int, reason: RejectReason)] = []
    private var rejectCounts: [RejectReason: Int] = [:]

    /// Rows by which the widths are measured.
    private static let measured = 200
    /// Characters of a cell, or of a column's name.
    private static let cellLimit = 24
    /// Rejects that are listed; all are counted.
    private static let listedRejects = 20

    init(_ output: TextOutput, width: Int?, hasHeader: Bool, rows: Int?) {
        self.output = output
        self.width = width
        self.hasHeader = hasHeader
        self.rows = rows
    }

    // MARK: Dialect and columns

    func begin(_ summary: Summary) throws(TextOutput.Broken) {
        let delimiter = Self.name(of: summary.delimiter)
        try section(SafeText.escaped(summary.path))
        try line("  encoding   \(summary.encoding.rawValue)")
        try line("  delimiter  \(delimiter)\(summary.isGuessed ? " (guessed)" : "")")
        try line("  quote      \(summary.quote.map(Self.name) ?? "none")")
        try line("  size       \(summary.size) bytes")
    }

    private static func name(of byte: UInt8) -> String {
        byte == UInt8(ascii: "\t") ? "tab" : String(UnicodeScalar(byte))
    }

    private func columns(_ names: [String]) throws(TextOutput.Broken) {
        try section("\nColumns: \(names.count)")
        let digits = String(names.count).count
        for (index, name) in names.enumerated() {
            let number = String(index + 1)
            let space = String(repeating: " ", count: digits - number.count)
            try line("  \(space)\(number)  \(SafeText.escaped(name, limit: 70))")
        }
    }

    // MARK: Rows

    func record(line: Int, fields: [String]) throws(TextOutput.Broken) {
        if header == nil {
            let names = hasHeader ? fields : (1...max(fields.count, 1)).map(String.init)
            header = names
            try columns(names)
            if hasHeader { return }
        }
        shown += 1
        if widths == nil {
            waiting.append((line, fields))
            if waiting.count == Self.measured { try flushRows() }
        } else {
            try row(String(line), fields)
        }
    }

    /// Measures the columns and prints the rows that waited for it.
    private func flushRows() throws(TextOutput.Broken) {
        guard widths == nil, let header, !waiting.isEmpty else { return }
        var measured = header.map(Self.cell)
        var widths = measured.map(\.count)
        for (_, fields) in waiting {
            measured = fields.map(Self.cell)
            for (index, cell) in measured.enumerated() where index < widths.count {
                widths[index] = max(widths[index], cell.count)
            }
        }
        self.widths = widths
        try section("\nRows")
        try row("line", header)
        for (line, fields) in waiting { try row(String(line), fields) }
        waiting = []
    }

    private func row(_ number: String, _ fields: [String]) throws(TextOutput.Broken) {
        let widths = widths ?? []
        var text = "  " + String(repeating: " ", count: max(0, 7 - number.count)) + number
        for (index, field) in fields.enumerated() {
            let width = widths.indices.contains(index) ? widths[index] : 0
            text += "  " + TextWrap.padded(Self.cell(field), to: width)
        }
        while text.last == " " { text.removeLast() }
        try line(width.map { TextWrap.cut(text, to: $0) } ?? text)
    }

    private static func cell(_ text: String) -> String {
        SafeText.escaped(text, limit: cellLimit)
    }

    // MARK: Rejects and counts

    func reject(line: Int, reason: RejectReason) {
        rejectCounts[reason, default: 0] += 1
        if rejects.count < Self.listedRejects { rejects.append((line, reason)) }
    }

    func end(records: Int, rejects count: Int) throws(TextOutput.Broken) {
        try flushRows()
        if count > 0 {
            try section("\nRejects: \(count)")
            for (reason, number) in rejectCounts.sorted(by: Self.isBefore) {
                try line("  \(TextWrap.padded(reason.rawValue, to: 18)) \(number)")
            }
            for (line, reason) in rejects {
                try self.line("  line \(line): \(reason.rawValue)")
            }
            if count > rejects.count { try line("  … and \(count - rejects.count) more") }
        }
        let rows = records - (hasHeader && records > 0 ? 1 : 0)
        let part = shown == rows ? "" : shown == 0 ? ", none shown" : ", the first \(shown) shown"
        try line(
            "\n\(rows) row\(rows == 1 ? "" : "s")\(part); "
                + "\(count) reject\(count == 1 ? "" : "s")")
        if count > rows {
            try line(
                "Most records are rejected: lines before the header are skipped by "
                    + "--skip-lines; check --delimiter and --quote too.")
        }
    }

    /// The most frequent reason first.
    private static func isBefore(
        _ left: (key: RejectReason, value: Int), _ right: (key: RejectReason, value: Int)
    ) -> Bool {
        (right.value, left.key.rawValue) < (left.value, right.key.rawValue)
    }

    private func section(_ title: String) throws(TextOutput.Broken) {
        try line(title)
    }

    private func line(_ text: String) throws(TextOutput.Broken) {
        try output.writeLine(text)
    }
}
