import CSVSource
import ReadingOracle
import Testing

struct LimitTests {
    private let dialect = CSVDialect(maxRecordLines: 3, maxRecordBytes: 10)

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var items: [Item]
        var testDescription: String { name }
    }

    private static let cases = [
        Case(
            name: "as many bytes as may be", text: "0123456789\n0123456789\r\n0123456789",
            items: [1, 2, 3].map { .record(line: $0, fields: ["0123456789"]) }),
        Case(
            name: "one byte more", text: "0123456789a\nb\n0123456789a\r\nc\n0123456789a",
            items: [
                .fault(line: 1, .fieldTooLong), .record(line: 2, fields: ["b"]),
                .fault(line: 3, .fieldTooLong), .record(line: 4, fields: ["c"]),
                .fault(line: 5, .fieldTooLong),
            ]),
        Case(
            name: "a long line with a quote in what is kept of it",
            text: "\"0123456789\"\na\n0123456789\"\nb\n",
            items: [
                .fault(line: 1, .malformedQuote), .record(line: 2, fields: ["a"]),
                .fault(line: 3, .fieldTooLong), .record(line: 4, fields: ["b"]),
            ]),
        Case(
            name: "as many lines as may be", text: "\"\n\n\"\na\n",
            items: [.record(line: 1, fields: ["\n\n"]), .record(line: 4, fields: ["a"])]),
        Case(
            name: "one line more", text: "\"\n\nb\n\"\na\n",
            items: [
                .fault(line: 1, .malformedQuote), .record(line: 3, fields: ["b"]),
                .fault(line: 4, .malformedQuote), .record(line: 5, fields: ["a"]),
            ]),
        Case(
            name: "a quoted record of as many bytes as may be", text: "\"1234\n678\"\na\n",
            items: [
                .record(line: 1, fields: ["1234\n678"]), .record(line: 3, fields: ["a"]),
            ]),
        Case(
            name: "a quoted record of one byte more", text: "\"1234\n6789\"\na\n",
            items: [
                .fault(line: 1, .malformedQuote), .fault(line: 2, .malformedQuote),
                .record(line: 3, fields: ["a"]),
            ]),
        Case(
            name: "a long line after an open quote", text: "\"a\n0123456789a\nb\n",
            items: [
                .fault(line: 1, .malformedQuote), .fault(line: 2, .fieldTooLong),
                .record(line: 3, fields: ["b"]),
            ]),
        Case(
            name: "a long line ends the file after an open quote", text: "\"a\n0123456789a",
            items: [.fault(line: 1, .malformedQuote), .fault(line: 2, .fieldTooLong)]),
    ]

    @Test(arguments: cases, readSizes)
    func `records over the limits are faults at their first line`(
        example: Case, size: Int
    ) throws {
        let read = try items(Array(example.text.utf8), dialect: dialect, readSize: size)
        #expect(read == example.items)
    }

    @Test func `a line that is far too long is passed over`() throws {
        let long = Array(repeating: UInt8(ascii: "x"), count: 3_000_000)
        let bytes = Array("a\n".utf8) + long + Array("\nb\n".utf8)
        #expect(
            try items(bytes, readSize: 4096) == [
                .record(line: 1, fields: ["a"]), .fault(line: 2, .fieldTooLong),
                .record(line: 3, fields: ["b"]),
            ])
    }

    @Test func `batches end between records and hold all of them`() throws {
        let text = (1...30_000).map { "\($0);x\n" }.joined()
        let read = try items(Array(text.utf8))
        #expect(read.count == 30_000)
        #expect(read.last == .record(line: 30_000, fields: ["30000", "x"]))
    }

    /// Empty fields have no bytes: what bounds a batch must count them too.
    @Test func `a batch holds so many fields and no more, however empty`() throws {
        let line = Array(repeating: UInt8(ascii: ";"), count: 50_000) + [0x0A]
        let bytes = Array(repeating: line, count: 40).flatMap(\.self)
        let source = ByteSource.memory(bytes)
        let survey = try FileSurvey.of(source, encoding: .auto)
        var reader = RecordReader(source, survey: survey, dialect: CSVDialect())
        var batch = RecordBatch()
        var records = 0
        while try reader.next(&batch) {
            records += batch.entries.count
            #expect(batch.entries.last?.fieldsEnd ?? 0 < 600_000)
        }
        #expect(records == 40)
    }

    @Test(arguments: [0, 1, 2, 5])
    func `lines before the header are skipped whatever they hold`(skipped: Int) throws {
        let text = "sep=;\n\"open\n\u{0}\na;b\nc;d\n"
        let read = try items(
            Array(text.utf8), dialect: CSVDialect(skipLines: skipped))
        let all: [Item] = [
            .fault(line: 2, .malformedQuote), .fault(line: 3, .controlCharacter),
            .record(line: 4, fields: ["a", "b"]), .record(line: 5, fields: ["c", "d"]),
        ]
        #expect(read == Array(all.dropFirst(skipped)))
    }
}
