import Domain
import Foundation
import Testing

/// Contract §1: "`--dry-run` does everything, prints what would change (rows and indicator values),
/// and leaves no trace."
@Suite struct `A dry run` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    @Test func `leaves no trace where there is no warehouse yet`() async throws {
        let folder = try HospitalFolder(hospital)
        let before = try folder.contents()
        let result = try await folder.run(asOf: asOf, ["--dry-run"])
        #expect(result.exitCode == 0)
        #expect(try folder.contents() == before)
    }

    @Test func `leaves no trace in a warehouse, and tells what would change`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        var changed = hospital
        changed.sources[1].files[1].letters.removeLast()
        try folder.writeExports(of: changed)
        let before = try folder.contents()
        let result = try await folder.run(asOf: asOf, ["--dry-run"])
        #expect(result.exitCode == 0)
        let after = try folder.contents()
        #expect(after.keys.sorted() == before.keys.sorted())
        #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == [])
        #expect(
            result.standardOutput.contains("letters_sent")
                || result.standardOutput.contains("backlog_"))
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: changed, "after the dry run")
    }
}
