import Domain
import Foundation
import Testing

/// Contract §2: "A source that the warehouse knows and the file no longer defines: 78, unless a
/// formerNames names it or `--drop-source` drops it."
@Suite struct `Sources renamed and dropped` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    /// The same hospital with its letters' source under another name.
    private var renamed: PlainHospital {
        var renamed = hospital
        renamed.sources[1].name = "courriers"
        for index in renamed.reference.crosswalk.indices
        where renamed.reference.crosswalk[index].source == "suivi" {
            renamed.reference.crosswalk[index].source = "courriers"
        }
        return renamed
    }

    /// The same hospital without its letters' source.
    private var withoutLetters: PlainHospital {
        var without = hospital
        without.sources.remove(at: 1)
        without.reference.crosswalk.removeAll { $0.source == "suivi" }
        return without
    }

    @Test func `a former name keeps what the source brought`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        try folder.writeReference(of: renamed)
        try folder.writeExports(of: renamed)
        try folder.writeDefinition(of: renamed)
        let unnamed = try await folder.run(asOf: asOf)
        #expect(unnamed.exitCode == 78)
        #expect(unnamed.standardError.contains("suivi"))

        let text = PlainDefinition(hospital: renamed).text.replacingOccurrences(
            of: "name: \"courriers\",", with: "name: \"courriers\", formerNames: [\"suivi\"],")
        try folder.write(text, to: "pipeline.json5")
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: renamed, "renamed")
        #expect(
            try folder.warehouseRows().count(
                "SELECT count(*) FROM v_letter WHERE source = 'suivi'") == 0)
    }

    @Test func `a source that is no longer defined must be dropped by name`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let before = try folder.warehouseRows().everything(withKeys: true)
        try folder.writeDefinition(of: withoutLetters)
        try folder.writeReference(of: withoutLetters)
        let refused = try await folder.run(asOf: asOf)
        #expect(refused.exitCode == 78)
        #expect(refused.standardError.contains("--drop-source"))
        expectSame(before, try folder.warehouseRows().everything(withKeys: true), "refused")

        try await folder.load(asOf: asOf, ["--drop-source", "suivi"])
        try Comparison.expect(folder, shows: withoutLetters, "dropped")
        #expect(try folder.warehouseRows().count("SELECT count(*) FROM v_letter") == 0)
    }
}
