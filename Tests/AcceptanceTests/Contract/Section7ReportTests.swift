import Domain
import Foundation
import Testing

/// Contract §7: the reports, as they lie in their folder.
@Suite struct `Section 7: the reports` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    private static let pages = ["definitions.html", "donnees.html", "index.html"]

    private func text(_ path: String, _ folder: HospitalFolder) throws -> String {
        String(decoding: try folder.read("var/reports/\(path)"), as: UTF8.self)
    }

    @Test func `a month has all its files, and the list its months, newest first`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf, ["--from", "2026-01", "--to", "2026-03"])
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.url("var/reports/2026-03").path
        ).sorted()
        #expect(
            names.filter { !$0.hasPrefix("pole-") && !$0.hasPrefix("secretariat-") }
                == (Self.pages + ["donnees.csv", "indicateurs.csv"]).sorted())
        #expect(Set(names).isSuperset(of: ["pole-P1.html", "pole-P2.html"]))
        let index = try text("index.html", folder)
        let places = try ["2026-03", "2026-02", "2026-01"].map {
            try #require(index.range(of: "\($0)/index.html")?.lowerBound)
        }
        #expect(places == places.sorted())
    }

    @Test func `each page stands alone and names what it shows`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: day("2026-03-20"))
        let fingerprint = try #require(
            try folder.warehouseRows().text("SELECT data_fingerprint FROM v_run"))
        for (path, bytes) in try folder.contents(of: "var/reports") where path.hasSuffix(".html") {
            let page = String(decoding: bytes, as: UTF8.self)
            for word in [
                "<script", "http://", "https://", "<link rel=\"stylesheet", "@import", "url(",
                "<img", "<iframe", " onload",
            ] {
                #expect(!page.contains(word), "\(path): \(word)")
            }
            #expect(page.contains("lang=\"fr\""), "\(path)")
            guard path != "index.html" else { continue }
            #expect(page.contains(fingerprint.prefix(12)), "\(path): fingerprint")
            #expect(page.contains("20 mars 2026"), "\(path): as-of day")
            #expect(page.contains("CHU Exemple"), "\(path): establishment")
            #expect(
                page.lowercased().contains(path.hasPrefix("2026-03") ? "mars 2026" : "février 2026")
            )
            // Limits of control charts are « provisoires » in any month.
            #expect(
                page.contains("<span class=\"badge\">provisoire</span>")
                    == path.hasPrefix("2026-03"), "\(path): provisional")
        }
        #expect(try text("2026-03/pole-P1.html", folder).contains("Pôle P1"))
    }

    // MARK: CSV

    @Test func `indicateurs.csv is for a French Excel, donnees.csv for tools`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let french = try folder.read("var/reports/2026-03/indicateurs.csv")
        #expect(french.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
        let lines = String(decoding: french.dropFirst(3), as: UTF8.self)
            .components(separatedBy: "\r\n")
        #expect(
            lines[0] == "periode;provisoire;niveau;code;libelle;segment;indicateur;intitule;unite;"
                + "numerateur;denominateur;valeur;cible;alerte;statut")
        #expect(lines.last == "")
        #expect(!lines.contains { $0.contains("\n") || $0.contains("\r") })
        let plain = String(
            decoding: try folder.read("var/reports/2026-03/donnees.csv"), as: UTF8.self)
        let header = try #require(plain.split(whereSeparator: \.isNewline).first)
        #expect(
            header.hasPrefix(
                "period_type,period,is_provisional,level,code,label,segment,kpi,title,")
                || header.hasPrefix("\u{FEFF}period_type,"))
        let rows = try folder.warehouseRows().count(
            "SELECT count(*) FROM v_kpi WHERE period = '2026-03'")
        #expect(lines.count == rows + 2)
        #expect(plain.split(whereSeparator: \.isNewline).count == rows + 1)
        let cells = lines.dropFirst().dropLast().map { $0.components(separatedBy: ";") }
        #expect(cells.allSatisfy { $0.count == 15 || $0.contains { $0.hasPrefix("\"") } })
        #expect(
            Set(cells.map { $0[14] }).isSubset(
                of: ["atteint", "à surveiller", "non atteint", "sans cible", ""]))
        #expect(cells.contains { $0[11].contains(",") })
        #expect(!cells.contains { $0[11].contains(".") })
    }

    /// Labels that a spreadsheet, a browser or a reader of CSV could take for more than text.
    private static let hostile = [
        "=1+1", "+33 1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "a;b\"c",
        "<script>alert(1)</script>", "&amp;", "'; DROP TABLE x; --", "é\u{202E}exe",
    ]

    @Test func `text that looks like a formula is neutralised, numbers never are`() async throws {
        var hospital = hospital
        for (index, label) in Self.hostile.enumerated() {
            hospital.reference.secretariats.append(
                PlainSecretariat(
                    code: "H\(index)",
                    label: "\"" + label.replacingOccurrences(of: "\"", with: "\"\"") + "\"",
                    pole: "P1", poleLabel: "Pôle P1"))
            hospital.reference.crosswalk.append(
                PlainCrossing(source: "tel", unit: "H\(index)", secretariat: "H\(index)"))
            hospital.sources[2].files[1].calls.append(
                PlainCall(
                    id: "H\(index)", queue: "H\(index)", day: day("2026-03-10"), second: 36_000,
                    outcome: "answered", wait: 5, talk: 60))
        }
        // Fewer letters at the month's end than at its beginning: a negative number.
        hospital.settings.name = "=Hôpital"
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        for (name, delimiter) in [("indicateurs.csv", ";" as Character), ("donnees.csv", ",")] {
            let rows = try PlainCSV.rows(try text("2026-03/\(name)", folder), delimiter: delimiter)
            let width = try #require(rows.first?.count)
            for row in rows {
                #expect(row.count == width)
                for cell in row {
                    let first = cell.unicodeScalars.first
                    let looksActive = first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
                    let isNumber =
                        Double(cell.replacingOccurrences(of: ",", with: ".")) != nil
                    #expect(!looksActive || isNumber, "\(name): \(cell)")
                }
            }
        }
        for (path, bytes) in try folder.contents(of: "var/reports") where path.hasSuffix(".html") {
            let page = String(decoding: bytes, as: UTF8.self)
            #expect(!page.contains("<script"), "\(path)")
        }
    }

    // MARK: What is shown of few, and of whom

    @Test func `publier N counts in its pole and has no line of its own`() async throws {
        var hospital = hospital
        hospital.reference.secretariats[0].isPublished = false
        hospital.reference.secretariats[0].label = "Secrétariat discret"
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        for (path, bytes) in try folder.contents(of: "var/reports") {
            let page = String(decoding: bytes, as: UTF8.self)
            #expect(!page.contains("discret"), "\(path)")
            if path.hasSuffix(".csv") {
                #expect(!page.contains("secretariat;S1;") && !page.contains("secretariat,S1,"))
            }
        }
        let csv = try PlainCSV.rows(try text("2026-03/donnees.csv", folder), delimiter: ",")
        let received = csv.filter { $0.contains("calls_received") && $0.contains("pole") }
        #expect(received.count >= 2)
        try Comparison.expect(folder, shows: hospital, "v_kpi keeps it")
    }

    @Test func `no rate, median or status of fewer than minimumCount`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(of: hospital, extraKeys: ["minimumCount: 1000"])
        try await folder.load(asOf: asOf)
        let rows = try PlainCSV.rows(
            try text("2026-03/indicateurs.csv", folder), delimiter: ";"
        ).dropFirst()
        for row in rows {
            let unit = row[8]
            let isRate = unit == "%" || row[6].hasSuffix("_median") || row[6].hasPrefix("wait_")
            if isRate { #expect(row[11] == "" && row[14] == "", "\(row)") }
            if row[6].hasPrefix("calls_") || row[6].hasPrefix("letters_") {
                #expect(row[11] != "", "\(row)")
            }
        }
        #expect(try text("2026-03/index.html", folder).contains("effectif insuffisant"))
    }

    // MARK: The same data, the same bytes

    @Test func `whatever the umask, the number of runs, and what was published before`()
        async throws
    {
        let one = try HospitalFolder(hospital)
        let other = try HospitalFolder(hospital)
        try await one.load(asOf: asOf)
        try await other.load(asOf: day("2026-02-11"))
        try await other.load(asOf: asOf, ["--month", "2026-02"])
        let result = try await Shell.run(
            "umask 077; LC_ALL=C TZ=Asia/Tokyo $KPI run $P --as-of 2026-03-31 --rebuild --quiet",
            in: other)
        #expect(result.exitCode == 0)
        #expect(
            HospitalFolder.differing(
                try one.contents(of: "var/reports/2026-03"),
                try other.contents(of: "var/reports/2026-03")) == [])
    }

    @Test func `the same fingerprint is the same month, another month another fingerprint`()
        async throws
    {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        func fingerprint() throws -> String? {
            try folder.warehouseRows().text(
                "SELECT data_fingerprint FROM v_run ORDER BY run_id DESC LIMIT 1")
        }
        let first = try fingerprint()
        let before = try folder.contents(of: "var/reports/2026-03")
        try await folder.load(asOf: asOf)
        #expect(try fingerprint() == first)
        // A file of rejects alone changes no figure, but the page on the quality of the data.
        let name = "exports/suivi/2026-03b.csv"
        let export = String(decoding: try folder.read("exports/suivi/2026-03.csv"), as: UTF8.self)
        let lines = export.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        try folder.write("\(lines[0])\n\(lines[0])\n", to: name)
        try await folder.load(asOf: asOf)
        let after = try folder.contents(of: "var/reports/2026-03")
        #expect(HospitalFolder.differing(before, after).contains("donnees.html"))
        #expect(try fingerprint() != first)
    }

    @Test func `a banner stays as long as its reason`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let targets = try folder.read("reference/cibles.csv")
        try folder.remove("reference/cibles.csv")
        try await folder.load(asOf: asOf, exitCode: 78)
        #expect(try text("2026-03/index.html", folder).contains("cibles.csv"))
        #expect(try text("2026-03/pole-P1.html", folder).contains("cibles.csv"))
        let banner = try folder.contents(of: "var/reports")
        #expect(try await folder.command("report", asOf: nil).exitCode == 0)
        #expect(HospitalFolder.differing(banner, try folder.contents(of: "var/reports")) == [])
        try folder.write(targets, to: "reference/cibles.csv")
        try await folder.load(asOf: asOf)
        #expect(!(try text("2026-03/index.html", folder)).contains("cibles.csv"))
    }

    @Test func `what a killed run left is cleared, other files are left alone`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        for path in [
            ".2026-03.secretariat-new-4711/index.html", ".index.html.secretariat-new-4711",
        ] {
            try folder.write("half", to: "var/reports/\(path)")
        }
        try FileManager.default.moveItem(
            at: folder.url("var/reports/2026-03"),
            to: folder.url("var/reports/.2026-03.secretariat-old-4711"))
        try folder.write("mine", to: "var/reports/lisezmoi.txt")
        try folder.write("half", to: "var/.warehouse.sqlite.secretariat-new-4711")
        try await folder.load(asOf: asOf)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.reports.path)
        #expect(names.sorted() == ["2026-03", "index.html", "lisezmoi.txt"])
        #expect(!folder.exists("var/.warehouse.sqlite.secretariat-new-4711"))
    }
}
