import Domain
import SQLiteStore

/// Reading some facts back, by their keys: what a night changed, and what it may have changed.
///
/// Facts that are not there are left out.
extension Warehouse {
    /// Encounters, by ascending key.
    package func encounters(_ keys: [Int64]) throws -> EncounterFacts {
        let kept = try kept(.encounters)
        var facts = EncounterFacts()
        for key in keys.sorted() where key != facts.keys.last {
            guard try kept.find(FactKey(source: 0, key: key)) else { continue }
            facts.keys.append(key)
            facts.append(kept.value)
            kept.release()
        }
        return facts
    }

    /// Letters, in the order of the keys.
    package func letters(_ keys: [FactKey]) throws -> KeyedLetters {
        let kept = try kept(.letters)
        var letters = KeyedLetters()
        for key in keys where try kept.find(key) {
            letters.keys.append(key)
            letters.facts.append(kept.value)
            kept.release()
        }
        return letters
    }

    /// Calls, in the order of the keys.
    package func calls(_ keys: [FactKey]) throws -> KeyedCalls {
        let kept = try kept(.calls)
        var calls = KeyedCalls()
        for key in keys where try kept.find(key) {
            calls.keys.append(key)
            calls.facts.append(kept.value)
            kept.release()
        }
        return calls
    }

    /// The letters that name one of the encounters.
    ///
    /// The index is named: SQLite would take the key, of which it knows the generation alone, and
    /// read all of it for each encounter. The index holds a letter's key, so that those that are
    /// left out cost no look at the table.
    ///
    /// - Parameter isLeftOut: true for letters that are not asked for.
    package func letters(
        ofEncounters keys: [Int64], except isLeftOut: (FactKey) -> Bool
    ) throws -> KeyedLetters {
        let kept = try kept(.letters)
        try kept.flush()
        let selectKeys = try database.prepare(
            """
            SELECT source_key, letter_key FROM fact_letter INDEXED BY fact_letter_by_encounter
            WHERE generation = ? AND encounter_key = ?
            """)
        let select = try database.prepare(
            """
            SELECT \(kept.table.columns.joined(separator: ", ")) FROM fact_letter
            WHERE generation = ? AND source_key = ? AND letter_key = ?
            """)
        var letters = KeyedLetters()
        for encounter in keys {
            for generation in try kept.generations.naming(encounter: encounter) {
                selectKeys.bind(generation, at: 1)
                selectKeys.bind(encounter, at: 2)
                while try selectKeys.step() {
                    let key = FactKey(source: selectKeys.int64(0), key: selectKeys.int64(1))
                    if isLeftOut(key) { continue }
                    select.bind(generation, at: 1)
                    select.bind(key.source, at: 2)
                    select.bind(key.key, at: 3)
                    guard try select.step() else { continue }
                    letters.keys.append(key)
                    letters.facts.append { select.optionalInt64($0) }
                    select.reset()
                }
            }
        }
        return letters
    }

    /// True where a letter names the encounter.
    func isNamed(_ encounter: Int64) throws -> Bool {
        let kept = try kept(.letters)
        try kept.flush()
        let select = try database.cached(
            """
            SELECT 1 FROM fact_letter INDEXED BY fact_letter_by_encounter
            WHERE generation = ? AND encounter_key = ? LIMIT 1
            """)
        defer { select.reset() }
        for generation in try kept.generations.naming(encounter: encounter) {
            select.bind(generation, at: 1)
            select.bind(encounter, at: 2)
            if try select.step() { return true }
        }
        return false
    }

    // MARK: Facts as they were

    /// Encounters of `FactChanges.before`, in the order given.
    package static func encounterFacts(from values: [(Int64, [Int64?])]) -> EncounterFacts {
        var facts = EncounterFacts()
        for (key, values) in values {
            facts.keys.append(key)
            facts.append { values[$0] }
        }
        return facts
    }

    /// Letters of `FactChanges.before`, in the order given.
    package static func letterFacts(from values: [[Int64?]]) -> LetterFacts {
        var facts = LetterFacts()
        for values in values { facts.append { values[$0] } }
        return facts
    }

    /// Calls of `FactChanges.before`, in the order given.
    package static func callFacts(from values: [[Int64?]]) -> CallFacts {
        var facts = CallFacts()
        for values in values { facts.append { values[$0] } }
        return facts
    }
}
