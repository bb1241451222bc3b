import Foundation
import Testing

/// Contract §3: "Editing any of these takes effect at the next run, over the whole history, without
/// reading an export again, and gives what a rebuild gives."
@Suite struct `Section 3, edits and matching` {
    /// A hospital of one day's rows in February and March, loaded once.
    static func loaded(optionalFiles: Bool = false) async throws -> ContractFolder {
        let sources: [ContractSource] = [.encounters, .letters, .calls]
        let hospital = try ContractFolder(sources)
        if optionalFiles {
            try hospital.define(sources, optionalFiles: true)
            for name in ContractFolder.optionalReferences.keys {
                try hospital.writeReference(name)
            }
        }
        try hospital.write(
            "dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-02-03",
            "E2;CONS;U2;2026-03-03", "E3;EXAM;U1;2026-03-03", "E4;CONS;U9;2026-03-30",
            "E5;cons;u1;2026-03-03")
        try hospital.write(
            "suivi/1.csv", ContractFolder.letterHeader, "L1;CR;U1;E1;2026-02-04;2026-02-06",
            "L2;CR;;E2;2026-03-04;2026-03-12", "L3;LL;U1;E3;2026-03-04;2026-03-30",
            "L4;cr;U9;;2026-03-04;")
        try hospital.write(
            "tel/1.csv", ContractFolder.callHeader, "1;2026-02-03 10:00;Q1;answered",
            "2;2026-03-03 10:00;Q1;answered", "3;2026-03-03 19:00;Q2;abandoned",
            "4;2026-03-30 10:00;Q9;answered")
        try await hospital.run()
        return hospital
    }

    struct Edit: Sendable, CustomTestStringConvertible {
        var file: String
        var text: String
        /// A query over the views and what it gives after the edit.
        var query: String
        var expected: [String]
        var testDescription: String { "\(file): \(query)" }
    }

    private static let secretariats =
        "code;libelle;service;pole;libelle_pole;site;valide_du;valide_au\n"
    private static func value(_ kpi: String, _ period: String, _ code: String) -> String {
        "SELECT value FROM v_kpi WHERE kpi = '\(kpi)' AND period = '\(period)' AND code = '\(code)' AND segment = '*'"
    }

    static let edits = [
        // A unit that nobody knew, and one that moves on a day.
        Edit(
            file: "crosswalk",
            text: """
                source;code_source;secretariat;valide_du;valide_au
                dpi;U1;S1;;28/02/2026
                dpi;U1;S2;01/03/2026;
                dpi;u2;s2;;
                suivi;U1;S1;;
                suivi;U9;S2;;
                tel;Q1;S2;;
                """,
            query: "SELECT unit, secretariat FROM v_encounter",
            expected: ["U1|S1", "U1|S2", "U2|S2", "U9|?", "u1|S2"]),
        Edit(
            file: "crosswalk",
            text: "source;code_source;secretariat;valide_du;valide_au\ntel;Q9;S2;;",
            query: "SELECT queue, secretariat FROM v_call",
            expected: ["Q1|?", "Q1|?", "Q2|?", "Q9|S2"]),
        // S1 moves to another pole on 1 March.
        Edit(
            file: "secretariats",
            text: secretariats + """
                S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;28/02/2026
                S1;Secrétariat 1;Médecine;P2;Pôle 2;Nord;2026-03-01;
                S2;Secrétariat 2;Chirurgie;P1;Pôle 1;Nord;;
                """,
            query: "SELECT started_at, pole FROM v_call WHERE queue = 'Q1'",
            expected: ["2026-02-03T10:00:00|P1", "2026-03-03T10:00:00|P2"]),
        Edit(
            file: "letterTypes",
            text: "code;libelle;delai_cible;jour_meme\nCR;Compte rendu;1;N\nLL;Lettre;;O",
            query: value("letter_same_day_rate", "2026-03", "S1"), expected: ["0.0"]),
        Edit(
            file: "letterTypes", text: "code;libelle;delai_cible;jour_meme\nCR;Compte rendu;12;N",
            query: value("letter_on_time_rate", "2026-03", "S2"), expected: ["100.0"]),
        Edit(
            file: "encounterTypes",
            text: "code;libelle;courrier_attendu;type_courrier\nCONS;C;N;\nEXAM;E;O;LL|CR",
            query: value("letter_coverage_rate", "2026-03", "*"), expected: ["100.0"]),
        // A row for one unit wins over the row without.
        Edit(
            file: "encounterTypes",
            text:
                "code;libelle;courrier_attendu;type_courrier;unite\nCONS;C;N;;\nCONS;C;O;;U2\nEXAM;E;N;;",
            query: value("letter_coverage_rate", "2026-03", "*"), expected: ["100.0"]),
        Edit(
            file: "targets",
            text: "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au\n"
                + "answer_rate;etablissement;;*;90;80;;\nanswer_rate;secretariat;s1;*;100;;01/03/2026;31/03/2026",
            query:
                "SELECT period, code, target, status FROM v_kpi WHERE kpi = 'answer_rate' AND period_type = 'month' AND code IN ('S1', '*')",
            expected: [
                "2026-02|*|90.0|met", "2026-02|S1|90.0|met", "2026-03|*|90.0|met",
                "2026-03|S1|100.0|met",
            ]),
        Edit(
            file: "closedDays", text: "date;libelle;ouvert\n03/03/2026;Pont;\n",
            query: value("calls_out_of_hours", "2026-03", "S1"), expected: ["1.0"]),
        Edit(
            file: "openingHours",
            text:
                "secretariat;jour;ouverture;fermeture;valide_du;valide_au\ns2;2;18:00;19:30;;\nS1;2;8h;9h30;01/03/2026;",
            query: value("calls_out_of_hours", "2026-03", "S2"), expected: ["0.0"]),
        Edit(
            file: "recalibrations",
            text: "indicateur;niveau;code;date;motif\n"
                + "calls_received;secretariat;s1;15/02/2026;Nouvelle file\n",
            query:
                "SELECT period, value, mean, phase, recalibrated_on, reason FROM v_control_chart "
                + "WHERE kpi = 'calls_received' AND code = 'S1' AND period_type = 'month'",
            expected: ["2026-02|1.0|1.0|1|-|-", "2026-03|1.0|1.0|2|2026-02-15|Nouvelle file"]),
    ]

