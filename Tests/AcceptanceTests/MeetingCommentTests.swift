import Domain
import Foundation
import Testing

/// `commentaires.csv` from the outside: read and checked as the other reference files, shown on the
/// page of its perimeter and month, carried over until its deadline.
@Suite struct `The meeting's memory` {
    private static let header = "mois;niveau;code;indicateur;commentaire;action;echeance"
    private static let note =
        "# Publié tel quel, sans relecture : n'écrivez aucun nom de personne.;;;;;;"

    private func hospital(_ rows: String...) throws -> ContractFolder {
        let hospital = try ContractFolder([.letters])
        let text = String(decoding: try hospital.folder.read("pipeline.json5"), as: UTF8.self)
        try hospital.folder.write(
            text.replacingOccurrences(
                of: "\"reference/encounterTypes.csv\"",
                with: "\"reference/encounterTypes.csv\", comments: \"reference/comments.csv\""),
            to: "pipeline.json5")
        try write(hospital, rows)
        try hospital.write(
            "suivi/a.csv", ContractFolder.letterHeader,
            "L1;CR;U1;;2026-03-02;2026-03-06", "L2;CR;U2;;2026-04-07;2026-04-09",
            "L3;CR;U2;;2026-05-06;2026-05-08")
        return hospital
    }

    private func write(_ hospital: ContractFolder, _ rows: [String]) throws {
        try hospital.writeReference(
            "comments", ([Self.note, Self.header] + rows).joined(separator: "\r\n"))
    }

    private func page(_ name: String, _ hospital: ContractFolder) throws -> String {
        String(decoding: try hospital.folder.read("var/reports/\(name)"), as: UTF8.self)
    }

    @Test func `a comment stands on the page of its perimeter and month`() async throws {
        let hospital = try hospital(
            "2026-03;etablissement;;letter_delay_median;Bon <mois>;;",
            "03/2026;pole;P1;letters_sent;Renfort en place;Former le remplaçant;30/04/2026",
            "mars-26;secretariat;S1;;Déménagement;;",
            "2026-02;pole;P1;letters_sent;Autre mois;;")
        try await hospital.run(asOf: "2026-04-29")
        let march = try page("2026-03/index.html", hospital)
        #expect(march.contains("Bon &lt;mois&gt;") && !march.contains("Renfort en place"))
        let pole = try page("2026-03/pole-P1.html", hospital)
        for text in [
            "Commentaires du mois", "Renfort en place", "Former le remplaçant", "30 avril 2026",
            "Déménagement", "Remarque générale", "Secrétariat 1", "#commentaires",
        ] {
            #expect(pole.contains(text), "\(text)")
        }
        #expect(!pole.contains("Bon &lt;mois") && !pole.contains("Autre mois"))
        #expect(!pole.contains("échue"))
    }

    @Test func `an action is carried over until its deadline is past`() async throws {
        let hospital = try hospital(
            "2026-03;pole;P1;letters_sent;;Recruter;15/04/2026",
            "2026-03;pole;P1;letters_sent;;Équiper;31/05/2026",
            "2026-03;pole;P1;letters_sent;;Sans date;",
            "2026-03;etablissement;;letters_sent;;Informer;31/05/2026")
        try await hospital.run("--from", "2026-03", "--to", "2026-06", asOf: "2026-06-10")
        let pages = try ["03", "04", "05", "06"].map {
            try page("2026-\($0)/pole-P1.html", hospital)
        }
        #expect(pages.map { $0.contains("Recruter") } == [true, true, false, false])
        #expect(pages.map { $0.contains("Équiper") } == [true, true, true, false])
        // One without a deadline is never past: somebody has to give it one.
        #expect(pages.allSatisfy { $0.contains("Sans date") && $0.contains("sans échéance") })
        #expect(pages.map { $0.contains("échue") } == [false, true, false, false])
        #expect(pages.allSatisfy { !$0.contains("Informer") })
        #expect(pages[1].contains("Actions en cours des mois précédents"))
        #expect(pages[1].contains("noté pour mars 2026"))
        #expect(try page("2026-05/index.html", hospital).contains("Informer"))
    }

    @Test func `an older month that is published again has its comments beside its indicators`()
        async throws
    {
        let hospital = try hospital(
            "2026-03;etablissement;;letter_delay_median;Note de mars;;",
            "2026-03;secretariat;S1;letters_sent;Note de S1;Agir;02/05/2026",
            "2026-04;etablissement;;letter_delay_median;Note d'avril;;")
        try await hospital.run(asOf: "2026-05-31")
        _ = try await hospital.folder.command("report", asOf: nil, ["--month", "2026-03"])
        let march = try page("2026-03/index.html", hospital)
        #expect(march.contains("Note de mars") && !march.contains("Note d'avril"))
        let mark = "<small><a href=\"#commentaires\">1\u{A0}commentaire</a></small>"
        #expect(march.components(separatedBy: mark).count == 2)
        for name in ["2026-03/pole-P1.html", "2026-03/secretariat-S1.html"] {
            #expect(try page(name, hospital).contains("Note de S1"))
        }
        #expect(try page("2026-03/secretariat-S1.html", hospital).contains(mark))
        // Its day was not past when May began: the secretariat's own page has it too.
        #expect(try page("2026-05/secretariat-S1.html", hospital).contains("échue"))
        #expect(try !page("2026-05/secretariat-S2.html", hospital).contains("Agir"))
    }

