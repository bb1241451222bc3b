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
    /// letters, calls.
    package func countSourceDays() throws {
        let stages = ["dictated_on", "typed_on", "validated_on", "sent_on"].map {
            "SELECT source_key, \($0) AS day, count(*) AS events FROM fact_letter "
                + "WHERE \($0) IS NOT NULL GROUP BY 1, 2"
        }
        try database.execute(
            """
            DELETE FROM fact_source_daily;
            INSERT INTO fact_source_daily
            SELECT d.source_key, e.ended_on, count(*)
            FROM fact_encounter e JOIN dim_source_file d USING (source_file_key)
            WHERE e.ended_on IS NOT NULL AND e.status <> 3 GROUP BY 1, 2;
            INSERT INTO fact_source_daily
            SELECT source_key, day, sum(events)
            FROM (\(stages.joined(separator: " UNION ALL "))) GROUP BY 1, 2;
            INSERT INTO fact_source_daily
            SELECT source_key, date_key, count(*) FROM fact_call GROUP BY 1, 2;
            """)
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
