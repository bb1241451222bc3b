import CSVSource
import ReadingOracle
import Testing

/// Contract §4, "reading resumes at the line after": one wrong byte costs the record that holds it,
/// and the next one where it was the line end between the two.
///
/// What a whole file says of itself is left out: a line feed in a file that ends its lines in CR, a
/// mark, and what `auto` counts.
struct DamageTests {
    private let dialect = CSVDialect(encoding: .utf8)

    private enum Damage {
        case flip(UInt8), insert(UInt8), delete
    }

    private static let bytes: [UInt8] = [0x22, 0x3B, 0x0A, 0x0D, 0x00, 0x01, 0xFF, 0xC3, 0x61]

    private static let damages: [Damage] =
        bytes.map(Damage.flip) + bytes.map(Damage.insert) + [.delete]

    /// The file damaged at a place; nil where that changes nothing.
    private func damaged(_ file: [UInt8], _ damage: Damage, at place: Int) -> [UInt8]? {
        var bytes = file
        switch damage {
        case .flip(let byte): bytes[place] = byte
        case .insert(let byte): bytes.insert(byte, at: place)
        case .delete: bytes.remove(at: place)
        }
        return bytes == file ? nil : bytes
    }

    /// The records that may change: their positions in the file.
    private func affected(_ file: SoundFile, _ damage: Damage, at place: Int) -> ClosedRange<Int> {
        let record = file.records.firstIndex { $0.bytes.contains(place) } ?? 0
        let isLineEnd = file.records[record].bytes.upperBound == place + 1
        if case .insert = damage { return record...record }
        return record...min(record + (isLineEnd ? 1 : 0), file.records.count - 1)
    }

    /// What reading makes of lines that hold nothing that is damaged: each record, moved by the
    /// lines that the damage put in or took out.
    private func check(_ file: SoundFile, _ damage: Damage, at place: Int) throws {
        guard let bytes = damaged(file.bytes, damage, at: place) else { return }
        let read = try items(bytes, dialect: dialect)
        let affected = affected(file, damage, at: place)
        let shift = bytes.count { $0 == 0x0A } - file.bytes.count { $0 == 0x0A }
        let before = file.records[..<affected.lowerBound].map(\.item)
        let after = file.records[(affected.upperBound + 1)...].map { $0.item.moved(by: shift) }
        #expect(
            Array(read.prefix(before.count)) == before && Array(read.suffix(after.count)) == after,
            "\(damage) at \(place) of \(String(decoding: file.bytes, as: UTF8.self))")
        // What the damage left is on the damaged record's own lines.
        let rest = read.dropFirst(before.count).dropLast(after.count)
        let first = file.records[affected.lowerBound].item.line
        let next = after.first?.line ?? .max
        #expect(rest.allSatisfy { first <= $0.line && $0.line < next }, "\(damage) at \(place)")
    }

    @Test(arguments: 0..<4 as Range<UInt64>, ["\n", "\r\n"])
    func `one wrong byte, anywhere, costs its own record`(seed: UInt64, ending: String) throws {
        var random = SeededGenerator(seed: seed)
        let file = SoundFile.make(records: 10, ending: ending, &random)
        for place in file.bytes.indices {
            for damage in Self.damages { try check(file, damage, at: place) }
        }
    }

    @Test(arguments: 10..<14 as Range<UInt64>)
    func `a file that is cut off anywhere keeps what was whole`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let file = SoundFile.make(records: 12, &random)
        for end in file.bytes.indices {
            let whole = file.records.filter { $0.bytes.upperBound <= end }.map(\.item)
            let read = try items(Array(file.bytes[..<end]), dialect: dialect)
            #expect(Array(read.prefix(whole.count)) == whole, "cut at \(end)")
            // The record that was cut is read in part or at fault, on its own lines.
            let cut = read.dropFirst(whole.count)
            let first = file.records.first { $0.bytes.upperBound > end }?.item.line ?? 0
            #expect(cut.allSatisfy { $0.line >= first }, "cut at \(end)")
        }
    }

    @Test(arguments: 20..<24 as Range<UInt64>)
    func `two parts split between records are the whole`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let file = SoundFile.make(records: 15, ending: "\r\n", &random)
        let all = try items(file.bytes, dialect: dialect)
        for record in file.records {
            let parts = [
                file.bytes[..<record.bytes.upperBound], file.bytes[record.bytes.upperBound...],
            ]
            let read = try parts.map { try items(Array($0), dialect: dialect) }
            let lines = parts[0].count { $0 == 0x0A }
            #expect(read[0] + read[1].map { $0.moved(by: lines) } == all)
        }
    }

    /// The damage that Pollock's benchmark does (Vitagliano et al. 2023): a quote too many in any
    /// one cell of a file whose cells are all, or some of them, in quotes.
    @Test(arguments: [true, false])
    func `a quote too many in any cell costs its row`(quotesAll: Bool) throws {
        let rows = (0..<30).map { row in
            (0..<6).map { column in
                quotesAll || (row + column) % 3 == 0
                    ? "\"r\(row)c, \(column)\"" : "r\(row)c\(column)"
            }
        }
        let comma = CSVDialect(delimiter: 0x2C)
        func read(_ rows: [[String]]) throws -> [Item] {
            let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
            return try items(Array(text.utf8), dialect: comma)
        }
        let sound = try read(rows)
        for row in rows.indices {
            for column in rows[row].indices {
                var damaged = rows
                damaged[row][column] = "\"" + damaged[row][column]
                var expected = sound
                expected[row] = .fault(line: row + 1, .malformedQuote)
                #expect(try read(damaged) == expected, "row \(row), column \(column)")
            }
        }
    }
}
