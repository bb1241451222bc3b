import CSVSource
import Testing

struct CSVTableTests {
    private static let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ",")]

    private func rows(_ text: String) throws -> [[String]] {
        try CSVTable.read(Array(text.utf8), delimiters: Self.candidates).rows.map(\.fields)
    }

    @Test(arguments: [
        ("a;b,c\n", [["a", "b,c"]]),
        ("a,b,c;d\n", [["a", "b", "c;d"]]),
        ("\"a,b,c\";d\n", [["a,b,c", "d"]]),
        ("a\nb\n", [["a"], ["b"]]),
        ("sep=,\na;b,c\n", [["a;b", "c"]]),
        ("\u{FEFF}a;b\r\n1;2\r\n", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}sep=;\r\na;b", [["a", "b"]]),
        ("a;b\r1;2\r", [["a", "b"], ["1", "2"]]),
        ("", []),
        ("\n\n", []),
        ("a;\"x\r\ny\"\r\n", [["a", "x\r\ny"]]),
    ])
    func `a table is read with the delimiter that its first line tells`(
        text: String, expected: [[String]]
    ) throws {
        #expect(try rows(text) == expected)
    }

    @Test func `rows and faults carry their first physical line`() throws {
        let text = "sep=;\ncode;libelle\n\nA;\"deux\nlignes\"\nB;b\"ad\nC;ok\n"
        let table = try CSVTable.read(Array(text.utf8), delimiters: Self.candidates)
        #expect(table.rows.map(\.line) == [2, 4, 7])
        #expect(table.faults.map(\.line) == [6])
        #expect(table.faults.map(\.fault) == [.malformedQuote])
    }

    @Test(arguments: [
        [0x45, 0xE9, 0x3B, 0x80] as [UInt8],
        [0x45, 0xC3, 0xA9, 0x3B, 0xE2, 0x82, 0xAC],
        [0xFF, 0xFE, 0x45, 0, 0xE9, 0, 0x3B, 0, 0xAC, 0x20],
        [0xFE, 0xFF, 0, 0x45, 0, 0xE9, 0, 0x3B, 0x20, 0xAC],
    ])
    func `a table is read in any of the encodings`(bytes: [UInt8]) throws {
        let table = try CSVTable.read(bytes, delimiters: Self.candidates)
        #expect(table.rows.map(\.fields) == [["Eé", "€"]])
    }
}
