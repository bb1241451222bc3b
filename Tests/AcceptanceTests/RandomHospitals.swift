import Domain
import Testing

/// The warehouse against the oracle, on hospitals that nobody has seen.
@Suite struct `Random hospitals` {
    static let seeds: ClosedRange<UInt64> = 1...20

    @Test(arguments: seeds)
    func `the warehouse shows what the plain oracle expects`(seed: UInt64) async throws {
        let hospital = RandomHospital.make(seed: seed)
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: hospital.settings.asOf)
        try Comparison.expect(folder, shows: hospital, "seed \(seed)")
        try checkLedger(of: folder, hospital, "seed \(seed)")
    }

    /// v_file: every row is accounted for, and rejected and ignored ones are those that were meant.
    private func checkLedger(
        of folder: HospitalFolder, _ hospital: PlainHospital, _ note: Comment
    ) throws {
        let rows = try folder.warehouseRows()
        let unbalanced = try rows.count(
            """
            SELECT count(*) FROM v_file WHERE rows_read <> rows_ignored + rows_rejected
                + rows_superseded + rows_inserted + rows_updated + rows_unchanged
            """)
        #expect(unbalanced == 0, note)
        for source in hospital.sources {
            for file in source.files {
                let presences =
                    file.encounters.map(\.presence) + file.letters.map(\.presence)
                    + file.calls.map(\.presence)
                let expected = [
                    presences.count, presences.count { $0 == .ignored },
                    presences.count { $0 == .rejected },
                ]
                let found = try rows.sortedRows(
                    of: """
                        SELECT rows_read, rows_ignored, rows_rejected FROM v_file
                        WHERE source = '\(source.name)' AND file = '\(file.name)'
                        """)
                let shown = expected.map { "integer(\($0))" }.joined(separator: "|")
                #expect(found == [shown], note)
            }
        }
    }

    /// Guards the generator: a rule that no hospital reaches is not tested.
    @Test func `the generated hospitals reach every indicator at every level`() {
        let statuses: Set<String> = ["met", "watch", "missed", "no_target"]
        var reached: Set<String> = []
        // 35 indicators at three levels, and the statuses.
        for seed in Self.seeds where reached.count < 35 * 3 + statuses.count {
            for row in PlainOracle(RandomHospital.make(seed: seed)).rows {
                reached.insert("\(row.kpi) \(row.level)")
                reached.insert(row.status)
            }
        }
        #expect(reached.isSuperset(of: statuses))
        #expect(reached.count == 35 * 3 + statuses.count)
    }
}
