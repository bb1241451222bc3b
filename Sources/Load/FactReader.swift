import Domain
import SQLiteStore

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
    package func forEachLetterBatch(_ use: (KeyedLetters) throws -> Void) throws {
        let statement = try database.prepare(
            """
            SELECT letter_type_key, unit_key, encounter_key, encounter_ended_on, dictated_on,
                typed_on, validated_on, sent_on, status, source_key, letter_key
            FROM fact_letter
            """)
        var batch = KeyedLetters()
        while try statement.step() {
            batch.facts.types.append(Int32(truncatingIfNeeded: statement.int64(0)))
            batch.facts.units.append(Int32(truncatingIfNeeded: statement.int64(1)))
            batch.facts.encounters.append(
                statement.isNull(2) ? Missing.pseudonym : statement.int64(2))
            batch.facts.encounterEndedOn.append(day(statement, 3))
            batch.facts.dictatedOn.append(day(statement, 4))
            batch.facts.typedOn.append(day(statement, 5))
            batch.facts.validatedOn.append(day(statement, 6))
            batch.facts.sentOn.append(day(statement, 7))
            batch.facts.statuses.append(LetterStatus.byCode[statement.int(8)])
            batch.keys.append(FactKey(source: statement.int64(9), key: statement.int64(10)))
            if batch.keys.count == batchSize {
                try use(batch)
                batch = KeyedLetters()
            }
        }
        try use(batch)
    }

    /// All calls, in batches.
    package func forEachCallBatch(_ use: (KeyedCalls) throws -> Void) throws {
        let statement = try database.prepare(
            """
            SELECT started_at, unit_key, call_outcome_key, wait_seconds, talk_seconds, direction,
                origin, source_key, call_key
            FROM fact_call
            """)
        var batch = KeyedCalls()
        while try statement.step() {
            batch.facts.startedAt.append(statement.int64(0))
            batch.facts.queues.append(Int32(truncatingIfNeeded: statement.int64(1)))
            batch.facts.outcomes.append(CallOutcome.byCode[statement.int(2)])
            batch.facts.waits.append(seconds(statement, 3))
            batch.facts.talks.append(seconds(statement, 4))
            batch.facts.directions.append(CallDirection.byCode[statement.int(5)])
            batch.facts.origins.append(CallOrigin.byCode[statement.int(6)])
            batch.keys.append(FactKey(source: statement.int64(7), key: statement.int64(8)))
            if batch.keys.count == batchSize {
                try use(batch)
                batch = KeyedCalls()
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
}
