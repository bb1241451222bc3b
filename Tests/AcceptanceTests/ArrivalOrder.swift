import Domain
import Testing

/// Contract §4: "Loading files one night at a time, in any order, gives the same facts and
/// indicators as loading them all at once", and §1's rebuild too.
@Suite struct `Files in any order of arrival` {
    @Test(arguments: 101...104 as ClosedRange<UInt64>)
    func `all at once, one by one in a random order, and by a rebuild`(
        seed: UInt64
    ) async throws {
        let hospital = RandomHospital.make(seed: seed)
        let asOf = hospital.settings.asOf
        let atOnce = try HospitalFolder(hospital)
        try await atOnce.load(asOf: asOf)
        let expected = try atOnce.warehouseRows().everything(withKeys: false)

        let oneByOne = try HospitalFolder()
        try oneByOne.writeDefinition(of: hospital)
        try oneByOne.writeReference(of: hospital)
        var random = SplitMix64(seed: seed)
        let arrivals = hospital.sources.flatMap { source in source.files.map { (source, $0) } }
            .shuffled(using: &random)
        for (source, file) in arrivals {
            try oneByOne.writeExport(file, of: source, hospital)
            try await oneByOne.load(asOf: asOf, note: "seed \(seed), \(source.name)/\(file.name)")
        }
        let found = try oneByOne.warehouseRows().everything(withKeys: false)
        expectSame(expected, found, "seed \(seed): \(arrivals.map { $0.0.name + "/" + $0.1.name })")
        try Comparison.expect(oneByOne, shows: hospital, "seed \(seed), one by one")

        let before = try oneByOne.warehouseRows().everything(withKeys: true)
        try await oneByOne.load(asOf: asOf, ["--rebuild"], note: "seed \(seed)")
        let rebuilt = try oneByOne.warehouseRows().everything(withKeys: true)
        expectSame(before, rebuilt, "seed \(seed): rebuilt")
        // v_run is carried over.
        #expect(try oneByOne.warehouseRows().count("SELECT count(*) FROM v_run") > arrivals.count)
    }

    /// Rows are not rolled back; all figures are those of the as-of day that is asked for.
    @Test(arguments: [301, 302] as [UInt64])
    func `the as-of day moves on and back`(seed: UInt64) async throws {
        var hospital = RandomHospital.make(seed: seed)
        let last = hospital.settings.asOf
        let folder = try HospitalFolder(hospital)
        for asOf in [last - 25, last, last - 40, last + 60] {
            try await folder.load(asOf: asOf, note: "seed \(seed) as of \(asOf)")
            hospital.settings.asOf = asOf
            try Comparison.expect(folder, shows: hospital, "seed \(seed) as of \(asOf)")
        }
    }

    @Test func `a second run changes nothing and opens nothing`() async throws {
        let hospital = PlainHospital.ordinary()
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: hospital.settings.asOf)
        let before = try folder.warehouseRows().everything(withKeys: true)
        try await folder.load(asOf: hospital.settings.asOf)
        expectSame(before, try folder.warehouseRows().everything(withKeys: true), "again")
        let loaded = """
            SELECT count(*) FROM v_file
            WHERE status = 'loaded' AND run_id = (SELECT max(run_id) FROM v_run)
            """
        #expect(try folder.warehouseRows().count(loaded) == 0)
    }
}

/// Shows which rows of which views two warehouses do not share.
func expectSame(
    _ one: [String: [String]], _ other: [String: [String]], _ note: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let lines = Comparison.differences(between: one, and: other)
    if !lines.isEmpty {
        Issue.record(
            "\(note)\n\(lines.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }
}
