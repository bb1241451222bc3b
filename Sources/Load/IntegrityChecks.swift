import Domain
import SQLiteStore

/// A statement of fact about the warehouse, as a query that must return no rows.
package struct IntegrityCheck: Sendable {
    /// What holds where the query is empty.
    package let promise: String
    let query: String
}

/// A load that would have left the warehouse wrong: a defect of ours, exit 70.
package struct IntegrityFailure: Error, Sendable, Equatable {
    package let promise: String
    /// Rows that break the promise, 1000 at most.
    package let rows: Int
}

extension Warehouse {
    /// Runs every check; after each load and measuring, before the commit.
    ///
    /// - Parameter scope: everything is looked at where the schema was brought up to date, too.
    /// - Throws: an `IntegrityFailure`, the first one found.
    package func verify(_ scope: CheckScope = .everything) throws {
        let scope = wasMigrated ? .everything : scope
        let isWhole = try scope.isEverything || hasWrittenMost()
        try prepareChecks(scope, isWhole: isWhole)
        for check in IntegrityChecks.checks(CheckedTables(isWhole: isWhole)) {
            let broken = "SELECT count(*) FROM (\(check.query) LIMIT 1000)"
            let rows = Int(try database.scalar(broken) ?? 0)
            if rows > 0 { throw IntegrityFailure(promise: check.promise, rows: rows) }
        }
    }

    /// True where so much was written that looking up each row would take longer than reading the
    /// tables from end to end: with edited targets, say.
    func hasWrittenMost() throws -> Bool {
        if written.hasMore { return true }
        let periods = Int(try database.scalar("SELECT count(*) FROM dim_period") ?? 0)
        let perimeters = Int(try database.scalar("SELECT count(*) FROM dim_perimeter") ?? 0)
        // By period and perimeter; a look at one costs about as much as its share of the tables.
        let places = written.places + written.newPeriods.count * perimeters
        return 2 * places > periods * perimeters
    }

    /// What SQLite itself finds wrong with the file, and keys that point nowhere; empty where all
    /// is well.
    package func structuralFaults() throws -> [String] {
        let faults = try database.integrityCheck()
        return faults.isEmpty ? try database.foreignKeyCheck() : faults
    }
}

/// What every load promises, in SQL: an independent, plain reading of the figures.
///
/// The tables of figures come from `CheckedTables`, so that a check reads what the run wrote, or
/// everything; facts, which are many, are counted before (`FactEvidence`).
package enum IntegrityChecks {
    package static let all = checks(CheckedTables(isWhole: true))

    static func checks(_ tables: CheckedTables) -> [IntegrityCheck] {
        factKeys + keys(tables) + ledger + backlog(tables) + figures(tables)
            + controlCharts(tables) + closing(tables)
    }

    // MARK: Keys

    typealias Reference = (key: String, dimension: String)

    /// The keys that facts name, with the tables that hold them.
    static let factReferences: [(fact: String, references: [Reference])] = [
        (
            "fact_encounter",
            [
                ("encounter_type_key", "dim_encounter_type"), ("unit_key", "dim_unit"),
                ("source_file_key", "dim_source_file"),
            ]
        ),
        (
            "fact_letter",
            [
                ("letter_type_key", "dim_letter_type"), ("unit_key", "dim_unit"),
                ("channel_key", "dim_channel"), ("source_file_key", "dim_source_file"),
                ("source_key", "dim_source"),
            ]
        ),
        (
            "fact_call",
            [
                ("unit_key", "dim_unit"), ("date_key", "dim_date"),
                ("source_file_key", "dim_source_file"), ("source_key", "dim_source"),
            ]
        ),
    ]

    private static let factKeys = factReferences.map { fact, references in
        let orphans = references.map {
            "(named = '\($0.key)' AND key NOT IN (SELECT \($0.key) FROM \($0.dimension)))"
        }
        return IntegrityCheck(
            promise: promise(of: fact),
            query: """
                SELECT 1 FROM temp.checked_key
                WHERE fact = '\(fact)' AND (\(orphans.joined(separator: " OR ")))
                """)
    }

    private static func promise(of fact: String) -> String {
        "every dimension row that \(fact) names is there"
    }

    private static func keys(_ tables: CheckedTables) -> [IntegrityCheck] {
        let references: [(fact: String, rows: String, references: [Reference])] = [
            (
                "fact_source_daily", "fact_source_daily",
                [("source_key", "dim_source"), ("date_key", "dim_date")]
            ),
            (
                "fact_backlog_daily", tables.backlog,
                [("perimeter_key", "dim_perimeter"), ("date_key", "dim_date")]
            ),
            (
                "fact_kpi", tables.kpi,
                [
                    ("period_key", "dim_period"), ("perimeter_key", "dim_perimeter"),
                    ("kpi_key", "dim_kpi"),
                ]
            ),
            ("fact_control_phase", tables.phase, [("kpi_key", "dim_kpi")]),
            (
                "fact_control_point", tables.point,
                [("control_phase_key", "fact_control_phase"), ("period_key", "dim_period")]
            ),
        ]
        return references.map { fact, rows, references in
            // NULL names no row, and yet is not in an empty table.
            let orphans = references.map {
                "(\($0.key) IS NOT NULL AND \($0.key) NOT IN "
                    + "(SELECT \($0.key) FROM \($0.dimension)))"
            }
            return IntegrityCheck(
                promise: promise(of: fact),
                query: "SELECT 1 FROM \(rows) WHERE \(orphans.joined(separator: " OR "))")
        }
    }

    // MARK: The ledger

    private static let ledger = [
        IntegrityCheck(
            promise: "every file holds as many facts as the ledger says",
            query: """
                SELECT 1 FROM temp.checked_file h LEFT JOIN dim_source_file d USING (source_file_key)
                WHERE coalesce(d.rows_held, 0) <> h.facts
                """)
    ]
}
