import CSQLite

/// What may be done with a database's file.
package enum OpenMode: Sendable {
    /// The file must be there; nothing is written.
    case readOnly
    /// The file must be there.
    case readWrite
    /// The file is made where it is missing, without rights for others.
    case create
}

/// A connection to one SQLite file, for one thread at a time.
///
/// Set up for files that others may have touched: extended result codes, foreign keys on, trusted
/// schema off, defensive mode on, sizes of cells checked, double-quoted texts refused.
package final class Database {
    let connection: Connection
    private var statements: [String: Statement] = [:]
    /// The functions of ours that this connection knows: to define one again would make every
    /// statement be prepared again.
    var functions: Set<String> = []

    /// Opens the file and reads its header, so that a file which is no database is told at once.
    ///
    /// - Parameter path: a file's name and nothing else: names that start with `file:` are no URIs.
    /// - Parameter busyTimeout: for how many milliseconds to wait for another connection's lock.
    package init(path: String, mode: OpenMode, busyTimeout: Int32 = 5000) throws(DatabaseError) {
        let name = try Self.fileName(path)
        if mode == .create { try SystemCall.createPrivately(name) }
        connection = try Self.open(name, mode, busyTimeout: busyTimeout)
        _ = try scalar("SELECT count(*) FROM sqlite_schema")
    }

    private init(connection: Connection) {
        self.connection = connection
    }

    /// A database that lives in memory and goes with its connection.
    package static func inMemory() throws(DatabaseError) -> Database {
        Database(connection: try open(":memory:", .create, busyTimeout: 0))
    }

    /// A name that SQLite takes for a plain file: Debian's reads `file:` as the start of a URI.
    private static func fileName(_ path: String) throws(DatabaseError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DatabaseError(code: .cannotOpen, message: "the path is empty or holds a NUL")
        }
        return path.hasPrefix("/") ? path : "./" + path
    }

    private static func open(
        _ name: String, _ mode: OpenMode, busyTimeout: Int32
    ) throws(DatabaseError) -> Connection {
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        switch mode {
        case .readOnly: flags |= SQLITE_OPEN_READONLY
        case .readWrite: flags |= SQLITE_OPEN_READWRITE
        case .create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
        var handle: OpaquePointer?
        let code = unsafe sqlite3_open_v2(name, &handle, flags, nil)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            let error = unsafe Connection.error(code, handle, sql: nil)
            // Even a failed opening gives a handle that must be closed.
            unsafe sqlite3_close_v2(handle)
            throw error
        }
        let connection = unsafe Connection(owning: handle)
        let switches: [(option: Int32, on: Int32)] = [
            (SQLITE_DBCONFIG_ENABLE_FKEY, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_DQS_DML, 0),
            (SQLITE_DBCONFIG_DQS_DDL, 0),
        ]
        for (option, on) in switches {
            let code = unsafe secretariat_sqlite3_db_config_flag(connection.pointer, option, on)
            guard code == SQLITE_OK else { throw connection.error(code) }
        }
        unsafe sqlite3_busy_timeout(connection.pointer, busyTimeout)
        let checks = "PRAGMA cell_size_check = ON"
        let checked = unsafe sqlite3_exec(connection.pointer, checks, nil, nil, nil)
        guard checked == SQLITE_OK else { throw connection.error(checked, sql: checks) }
        return connection
    }

    /// Rolls back an open transaction and gives the file back; statements that outlive it fail.
    package func close() {
        statements = [:]
        connection.close()
    }

    // MARK: Statements

    /// Runs one or several statements without values; rows are dropped.
    package func execute(_ sql: String) throws(DatabaseError) {
        guard connection.isOpen else { throw Connection.closed(sql: sql) }
        guard !sql.utf8.contains(0) else {
            throw DatabaseError(code: .misuse, message: "the statement holds a NUL", sql: sql)
        }
        let code = unsafe sqlite3_exec(connection.pointer, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw connection.error(code, sql: sql) }
    }

    /// Prepares one statement.
    ///
    /// Text that holds none, or more than one, is refused.
    package func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        try prepare(sql, flags: 0)
    }

    /// The statement prepared for this text by an earlier call, with its values cleared.
    ///
    /// One that is still being read is not shared: the caller gets another.
    package func cached(_ sql: String) throws(DatabaseError) -> Statement {
        if let statement = statements[sql] {
            if statement.isBusy { return try prepare(sql) }
            statement.reset()
            statement.clearBindings()
            return statement
        }
        let statement = try prepare(sql, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
        statements[sql] = statement
        return statement
    }

    private func prepare(_ sql: String, flags: UInt32) throws(DatabaseError) -> Statement {
        guard connection.isOpen else { throw Connection.closed(sql: sql) }
        guard !sql.utf8.contains(0) else {
            throw DatabaseError(code: .misuse, message: "the statement holds a NUL", sql: sql)
        }
        var first: OpaquePointer?
        var second: OpaquePointer?
        let code = unsafe sql.withCString { text -> Int32 in
            var tail: UnsafePointer<CChar>?
            let code = unsafe sqlite3_prepare_v3(
                connection.pointer, text, -1, flags, &first, &tail)
            // Comments and blanks after the statement prepare to nothing.
            guard code == SQLITE_OK, unsafe first != nil, let rest = unsafe tail else {
                return code
            }
            let restCode = unsafe sqlite3_prepare_v3(
                connection.pointer, rest, -1, 0, &second, nil)
            return unsafe restCode != SQLITE_OK || second != nil ? SQLITE_MISUSE : SQLITE_OK
        }
        unsafe sqlite3_finalize(second)
        guard code == SQLITE_OK, let pointer = unsafe first else {
            let error =
                code == SQLITE_OK || code == SQLITE_MISUSE
                ? DatabaseError(code: .misuse, message: "not exactly one statement", sql: sql)
                : connection.error(code, sql: sql)
            unsafe sqlite3_finalize(first)
            throw error
        }
        return unsafe Statement(connection, owning: pointer, sql: sql)
    }

    // MARK: Copies

    /// Copies the database, as it was last committed, to a file that is not there yet, or is empty.
    ///
    /// Page by page: `VACUUM INTO` would be more compact, but on a read-only connection SQLite
    /// 3.40 miscounts the generated columns of tables without a rowid. SQLite does not sync the
    /// copy: the caller does, before giving it its name.
    package func copy(into path: String) throws(DatabaseError) {
        let copy = try Database(path: path, mode: .create)
        defer { copy.close() }
        try self.copy(into: copy)
    }

    /// Copies the database, as it was last committed, over an empty one that is open.
    package func copy(into copy: Database) throws(DatabaseError) {
        let target = copy.connection
        guard
            let backup = unsafe sqlite3_backup_init(
                target.pointer, "main", connection.pointer, "main")
        else {
            throw unsafe target.error(sqlite3_errcode(target.pointer))
        }
        // All pages at once: a copy in steps would begin again whenever someone writes.
        _ = unsafe sqlite3_backup_step(backup, -1)
        let code = unsafe sqlite3_backup_finish(backup)
        guard code == SQLITE_OK else { throw target.error(code) }
    }

    /// A name of the schema as SQL writes it.
    package static func quoted(_ name: String) -> String {
        "\""
            + name.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    // MARK: State

    /// Rows that the last INSERT, UPDATE or DELETE changed itself.
    package var changes: Int { Int(unsafe sqlite3_changes64(connection.pointer)) }

    package var lastInsertRowID: Int64 { unsafe sqlite3_last_insert_rowid(connection.pointer) }

    /// True between the beginning and the end of a transaction; SQLite ends one itself on a full
    /// disk and on most input and output errors.
    package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(connection.pointer) == 0 }

    /// Makes the statement under way fail with `interrupted`.
    package func interrupt() {
        guard connection.isOpen else { return }
        unsafe sqlite3_interrupt(connection.pointer)
    }
}
