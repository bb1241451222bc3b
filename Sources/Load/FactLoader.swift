import Domain
import SQLiteStore

/// Where rows come from: a file and its source.
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
    /// The keys of those that the new content does not have.
    package var orphans: [Int64]
}

/// Merging rows into the facts by key: later rows of later files win, in whatever order they arrive.
///
/// `rows_held` of every file is right after each of these calls.
extension Warehouse {
    /// Merges the rows of one file.
    ///
    /// - Parameter keptFrom: the first day whose facts are kept; nil: for good.
    /// - Returns: counts of superseded, inserted, updated and unchanged rows (read, ignored and
    ///   rejected are the caller's), the number of distinct keys, and the rows older than
    ///   `keptFrom`, which `purge` may take out again.
    package func load(
        _ rows: SourceRows, from origin: FactOrigin, ranks: FileRanks, keptFrom: CivilDate? = nil
    ) throws -> (counts: LoadCounts, keys: Int, aged: AgedRows) {
        let facts = try newFacts(rows, source: origin.sourceKey)
        let winners = facts.winners()
        let merge = FactMerge(
            facts, into: try kept(rows.kind), from: origin, ranks: ranks)
        var aged = AgedRows(kind: rows.kind, origin: origin)
        let days = keptFrom == nil ? [] : rows.days
        try merge.merge(winners) { row, fate in
            if let keptFrom, days[row] < keptFrom.dayNumber {
                aged.fates[facts.keys[row]] = fate
            }
        }
        try addHeld(merge.held)
        var counts = merge.counts
        counts.superseded += facts.keys.count - winners.count
        return (counts, winners.count, aged)
    }

    /// What loading a file's new content would take away, looked at before anything is changed.
    package func replacement(by rows: SourceRows, from origin: FactOrigin) throws -> Replacement {
        let kept = try kept(rows.kind)
        let new = Set(rows.keys)
        let held =
            try database.scalar(
                "SELECT rows_held FROM dim_source_file WHERE source_file_key = ?1",
                .integer(origin.fileKey)) ?? 0
        // Where the file still holds as many of its new keys as it holds facts, none is orphaned.
        // That spares a scan of all facts for every file when a source is read again.
        var stillHeld = 0
        for key in new.sorted() {
            if try kept.find(kept.table.identity(key, source: origin.sourceKey)),
                kept.file == origin.fileKey
            {
                stillHeld += 1
            }
            kept.release()
        }
        guard stillHeld < held else { return Replacement(held: stillHeld, orphans: []) }
        let orphans = try database.rows(kept.table.keysOfFile, [.integer(origin.fileKey)]) {
            $0.int64(0)
        }.filter { !new.contains($0) }
        return Replacement(held: stillHeld + orphans.count, orphans: orphans)
    }

    /// Takes facts out that only an earlier version of a file held.
    ///
    /// - Parameter keys: of facts that the file holds, as `replacement` gives them.
    package func remove(_ keys: [Int64], kind: SourceKind, from origin: FactOrigin) throws {
        let kept = try kept(kind)
        for key in keys {
            let key = kept.table.identity(key, source: origin.sourceKey)
            if try kept.find(key) { try kept.remove(key) }
        }
        try addHeld([origin.fileKey: -keys.count])
    }

    /// Of the keys, those that no fact has now.
    ///
    /// - Parameter source: of no account for encounters, whose keys are one across all sources.
    package func absent(
        _ keys: Set<Int64>, kind: SourceKind, source: Int64
    ) throws -> Set<Int64> {
        let kept = try kept(kind)
        return try keys.filter { key in
            defer { kept.release() }
            return try !kept.find(kept.table.identity(key, source: source))
        }
    }

    /// Brings back, from an earlier file that is still present, the rows of keys that were removed.
    ///
    /// - Parameter rows: all rows of the file.
    /// - Returns: the keys found in it.
    package func loadFallback(
        _ rows: SourceRows, only keys: Set<Int64>, from origin: FactOrigin, ranks: FileRanks
    ) throws -> Set<Int64> {
        let facts = try newFacts(rows, source: origin.sourceKey)
        let merge = FactMerge(
            facts, into: try kept(rows.kind), from: origin, ranks: ranks)
        let winners = facts.winners().filter { keys.contains(facts.keys[$0]) }
        try merge.merge(winners) { _, _ in }
        try addHeld(merge.held)
        return Set(winners.map { facts.keys[$0] })
    }

    /// Takes a source out: its facts, files, units and days; its runs' records stay.
    ///
    /// - Returns: the keys of its encounters, which files of other sources may hold too.
    package func drop(_ source: KnownSource) throws -> [Int64] {
        let kept = try kept(source.kind)
        try kept.flush()
        factChanges.giveUp()
        let table = kept.table
        let files = "SELECT source_file_key FROM dim_source_file WHERE source_key = \(source.key)"
        var keys: [Int64] = []
        if !table.isKeyOfSource {
            keys = try database.rows(
                "SELECT \(table.key) FROM \(table.name) WHERE source_file_key IN (\(files))"
            ) { $0.int64(0) }
        }
        // No other source's fact refers to its units: a fact takes its file's source's.
        try database.execute(
            """
            DELETE FROM \(table.name) WHERE source_file_key IN (\(files));
            DELETE FROM dim_source_file WHERE source_key = \(source.key);
            DELETE FROM fact_source_daily WHERE source_key = \(source.key);
            DELETE FROM bridge_unit_secretariat WHERE unit_key IN
                (SELECT unit_key FROM dim_unit WHERE source_key = \(source.key));
            DELETE FROM dim_unit WHERE source_key = \(source.key);
            DELETE FROM dim_source WHERE source_key = \(source.key);
            """)
        try kept.generations.recount()
        return keys
    }
}
