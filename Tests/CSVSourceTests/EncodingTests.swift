import CSVSource
import ReadingOracle
import Testing

struct EncodingTests {
    private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    private func encoding(
        _ bytes: [UInt8], declared: EncodingChoice = .auto
    ) throws -> TextEncoding {
        var encodings: Set<TextEncoding> = []
        for size in readSizes {
            encodings.insert(
                try FileSurvey.of(.memory(bytes), encoding: declared, readSize: size).encoding)
        }
        let only = encodings.count == 1 ? encodings.first : nil
        return try #require(only)
    }

    /// In these, é is C3 A9 as UTF-8 and E9 in Windows-1252.
    @Test(
        arguments: [
            ("a;b\n" as StaticString, [], TextEncoding.utf8),
            ("valid", [0xC3, 0xA9, 0x0A], .utf8),
            ("invalid", [0xE9, 0x0A], .windows1252),
            ("as many of both", [0xC3, 0xA9, 0x0A, 0xE9, 0x0A], .windows1252),
            ("one more valid", [0xC3, 0xA9, 0x0A, 0xE9, 0x0A, 0xC3, 0xA9], .utf8),
            (
                "lines count, not bytes", [0xC3, 0xA9, 0x0A, 0xC3, 0xA9, 0x0A, 0xE9, 0xE8, 0xE7],
                .utf8
            ),
            ("both in one line", [0xC3, 0xA9, 0xE9, 0x0A], .windows1252),
            ("a character cut by the line's end", [0xC3, 0x0A, 0xC3, 0xA9], .windows1252),
            ("a character cut by the file's end", [0xC3, 0xA9, 0x0A, 0xC3], .windows1252),
            ("carriage returns alone", [0xC3, 0xA9, 0x0D, 0xC3, 0xA9, 0x0D, 0xE9], .utf8),
            (
                "a carriage return does not end a line",
                [0xC3, 0xA9, 0x0D, 0xC3, 0xA9, 0x0A, 0xE9],
                .windows1252
            ),
            ("overlong", [0xC0, 0xAF, 0x0A], .windows1252),
            ("a surrogate", [0xED, 0xA0, 0x80, 0x0A], .windows1252),
            ("a mark", [0xEF, 0xBB, 0xBF, 0xE9, 0x0A, 0xE9], .utf8),
            ("little endian", [0xFF, 0xFE, 0x61, 0x00], .utf16LittleEndian),
            ("big endian", [0xFE, 0xFF, 0x00, 0x61], .utf16BigEndian),
        ] as [(StaticString, [UInt8], TextEncoding)])
    func `auto follows the mark, else what most lines hold`(
        name: StaticString, bytes: [UInt8], expected: TextEncoding
    ) throws {
        // Plain text around it changes nothing, whatever its length.
        #expect(try encoding(bytes) == expected)
        if expected != .utf16BigEndian, expected != .utf16LittleEndian {
            let plain = Array("plain text;of some length\n".utf8)
            if !bytes.contains(0x0D) { #expect(try encoding(bytes + [0x0A] + plain) == expected) }
        }
    }

    private let text = "é;€\r\n\"l’œ\nü\";🩺\r\n"

    @Test(arguments: readSizes, [true, false])
    func `UTF-16 is read in either order of bytes`(size: Int, bigEndian: Bool) throws {
        let mark: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
        let bytes = utf16(text, bigEndian: bigEndian)
        let expected: [Item] = [
            .record(line: 1, fields: ["é", "€"]),
            .record(line: 2, fields: ["l’œ\nü", "🩺"]),
        ]
        for encoding in [EncodingChoice.auto, .utf16] {
            #expect(
                try items(
                    mark + bytes, dialect: CSVDialect(encoding: encoding), readSize: size)
                    == expected)
        }
    }

