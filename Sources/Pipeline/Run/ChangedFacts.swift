import Domain
import Load

/// The facts that a run inserted, changed or removed: as they were before it, and as they are.
struct ChangedFacts {
    /// One state of some facts.
    struct State {
        var encounters = EncounterFacts()
        var letters = KeyedLetters()
        var calls = KeyedCalls()
    }

    let before: State
    let after: State

    init(_ warehouse: Warehouse) throws {
        let changes = warehouse.factChanges.before
        func keys(_ kind: SourceKind) -> [FactKey] { (changes[kind] ?? [:]).keys.sorted() }
        func values(_ kind: SourceKind) -> [(key: FactKey, values: [Int64?])] {
            (changes[kind] ?? [:]).compactMap { key, values in values.map { (key, $0) } }
        }
        before = State(
            encounters: Warehouse.encounters(
                from: values(.encounters), and: EncounterFacts()),
            letters: Warehouse.letters(from: values(.letters)),
            calls: Warehouse.calls(from: values(.calls)))
        after = State(
            encounters: try warehouse.encounters(keys(.encounters).map(\.key)),
            letters: try warehouse.letters(keys(.letters)),
            calls: try warehouse.calls(keys(.calls)))
        isChanged = { kind, key in changes[kind]?[key] != nil }
    }

    /// Whether a run changed a fact.
    let isChanged: (SourceKind, FactKey) -> Bool

    // MARK: Days with events

    /// Corrects what is known of the sources' days.
    func correctSourceDays(in warehouse: Warehouse) throws {
        let units = try warehouse.dimensionTexts().units
        let keys = Dictionary(
            try warehouse.knownSources().map { ($0.name, $0.key) }, uniquingKeysWith: { $1 })
        // A fact's unit is its source's.
        let sources = units.map { keys[$0.source] ?? 0 }
        var events: [SourceDay: Int] = [:]
        let named = Self.count(after, sources, 1, &events)
        let unnamed = Self.count(before, sources, -1, &events)
        try warehouse.apply(sourceDayChanges: events, named: named, unnamed: unnamed)
    }

    /// Adds the events of some facts.
    ///
    /// - Parameter sources: keys of the units' sources.
    /// - Returns: the first and the last day that they name, as events or otherwise.
    private static func count(
        _ facts: State, _ sources: [Int64], _ times: Int, _ events: inout [SourceDay: Int]
    ) -> FactDays? {
        var first = Int32.max
        var last = Int32.min
        func name(_ day: Int32) {
            guard day != Missing.day else { return }
            first = min(first, day)
            last = max(last, day)
        }
        func add(_ day: Int32, _ source: Int64) {
            name(day)
            guard day != Missing.day else { return }
            events[SourceDay(source: source, day: CivilDate(dayNumber: day)), default: 0] += times
        }
        let encounters = facts.encounters
        for row in 0..<encounters.count {
            name(encounters.endedOn[row])
            if encounters.statuses[row] != .planned {
                add(encounters.endedOn[row], sources[Int(encounters.units[row])])
            }
        }
        let letters = facts.letters.facts
        for (row, key) in facts.letters.keys.enumerated() {
            name(letters.encounterEndedOn[row])
            for day in [
                letters.dictatedOn[row], letters.typedOn[row], letters.validatedOn[row],
                letters.sentOn[row],
            ] {
                add(day, key.source)
            }
        }
        for (key, day) in zip(facts.calls.keys, facts.calls.facts.days) {
            add(day, key.source)
        }
        guard first <= last else { return nil }
        return FactDays(first: CivilDate(dayNumber: first), last: CivilDate(dayNumber: last))
    }

    // MARK: Checks

    /// What the facts name now, for the checks of the run.
    var evidence: FactEvidence {
        func keys(_ numbers: [Int32]) -> Set<Int64> { Set(numbers.map { Int64($0) }) }
        let (letters, calls) = (after.letters, after.calls)
        return FactEvidence(named: [
            "fact_encounter": [
                "encounter_type_key": keys(after.encounters.types),
                "unit_key": keys(after.encounters.units),
            ],
            "fact_letter": [
                "letter_type_key": keys(letters.facts.types), "unit_key": keys(letters.facts.units),
                "source_key": Set(letters.keys.map(\.source)),
            ],
            "fact_call": [
                "unit_key": keys(calls.facts.queues), "date_key": keys(calls.facts.days),
                "source_key": Set(calls.keys.map(\.source)),
            ],
        ])
    }
}

extension CallFacts {
    /// The day number of each call's start.
    fileprivate var days: [Int32] {
        startedAt.map { second in
            let (day, rest) = second.quotientAndRemainder(dividingBy: 86_400)
            return Int32(truncatingIfNeeded: rest < 0 ? day - 1 : day)
        }
    }
}
