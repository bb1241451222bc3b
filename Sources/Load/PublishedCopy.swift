import SQLiteStore

/// A compact copy of the warehouse without facts: dimensions, indicators with their control charts,
/// backlogs, their views; from the first frozen month on, the published figures too.
extension Warehouse {
    /// Writes the copy, as the transaction under way sees the warehouse, into a file that does not
    /// exist yet; the caller syncs it, and renames it after the commit.
    package func writePublishedCopy(to path: String) throws {
        let copy = try Database(path: path, mode: .create)
        defer { copy.close() }
        try copy.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
        try copy.begin(.deferred)
        let hasFrozenMonths = try !frozenMonths().isEmpty
        let tables = try database.rows(
            """
            SELECT name, sql FROM sqlite_schema
            WHERE type = 'table' AND (name LIKE 'dim\\_%' ESCAPE '\\' OR name IN
                    ('bridge_unit_secretariat', 'fact_kpi', 'fact_backlog_daily',
                    'fact_control_phase', 'fact_control_point', 'fact_control_signal')
                OR ?1 AND name IN ('published_month', 'published_figure', 'revision_cause'))
            ORDER BY rowid
            """, [.integer(hasFrozenMonths ? 1 : 0)]
        ) { (name: $0.text(0), sql: $0.text(1)) }
        for table in tables {
            try copy.execute(table.sql)
            let name = Database.quoted(table.name)
            let select = try database.prepare("SELECT * FROM \(name)")
            let columns = select.columnNames.indices
            let marks = columns.map { _ in "?" }.joined(separator: ", ")
            let insert = try copy.prepare("INSERT INTO \(name) VALUES (\(marks))")
            while try select.step() {
                for column in columns { insert.bind(select.value(column), at: column + 1) }
                try insert.run()
            }
        }
        try copy.execute(StarViews.figures + (hasFrozenMonths ? StarViews.closing : ""))
        try copy.setApplicationID(StarSchema.applicationID)
        try copy.setUserVersion(Int32(StarSchema.version))
        try copy.commit()
    }
}
