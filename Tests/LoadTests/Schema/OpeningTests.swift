import Foundation
import SQLiteStore
import Testing

@testable import Load

struct OpeningTests {
    /// A committed warehouse, closed; changed by SQL where a test asks for it.
    private func committed(_ change: String? = nil) throws -> TestWarehouse {
        let test = try TestWarehouse()
        if let change { try test.database.execute(change) }
        try test.commitAndClose()
        return test
    }

    private func refusal(_ work: () throws -> Warehouse) -> WarehouseRefusal? {
        do {
            try work().close()
            return nil
        } catch {
            return error as? WarehouseRefusal
        }
    }

    private func refusals(of path: String, keyCheck: Int64 = TestWarehouse.keyCheck)
        -> [WarehouseRefusal?]
    {
        [
            refusal { try Warehouse.open(path: path, keyCheck: keyCheck) },
            refusal { try Warehouse.read(path: path, keyCheck: keyCheck) },
        ]
    }

    @Test func `a warehouse opens with its key, to be read and to be changed`() throws {
        let test = try committed()
        #expect(refusals(of: test.path) == [nil, nil])
        let reader = try Warehouse.read(path: test.path)
        #expect(try !reader.needsMigration())
        #expect(try reader.schemaVersion() == StarSchema.version)
        #expect(throws: DatabaseError.self) { try reader.set(.asOf, to: "1") }
    }

    @Test func `another key is refused`() throws {
        let test = try committed()
        #expect(refusals(of: test.path, keyCheck: 1) == [.otherKey, .otherKey])
    }

    @Test func `a newer schema is refused`() throws {
        let next = StarSchema.version + 1
        let test = try committed("PRAGMA user_version = \(next)")
        #expect(
            refusals(of: test.path) == [.newerSchema(version: next), .newerSchema(version: next)])
    }

    @Test func `a database of something else is refused`() throws {
        let test = try committed("PRAGMA application_id = 1")
        #expect(refusals(of: test.path) == [.notAWarehouse, .notAWarehouse])
    }

    @Test(arguments: ["", "Courriers;Venues\nnothing of a database, although it is long enough"])
    func `a file that is no database is refused and not touched`(text: String) throws {
        let test = try committed()
        let path = test.file("other.csv")
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(refusals(of: path) == [.notAWarehouse, .notAWarehouse])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test func `a file that is not there is SQLite's trouble`() throws {
        let test = try committed()
        let error = #expect(throws: DatabaseError.self) {
            try Warehouse.open(path: test.file("none"), keyCheck: 1)
        }
        #expect(error.flatMap(WarehouseError.init)?.trouble == .cannotWrite)
        #expect(!FileManager.default.fileExists(atPath: test.file("none")))
    }

    // MARK: The transaction of a run

    @Test func `what a run did is there after its commit and not after its rollback`() throws {
        let test = try committed()
        let warehouse = try Warehouse.open(path: test.path, keyCheck: TestWarehouse.keyCheck)
        try warehouse.begin()
        try warehouse.set(.figuresBasis, to: "first")
        try warehouse.commit()
        try warehouse.begin()
        try warehouse.set(.figuresBasis, to: "second")
        let reader = try Warehouse.read(path: test.path)
        #expect(try reader.setting(.figuresBasis) == "first")
        warehouse.rollback()
        #expect(try warehouse.setting(.figuresBasis) == "first")
        // Rolling back twice does no harm.
        warehouse.rollback()
    }

    @Test func `a second writer is told that the warehouse is busy`() throws {
        let test = try committed()
        let first = try Warehouse.open(path: test.path, keyCheck: TestWarehouse.keyCheck)
        let second = try Warehouse.open(path: test.path, keyCheck: TestWarehouse.keyCheck)
        try second.database.execute("PRAGMA busy_timeout = 1")
        try first.begin()
        let error = #expect(throws: DatabaseError.self) { try second.begin() }
        #expect(error.flatMap(WarehouseError.init)?.trouble == .busy)
    }

    @Test func `a copy is a warehouse with the same content`() throws {
        let test = try committed()
        let warehouse = try Warehouse.open(path: test.path, keyCheck: TestWarehouse.keyCheck)
        try warehouse.set(.asOf, to: "20000")
        try warehouse.copy(to: test.file("copy.sqlite"))
        let copy = try Warehouse.read(
            path: test.file("copy.sqlite"), keyCheck: TestWarehouse.keyCheck)
        #expect(try copy.day(.asOf)?.dayNumber == 20_000)
        #expect(try copy.day(.lettersMeasuredTo) == nil)
    }

    @Test(arguments: [
        (ResultCode.busy, WarehouseError.Trouble.busy), (.full, .full), (.readOnly, .cannotWrite),
        (.cannotOpen, .cannotWrite), (.notADatabase, .notADatabase), (.ioError, .medium),
        (.corrupt, .damaged), (.constraint, .defect),
    ])
    func `an SQLite error is told in the words that a run acts on`(
        code: ResultCode, trouble: WarehouseError.Trouble
    ) {
        let error = WarehouseError(DatabaseError(code: code, message: "words"))
        #expect(error?.trouble == trouble)
        #expect(error?.message.contains("words") == true)
    }

    @Test func `an error that is not SQLite's is none of the warehouse's`() {
        #expect(WarehouseError(WarehouseRefusal.otherKey) == nil)
    }
}
