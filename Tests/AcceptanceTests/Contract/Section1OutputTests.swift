import Domain
import Foundation
import Glibc
import Testing

/// Contract §1 and §4: where outputs go, and who may read them.
@Suite struct `Section 1: outputs` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    @Test(arguments: ["000", "022", "077"])
    func `outputs are created without rights for others`(umask: String) async throws {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(
            of: hospital, extraKeys: ["publishedWarehouse: \"var/out/published.sqlite\""])
        let result = try await Shell.run(
            "umask \(umask); $KPI run $P --as-of 2026-03-31 --quiet", in: folder)
        #expect(result.exitCode == 0)
        #expect(try folder.rights("var/warehouse.sqlite.key") == "600")
        // Whatever the caller's umask: the group reads what the run of the night writes.
        let (file, own) = ("640", "750")
        for path in [
            "var/warehouse.sqlite", "var/warehouse.sqlite.lock", "var/reports/index.html",
            "var/reports/2026-03/indicateurs.csv", "var/out/published.sqlite",
        ] {
            #expect(try folder.rights(path) == file, "\(path)")
        }
        for path in ["var", "var/out", "var/reports", "var/reports/2026-03"] {
            #expect(try folder.rights(path) == own, "\(path)")
        }
    }

    @Test func `a folder may be a link, and so may the warehouse`() async throws {
        let folder = try HospitalFolder(hospital)
        for (link, target) in [("var", "disk"), ("disk/reports", "disk/web")] {
            try FileManager.default.createDirectory(
                at: folder.url(target), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                at: folder.url(link), withDestinationURL: folder.url(target))
        }
        try await folder.load(asOf: asOf)
        #expect(folder.exists("disk/web/2026-03/index.html"))
        // Moved to another disk since, with a link in its place.
        try FileManager.default.createDirectory(
            at: folder.url("other"), withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            at: folder.url("disk/warehouse.sqlite"), to: folder.url("other/w.sqlite"))
        try FileManager.default.createSymbolicLink(
            at: folder.url("disk/warehouse.sqlite"),
            withDestinationURL: folder.url("other/w.sqlite"))
        try await folder.load(asOf: asOf, ["--rebuild"])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(
                atPath: folder.url("disk/warehouse.sqlite").path)
                == folder.url("other/w.sqlite").path)
        #expect(try folder.warehouseRows().count("SELECT count(*) FROM v_run") == 2)
    }

    @Test func `the key may lie elsewhere`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(of: hospital, extraKeys: ["key: \"secret/here/key\""])
        try await folder.load(asOf: asOf)
        #expect(try folder.rights("secret/here/key") == "600")
        #expect(!folder.exists("var/warehouse.sqlite.key"))
        try await folder.load(asOf: asOf, ["--rebuild"])
    }

    @Test func `paths are relative to the pipeline file, wherever the command runs`() async throws {
        let folder = try HospitalFolder(hospital)
        let result = try await Shell.run(
            "mkdir a && cd a && $KPI run ../pipeline.json5 --as-of 2026-03-31 --quiet && ls",
            in: folder)
        #expect(result.exitCode == 0 && result.standardOutput == "")
        #expect(folder.exists("var/warehouse.sqlite"))
    }

    @Test func `unattended: closed standard streams change nothing`() async throws {
        let folder = try HospitalFolder(hospital)
        let result = try await Shell.run(
            "$KPI run $P --as-of 2026-03-31 <&- >&- 2>&-", in: folder)
        #expect(result.exitCode == 0)
        #expect(try folder.lastRun() == "succeeded 0")
    }
}
