import Domain
import Testing

/// Night after night the figures follow what changed; they are those of a hospital whose files were
/// all there at once, and of a plain reading of them.
@Suite struct `Night after night` {
    /// What a run says that its figures were computed from.
    private func measured(
        _ folder: HospitalFolder, asOf: CivilDate, _ options: [String] = []
    ) async throws -> String {
        let result = try await folder.run(asOf: asOf, options)
        #expect(result.exitCode == 0, "\(result.standardError.prefix(2000))")
        let words = result.standardError.split { $0 == " " || $0 == "\n" }
        return words.last { $0.hasPrefix("measured=") }.map { String($0.dropFirst(9)) } ?? ""
    }

    /// A file a night in a random order, until all are there on the last as-of day.
    private func arrivals(
        at hospital: PlainHospital, _ random: inout SplitMix64
    ) -> [(source: PlainSource, file: PlainFile, asOf: CivilDate)] {
        let last = hospital.settings.asOf
        let files = hospital.sources.flatMap { source in source.files.map { (source, $0) } }
            .shuffled(using: &random)
        // Within one year: on 1 January the first day measured moves, and with it everything.
        let first = max(last - 2 * files.count, ReportingPeriod(.year, containing: last).firstDay)
        return files.enumerated().map { night, file in
            (file.0, file.1, first + last.days(since: first) * (night + 1) / files.count)
        }
    }

    private func expectRebuiltTheSame(
        _ folder: HospitalFolder, asOf: CivilDate, _ comment: String
    ) async throws {
        let before = try folder.warehouseRows().everything(withKeys: true)
        #expect(try await measured(folder, asOf: asOf, ["--rebuild"]) == "all")
        expectSame(
            before, try folder.warehouseRows().everything(withKeys: true), "\(comment): rebuilt")
    }

    @Test(arguments: 801...806 as ClosedRange<UInt64>)
    func `files come in a random order while the as-of day moves on`(seed: UInt64) async throws {
        var hospital = RandomHospital.make(seed: seed)
        let last = hospital.settings.asOf
        var random = SplitMix64(seed: seed)
        let arrivals = arrivals(at: hospital, &random)
        let folder = try HospitalFolder()
        try folder.writeDefinition(of: hospital)
        try folder.writeReference(of: hospital)
        var scopes: [String] = []
        for (source, file, asOf) in arrivals {
            try folder.writeExport(file, of: source, hospital)
            scopes.append(try await measured(folder, asOf: asOf))
        }
        #expect(scopes.first == "all")
        // A source that turns out to be late takes days back, and then everything is measured.
        #expect(scopes.contains("changes"), "\(scopes)")
        hospital.settings.asOf = last
        try Comparison.expect(folder, shows: hospital, "seed \(seed): \(scopes)")

        // Days to come: due days pass, dates that lay ahead arrive.
        for later in [last + 1, last + 2, last + 9, last + 40]
        where later.year == last.year {
            scopes.append(try await measured(folder, asOf: later))
            hospital.settings.asOf = later
            try Comparison.expect(folder, shows: hospital, "seed \(seed) as of \(later): \(scopes)")
        }
        try await expectRebuiltTheSame(folder, asOf: hospital.settings.asOf, "seed \(seed)")
    }

    @Test(arguments: 811...814 as ClosedRange<UInt64>)
    func `an edited crosswalk, and edited targets, need no fact of other units`(
        seed: UInt64
    ) async throws {
        var hospital = RandomHospital.make(seed: seed)
        let asOf = hospital.settings.asOf
        let folder = try HospitalFolder(hospital)
        #expect(try await measured(folder, asOf: asOf) == "all")
        var random = SplitMix64(seed: seed &* 11)
        let codes = PlainLookups(hospital.reference).secretariatCodes
        for _ in 0..<3 {
            let row = Int.random(in: hospital.reference.crosswalk.indices, using: &random)
            hospital.reference.crosswalk[row].secretariat = random.one(of: codes)
            if random.chance(30) { hospital.reference.crosswalk.remove(at: row) }
            if random.chance(50), !hospital.reference.targets.isEmpty {
                hospital.reference.targets.removeLast()
            }
            try folder.writeReference(of: hospital)
            let scope = try await measured(folder, asOf: asOf)
            #expect(scope == "changes" || scope == "nothing")
            try Comparison.expect(folder, shows: hospital, "seed \(seed)")
        }
        try await expectRebuiltTheSame(folder, asOf: asOf, "seed \(seed)")
    }

    @Test(arguments: 821...824 as ClosedRange<UInt64>)
    func `a crosswalk is edited on nights on which files come and days pass`(
        seed: UInt64
    ) async throws {
        var hospital = RandomHospital.make(seed: seed)
        let last = hospital.settings.asOf
        var random = SplitMix64(seed: seed &* 13)
        let codes = PlainLookups(hospital.reference).secretariatCodes
        let arrivals = arrivals(at: hospital, &random)
        let folder = try HospitalFolder()
        try folder.writeDefinition(of: hospital)
        var scopes: [String] = []
        for (source, file, asOf) in arrivals {
            if scopes.isEmpty || random.chance(60) {
                let row = Int.random(in: hospital.reference.crosswalk.indices, using: &random)
                hospital.reference.crosswalk[row].secretariat = random.one(of: codes)
                try folder.writeReference(of: hospital)
            }
            try folder.writeExport(file, of: source, hospital)
            scopes.append(try await measured(folder, asOf: asOf))
        }
        #expect(scopes.contains("changes"), "\(scopes)")
        hospital.settings.asOf = last
        try Comparison.expect(folder, shows: hospital, "seed \(seed): \(scopes)")
        try await expectRebuiltTheSame(folder, asOf: last, "seed \(seed)")
    }

    @Test func `what else figures depend on has all facts measured`() async throws {
        var hospital = PlainHospital.ordinary()
        let asOf = hospital.settings.asOf
        let folder = try HospitalFolder(hospital)
        #expect(try await measured(folder, asOf: asOf) == "all")
        #expect(try await measured(folder, asOf: asOf) == "nothing")
        #expect(try await measured(folder, asOf: asOf - 1) == "all")
        #expect(try await measured(folder, asOf: asOf) == "changes")
        hospital.settings.shortAbandonSeconds += 5
        try folder.writeDefinition(of: hospital)
        #expect(try await measured(folder, asOf: asOf) == "all")
        hospital.reference.letterTypes[0].isSameDay.toggle()
        try folder.writeReference(of: hospital)
        #expect(try await measured(folder, asOf: asOf) == "all")
        try Comparison.expect(folder, shows: hospital, "edited")
    }
}
