import Domain
import SQLiteStore

/// One file's rows on their way into a fact table.
final class FactMerge {
    private let table: FactTable
    private let origin: FactOrigin
    private let ranks: FileRanks
    private let rank: Int
    private let select: Statement
    private let insert: Statement
    private let update: Statement
    private let move: Statement
    /// By how much each file now holds more facts, or fewer.
    private(set) var held: [Int64: Int] = [:]
    private let warehouse: Warehouse
    private let kind: SourceKind

    init(warehouse: Warehouse, kind: SourceKind, origin: FactOrigin, ranks: FileRanks) throws {
        self.warehouse = warehouse
        self.kind = kind
        let database = warehouse.database
        let table = FactTable.of(kind)
        self.table = table
        self.origin = origin
        self.ranks = ranks
        rank = ranks[origin.fileKey]
        select = try database.prepare(table.select)
        insert = try database.prepare(table.insert)
        update = try database.prepare(table.update)
        move = try database.prepare(table.move)
    }

    /// Merges one row, the last of its key in its file, and counts what became of it.
    ///
    /// - Returns: nil where it is superseded.
    func merge(
        _ row: Int, of facts: NewFacts, into counts: inout LoadCounts
    ) throws -> RowFate? {
        let key = facts.keys[row]
        table.bind(key, source: origin.sourceKey, to: select, at: 1)
        defer { select.reset() }
        guard try select.step() else {
            note(key, before: nil)
            try write(row, of: facts, with: insert)
            held[origin.fileKey, default: 0] += 1
            counts.inserted += 1
            return .inserted
        }
        let holder = select.int64(0)
        if holder != origin.fileKey, ranks[holder] > rank {
            counts.superseded += 1
            return nil
        }
        let isSame = facts.columns.indices.allSatisfy {
            select.optionalInt64($0 + 2) == facts.columns[$0].value(row)
        }
        if !isSame {
            note(key, before: facts.columns.indices.map { select.optionalInt64($0 + 2) })
            try write(row, of: facts, with: update)
            counts.updated += 1
        } else {
            if holder != origin.fileKey || select.int64(1) != Int64(facts.lines[row]) {
                try take(row, of: facts)
            }
            counts.unchanged += 1
        }
        if holder != origin.fileKey {
            held[holder, default: 0] -= 1
            held[origin.fileKey, default: 0] += 1
        }
        return isSame ? .unchanged : .updated
    }

    private func note(_ key: Int64, before: [Int64?]?) {
        let source = table.isKeyOfSource ? origin.sourceKey : 0
        warehouse.factChanges.note(FactKey(source: source, key: key), kind, before: before)
    }

    /// The fact stays as it is and comes from this row from now on.
    private func take(_ row: Int, of facts: NewFacts) throws {
        move.bind(origin.fileKey, at: 1)
        move.bind(facts.lines[row], at: 2)
        table.bind(facts.keys[row], source: origin.sourceKey, to: move, at: 3)
        try move.run()
    }

    /// Runs `insert` or `update`, whose values stand in one order.
    private func write(_ row: Int, of facts: NewFacts, with statement: Statement) throws {
        let count = facts.columns.count
        for column in 0..<count {
            statement.bind(facts.columns[column].value(row), at: column + 1)
        }
        statement.bind(origin.fileKey, at: count + 1)
        statement.bind(facts.lines[row], at: count + 2)
        table.bind(facts.keys[row], source: origin.sourceKey, to: statement, at: count + 3)
        try statement.run()
    }
}
