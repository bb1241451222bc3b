import Domain
import SQLiteStore

/// Where rows come from: a file of a source, and its place among all files that hold such keys.
package struct FactOrigin: Sendable {
    package var sourceKey: Int64
    package var fileKey: Int64

    package init(sourceKey: Int64, fileKey: Int64) {
        self.sourceKey = sourceKey
        self.fileKey = fileKey
    }
}

/// The order of files: where two hold the same key, the row of the later file wins (contract §4).
package struct FileRanks: Sendable {
    private var ranks: [Int64: Int]

    /// - Parameter order: file keys, by source and then by file; files of another kind do no harm.
    package init(order: [Int64]) {
        ranks = Dictionary(
            order.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
    }

    /// Files that the pipeline no longer names come before all others.
    package subscript(_ file: Int64) -> Int { ranks[file] ?? -1 }
}

/// What a file's new content does to the rows that its earlier version holds.
package struct Replacement: Sendable {
    /// Facts that the file holds before the load.
    package var held: Int
    /// Those of them whose keys the new content does not have.
    package var orphans: [Int64]
}

/// Merging rows into the facts by key: later rows of later files win, in whatever order they arrive.
extension Warehouse {
    /// Merges the rows of one file.
    ///
    /// - Returns: counts of superseded, inserted, updated and unchanged rows (read, ignored and
    ///   rejected are the caller's), and the number of distinct keys.
    package func load(
        _ rows: SourceRows, from origin: FactOrigin, ranks: FileRanks
    ) throws -> (counts: LoadCounts, keys: Int) {
        let facts = try newFacts(rows, source: origin.sourceKey)
        let winners = facts.winners()
        let merge = try FactMerge(
            database: database, table: FactTable.of(rows.kind), origin: origin, ranks: ranks)
        var counts = LoadCounts()
        counts.superseded = facts.keys.count - winners.count
        for row in winners {
            try merge.merge(row, of: facts, into: &counts)
        }
        try addHeld(merge.held)
        return (counts, winners.count)
    }

    /// What loading a file's new content would take away, looked at before anything is changed.
    package func replacement(by rows: SourceRows, from origin: FactOrigin) throws -> Replacement {
        var orphans: [Int64] = []
        var held = 0
        let new = Set(keys(of: rows))
        let table = FactTable.of(rows.kind)
        let statement = try database.prepare(table.keysOfFile)
        statement.bind(origin.fileKey, at: 1)
        while try statement.step() {
            held += 1
            let key = statement.int64(0)
            if !new.contains(key) { orphans.append(key) }
        }
        return Replacement(held: held, orphans: orphans)
    }

    /// Takes facts out that only an earlier version of a file held.
    package func remove(_ keys: [Int64], kind: SourceKind, from origin: FactOrigin) throws {
        let table = FactTable.of(kind)
        let delete = try database.prepare(table.delete)
        for key in keys {
            bindKey(key, of: table, source: origin.sourceKey, to: delete, at: 1)
            try delete.run()
        }
        try addHeld([origin.fileKey: -keys.count])
    }

    /// Of the keys, those that no fact has now.
    package func absent(
        _ keys: Set<Int64>, kind: SourceKind, source: Int64
    ) throws -> Set<Int64> {
        let table = FactTable.of(kind)
        let select = try database.prepare(table.select)
        return try keys.filter { key in
            bindKey(key, of: table, source: source, to: select, at: 1)
            defer { select.reset() }
            return try !select.step()
        }
    }

    /// Brings back, from an earlier file that is still present, the rows of keys that were removed.
    ///
    /// - Returns: the keys found in it.
    package func loadFallback(
        _ rows: SourceRows, only keys: Set<Int64>, from origin: FactOrigin, ranks: FileRanks
    ) throws -> Set<Int64> {
        let facts = try newFacts(rows, source: origin.sourceKey)
        let merge = try FactMerge(
            database: database, table: FactTable.of(rows.kind), origin: origin, ranks: ranks)
        var counts = LoadCounts()
        var found: Set<Int64> = []
        for row in facts.winners() where keys.contains(facts.keys[row]) {
            try merge.merge(row, of: facts, into: &counts)
            found.insert(facts.keys[row])
        }
        try addHeld(merge.held)
        return found
    }

    /// Takes a source out: its facts, files and days; its runs' records stay.
    ///
    /// - Returns: the keys of encounters that other sources may hold too.
    package func drop(_ source: KnownSource) throws -> [Int64] {
        let table = FactTable.of(source.kind)
        let files = "SELECT source_file_key FROM dim_source_file WHERE source_key = \(source.key)"
        var keys: [Int64] = []
        if !table.isKeyOfSource {
            let select = try database.prepare(
                "SELECT \(table.key) FROM \(table.name) WHERE source_file_key IN (\(files))")
            while try select.step() { keys.append(select.int64(0)) }
        }
        try database.execute(
            """
            DELETE FROM \(table.name) WHERE source_file_key IN (\(files));
            DELETE FROM dim_source_file WHERE source_key = \(source.key);
            DELETE FROM fact_source_daily WHERE source_key = \(source.key);
            DELETE FROM bridge_unit_secretariat WHERE unit_key IN
                (SELECT unit_key FROM dim_unit WHERE source_key = \(source.key));
            """)
        // A letter without a unit may still refer to a unit of encounters only through encounters,
        // which are gone too: nothing refers to these rows any more.
        try database.execute(
            """
            DELETE FROM dim_unit WHERE source_key = \(source.key);
            DELETE FROM dim_source WHERE source_key = \(source.key);
            """)
        return keys
    }

    private func keys(of rows: SourceRows) -> [Int64] {
        switch rows {
        case .encounters(let rows): rows.keys
        case .letters(let rows): rows.keys
        case .calls(let rows): rows.keys
        }
    }

    // MARK: Columns

    /// The rows with their texts replaced by dimension keys.
    private func newFacts(_ rows: SourceRows, source: Int64) throws -> NewFacts {
        switch rows {
        case .encounters(let rows):
            return NewFacts(
                keys: rows.keys, lines: rows.lines,
                columns: [
                    .keys(rows.types, table: try encounterTypeKeys(rows.typeTexts.texts)),
                    .keys(rows.units, table: try unitKeys(rows.unitTexts.texts, source: source)),
                    .numbers(rows.endedOn, missing: Missing.day),
                    .codes(rows.statuses.map(\.code)),
                ])
        case .letters(let rows):
            // A blank unit is a unit of its own, since the crosswalk may not know it.
            var units = rows.units
            var unitTexts = rows.unitTexts
            if units.contains(Missing.text) {
                let blank = unitTexts.position(of: "")
                units = units.map { $0 == Missing.text ? blank : $0 }
            }
            return NewFacts(
                keys: rows.keys, lines: rows.lines,
                columns: [
                    .keys(rows.types, table: try letterTypeKeys(rows.typeTexts.texts)),
                    .keys(units, table: try unitKeys(unitTexts.texts, source: source)),
                    .longs(rows.encounters, missing: Missing.pseudonym),
                    .numbers(rows.encounterEndedOn, missing: Missing.day),
                    .numbers(rows.dictatedOn, missing: Missing.day),
                    .numbers(rows.typedOn, missing: Missing.day),
                    .numbers(rows.validatedOn, missing: Missing.day),
                    .numbers(rows.sentOn, missing: Missing.day),
                    .keys(rows.channels, table: try channelKeys(rows.channelTexts.texts)),
                    .codes(rows.statuses.map(\.code)),
                ])
        case .calls(let rows):
            return NewFacts(
                keys: rows.keys, lines: rows.lines,
                columns: [
                    .longs(rows.startedAt, missing: nil),
                    .keys(rows.queues, table: try unitKeys(rows.queueTexts.texts, source: source)),
                    .codes(rows.outcomes.map(\.code)),
                    .numbers(rows.waits, missing: Missing.seconds),
                    .numbers(rows.talks, missing: Missing.seconds),
                    .codes(rows.directions.map(\.code)),
                    .codes(rows.origins.map(\.code)),
                ])
        }
    }
}

private func bindKey(
    _ key: Int64, of table: FactTable, source: Int64, to statement: Statement, at position: Int
) {
    if table.isKeyOfSource {
        statement.bind(source, at: position)
        statement.bind(key, at: position + 1)
    } else {
        statement.bind(key, at: position)
    }
}

/// One file's rows on their way into a fact table.
private final class FactMerge {
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

    init(database: Database, table: FactTable, origin: FactOrigin, ranks: FileRanks) throws {
        self.table = table
        self.origin = origin
        self.ranks = ranks
        rank = ranks[origin.fileKey]
        select = try database.prepare(table.select)
        insert = try database.prepare(table.insert)
        update = try database.prepare(table.update)
        move = try database.prepare(table.move)
    }

    func merge(_ row: Int, of facts: NewFacts, into counts: inout LoadCounts) throws {
        let key = facts.keys[row]
        let line = Int64(facts.lines[row])
        bindKey(key, of: table, source: origin.sourceKey, to: select, at: 1)
        defer { select.reset() }
        guard try select.step() else {
            try write(row, of: facts, with: insert)
            held[origin.fileKey, default: 0] += 1
            counts.inserted += 1
            return
        }
        let holder = select.int64(0)
        if holder != origin.fileKey, ranks[holder] > rank {
            counts.superseded += 1
            return
        }
        let isSame = facts.columns.indices.allSatisfy {
            select.optionalInt64($0 + 2) == facts.columns[$0].value(row)
        }
        let isSamePlace = holder == origin.fileKey && select.int64(1) == line
        if !isSame {
            try write(row, of: facts, with: update)
            counts.updated += 1
        } else {
            if !isSamePlace {
                move.bind(origin.fileKey, at: 1)
                move.bind(line, at: 2)
                bindKey(key, of: table, source: origin.sourceKey, to: move, at: 3)
                try move.run()
            }
            counts.unchanged += 1
        }
        if holder != origin.fileKey {
            held[holder, default: 0] -= 1
            held[origin.fileKey, default: 0] += 1
        }
    }

    private func write(_ row: Int, of facts: NewFacts, with statement: Statement) throws {
        let count = facts.columns.count
        for column in 0..<count {
            statement.bind(facts.columns[column].value(row), at: column + 1)
        }
        statement.bind(origin.fileKey, at: count + 1)
        statement.bind(Int64(facts.lines[row]), at: count + 2)
        bindKey(
            facts.keys[row], of: table, source: origin.sourceKey, to: statement, at: count + 3)
        try statement.run()
    }
}
