import Domain
import Foundation
import SQLiteStore
import Testing

/// Frozen months from the outside: several runs of the real command on a small hospital.
@Suite struct `Frozen months`: FrozenHospital {
    // MARK: When

    @Test func `a month is frozen by the first run that is late enough, not before`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-04")
        #expect(try published(hospital).isEmpty)
        #expect(try !page("2026-03/index.html", hospital).contains("figés"))
        try await hospital.run(asOf: "2026-04-05")
        let rows = try hospital.rows(
            """
            SELECT month, level, code, numerator, denominator, value, target, status,
                published_at_run, published_as_of
            FROM v_published WHERE kpi = 'letter_delay_median' AND segment = '*'
            """)
        #expect(
            rows == [
                "2026-03|establishment|*|-|2|5.0|-|no_target|2|2026-04-05",
                "2026-03|pole|P1|-|2|5.0|-|no_target|2|2026-04-05",
                "2026-03|secretariat|S1|-|2|5.0|-|no_target|2|2026-04-05",
            ])
        #expect(
            try hospital.rows("SELECT count(*) FROM v_published")
                == hospital.rows(
                    """
                    SELECT count(*) FROM v_kpi
                    WHERE period_type = 'month' AND period = '2026-03'
                    """))
        let before = try published(hospital)
        try await hospital.run(asOf: "2026-04-06")
        #expect(try published(hospital) == before)
        #expect(try page("2026-03/index.html", hospital).contains("5 avril 2026"))
    }

    @Test func `without closing nothing is frozen, and what is frozen stays so`() async throws {
        let hospital = try hospital("")
        try await hospital.run(asOf: "2026-04-30")
        #expect(try published(hospital).isEmpty)
        let names = try hospital.folder.contents(of: "var/reports").keys
        #expect(!names.contains { $0.hasSuffix("revisions.csv") })
        try hospital.define([.letters], settings: Self.closing)
        try await hospital.run(asOf: "2026-04-30")
        let frozen = try published(hospital)
        #expect(!frozen.isEmpty)
        try hospital.define([.letters])
        try addLateData(hospital)
        try await hospital.run(asOf: "2026-05-31")
        #expect(try published(hospital) == frozen)
        #expect(try hospital.kpi("letter_delay_median") == ["6.0"])
    }

    @Test func `a month that is provisional is frozen as such, and says so`() async throws {
        let hospital = try hospital()
        try hospital.write(
            "suivi/a.csv", ContractFolder.letterHeader, "L1;CR;U1;;2026-03-02;2026-03-06")
        try await hospital.run(asOf: "2026-04-10")
        let query = """
            SELECT DISTINCT month, published_as_of, is_provisional, measured_to FROM v_published
            """
        #expect(try hospital.rows(query) == ["2026-03|2026-04-10|1|2026-03-06"])
        let files = try csv(hospital)
        try hospital.write(
            "suivi/b.csv", ContractFolder.letterHeader, "L2;CR;U1;;2026-03-09;2026-04-10")
        try await hospital.run(asOf: "2026-04-11")
        #expect(try hospital.rows(query) == ["2026-03|2026-04-10|1|2026-03-06"])
        #expect(try csv(hospital) == files)
        let page = try page("2026-03/index.html", hospital)
        for text in [
            ">provisoire<", "jusqu'au 6 mars 2026 quand ce mois a été figé, au 10 avril 2026",
            "révisé\u{A0}:", "Fichier chargé\u{A0}: b.csv (suivi)",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(try self.page("index.html", hospital).contains(">provisoire<"))
    }

    @Test func `a month is frozen with the last good copy of a faulty file, and says so`()
        async throws
    {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-01")
        try hospital.writeReference("letterTypes", "code;libelle\nCR;Compte rendu")
        try await hospital.run(asOf: "2026-04-06", expecting: 78)
        let frozen = try published(hospital)
        #expect(!frozen.isEmpty)
        try hospital.writeReference("letterTypes")
        try await hospital.run(asOf: "2026-04-07")
        #expect(try published(hospital) == frozen)
        let page = try page("2026-03/index.html", hospital)
        #expect(
            page.contains(
                "Quand ce mois a été figé, au 6 avril 2026\u{A0}: Le fichier de référence"))
    }

    @Test func `several months are frozen at once, those skipped and those of before closing`()
        async throws
    {
        let hospital = try hospital("closing: { afterDays: 40 }")
        try addLateData(hospital)
        try hospital.write(
            "suivi/c.csv", ContractFolder.letterHeader, "L6;CR;U1;;2026-01-05;2026-01-07",
            "L7;CR;U1;;2026-05-29;2026-06-04")
        func months() throws -> [String] {
            try hospital.rows("SELECT DISTINCT month, published_as_of FROM v_published")
        }
        try await hospital.run(asOf: "2026-03-11")
        #expect(try months() == [])
        try await hospital.run(asOf: "2026-03-12")
        #expect(try months() == ["2026-01|2026-03-12"])
        // No run for weeks, then one that is late for two months.
        try await hospital.run(asOf: "2026-05-20")
        let three = ["2026-01|2026-03-12", "2026-02|2026-05-20", "2026-03|2026-05-20"]
        #expect(try months() == three)
        // Fewer days freeze more, more days give nothing back.
        try hospital.define([.letters], settings: "closing: { afterDays: 0 }")
        try await hospital.run(asOf: "2026-05-20")
        #expect(try months() == three + ["2026-04|2026-05-20"])
        try hospital.define([.letters], settings: "closing: { afterDays: 366 }")
        try await hospital.run(asOf: "2026-06-10")
        #expect(try months() == three + ["2026-04|2026-05-20"])
        // As-of days may go back: what was frozen stays, what was not due is not.
        try hospital.define([.letters], settings: "closing: { afterDays: 5 }")
        try await hospital.run(asOf: "2026-02-20")
        #expect(try months() == three + ["2026-04|2026-05-20"])
        try await hospital.run(asOf: "2026-06-10")
        #expect(try months().last == "2026-05|2026-06-10")
    }

    // MARK: What came later

    @Test func `later data stand beside what was published, with their cause`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        let (frozen, files) = (try published(hospital), try csv(hospital))
        try addLateData(hospital)
        try await hospital.run(asOf: "2026-04-10")
        #expect(try hospital.kpi("letter_delay_median") == ["6.0"])
        #expect(try published(hospital) == frozen)
        #expect(try csv(hospital) == files)
        #expect(try causes(hospital) == ["letters|file|suivi|b.csv|2||2026-04-10"])
        #expect(
            try hospital.rows(
                """
                SELECT published_value, revised_value, published_denominator, revised_denominator
                FROM v_revision WHERE level = 'pole' AND kpi = 'letter_delay_median'
                    AND segment = '*'
                """) == ["5.0|6.0|2|3"])
        for name in ["index.html", "pole-P1.html"] {
            let page = try page("2026-03/\(name)", hospital)
            for text in [
                "Chiffres figés au", "5 avril 2026", "révisé\u{A0}: 6\u{A0}jours", "Révisions",
                "Fichier chargé\u{A0}: b.csv (suivi)", "10 avril 2026", "revisions.csv",
            ] {
                #expect(page.contains(text), "\(name): \(text)")
            }
        }
        let revisions = try page("2026-03/revisions.csv", hospital)
        #expect(
            revisions.contains(
                "2026-03;2026-04-05;2026-04-10;etablissement;*;Clinique <d'essai>;*;"
                    + "letter_delay_median;"))
        #expect(revisions.contains(";2;3;5;6;"))
    }

    @Test func `report shows what was published, as of any later day`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        let files = try csv(hospital)
        try addLateData(hospital)
        try await hospital.run(asOf: "2026-06-30")
        for options in [[], ["--as-of", "2026-07-31"], ["--as-of", "2026-04-20"]] {
            let result = try await hospital.folder.command(
                "report", asOf: nil, ["--month", "2026-03"] + options)
            #expect(result.exitCode == 0, "\(result.standardError)")
            #expect(try csv(hospital) == files)
            #expect(
                try page("2026-03/index.html", hospital).contains("révisé\u{A0}: 6\u{A0}jours"))
        }
        // Within the month it was not published yet.
        let result = try await hospital.folder.command(
            "report", asOf: CivilDate(iso8601: "2026-03-20"), ["--month", "2026-03"])
        #expect(result.exitCode == 0)
        let page = try page("2026-03/index.html", hospital)
        #expect(page.contains("ont été figés au 5 avril 2026"))
        #expect(page.contains("provisoire"))
        #expect(try csv(hospital) != files)
    }

    @Test func `a rebuild keeps what was published and knows no new cause`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        try addLateData(hospital)
        try await hospital.run(asOf: "2026-04-10")
        let (frozen, known) = (try published(hospital), try causes(hospital))
        let page = try page("2026-03/pole-P1.html", hospital)
        try await hospital.run("--rebuild", asOf: "2026-04-10")
        #expect(try published(hospital) == frozen)
        #expect(try causes(hospital) == known)
        #expect(try self.page("2026-03/pole-P1.html", hospital) == page)
        // A rebuild that finds other files names those alone.
        try hospital.write(
            "suivi/c.csv", ContractFolder.letterHeader, "L6;CR;U1;;2026-03-04;2026-03-30")
        try await hospital.run("--rebuild", asOf: "2026-04-10")
        #expect(try published(hospital) == frozen)
        #expect(try causes(hospital) == known + ["letters|file|suivi|c.csv|1||2026-04-10"])
        try hospital.folder.remove("exports/suivi/b.csv")
        try await hospital.run("--rebuild", "--forget-missing", asOf: "2026-04-10")
        #expect(try published(hospital) == frozen)
        #expect(
            try causes(hospital).contains("letters|missing_file|suivi|b.csv|2||2026-04-10"))
    }

    @Test func `edited reference files and settings are causes too`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        let (frozen, files) = (try published(hospital), try csv(hospital))
        try hospital.writeReference(
            "targets",
            "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au\n"
                + "letter_delay_median;etablissement;;*;4;;;")
        try await hospital.run(asOf: "2026-04-05")
        #expect(
            try causes(hospital) == ["letters|reference||reference/targets.csv|-||2026-04-05"])
        try hospital.define([.letters], settings: #"dayCount: "working", "# + Self.closing)
        try await hospital.run(asOf: "2026-04-06")
        #expect(
            try causes(hospital).contains(
                "letters|setting||dayCount|-|calendar → working|2026-04-06"))
        #expect(try published(hospital) == frozen)
        #expect(try csv(hospital) == files)
        let page = try page("2026-03/index.html", hospital)
        #expect(page.contains("révisé\u{A0}: 4\u{A0}jours\u{A0}ouvrés ●\u{A0}atteint"))
        #expect(page.contains("Réglage modifié\u{A0}: dayCount (calendar → working)"))
        #expect(page.contains("Fichier de référence modifié\u{A0}: reference/targets.csv"))
    }

    @Test func `causes are forgotten where the published figures come back`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        try addLateData(hospital)
        try await hospital.run(asOf: "2026-04-10")
        try hospital.write(
            "suivi/b.csv", ContractFolder.letterHeader, "L5;CR;U2;;2026-04-07;2026-04-09")
        try await hospital.run(asOf: "2026-04-10")
        #expect(try causes(hospital).isEmpty)
        #expect(try hospital.rows("SELECT * FROM v_revision").isEmpty)
        #expect(try page("2026-03/index.html", hospital).contains("les chiffres sont les mêmes"))
    }

    @Test func `a later month is compared with what was published`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        try addLateData(hospital)
        try await hospital.run(asOf: "2026-04-30")
        let page = try page("2026-04/index.html", hospital)
        // Letters sent: 3 in April, 2 published for March, 3 by now.
        #expect(page.contains("Révisions") == false)
        #expect(try hospital.kpi("letters_sent", "2026-03") == ["3.0"])
        #expect(page.contains("2\u{A0}courriers"))
    }

    @Test func `a secretariat that loses its line is not shown again`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        #expect(try page("2026-03/indicateurs.csv", hospital).contains(";S1;"))
        try hospital.writeReference(
            "secretariats",
            "code;libelle;service;pole;libelle_pole;site;valide_du;valide_au;publier\n"
                + "S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;;N\n"
                + "S2;Secrétariat 2;Chirurgie;P9;Pôle 9;Nord;;;O")
        try await hospital.run(asOf: "2026-04-06")
        let text = try page("2026-03/indicateurs.csv", hospital)
        #expect(!text.contains(";S1;") && text.contains(";S2;"))
        #expect(try !page("2026-03/revisions.csv", hospital).contains(";S1;"))
        // It stays where it was published.
        #expect(try page("2026-03/pole-P1.html", hospital).contains("Secrétariat 2"))
    }

    // MARK: Around

    @Test func `a dry run says what it would freeze, and leaves no trace`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-04")
        let before = try hospital.folder.contents()
        let result = try await hospital.run("--dry-run", asOf: "2026-04-05")
        #expect(result.standardOutput.contains("1 month would be frozen\n  2026-03\n"))
        #expect(try hospital.folder.contents() == before)
        try await hospital.run(asOf: "2026-04-05")
        try addLateData(hospital)
        let second = try await hospital.run("--dry-run", asOf: "2026-04-10")
        #expect(second.standardOutput.contains("0 months would be frozen"))
        #expect(second.standardOutput.contains("published figures would differ"))
        #expect(try hospital.rows("SELECT * FROM v_revision").isEmpty)
    }

    @Test func `the published copy holds what was published`() async throws {
        let hospital = try hospital(
            Self.closing + #", publishedWarehouse: "var/copy.sqlite""#)
        try await hospital.run(asOf: "2026-04-05")
        let copy = try Database(path: hospital.folder.url("var/copy.sqlite").path, mode: .readOnly)
        let rows = try #require(try copy.scalar("SELECT count(*) FROM v_published"))
        #expect(rows > 0)
        #expect(try Int(rows) == published(hospital).count)
        #expect(try copy.scalar("SELECT count(*) FROM v_revision") == 0)
    }

    @Test func `months whose report lies there are published anew when they are frozen`()
        async throws
    {
        let hospital = try hospital("")
        try await hospital.run(asOf: "2026-04-05")
        try addLateData(hospital)
        try hospital.define([.letters], settings: Self.closing)
        try await hospital.run(asOf: "2026-06-15")
        let page = try page("2026-03/index.html", hospital)
        #expect(page.contains("Chiffres figés au") && page.contains("15 juin 2026"))
        #expect(page.contains("6\u{A0}jours"))
    }

    @Test(arguments: ["closing: { afterDays: -1 }", "closing: { days: 5 }", "closing: 5"])
    func `a closing that cannot be meant is a fault`(settings: String) async throws {
        let hospital = try hospital(settings)
        let result = try await hospital.run(expecting: 78)
        #expect(result.standardError.contains("closing"))
    }
}
