import Domain
import Load
import Transform

/// The facts that a run changed, or whose counts the calendar or the crosswalk changes, with all
/// that refer to each other: as they were before the run, and as they are.
///
/// An encounter is in it with every letter that names it, and a letter with its encounter, since
/// what each counts depends on the other.
struct FactSlice {
    private(set) var before: ChangedFacts.State
    private(set) var after: ChangedFacts.State

    /// - Parameters:
    ///   - pending: facts that count otherwise by the day measured.
    ///   - units: units that belong to another secretariat than before, by their facts' kind.
    init(
        _ changed: ChangedFacts, pending: [SourceKind: [FactKey]], units: [SourceKind: [Int64]],
        in warehouse: Warehouse
    ) throws {
        before = changed.before
        after = changed.after
        let others = try Others(changed, pending, units, warehouse)
        // Those that did not change are in both, as they are.
        before.calls.append(others.calls)
        after.calls.append(others.calls)
        before.letters.append(others.letters)
        after.letters.append(others.letters)
        before.encounters = before.encounters.merging(others.encounters)
        after.encounters = after.encounters.merging(others.encounters)
    }

    /// The facts of a slice that the run did not change.
    private struct Others {
        var calls: KeyedCalls
        var letters: KeyedLetters
        var encounters: EncounterFacts

        init(
            _ changed: ChangedFacts, _ pending: [SourceKind: [FactKey]],
            _ units: [SourceKind: [Int64]], _ warehouse: Warehouse
        ) throws {
            let ofUnits = try warehouse.facts(ofUnits: units)
            calls = ofUnits.calls.filtered { !changed.isChanged(.calls, $0) }
            let ownCalls = Set(calls.keys)
            calls.append(
                try warehouse.calls(
                    (pending[.calls] ?? []).filter {
                        !ownCalls.contains($0) && !changed.isChanged(.calls, $0)
                    }))

            letters = ofUnits.letters.filtered { !changed.isChanged(.letters, $0) }
            var held = Set(letters.keys)
            letters.append(
                try warehouse.letters(
                    (pending[.letters] ?? []).filter {
                        !held.contains($0) && !changed.isChanged(.letters, $0)
                    }))

            func isChanged(_ encounter: Int64) -> Bool {
                changed.isChanged(.encounters, FactKey(source: 0, key: encounter))
            }
            encounters = ofUnits.encounters.filtered { !isChanged($0) }
            let ownEncounters = Set(encounters.keys)
            var keys = Set(ofUnits.encounters.keys)
            keys.formUnion((pending[.encounters] ?? []).map(\.key))
            keys.formUnion(letters.facts.encounters)
            for state in [changed.before, changed.after] {
                keys.formUnion(state.letters.facts.encounters)
                keys.formUnion(state.encounters.keys)
            }
            keys.remove(Missing.pseudonym)
            let sorted = keys.sorted()
            encounters = encounters.merging(
                try warehouse.encounters(
                    sorted.filter { !ownEncounters.contains($0) && !isChanged($0) }))

            held = Set(letters.keys)
            letters.append(
                try warehouse.letters(ofEncounters: sorted) {
                    held.contains($0) || changed.isChanged(.letters, $0)
                })
        }
    }
}
