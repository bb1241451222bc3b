import Domain

/// Facts as columns with their keys, one at each position of all.
protocol KeyedFacts: Sendable {
    init()
    var keys: [FactKey] { get }
    /// - Parameter value: gives the fact's values by their position in `FactTable.columns`.
    mutating func append(_ key: FactKey, _ value: (Int) -> Int64?)
}

/// Letters with their keys, one at each position of both.
package struct KeyedLetters: KeyedFacts {
    package var keys: [FactKey] = []
    package var facts = LetterFacts()

    package init() {}

    mutating func append(_ key: FactKey, _ value: (Int) -> Int64?) {
        keys.append(key)
        facts.append(value)
    }
}

/// Calls with their keys, one at each position of both.
package struct KeyedCalls: KeyedFacts {
    package var keys: [FactKey] = []
    package var facts = CallFacts()

    package init() {}

    mutating func append(_ key: FactKey, _ value: (Int) -> Int64?) {
        keys.append(key)
        facts.append(value)
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
    package func filtered(_ isKept: (Int64) -> Bool) -> EncounterFacts {
        let rows = keys.indices.filter { isKept(keys[$0]) }
        var kept = EncounterFacts()
        kept.keys = rows.map { keys[$0] }
        kept.types = rows.map { types[$0] }
        kept.units = rows.map { units[$0] }
        kept.endedOn = rows.map { endedOn[$0] }
        kept.statuses = rows.map { statuses[$0] }
        return kept
    }

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
