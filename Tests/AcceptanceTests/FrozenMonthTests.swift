import Domain
import Foundation
import SQLiteStore
import Testing

/// Frozen months from the outside: several runs of the real command on a small hospital.
@Suite struct `Frozen months` {
    private static let closing = "minimumCount: 1, closing: { afterDays: 5 }"

    /// March: two letters sent after 4 and 6 days, and work in April that keeps the source in time.
    private func hospital(_ settings: String = closing) throws -> ContractFolder {
        let hospital = try ContractFolder([.letters], settings: settings)
        try hospital.write(
            "suivi/a.csv", ContractFolder.letterHeader,
            "L1;CR;U1;;2026-03-02;2026-03-06", "L2;CR;U1;;2026-03-09;2026-03-15",
            "L3;CR;U2;;2026-03-31;2026-04-02")
        return hospital
    }

    /// Another letter of March, sent after 20 days: the median goes from 5 to 6.
    private func addLateData(_ hospital: ContractFolder) throws {
        try hospital.write(
            "suivi/b.csv", ContractFolder.letterHeader, "L4;CR;U1;;2026-03-03;2026-03-23",
            "L5;CR;U2;;2026-04-07;2026-04-09")
    }

    private func page(_ name: String, _ hospital: ContractFolder) throws -> String {
        String(decoding: try hospital.folder.read("var/reports/\(name)"), as: UTF8.self)
    }

    private func published(_ hospital: ContractFolder) throws -> [String] {
        try hospital.rows("SELECT * FROM v_published")
    }

    private func causes(_ hospital: ContractFolder) throws -> [String] {
        try hospital.rows(
            """
            SELECT subject, kind, source, name, rows, detail, as_of FROM v_revision_cause
            WHERE month = '2026-03'
            """)
    }

    private func csv(_ hospital: ContractFolder) throws -> [Data] {
        try ["indicateurs.csv", "donnees.csv"].map {
            try hospital.folder.read("var/reports/2026-03/\($0)")
        }
    }

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

    // MARK: Everywhere

