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
/// What SQLite throws is told by `WarehouseError`.
package final class Warehouse {
    let database: Database
    /// Where the file was when it was opened.
    package let path: String
    /// What this run wrote of the figures.
    var written = WrittenFigures()
    /// True where `begin` brought an older schema up to date.
    private(set) var wasMigrated = false
    /// `perimeterKeys()`, once read.
    var perimeterKeyCache: PerimeterKeys?

    /// Facts by kind, as the transaction under way has found or changed them (`kept(_:)`).
    var keptFacts: [SourceKind: KeptFacts] = [:]
    /// How many rows lie together; another number for tests alone.
    var generationLimits = GenerationLimits()
    /// True between `beginBulkLoad` and `finishBulkLoad`.
    var isBulkLoading = false
    /// Of a bulk load: true once the letters' index is built.
    var hasLetterIndex = false
    /// What the run has changed of the facts since `begin`.
    package internal(set) var factChanges = FactChanges()
    /// True until the first commit of a warehouse that `create` made.
    private(set) var isNew = false

    private init(database: Database, path: String) {
        self.database = database
        self.path = path
    }

    // MARK: Opening

    /// KiB, written negative, of pages that are kept in memory. New rows come in the order of their
    /// table, and a night's keys are looked for in a few generations: more would be of little use.
    static let cacheSize = -32_768

    /// A new, empty warehouse in a file that does not exist yet: a side file, swapped in when whole.
    ///
    /// - Parameter keyCheck: what recognises the pseudonym key; never the key itself.
    package static func create(path: String, keyCheck: Int64) throws -> Warehouse {
        let warehouse = try Warehouse(
            database: Database(path: path, mode: .create), path: path)
        let database = warehouse.database
        // Durability waits for the swap: the side file is synced once, when it is whole.
        try database.execute(
            """
            PRAGMA page_size = 8192;
            PRAGMA journal_mode = MEMORY;
            PRAGMA synchronous = OFF;
            PRAGMA cache_size = \(cacheSize);
            """)
        try database.begin()
        try database.execute(StarSchema.tables)
        try database.execute(StarSchema.constants)
        try database.execute(StarViews.definitions)
        try database.setApplicationID(StarSchema.applicationID)
        try database.setUserVersion(Int32(StarSchema.version))
        try warehouse.set(.keyCheck, to: String(keyCheck))
        try database.commit()
        warehouse.isNew = true
        return warehouse
    }

    /// An existing warehouse, to be changed in one transaction (`begin`, `commit`).
    ///
    /// - Parameters:
    ///   - keyCheck: nil where no row is written (the record of a run that failed).
    ///   - patience: milliseconds to wait for others.
    /// - Throws: `WarehouseRefusal`; the file is as it was.
    package static func open(
        path: String, keyCheck: Int64?, patience: Int32 = Warehouse.patience
    ) throws -> Warehouse {
        let warehouse = try existing(path, .readWrite, keyCheck: keyCheck, patience: patience)
        // Readers are free until the commit, since nothing is written to the file before.
        try warehouse.database.execute(
            """
            PRAGMA journal_mode = DELETE;
            PRAGMA synchronous = FULL;
            PRAGMA cache_spill = OFF;
            PRAGMA cache_size = \(cacheSize);
            """)
        return warehouse
    }

    /// An existing warehouse, to be read. One of an older schema is read from a copy in memory that
    /// is brought up to date, so that no reader needs to know what schemas there were.
    ///
    /// - Parameter keyCheck: nil where the reader has no need of the key (`status`).
    /// - Throws: `WarehouseRefusal`.
    package static func read(path: String, keyCheck: Int64? = nil) throws -> Warehouse {
        let warehouse: Warehouse
        do {
            warehouse = try existing(path, .readOnly, keyCheck: keyCheck)
        } catch let error as DatabaseError where error.code.primary == .readOnly {
            // A killed run left a journal that only a writer may play back: whoever opens the file
            // next has to, reader or not.
            try existing(path, .readWrite, keyCheck: nil).close()
            warehouse = try existing(path, .readOnly, keyCheck: keyCheck)
        }
        return try warehouse.needsMigration() ? try warehouse.upToDate() : warehouse
    }

    /// A copy in memory with today's schema, in the place of this connection.
    private func upToDate() throws -> Warehouse {
        defer { close() }
        let copy = Warehouse(database: try .inMemory(), path: path)
        try database.copy(into: copy.database)
        try copy.begin()
        try copy.commit()
        return copy
    }

    /// Milliseconds to wait for others: a spreadsheet that reads through a large view holds a
    /// night's commit back, and no run is worth less than that.
    package static let patience: Int32 = 60_000

    private static func existing(
        _ path: String, _ mode: OpenMode, keyCheck: Int64?, patience: Int32 = Warehouse.patience
    ) throws -> Warehouse {
        let warehouse: Warehouse
        do {
            warehouse = try Warehouse(
                database: Database(path: path, mode: mode, busyTimeout: patience), path: path)
        } catch let error where error.code == .notADatabase {
            throw WarehouseRefusal.notAWarehouse
        }
        guard try warehouse.database.applicationID() == StarSchema.applicationID else {
            throw WarehouseRefusal.notAWarehouse
        }
        let version = try warehouse.schemaVersion()
        guard version <= StarSchema.version else {
            throw WarehouseRefusal.newerSchema(version: version)
        }
        if let keyCheck, try warehouse.setting(.keyCheck) != String(keyCheck) {
            throw WarehouseRefusal.otherKey
        }
        return warehouse
    }

    /// The schema's version, for the copy that is put aside before a migration.
    package func schemaVersion() throws -> Int {
        Int(try database.userVersion())
    }

    /// The schema's version that `begin` brings every warehouse to.
    package static var newestSchema: Int { StarSchema.version }

    /// True where `begin` will migrate: the runner copies the file aside first.
    package func needsMigration() throws -> Bool {
        try schemaVersion() < StarSchema.version
    }

    /// A copy, as last committed, into a file that does not exist yet; it is not synced.
    package func copy(to path: String) throws {
        try database.copy(into: path)
    }

    package func close() {
        database.close()
    }

    // MARK: One transaction a run

    /// Takes the writer's lock and brings an older schema up to date, undone with the transaction.
    package func begin() throws {
        try database.begin(.immediate)
        keptFacts = [:]
        factChanges = FactChanges(isComplete: !isNew)
        try migrate()
    }

    package func commit() throws {
        try finishBulkLoad()
        try storeFacts()
        try database.commit()
        isNew = false
    }

    /// Takes back all that the run did; an error of its own would hide the first one.
    package func rollback() {
        keptFacts = [:]
        isBulkLoading = false
        try? database.rollback()
    }

    /// Tables change step by step; views are made anew.
    ///
    /// A step that writes the facts anew may be larger than the memory: pages go to the file before
    /// the commit then, and readers wait for it this once.
    private func migrate() throws {
        let version = try schemaVersion()
        guard version < StarSchema.version else { return }
        wasMigrated = true
        let spill = try database.scalar("PRAGMA cache_spill") ?? 0
        try database.execute("PRAGMA cache_spill = ON")
        // First, since they name tables that steps replace.
        let views = "SELECT name FROM sqlite_schema WHERE type = 'view'"
        for view in try database.rows(views, read: { $0.text(0) }) {
            try database.execute("DROP VIEW \(Database.quoted(view))")
        }
        for step in StarMigrations.steps where step.version > version {
            try database.execute(step.sql)
        }
        try database.execute(StarViews.definitions)
        try database.setUserVersion(Int32(StarSchema.version))
        if spill == 0 { try database.execute("PRAGMA cache_spill = OFF") }
    }
}
