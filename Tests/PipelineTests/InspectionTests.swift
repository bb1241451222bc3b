import Domain
import Foundation
import Testing

@testable import Pipeline

struct InspectionTests {
    private let folder: AtomicFolder

    init() throws {
        folder = try AtomicFolder()
    }

    /// What `inspect` prints of some bytes, and the refusal that ended it.
    private func inspect(
        _ bytes: [UInt8], width: Int? = nil, _ change: (inout InspectOptions) -> Void = { _ in }
    ) throws -> (text: String, refusal: FileRefusal?) {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.file("in.csv")))
        var options = InspectOptions(path: folder.file("in.csv"))
        change(&options)
        let descriptor = open(folder.file("out"), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { close(descriptor) }
        let output = TextOutput(descriptor: descriptor)
        var refusal: FileRefusal?
        do {
            try Inspection.print(options, to: output, width: width)
        } catch let error as FileRefusal {
            refusal = error
        }
        try output.flush()
        return (folder.text("out") ?? "", refusal)
    }

    @Test func `JSON lines are those of the contract, to the letter`() throws {
        let bytes: [UInt8] =
            Array("N".utf8) + [0xB0] + Array(";Nom\r\n1;\"L".utf8) + [0xE9]
            + Array("a; \"\"D\"\"/\"\r\n2;a\"b\r\n\r\n3;a;b\r\n4;\"x\r\ny\"\r\n5;\tz\r\n".utf8)
        let (text, refusal) = try inspect(bytes) { $0.isJSON = true }
        #expect(refusal == nil)
        #expect(
            text == """
                {"line":1,"fields":["N°","Nom"]}
                {"line":2,"fields":["1","Léa; \\"D\\"/"]}
                {"line":3,"reject":"malformed_quote"}
                {"line":5,"reject":"wrong_field_count"}
                {"line":6,"fields":["4","x\\r\\ny"]}
                {"line":8,"fields":["5","\\tz"]}
                {"records":4,"rejects":2}

                """)
    }

    @Test func `rows are bounded, counts and rejects are not`() throws {
        let bytes = Array("a;b\n1;2\n3;4\n5\n6;7\n".utf8)
        let (text, _) = try inspect(bytes) {
            $0.isJSON = true
            $0.rows = 1
        }
        #expect(
            text == """
                {"line":1,"fields":["a","b"]}
                {"line":2,"fields":["1","2"]}
                {"line":4,"reject":"wrong_field_count"}
                {"records":4,"rejects":1}

                """)
        let (bare, _) = try inspect(bytes) {
            $0.isJSON = true
            $0.rows = 1
            $0.hasHeader = false
        }
        #expect(bare.hasPrefix("{\"line\":1,\"fields\":[\"a\",\"b\"]}\n{\"line\":4"))
    }

    @Test func `people see dialect, columns, aligned rows and rejects`() throws {
        let bytes = Array("CODE;A long name\n1;x\n22;\u{1B}y\n\"3\n".utf8)
        let (text, _) = try inspect(Array("CODE;A long name\n1;x\n22;y\n\"3\n".utf8))
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            Array(lines.dropFirst()) == [
                "  encoding   utf-8", "  delimiter  ; (guessed)", "  quote      \"",
                "  size       29 bytes", "Columns: 2", "  1  CODE", "  2  A long name", "Rows",
                "     line  CODE  A long name", "        2  1     x", "        3  22    y",
                "Rejects: 1", "  malformed_quote    1", "  line 4: malformed_quote",
                "2 rows; 1 reject",
            ])
        let (hostile, _) = try inspect(bytes) { $0.quote = nil }
        #expect(!hostile.contains("\u{1B}"))
    }

    @Test func `cells are cut, and lines end at the terminal's edge`() throws {
        let bytes = Array("a;b;c\n\(String(repeating: "x", count: 99));é\u{2028};3\n".utf8)
        let (text, _) = try inspect(bytes)
        #expect(text.contains("  " + String(repeating: "x", count: 23) + "…  é\\u{2028}  3\n"))
        let (narrow, _) = try inspect(bytes, width: 30)
        #expect(narrow.contains("xxx…\n"))
        let rows = narrow.split(separator: "\n").drop { $0 != "Rows" }
        for line in rows { #expect(line.count <= 30) }
    }

    @Test func `all rows are shown when asked, in columns measured by the first ones`() throws {
        let bytes = Array(("a\n" + (1...500).map { "\($0)\n" }.joined()).utf8)
        let (text, _) = try inspect(bytes) { $0.rows = nil }
        #expect(text.contains("\n      501  500\n") && text.hasSuffix("\n500 rows; 0 rejects\n"))
        let (some, _) = try inspect(bytes) { $0.rows = 3 }
        #expect(some.hasSuffix("        4  3\n\n500 rows, the first 3 shown; 0 rejects\n"))
        let (none, _) = try inspect(bytes) { $0.rows = 0 }
        #expect(none.hasSuffix("  1  a\n\n500 rows, none shown; 0 rejects\n"))
    }

    @Test func `lines before the header are suspected where most records are rejected`() throws {
        let bytes = Array("Appels\n\n\"a\",\"b\"\n\"1\",\"2\"\n".utf8)
        #expect(try inspect(bytes).text.contains("--skip-lines"))
        let (text, _) = try inspect(bytes) { $0.skipLines = 2 }
        #expect(!text.contains("--skip-lines") && text.contains("  2  b\n"))
    }

    @Test func `a file that cannot be trusted is refused`() throws {
        #expect(try inspect([]).refusal?.code == "empty")
        let quoted = try inspect(Array("a\"b\nc\n".utf8)) { $0.isJSON = true }
        #expect(quoted.text == "{\"line\":1,\"reject\":\"malformed_quote\"}\n")
        #expect(quoted.refusal?.code == "header")
        let missing = #expect(throws: FileRefusal.self) {
            try Inspection.print(
                InspectOptions(path: folder.file("none")), to: TextOutput(descriptor: 1),
                width: nil)
        }
        #expect(missing?.code == "unreadable")
    }
}