    /// A part of a page: from the element with an identifier to the end of its section.
    private func section(_ anchor: String, _ page: String) throws -> String {
        let start = try #require(page.range(of: "aria-labelledby=\"\(anchor)\""))
        let end = try #require(
            page.range(of: "</section>", range: start.upperBound..<page.endIndex))
        return String(page[start.lowerBound..<end.lowerBound])
    }

    private static func withoutRevised(_ page: String) -> String {
        page.replacing(#/\s?<small>révisé[^<]*</small>/#, with: "")
    }

    @Test func `charts, sentences and cards stay as they were, whatever comes later`() async throws
    {
        let hospital = try ContractFolder(
            [.letters, .calls], settings: #"dayCount: "working", "# + Self.closing)
        var letters = [ContractFolder.letterHeader]
        for number in 10..<50 {
            let month = number < 30 ? "2026-02-\(number - 2)" : "2026-03-\(number - 20)"
            letters.append("A\(number);CR;U1;;\(month);")
        }
        letters += ["B1;CR;U1;;2026-03-02;2026-03-06", "B2;CR;U2;;2026-03-30;2026-04-02"]
        try hospital.folder.write(
            letters.map { $0 + "\n" }.joined(), to: "exports/suivi/a.csv")
        try hospital.write(
            "tel/a.csv", ContractFolder.callHeader, "C1;2026-03-03 09:00:00;Q1;answered",
            "C2;2026-03-03 09:10:00;Q2;abandoned", "C3;2026-04-03 09:10:00;Q2;answered")
        try await hospital.run(asOf: "2026-04-05")
        let names = ["index.html", "pole-P1.html", "secretariat-S1.html"]
        let anchors = ["graphiques", "points", "chiffres-cles"]
        func parts() throws -> [String] {
            try names.flatMap { name in
                let page = try page("2026-03/\(name)", hospital)
                // Sentences on the data tell what is known today.
                return try anchors.map {
                    try section($0, page).replacing(#/<li class="point none.*/#, with: "")
                }
            }
        }
        let before = try parts()
        #expect(before[0].contains("graphique-stocks") && before[0].contains("graphique-creneaux"))
        #expect(before[1].contains("voir les stocks par semaine"))
        // Letters, calls, a closed day, a target, a type's delay: all that those parts are made of.
        try hospital.write(
            "suivi/b.csv", ContractFolder.letterHeader, "A12;CR;U1;;2026-02-10;2026-03-20",
            "A13;CR;U1;;2026-02-11;2026-03-25", "D1;CR;U2;;2026-03-12;2026-03-13")
        try hospital.write(
            "tel/b.csv", ContractFolder.callHeader, "C4;2026-03-05 10:00:00;Q1;abandoned")
        try hospital.writeReference(
            "letterTypes", "code;libelle;delai_cible;jour_meme\nCR;Compte rendu;2;O")
        try hospital.define(
            [.letters, .calls], settings: #"missingLetterDays: 30, "# + Self.closing,
            optionalFiles: true)
        for name in ContractFolder.optionalReferences.keys { try hospital.writeReference(name) }
        try hospital.writeReference("closedDays", "date;libelle;ouvert\n2026-04-07;Pont;N\n")
        try await hospital.run("--from", "2026-03", "--to", "2026-05", asOf: "2026-05-04")
        #expect(try !hospital.rows("SELECT * FROM v_revision").isEmpty)
        let after = try parts()
        for (index, (old, new)) in zip(before, after).enumerated() {
            #expect(Self.withoutRevised(new) == old, "\(names[index / 3]) \(anchors[index % 3])")
        }
        #expect(after.contains { $0.contains("révisé") })
        let definitions = try page("2026-03/definitions.html", hospital)
        for text in [
            "figés au 5 avril 2026", "Délais des courriers", "en jours ouvrés",
            "en jours calendaires", "sort du stock après 90\u{A0}jours",
            "sort du stock après 30\u{A0}jours", "Type de courrier CR",
        ] {
            #expect(definitions.contains(text), "\(text)")
        }
        // A day to come did not count in March.
        #expect(!definitions.contains("7 avril 2026"))
        #expect(
            try page("2026-03/donnees.html", hospital).contains(
                "cette page montre les données telles qu'elles sont au 4 mai 2026"))
        // A rebuild carries it all over.
        try await hospital.run("--rebuild", asOf: "2026-05-04")
        _ = try await hospital.folder.command("report", asOf: nil, ["--month", "2026-03"])
        #expect(try parts() == after)
    }

    @Test func `the targets of a frozen month are those it was published with`() async throws {
        let hospital = try hospital()
        let header = "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au\n"
        try hospital.writeReference(
            "targets",
            header + "letter_delay_median;etablissement;;*;7;10;;\n"
                + "letter_delay_median;secretariat;S1;*;4,5;;2026-02-01;2026-03-15\n"
                + "letter_on_time_rate;pole;P1;*;90;;2026-04-01;")
        try await hospital.run(asOf: "2026-04-05")
        let before = try page("2026-03/definitions.html", hospital)
        for text in [
            "Cibles en vigueur en mars 2026", "≤\u{A0}7\u{A0}jours", "10\u{A0}jours",
            "≤\u{A0}4,5\u{A0}jours", "du 1er février 2026 au 15 mars 2026", "Secrétariat 1",
            "href=\"#cibles-letter_delay_median\"", "Ils sont les mêmes aujourd'hui.",
        ] {
            #expect(before.contains(text), "\(text)")
        }
        #expect(!before.contains("id=\"cibles-letter_on_time_rate\""))
        try hospital.writeReference(
            "targets", header + "letter_delay_median;etablissement;;*;6;10;;\n")
        try await hospital.run(asOf: "2026-04-06")
        let after = try page("2026-03/definitions.html", hospital)
        for text in [
            "≤\u{A0}4,5\u{A0}jours", "Ce qui a changé depuis",
            "Cible, établissement\u{A0}: Délai médian", "≤\u{A0}6\u{A0}jours",
            "Cible, secrétariat S1\u{A0}: Délai médian",
        ] {
            #expect(after.contains(text), "\(text)")
        }
    }

    @Test func `secretariats that go and come leave what was published`() async throws {
        let hospital = try hospital()
        try await hospital.run(asOf: "2026-04-05")
        let files = try csv(hospital)
        // S2 becomes S3 in another pole: its code is known to nobody any more.
        try hospital.writeReference(
            "secretariats",
            "code;libelle;service;pole;libelle_pole;site;valide_du;valide_au\n"
                + "S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;\n"
                + "S3;Secrétariat 3;Chirurgie;P9;Pôle 9;Nord;;")
        try hospital.writeReference(
            "crosswalk",
            "source;code_source;secretariat;valide_du;valide_au\nsuivi;U1;S1;;\nsuivi;U2;S3;;")
        try await hospital.run(asOf: "2026-04-06")
        #expect(try csv(hospital) == files)
        #expect(try page("2026-03/pole-P1.html", hospital).contains("Secrétariat 2"))
        let kinds = try hospital.rows(
            """
            SELECT DISTINCT level, code, published_value IS NULL, revised_value IS NULL
            FROM v_revision WHERE kpi = 'letters_dictated'
            """)
        #expect(
            kinds.contains("secretariat|S2|0|1") && kinds.contains("secretariat|S3|1|0"), "\(kinds)"
        )
        let revisions = try page("2026-03/revisions.csv", hospital)
        #expect(revisions.contains(";S2;") && revisions.contains(";S3;Secrétariat 3;"))
        try await hospital.run("--rebuild", asOf: "2026-04-06")
        #expect(try csv(hospital) == files)
    }

    @Test func `a frozen month is compared with months whose days are counted alike`()
        async throws
    {
        let hospital = try hospital()
        try hospital.write(
            "suivi/0.csv", ContractFolder.letterHeader, "L0;CR;U1;;2026-02-05;2026-02-15")
        try await hospital.run(asOf: "2026-04-05")
        let before = try section("courriers", page("2026-03/index.html", hospital))
        try hospital.define([.letters], settings: #"dayCount: "working", "# + Self.closing)
        try await hospital.run(asOf: "2026-04-06")
        let after = try section("courriers", page("2026-03/index.html", hospital))
        // February stays at 10 calendar days beside the 5 of March.
        #expect(before.contains("10\u{A0}jours") && after.contains("10\u{A0}jours"))
        #expect(Self.withoutRevised(after) == before)
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
