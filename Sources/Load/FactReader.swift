import Domain
import SQLiteStore

/// The days on which a source has events (contract §5, horizon).
package struct SourceEvents: Sendable {
    package var source: KnownSource
    /// The first and last event day up to as-of; nil where there is none.
    package var first: CivilDate?
    package var last: CivilDate?
}

/// Reading the facts back, as columns, for the measures.
extension Warehouse {
    /// All encounters by ascending key.
    package func encounterFacts() throws -> EncounterFacts {
        var facts = EncounterFacts()
        let count = Int(try database.scalar("SELECT count(*) FROM fact_encounter") ?? 0)
        facts.keys.reserveCapacity(count)
        let statement = try database.prepare(
            """
            SELECT encounter_key, encounter_type_key, unit_key, ended_on, status
            FROM fact_encounter ORDER BY encounter_key
            """)
        while try statement.step() {
            facts.keys.append(statement.int64(0))
            facts.types.append(Int32(truncatingIfNeeded: statement.int64(1)))
            facts.units.append(Int32(truncatingIfNeeded: statement.int64(2)))
            facts.endedOn.append(day(statement, 3))
            facts.statuses.append(EncounterStatus.byCode[statement.int(4)])
        }
        return facts
    }

    /// All letters, in batches.
    package func forEachLetterBatch(_ use: (LetterFacts) throws -> Void) throws {
        let statement = try database.prepare(
            """
            SELECT letter_type_key, unit_key, encounter_key, encounter_ended_on, dictated_on,
                typed_on, validated_on, sent_on, status
            FROM fact_letter
            """)
        var batch = LetterFacts()
        while try statement.step() {
            batch.types.append(Int32(truncatingIfNeeded: statement.int64(0)))
            batch.units.append(Int32(truncatingIfNeeded: statement.int64(1)))
            batch.encounters.append(
                statement.isNull(2) ? Missing.pseudonym : statement.int64(2))
            batch.encounterEndedOn.append(day(statement, 3))
            batch.dictatedOn.append(day(statement, 4))
            batch.typedOn.append(day(statement, 5))
            batch.validatedOn.append(day(statement, 6))
            batch.sentOn.append(day(statement, 7))
            batch.statuses.append(LetterStatus.byCode[statement.int(8)])
            if batch.count == batchSize {
                try use(batch)
                batch = LetterFacts()
            }
        }
        try use(batch)
    }

    /// All calls, in batches.
    package func forEachCallBatch(_ use: (CallFacts) throws -> Void) throws {
        let statement = try database.prepare(
            """
            SELECT started_at, unit_key, call_outcome_key, wait_seconds, talk_seconds, direction,
                origin
            FROM fact_call
            """)
        var batch = CallFacts()
        while try statement.step() {
            batch.startedAt.append(statement.int64(0))
            batch.queues.append(Int32(truncatingIfNeeded: statement.int64(1)))
            batch.outcomes.append(CallOutcome.byCode[statement.int(2)])
            batch.waits.append(seconds(statement, 3))
            batch.talks.append(seconds(statement, 4))
            batch.directions.append(CallDirection.byCode[statement.int(5)])
            batch.origins.append(CallOrigin.byCode[statement.int(6)])
            if batch.count == batchSize {
                try use(batch)
                batch = CallFacts()
            }
        }
        try use(batch)
    }

    private var batchSize: Int { 65_536 }

    private func day(_ statement: Statement, _ column: Int) -> Int32 {
        statement.isNull(column)
            ? Missing.day : Int32(truncatingIfNeeded: statement.int64(column))
    }

    private func seconds(_ statement: Statement, _ column: Int) -> Int32 {
        statement.isNull(column)
            ? Missing.seconds : Int32(truncatingIfNeeded: statement.int64(column))
    }

    // MARK: Days with events

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
            statement.bind(Int64(asOf.dayNumber), at: 2)
            defer { statement.reset() }
            guard try statement.step(), !statement.isNull(0) else {
                return SourceEvents(source: source)
            }
            return SourceEvents(
                source: source,
                first: CivilDate(dayNumber: Int32(truncatingIfNeeded: statement.int64(0))),
                last: CivilDate(dayNumber: Int32(truncatingIfNeeded: statement.int64(1))))
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
        statement.bind(Int64(first.dayNumber), at: 2)
        statement.bind(Int64(last.dayNumber), at: 3)
        var days: [CivilDate: Int] = [:]
        while try statement.step() {
            days[CivilDate(dayNumber: Int32(truncatingIfNeeded: statement.int64(0)))] =
                statement.int(1)
        }
        return days
    }
}
