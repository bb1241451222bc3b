import SQLiteStore

/// What the checks of a run look at.
package enum CheckScope: Sendable {
    /// All that there is: after a first load, a rebuild, a migration.
    case everything
    /// The figures that the stores wrote since the warehouse was opened, and these facts; nil: all
    /// facts.
    case written(facts: FactEvidence?)

    var isEverything: Bool {
        if case .everything = self { return true }
        return false
    }
}

/// What checks need to know of facts.
package struct FactEvidence: Sendable, Equatable {
    /// Keys that facts name, by table and column.
    package var named: [String: [String: Set<Int64>]]
    /// Facts by the file that holds them: of all files, or of those that a run touched.
    package var held: [Int64: Int]

    package init(named: [String: [String: Set<Int64>]] = [:], held: [Int64: Int] = [:]) {
        self.named = named
        self.held = held
    }
}

extension Warehouse {
    /// What all facts name, and by which file they are held: one scan a table.
    package func factEvidence() throws -> FactEvidence {
        var evidence = FactEvidence()
        for file in try database.rows(
            "SELECT source_file_key FROM dim_source_file", read: { $0.int64(0) })
        {
            evidence.held[file] = 0
        }
        for (table, references) in IntegrityChecks.factReferences {
            let columns = references.map(\.key)
            for (column, rows) in zip(columns, try database.tally(columns, of: table)) {
                evidence.named[table, default: [:]][column] = Set(rows.keys)
                guard column == "source_file_key" else { continue }
                evidence.held.merge(rows, uniquingKeysWith: +)
            }
        }
        return evidence
    }

    /// Writes what the checks look at into tables of this connection, which `CheckedTables` names.
    ///
    /// - Parameter isWhole: true where figures are looked at whatever was written of them.
    func prepareChecks(_ scope: CheckScope, isWhole: Bool) throws {
        try database.execute(
            """
            CREATE TEMP TABLE IF NOT EXISTS checked_key (fact TEXT, named TEXT, key INTEGER);
            CREATE TEMP TABLE IF NOT EXISTS checked_file (
                source_file_key INTEGER PRIMARY KEY, facts INTEGER);
            CREATE TEMP TABLE IF NOT EXISTS checked_backlog (
                perimeter_key INTEGER PRIMARY KEY, first_day INTEGER, last_day INTEGER);
            CREATE TEMP TABLE IF NOT EXISTS checked_phase (control_phase_key INTEGER PRIMARY KEY);
            DELETE FROM temp.checked_key; DELETE FROM temp.checked_file;
            DELETE FROM temp.checked_backlog; DELETE FROM temp.checked_phase;
            """)
        var facts: FactEvidence?
        if case .written(let given) = scope { facts = given }
        try prepareFactChecks(try facts ?? factEvidence())
        guard !isWhole else { return }
        let addBacklog = try database.cached("INSERT INTO temp.checked_backlog VALUES (?, ?, ?)")
        for (perimeter, days) in written.backlogs {
            // The day after rests on the last one.
            try addBacklog.run(
                .integer(perimeter), .integer(days.lowerBound), .integer(days.upperBound + 1))
        }
        let addPhase = try database.cached("INSERT INTO temp.checked_phase VALUES (?)")
        for phase in written.phases { try addPhase.run(.integer(phase)) }
        try prepareFigureChecks()
    }

    private func prepareFactChecks(_ facts: FactEvidence) throws {
        let addKey = try database.cached("INSERT INTO temp.checked_key VALUES (?, ?, ?)")
        for (table, columns) in facts.named {
            for (column, keys) in columns {
                for key in keys { try addKey.run(.text(table), .text(column), .integer(key)) }
            }
        }
        let addFile = try database.cached("INSERT INTO temp.checked_file VALUES (?, ?)")
        for (file, rows) in facts.held { try addFile.run(.integer(file), .integer(rows)) }
    }
}
