import Domain
import SQLiteStore

/// Why a warehouse cannot be used as it is: exit 78.
package enum WarehouseRefusal: Error, Equatable, Sendable {
    /// The file is an SQLite database of something else, or no database at all.
    case notAWarehouse
    /// Its schema is newer than this program knows.
    case newerSchema(version: Int)
    /// Its pseudonyms were made with another key.
    case otherKey
}

/// The SQLite file that holds the star schema: opening, settings, one transaction a run.
///
/// Methods that belong to one idea stand in the extension's own file. Not Sendable: one run owns it.
package final class Warehouse {
    let database: Database
    package let path: String

    private init(database: Database, path: String) {
        self.database = database
        self.path = path
    }

    // MARK: Opening

    /// A new, empty warehouse in a file that does not exist yet: a side file, swapped in when whole.
    ///
    /// - Parameter keyCheck: what recognises the pseudonym key; never the key itself.
    package static func create(path: String, keyCheck: Int64) throws -> Warehouse {
        let database = try Database(path: path, mode: .create)
        // Durability waits for the swap: the side file is synced once, when it is whole.
        try database.execute(
            """
            PRAGMA page_size = 8192;
            PRAGMA journal_mode = MEMORY;
            PRAGMA synchronous = OFF;
            PRAGMA locking_mode = EXCLUSIVE;
            """)
        let warehouse = Warehouse(database: database, path: path)
        try database.execute("BEGIN")
        try database.execute(StarSchema.tables)
        try database.execute(StarSchema.constants)
        try database.execute(StarViews.definitions)
        try database.execute(
            """
            PRAGMA application_id = \(StarSchema.applicationID);
            PRAGMA user_version = \(StarSchema.version);
            """)
        try warehouse.set(.keyCheck, to: String(keyCheck))
        try database.execute("COMMIT")
        return warehouse
    }

    /// An existing warehouse, to be changed in one transaction (`begin`, `commit`).
    package static func open(path: String, keyCheck: Int64) throws -> Warehouse {
        let warehouse = try Warehouse(
            database: Database(path: path, mode: .readWrite), path: path)
        try warehouse.database.execute(
            """
            PRAGMA journal_mode = DELETE;
            PRAGMA synchronous = FULL;
            PRAGMA cache_spill = OFF;
            """)
        try warehouse.judge(keyCheck: keyCheck)
        return warehouse
    }

    /// An existing warehouse, to be read.
    ///
    /// - Parameter keyCheck: nil where the reader has no need of the key (`status`).
    package static func read(path: String, keyCheck: Int64? = nil) throws -> Warehouse {
        let warehouse = try Warehouse(database: Database(path: path, mode: .readOnly), path: path)
        try warehouse.judge(keyCheck: keyCheck)
        return warehouse
    }

    private func judge(keyCheck: Int64?) throws {
        guard try database.scalar("PRAGMA application_id") == Int64(StarSchema.applicationID)
        else { throw WarehouseRefusal.notAWarehouse }
        let version = Int(try database.scalar("PRAGMA user_version") ?? 0)
        guard version <= StarSchema.version else {
            throw WarehouseRefusal.newerSchema(version: version)
        }
        if let keyCheck, try setting(.keyCheck) != String(keyCheck) {
            throw WarehouseRefusal.otherKey
        }
    }

    /// The schema's version, for the copy that is put aside before a migration.
    package func schemaVersion() throws -> Int {
        Int(try database.scalar("PRAGMA user_version") ?? 0)
    }

    /// True where `begin` will migrate: the runner copies the file aside first.
    package func needsMigration() throws -> Bool {
        try schemaVersion() < StarSchema.version
    }

    // MARK: One transaction a run

    package func begin() throws {
        try database.execute("BEGIN IMMEDIATE")
        try migrate()
    }

    package func commit() throws {
        try database.execute("COMMIT")
    }

    /// Takes back all that the run did; an error of its own would hide the first one.
    package func rollback() {
        try? database.execute("ROLLBACK")
    }

    package func close() {
        database.close()
    }

    /// Views are made anew by every migration; tables step by step.
    private func migrate() throws {
        let version = try schemaVersion()
        guard version < StarSchema.version else { return }
        for step in StarMigrations.steps where step.to > version {
            try database.execute(step.sql)
        }
        for view in try database.texts("SELECT name FROM sqlite_schema WHERE type = 'view'") {
            try database.execute("DROP VIEW \"\(view)\"")
        }
        try database.execute(StarViews.definitions)
        try database.execute("PRAGMA user_version = \(StarSchema.version)")
    }

    // MARK: Settings

    /// What the warehouse remembers of itself.
    package enum Setting: String, Sendable {
        case keyCheck = "key_check"
        case timeZone = "time_zone"
        case asOf = "as_of"
        case lettersMeasuredTo = "letters_measured_to"
        case callsMeasuredTo = "calls_measured_to"
        /// The measure settings and reference files that the figures were computed with.
        case figuresBasis = "figures_basis"
        /// Of the figures themselves: what the reports and `v_run` name.
        case figuresFingerprint = "figures_fingerprint"
    }

    package func setting(_ setting: Setting) throws -> String? {
        let statement = try database.cached(
            "SELECT value FROM warehouse_setting WHERE name = ?")
        defer { statement.reset() }
        statement.bind(setting.rawValue, at: 1)
        return try statement.step() ? statement.text(0) : nil
    }

    /// A setting that holds a day.
    package func day(_ setting: Setting) throws -> CivilDate? {
        try self.setting(setting).flatMap(Int32.init).map(CivilDate.init(dayNumber:))
    }

    package func set(_ setting: Setting, to value: String) throws {
        let statement = try database.cached(
            "INSERT OR REPLACE INTO warehouse_setting (name, value) VALUES (?, ?)")
        statement.bind(setting.rawValue, at: 1)
        statement.bind(value, at: 2)
        try statement.run()
    }
}

/// The steps from one schema version to the next; version 1 is the first.
enum StarMigrations {
    static let steps: [(to: Int, sql: String)] = []
}

extension Database {
    /// The first column of a query's rows.
    func texts(_ sql: String) throws -> [String] {
        let statement = try prepare(sql)
        var texts: [String] = []
        while try statement.step() { texts.append(statement.text(0)) }
        return texts
    }
}

extension Warehouse {
    /// A compact copy into a file that does not exist yet; it is not synced.
    package func copy(to path: String) throws {
        try database.vacuum(into: path)
    }
}
