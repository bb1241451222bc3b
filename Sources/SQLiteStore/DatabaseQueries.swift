extension Database {
    /// Runs one statement with its values.
    package func run(_ sql: String, _ values: DataBinding...) throws(DatabaseError) {
        let statement = try prepare(sql)
        statement.bindAll(values)
        try statement.run()
    }

    /// The first column of the first row; nil where there is no row, or NULL in it.
    package func scalar(_ sql: String, _ values: DataBinding...) throws(DatabaseError) -> Int64? {
        try first(sql, values) { $0.optionalInt64(0) }
    }

    /// The first column of the first row; nil where there is no row, or NULL in it.
    package func scalarText(
        _ sql: String, _ values: DataBinding...
    ) throws(DatabaseError) -> String? {
        try first(sql, values) { $0.optionalText(0) }
    }

    private func first<Value>(
        _ sql: String, _ values: [DataBinding], _ read: (Statement) -> Value?
    ) throws(DatabaseError) -> Value? {
        let statement = try prepare(sql)
        statement.bindAll(values)
        return try statement.step() ? read(statement) : nil
    }

    /// Every row, as `read` sees it.
    package func rows<Row>(
        _ sql: String, _ values: [DataBinding] = [], read: (Statement) -> Row
    ) throws(DatabaseError) -> [Row] {
        let statement = try prepare(sql)
        statement.bindAll(values)
        var rows: [Row] = []
        while try statement.step() { rows.append(read(statement)) }
        return rows
    }

    /// The number that says which schema the file holds; 0 in a new file.
    package func userVersion() throws(DatabaseError) -> Int32 {
        Int32(truncatingIfNeeded: try scalar("PRAGMA user_version") ?? 0)
    }

    package func setUserVersion(_ version: Int32) throws(DatabaseError) {
        try execute("PRAGMA user_version = \(version)")
    }

    /// The number that says whose file this is; 0 in a new file.
    package func applicationID() throws(DatabaseError) -> Int32 {
        Int32(truncatingIfNeeded: try scalar("PRAGMA application_id") ?? 0)
    }

    package func setApplicationID(_ identifier: Int32) throws(DatabaseError) {
        try execute("PRAGMA application_id = \(identifier)")
    }

    /// What SQLite finds damaged, a sentence each, at most 100 of them; nothing in a sound file.
    ///
    /// Damage that keeps the check itself from reading on is a finding too, not an error.
    package func integrityCheck() throws(DatabaseError) -> [String] {
        do {
            return try rows("PRAGMA integrity_check") { $0.text(0) }.filter { $0 != "ok" }
        } catch let error where error.code.cause == .damaged {
            return [error.message]
        }
    }

    /// Rows whose foreign key points nowhere, as "table row N" each.
    package func foreignKeyCheck() throws(DatabaseError) -> [String] {
        try rows("PRAGMA foreign_key_check") {
            "\($0.text(0)) row \($0.optionalInt64(1).map(String.init) ?? "?") lacks its \($0.text(2))"
        }
    }
}
