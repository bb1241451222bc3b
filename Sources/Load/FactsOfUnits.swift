import Domain
import SQLiteStore

/// The facts of some units, whatever their day.
package struct FactsOfUnits: Sendable {
    /// In no order.
    package var encounters = EncounterFacts()
    package var letters = KeyedLetters()
    package var calls = KeyedCalls()
}

extension Warehouse {
    /// One scan a table: an index by unit would cost every night more than this costs now and then.
    ///
    /// - Parameter units: by the kind of facts; tables of other kinds are not read.
    package func facts(ofUnits units: [SourceKind: [Int64]]) throws -> FactsOfUnits {
        var facts = FactsOfUnits()
        for (kind, units) in units where !units.isEmpty {
            let list = units.map(String.init).joined(separator: ", ")
            try kept(kind).flush()
            switch kind {
            case .encounters:
                facts.encounters = try encounters(ofUnits: list)
            case .letters:
                facts.letters = Self.letters(from: try rows(.letters, ofUnits: list))
            case .calls:
                facts.calls = Self.calls(from: try rows(.calls, ofUnits: list))
            }
        }
        return facts
    }

    private func encounters(ofUnits list: String) throws -> EncounterFacts {
        let table = FactTable.of(.encounters)
        let select = try database.prepare(
            """
            SELECT \(table.key), \(table.columns.joined(separator: ", "))
            FROM \(table.name) WHERE unit_key IN (\(list))
            """)
        var facts = EncounterFacts()
        while try select.step() {
            facts.keys.append(select.int64(0))
            facts.append { select.optionalInt64($0 + 1) }
        }
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
