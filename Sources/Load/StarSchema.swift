import Domain

/// The tables of the warehouse: a star schema after Kimball, every table with its grain.
///
/// The grain is a comment inside each CREATE TABLE, so that SQLite keeps it in `sqlite_schema`.
/// Days are numbers of days since 1970-01-01 (`dim_date.date_key`); the views show them as ISO
/// dates. Every table is STRICT. A change of these texts is a new `version` with its migration.
///
/// The CHECK of a word in a large table names its words one by one: for a list of more than two
/// after IN, SQLite builds a table with every row, which took twice as long as all else of an
/// insert. Warehouses that were made before version 3 keep their lists, which say the same.
enum StarSchema {
    /// `PRAGMA application_id`: "SKPI" in ASCII.
    static let applicationID: Int32 = 0x534B_5049
    /// `PRAGMA user_version`.
    static let version = 3

    /// Every table, those that others refer to first.
    static let tables =
        dimensions + facts + controlCharts + reportCounts + quality + ledger
        + closing + measureCounts

    /// Rows that never change: half-hours and outcomes of calls.
    static let constants: String = {
        func clock(_ halfHours: Int) -> String {
            (halfHours < 20 ? "0" : "") + "\(halfHours / 2):" + (halfHours % 2 == 0 ? "00" : "30")
        }
        let slots = (0..<48).map { "(\($0), '\(clock($0))', '\(clock($0 + 1))')" }
        let outcomes = CallOutcome.allCases.map { "(\($0.code), '\($0.rawValue)')" }
        return """
            INSERT INTO dim_time_slot VALUES \(slots.joined(separator: ", "));
            INSERT INTO dim_call_outcome VALUES \(outcomes.joined(separator: ", "));
            """
    }()
}
