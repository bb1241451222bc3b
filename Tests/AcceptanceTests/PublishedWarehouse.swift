import Domain
import Foundation
import Testing

/// Contract §2's publishedWarehouse: "after each successful run, a compact copy without facts
/// (dimensions, indicators, backlogs, their views)".
@Suite struct `The published warehouse` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    @Test(arguments: [true, false])
    func `shows the same figures, and no facts`(folderExists: Bool) async throws {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(
            of: hospital, extraKeys: ["publishedWarehouse: \"published/copy.sqlite\""])
        if folderExists {
            try FileManager.default.createDirectory(
                at: folder.url("published"), withIntermediateDirectories: true)
        }
        // The first run makes the warehouse, the second one changes it.
        for _ in 1...2 {
            try await folder.load(asOf: asOf)
            let path = folder.url("published/copy.sqlite").path
            try #require(FileManager.default.fileExists(atPath: path))
            let copy = try WarehouseRows(path: path)
            let warehouse = try folder.warehouseRows()
            for view in ["v_kpi", "v_backlog", "v_control_chart", "v_signal"] {
                let query = "SELECT * FROM \(view)"
                #expect(try copy.sortedRows(of: query) == warehouse.sortedRows(of: query))
            }
            let facts = """
                SELECT count(*) FROM sqlite_schema WHERE type = 'table'
                    AND name IN ('fact_encounter', 'fact_letter', 'fact_call')
                """
            #expect(try copy.count(facts) == 0)
            try folder.remove("exports/suivi/2026-02.csv")
            try folder.writeExports(of: hospital.withoutLetters { $0.id.hasSuffix("7") })
        }
    }
}
