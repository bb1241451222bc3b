import Domain
import Foundation
import SQLiteStore
import Testing

/// Promise 1: what a killed run had committed and not yet published, the next command publishes.
/// Tests/Faults/inject kills runs at that place; here the ledger is set as it leaves it.
@Suite struct `Months that are due` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    private func markAsDue(_ months: String, in folder: HospitalFolder) throws {
        let database = try Database(path: folder.warehouse.path, mode: .readWrite)
        defer { database.close() }
        try database.run(
            "INSERT INTO warehouse_setting (name, value) VALUES ('unpublished_months', ?1)",
            .text(months))
    }

    private func due(in folder: HospitalFolder) throws -> String? {
        try folder.warehouseRows().text(
            "SELECT value FROM warehouse_setting WHERE name = 'unpublished_months'")
    }

    @Test(arguments: ["run", "report"])
    func `are published by whatever publishes next, besides its own`(
        command: String
    ) async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        #expect(try due(in: folder) == nil)
        let before = try folder.contents(of: "var/reports")
        // Of a run with --month 2026-01 that died; and of one that was measured otherwise.
        try markAsDue("2019-12 2026-01", in: folder)
        let result = try await folder.command(command, asOf: asOf, ["--month", "2026-03"])
        #expect(result.exitCode == 0)
        #expect(result.standardError.contains("published=\"2026-01 2026-03\""))
        let after = try folder.contents(of: "var/reports")
        #expect(after["2026-01/index.html"] != nil)
        #expect(after["2026-03/index.html"] == before["2026-03/index.html"])
        #expect(
            after["index.html"].map { String(decoding: $0, as: UTF8.self) }?
                .contains("2026-01/index.html") == true)
        #expect(try due(in: folder) == "2019-12", "not measured today, and not forgotten")
    }

    @Test func `are carried over a rebuild`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        try markAsDue("2026-01", in: folder)
        try await folder.load(asOf: asOf, ["--rebuild"])
        #expect(try folder.contents(of: "var/reports")["2026-01/index.html"] != nil)
        #expect(try due(in: folder) == nil)
    }

    @Test func `stay due while a run fails, which leaves the ledger as it was`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        try await folder.load(asOf: asOf)
        try markAsDue("2026-01", in: folder)
        let files = try folder.warehouseRows().sortedRows(of: "SELECT * FROM v_file")
        try FileManager.default.removeItem(at: folder.reports)
        try folder.write("in the way", to: "var/reports")
        #expect(try await folder.run(asOf: asOf).exitCode == 73)
        #expect(try due(in: folder) == "2026-01")
        #expect(try folder.warehouseRows().sortedRows(of: "SELECT * FROM v_file") == files)
    }
}
