import Domain
import Foundation
import Testing

/// The fingerprint that pages name: another wherever their bytes are, the same wherever they are.
@Suite struct `The fingerprint of the data` {
    private struct Outcome: Equatable {
        let fingerprint: [String]
        /// Without the fingerprint that they name.
        let pages: [String: String]
    }

    private static let settings = "minimumCount: 1, closing: { afterDays: 5 }"

    private func hospital() throws -> ContractFolder {
        let hospital = try ContractFolder([.letters])
        try hospital.define([.letters], settings: Self.settings, optionalFiles: true)
        for name in ContractFolder.optionalReferences.keys { try hospital.writeReference(name) }
        try hospital.writeReference(
            "secretariats",
            "code;libelle;service;pole;libelle_pole;site;valide_du;valide_au;publier\n"
                + "S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;;O\n"
                + "S2;Secrétariat 2;Chirurgie;P1;Pôle 1;Nord;;;O")
        try hospital.writeReference(
            "targets",
            "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au\n"
                + "letter_on_time_rate;pole;P1;*;90;;;\nletter_delay_median;etablissement;;*;7;;;")
        try hospital.write(
            "suivi/a.csv", ContractFolder.letterHeader, "L1;CR;U1;;2026-03-02;2026-03-06",
            "L2;CR;U1;;2026-03-09;2026-03-15", "L3;CR;U2;;2026-03-31;2026-04-02")
        return hospital
    }

    private func outcome(_ hospital: ContractFolder, _ options: String...) async throws -> Outcome {
        try await hospital.run(options, asOf: "2026-04-04", expecting: 0)
        return try published(hospital)
    }

    private func published(_ hospital: ContractFolder) throws -> Outcome {
        let fingerprint = try hospital.rows(
            "SELECT data_fingerprint FROM v_run WHERE run_id = (SELECT max(run_id) FROM v_run)")
        var pages: [String: String] = [:]
        for (name, data) in try hospital.folder.contents(of: "var/reports") {
            let text = String(decoding: data, as: UTF8.self)
            #expect(!name.hasSuffix(".html") || fingerprint.allSatisfy { text.contains($0) })
            pages[name] = text.replacing(fingerprint.first ?? "?", with: "")
        }
        return Outcome(fingerprint: fingerprint, pages: pages)
    }

    /// What is edited, and whether pages of some month show it.
    enum Edit: String, CaseIterable {
        case publier, service, closedDay, workedHoliday, target, typeLabel, typeDelay, setting
        case minimumCount, comment, recalibration, until, opening, name
        case site, order, blankLine, encounterType, idleUnit, closing

        var isShown: Bool {
            switch self {
            case .site, .order, .blankLine, .encounterType, .idleUnit, .closing: false
            default: true
            }
        }
    }

