import Foundation
import Testing

/// Contract §2, `dialect`: every key and its default.
@Suite struct `Section 2, dialect` {
    /// What a table's row loads and expects: started_at, queue and outcome of each call.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var dialect = ""
        var columns: String?
        var bytes: [UInt8]
        var expected = ["2026-03-02T09:00:00|Q1|answered"]

        init(
            _ name: String, _ dialect: String = "", columns: String? = nil, text: String,
            expected: [String] = ["2026-03-02T09:00:00|Q1|answered"]
        ) {
            self.init(
                name, dialect, columns: columns, bytes: Array(text.utf8), expected: expected)
        }

        init(
            _ name: String, _ dialect: String = "", columns: String? = nil, bytes: [UInt8],
            expected: [String] = ["2026-03-02T09:00:00|Q1|answered"]
        ) {
            self.name = name
            self.dialect = dialect
            self.columns = columns
            self.bytes = bytes
            self.expected = expected
        }

        var testDescription: String { name }
    }

    static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBigEndian ? [high, low] : [low, high]
        }
    }

    static let plain = "ID;DEBUT;FILE;ISSUE\n1;2026-03-02T09:00:00;Q1;answered\n"
    static let numbered = #"callId: "1", startedAt: "2", queue: "3", outcome: "4""#

    static let forms: [Case] = [
        Case("defaults", text: plain),
        Case(
            "CRLF, no end of the last line",
            text: plain.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n"),
        Case("CR alone", text: plain.replacingOccurrences(of: "\n", with: "\r")),
        Case("no ending at the end", text: String(plain.dropLast())),
        Case("BOM", text: "\u{FEFF}" + plain),
        Case("sep=; on the first line", text: "sep=;\r\n" + plain),
        Case("BOM and sep=;", text: "\u{FEFF}sep=;\n" + plain),
        Case(
            "blank lines are no rows",
            text: "\n\n" + plain.replacingOccurrences(of: "\n", with: "\n\n")),
        Case("UTF-16 LE", bytes: utf16(plain, isBigEndian: false)),
        Case("UTF-16 BE", bytes: utf16(plain, isBigEndian: true)),
        Case(
            "UTF-16 LE declared, sep=, CR alone", #"encoding: "utf-16""#,
            bytes: utf16(
                "sep=;\r" + plain.replacingOccurrences(of: "\n", with: "\r"), isBigEndian: false)),
        Case("comma", #"delimiter: ",""#, text: plain.replacingOccurrences(of: ";", with: ",")),
        Case("tab", #"delimiter: "\t""#, text: plain.replacingOccurrences(of: ";", with: "\t")),
        Case("bar", #"delimiter: "|""#, text: plain.replacingOccurrences(of: ";", with: "|")),
        Case(
            "quoted with the delimiter, an end of line and doubled quotes",
            text:
                "ID;DEBUT;FILE;ISSUE;X\n\"1\";\"2026-03-02T09:00:00\";\"Q1\";\"answered\";\"a;b\nc\"\"d\"\n"
        ),
        Case(
            "a quote of its own", #"quote: "'""#,
            text: "ID;DEBUT;FILE;ISSUE\n'1';'2026-03-02 09:00';'Q1';'answered'\n"),
        Case(
            "no quote: quotes are ordinary characters", "quote: null",
            text: "ID;DEBUT;FILE;ISSUE\n1\";2026-03-02 09:00;\"Q1;answered\n",
            expected: ["2026-03-02T09:00:00|\"Q1|answered"]),
        Case("skipLines", "skipLines: 2", text: "Rapport du \"mois\n\n" + plain),
        Case(
            "skipRows", "skipRows: 1",
            text:
                "ID;DEBUT;FILE;ISSUE\nINT;DATETIME;CHAR(2);CHAR\n1;2026-03-02T09:00:00;Q1;answered\n"
        ),
        Case(
            "sep, skipLines and skipRows", "skipLines: 1, skipRows: 1",
            text:
                "sep=;\nTitre\nID;DEBUT;FILE;ISSUE\nINT;DATETIME;C;C\n1;2026-03-02T09:00:00;Q1;answered\n"
        ),
        Case(
            "no header", "header: false", columns: numbered,
            text: "1;2026-03-02T09:00:00;Q1;answered\n"),
        Case(
            "no header, columns as numbers, skipLines and skipRows",
            "header: false, skipLines: 1, skipRows: 1",
            columns: "callId: 1, startedAt: 2, queue: 3, outcome: 4",
            text: "Titre\nx;y;z;t\n1;2026-03-02T09:00:00;Q1;answered\n"),
        Case(
            "spaces around cells and headers, a case and accents that differ",
            columns: #"callId: "Identifiant", startedAt: "DÉBUT", queue: "file", outcome: "issue""#,
            text:
                " identifiant ;debut; FILE;\tIssue\n 1 ; 2026-03-02 09:00 ;\u{A0}Q1\u{A0};Answered\n"
        ),
    ]

    @Test(arguments: forms)
    func `every form of a file gives the same row`(_ form: Case) async throws {
        var source = ContractSource.calls
        source.dialect = form.dialect
        if let columns = form.columns { source.columns = columns }
        let hospital = try ContractFolder([source])
        try hospital.write("tel/1.csv", bytes: form.bytes)
        try await hospital.run()
        #expect(try hospital.calls() == form.expected)
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|1|0|0|0")
    }

    static let e1: [UInt8] = [0xE9]
    static let e2: [UInt8] = [0xC3, 0xA9]

    static func call(_ id: String, queue: [UInt8]) -> [UInt8] {
        Array("\(id);2026-03-02 09:00;".utf8) + queue + Array(";answered\n".utf8)
    }

    static let encodings: [Case] = [
        Case(
            "auto, valid characters alone: UTF-8",
            bytes: call("1", queue: e2), expected: ["é"]),
        Case(
            "auto, invalid bytes alone: windows-1252",
            bytes: call("1", queue: e1), expected: ["é"]),
        Case(
            "auto, more valid lines than invalid ones: UTF-8, the bad line is a reject",
            bytes: call("1", queue: e2) + call("2", queue: e2) + call("3", queue: e1),
            expected: ["é", "é"]),
        Case(
            "auto, as many: windows-1252",
            bytes: call("1", queue: e2) + call("2", queue: e1), expected: ["Ã©", "é"]),
        Case(
            "auto, more invalid lines: windows-1252",
            bytes: call("1", queue: e2) + call("2", queue: e1) + call("3", queue: [0x80]),
            expected: ["Ã©", "é", "€"]),
        Case(
            "many valid characters on one line count once",
            bytes: call("1", queue: e2 + e2 + e2) + call("2", queue: e1) + call("3", queue: e1),
            expected: ["Ã©Ã©Ã©", "é", "é"]),
        Case("ASCII alone", bytes: call("1", queue: [0x51]), expected: ["Q"]),
        Case(
            "windows-1252 declared", #"encoding: "windows-1252""#,
            bytes: call("1", queue: [0x80]), expected: ["€"]),
        Case(
            "windows-1252 has bytes without a character", #"encoding: "windows-1252""#,
            bytes: call("1", queue: [0x81]) + call("2", queue: e1), expected: ["é"]),
        Case(
            "iso-8859-1 declared", #"encoding: "iso-8859-1""#,
            bytes: call("1", queue: [0x80]), expected: ["\u{80}"]),
        Case(
            "utf-8 declared, a bad line is a reject", #"encoding: "utf-8""#,
            bytes: call("1", queue: e1) + call("2", queue: e2), expected: ["é"]),
    ]

    @Test(arguments: encodings)
    func `encodings, declared and found`(_ form: Case) async throws {
        var source = ContractSource.calls
        source.dialect = form.dialect
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", bytes: Array((ContractFolder.callHeader + "\n").utf8) + form.bytes)
        try await hospital.run()
        #expect(try hospital.rows("SELECT queue FROM v_call") == form.expected.sorted())
        let rejects = try hospital.rejects()
        #expect(rejects.allSatisfy { $0.hasSuffix("|-|bad_encoding") })
        let lines = form.bytes.count { $0 == 0x0A }
        #expect(form.expected.count + rejects.count == lines)
    }

    @Test func `utf-16 declared without a mark, or a mark that is declared otherwise, is refused`()
        async throws
    {
        for (encoding, bytes) in [
            ("utf-16", Array(Self.plain.utf8)),
            ("windows-1252", Self.utf16(Self.plain, isBigEndian: false)),
        ] {
            var source = ContractSource.calls
            source.dialect = "encoding: \"\(encoding)\""
            let hospital = try ContractFolder([source])
            try hospital.write("tel/1.csv", bytes: bytes)
            try await hospital.run(expecting: 65)
            #expect(try hospital.account("1.csv") == "refused|0|0|0|0|0|0|0|0")
        }
    }

    /// Values of `startedAt` that load, by `dateFormat`, and what they are in Paris.
    static let dates: [(format: String, value: String, expected: String)] = [
        ("\"iso8601\"", "2026-03-02", "2026-03-02T00:00:00"),
        ("\"iso8601\"", "2026-03-02T09:00", "2026-03-02T09:00:00"),
        ("\"iso8601\"", "2026-03-02 09:00:59.999", "2026-03-02T09:00:59"),
        ("\"iso8601\"", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00"),
        ("\"iso8601\"", "2026-07-02T09:00:00Z", "2026-07-02T11:00:00"),
        ("\"iso8601\"", "2026-03-02T09:00:00+05:30", "2026-03-02T04:30:00"),
        ("\"iso8601\"", "2026-03-02T23:30:00-0100", "2026-03-03T01:30:00"),
        // The clocks change on 29 March 2026 at 01:00 UTC and on 25 October.
        ("\"iso8601\"", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59"),
        ("\"iso8601\"", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
        ("\"iso8601\"", "2025-10-26T00:30:00Z", "2025-10-26T02:30:00"),
        ("\"iso8601\"", "2025-10-26T01:30:00Z", "2025-10-26T02:30:00"),
        ("\"epoch\"", "1772442000", "2026-03-02T10:00:00"),
        ("\"epoch\"", "1772442000.9", "2026-03-02T10:00:00"),
        ("\"epochMilliseconds\"", "1772442000999", "2026-03-02T10:00:00"),
        ("\"dd/MM/yyyy HH:mm\"", "02/03/2026 09:00", "2026-03-02T09:00:00"),
        ("\"dd/MM/yyyy HH:mm\"", "02/03/2026", "2026-03-02T00:00:00"),
        ("\"d/M/yy H:mm:ss.SSS\"", "2/3/26 9:05:07.123", "2026-03-02T09:05:07"),
        ("\"yyyyMMddHHmmss\"", "20260302090507", "2026-03-02T09:05:07"),
        ("\"dd/MM/yyyy 'à' HH'h'mm\"", "02/03/2026 à 09h05", "2026-03-02T09:05:00"),
        ("[\"dd/MM/yyyy HH:mm\", \"iso8601\"]", "2026-03-02 09:00", "2026-03-02T09:00:00"),
        ("[\"MM/dd/yyyy\", \"dd/MM/yyyy\"]", "02/03/2026", "2026-02-03T00:00:00"),
        ("[\"MM/dd/yyyy\", \"dd/MM/yyyy\"]", "28/02/2026", "2026-02-28T00:00:00"),
    ]

    @Test func `every date format, the first that fits the whole value`() async throws {
        for (format, cases) in Dictionary(grouping: Self.dates, by: \.format) {
            var source = ContractSource.calls
            source.dialect = "dateFormat: \(format)"
            let hospital = try ContractFolder([source])
            let lines = cases.enumerated().map { "\($0.offset);\($0.element.value);Q1;answered\n" }
            try hospital.folder.write(
                ContractFolder.callHeader + "\n" + lines.joined(), to: "exports/tel/1.csv")
            try await hospital.run(asOf: "2026-12-31")
            let found = try hospital.rows("SELECT line, started_at FROM v_call")
            let expected = cases.enumerated().map { "\($0.offset + 2)|\($0.element.expected)" }
            #expect(found == expected.sorted(), "\(format)")
        }
    }

    @Test func `what no format fits is a bad date, and what no hospital has seen implausible`()
        async throws
    {
        var source = ContractSource.calls
        source.dialect = "maxRejectRate: 1"
        source.keys = "maxRejectRate: 1"
        source.dialect = #"dateFormat: ["iso8601", "dd/MM/yyyy"]"#
        let hospital = try ContractFolder([source])
        let bad = [
            "2026-06-31", "2026-02-29", "2026-3-2", "2026-03-02T9:00", "2026-03-02T24:01",
            "2026-03-02T09:60", "2026-03-02  09:00", "2026-03-02T09:00:00 Z", "02/03/2026 09:00",
            "2026-03-02x", "0", "20260302", "2026-03-02T09:00:60", "02-03-2026",
        ]
        let implausible = ["1999-12-31", "2101-01-01", "01/01/0001", "1899-12-30T00:00:00"]
        let lines = (bad + implausible).enumerated().map {
            "\($0.offset);\($0.element);Q1;answered"
        }
        try hospital.folder.write(
            ([ContractFolder.callHeader, "x;2000-01-01;Q1;answered", "y;2100-12-31;Q1;answered"]
                + lines).joined(separator: "\n"), to: "exports/tel/1.csv")
        try await hospital.run()
        let rejects = Set(try hospital.rejects())
        for index in bad.indices {
            #expect(rejects.contains("\(index + 4)|DEBUT|bad_date"), "\(bad[index])")
        }
        for index in implausible.indices {
            let line = bad.count + index + 4
            #expect(rejects.contains("\(line)|DEBUT|implausible_date"), "\(implausible[index])")
        }
        #expect(try hospital.calls().count == 2)
    }

    @Test func `a column overrides the dialect's formats`() async throws {
        var source = ContractSource.calls
        source.dialect = #"dateFormat: "epoch", durationFormat: "HH:mm:ss""#
        source.columns = """
            callId: ["ID"], startedAt: { column: "DEBUT", dateFormat: ["yyyyMMdd HHmm"] },
            queue: "FILE", outcome: "ISSUE", waitSeconds: "ATTENTE",
            talkSeconds: { column: "DUREE", durationFormat: "milliseconds" }
            """
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;ATTENTE;DUREE",
            "1;20260302 0905;Q1;answered;00:01:02;1999",
            "2;20260302;Q1;answered;100:00:00;999,9",
            "3;1772442000;Q1;answered;00:00:00;0")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT started_at, wait_seconds, talk_seconds FROM v_call") == [
                "2026-03-02T00:00:00|360000|0", "2026-03-02T09:05:00|62|1",
            ])
        #expect(try hospital.rejects() == ["4|DEBUT|bad_date"])
    }

    static let durations: [(format: String, good: [(String, String)], bad: [String])] = [
        (
            "seconds", [("12", "12"), ("12,9", "12"), ("12.99", "12"), ("", "-"), ("null", "-")],
            ["-1", "1:30", "douze", "1e3", "10000000"]
        ),
        ("milliseconds", [("12999", "12"), ("999", "0")], ["-5", "1 000"]),
        ("HH:mm:ss", [("01:02:03", "3723"), ("1:02:03", "3723")], ["01:60:00", "62", "00:62"]),
        ("mm:ss", [("02:03", "123"), ("120:00", "7200")], ["02:60", "1:02:03"]),
    ]

    @Test func `every duration format, fractions rounded down`() async throws {
        for (format, good, bad) in Self.durations {
            var source = ContractSource.calls
            source.columns += #", waitSeconds: "ATTENTE""#
            source.dialect = "durationFormat: \"\(format)\""
            let hospital = try ContractFolder([source])
            let values = good.map(\.0) + bad
            let lines = values.enumerated().map {
                "\($0.offset);2026-03-02;Q1;answered;\($0.element)\n"
            }
            try hospital.folder.write(
                "ID;DEBUT;FILE;ISSUE;ATTENTE\n" + lines.joined(), to: "exports/tel/1.csv")
            try await hospital.run()
            let found = try hospital.rows("SELECT line, wait_seconds FROM v_call")
            #expect(found == good.enumerated().map { "\($0.offset + 2)|\($0.element.1)" })
            let lost = bad.indices.map { "\($0 + good.count + 2)|ATTENTE|bad_number" }
            #expect(try hospital.rejects() == lost.sorted())
        }
    }

    @Test func `nulls are blank, whatever their case, and the empty cell always`() async throws {
        var source = ContractSource.calls
        source.columns += #", waitSeconds: "ATTENTE""#
        source.dialect = #"nulls: ["N/A", "Néant"]"#
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;ATTENTE", "1;2026-03-02;Q1;answered;n/a",
            "2;2026-03-02;Q1;answered; NÉANT ", "3;2026-03-02;Q1;answered;",
            "4;2026-03-02;Q1;answered;NULL", "n/A;2026-03-02;Q1;answered;1",
            "6;2026-03-02;néant;answered;1")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT line, wait_seconds FROM v_call") == ["2|-", "3|-", "4|-"])
        #expect(
            try hospital.rejects() == [
                "5|ATTENTE|bad_number", "6|ID|missing_field", "7|FILE|missing_field",
            ])
    }

    @Test func `maxRecordLines and maxRecordBytes, at the limit and over it`() async throws {
        var source = ContractSource.calls
        source.dialect = "maxRecordLines: 3, maxRecordBytes: 60"
        let hospital = try ContractFolder([source])
        func row(_ id: String, bytes: Int) -> String {
            let row = "\(id);2026-03-02;Q1;answered;"
            return row + String(repeating: "x", count: bytes - row.utf8.count)
        }
        func quoted(_ id: String, bytes: Int) -> String {
            let row = "\(id);2026-03-02;Q1;answered;\"\""
            return String(row.dropLast()) + String(repeating: "x", count: bytes - row.utf8.count)
                + "\""
        }
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;X",
            "1;2026-03-02;Q1;answered;\"a\nb\nc\"", "2;2026-03-02;Q1;answered;\"a\nb\nc\nd\"",
            row("3", bytes: 60), row("4", bytes: 61), quoted("5", bytes: 60),
            quoted("6", bytes: 61), "7;2026-03-02;Q1;answered;")
        try await hospital.run()
        #expect(try hospital.rows("SELECT line FROM v_call") == ["13", "11", "2", "9"].sorted())
        #expect(
            try hospital.rejects() == [
                "10|-|field_too_long", "12|-|malformed_quote", "5|-|malformed_quote",
                "6|-|wrong_field_count", "7|-|wrong_field_count", "8|-|malformed_quote",
            ])
    }
}
