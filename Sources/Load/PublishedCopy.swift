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
        try copy.execute("BEGIN")
        let tables = try copy.texts(
            """
            SELECT sql FROM warehouse.sqlite_schema WHERE type = 'table'
                AND (name LIKE 'dim\\_%' ESCAPE '\\' OR name IN ('bridge_unit_secretariat',
                    'fact_kpi', 'fact_backlog_daily')) AND name <> 'dim_source_file'
            """)
        for sql in tables { try copy.execute(sql) }
        for name in try copy.texts("SELECT name FROM main.sqlite_schema WHERE type = 'table'") {
            let table = Database.quoted(name)
            try copy.execute("INSERT INTO main.\(table) SELECT * FROM warehouse.\(table)")
        }
        try copy.execute(StarViews.figures)
        try copy.execute("COMMIT")
        try copy.execute(
            """
            PRAGMA application_id = \(StarSchema.applicationID);
            PRAGMA user_version = \(StarSchema.version);
            """)
        try copy.detach("warehouse")
        try copy.execute("VACUUM")
    }
}
