import Foundation
import SQLiteStore
import Testing

@testable import Load

/// Contract §2, `publishedWarehouse`: dimensions, indicators, backlogs and their views, no facts;
/// the control charts are the indicators'
struct PublishedCopyTests {
    private func published() throws -> (test: TestWarehouse, copy: Database) {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        let run = try test.warehouse.startRun(
            RunRecord(startedAt: "", status: .succeeded, exitCode: 0, version: "1"))
        _ = try test.warehouse.recordFile(run: run, source: "tel", path: "a", status: .loaded)
        try test.warehouse.keepReferenceCopy("targets", name: "cibles.csv", bytes: [1])
        try test.commitAndClose()
        let path = test.file("published.sqlite")
        try Warehouse.read(path: test.path).writePublishedCopy(to: path)
        return (test, try Database(path: path, mode: .readOnly))
    }

    @Test func `it shows the same indicators and backlogs`() throws {
        let (test, copy) = try published()
        let warehouse = try Warehouse.read(path: test.path)
        for view in ["v_kpi", "v_backlog", "v_control_chart", "v_signal"] {
            let query = "SELECT * FROM \(view) ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"
            let rows = try TestWarehouse.lines(query, in: copy)
            #expect(!rows.isEmpty)
            #expect(try rows == TestWarehouse.lines(query, in: warehouse.database))
        }
    }

    @Test func `it holds the dimensions whole, and nothing but them and the figures`() throws {
        let (test, copy) = try published()
        let tables = try TestWarehouse.lines(
            "SELECT name FROM sqlite_schema WHERE type = 'table'", in: copy)
        let warehouse = try Warehouse.read(path: test.path)
        let dimensions = try TestWarehouse.lines(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'dim_*'",
            in: warehouse.database)
        #expect(
            Set(tables)
                == Set(dimensions).union([
                    "bridge_unit_secretariat", "fact_kpi", "fact_backlog_daily",
                    "fact_control_phase", "fact_control_point", "fact_control_signal",
                ]))
        for table in tables {
            let count = "SELECT count(*) FROM \(table)"
            #expect(try copy.scalar(count) == warehouse.database.scalar(count), "\(table)")
        }
        #expect(
            try TestWarehouse.lines(
                "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1", in: copy)
                == ["v_backlog", "v_control_chart", "v_kpi", "v_signal"])
    }

    @Test func `it says whose it is, is sound, and is for its owner and group alone`() throws {
        let (test, copy) = try published()
        #expect(try copy.applicationID() == StarSchema.applicationID)
        #expect(try copy.userVersion() == Int32(StarSchema.version))
        #expect(try copy.integrityCheck().isEmpty)
        #expect(try copy.foreignKeyCheck().isEmpty)
        #expect(try copy.scalar("PRAGMA freelist_count") == 0)
        for file in ["published.sqlite", "warehouse.sqlite"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: test.file(file))
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o007 == 0, "\(file)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: test.folder).sorted()
                == ["published.sqlite", "warehouse.sqlite"])
    }

    @Test func `the warehouse may be read meanwhile`() throws {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        try test.commitAndClose()
        let reader = try Warehouse.read(path: test.path)
        try reader.database.begin(.deferred)
        #expect(try reader.database.scalar("SELECT count(*) FROM v_kpi") ?? 0 > 0)
        try Warehouse.read(path: test.path).writePublishedCopy(to: test.file("published.sqlite"))
    }
}
