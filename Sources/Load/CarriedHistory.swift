import Domain
import SQLiteStore

/// What a rebuild carries over from the warehouse that it replaces (contract §1).
extension Warehouse {
    /// Takes over the runs, the publications, the frozen months with what became of them, and the
    /// last good copies of the reference files; this warehouse has none of them yet.
    package func adoptHistory(from other: Warehouse) throws {
        // In this order: publications refer to runs.
        try copy(
            [
                "run_id", "started_at", "finished_at", "as_of", "status", "exit_code", "version",
                "data_fingerprint", "message",
            ], of: "run", from: other)
        try copy(["run_id", "source", "last_event"], of: "run_source", from: other)
        try copy(
            ["month", "as_of", "is_provisional", "fingerprint", "run_id"], of: "publication",
            from: other)
        try copy(["file", "name", "content"], of: "reference_copy", from: other)
        for table in [
            "published_month", "published_figure", "published_secretariat", "published_page",
            "revision_state", "revision_cause", "measured_setting",
        ] {
            let columns = try database.prepare("SELECT * FROM \(table)").columnNames
            try copy(columns, of: table, from: other)
        }
    }

    /// Takes over the boundaries of what went by its age, and the figures, of which those that are
    /// closed stay; the sources are registered.
    ///
    /// - Parameter heirs: the key of each source here, by its key there.
    package func adoptClosedFigures(from other: Warehouse, heirs: [Int64: Int64]) throws {
        let kept = try other.keptFrom()
        try setBoundaries(keptFrom: kept, openFrom: try other.openFrom())
        for table in [
            "dim_kpi", "dim_period", "dim_perimeter", "fact_kpi", "fact_backlog_daily",
            "fact_letter_delay", "fact_call_slot", "fact_quality", "fact_low_call_day",
        ] {
            let columns = try database.prepare("SELECT * FROM \(table)").columnNames
            try copy(columns, of: table, from: other)
        }
        perimeterKeyCache = nil
        for source in try other.knownSources() {
            guard let day = kept[source.kind], let heir = heirs[source.key] else { continue }
            let days = try other.events(source: source.key, from: .firstPlausible, through: day - 1)
            for (day, events) in days {
                try storeSourceDay(Int64(day.dayNumber), of: heir, events: events)
            }
        }
    }

    /// Copies a table's rows from another warehouse, value by value.
    private func copy(_ columns: [String], of table: String, from other: Warehouse) throws {
        let names = columns.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let select = try other.database.prepare("SELECT \(names) FROM \(table)")
        let insert = try database.prepare("INSERT INTO \(table) (\(names)) VALUES (\(marks))")
        while try select.step() {
            for column in columns.indices { insert.bind(select.value(column), at: column + 1) }
            try insert.run()
        }
    }
}
