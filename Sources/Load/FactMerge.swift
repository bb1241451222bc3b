import Domain
import SQLiteStore

/// One file's rows on their way into the facts.
final class FactMerge {
    private let kept: KeptFacts
    private let facts: NewFacts
    private let origin: FactOrigin
    private let ranks: FileRanks
    private let rank: Int
    /// Rows whose keys no fact has.
    private var new: [Int] = []
    private(set) var counts = LoadCounts()
    /// By how much each file now holds more facts, or fewer.
    private(set) var held: [Int64: Int] = [:]

    init(_ facts: NewFacts, into kept: KeptFacts, from origin: FactOrigin, ranks: FileRanks) {
        self.facts = facts
        self.kept = kept
        self.origin = origin
        self.ranks = ranks
        rank = ranks[origin.fileKey]
    }

    /// Merges rows, the last of its key each, by ascending key; counts what became of them.
    ///
    /// - Parameter fate: told of each row that is not superseded what becomes of it.
    func merge(_ rows: [Int], fate: (Int, RowFate) -> Void) throws {
        new.reserveCapacity(rows.count)
        let source = kept.table.identity(0, source: origin.sourceKey).source
        let keys = rows.map { FactKey(source: source, key: facts.keys[$0]) }
        let absent = try kept.surelyAbsent(keys)
        for (position, row) in rows.enumerated() {
            let key = keys[position]
            let isNew = try absent[position] || !kept.findInTable(key)
            if isNew {
                new.append(row)
                fate(row, .inserted)
            } else if let replaced = try replace(key, by: row) {
                fate(row, replaced)
            }
        }
        try kept.insert(new, of: facts, from: origin)
        counts.inserted += new.count
        held[origin.fileKey, default: 0] += new.count
        new = []
    }

    /// The fact found takes the row's values, unless a later file holds it.
    ///
    /// - Returns: nil where the row is superseded.
    private func replace(_ key: FactKey, by row: Int) throws -> RowFate? {
        defer { kept.release() }
        let holder = kept.file
        if holder != origin.fileKey, ranks[holder] > rank {
            counts.superseded += 1
            return nil
        }
        let isSame = facts.columns.indices.allSatisfy {
            kept.value($0) == facts.columns[$0].value(row)
        }
        if !isSame {
            try kept.update(key, to: row, of: facts, from: origin)
            counts.updated += 1
        } else {
            if holder != origin.fileKey || kept.line != Int64(facts.lines[row]) {
                try kept.move(key, to: row, of: facts, from: origin)
            }
            counts.unchanged += 1
        }
        if holder != origin.fileKey {
            held[holder, default: 0] -= 1
            held[origin.fileKey, default: 0] += 1
        }
        return isSame ? .unchanged : .updated
    }
}