    @Test func `a secretariat without a line of its own has comments nowhere`() async throws {
        let hospital = try hospital("2026-03;secretariat;S1;letters_sent;Rien;Agir;30/06/2026")
        try hospital.writeReference(
            "secretariats",
            "code;libelle;service;pole;libelle_pole;site;valide_du;valide_au;publier\n"
                + "S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;;N\n"
                + "S2;Secrétariat 2;Chirurgie;P1;Pôle 1;Nord;;;O")
        try await hospital.run("--from", "2026-03", "--to", "2026-04", asOf: "2026-04-29")
        for (name, data) in try hospital.folder.contents(of: "var/reports") {
            #expect(!String(decoding: data, as: UTF8.self).contains("Agir"), "\(name)")
        }
    }

    @Test func `hostile text stays text, and in its own cell`() async throws {
        let long = String(repeating: "très ", count: 1_500)
        let hospital = try hospital(
            "2026-03;pole;P1;letters_sent;</td><script>alert(1)</script>;=1+1;30/04/2026",
            "2026-03;pole;P1;letters_sent;\"a\u{202E}b\u{200B}\";\" un\ndeux\";",
            "2026-03;pole;P1;letters_sent;\(long);@SUM(A1);")
        try await hospital.run(asOf: "2026-04-29")
        let page = try page("2026-03/pole-P1.html", hospital)
        #expect(page.contains("&lt;/td>&lt;script>") || page.contains("&lt;/td&gt;&lt;script&gt;"))
        #expect(!page.contains("<script") && !page.contains("\u{202E}"))
        for text in ["=1+1", "a\u{FFFD}b", "deux", "@SUM(A1)", "très très"] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func `editing it changes pages and their fingerprint, and no figure`() async throws {
        let hospital = try hospital("2026-03;pole;P1;letters_sent;Premier;;")
        try await hospital.run(asOf: "2026-04-29")
        let query = "SELECT data_fingerprint FROM v_run ORDER BY run_id DESC LIMIT 1"
        let (first, figures) = (try hospital.rows(query), try hospital.everything())
        try write(hospital, ["2026-03;pole;P1;letters_sent;Second;;"])
        try await hospital.run(asOf: "2026-04-29")
        let page = try page("2026-03/pole-P1.html", hospital)
        #expect(page.contains("Second") && !page.contains("Premier"))
        #expect(try hospital.rows(query) != first)
        #expect(try hospital.everything() == figures)
        // report reads the copy that the warehouse keeps.
        try write(hospital, [])
        _ = try await hospital.folder.command("report", asOf: nil, ["--month", "2026-03"])
        #expect(try self.page("2026-03/pole-P1.html", hospital).contains("Second"))
    }

    @Test(
        arguments: [
            "2026-13;pole;P1;letters_sent;Texte;;", ";pole;P1;letters_sent;Texte;;",
            "2026-03;pole;P7;letters_sent;Texte;;", "2026-03;hopital;;letters_sent;Texte;;",
            "2026-03;secretariat;S9;letters_sent;Texte;;", "2026-03;pole;P1;letter_sent;Texte;;",
            "2026-03;pole;P1;letters_sent;Texte;Faire;31/06/2026",
            "2026-03;pole;P1;letters_sent;Deux fois;;\r\n2026-03;pole;P1;letters_sent;Deux fois;;",
        ])
    func `a faulty file is named with its line, and its last good copy is shown`(
        row: String
    ) async throws {
        let hospital = try hospital("2026-03;pole;P1;letters_sent;Bonne copie;;")
        try await hospital.run(asOf: "2026-04-29")
        try write(hospital, [row])
        let result = try await hospital.run(asOf: "2026-04-29", expecting: 78)
        let line = row.contains("\n") ? 4 : 3
        #expect(result.standardError.contains("comments.csv, line \(line)"))
        let page = try page("2026-03/pole-P1.html", hospital)
        #expect(page.contains("Bonne copie") && page.contains("comments.csv est absent"))
    }

    @Test func `check names what is doubtful, without its text`() async throws {
        let hospital = try hospital(
            "2026-03;pole;P1;letters_sent;Vu avec Mme Martin;Faire;",
            "2026-03;pole;P1;letters_sent;;;", "2026-03;pole;P1;letters_sent;Texte;;30/04/2026")
        let result = try await CommandRun.run(["check", hospital.folder.pipeline.path])
        #expect(result.exitCode == 0)
        for text in [
            "line 3, column commentaire: the text seems to name somebody",
            "line 3, column echeance: the action has no echeance",
            "line 4, column commentaire: neither", "line 5, column action: there is an echeance",
        ] {
            #expect(result.standardOutput.contains(text), "\(text)")
        }
        #expect(!result.standardOutput.contains("Martin"))
    }
}
