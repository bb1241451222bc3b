import Domain
import SQLiteStore

extension StarSchema {
    /// What the figures are computed from, kept so that a night need not read every fact again.
    static let measureCounts = """
        CREATE TABLE measure_count (
            -- Grain: one row per family of counts and bucket of time. cells: keys and counts as the
            -- program packs them; all of it can be counted again from the facts.
            family INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            cells BLOB NOT NULL,
            PRIMARY KEY (family, bucket)
        ) STRICT;

        CREATE TABLE pending_day (
            -- Grain: one row per fact and day to come on which what it counts changes though the fact
            -- does not: a date that is yet to happen, a due day that is yet to pass. A day too many
            -- does no harm. source_key: 0 for encounters.
            date_key INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('encounters', 'letters', 'calls')),
            source_key INTEGER NOT NULL,
            fact_key INTEGER NOT NULL,
            PRIMARY KEY (date_key, kind, source_key, fact_key)
        ) STRICT, WITHOUT ROWID;

        """
}

/// Counts that are kept from one run to the next: measure_count and pending_day.
extension Warehouse {
    /// Forgets all of them and what they were counted with, before they are counted anew.
    package func clearCounts() throws {
        try database.execute(
            """
            DELETE FROM measure_count;
            DELETE FROM pending_day;
            DELETE FROM warehouse_setting WHERE name = '\(Setting.countsBasis.rawValue)';
            """)
    }

    /// - Parameter cells: empty for a bucket that holds nothing any more.
    package func storeCounts(family: Int, bucket: Int, _ cells: [UInt8]) throws {
        let statement = try database.cached(
            cells.isEmpty
                ? "DELETE FROM measure_count WHERE family = ?1 AND bucket = ?2"
                : """
                INSERT INTO measure_count (family, bucket, cells) VALUES (?1, ?2, ?3)
                ON CONFLICT (family, bucket) DO UPDATE SET cells = excluded.cells
                """)
        statement.bind(family, at: 1)
        statement.bind(bucket, at: 2)
        if !cells.isEmpty { statement.bind(cells, at: 3) }
        try statement.run()
    }

    /// The cells of some buckets of a family; buckets that hold nothing are absent.
    package func counts(
        family: Int, buckets: Range<Int>
    ) throws -> [(bucket: Int, cells: [UInt8])] {
        let statement = try database.cached(
            """
            SELECT bucket, cells FROM measure_count WHERE family = ? AND bucket BETWEEN ? AND ?
            ORDER BY bucket
            """)
        guard !buckets.isEmpty else { return [] }
        statement.bind(family, at: 1)
        statement.bind(buckets.lowerBound, at: 2)
        statement.bind(buckets.upperBound - 1, at: 3)
        var counts: [(bucket: Int, cells: [UInt8])] = []
        while try statement.step() {
            counts.append((statement.int(0), statement.bytes(1)))
        }
        return counts
    }

    /// Remembers a day to come of a fact.
    package func addPending(_ kind: SourceKind, _ fact: FactKey, on day: CivilDate) throws {
        let insert = try database.cached(
            """
            INSERT OR IGNORE INTO pending_day (date_key, kind, source_key, fact_key)
            VALUES (?, ?, ?, ?)
            """)
        insert.bind(day, at: 1)
        insert.bind(kind.rawValue, at: 2)
        insert.bind(fact.source, at: 3)
        insert.bind(fact.key, at: 4)
        try insert.run()
    }

    /// The facts of a kind whose day has come, each once; they are remembered no longer.
    package func takePending(_ kind: SourceKind, through day: CivilDate) throws -> [FactKey] {
        let facts = try database.rows(
            """
            SELECT DISTINCT source_key, fact_key FROM pending_day
            WHERE date_key <= ?1 AND kind = ?2 ORDER BY source_key, fact_key
            """, [.integer(Int64(day.dayNumber)), .text(kind.rawValue)]
        ) { FactKey(source: $0.int64(0), key: $0.int64(1)) }
        try database.run(
            "DELETE FROM pending_day WHERE date_key <= ?1 AND kind = ?2",
            .integer(Int64(day.dayNumber)), .text(kind.rawValue))
        return facts
    }
}
