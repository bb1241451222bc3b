import Domain
import Foundation
import SQLiteStore
import Testing

@testable import Load

/// Warehouses of every schema version that was ever landed come up to today's.
struct MigrationTests {
    /// The versions whose schemas are kept in `Versions`.
    private static let versions = Array(1..<StarSchema.version)

    private func warehouse(ofVersion version: Int) throws -> TestWarehouse {
        let test = try TestWarehouse()
        try test.commitAndClose()
        try FileManager.default.removeItem(atPath: test.path)
        let schema = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Versions/\(version).sql")
        let database = try Database(path: test.path, mode: .create)
        try database.execute(String(contentsOf: schema, encoding: .utf8))
        try database.setApplicationID(StarSchema.applicationID)
        try database.setUserVersion(Int32(version))
        try database.execute(
            """
            INSERT INTO warehouse_setting VALUES ('key_check', '\(TestWarehouse.keyCheck)'),
                ('figures_basis', 'of then');
            INSERT INTO run VALUES (1, '2026-04-06T01:00:00Z', '2026-04-06T01:00:01Z', 20549,
                'succeeded', 0, '1.0.0', 'f', NULL);
            INSERT INTO published_month VALUES ('2026-03', 1, 20549, 1, 'f', 'calendar', 5);
            INSERT INTO published_figure VALUES ('2026-03', 'pole', 'Z', '*', 'letters_sent',
                'Z', 7, NULL, 7.0, NULL, NULL, 'no_target', 20543);
            """)
        database.close()
        return test
    }

    /// Tables with their columns, whatever their order; indexes, triggers and views with their text.
    private func shape(of database: Database) throws -> [String] {
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        let columns = try database.rows(tables) { $0.text(0) }.flatMap { table in
            try TestWarehouse.lines(
                """
                SELECT '\(table)', name, type, "notnull", dflt_value, pk
                FROM pragma_table_xinfo('\(table)')
                """, in: database)
        }
        let others = try TestWarehouse.lines(
            """
            SELECT type, name, replace(replace(sql, ' ', ''), char(10), '') FROM sqlite_schema
            WHERE type <> 'table' AND sql IS NOT NULL
            """, in: database)
        return (columns + others).sorted()
    }

    @Test(arguments: versions)
    func `an older schema becomes today's in the run's transaction`(version: Int) throws {
        let new = try TestWarehouse()
        let today = try shape(of: new.database)
        let test = try warehouse(ofVersion: version)
        let warehouse = try Warehouse.open(path: test.path, keyCheck: TestWarehouse.keyCheck)
        let before = try shape(of: warehouse.database)
        #expect(try warehouse.needsMigration())
        try warehouse.begin()
        #expect(try !warehouse.needsMigration())
        // Readers are free until the commit again.
        #expect(try warehouse.database.scalar("PRAGMA cache_spill") == 0)
        #expect(try shape(of: warehouse.database) == today)
        // Every step so far has something new to be counted with the figures.
        #expect(try warehouse.setting(.figuresBasis) == nil)
        try warehouse.verify()
        warehouse.rollback()
        #expect(try warehouse.needsMigration())
        #expect(try shape(of: warehouse.database) == before)
        warehouse.close()
    }

