/// How a transaction takes its lock.
package enum TransactionKind: String, Sendable {
    /// Reads one state of the file until it ends; takes no lock before its first read.
    case deferred = "DEFERRED"
    /// Takes the writer's lock at once: it does not fail half-way on another writer.
    case immediate = "IMMEDIATE"
    /// Takes the whole file at once: readers wait too.
    case exclusive = "EXCLUSIVE"
}

extension Database {
    package func begin(_ kind: TransactionKind = .immediate) throws(DatabaseError) {
        try execute("BEGIN \(kind.rawValue)")
    }

    /// Writes the transaction to disk.
    ///
    /// After `busy`, where readers did not leave in time, the transaction is still open and the
    /// commit may be tried again.
    package func commit() throws(DatabaseError) {
        try execute("COMMIT")
    }

    /// Undoes the transaction; does nothing where SQLite has ended it itself.
    package func rollback() throws(DatabaseError) {
        guard connection.isOpen else { throw Connection.closed(sql: "ROLLBACK") }
        if isInTransaction { try execute("ROLLBACK") }
    }

    /// Runs the work in one transaction, committed if it returns and undone if it throws.
    ///
    /// - Throws: what the work or the commit threw; or a `RollbackFailure` that holds it, where
    ///   undoing failed too.
    package func transaction<Result>(
        _ kind: TransactionKind = .immediate, _ work: () throws -> Result
    ) throws -> Result {
        try begin(kind)
        do {
            let result = try work()
            try commit()
            return result
        } catch let first {
            do {
                try rollback()
            } catch let rollback {
                throw RollbackFailure(first: first, rollback: rollback)
            }
            throw first
        }
    }
}
