import CSVSource
import Domain
import Extract
import ReadingOracle

/// The reader of exports against its plain twin, in every dialect, at every size of a read.
struct ReaderArea: FuzzArea {
    static let name = "reader"

    mutating func round(_ random: inout SeededGenerator) throws -> Int {
        let bytes = input(&random)
        let dialect = random.once(in: 3) ? CSVDialect() : NoiseFile.dialect(&random)
        let expected = Result { () throws(CSVFileError) in
            try PlainReader(dialect: dialect).items(bytes)
        }
        let sizes = [
            Int.random(in: 1...9, using: &random), random.pick([16, 61, 64, 4096, 1 << 18]),
        ]
        for size in sizes {
            let read = Result { () throws(CSVFileError) in
                try items(bytes, dialect: dialect, readSize: size)
            }
            guard read == expected else {
                throw Disagreement(
                    what: "reads of \(size) with \(dialect): \(read) instead of \(expected)",
                    input: bytes)
            }
        }
        if case .success(let items) = expected {
            try account(items, bytes, dialect)
            if random.once(in: 8) { try inspect(items, bytes, dialect, random.once(in: 2)) }
        }
        return 1
    }

    private func input(_ random: inout SeededGenerator) -> [UInt8] {
        if random.once(in: 3) {
            return NoiseFile.make(pieces: Int.random(in: 0...60, using: &random), &random)
        }
        let sound = SoundFile.make(
            records: Int.random(in: 1...12, using: &random),
            ending: random.pick(["\n", "\r\n", "\r"]),
            delimiter: random.pick([";", ";", ",", "\t"]),
            &random)
        var text = String(decoding: sound.bytes, as: UTF8.self)
        if random.once(in: 10) { text = "sep=;\n" + text }
        return NoiseFile.damaged(NoiseFile.encoded(text, &random), times: 0...4, &random)
    }

    private func account(_ items: [Item], _ bytes: [UInt8], _ dialect: CSVDialect) throws {
        let reader = PlainReader(dialect: dialect)
        let lines = try reader.lines(bytes)
        if let line = LineAccount.unaccounted(
            items, lines: lines, firstLine: reader.firstLine(lines))
        {
            throw Disagreement(what: "nothing became of line \(line)", input: bytes)
        }
    }

    /// `inspect` on the same bytes: the first record tells how many fields the others have.
    private func inspect(
        _ items: [Item], _ bytes: [UInt8], _ dialect: CSVDialect, _ hasHeader: Bool
    ) throws {
        guard dialect.maxRecordBytes == 65_536, dialect.maxRecordLines == 20 else { return }
        var expected: [FileInspection.Item] = []
        var count: Int?
        for item in items {
            switch item {
            case .fault(let line, let fault):
                expected.append(.reject(line: line, reason: Self.reason(fault)))
            case .record(let line, let fields) where fields.count == count ?? fields.count:
                count = fields.count
                expected.append(.record(line: line, fields: fields))
            case .record(let line, _):
                expected.append(.reject(line: line, reason: .wrongFieldCount))
            }
        }
        try ScratchFile.write(bytes)
        var options = FileInspection.Options()
        options.delimiter = dialect.delimiter
        options.quote = dialect.quote
        options.encoding = dialect.encoding
        options.skipLines = dialect.skipLines
        options.header = hasHeader
        var inspection = try FileInspection(path: ScratchFile.path, options: options)
        var found: [FileInspection.Item] = []
        do throws(FileRefusal) {
            while let item = try inspection.next() { found.append(item) }
            if items.isEmpty { throw FileRefusal(code: "none", what: "not refused", advice: "") }
        } catch {
            // An empty file, and a header at fault, end it.
            if case .fault? = items.first, hasHeader,
                error.code == "header" || error.code == "encoding"
            {
                expected = Array(expected.prefix(1))
            } else if !(items.isEmpty && error.code == "empty") {
                throw Disagreement(what: "inspect refused it: \(error)", input: bytes)
            }
        }
        guard found == expected else {
            throw Disagreement(what: "inspect: \(found) instead of \(expected)", input: bytes)
        }
    }

    private static func reason(_ fault: RecordFault) -> RejectReason {
        switch fault {
        case .malformedQuote: .malformedQuote
        case .fieldTooLong: .fieldTooLong
        case .controlCharacter: .controlCharacter
        case .badEncoding: .badEncoding
        }
    }
}