    @Test func `UTF-16 without a mark is read where the first character tells the order`() throws {
        let dialect = CSVDialect(encoding: .utf16)
        for bigEndian in [true, false] {
            #expect(
                try items(utf16("a;b", bigEndian: bigEndian), dialect: dialect)
                    == [.record(line: 1, fields: ["a", "b"])])
        }
        #expect(throws: CSVFileError.byteOrderUnknown) {
            try items([0x20, 0x20, 0x20], dialect: dialect)
        }
    }

    @Test(arguments: [EncodingChoice.utf8, .windows1252, .latin1])
    func `a mark of UTF-16 contradicts another encoding`(encoding: EncodingChoice) {
        #expect(throws: CSVFileError.unexpectedUTF16) {
            try items([0xFF, 0xFE, 0x61, 0], dialect: CSVDialect(encoding: encoding))
        }
    }

    @Test(arguments: readSizes)
    func `what UTF-16 cannot mean costs its record`(size: Int) throws {
        let bytes: [UInt8] =
            [0xFF, 0xFE] + utf16("a\nb", bigEndian: false) + [0x00, 0xD8]
            + utf16("x\nc\n", bigEndian: false) + [0x00, 0xDC] + utf16("\nd", bigEndian: false)
            + [0x61]
        #expect(
            try items(bytes, readSize: size) == [
                .record(line: 1, fields: ["a"]), .fault(line: 2, .badEncoding),
                .record(line: 3, fields: ["c"]), .fault(line: 4, .badEncoding),
                .fault(line: 5, .badEncoding),
            ])
    }

    @Test func `line feeds inside other characters of UTF-16 end no line`() throws {
        // U+0A0D and U+010A hold the bytes of line ends.
        let bytes = [0xFF, 0xFE] + utf16("\u{0A0D}\u{010A}\rb", bigEndian: false)
        #expect(
            try items(bytes) == [
                .record(line: 1, fields: ["\u{0A0D}\u{010A}"]),
                .record(line: 2, fields: ["b"]),
            ])
    }

    @Test(arguments: readSizes)
    func `Windows-1252 and ISO-8859-1 differ in 80 to 9F`(size: Int) throws {
        let bytes: [UInt8] = [0x80, 0x3B, 0xE9, 0x0A, 0x92, 0x3B, 0xFF, 0x0A, 0x81, 0x0A, 0x61]
        #expect(
            try items(bytes, dialect: CSVDialect(encoding: .windows1252), readSize: size) == [
                .record(line: 1, fields: ["€", "é"]), .record(line: 2, fields: ["’", "ÿ"]),
                .fault(line: 3, .badEncoding), .record(line: 4, fields: ["a"]),
            ])
        #expect(
            try items(bytes, dialect: CSVDialect(encoding: .latin1), readSize: size) == [
                .record(line: 1, fields: ["\u{80}", "é"]),
                .record(line: 2, fields: ["\u{92}", "ÿ"]),
                .record(line: 3, fields: ["\u{81}"]), .record(line: 4, fields: ["a"]),
            ])
    }

    @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
    func `five bytes mean nothing in Windows-1252`(byte: UInt8) throws {
        #expect(
            try items([byte], dialect: CSVDialect(encoding: .windows1252))
                == [.fault(line: 1, .badEncoding)])
    }

    @Test func `all bytes of a byte encoding decode as its table says`() throws {
        let bytes = Array(0xA0...0xFF) as [UInt8]
        let expected = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        for encoding in [EncodingChoice.windows1252, .latin1] {
            #expect(
                try items(bytes, dialect: CSVDialect(encoding: encoding))
                    == [.record(line: 1, fields: [expected])])
        }
    }

    @Test(arguments: [
        ("a\u{0}b\nc", RecordFault.controlCharacter), ("\"a\u{0}b\"\nc", .controlCharacter),
        ("a\u{1}\nc", .controlCharacter), ("a\u{7F}\nc", .controlCharacter),
        ("a\u{1B}\nc", .controlCharacter), ("a\rb\nc", .controlCharacter),
    ])
    func `control characters outside quotes, and NUL anywhere, cost their record`(
        text: String, fault: RecordFault
    ) throws {
        for size in readSizes {
            #expect(
                try items(Array(text.utf8), readSize: size)
                    == [.fault(line: 1, fault), .record(line: 2, fields: ["c"])])
        }
    }

    @Test func `control characters in quotes, and tabs, are text`() throws {
        #expect(
            try items(Array("\"a\u{1}\r\u{7F}\";\tb\n".utf8))
                == [.record(line: 1, fields: ["a\u{1}\r\u{7F}", "\tb"])])
    }

    @Test func `a NUL in a quoted record costs it and no other`() throws {
        #expect(
            try items(Array("\"a\n\u{0}\n\"\nb\n".utf8))
                == [.fault(line: 1, .controlCharacter), .record(line: 4, fields: ["b"])])
        #expect(
            try items(Array("a\u{0};\"\nb\n".utf8), dialect: CSVDialect(quote: nil))
                == [.fault(line: 1, .controlCharacter), .record(line: 2, fields: ["b"])])
    }

    @Test func `the first fault that applies is the one given`() throws {
        let dialect = CSVDialect(encoding: .utf8, maxRecordBytes: 8)
        func fault(_ bytes: [UInt8]) throws -> Item? { try items(bytes, dialect: dialect).first }
        #expect(try fault([0x61, 0x22, 0, 0xFF]) == .fault(line: 1, .malformedQuote))
        #expect(
            try fault(Array(repeating: 0, count: 9)) == .fault(line: 1, .fieldTooLong))
        #expect(try fault([0x61, 1, 0xFF]) == .fault(line: 1, .controlCharacter))
        #expect(try fault([0x61, 0xFF]) == .fault(line: 1, .badEncoding))
        #expect(try fault([0x22, 0x0A, 0xFF, 0x22]) == .fault(line: 1, .badEncoding))
    }

    @Test(arguments: readSizes)
    func `the content hash tells contents apart, however they are read`(size: Int) throws {
        func hash(_ text: String) throws -> String {
            try FileSurvey.of(.memory(Array(text.utf8)), encoding: .auto, readSize: size)
                .contentHash
        }
        // The reference vector of no input.
        #expect(try hash("") == "e6a825ba047f81a3930255c71472f66d")
        #expect(try hash("a;b\nc;d\n") != hash("a;b\nc;e\n"))
        #expect(
            try hash("a;b\nc;d\n")
                == FileSurvey.of(.memory(Array("a;b\nc;d\n".utf8)), encoding: .latin1).contentHash
        )
    }
}
