import Domain
import SQLiteStore

/// Reading all facts back, as columns, for the measures.
extension Warehouse {
    /// How many encounters there are.
    package func encounterCount() throws -> Int { try kept(.encounters).generations.rows }

    /// Ranges of encounters' keys that hold so many encounters each, about, and all keys together:
    /// pseudonyms are evenly spread.
    package func encounterParts(of most: Int) throws -> [ClosedRange<Int64>] {
        let parts = UInt64(max(1, (try encounterCount() + most - 1) / most))
        // The k-th part starts k/parts of the way from the lowest number to the highest.
        let starts = (0..<parts).map { part in
            Int64(bitPattern: parts.dividingFullWidth((part, 0)).quotient ^ (1 << 63))
        }
        let ends = starts.dropFirst().map { $0 - 1 } + [.max]
        return zip(starts, ends).map { $0...$1 }
    }

    /// All encounters of a part by ascending key, in batches.
    package func forEachEncounterBatch(
        of part: ClosedRange<Int64> = .min ... .max, _ use: (EncounterFacts) throws -> Void
    ) throws {
        let kept = try kept(.encounters)
        try kept.flush()
        var batch = EncounterFacts()
        let numbers = kept.generations.numbers
        // Each generation is in order: the lowest of their next keys is the next one of all.
        let columns = kept.table.columns.joined(separator: ", ")
        let readers = try numbers.map { number in
            let reader = try database.prepare(
                """
                SELECT encounter_key, \(columns) FROM fact_encounter
                WHERE generation = ? AND encounter_key BETWEEN ? AND ? ORDER BY encounter_key
                """)
            reader.bind(number, at: 1)
            reader.bind(part.lowerBound, at: 2)
            reader.bind(part.upperBound, at: 3)
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

    /// The next batch of letters at each call, nil after the last: those that name an encounter of a
    /// part, and with the first part those that name none.
    package func letterBatches(
        naming part: ClosedRange<Int64> = .min ... .max
    ) throws -> () throws -> KeyedLetters? {
        // By the index letters would be read in another order than they lie in.
        let condition =
            part == .min ... .max
            ? "" : "NOT INDEXED WHERE ifnull(encounter_key, \(Int64.min)) BETWEEN ? AND ?"
        // No measure reads the channel.
        return try batches(.letters, where: condition, part) {
            $0 == "channel_key" ? "NULL" : $0
        }
    }

    /// The next batch of calls at each call; nil after the last.
    package func callBatches() throws -> () throws -> KeyedCalls? {
        try batches(.calls) { $0 }
    }

    private func batches<Batch: KeyedFacts>(
        _ kind: SourceKind, where condition: String = "", _ part: ClosedRange<Int64>? = nil,
        _ expression: (String) -> String
    ) throws -> () throws -> Batch? {
        let kept = try kept(kind)
        try kept.flush()
        let columns = kept.table.keyColumns + kept.table.columns.map(expression)
        let statement = try database.prepare(
            "SELECT \(columns.joined(separator: ", ")) FROM \(kept.table.name) \(condition)")
        if let part, !condition.isEmpty {
            statement.bind(part.lowerBound, at: 1)
            statement.bind(part.upperBound, at: 2)
        }
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
