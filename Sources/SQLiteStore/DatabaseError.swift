/// A failure of SQLite.
///
/// Bound values are patients' data: they are in neither `message` nor `sql`, which holds the
/// statement as it was written, with its `?`.
package struct DatabaseError: Error, Hashable, Sendable {
    package let code: ResultCode
    /// SQLite's words, and the operating system's where the file system refused.
    package let message: String
    /// The statement, where one was at work.
    package let sql: String?

    package init(code: ResultCode, message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        guard let sql else { return "\(code): \(message)" }
        return "\(code): \(message), while running: \(Self.short(sql))"
    }

    /// A statement on one line, cut after 300 characters.
    private static func short(_ sql: String) -> String {
        let words = sql.split { $0.isWhitespace }.joined(separator: " ")
        return words.count > 300 ? words.prefix(300) + "…" : words
    }
}

/// A transaction that failed and then could not be rolled back either.
package struct RollbackFailure: Error, CustomStringConvertible {
    /// What made the transaction fail: the one to act on.
    package let first: any Error
    package let rollback: DatabaseError

    package var description: String {
        "\(first) (and the rollback failed: \(rollback))"
    }
}
