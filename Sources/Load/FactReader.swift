import Domain
import SQLiteStore

/// Reading all facts back, as columns, for the measures.
extension Warehouse {
    /// How many encounters there are.
    package func encounterCount() throws -> Int { try kept(.encounters).generations.rows }

    /// All encounters by ascending key.
    func encounterFacts() throws -> EncounterFacts {
        var facts = EncounterFacts()
        try forEachEncounterBatch { facts = facts.merging($0) }
        return facts
    }

    /// All encounters by ascending key, in batches.
    package func forEachEncounterBatch(_ use: (EncounterFacts) throws -> Void) throws {
        let kept = try kept(.encounters)
        try kept.flush()
        var batch = EncounterFacts()
        let numbers = kept.generations.numbers
        // Each generation is in order: the lowest of their next keys is the next one of all.
        let columns = kept.table.columns.joined(separator: ", ")
        let readers = try numbers.map { number in
            let reader = try database.prepare(
                """
                SELECT encounter_key, \(columns) FROM fact_encounter WHERE generation = ?
                ORDER BY encounter_key
                """)
            reader.bind(number, at: 1)
            return reader
        }
        var next = LowestFirst()
        for (index, reader) in readers.enumerated() where try reader.step() {
            next.insert(reader.int64(0), from: index)
        }
        while let (key, index) = next.lowest {
            let reader = readers[index]
            batch.keys.append(key)
            batch.append { reader.optionalInt64($0 + 1) }
            if batch.count == batchSize {
                try use(batch)
                batch = EncounterFacts()
            }
            if try reader.step() {
                next.replaceLowest(by: reader.int64(0), from: index)
            } else {
                next.removeLowest()
            }
        }
        try use(batch)
    }

    /// All letters, in batches.
    package func forEachLetterBatch(_ use: (KeyedLetters) throws -> Void) throws {
        let kept = try kept(.letters)
        try kept.flush()
        // No measure reads the channel.
        let columns = kept.table.columns.map { $0 == "channel_key" ? "NULL" : $0 }
        let statement = try database.prepare(
            "SELECT source_key, letter_key, \(columns.joined(separator: ", ")) FROM fact_letter")
        var batch = KeyedLetters()
        while try statement.step() {
            batch.keys.append(FactKey(source: statement.int64(0), key: statement.int64(1)))
            batch.facts.append { statement.optionalInt64($0 + 2) }
            if batch.keys.count == batchSize {
                try use(batch)
                batch = KeyedLetters()
            }
        }
        try use(batch)
    }

    /// All calls, in batches.
    package func forEachCallBatch(_ use: (KeyedCalls) throws -> Void) throws {
        let kept = try kept(.calls)
        try kept.flush()
        let statement = try database.prepare(
            """
            SELECT source_key, call_key, \(kept.table.columns.joined(separator: ", "))
            FROM fact_call
            """)
        var batch = KeyedCalls()
        while try statement.step() {
            batch.keys.append(FactKey(source: statement.int64(0), key: statement.int64(1)))
            batch.facts.append { statement.optionalInt64($0 + 2) }
            if batch.keys.count == batchSize {
                try use(batch)
                batch = KeyedCalls()
            }
        }
        try use(batch)
    }

    /// Batches stay near the processor, and their memory is used again and again.
    private var batchSize: Int { 8192 }
}
