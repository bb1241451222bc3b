import CSQLite

/// A result code of SQLite, extended where SQLite gives one.
///
/// A primary code as a pattern matches all of its extended codes, as in
/// `case .ioError:`, which takes `SQLITE_IOERR_WRITE` too.
package struct ResultCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The low byte: the family of an extended code.
    package var primary: ResultCode { ResultCode(rawValue: rawValue & 0xFF) }

    /// True where the codes are equal, or the pattern is the primary code of this one.
    package static func ~= (pattern: ResultCode, code: ResultCode) -> Bool {
        pattern == code || pattern == code.primary
    }

    package static let ok = ResultCode(rawValue: SQLITE_OK)
    package static let error = ResultCode(rawValue: SQLITE_ERROR)
    package static let busy = ResultCode(rawValue: SQLITE_BUSY)
    package static let locked = ResultCode(rawValue: SQLITE_LOCKED)
    package static let outOfMemory = ResultCode(rawValue: SQLITE_NOMEM)
    package static let readOnly = ResultCode(rawValue: SQLITE_READONLY)
    package static let interrupted = ResultCode(rawValue: SQLITE_INTERRUPT)
    package static let ioError = ResultCode(rawValue: SQLITE_IOERR)
    package static let corrupt = ResultCode(rawValue: SQLITE_CORRUPT)
    package static let full = ResultCode(rawValue: SQLITE_FULL)
    package static let cannotOpen = ResultCode(rawValue: SQLITE_CANTOPEN)
    package static let tooBig = ResultCode(rawValue: SQLITE_TOOBIG)
    package static let constraint = ResultCode(rawValue: SQLITE_CONSTRAINT)
    package static let mismatch = ResultCode(rawValue: SQLITE_MISMATCH)
    package static let misuse = ResultCode(rawValue: SQLITE_MISUSE)
    package static let authorisation = ResultCode(rawValue: SQLITE_AUTH)
    package static let range = ResultCode(rawValue: SQLITE_RANGE)
    package static let notADatabase = ResultCode(rawValue: SQLITE_NOTADB)
    package static let row = ResultCode(rawValue: SQLITE_ROW)
    package static let done = ResultCode(rawValue: SQLITE_DONE)

    /// What a code means to whoever must act on it.
    package enum Cause: String, Sendable, CaseIterable {
        /// No room left on the volume.
        case diskFull
        /// Reading, writing, syncing or locking failed.
        case inputOutput
        /// Another connection holds a lock for longer than the time given.
        case busy
        /// The file is no database, or is damaged.
        case damaged
        /// The file, its folder or the connection cannot be written.
        case readOnly
        /// The file is not there, or its rights forbid opening it.
        case cannotOpen
        /// A rule of the schema was broken.
        case constraint
        /// `Database.interrupt()` was called.
        case interrupted
        /// Anything else: a defect of ours, or no memory.
        case other
    }

    package var cause: Cause {
        switch self {
        case .full: .diskFull
        case .ioError: .inputOutput
        case .busy, .locked: .busy
        case .corrupt, .notADatabase: .damaged
        case .readOnly: .readOnly
        case .cannotOpen, .authorisation: .cannotOpen
        case .constraint: .constraint
        case .interrupted: .interrupted
        default: .other
        }
    }
}

extension ResultCode: CustomStringConvertible {
    /// SQLite's own short English words, with the number.
    package var description: String {
        let words = unsafe sqlite3_errstr(rawValue).map { unsafe String(cString: $0) }
        return "SQLite \(rawValue) (\(words ?? "unknown"))"
    }
}
