import CSVSource
import Domain
import Testing

@testable import Extract

struct FileInspectionTests {
    private func inspect(
        _ text: String, _ options: FileInspection.Options = .init()
    ) throws -> (items: [FileInspection.Item], refusal: FileRefusal?) {
        try withFile(Array(text.utf8)) { path in
            var items: [FileInspection.Item] = []
            do {
                var inspection = try FileInspection(path: path, options: options)
                while let item = try inspection.next() { items.append(item) }
                return (items, nil)
            } catch let refusal as FileRefusal {
                return (items, refusal)
            }
        }
    }

    private func options(
        _ change: (inout FileInspection.Options) -> Void
    ) -> FileInspection.Options {
        var options = FileInspection.Options()
        change(&options)
        return options
    }

    @Test(arguments: [
        ("a;b\n", ";"), ("a,b;c,d\n", ","), ("a\tb\n", "\t"), ("a|b|c\n", "|"),
        ("\"a,b,c\";d\n", ";"), ("sep=|\na;b;c\n", "|"), ("sep=:\na,b\n", ","), ("abc\n", ";"),
    ])
    func `the delimiter is told by the first line`(text: String, delimiter: String) throws {
        try withFile(Array(text.utf8)) { path in
            let inspection = try FileInspection(path: path)
            let found = inspection.delimiter
            #expect([found] == Array(delimiter.utf8))
        }
    }

    @Test func `records and rejects come in line order, the header with them`() throws {
        let (items, refusal) = try inspect("a;b\n\n1; é \n2\n\"3\n\"4;\n5\";6\n7;\u{1}\n")
        #expect(refusal == nil)
        #expect(
            items == [
                .record(line: 1, fields: ["a", "b"]), .record(line: 3, fields: ["1", " é "]),
                .reject(line: 4, reason: .wrongFieldCount),
                .reject(line: 5, reason: .malformedQuote),
                .record(line: 6, fields: ["4;\n5", "6"]),
                .reject(line: 8, reason: .controlCharacter),
            ])
    }

    @Test func `a dialect that is given is not guessed`() throws {
        let given = options {
            $0.delimiter = UInt8(ascii: ",")
            $0.quote = nil
            $0.skipLines = 1
        }
        let (items, _) = try inspect("titre\n\"a;b,c\n1;2,\"3\n", given)
        #expect(
            items == [
                .record(line: 2, fields: ["\"a;b", "c"]), .record(line: 3, fields: ["1;2", "\"3"]),
            ])
    }

    @Test func `a header that is no record is given, then refused`() throws {
        let (items, refusal) = try inspect("\"a;b\n1;2\n")
        #expect(items == [.reject(line: 1, reason: .malformedQuote)])
        #expect(refusal?.code == "header")
    }

    @Test func `without a header the first record tells the number of fields`() throws {
        let (items, refusal) = try inspect("\"a;b\n1;2\n3\n", options { $0.header = false })
        #expect(refusal == nil)
        #expect(
            items == [
                .reject(line: 1, reason: .malformedQuote), .record(line: 2, fields: ["1", "2"]),
                .reject(line: 3, reason: .wrongFieldCount),
            ])
    }

    @Test func `an empty file is refused`() throws {
        #expect(try inspect("").refusal?.code == "empty")
        #expect(try inspect("\n\n").refusal?.code == "empty")
    }
}
