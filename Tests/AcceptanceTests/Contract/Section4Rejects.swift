import Foundation
import Testing

/// Contract §4: what a reject says, and how reading goes on after one.
@Suite struct `Section 4, rejects` {
    private static let header = "ID;DEBUT;FILE;ISSUE;ATTENTE"

    private func source() -> ContractSource {
        var source = ContractSource.calls
        source.columns += #", waitSeconds: "Durée d'attente""#
        source.columns = source.columns.replacingOccurrences(of: "Durée d'attente", with: "ATTENTE")
        source.dialect = "maxRecordBytes: 200"
        source.keys = "maxRejectRate: 1"
        return source
    }

    @Test func `every reason, with line, column, a message in French and a shape`() async throws {
        let hospital = try ContractFolder([source()])
        var bytes = Array((Self.header + "\r\n").utf8)
        func add(_ text: String) { bytes += Array((text + "\r\n").utf8) }
        add("1é;2026-03-02;Q1;answered;1")  // 2, valid UTF-8
        add("2;;Q1;answered;1")  // 3
        add("3;Hier à 8h;Q1;answered;1")  // 4
        add("4;1926-03-02;Q1;answered;1")  // 5
        add("5;2026-03-02;Q1;answered;douze s")  // 6
        add("6;2026-03-02;Q1;Décroché par Mme Zzyx;1")  // 7
        add("7;2026-03-02;Q1;answered")  // 8
        add("8;2026-03-02;Q1;answered;1;2")  // 9
        add("9;\"2026-03-02\"x;Q1;answered;1")  // 10
        add("10;2026-03-02;Q\"1;answered;1")  // 11
        bytes += Array("11;2026-03-02;Q1".utf8) + [0xFF] + Array(";answered;1\r\n".utf8)  // 12
        bytes += Array("12;2026-03-02;Q1".utf8) + [0x00] + Array(";answered;1\r\n".utf8)  // 13
        bytes += Array("13;2026-03-02;\"Q1".utf8) + [0x00] + Array("\";answered;1\r\n".utf8)  // 14
        add("14;2026-03-02;Q1\u{07};answered;1")  // 15
        add("15;2026-03-02;Q1\r;answered;1")  // 16
        add("16;2026-03-02;Q1\t;answered;1")  // 17: a tab is fine
        add("17;2026-03-02;\"Q\u{07}1\";answered;1")  // 18: fine inside quotes
        add("18;2026-03-02;Q1;answered;" + String(repeating: "9", count: 300))  // 19
        add("19;2026-03-02;Q1;answered;\"" + String(repeating: "9", count: 300) + "\"")  // 20
        add("20;2026-03-02;Q1;answered;\"open")  // 21
        add("21;2026-03-02;Q1;answered;1")  // 22
        try hospital.write("tel/1.csv", bytes: bytes)
        try await hospital.run()
        #expect(
            try hospital.rejects().sorted {
                (Int($0.prefix { $0 != "|" }) ?? 0) < (Int($1.prefix { $0 != "|" }) ?? 0)
            } == [
                "3|DEBUT|missing_field", "4|DEBUT|bad_date", "5|DEBUT|implausible_date",
                "6|ATTENTE|bad_number", "7|ISSUE|unknown_value", "8|-|wrong_field_count",
                "9|-|wrong_field_count", "10|-|malformed_quote", "11|-|malformed_quote",
                "12|-|bad_encoding", "13|-|control_character", "14|-|control_character",
                "15|-|control_character", "16|-|control_character", "19|-|field_too_long",
                "20|-|malformed_quote", "21|-|malformed_quote",
            ])
        #expect(try hospital.rows("SELECT line FROM v_call") == ["17", "18", "2", "22"])
        let messages = try hospital.rows("SELECT message FROM v_reject").joined(separator: "\n")
        for shape in ["aaaa a 9a", "9999-99-99", "aaaaa a", "aaaaaaaa aaa aaa aaaa"] {
            #expect(messages.contains("«\u{A0}\(shape)\u{A0}»"), "\(shape)")
        }
        for text in ["Zzyx", "Mme", "Hier", "douze"] { #expect(!messages.contains(text)) }
        #expect(messages.contains("attendu"))
        #expect(
            try hospital.rows("SELECT * FROM v_reject WHERE message IS NULL OR message = ''")
                .isEmpty)
        // The quality page lists them, with their file.
        let page = String(
            decoding: try hospital.folder.read("var/reports/2026-03/donnees.html"), as: UTF8.self)
        #expect(
            page.contains("1.csv") && page.contains("malformed_quote") || page.contains("guillemet")
        )
    }

    @Test func `after an open quote reading resumes at the line after the record's first`()
        async throws
    {
        let hospital = try ContractFolder([source()])
        let rows = (4...30).map { "\($0);2026-03-02;Q1;answered;" }
        try hospital.folder.write(
            ([Self.header, "1;2026-03-02;Q1;answered;", "2;2026-03-02;\"Q1;answered;"] + rows)
                .joined(separator: "\n"), to: "exports/tel/1.csv")
        try await hospital.run()
        #expect(try hospital.rejects() == ["3|-|malformed_quote"])
        #expect(try hospital.calls().count == 28)
        #expect(try hospital.account("1.csv") == "loaded|29|0|1|0|28|0|0|0")
        #expect(try hospital.rows("SELECT max(line) FROM v_call") == ["30"])
    }

    @Test func `quoting is strict, fields keep their spaces until they are typed`() async throws {
        let hospital = try ContractFolder([source()])
        try hospital.write(
            "tel/1.csv", Self.header, "\"1\" ;2026-03-02;Q1;answered;",
            " \"2\";2026-03-02;Q1;answered;", "\" 3 \";2026-03-02;Q1;answered;",
            "3;2026-03-02;Q2;answered;", "\"4\"\"\";\"2026-03-02\";\"Q1\";answered;\"\"")
        try await hospital.run()
        #expect(try hospital.rejects() == ["2|-|malformed_quote", "3|-|malformed_quote"])
        // Identifiers are trimmed: 3 is one call.
        #expect(try hospital.account("1.csv") == "loaded|5|0|2|1|2|0|0|0")
    }

    @Test func `a blank line is no row, a line of delimiters or spaces is one`() async throws {
        let hospital = try ContractFolder([source()])
        try hospital.write(
            "tel/1.csv", Self.header, "", "1;2026-03-02;Q1;answered;", "", ";;;;", " ", "")
        try await hospital.run()
        #expect(
            try hospital.rejects()
                == ["5|-|missing_field", "6|-|wrong_field_count"].map {
                    $0.replacingOccurrences(of: "5|-", with: "5|ID")
                })
        #expect(try hospital.account("1.csv") == "loaded|3|0|2|0|1|0|0|0")
    }

    @Test func `lone CRs in a file with line feeds are control characters`() async throws {
        let hospital = try ContractFolder([source()])
        try hospital.folder.write(
            "\(Self.header)\n1;2026-03-02;Q1;answered;\r2;2026-03-02;Q1;answered;\n"
                + "3;2026-03-02;\"Q\r1\";answered;\n", to: "exports/tel/1.csv")
        try await hospital.run()
        #expect(try hospital.rejects() == ["2|-|control_character"])
        #expect(try hospital.calls().count == 1)
    }

    @Test func `rejects are those of the content loaded now, in the page and in status`()
        async throws
    {
        let hospital = try ContractFolder([source()])
        try hospital.write(
            "tel/1.csv", Self.header, "1;hier;Q1;answered;", "2;2026-03-02;Q1;answered;")
        try await hospital.run()
        try hospital.write(
            "tel/1.csv", Self.header, "1;2026-03-02;Q1;answered;", "2;2026-03-02;Q1;answered;")
        try await hospital.run()
        #expect(try hospital.rows("SELECT count(*) FROM v_reject") == ["1"])
        let page = String(
            decoding: try hospital.folder.read("var/reports/2026-03/donnees.html"), as: UTF8.self)
        #expect(!page.contains("aaaa\u{A0}»"))
        let status = try await hospital.folder.command("status", asOf: nil)
        #expect(status.standardOutput.contains("0 rejects"))
    }
}