    private func make(_ edit: Edit, _ hospital: ContractFolder) throws {
        func replace(_ old: String, _ new: String, in path: String) throws {
            let text = String(decoding: try hospital.folder.read(path), as: UTF8.self)
            #expect(text.contains(old), "\(edit): \(old)")
            try hospital.folder.write(text.replacing(old, with: new), to: path)
        }
        let (definition, reference) = ("pipeline.json5", "reference/")
        switch edit {
        case .publier:
            try replace(";Nord;;;O\nS2", ";Nord;;;N\nS2", in: reference + "secretariats.csv")
        case .service: try replace("Chirurgie", "Urologie", in: reference + "secretariats.csv")
        case .site: try replace("Nord", "Sud", in: reference + "secretariats.csv")
        case .closedDay:
            try hospital.writeReference("closedDays", "date;libelle;ouvert\n2026-05-15;Pont;N\n")
        case .workedHoliday:
            try hospital.writeReference("closedDays", "date;libelle;ouvert\n2026-05-14;Garde;O\n")
        case .target: try replace(";90;", ";91;", in: reference + "targets.csv")
        case .order:
            try hospital.writeReference(
                "targets",
                "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au\n"
                    + "letter_delay_median;etablissement;;*;7;;;\nletter_on_time_rate;pole;P1;*;90;;;"
            )
        case .blankLine: try replace("\nCR;", "\n\nCR;", in: reference + "letterTypes.csv")
        case .typeLabel: try replace("Compte rendu", "Courrier", in: reference + "letterTypes.csv")
        case .typeDelay: try replace(";7;N", ";100;N", in: reference + "letterTypes.csv")
        case .encounterType:
            try replace("Consultation", "Consultations", in: reference + "encounterTypes.csv")
        case .idleUnit:
            try replace(
                "suivi;U2;S2;;", "suivi;U2;S2;;\nsuivi;U9;S2;;", in: reference + "crosswalk.csv")
        case .setting:
            try replace(Self.settings, Self.settings + ", missingLetterDays: 80", in: definition)
        case .minimumCount: try replace("minimumCount: 1", "minimumCount: 2", in: definition)
        case .closing: try replace("afterDays: 5", "afterDays: 50", in: definition)
        case .name: try replace("Clinique", "Hôpital", in: definition)
        case .opening: try replace(#""18:00"]], tue"#, #""17:30"]], tue"#, in: definition)
        case .until:
            try replace(
                "kind: \"letters\"", "kind: \"letters\", until: \"2027-01-31\"", in: definition)
        case .comment:
            try replace(
                "targets: ", "comments: \"reference/comments.csv\", targets: ", in: definition)
            try hospital.writeReference(
                "comments",
                "mois;niveau;code;indicateur;commentaire;action;echeance\n2026-03;pole;P1;;Vu;;\n")
        case .recalibration:
            try hospital.writeReference(
                "recalibrations",
                "indicateur;niveau;code;date;motif\nletters_sent;etablissement;;2026-03-16;Fusion\n"
            )
        }
    }

    @Test(arguments: Edit.allCases)
    func `it changes with what pages show, and with nothing else`(edit: Edit) async throws {
        let hospital = try hospital()
        let before = try await outcome(hospital)
        #expect(try await outcome(hospital) == before, "nothing changed")
        try make(edit, hospital)
        let after = try await outcome(hospital)
        #expect((after.fingerprint != before.fingerprint) == edit.isShown)
        if after.pages != before.pages { #expect(after.fingerprint != before.fingerprint) }
        if !edit.isShown { #expect(after.pages == before.pages) }
    }

    @Test func `a report after an edit of the pipeline file has one that v_run knows`()
        async throws
    {
        let hospital = try hospital()
        let before = try await outcome(hospital)
        _ = try await hospital.folder.command("report", asOf: nil, ["--month", "2026-03"])
        #expect(try published(hospital).fingerprint == before.fingerprint)
        try make(.minimumCount, hospital)
        let result = try await hospital.folder.command("report", asOf: nil, ["--month", "2026-03"])
        #expect(result.exitCode == 0)
        let after = try hospital.rows(
            "SELECT data_fingerprint FROM v_run WHERE run_id = (SELECT max(run_id) FROM v_run)")
        #expect(after != before.fingerprint)
        let page = String(
            decoding: try hospital.folder.read("var/reports/2026-03/index.html"), as: UTF8.self)
        #expect(page.contains(after.first ?? "?"))
        // The next run agrees with it.
        #expect(try await outcome(hospital).fingerprint == after)
    }

    @Test func `runs in between do not change it`() async throws {
        let (one, other) = (try hospital(), try hospital())
        try await other.run(asOf: "2026-04-04")
        // A failed run takes a number of its own.
        try other.writeReference("targets", "nothing")
        try await other.run(asOf: "2026-04-04", expecting: 78)
        try other.writeReference(
            "targets",
            String(
                decoding: try one.folder.read("reference/targets.csv"), as: UTF8.self))
        for hospital in [one, other] { try await hospital.run(asOf: "2026-04-05") }
        #expect(
            try one.rows("SELECT * FROM v_published") != other.rows("SELECT * FROM v_published"))
        #expect(try published(one) == published(other))
    }
}
