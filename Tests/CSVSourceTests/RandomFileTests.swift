import CSVSource
import ReadingOracle
import Testing

/// The reader against its plain twin on random files, sound ones and damaged ones, in all encodings
/// and dialects. `swift run -c release fuzz` goes on for as long as it is told.
struct RandomFileTests {
    private func check(_ bytes: [UInt8], _ dialect: CSVDialect, sizes: [Int], seed: UInt64) {
        let expected = outcome { () throws(CSVFileError) in
            try PlainReader(dialect: dialect).items(bytes)
        }
        for size in sizes {
            let read = outcome { () throws(CSVFileError) in
                try items(bytes, dialect: dialect, readSize: size)
            }
            #expect(
                read == expected,
                "seed \(seed), reads of \(size), \(dialect), bytes \(bytes)")
        }
        guard case .success(let items) = expected else { return }
        let reader = PlainReader(dialect: dialect)
        guard let lines = try? reader.lines(bytes) else { return }
        let lost = LineAccount.unaccounted(
            items, lines: lines, firstLine: reader.firstLine(lines))
        #expect(lost == nil, "seed \(seed), \(dialect), bytes \(bytes)")
    }

    private func outcome(
        _ read: () throws(CSVFileError) -> [Item]
    ) -> Result<[Item], CSVFileError> {
        Result { () throws(CSVFileError) in try read() }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `noise is read as the plain reader reads it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let bytes = NoiseFile.make(pieces: Int.random(in: 0...40, using: &random), &random)
            let dialect = NoiseFile.dialect(&random)
            check(bytes, dialect, sizes: readSizes, seed: seed)
        }
    }

    @Test(arguments: 100..<108 as Range<UInt64>, ["\n", "\r\n", "\r"])
    func `files with some damage are read as the plain reader reads them`(
        seed: UInt64, ending: String
    ) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let sound = SoundFile.make(
                records: Int.random(in: 1...8, using: &random), ending: ending, &random)
            let text = String(decoding: sound.bytes, as: UTF8.self)
            let bytes = NoiseFile.damaged(NoiseFile.encoded(text, &random), &random)
            var dialect = NoiseFile.dialect(&random)
            check(bytes, dialect, sizes: readSizes, seed: seed)
            dialect = CSVDialect()
            check(bytes, dialect, sizes: readSizes, seed: seed)
        }
    }

    /// Every boundary between two reads falls somewhere once.
    @Test(arguments: [EncodingChoice.utf8, .windows1252, .utf16])
    func `every size of a read gives the same`(encoding: EncodingChoice) {
        var random = SeededGenerator(seed: 7)
        let sound = SoundFile.make(records: 12, ending: "\r\n", &random)
        let text = String(decoding: sound.bytes, as: UTF8.self)
        let bytes =
            encoding == .utf16
            ? NoiseFile.utf16(text, isBigEndian: true, hasMark: true) : sound.bytes
        let dialect = CSVDialect(encoding: encoding, maxRecordBytes: 64)
        check(bytes, dialect, sizes: Array(1...bytes.count + 1), seed: 7)
        let damaged = NoiseFile.damaged(bytes, times: 3...3, &random)
        check(damaged, dialect, sizes: Array(1...damaged.count + 1), seed: 7)
    }

    @Test(arguments: 200..<204 as Range<UInt64>, ["\n", "\r\n", "\r"])
    func `a sound file is read as it was written`(seed: UInt64, ending: String) throws {
        var random = SeededGenerator(seed: seed)
        for delimiter in ";,\t|" {
            let file = SoundFile.make(
                records: 30, ending: ending, delimiter: delimiter, &random)
            let dialect = CSVDialect(delimiter: delimiter.asciiValue ?? 0)
            #expect(try items(file.bytes, dialect: dialect) == file.records.map(\.item))
            // The last line's ending is optional.
            let open = Array(file.bytes.dropLast(ending.utf8.count))
            #expect(try items(open, dialect: dialect) == file.records.map(\.item))
        }
    }
}
