import CSVSource
import Foundation

/// A record or a fault as the tests compare them.
enum Item: Hashable, CustomStringConvertible {
    case record(line: Int, fields: [String])
    case fault(line: Int, RecordFault)

    var description: String {
        switch self {
        case .record(let line, let fields): "\(line): \(fields)"
        case .fault(let line, let fault): "\(line)! \(fault)"
        }
    }
}

/// The sizes of reads that tables of cases are run with.
let readSizes = [1, 2, 3, 7, 65_536]

/// All that a reader makes of some bytes.
func items(
    _ bytes: [UInt8], dialect: CSVDialect = CSVDialect(), readSize: Int = 65_536
) throws -> [Item] {
    let source = ByteSource.memory(bytes)
    let survey = try FileSurvey.of(source, encoding: dialect.encoding, readSize: readSize)
    var reader = RecordReader(source, survey: survey, dialect: dialect, readSize: readSize)
    var batch = RecordBatch()
    var items: [Item] = []
    while try reader.next(&batch) {
        for (index, entry) in batch.entries.enumerated() {
            if let fault = entry.fault {
                items.append(.fault(line: entry.line, fault))
            } else {
                items.append(.record(line: entry.line, fields: batch.fields(ofEntry: index)))
            }
        }
    }
    return items
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

/// A file in a folder of its own, removed after `body`.
func withTemporaryFile<Result>(
    _ bytes: [UInt8], _ body: (_ path: String) throws -> Result
) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "reading-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("export.csv")
    try Data(bytes).write(to: file)
    return try body(file.path)
}