    @Test(arguments: versions)
    func `an older schema is read as if it were today's, and stays as it is`(version: Int) throws {
        let test = try warehouse(ofVersion: version)
        let before = try Data(contentsOf: URL(filePath: test.path))
        let reader = try Warehouse.read(path: test.path, keyCheck: TestWarehouse.keyCheck)
        #expect(try reader.schemaVersion() == StarSchema.version)
        #expect(
            try TestWarehouse.lines(
                "SELECT month, kpi, value FROM v_published", in: reader.database)
                == ["2026-03|letters_sent|7.0"])
        // What a rebuild carries over.
        let rebuilt = try TestWarehouse()
        try rebuilt.warehouse.adoptHistory(from: reader)
        #expect(try rebuilt.warehouse.frozenMonths().map(\.month.code) == ["2026-03"])
        reader.close()
        #expect(try Data(contentsOf: URL(filePath: test.path)) == before)
    }

    // MARK: Facts

    /// A source of each kind with a file, and facts of all kinds with and without values.
    private static let facts = """
        INSERT INTO dim_source VALUES (1, 'dpi', 'encounters', 0, 'r'),
            (2, 'letters', 'letters', 1, 'r'), (3, 'tel', 'calls', 2, 'r');
        INSERT INTO dim_source_file (source_key, path) VALUES (1, 'a.csv'), (2, 'a.csv'),
            (3, 'a.csv');
        INSERT INTO dim_unit (unit_key, source_key, code) VALUES (1, 1, 'U1'), (2, 2, ''),
            (3, 3, 'Q1');
        INSERT INTO dim_encounter_type (encounter_type_key, code) VALUES (1, 'CS');
        INSERT INTO dim_letter_type (letter_type_key, code) VALUES (1, 'CR');
        WITH RECURSIVE n AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM n WHERE n < 900)
        INSERT INTO fact_encounter
        SELECT (n * 7919 % 1009 - 500) * 9000000000000000, 1, 1,
            CASE WHEN n % 5 = 0 THEN NULL ELSE 20500 + n % 40 END,
            CASE WHEN n % 5 = 0 THEN 3 ELSE 0 END, 1, n + 1 FROM n;
        INSERT INTO fact_letter
        SELECT 2, encounter_key + 1, 1, 2, CASE WHEN line % 3 = 0 THEN NULL ELSE encounter_key END,
            NULL, 20545, 20546, NULL, NULL, NULL, line % 2, 2, line FROM fact_encounter;
        INSERT INTO fact_call
        SELECT 3, encounter_key + 2, 1775000000 + line, 3, line % 4, NULL, line, 0, 1, 3, line
        FROM fact_encounter;
        """

    private func content(of database: Database) throws -> [String] {
        try SourceKind.allCases.flatMap { kind in
            let table = FactTable.of(kind)
            let columns = table.insertedColumns.joined(separator: ", ")
            return try TestWarehouse.lines(
                "SELECT \(columns) FROM \(table.name) ORDER BY \(table.key)", in: database)
        }
            + ["v_encounter", "v_letter", "v_call"].flatMap { view in
                try TestWarehouse.lines("SELECT * FROM \(view) ORDER BY 1", in: database)
            }
    }

    @Test(arguments: versions)
    func `facts of an older schema stay what they are, and are known by their keys`(
        version: Int
    ) throws {
        let test = try warehouse(ofVersion: version)
        let old = try Database(path: test.path, mode: .readWrite)
        try old.execute(Self.facts)
        let before = try content(of: old)
        #expect(before.count > 4000)
        old.close()
        let warehouse = try Warehouse.open(path: test.path, keyCheck: TestWarehouse.keyCheck)
        defer { warehouse.close() }
        try warehouse.begin()
        #expect(try content(of: warehouse.database) == before)
        #expect(try warehouse.structuralFaults().isEmpty)
        let sizes = try warehouse.sizes()
        #expect(sizes.encounters == 900)
        #expect(sizes.letters == 900)
        #expect(sizes.calls == 900)
        #expect(try warehouse.encounterFacts().count == 900)
        // The same rows again are known, those of other keys are new.
        let keys = try warehouse.database.rows("SELECT call_key FROM fact_call") { $0.int64(0) }
        let rows = keys.flatMap { [TestCall(key: $0), TestCall(key: $0 + 1)] }
        let loaded = try warehouse.load(
            .of(rows), from: FactOrigin(sourceKey: 3, fileKey: 3), ranks: FileRanks(order: [3]))
        #expect(loaded.counts.updated == 900)
        #expect(loaded.counts.inserted == 900)
        try warehouse.commit()
        try warehouse.begin()
        #expect(try warehouse.absent(Set(keys), kind: .calls, source: 3).isEmpty)
        let named = try warehouse.letters(
            ofEncounters: warehouse.encounterFacts().keys
        ) { _ in false }
        #expect(named.keys.count == 600)
        try warehouse.commit()
    }
}
