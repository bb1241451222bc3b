/// Why a row was rejected (contract §4).
package enum RejectReason: String, CaseIterable, Sendable {
    case missingField = "missing_field"
    case badDate = "bad_date"
    case implausibleDate = "implausible_date"
    case badNumber = "bad_number"
    case unknownValue = "unknown_value"
    case wrongFieldCount = "wrong_field_count"
    case malformedQuote = "malformed_quote"
    case badEncoding = "bad_encoding"
    case controlCharacter = "control_character"
    case fieldTooLong = "field_too_long"
}

/// A row that was rejected: where, why, and what was expected; never the cell's own text.
package struct Reject: Hashable, Sendable {
    /// First physical line of the record, from 1.
    package var line: Int
    /// The column as the pipeline file names it; nil where the whole record is at fault.
    package var column: String?
    package var reason: RejectReason
    /// In French: what was expected, and the cell's shape (letters a, digits 9).
    package var message: String
    /// The pseudonym of the row's own identifier, by which a later, clean row of it is found; nil
    /// where it is blank or the record could not be read. No page and no view shows it.
    package var key: Int64?

    package init(
        line: Int, column: String?, reason: RejectReason, message: String, key: Int64? = nil
    ) {
        self.line = line
        self.column = column
        self.reason = reason
        self.message = message
        self.key = key
    }
}

/// Why a whole file was refused, in English for the log: what, and the likely cause.
package struct FileRefusal: Error, Hashable, Sendable {
    /// A short stable word for machines: `unreadable`, `changed_while_read`, `empty`, `encoding`,
    /// `header`, `too_many_rejects`, `would_remove_rows`, `not_a_file`.
    package var code: String
    /// What was found, without any cell's or header's text.
    package var what: String
    /// The likely cause and what to do.
    package var advice: String

    package init(code: String, what: String, advice: String) {
        self.code = code
        self.what = what
        self.advice = advice
    }
}

/// The words of `FileRefusal.code` that runs act on.
package enum RefusalCode {
    package static let changedWhileRead = "changed_while_read"
    package static let wouldRemoveRows = "would_remove_rows"
    /// The system did not let it be read, which says nothing of its content.
    package static let unreadable = "unreadable"
}

/// A message in three parts: what is wrong, where, and what to do about it.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Sendable {
        /// Refuses the definition or the reference files: exit 78.
        case fault
        /// Doubtful: `check` says so, a run goes on.
        case doubt
    }

    package var severity: Severity
    package var what: String
    /// A path in the pipeline file (`sources[0].columns.unit`) or a file and line.
    package var place: String
    package var advice: String

    package init(_ severity: Severity, _ what: String, at place: String, advice: String) {
        self.severity = severity
        self.what = what
        self.place = place
        self.advice = advice
    }
}

/// Several faults found together.
package struct Faults: Error, Sendable {
    package var findings: [Finding]

    package init(_ findings: [Finding]) {
        self.findings = findings
    }
}
