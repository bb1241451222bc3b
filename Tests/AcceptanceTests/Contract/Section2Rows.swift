import Foundation
import Testing

/// Contract §2: columns, `values`, `where`, the canonical fields of each kind.
@Suite struct `Section 2, columns and values` {
    @Test func `values, with a star that takes all others, blank included`() async throws {
        var source = ContractSource.calls
        source.keys = """
            values: { outcome: { answered: ["Décroché", "OK"], abandoned: ["*"] },
                      direction: { outbound: ["S"], inbound: ["E", ""] } }
            """
        source.columns += #", direction: "SENS""#
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;SENS", "1;2026-03-02;Q1; DÉCROCHÉ ;s",
            "2;2026-03-02;Q1;ok;", "3;2026-03-02;Q1;;e", "4;2026-03-02;Q1;NULL;null",
            "5;2026-03-02;Q1;autre;E", "6;2026-03-02;Q1;answered;X", "7;2026-03-02;Q1;OK;inbound")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT line, outcome, direction FROM v_call") == [
                "2|answered|outbound", "3|answered|inbound", "4|abandoned|inbound",
                "5|abandoned|inbound", "6|abandoned|inbound",
            ])
        #expect(try hospital.rejects() == ["7|SENS|unknown_value", "8|SENS|unknown_value"])
    }

    @Test func `without values the canonical names, a blank takes the default`() async throws {
        var source = ContractSource.calls
        source.columns += #", direction: "SENS", origin: "ORIGINE""#
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;SENS;ORIGINE", "1;2026-03-02;Q1;Voicemail;;",
            "2;2026-03-02;Q1;deflected;OUTBOUND;Internal", "3;2026-03-02;Q1;;inbound;external",
            "4;2026-03-02;Q1;busy;;", "5;2026-03-02;Q1;answered;;interne")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT line, outcome, direction, origin FROM v_call") == [
                "2|voicemail|inbound|external", "3|deflected|outbound|internal",
            ])
        #expect(
            try hospital.rejects() == [
                "4|ISSUE|missing_field", "5|ISSUE|unknown_value", "6|ORIGINE|unknown_value",
            ])
    }

    @Test func `a field that is not mapped has its default`() async throws {
        let hospital = try ContractFolder([.encounters, .letters, .calls])
        try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-02")
        try hospital.write("suivi/1.csv", ContractFolder.letterHeader, "L1;CR;U1;E1;2026-03-03;")
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT status FROM v_encounter") == ["done"])
        #expect(
            try hospital.rows("SELECT status, channel, typed_on FROM v_letter") == ["active|-|-"])
        #expect(
            try hospital.rows("SELECT direction, origin, wait_seconds, talk_seconds FROM v_call")
                == ["inbound|external|-|-"])
    }

    @Test func `an end is blank only where the status is not done`() async throws {
        var source = ContractSource.encounters
        source.columns += #", status: "STATUT", startedAt: "DEBUT""#
        source.keys =
            #"values: { status: { planned: ["P"], noShow: ["N"], cancelled: ["X"], done: ["R"] } }"#
        let hospital = try ContractFolder([source])
        // The status stands before the end in one file, after it in the other.
        try hospital.write(
            "dpi/1.csv", "ID;STATUT;TYPE;UF;FIN;DEBUT", "1;R;CONS;U1;;2026-03-01",
            "2;P;CONS;U1;;", "3;N;CONS;U1;;", "4;X;CONS;U1;;", "5;;CONS;U1;;",
            "6;R;CONS;U1;2026-03-01;", "7;?;CONS;U1;;")
        try hospital.write(
            "dpi/2.csv", "ID;FIN;TYPE;UF;DEBUT;STATUT", "11;;CONS;U1;;R", "12;;CONS;U1;;P",
            "13;;CONS;U1;;?", "14;31/02/2026;CONS;U1;;P", "15;;CONS;U1;hier;P", "16;;;U1;;P")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT file, line, status, ended_on FROM v_encounter") == [
                "1.csv|3|planned|-", "1.csv|4|noShow|-", "1.csv|5|cancelled|-",
                "1.csv|7|done|2026-03-01", "2.csv|3|planned|-",
            ])
        #expect(
            try hospital.rows("SELECT file, line, \"column\", reason FROM v_reject") == [
                "1.csv|2|FIN|missing_field", "1.csv|6|FIN|missing_field",
                "1.csv|8|STATUT|unknown_value", "2.csv|2|FIN|missing_field",
                "2.csv|4|STATUT|unknown_value", "2.csv|5|FIN|bad_date", "2.csv|6|DEBUT|bad_date",
                "2.csv|7|TYPE|missing_field",
            ])
    }

    @Test func `one reject a row: the leftmost faulty column by its place in the file`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write(
            "tel/1.csv", "ISSUE;DEBUT;FILE;ID", "x;y;;", "answered;y;;", "answered;2026-03-02;;",
            "answered;2026-03-02;Q1;")
        try await hospital.run()
        #expect(
            try hospital.rejects() == [
                "2|ISSUE|unknown_value", "3|DEBUT|bad_date", "4|FILE|missing_field",
                "5|ID|missing_field",
            ])
    }

    @Test func `a key made of several columns`() async throws {
        var source = ContractSource.calls
        source.columns =
            #"callId: ["ID", "SEQ"], startedAt: "DEBUT", queue: "FILE", outcome: "ISSUE""#
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", "ID;SEQ;DEBUT;FILE;ISSUE", "1;11;2026-03-02;Q1;answered",
            "11;1;2026-03-02;Q1;answered", "1;11;2026-03-02;Q2;answered",
            "a;1;2026-03-02;Q1;answered", "A;1;2026-03-02;Q1;answered", "1;;2026-03-02;Q1;answered",
            ";1;2026-03-02;Q1;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT line FROM v_call") == ["3", "4", "5", "6"])
        #expect(try hospital.rejects() == ["7|SEQ|missing_field", "8|ID|missing_field"])
        #expect(try hospital.account("1.csv") == "loaded|7|0|2|1|4|0|0|0")
    }

    @Test func `a letter's encounter of several columns names the same encounter`() async throws {
        var encounters = ContractSource.encounters
        encounters.columns =
            #"encounterId: ["IPP", "NUM"], encounterType: "TYPE", unit: "UF", endedAt: "FIN""#
        var letters = ContractSource.letters
        letters.columns =
            #"letterId: "ID", letterType: "TYPE", encounterId: ["V1", "V2"], sentAt: "ENVOI""#
        let hospital = try ContractFolder([encounters, letters])
        try hospital.write("dpi/1.csv", "IPP;NUM;TYPE;UF;FIN", "a;b;CONS;U1;2026-03-04")
        try hospital.write(
            "suivi/1.csv", "ID;TYPE;V1;V2;ENVOI", "1;CR;a;b;2026-03-05", "2;CR;a;;2026-03-05",
            "3;CR;ab;;2026-03-05")
        try await hospital.run(asOf: "2026-03-05")
        #expect(
            try hospital.rows("SELECT line, start_on, secretariat FROM v_letter") == [
                "2|2026-03-04|S1", "3|2026-03-05|?", "4|2026-03-05|?",
            ])
    }

    @Test func `where: other rows are ignored, and counted as ignored`() async throws {
        var source = ContractSource.calls
        source.keys = #"where: { SITE: ["01", "Nord", ""], SERVICE: ["a"] }"#
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;SITE;SERVICE", "1;2026-03-02;Q1;answered;01;A",
            "2;2026-03-02;Q1;answered; NORD ;a", "3;2026-03-02;Q1;answered;;a",
            "4;2026-03-02;Q1;answered;null;a", "5;x;;;1;a", "6;2026-03-02;Q1;answered;01;b",
            "7;2026-03-02;Q1;answered;02", "8;x;Q1;answered;01;a")
        try await hospital.run()
        #expect(try hospital.rows("SELECT line FROM v_call") == ["2", "3", "4", "5"])
        #expect(try hospital.account("1.csv") == "loaded|8|2|2|0|4|0|0|0")
        #expect(try hospital.rejects() == ["8|-|wrong_field_count", "9|DEBUT|bad_date"])
    }

    @Test(arguments: [
        ("ID;DEBUT;FILE", "lacks"), ("ID;DEBUT;FILE;ISSUE;issue", "twice"),
        ("ID,DEBUT,FILE,ISSUE", "comma"), ("ID;DEBUT;FILE;ISSUE", "SITE"),
        ("ID;DEBUT;FILE;ISSUE;Sité;SITE", "twice"),
    ])
    func `a mapped column that the header lacks, or has twice, refuses the file`(
        header: String, word: String
    ) async throws {
        var source = ContractSource.calls
        if !header.contains("issue") && header.hasSuffix("ISSUE") || header.hasSuffix("SITE") {
            source.keys = #"where: { SITE: ["1"] }"#
        }
        let hospital = try ContractFolder([source])
        try hospital.write("tel/1.csv", header, "1;2026-03-02;Q1;answered;1;1")
        let result = try await hospital.run(expecting: 65)
        #expect(result.standardError.contains("1.csv"))
        let reason = try hospital.rows("SELECT reason FROM v_file").joined()
        #expect(reason.contains(word), "\(reason)")
        #expect(try hospital.calls().isEmpty)
    }

    @Test func `a column not mapped may stand twice, or have no name`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;X;x;;", "1;2026-03-02;Q1;answered;;;;")
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|1|0|0|0")
    }

    @Test func `times are civil times of the pipeline's zone, and a changed zone reads all again`()
        async throws
    {
        let sources: [ContractSource] = [.encounters, .calls]
        let hospital = try ContractFolder(sources)
        try hospital.write(
            "dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-02T23:30:00Z")
        try hospital.write(
            "tel/1.csv", ContractFolder.callHeader, "1;2026-03-02T23:30:00Z;Q1;answered",
            "2;2026-03-02T23:30:00;Q1;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT ended_on FROM v_encounter") == ["2026-03-03"])
        #expect(
            try hospital.rows("SELECT started_at FROM v_call") == [
                "2026-03-02T23:30:00", "2026-03-03T00:30:00",
            ])
        try hospital.define(sources, settings: #"timeZone: "Indian/Reunion""#)
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT started_at FROM v_call") == [
                "2026-03-02T23:30:00", "2026-03-03T03:30:00",
            ])
        try hospital.define(sources, settings: #"timeZone: "America/Martinique""#)
        try await hospital.run()
        #expect(try hospital.rows("SELECT ended_on FROM v_encounter") == ["2026-03-02"])
        #expect(try hospital.account("1.csv").hasPrefix("loaded|1|0|0|0|0|1|0|0"))
        try await hospital.expectSameAfterRebuild()
    }
}