    @Test(arguments: edits)
    func `every edit takes effect, opens no export, and gives what a rebuild gives`(
        edit: Edit
    ) async throws {
        let hospital = try await Self.loaded(optionalFiles: true)
        let before = try hospital.rows(edit.query)
        try hospital.writeReference(edit.file, edit.text)
        try await hospital.run()
        #expect(try hospital.rows(edit.query) == edit.expected, "before: \(before)")
        #expect(before != edit.expected)
        #expect(
            try hospital.rows(
                "SELECT DISTINCT status FROM v_file WHERE run_id = (SELECT max(run_id) FROM v_run)")
                == ["skipped"])
        try await hospital.expectSameAfterRebuild()
        // Taken back, all is as before.
        try hospital.writeReference(edit.file)
        try await hospital.run()
        #expect(try hospital.rows(edit.query) == before)
    }

    @Test func `what no reference file knows is no error: it counts, and is listed`() async throws {
        let hospital = try await Self.loaded()
        #expect(
            try hospital.rows("SELECT source, code, rows, first_day, last_day FROM v_unmapped") == [
                "dpi|U9|1|2026-03-30|2026-03-30", "suivi|U9|1|2026-03-04|2026-03-04",
                "tel|Q9|1|2026-03-30|2026-03-30",
            ])
        #expect(try hospital.kpi("calls_received") == ["3.0"])
        #expect(try hospital.kpi("calls_received", code: "?").contains("1.0"))
        #expect(
            try hospital.rows(
                "SELECT DISTINCT label FROM v_kpi WHERE code = '?'") == ["Non rattaché"])
        // LL is unknown: in `*` alone, without a due day.
        #expect(try hospital.kpi("letters_sent", code: "S1") == ["1.0"])
        #expect(try hospital.rows("SELECT DISTINCT segment FROM v_kpi") == ["*", "CR"])
        let page = String(
            decoding: try hospital.folder.read("var/reports/2026-03/donnees.html"), as: UTF8.self)
        for code in ["U9", "Q9", "LL"] { #expect(page.contains(code), "\(code)") }
    }

    @Test func `a blank unit is the encounter's; a letter of nothing is unmapped`() async throws {
        let hospital = try ContractFolder([.encounters, .letters])
        try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U2;2026-03-30")
        try hospital.write(
            "suivi/1.csv", ContractFolder.letterHeader, "L1;CR;;E1;2026-03-30;",
            "L2;CR;;;2026-03-30;", "L3;CR;;E9;2026-03-30;")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT line, secretariat FROM v_letter") == ["2|S2", "3|?", "4|?"])
        #expect(
            try hospital.rows("SELECT source, code, rows FROM v_unmapped") == ["suivi||2"])
        // The encounter goes: so does its unit.
        try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E9;CONS;U1;2026-03-30")
        try await hospital.run("--accept-removals")
        #expect(
            try hospital.rows("SELECT line, secretariat FROM v_letter") == ["2|?", "3|?", "4|S1"])
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `codes match whatever their case, then without leading zeros if just one does`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.writeReference(
            "crosswalk",
            "source;code_source;secretariat;valide_du;valide_au\nTEL; 12 ;s1;;\ntel;007;S2;;\n"
                + "tel;7;S1;;\ntel;009;S2;;\ntel;09;S1;;\ntel;0;S2;;\ntel;éA;S1;;")
        let queues = ["0012", "12", "7", "007", "07", "0009", "9", "000", "00", "ÉA", "éa", ""]
        let lines = queues.dropLast().enumerated().map {
            "\($0.offset);2026-03-30;\($0.element);answered"
        }
        try hospital.folder.write(
            ([ContractFolder.callHeader] + lines).joined(separator: "\n"), to: "exports/tel/1.csv")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT printf('%02d', line), queue, secretariat FROM v_call") == [
                "02|0012|S1", "03|12|S1", "04|7|S1", "05|007|S2", "06|07|?", "07|0009|?", "08|9|?",
                "09|000|S2", "10|00|S2", "11|ÉA|S1", "12|éa|S1",
            ])
        let check = try await hospital.folder.command("check", asOf: nil)
        #expect(check.standardOutput.contains("0012") && check.standardOutput.contains("zero"))
    }

    @Test
    func `outside all periods the nearest one counts, on a tie the earlier; units are unknown`()
        async throws
    {
        let hospital = try ContractFolder([.encounters, .calls])
        try hospital.writeReference(
            "secretariats",
            Self.secretariats + "S1;L1;M;P1;Pôle 1;N;10/02/2026;20/02/2026\n"
                + "S1;L2;M;P2;Pôle 2;N;02/03/2026;10/03/2026\nS2;L;M;P1;Pôle 1;N;;")
        try hospital.writeReference(
            "crosswalk",
            "source;code_source;secretariat;valide_du;valide_au\ntel;Q1;S1;;\n"
                + "dpi;U1;S1;10/02/2026;20/02/2026\ndpi;U1;S2;22/02/2026;")
        let days = [
            "2026-01-01", "2026-02-20", "2026-02-24", "2026-02-25", "2026-02-26", "2026-03-30",
        ]
        let calls = days.enumerated().map { "\($0.offset);\($0.element);Q1;answered" }
        try hospital.folder.write(
            ([ContractFolder.callHeader] + calls).joined(separator: "\n"), to: "exports/tel/1.csv")
        let ends = [
            "2026-02-09", "2026-02-10", "2026-02-20", "2026-02-21", "2026-02-22", "2026-03-30",
        ]
        let encounters = ends.enumerated().map { "\($0.offset);CONS;U1;\($0.element)" }
        try hospital.folder.write(
            ([ContractFolder.encounterHeader] + encounters).joined(separator: "\n"),
            to: "exports/dpi/1.csv")
        try await hospital.run()
        // 25 February is five days from both.
        #expect(
            try hospital.rows("SELECT date(started_at), pole FROM v_call") == [
                "2026-01-01|P1", "2026-02-20|P1", "2026-02-24|P1", "2026-02-25|P1", "2026-02-26|P2",
                "2026-03-30|P2",
            ])
        #expect(
            try hospital.rows("SELECT ended_on, secretariat FROM v_encounter") == [
                "2026-02-09|?", "2026-02-10|S1", "2026-02-20|S1", "2026-02-21|?", "2026-02-22|S2",
                "2026-03-30|S2",
            ])
    }

    @Test(arguments: ["utf8", "bom", "1252", "utf16", "comma", "crlf", "quoted"])
    func `as a French Excel saves them`(form: String) async throws {
        let hospital = try ContractFolder([.calls])
        for (name, text) in ContractFolder.references {
            var text = text
            if form == "comma" { text = text.replacingOccurrences(of: ";", with: ",") }
            if form == "crlf" {
                text = text.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n;;;\r\n"
            }
            if form == "quoted" {
                text = text.split(separator: "\n").map { line in
                    line.split(separator: ";", omittingEmptySubsequences: false)
                        .map { "\"\($0)\"" }.joined(separator: ";")
                }.joined(separator: "\n")
            }
            let bytes: [UInt8] =
                switch form {
                case "bom": [0xEF, 0xBB, 0xBF] + Array(text.utf8)
                case "1252": text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
                case "utf16": `Section 2, dialect`.utf16(text, isBigEndian: false)
                default: Array(text.utf8)
                }
            try hospital.folder.write(Data(bytes), to: "reference/\(name).csv")
        }
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-30;Q1;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT pole, service FROM v_call") == ["P1|Médecine"])
        #expect(
            try hospital.rows("SELECT DISTINCT label FROM v_kpi WHERE code = 'S1'") == [
                "Secrétariat 1"
            ])
    }
}
