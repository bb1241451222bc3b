import SQLiteStore

/// A compact copy of the warehouse without facts: dimensions, indicators, backlogs, their views.
extension Warehouse {
    /// Writes the copy of a committed warehouse into a file that does not exist yet; the caller
    /// syncs and renames it.
    package static func writePublishedCopy(of warehouse: String, to path: String) throws {
        let copy = try Database(path: path, mode: .create)
        defer { copy.close() }
        try copy.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
        try copy.attach(warehouse, as: "warehouse")
        try copy.begin(.deferred)
        let tables = try copy.rows(
            """
            SELECT name, sql FROM warehouse.sqlite_schema
            WHERE type = 'table' AND (name LIKE 'dim\\_%' ESCAPE '\\' OR name IN
                    ('bridge_unit_secretariat', 'fact_kpi', 'fact_backlog_daily'))
            ORDER BY rowid
            """
        ) { (name: $0.text(0), sql: $0.text(1)) }
        for table in tables {
            let name = Database.quoted(table.name)
            try copy.execute(table.sql)
            try copy.execute("INSERT INTO main.\(name) SELECT * FROM warehouse.\(name)")
        }
        try copy.execute(StarViews.figures)
        try copy.setApplicationID(StarSchema.applicationID)
        try copy.setUserVersion(Int32(StarSchema.version))
        try copy.commit()
        try copy.detach("warehouse")
    }
}
