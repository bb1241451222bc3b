import Domain
import SQLiteStore

/// The facts of some units, whatever their day.
package struct FactsOfUnits: Sendable {
    package var encounters: [Int64] = []
    package var letters = KeyedLetters()
    package var calls = KeyedCalls()
}

extension Warehouse {
    /// One scan a table: an index by unit would cost every night more than this costs now and then.
    package func facts(ofUnits units: [Int64]) throws -> FactsOfUnits {
        guard !units.isEmpty else { return FactsOfUnits() }
        let list = units.map(String.init).joined(separator: ", ")
        var facts = FactsOfUnits()
        for kind in SourceKind.allCases { try kept(kind).flush() }
        facts.encounters = try database.rows(
            "SELECT encounter_key FROM fact_encounter WHERE unit_key IN (\(list))"
        ) { $0.int64(0) }
        facts.letters = Self.letters(from: try rows(.letters, ofUnits: list))
        facts.calls = Self.calls(from: try rows(.calls, ofUnits: list))
        return facts
    }

    private func rows(
        _ kind: SourceKind, ofUnits list: String
    ) throws -> [(key: FactKey, values: [Int64?])] {
        let table = FactTable.of(kind)
        return try database.rows(
            """
            SELECT source_key, \(table.key), \(table.columns.joined(separator: ", "))
            FROM \(table.name) WHERE unit_key IN (\(list))
            """
        ) { row in
            (
                FactKey(source: row.int64(0), key: row.int64(1)),
                table.columns.indices.map { row.optionalInt64($0 + 2) }
            )
        }
    }
}

// MARK: Facts as columns

extension Warehouse {
    package static func letters(from rows: [(key: FactKey, values: [Int64?])]) -> KeyedLetters {
        var letters = KeyedLetters()
        letters.keys = rows.map(\.key)
        letters.facts = letterFacts(from: rows.map(\.values))
        return letters
    }

    package static func calls(from rows: [(key: FactKey, values: [Int64?])]) -> KeyedCalls {
        var calls = KeyedCalls()
        calls.keys = rows.map(\.key)
        calls.facts = callFacts(from: rows.map(\.values))
        return calls
    }

    /// Encounters by ascending key.
    package static func encounters(
        from rows: [(key: FactKey, values: [Int64?])], and others: EncounterFacts
    ) -> EncounterFacts {
        others.merging(encounterFacts(from: rows.map { ($0.key.key, $0.values) }))
    }
}

extension FactKey: Comparable {
    package static func < (left: FactKey, right: FactKey) -> Bool {
        (left.source, left.key) < (right.source, right.key)
    }
}

extension KeyedLetters {
    package mutating func append(_ other: KeyedLetters) {
        keys += other.keys
        facts.types += other.facts.types
        facts.units += other.facts.units
        facts.encounters += other.facts.encounters
        facts.encounterEndedOn += other.facts.encounterEndedOn
        facts.dictatedOn += other.facts.dictatedOn
        facts.typedOn += other.facts.typedOn
        facts.validatedOn += other.facts.validatedOn
        facts.sentOn += other.facts.sentOn
        facts.statuses += other.facts.statuses
    }

    package func filtered(_ isKept: (FactKey) -> Bool) -> KeyedLetters {
        let rows = keys.indices.filter { isKept(keys[$0]) }
        var kept = KeyedLetters()
        kept.keys = rows.map { keys[$0] }
        kept.facts.types = rows.map { facts.types[$0] }
        kept.facts.units = rows.map { facts.units[$0] }
        kept.facts.encounters = rows.map { facts.encounters[$0] }
        kept.facts.encounterEndedOn = rows.map { facts.encounterEndedOn[$0] }
        kept.facts.dictatedOn = rows.map { facts.dictatedOn[$0] }
        kept.facts.typedOn = rows.map { facts.typedOn[$0] }
        kept.facts.validatedOn = rows.map { facts.validatedOn[$0] }
        kept.facts.sentOn = rows.map { facts.sentOn[$0] }
        kept.facts.statuses = rows.map { facts.statuses[$0] }
        return kept
    }
}

extension KeyedCalls {
    package mutating func append(_ other: KeyedCalls) {
        keys += other.keys
        facts.startedAt += other.facts.startedAt
        facts.queues += other.facts.queues
        facts.outcomes += other.facts.outcomes
        facts.waits += other.facts.waits
        facts.talks += other.facts.talks
        facts.directions += other.facts.directions
        facts.origins += other.facts.origins
    }

    package func filtered(_ isKept: (FactKey) -> Bool) -> KeyedCalls {
        let rows = keys.indices.filter { isKept(keys[$0]) }
        var kept = KeyedCalls()
        kept.keys = rows.map { keys[$0] }
        kept.facts.startedAt = rows.map { facts.startedAt[$0] }
        kept.facts.queues = rows.map { facts.queues[$0] }
        kept.facts.outcomes = rows.map { facts.outcomes[$0] }
        kept.facts.waits = rows.map { facts.waits[$0] }
        kept.facts.talks = rows.map { facts.talks[$0] }
        kept.facts.directions = rows.map { facts.directions[$0] }
        kept.facts.origins = rows.map { facts.origins[$0] }
        return kept
    }
}

extension EncounterFacts {
    /// These and others, by ascending key; none is in both.
    package func merging(_ other: EncounterFacts) -> EncounterFacts {
        var both = self
        both.keys += other.keys
        both.types += other.types
        both.units += other.units
        both.endedOn += other.endedOn
        both.statuses += other.statuses
        let rows = both.keys.indices.sorted { both.keys[$0] < both.keys[$1] }
        var sorted = EncounterFacts()
        sorted.keys = rows.map { both.keys[$0] }
        sorted.types = rows.map { both.types[$0] }
        sorted.units = rows.map { both.units[$0] }
        sorted.endedOn = rows.map { both.endedOn[$0] }
        sorted.statuses = rows.map { both.statuses[$0] }
        return sorted
    }
}
