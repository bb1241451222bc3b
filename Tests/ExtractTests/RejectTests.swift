import Domain
import Testing

@testable import Extract

struct RejectTests {
    private static let header = "ID;DEBUT;FILE;ISSUE;ATTENTE\n"
    private static let nbsp = "\u{A0}"

    private func only(_ row: String, _ contract: SourceContract = Sample.calls) throws -> Reject {
        let file = try contract.extract(Self.header + row + "\n")
        #expect(file.rows.count == 0)
        try #require(file.rejects.count == 1)
        return file.rejects[0]
    }

    @Test func `a row without fault is a row`() throws {
        let calls = try Sample.calls.extract(
            Self.header + "1;2026-01-05 08:30:00; F1 ;raccroche;12,9\n"
        ).calls
        #expect(calls.count == 1)
        #expect(calls.lines == [2])
        #expect(calls.startedAt == [Int64(try day("2026-01-05")) * 86_400 + 30_600])
        #expect(calls.queueTexts.texts == ["F1"])
        #expect(calls.outcomes == [.abandoned])
        #expect(calls.waits == [12])
        #expect(calls.talks == [Missing.seconds])
        #expect(calls.directions == [.inbound])
        #expect(calls.origins == [.external])
    }

    @Test(arguments: [
        (";2026-01-05;F;R;", RejectReason.missingField, "ID"),
        (" \u{A0}\t;2026-01-05;F;R;", .missingField, "ID"),
        ("1;null;F;R;", .missingField, "DEBUT"),
        ("1;2026-01-05;;R;", .missingField, "FILE"),
        ("1;2026-01-05;F;;", .missingField, "ISSUE"),
        ("1;05/01/2026;F;R;", .badDate, "DEBUT"),
        ("1;2026-02-30;F;R;", .badDate, "DEBUT"),
        ("1;1999-12-31;F;R;", .implausibleDate, "DEBUT"),
        ("1;2101-01-01;F;R;", .implausibleDate, "DEBUT"),
        ("1;2100-12-31 24:00;F;R;", .implausibleDate, "DEBUT"),
        ("1;2100-12-31T23:30Z;F;R;", .implausibleDate, "DEBUT"),
        ("1;2026-01-05;F;R;-1", .badNumber, "ATTENTE"),
        ("1;2026-01-05;F;Z;", .unknownValue, "ISSUE"),
        ("1;2026-01-05;F;answered;", .unknownValue, "ISSUE"),
    ])
    func `a cell at fault rejects its row at its column`(
        row: String, reason: RejectReason, column: String
    ) throws {
        let reject = try only(row)
        #expect(reject.reason == reason)
        #expect(reject.column == column)
        #expect(reject.line == 2)
    }

    @Test(arguments: [
        ("1;2026-01-05;F;R", RejectReason.wrongFieldCount),
        ("1;2026-01-05;F;R;;", .wrongFieldCount), ("1;2026-01-05;\"F;R;", .malformedQuote),
        ("1;2026-01-05;F\u{7};R;", .controlCharacter),
        ("1;2026-01-05;\"F\u{0}\";R;", .controlCharacter),
        ("1;2026-01-05;" + String(repeating: "F", count: 65_536) + ";R;", .fieldTooLong),
    ])
    func `a record at fault is rejected without a column`(
        row: String, reason: RejectReason
    ) throws {
        let reject = try only(row)
        #expect(reject.reason == reason)
        #expect(reject.column == nil)
    }

    @Test func `bytes that the encoding does not know reject their row`() throws {
        let contract = Sample.calls.with { $0.encoding = .utf8 }
        let file = try contract.extract(
            bytes: Array((Self.header + "1;2026-01-05;F").utf8) + [0xE9]
                + Array(";R;\n2;2026-01-05;F;R;\n".utf8))
        #expect(file.rejects.map(\.reason) == [.badEncoding])
        #expect(file.rows.count == 1)
    }

    @Test func `the first and the last plausible day are plausible`() throws {
        let calls = try Sample.calls.extract(
            Self.header + "1;2000-01-01;F;R;\n2;2100-12-31 23:59:59;F;R;\n"
        ).calls
        #expect(calls.count == 2)
    }

