import Domain
import Foundation
import Testing

/// Contract §7: "the same data give the same bytes".
@Suite struct `The same data give the same bytes` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    private func differing(_ one: [String: Data], _ other: [String: Data]) -> [String] {
        Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
    }

    @Test func `report makes again what the run has made`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let before = try folder.contents(of: "var/reports")
        #expect(before.keys.contains("2026-03/index.html"))
        let again = try await folder.command("report", asOf: asOf)
        #expect(again.exitCode == 0)
        #expect(differing(before, try folder.contents(of: "var/reports")) == [])
        try FileManager.default.removeItem(at: folder.reports)
        #expect(try await folder.command("report", asOf: asOf).exitCode == 0)
        #expect(differing(before, try folder.contents(of: "var/reports")) == [])
        // A run that brings nothing new publishes the same.
        try await folder.load(asOf: asOf)
        #expect(differing(before, try folder.contents(of: "var/reports")) == [])
    }

    @Test func `whatever the machine's time zone and language`() async throws {
        let plain = try HospitalFolder(hospital)
        let abroad = try HospitalFolder(hospital)
        #expect(try await plain.run(asOf: asOf, environment: ["TZ": "UTC"]).exitCode == 0)
        let elsewhere = ["TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"]
        #expect(try await abroad.run(asOf: asOf, environment: elsewhere).exitCode == 0)
        #expect(
            differing(
                try plain.contents(of: "var/reports"), try abroad.contents(of: "var/reports"))
                == [])
        let rows = try plain.warehouseRows().everything(withKeys: false)
        expectSame(rows, try abroad.warehouseRows().everything(withKeys: false), "abroad")
        try Comparison.expect(abroad, shows: hospital, "abroad")
    }

    @Test func `in whatever order the files arrived`() async throws {
        let atOnce = try HospitalFolder(hospital)
        try await atOnce.load(asOf: asOf)
        let oneByOne = try HospitalFolder()
        try oneByOne.writeDefinition(of: hospital)
        try oneByOne.writeReference(of: hospital)
        for source in hospital.sources.reversed() {
            for file in source.files.reversed() {
                try oneByOne.writeExport(file, of: source, hospital)
                try await oneByOne.load(asOf: asOf)
            }
        }
        let names = ["2026-03/index.html", "2026-03/indicateurs.csv", "2026-03/donnees.csv"]
        for name in names {
            #expect(
                try atOnce.read("var/reports/\(name)") == oneByOne.read("var/reports/\(name)"),
                "\(name)")
        }
    }

    /// Guards the other tests of this file: a report that never changed would pass them.
    @Test func `other data give other bytes`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let before = try folder.contents(of: "var/reports")
        var changed = hospital
        changed.sources[1].files[1].letters.removeLast()
        try folder.writeExports(of: changed)
        try await folder.load(asOf: asOf)
        let after = try folder.contents(of: "var/reports")
        #expect(differing(before, after).contains("2026-03/index.html"))
        #expect(differing(before, after).contains("2026-03/indicateurs.csv"))
    }
}
