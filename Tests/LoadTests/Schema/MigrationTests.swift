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
        #expect(try shape(of: warehouse.database) == today)
        // The checks of the data, counted with the figures, are of version 2.
        #expect(try warehouse.setting(.figuresBasis) == (version < 2 ? nil : "of then"))
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
}
