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
    }

    /// Guards the generator: a rule that no hospital reaches is not tested.
    @Test func `the generated hospitals reach every indicator at every level`() {
        var reached: Set<String> = []
        var statuses: Set<String> = []
        for seed in Self.seeds {
            for row in PlainOracle(RandomHospital.make(seed: seed)).rows {
                reached.insert("\(row.kpi) \(row.level)")
                statuses.insert(row.status)
            }
        }
        let names = Set(reached.map { $0.prefix { $0 != " " } })
        #expect(names.count == 35)
        #expect(reached.count == 35 * 3)
        #expect(statuses == ["met", "watch", "missed", "no_target"])
    }
}
