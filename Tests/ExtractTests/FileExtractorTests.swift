import CSVSource
import Domain
import Foundation
import Testing

@testable import Extract

struct FileExtractorTests {
    private static let header = "ID;TYPE;UF;FIN\n"
    private static let row = "1;CS;100;2026-01-05\n"

    @Test(arguments: [
        "id;type;uf;fin", " ID ;Type;\tUF;FIN ", "Íd;TYPÈ;uf;fin", "FIN;X;UF;TYPE;ID",
    ])
    func `header names match after trimming, whatever their case and accents`(
        header: String
    ) throws {
        let row = header.hasPrefix("FIN") ? "2026-01-05;;1;CS;1" : "1;CS;1;2026-01-05"
        #expect(try Sample.encounters.extract(header + "\n" + row).rows.count == 1)
    }

    @Test func `names with accents match composed or not`() throws {
        let contract = Sample.encounters.with {
            $0.columns[.unit] = ColumnMapping("Unité")
        }
        for name in ["Unité", "Unite\u{301}", "UNITE"] {
            #expect(try contract.extract("ID;TYPE;\(name);FIN\n" + Self.row).rows.count == 1)
        }
    }

    @Test func `a header that lacks a column or has it twice refuses the file`() throws {
        let lacking = try Sample.encounters.refusal("ID;TYPE;FIN\n1;CS;2026-01-05\n")
        #expect(lacking.code == "header")
        #expect(lacking.what == "the header lacks `UF`; it has 3 columns")
        let doubled = try Sample.encounters.refusal("ID;TYPE;UF;uf ;FIN\n")
        #expect(doubled.what == "the header has twice `UF`; it has 5 columns")
        let condition = try Sample.encounters.with { $0.whereColumns = ["SITE": ["1"]] }
            .refusal(Self.header + Self.row)
        #expect(condition.what == "the header lacks `SITE`; it has 4 columns")
        let delimiter = try Sample.encounters.refusal("ID,TYPE,UF,FIN\n")
        #expect(delimiter.advice.contains("a comma"))
    }

