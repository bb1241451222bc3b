import Domain
import SQLiteStore

/// How far a source reached when a run had ended: what is usual for it is learned from many.
package struct SourceNight: Sendable, Equatable {
    package var source: String
    /// The run's.
    package var asOf: CivilDate
    /// The last day up to as-of with one of its events; nil: none.
    package var lastEvent: CivilDate?

    package init(source: String, asOf: CivilDate, lastEvent: CivilDate?) {
        self.source = source
        self.asOf = asOf
        self.lastEvent = lastEvent
    }
}

/// The last event of each source, run by run: table run_source.
extension Warehouse {
    /// Records how far every source reaches; `countSourceDays` comes first.
    package func recordHorizons(run: Int64, asOf: CivilDate) throws {
        let insert = try database.cached(
            "INSERT INTO run_source (run_id, source, last_event) VALUES (?, ?, ?)")
        for events in try sourceEvents(asOf: asOf) {
            insert.bind(run, at: 1)
            insert.bind(events.source.name, at: 2)
            insert.bind(events.last, at: 3)
            try insert.run()
        }
    }

    /// Of each of the last as-of days before one, how far its last run saw the sources reach; the
    /// latest day first.
    package func sourceNights(before day: CivilDate, limit: Int) throws -> [SourceNight] {
        let statement = try database.prepare(
            """
            SELECT r.as_of, s.source, s.last_event FROM run r JOIN run_source s USING (run_id)
            WHERE r.run_id IN (
                SELECT max(run_id) FROM run
                WHERE as_of < ? AND run_id IN (SELECT run_id FROM run_source)
                GROUP BY as_of ORDER BY as_of DESC LIMIT ?)
            ORDER BY r.as_of DESC, s.source
            """)
        statement.bind(day, at: 1)
        statement.bind(limit, at: 2)
        var nights: [SourceNight] = []
        while try statement.step() {
            nights.append(
                SourceNight(
                    source: statement.text(1), asOf: statement.day(0),
                    lastEvent: statement.optionalDay(2)))
        }
        return nights
    }
}
