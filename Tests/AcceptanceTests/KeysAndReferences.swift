import Domain
import Foundation
import Testing

/// Contract §4: "a warehouse whose key is lost or another is refused, 78, never given a new one".
@Suite struct `The pseudonym key` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    @Test func `lost or another, the warehouse is refused`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let key = try folder.read("var/warehouse.sqlite.key")
        let figures = try folder.warehouseRows().everything(withKeys: true)

        try folder.remove("var/warehouse.sqlite.key")
        for options in [[], ["--rebuild"]] {
            #expect(try await folder.run(asOf: asOf, options).exitCode == 78)
            #expect(!FileManager.default.fileExists(atPath: folder.key.path))
        }
        // Another warehouse's key.
        let other = try HospitalFolder(hospital)
        try await other.load(asOf: asOf)
        let otherKey = try other.read("var/warehouse.sqlite.key")
        #expect(otherKey != key)
        try folder.write(otherKey, to: "var/warehouse.sqlite.key")
        #expect(try await folder.run(asOf: asOf).exitCode == 78)
        #expect(try folder.read("var/warehouse.sqlite.key") == otherKey)
        expectSame(figures, try folder.warehouseRows().everything(withKeys: true), "refused")

        try folder.write(key, to: "var/warehouse.sqlite.key")
        try await folder.load(asOf: asOf)
    }
}

/// Contract §3: a reference file that an earlier run read well and that is now faulty or gone.
@Suite struct `The last good copy of a reference file` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    @Test(arguments: PlainReferenceFiles.names, ["gone", "faulty"])
    func `is used, the exports are loaded, the pages carry a banner`(
        name: String, how: String
    ) async throws {
        // The last night's files are not there yet.
        var first = hospital
        for index in first.sources.indices { first.sources[index].files.removeLast() }
        first.reference.targets = [
            PlainTarget(
                indicator: "answer_rate", level: "establishment", code: "", value: 60, alert: 40)
        ]
        first.reference.closedDays = [PlainClosedDay(day: day("2026-02-11"))]
        first.reference.openingHours = [
            PlainOpening(secretariat: "S1", weekday: 1, slot: PlainSlot(open: 500, close: 1000))
        ]
        let folder = try HospitalFolder(first)
        try await folder.load(asOf: asOf)

        if how == "gone" {
            try folder.remove("reference/\(name)")
        } else {
            try folder.write("une;autre;table\n1;2;3\n", to: "reference/\(name)")
        }
        var second = hospital
        second.reference = first.reference
        try folder.writeExports(of: second)
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 78)
        #expect(result.standardError.contains(name))
        try Comparison.expect(folder, shows: second, "with the last good \(name)")
        for page in ["index.html", "pole-P1.html", "donnees.html"] {
            let path = "var/reports/2026-03/\(page)"
            let text = String(decoding: try folder.read(path), as: UTF8.self)
            #expect(text.contains(name), "\(page) names \(name) in its banner")
        }

        // Mended: the banner goes.
        try folder.writeReference(of: second)
        try await folder.load(asOf: asOf)
        let text = String(
            decoding: try folder.read("var/reports/2026-03/index.html"), as: UTF8.self)
        #expect(!text.contains(name))
    }

    @Test(arguments: PlainReferenceFiles.names)
    func `on a first run there is none, and nothing is done`(name: String) async throws {
        let folder = try HospitalFolder(hospital)
        try folder.write("une;autre;table\n1;2;3\n", to: "reference/\(name)")
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 78)
        #expect(result.standardError.contains(name))
        #expect(try folder.contents().keys.allSatisfy { !$0.hasPrefix("var") })
    }

    /// Contract §3's faults, each in a row of its own file.
    @Test(arguments: [
        ("secretariats.csv", "S1;Double;;P1;Pôle P1;;;;O", "doubled"),
        ("correspondances.csv", "dpi;U1;S2;01/01/2026;;", "overlap"),
        ("correspondances.csv", "dpi;U9;S99;;", "unknown secretariat"),
        ("types_courrier.csv", "CR;Encore;3;N;;", "doubled"),
        ("types_venue.csv", "CONS;Encore;O;CR;;;", "doubled"),
        ("cibles.csv", "letter_delay;etablissement;;*;7;;;", "unknown indicator"),
        ("cibles.csv", "answer_rate;etablissement;;*;80;90;;", "alert on the wrong side"),
        ("cibles.csv", "letter_delay_median;etablissement;;*;7;5;;", "alert on the wrong side"),
        ("cibles.csv", "letters_sent;etablissement;;*;100;;;", "without direction"),
        ("cibles.csv", "answer_rate;secretariat;S99;*;80;;;", "unknown secretariat"),
        ("cibles.csv", "answer_rate;pole;P99;*;80;;;", "unknown pole"),
        ("fermetures.csv", "31/02/2026;Rien;", "no such day"),
        ("horaires.csv", "S99;1;08:00;12:00;;", "unknown secretariat"),
        ("horaires.csv", "S1;8;08:00;12:00;;", "no such weekday"),
        ("horaires.csv", "S1;1;12:00;08:00;;", "closes before it opens"),
    ])
    func `a faulty row is named by file and line`(
        name: String, row: String, fault: String
    ) async throws {
        var semicolons = hospital
        // This name makes the reference files semicolon-separated UTF-8 with French dates.
        semicolons.settings.name = "H"
        let folder = try HospitalFolder(semicolons)
        var bytes = PlainReferenceFiles(reference: hospital.reference).bytes(of: name)
        let line = bytes.count { $0 == 10 } + 1
        bytes.append(Data((row + "\r\n").utf8))
        try folder.write(bytes, to: "reference/\(name)")
        let result = try await folder.run(asOf: asOf)
        #expect(result.exitCode == 78, "\(fault)")
        #expect(result.standardError.contains(name))
        #expect(result.standardError.contains("\(line)"))
    }
}
