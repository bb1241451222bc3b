import CSVSource
import Domain
import Foundation

/// The words of all refusals that reading gives: none holds a path, a header cell or a cell.
extension FileRefusal {
    package init(_ error: CSVFileError) {
        switch error {
        case .notARegularFile:
            self.init(
                code: "not_a_file", what: "it is a folder, a pipe or a device, not a file",
                advice: "narrow the glob in `files` so that it matches the exports alone")
        case .unreadable(let number):
            self.init(
                code: RefusalCode.unreadable,
                what: "it cannot be read: \(String(cString: strerror(number)))",
                advice: "check that the account of this job may read it, and the disk or share")
        case .changedWhileRead:
            self.init(
                code: "changed_while_read", what: "it changed while it was being read",
                advice: "run again once the export is complete; write exports aside, then rename")
        case .byteOrderUnknown:
            self.init(
                code: "encoding",
                what: "declared utf-16, it starts with no byte-order mark",
                advice: "set the dialect's `encoding`, or `auto`")
        case .unexpectedUTF16:
            self.init(
                code: "encoding",
                what: "it starts with the byte-order mark of UTF-16, and is declared otherwise",
                advice: "set the dialect's `encoding` to `auto` or `utf-16`")
        }
    }

    static let empty = FileRefusal(
        code: "empty", what: "it holds nothing where the header or the first row should be",
        advice: "check the export, and `skipLines`")

    /// A header that is no record.
    static func header(_ fault: RecordFault, line: Int) -> FileRefusal {
        switch fault {
        case .badEncoding:
            FileRefusal(
                code: "encoding", what: "the header, line \(line), is not in its encoding",
                advice: "set the dialect's `encoding`")
        case .malformedQuote:
            FileRefusal(
                code: "header", what: "the header, line \(line), has a quote out of place",
                advice: "check `skipLines` and the dialect's `quote`")
        case .fieldTooLong:
            FileRefusal(
                code: "header", what: "the header, line \(line), is over maxRecordBytes",
                advice: "check that this is a text file, and `skipLines`")
        case .controlCharacter:
            FileRefusal(
                code: "header", what: "the header, line \(line), holds control characters",
                advice: "check that this is a text file, and its encoding")
        }
    }

    /// Columns that the header lacks or has twice, spelled as in the pipeline file.
    static func header(
        lacking missing: [String], doubled: [String], columnCount: Int, seemingDelimiter: String?
    ) -> FileRefusal {
        var parts: [String] = []
        let names = { (columns: [String]) in columns.map { "`\($0)`" }.joined(separator: ", ") }
        if !missing.isEmpty { parts.append("the header lacks \(names(missing))") }
        if !doubled.isEmpty { parts.append("the header has twice \(names(doubled))") }
        parts.append("it has \(columnCount) column\(columnCount == 1 ? "" : "s")")
        let advice =
            if let seemingDelimiter {
                "the delimiter seems to be \(seemingDelimiter): set the dialect's `delimiter`"
            } else if missing.isEmpty {
                "map a column that occurs once, or have the export changed"
            } else {
                "check `columns`, `where` and `skipLines`; `inspect` shows the header"
            }
        return FileRefusal(
            code: "header", what: parts.joined(separator: "; "), advice: advice)
    }

    static func tooManyRejects(
        _ rejects: [Reject], of rows: Int, maxRejectRate: Double
    ) -> FileRefusal {
        var counts: [RejectReason: Int] = [:]
        for reject in rejects { counts[reject.reason, default: 0] += 1 }
        let reasons = counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let list = reasons.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
        let first = rejects.first.map { ", the first at line \($0.line)" } ?? ""
        return FileRefusal(
            code: "too_many_rejects",
            what: "\(rejects.count) of \(rows) rows are rejected (\(list))\(first); "
                + "maxRejectRate is \(maxRejectRate)",
            advice: advice(for: reasons.first?.key))
    }

    private static func advice(for reason: RejectReason?) -> String {
        switch reason {
        case .badDate: "check `dateFormat`"
        case .badNumber: "check `durationFormat`"
        case .unknownValue: "complete `values`"
        case .wrongFieldCount: "check `delimiter` and `quote`, and whether the file is cut"
        case .malformedQuote: "set `quote: null` where quotes are ordinary characters"
        case .badEncoding, .controlCharacter: "check `encoding`"
        case .fieldTooLong: "check that its lines end as they should, and `maxRecordBytes`"
        case .missingField: "check `columns`, and that the export is complete"
        case .implausibleDate, nil: "check the export, and `dateFormat`"
        }
    }
}