    @Test func `of several faults the leftmost is the reject`() throws {
        #expect(try only("1;x;;Z;-1").column == "DEBUT")
        #expect(try only("1;2026-01-05;;Z;-1").column == "FILE")
        #expect(try only("1;2026-01-05;F;Z;-1").column == "ISSUE")
        let reordered = Sample.calls
        let file = try reordered.extract("ATTENTE;ISSUE;FILE;DEBUT;ID\n-1;Z;;x;\n-1;R;F;x;1\n")
        #expect(file.rejects.map(\.column) == ["ATTENTE", "ATTENTE"])
    }

    @Test func `faults of the record come before where, and where before those of cells`() throws {
        let contract = Sample.calls.with { $0.whereColumns = ["FILE": ["F"]] }
        let file = try contract.extract(
            Self.header + "1;x;G;R;\n2;2026-01-05;G\n3;x;G\u{1};R;\n4;x;F;R;\n")
        #expect(file.rowsRead == 4)
        #expect(file.rowsIgnored == 1)
        #expect(
            file.rejects.map(\.reason) == [.wrongFieldCount, .controlCharacter, .badDate])
    }

    @Test func `rejects say what was expected and show the shape of the cell`() throws {
        #expect(
            try only("1;12/13/26 à 8h;F;R;").message
                == "date attendue au format ISO 8601 (aaaa-mm-jj, ou aaaa-mm-jjThh:mm:ss), "
                + "reçu «\(Self.nbsp)99/99/99 a 9a\(Self.nbsp)»")
        let patterns = Sample.calls.with {
            $0.dateFormats = ["dd/MM/yyyy", "yyyyMMdd"].compactMap(DateFormat.init)
        }
        #expect(
            try only("1;12/13/26;F;R;", patterns).message
                == "date attendue au format dd/MM/yyyy ou yyyyMMdd, "
                + "reçu «\(Self.nbsp)99/99/99\(Self.nbsp)»")
        #expect(
            try only("1;2026-01-05;F;Zoé🩺;").message
                == "valeur attendue parmi : R, A, RACCROCHE, D ; "
                + "reçu «\(Self.nbsp)aaa?\(Self.nbsp)»")
        #expect(
            try only("1;2026-01-05;F;R;12 min").message
                == "durée attendue en secondes, positive et d'au plus 9999999 s, "
                + "reçu «\(Self.nbsp)99 aaa\(Self.nbsp)»")
        #expect(
            try only("1;1850-01-05;F;R;").message
                == "année attendue entre 2000 et 2100, "
                + "reçu «\(Self.nbsp)9999-99-99\(Self.nbsp)»")
        #expect(try only("1;2026-01-05;;R;").message == "valeur attendue, rien reçu")
        #expect(try only("1;2026-01-05").message == "5 champs attendus, 2 reçus")
    }

    @Test func `no text of a cell reaches a reject, a refusal or a message`() throws {
        let secret = "DUPONT Jeanne 0601020304"
        let contract = Sample.calls.with { $0.maxRejectRate = 1 }
        let rows = [
            "\(secret);x\(secret);F;R;", "\(secret);2026-01-05;F;\(secret);",
            "1;2026-01-05;F;R;\(secret)", "\(secret);\(secret)", "\"\(secret)",
            "\(secret)\u{1};;;;", ";\(secret);\(secret);\(secret);\(secret)",
        ]
        let file = try contract.extract(Self.header + rows.joined(separator: "\n"))
        #expect(file.rejects.count == rows.count)
        for reject in file.rejects {
            for part in ["DUPONT", "Jeanne", "0601", "dupont"] {
                #expect(!reject.message.contains(part))
                #expect(!(reject.column ?? "").contains(part))
            }
        }
        let refusals = [
            try Sample.calls.refusal("\(secret);\(secret)\n1;2\n"),
            try Sample.calls.refusal("\"\(secret)\n"),
            try Sample.calls.with { $0.maxRejectRate = 0 }.refusal(
                Self.header + String(repeating: "\(secret);x;F;R;\n", count: 10)),
        ]
        for refusal in refusals {
            #expect(!refusal.what.contains("DUPONT") && !refusal.advice.contains("DUPONT"))
        }
    }

    @Test(arguments: [
        ("", ""), ("Été 2026", "aaa 9999"), ("a\u{1}\n€", "a???"),
        (String(repeating: "x", count: 40), String(repeating: "a", count: 40)),
        (String(repeating: "7", count: 41), String(repeating: "9", count: 40) + "…"),
        ("(A-1)_«»", "(a-9)_??"),
    ])
    func `a shape shows letters as a, digits as 9 and the rest as it is`(
        text: String, shape: String
    ) {
        #expect(CellText.shape(text) == shape)
    }
}
