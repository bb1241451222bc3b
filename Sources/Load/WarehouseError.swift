import SQLiteStore

/// An SQLite error in the words that a run acts on.
package struct WarehouseError: Sendable {
    package enum Trouble: Sendable {
        /// Another connection holds the file.
        case busy
        case full
        /// The file or its folder may not be written.
        case cannotWrite
        case notADatabase
        /// The file system refused to read or write.
        case medium
        /// The file's content contradicts itself.
        case damaged
        /// A statement that SQLite refuses: ours.
        case defect
    }

    package let trouble: Trouble
    /// SQLite's own words; never a bound value.
    package let message: String
}

extension WarehouseError {
    /// The same trouble in these words, or nil where the error is not SQLite's.
    package init?(_ error: any Error) {
        guard let error = error as? DatabaseError else { return nil }
        trouble =
            switch error.code.primary {
            case .busy, .locked: .busy
            case .full: .full
            case .readOnly, .cannotOpen, .authorisation: .cannotWrite
            case .notADatabase: .notADatabase
            case .ioError: .medium
            case .corrupt: .damaged
            default: .defect
            }
        // Which statement it was helps where the statement is at fault, and nowhere else.
        message =
            if case .defect = trouble { "\(error)" } else { "SQLite: \(error.message)" }
    }
}
