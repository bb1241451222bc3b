import Domain
import Foundation
import SQLiteStore

@testable import Load

/// A new warehouse in a folder of its own, its transaction open; the folder goes with this value.
final class TestWarehouse {
    let folder: String
    let path: String
    /// Every warehouse of these tests has this key.
    static let keyCheck: Int64 = 4711
    let warehouse: Warehouse
    var database: Database { warehouse.database }

    init() throws {
        folder = NSTemporaryDirectory() + "load-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        path = folder + "/warehouse.sqlite"
        warehouse = try Warehouse.create(path: path, keyCheck: Self.keyCheck)
        try warehouse.begin()
    }

    deinit {
        warehouse.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func file(_ name: String) -> String { folder + "/" + name }

    /// Registers a source, in the order of the calls.
    func source(_ name: String, _ kind: SourceKind) throws -> Int64 {
        try warehouse.register(
            name, formerNames: [], kind: kind, position: warehouse.knownSources().count,
            reading: "as defined")
    }

    func commitAndClose() throws {
        try warehouse.commit()
        warehouse.close()
    }

    /// The warehouse of a next run: committed, opened again, its transaction begun; whoever asks
    /// closes it.
    func reopened() throws -> Warehouse {
        try commitAndClose()
        let warehouse = try Warehouse.open(path: path, keyCheck: Self.keyCheck)
        try warehouse.begin()
        return warehouse
    }

    /// Rows of a query, each as its values joined by a bar; NULL is a dash.
    func lines(_ sql: String) throws -> [String] {
        try Self.lines(sql, in: database)
    }

    static func lines(_ sql: String, in database: Database) throws -> [String] {
        try database.rows(sql) { statement in
            (0..<statement.columnCount).map { column in
                switch statement.value(column) {
                case .null: "-"
                case .integer(let number): "\(number)"
                case .real(let number): "\(number)"
                case .text(let text): text
                case .blob(let bytes): "\(bytes)"
                }
            }.joined(separator: "|")
        }
    }
}

/// A day by its ISO text.
func day(_ text: String) -> CivilDate {
    guard let day = CivilDate(iso8601: text) else { preconditionFailure("no such day: \(text)") }
    return day
}

func month(_ text: String) -> ReportingPeriod {
    ReportingPeriod(.month, containing: day(text + "-01"))
}

let settings = MeasureSettings(establishment: "CHU Exemple")
