import Domain
import Foundation
import Testing

/// Contract §3: "Editing any of these takes effect at the next run, over the whole history,
/// without reading an export again, and gives what a rebuild gives."
@Suite struct `Edited reference files and settings` {
    @Test(arguments: 201...204 as ClosedRange<UInt64>)
    func `take effect over the whole history without the exports`(seed: UInt64) async throws {
        let first = RandomHospital.make(seed: seed)
        let folder = try HospitalFolder(first)
        let asOf = first.settings.asOf
        try await folder.load(asOf: asOf)

        // The exports are taken away: what is gone takes nothing with it, and cannot be read again.
        for source in first.sources {
            for file in source.files { try folder.remove("exports/\(source.name)/\(file.name)") }
        }
        var second = first
        edit(&second, seed)
        try folder.writeDefinition(of: second)
        try folder.writeReference(of: second)
        try await folder.load(asOf: asOf, note: "seed \(seed), edited")
        try Comparison.expect(folder, shows: second, "seed \(seed), edited")
        let edited = try folder.warehouseRows().everything(withKeys: true)

        try folder.writeExports(of: second)
        try await folder.load(asOf: asOf, ["--rebuild"], note: "seed \(seed), rebuilt")
        expectSame(edited, try folder.warehouseRows().everything(withKeys: true), "seed \(seed)")
    }

    /// Another hospital's rules over the same rows.
    private func edit(_ hospital: inout PlainHospital, _ seed: UInt64) {
        var random = SplitMix64(seed: seed &* 7)
        let codes = PlainLookups(hospital.reference).secretariatCodes
        for index in hospital.reference.crosswalk.indices where random.chance(30) {
            hospital.reference.crosswalk[index].secretariat = random.one(of: codes)
        }
        hospital.reference.crosswalk.removeLast()
        for index in hospital.reference.letterTypes.indices {
            hospital.reference.letterTypes[index].targetDays = random.one(of: [nil, 1, 5, 30])
            hospital.reference.letterTypes[index].isSameDay.toggle()
        }
        for index in hospital.reference.encounterTypes.indices where random.chance(50) {
            hospital.reference.encounterTypes[index].expectsLetter = true
            hospital.reference.encounterTypes[index].letterTypes = random.one(of: ["CR", "LL|*"])
        }
        for index in hospital.reference.targets.indices {
            hospital.reference.targets[index].alert = nil
        }
        hospital.reference.targets = Array(hospital.reference.targets.dropFirst(3))
        hospital.reference.closedDays = [PlainClosedDay(day: hospital.settings.asOf - 20)]
        hospital.reference.openingHours = []
        hospital.settings.missingLetterDays = 33
        hospital.settings.countsWorkingDays.toggle()
        hospital.settings.shortAbandonSeconds = 15
    }
}
