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
            if batch.count == Self.batchSize {
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
    func forEachLetterBatch(_ use: (KeyedLetters) throws -> Void) throws {
        let next = try letterBatches()
        while let batch = try next() { try use(batch) }
    }

    /// All calls, in batches.
    func forEachCallBatch(_ use: (KeyedCalls) throws -> Void) throws {
        let next = try callBatches()
        while let batch = try next() { try use(batch) }
    }

    /// All letters and all calls, in batches that take turns, two of calls after one of letters:
    /// letters take longer to count than to read, calls longer to read than to count, and there are
    /// more of them.
    package func forEachBatch(
        letters useLetters: (KeyedLetters) throws -> Void,
        calls useCalls: (KeyedCalls) throws -> Void
    ) throws {
        let nextLetters = try letterBatches()
        let nextCalls = try callBatches()
        var isAtEnd = false
        while !isAtEnd {
            isAtEnd = true
            if let batch = try nextLetters() {
                try useLetters(batch)
                isAtEnd = false
            }
            for _ in 1...2 {
                if let batch = try nextCalls() {
                    try useCalls(batch)
                    isAtEnd = false
                }
            }
        }
    }

    /// The next batch of letters at each call; nil after the last.
    private func letterBatches() throws -> () throws -> KeyedLetters? {
        // No measure reads the channel.
        try batches(.letters) { $0 == "channel_key" ? "NULL" : $0 }
    }

    /// The next batch of calls at each call; nil after the last.
    private func callBatches() throws -> () throws -> KeyedCalls? {
        try batches(.calls) { $0 }
    }

    private func batches<Batch: KeyedFacts>(
        _ kind: SourceKind, _ expression: (String) -> String
    ) throws -> () throws -> Batch? {
        let kept = try kept(kind)
        try kept.flush()
        let columns = kept.table.keyColumns + kept.table.columns.map(expression)
        let statement = try database.prepare(
            "SELECT \(columns.joined(separator: ", ")) FROM \(kept.table.name)")
        var isAtEnd = false
        return {
            var batch = Batch()
            while !isAtEnd, batch.keys.count < Self.batchSize {
                guard try statement.step() else {
                    isAtEnd = true
                    break
                }
                batch.append(FactKey(source: statement.int64(0), key: statement.int64(1))) {
                    statement.optionalInt64($0 + 2)
                }
            }
            return batch.keys.isEmpty ? nil : batch
        }
    }

    /// Batches stay near the processor, and their memory is used again and again.
    private static var batchSize: Int { 8192 }
}
