import CSVSource
import Domain
import Foundation

/// The rows of one reference file under its known columns.
///
/// As Excel leaves them: rows without any text are none, rows may lack the blank cells at their
/// end, and columns without a name do not count.
struct ReferenceTable {
    let rows: [ReferenceRow]
    /// Some records could not be read: what they defined is not known.
    let hasUnreadableRows: Bool
    private let name: String
    private let headerLine: Int
    private let findings: ReferenceFindings

    /// nil where the file has no usable header; the fault is noted. An empty optional file has no
    /// rows.
    init?(
        _ file: ReferenceFile, name: String, bytes: [UInt8], findings: ReferenceFindings
    ) {
        self.name = name
        self.findings = findings
        let table: CSVTable
        do throws(CSVFileError) {
            table = try CSVTable.read(
                bytes, delimiters: [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")],
                noteMark: file.noteMark?.asciiValue)
        } catch {
            findings.fault(
                "the file cannot be read as CSV", in: file, at: name,
                advice: "Save it anew from Excel as CSV UTF-8.")
            return nil
        }
        hasUnreadableRows = !table.faults.isEmpty
        for (line, fault) in table.faults {
            findings.fault(
                ReferenceTable.what(fault), in: file, at: "\(name), line \(line)",
                advice: ReferenceTable.advice(fault))
        }
        let filled = table.rows.filter { row in
            row.fields.contains { !ReferenceTable.trim($0).isEmpty }
        }.drop { row in
            guard let mark = file.noteMark, let first = row.fields.first else { return false }
            return ReferenceTable.trim(first).first == mark
        }
        guard let header = filled.first else {
            if !file.isOptional, table.faults.isEmpty {
                findings.fault(
                    "the file is empty", in: file, at: name,
                    advice: "Its first line names the columns: "
                        + file.requiredColumns.joined(separator: "; ") + ".")
            }
            guard file.isOptional, table.faults.isEmpty else { return nil }
            headerLine = 1
            rows = []
            return
        }
        // A header that could not be read is no row: what comes first then is data.
        if let fault = table.faults.first, fault.line < header.line { return nil }
        headerLine = header.line
        guard
            let columns = ReferenceTable.columns(
                header, of: file, name: name, findings: findings)
        else { return nil }
        rows = filled.dropFirst().map { row in
            ReferenceTable.row(row, columns: columns, of: file, name: name, findings: findings)
        }
        noteUnnamedCells(filled.dropFirst(), columns: columns, of: file)
    }

    /// A doubt: a file that should have rows has none.
    func noteNoRows(advice: String) {
        findings.doubt("the file has no rows", at: name, advice: advice)
    }

    // MARK: Header

    /// The folded name of each column of the header, nil for those that do not count.
    private static func columns(
        _ header: CSVTable.Row, of file: ReferenceFile, name: String, findings: ReferenceFindings
    ) -> [String?]? {
        let place = "\(name), line \(header.line)"
        let known = file.requiredColumns + file.optionalColumns
        let folded = header.fields.map(HeaderMatcher.folded)
        let unknown = folded.filter { !$0.isEmpty && !known.contains($0) }
        var isUsable = true
        for column in known where folded.count(where: { $0 == column }) > 1 {
            findings.fault(
                "the column \"\(column)\" stands twice", in: file, at: place,
                advice: "Delete one of the two.")
            isUsable = false
        }
        for column in file.requiredColumns where !folded.contains(column) {
            let likely = Suggestion.nearest(to: column, among: unknown)
            findings.fault(
                "the column \"\(column)\" is missing", in: file, at: place,
                advice: likely.map { "Is it the column \"\($0)\"? Rename it." }
                    ?? "The columns are " + file.requiredColumns.joined(separator: "; ") + ".")
            isUsable = false
        }
        guard isUsable else { return nil }
        for column in unknown {
            findings.doubt(
                "unknown column \"\(column)\"; it is ignored", at: place,
                advice: Suggestion.nearest(to: column, among: known)
                    .map { "Did you mean \"\($0)\"?" } ?? "Delete it, or leave it as a note.")
        }
        return folded.map { known.contains($0) ? $0 : nil }
    }

    // MARK: Rows

    private static func row(
        _ row: CSVTable.Row, columns: [String?], of file: ReferenceFile, name: String,
        findings: ReferenceFindings
    ) -> ReferenceRow {
        var cells: [String: String] = [:]
        for (index, column) in columns.enumerated() {
            guard let column else { continue }
            cells[column] = index < row.fields.count ? trim(row.fields[index]) : ""
        }
        return ReferenceRow(
            file: file, fileName: name, line: row.line, cells: cells, findings: findings)
    }

    /// Text to the right of the header's last column: a delimiter too many shifts cells.
    private func noteUnnamedCells(
        _ rows: ArraySlice<CSVTable.Row>, columns: [String?], of file: ReferenceFile
    ) {
        for row in rows
        where row.fields.dropFirst(columns.count).contains(where: {
            !ReferenceTable.trim($0).isEmpty
        }) {
            findings.fault(
                "the row has \(row.fields.count) cells, the header \(columns.count)", in: file,
                at: "\(name), line \(row.line)",
                advice: "A text that holds the delimiter must stand in quotes.")
        }
    }

    private static func trim(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: Records that cannot be read

    private static func what(_ fault: RecordFault) -> String {
        switch fault {
        case .malformedQuote: "a quote is open or out of place"
        case .fieldTooLong: "the line is too long"
        case .controlCharacter: "the line holds a control character"
        case .badEncoding: "the line holds bytes that are no text in the file's encoding"
        }
    }

    private static func advice(_ fault: RecordFault) -> String {
        switch fault {
        case .malformedQuote:
            "Within a text in quotes, write each quote twice; otherwise write none."
        case .fieldTooLong: "Shorten its texts."
        case .controlCharacter: "Delete it: it is invisible in Excel, so type the row anew."
        case .badEncoding: "Save the file anew from Excel as CSV UTF-8."
        }
    }
}
