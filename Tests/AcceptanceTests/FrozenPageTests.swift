import Domain
import Foundation
import Testing

/// The pages of a frozen month from the outside: all of them show what was published.
@Suite struct `Pages of frozen months`: FrozenHospital {
    /// A part of a page: from the element with an identifier to the end of its section.
    private func section(_ anchor: String, _ page: String) throws -> String {
        let start = try #require(page.range(of: "aria-labelledby=\"\(anchor)\""))
        let end = try #require(
            page.range(of: "</section>", range: start.upperBound..<page.endIndex))
        return String(page[start.lowerBound..<end.lowerBound])
    }

    private static func withoutRevised(_ page: String) -> String {
        page.replacing(#/\s?<small>révisé[^<]*</small>/#, with: "")
            // Weeks are not frozen: the page says so.
            .replacing(#/<h3 id="graphiques-semaines">.*?(?=<h3|$)/#.dotMatchesNewlines(), with: "")
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
            [.letters, .calls],
            settings: #"dayCount: "working", missingLetterDays: 30, "# + Self.closing,
            optionalFiles: true)
        for name in ContractFolder.optionalReferences.keys { try hospital.writeReference(name) }
        try hospital.writeReference("closedDays", "date;libelle;ouvert\n2026-04-07;Pont;N\n")
        try await hospital.run("--from", "2026-03", "--to", "2026-05", asOf: "2026-05-04")
        #expect(try !hospital.rows("SELECT * FROM v_revision").isEmpty)
        let after = try parts()
        for (index, (old, new)) in zip(before, after).enumerated() {
            #expect(
                Self.withoutRevised(new) == Self.withoutRevised(old),
                "\(names[index / 3]) \(anchors[index % 3])")
        }
        #expect(after.contains { $0.contains("révisé") })
        // Days that are counted otherwise make no series with those that were published.
        try hospital.define(
            [.letters, .calls], settings: #"missingLetterDays: 30, "# + Self.closing,
            optionalFiles: true)
        try await hospital.run("--from", "2026-03", "--to", "2026-05", asOf: "2026-05-04")
        let recounted = try page("2026-03/index.html", hospital)
        #expect(!recounted.contains("id=\"semaines-letter_delay_median\""))
        #expect(recounted.contains("id=\"semaines-answer_rate\""))
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
        #expect(try page("2026-03/index.html", hospital) == recounted)
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
}
