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

    /// Where a command runs: nothing of it may show in what it makes.
    struct Machine: Sendable {
        var name: String
        var environment: [String: String]
        /// What starts the command.
        var prefix = ""
        /// The exports lie in memory, written in the opposite order: folders list otherwise.
        var listsBackwards = false
    }

    private static let machines = [
        Machine(
            name: "Paris, French",
            environment: ["TZ": "Europe/Paris", "LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"]),
        Machine(
            name: "New York, Turkish",
            environment: [
                "TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8",
            ]),
        Machine(
            name: "Kiritimati, one core",
            environment: ["TZ": "Pacific/Kiritimati", "LC_ALL": "C"], prefix: "taskset -c 0"),
        Machine(
            name: "no locale, folders listed backwards", environment: ["TZ": "", "LC_ALL": ""],
            listsBackwards: true),
    ]

    /// Every table of the warehouse, not what views show of it; the key is the same, or all
    /// pseudonyms would differ.
    @Test func `whatever the machine, its time zone, language, cores and order of files`()
        async throws
    {
        let plain = try HospitalFolder(hospital)
        #expect(
            try await plain.run(asOf: asOf, environment: ["TZ": "UTC", "LC_ALL": "C"]).exitCode == 0
        )
        let reports = try plain.contents(of: "var/reports")
        let rows = try plain.warehouseRows().everyTable()
        #expect(rows["fact_call"]?.isEmpty == false)
        for machine in Self.machines {
            let abroad = try HospitalFolder(hospital)
            if machine.listsBackwards { try moveExportsToMemory(abroad) }
            try FileManager.default.createDirectory(
                at: abroad.url("var"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: plain.key, to: abroad.key)
            let settings = machine.environment.map { "\($0.key)='\($0.value)'" }.sorted()
            let result = try await Shell.run(
                "\(settings.joined(separator: " ")) \(machine.prefix) $KPI run $P --as-of \(asOf)",
                in: abroad)
            #expect(result.exitCode == 0, "\(machine.name): \(result.standardError)")
            #expect(differing(reports, try abroad.contents(of: "var/reports")) == [])
            expectSame(rows, try abroad.warehouseRows().everyTable(), machine.name)
            try Comparison.expect(abroad, shows: hospital, machine.name)
            if machine.listsBackwards {
                let place = try FileManager.default.destinationOfSymbolicLink(
                    atPath: abroad.url("exports").path)
                try FileManager.default.removeItem(atPath: place)
            }
        }
    }

    /// A file system in memory lists the file made last first.
    private func moveExportsToMemory(_ folder: HospitalFolder) throws {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        let place =
            (isThere ? memory : FileManager.default.temporaryDirectory.path)
            + "/exports-\(UUID().uuidString)"
        try folder.remove("exports")
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.url("exports").path, withDestinationPath: place)
        for source in hospital.sources.reversed() {
            for file in source.files.reversed() {
                try folder.writeExport(file, of: source, hospital)
            }
        }
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
