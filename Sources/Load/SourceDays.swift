import Domain
import SQLiteStore

/// The days on which a source has events (contract §5, horizon).
package struct SourceEvents: Sendable {
    package var source: KnownSource
    /// The first and last event day up to as-of; nil where there is none.
    package var first: CivilDate?
    package var last: CivilDate?
}

/// The days on which sources have events: fact_source_daily.
extension Warehouse {
    /// Counts the events of every source by day: ends of encounters that are not planned, stages of
    /// letters, calls. Days whose facts are gone keep what was counted of them.
    package func countSourceDays() throws {
        let kept = try keptFrom()
        var keptFrom: [Int64: Int64] = [:]
        for source in try knownSources() {
            keptFrom[source.key] = kept[source.kind].map { Int64($0.dayNumber) }
        }
        var events: [Int64: [Int64: Int]] = [:]
        func count(_ facts: String, days: Int) throws {
            let select = try database.prepare(facts)
            while try select.step() {
                for column in 1...days where !select.isNull(column) {
                    events[select.int64(0), default: [:]][select.int64(column), default: 0] += 1
                }
            }
        }
        // One scan a table, since SQLite would sort them to group them.
        let planned = EncounterStatus.planned.code
        try count(
            """
            SELECT d.source_key, e.ended_on
            FROM fact_encounter e JOIN dim_source_file d USING (source_file_key)
            WHERE e.status <> \(planned)
            """, days: 1)
        try count(
            "SELECT source_key, dictated_on, typed_on, validated_on, sent_on FROM fact_letter",
            days: 4)
        try count("SELECT source_key, date_key FROM fact_call", days: 1)
        let clear = try database.prepare(
            "DELETE FROM fact_source_daily WHERE source_key = ?1 AND date_key >= ?2")
        for source in try knownSources() {
            try clear.run(.integer(source.key), .integer(keptFrom[source.key] ?? .min))
        }
        for (source, days) in events {
            for (day, count) in days where day >= keptFrom[source] ?? .min {
                try storeSourceDay(day, of: source, events: count)
            }
        }
    }

    /// - Parameter day: a day number, of a day that has no row yet.
    func storeSourceDay(_ day: Int64, of source: Int64, events: Int) throws {
        let insert = try database.cached(
            "INSERT INTO fact_source_daily (source_key, date_key, events) VALUES (?, ?, ?)")
        insert.bind(source, at: 1)
        insert.bind(day, at: 2)
        insert.bind(events, at: 3)
        try insert.run()
    }

    /// The event days of every source up to a day; `countSourceDays` comes first.
    package func sourceEvents(asOf: CivilDate) throws -> [SourceEvents] {
        let statement = try database.prepare(
            """
            SELECT min(date_key), max(date_key) FROM fact_source_daily
            WHERE source_key = ? AND date_key <= ?
            """)
        return try knownSources().map { source in
            statement.bind(source.key, at: 1)
            statement.bind(asOf, at: 2)
            defer { statement.reset() }
            guard try statement.step(), !statement.isNull(0) else {
                return SourceEvents(source: source)
            }
            return SourceEvents(
                source: source, first: statement.day(0), last: statement.day(1))
        }
    }

    /// Events by day of one source in a range of days; days without events are absent.
    package func events(
        source: Int64, from first: CivilDate, through last: CivilDate
    ) throws -> [CivilDate: Int] {
        let statement = try database.cached(
            """
            SELECT date_key, events FROM fact_source_daily
            WHERE source_key = ? AND date_key BETWEEN ? AND ?
            """)
        defer { statement.reset() }
        statement.bind(source, at: 1)
        statement.bind(first, at: 2)
        statement.bind(last, at: 3)
        var days: [CivilDate: Int] = [:]
        while try statement.step() {
            days[statement.day(0)] = statement.int(1)
        }
        return days
    }
}
