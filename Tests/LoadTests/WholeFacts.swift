import Domain

@testable import Load

/// All facts of a kind, as a test looks at them.
extension Warehouse {
    /// All encounters by ascending key.
    func encounterFacts() throws -> EncounterFacts {
        var facts = EncounterFacts()
        try forEachEncounterBatch { facts = facts.merging($0) }
        return facts
    }

    func forEachLetterBatch(_ use: (KeyedLetters) throws -> Void) throws {
        let next = try letterBatches()
        while let batch = try next() { try use(batch) }
    }

    func forEachCallBatch(_ use: (KeyedCalls) throws -> Void) throws {
        let next = try callBatches()
        while let batch = try next() { try use(batch) }
    }
}