    @Test func `columns that are not mapped may be twice in the header`() throws {
        #expect(
            try Sample.encounters.extract("X;ID;TYPE;UF;FIN;X\n;1;CS;1;2026-01-05;\n").rows.count
                == 1)
    }

    @Test(arguments: ["", "\n\r\n", "sep=;\n", "\u{FEFF}"])
    func `a file with nothing where the header should be is refused`(text: String) throws {
        #expect(try Sample.encounters.refusal(text).code == "empty")
        #expect(try Sample.encounters.with { $0.header = false }.refusal(text).code == "empty")
    }

    @Test func `a header alone is a file without rows`() throws {
        let file = try Sample.encounters.extract(Self.header)
        #expect(file.rowsRead == 0 && file.rows.count == 0 && file.rejects.isEmpty)
        #expect(file.rows.kind == .encounters)
    }

    @Test(arguments: [
        ("ID;\"TYPE;UF;FIN\n", "header"), ("ID;TYPE;UF;FIN\u{1}\n", "header"),
        ("ID;TYPE;UF;FIN\u{0}\n", "header"),
        (String(repeating: "ID;TYPE;", count: 10_000), "header"),
    ])
    func `a header that is no record refuses the file`(text: String, code: String) throws {
        #expect(try Sample.encounters.refusal(text).code == code)
    }

    @Test func `a header that is not in its encoding refuses the file`() throws {
        let contract = Sample.encounters.with { $0.encoding = .utf8 }
        let refusal = try #require(throws: FileRefusal.self) {
            try contract.extract(bytes: [0xE9] + Array(Self.header.utf8))
        }
        #expect(refusal.code == "encoding")
        let utf16 = try #require(throws: FileRefusal.self) {
            try contract.extract(bytes: [0xFF, 0xFE, 0x61, 0])
        }
        #expect(utf16.code == "encoding")
    }

    @Test func `lines before the header and rows after it are skipped`() throws {
        let contract = Sample.encounters.with {
            $0.skipLines = 2
            $0.skipRows = 2
        }
        let file = try contract.extract(
            "sep=;\nExport \"du 5\n\n\(Self.header)texte;texte\n\"mal\n\(Self.row)")
        #expect(file.rowsRead == 1)
        #expect(try file.encounters.lines == [7])
    }

    @Test func `without a header columns are named by their number`() throws {
        let contract = Sample.encounters.with {
            $0.header = false
            $0.skipRows = 1
            $0.columns = [
                .encounterId: ColumnMapping("1"), .encounterType: ColumnMapping("2"),
                .unit: ColumnMapping("3"), .endedAt: ColumnMapping("4"),
            ]
        }
        let file = try contract.extract("passée\n\"mal\n\(Self.row)2;CS;3\n\(Self.row)")
        #expect(try file.encounters.lines == [3, 5])
        #expect(file.rejects.map(\.line) == [2, 4])
        #expect(file.rejects.map(\.reason) == [.malformedQuote, .wrongFieldCount])
        let refusal = try contract.refusal("passée\n1;2;3\n")
        #expect(refusal.what == "the header lacks `4`; it has 3 columns")
        let faults = try contract.extract("passée\na\"\nb\"\n")
        #expect(faults.rejects.map(\.line) == [2, 3])
        #expect(faults.rows.count == 0)
    }

    /// Rows of which so many have a date at fault.
    private func rows(_ count: Int, bad: Int) -> String {
        Self.header + String(repeating: "1;CS;1;x\n", count: bad)
            + String(repeating: Self.row, count: count - bad)
    }

    @Test(arguments: [
        (200, 10, 0.05, false), (200, 11, 0.05, true), (199, 10, 0.05, true), (9, 9, 0.05, false),
        (10, 10, 0.05, true), (10, 10, 1, false), (100, 9, 0, false), (100, 10, 0, true),
    ])
    func `more rejects than maxRejectRate, and at least ten, refuse the file`(
        count: Int, bad: Int, rate: Double, isRefused: Bool
    ) throws {
        let contract = Sample.encounters.with { $0.maxRejectRate = rate }
        if isRefused {
            let refusal = try contract.refusal(rows(count, bad: bad))
            #expect(refusal.code == "too_many_rejects")
            #expect(
                refusal.what.hasPrefix("\(bad) of \(count) rows are rejected (bad_date \(bad))"))
        } else {
            #expect(try contract.extract(rows(count, bad: bad)).rejects.count == bad)
        }
    }

    @Test func `rows ignored do not dilute the rejects`() throws {
        let contract = Sample.encounters.with { $0.whereColumns = ["UF": ["1"]] }
        // Ten rejects of ten rows that are not ignored.
        #expect(try contract.refusal(rows(1000, bad: 10)).code == "too_many_rejects")
    }

    @Test func `a file that is none is refused`() throws {
        let extractor = try Sample.encounters.extractor()
        try withFile([]) { path in
            let folder = (path as NSString).deletingLastPathComponent
            let pipe = folder + "/pipe"
            #expect(mkfifo(pipe, 0o600) == 0)
            for (path, code) in [
                (folder, "not_a_file"), (pipe, "not_a_file"), (path + "x", "unreadable"),
            ] {
                for read in [
                    { _ = try extractor.extract(path: path) },
                    { _ = try extractor.contentHash(path: path) },
                    { _ = try extractor.preview(path: path, rows: 3) },
                    { _ = try FileStamp.of(path: path) },
                    { _ = try FileInspection(path: path) },
                ] as [() throws -> Void] {
                    let refusal = #expect(throws: FileRefusal.self) { try read() }
                    #expect(refusal?.code == code)
                    #expect(refusal?.what.contains(path) == false)
                }
            }
        }
    }

    @Test func `what changes while it is read is refused for that alone`() throws {
        try withFile(Array("nothing of a header".utf8)) { path in
            let extractor = try Sample.encounters.extractor()
            let refusal = #expect(throws: FileRefusal.self) {
                try extractor.withStream(path: path) { (_) throws(FileRefusal) in
                    try? FileManager.default.removeItem(atPath: path)
                    throw FileRefusal.empty
                }
            }
            #expect(refusal?.code == "changed_while_read")
        }
    }

    @Test func `a file has one hash and one stamp however it is asked`() throws {
        try withFile(Array((Self.header + Self.row).utf8)) { path in
            let extractor = try Sample.encounters.extractor()
            let file = try extractor.extract(path: path)
            let (hash, stamp) = try extractor.contentHash(path: path)
            #expect(file.contentHash == hash)
            #expect(hash.count == 32)
            #expect(file.stamp == stamp)
            #expect(try FileStamp.of(path: path) == stamp)
            #expect(stamp.size == 35)
        }
    }

    @Test(arguments: [1, 3, 64])
    func `the size of reads changes nothing`(size: Int) throws {
        let text = "\u{FEFF}" + Self.header + "1;\"C\nS\";é;2026-01-05\r\n\"x\n2;CS;é;2026-01-05"
        let file = try Sample.encounters.extract(text, readSize: size)
        #expect(try file.encounters.lines == [2, 5])
        #expect(try file.encounters.typeTexts.texts == ["C\nS", "CS"])
        #expect(try file.encounters.units == [0, 0])
        #expect(file.rejects.map(\.line) == [4])
    }

    @Test func `a preview reads the first rows and shows cells only when asked`() throws {
        let text = Self.header + Self.row + "2;CS;1;x\n" + Self.row + Self.row
        try withFile(Array(text.utf8)) { path in
            let extractor = try Sample.encounters.extractor()
            let preview = try extractor.preview(path: path, rows: 3)
            #expect(preview.headerFault == nil)
            #expect(preview.rowsRead == 3)
            #expect(preview.rejects.map(\.line) == [3])
            #expect(preview.cells.isEmpty)
            let shown = try extractor.preview(path: path, rows: 2, showingValues: true)
            #expect(shown.cells.map(\.line) == [1, 2, 3])
            #expect(shown.cells.last?.fields == ["2", "CS", "1", "x"])
        }
        try withFile(Array("ID;TYPE\n1;2\n".utf8)) { path in
            let preview = try Sample.encounters.extractor().preview(path: path, rows: 3)
            #expect(preview.headerFault?.code == "header")
            #expect(preview.rows == nil)
        }
    }
}
