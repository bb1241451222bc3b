import Domain
import SQLiteStore

extension Warehouse {
    package func encounters(_ keys: [Int64]) throws -> EncounterFacts {
        let select = try database.cached(
            """
            SELECT encounter_type_key, unit_key, ended_on, status FROM fact_encounter
            WHERE encounter_key = ?
            """)
        var rows: [(Int64, [Int64?])] = []
        for key in Set(keys).sorted() {
            select.bind(key, at: 1)
            if try select.step() { rows.append((key, (0..<4).map { select.optionalInt64($0) })) }
            select.reset()
        }
        return Self.encounterFacts(from: rows)
    }

    package func letters(_ keys: [FactKey]) throws -> KeyedLetters {
        let table = FactTable.of(.letters)
        let select = try database.cached(table.select)
        var letters = KeyedLetters()
        var rows: [[Int64?]] = []
        for key in keys {
            table.bind(key.key, source: key.source, to: select, at: 1)
            if try select.step() {
                letters.keys.append(key)
                rows.append(table.columns.indices.map { select.optionalInt64($0 + 2) })
            }
            select.reset()
        }
        letters.facts = Self.letterFacts(from: rows)
        return letters
    }

    package func letters(ofEncounters keys: [Int64]) throws -> KeyedLetters {
        let wanted = Set(keys)
        let table = FactTable.of(.letters)
        let select = try database.prepare(
            "SELECT source_key, letter_key, \(table.columns.joined(separator: ", ")) FROM fact_letter"
        )
        var letters = KeyedLetters()
        var rows: [[Int64?]] = []
        while try select.step() {
            guard let encounter = select.optionalInt64(4), wanted.contains(encounter) else {
                continue
            }
            letters.keys.append(FactKey(source: select.int64(0), key: select.int64(1)))
            rows.append(table.columns.indices.map { select.optionalInt64($0 + 2) })
        }
        letters.facts = Self.letterFacts(from: rows)
        return letters
    }

    package func calls(_ keys: [FactKey]) throws -> KeyedCalls {
        let table = FactTable.of(.calls)
        let select = try database.cached(table.select)
        var calls = KeyedCalls()
        var rows: [[Int64?]] = []
        for key in keys {
            table.bind(key.key, source: key.source, to: select, at: 1)
            if try select.step() {
                calls.keys.append(key)
                rows.append(table.columns.indices.map { select.optionalInt64($0 + 2) })
            }
            select.reset()
        }
        calls.facts = Self.callFacts(from: rows)
        return calls
    }

    package static func encounterFacts(from rows: [(Int64, [Int64?])]) -> EncounterFacts {
        var facts = EncounterFacts()
        for (key, values) in rows.sorted(by: { $0.0 < $1.0 }) {
            facts.keys.append(key)
            facts.types.append(Int32(values[0] ?? 0))
            facts.units.append(Int32(values[1] ?? 0))
            facts.endedOn.append(values[2].map { Int32($0) } ?? Missing.day)
            facts.statuses.append(EncounterStatus.byCode[Int(values[3] ?? 0)])
        }
        return facts
    }

    package static func letterFacts(from rows: [[Int64?]]) -> LetterFacts {
        var facts = LetterFacts()
        for values in rows {
            func day(_ column: Int) -> Int32 { values[column].map { Int32($0) } ?? Missing.day }
            facts.types.append(Int32(values[0] ?? 0))
            facts.units.append(Int32(values[1] ?? 0))
            facts.encounters.append(values[2] ?? Missing.pseudonym)
            facts.encounterEndedOn.append(day(3))
            facts.dictatedOn.append(day(4))
            facts.typedOn.append(day(5))
            facts.validatedOn.append(day(6))
            facts.sentOn.append(day(7))
            facts.statuses.append(LetterStatus.byCode[Int(values[9] ?? 0)])
        }
        return facts
    }

    package static func callFacts(from rows: [[Int64?]]) -> CallFacts {
        var facts = CallFacts()
        for values in rows {
            func seconds(_ column: Int) -> Int32 {
                values[column].map { Int32($0) } ?? Missing.seconds
            }
            facts.startedAt.append(values[0] ?? 0)
            facts.queues.append(Int32(values[1] ?? 0))
            facts.outcomes.append(CallOutcome.byCode[Int(values[2] ?? 0)])
            facts.waits.append(seconds(3))
            facts.talks.append(seconds(4))
            facts.directions.append(CallDirection.byCode[Int(values[5] ?? 0)])
            facts.origins.append(CallOrigin.byCode[Int(values[6] ?? 0)])
        }
        return facts
    }
}
