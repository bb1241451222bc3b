import Domain
import Load
import Transform

/// The facts that a run changed, or whose counts the calendar or the crosswalk changes, with all
/// that refer to each other: as they were before the run, and as they are.
///
/// An encounter is in it with every letter that names it, and a letter with its encounter, since
/// what each counts depends on the other.
struct FactSlice {
    /// One state of the facts.
    struct State {
        var encounters = EncounterFacts()
        var letters = KeyedLetters()
        var calls = KeyedCalls()
    }

    private(set) var before = State()
    private(set) var after = State()

    /// - Parameters:
    ///   - pending: facts that count otherwise by the day measured.
    ///   - units: units that belong to another secretariat than before.
    init(
        _ changes: FactChanges, pending: [SourceKind: [FactKey]], units: [Int32],
        in warehouse: Warehouse
    ) throws {
        let units = units.map { Int64($0) }
        let ofUnits = units.isEmpty ? nil : try warehouse.facts(ofUnits: units)
        try addCalls(changes, pending[.calls] ?? [], ofUnits?.calls, warehouse)
        try addLetters(
            changes, pending[.letters] ?? [], pending[.encounters] ?? [], ofUnits, warehouse)
    }

    private mutating func addCalls(
        _ changes: FactChanges, _ pending: [FactKey], _ ofUnits: KeyedCalls?,
        _ warehouse: Warehouse
    ) throws {
        let before = changes.before[.calls] ?? [:]
        let known = Set(ofUnits?.keys ?? [])
        let keys = Set(before.keys).union(pending).subtracting(known)
        after.calls = try warehouse.calls(keys.sorted())
        if let ofUnits { after.calls.append(ofUnits) }
        self.before.calls = after.calls.filtered { before[$0] == nil }
        self.before.calls.append(Warehouse.calls(from: before.asTheyWere))
    }

    private mutating func addLetters(
        _ changes: FactChanges, _ pending: [FactKey], _ pendingEncounters: [FactKey],
        _ ofUnits: FactsOfUnits?, _ warehouse: Warehouse
    ) throws {
        let lettersBefore = changes.before[.letters] ?? [:]
        let encountersBefore = changes.before[.encounters] ?? [:]
        let old = Warehouse.letters(from: lettersBefore.asTheyWere)

        let known = Set(ofUnits?.letters.keys ?? [])
        let keys = Set(lettersBefore.keys).union(pending).subtracting(known)
        var letters = try warehouse.letters(keys.sorted())
        if let ofUnits { letters.append(ofUnits.letters) }

        var encounters = Set(encountersBefore.keys.map(\.key))
        encounters.formUnion(pendingEncounters.map(\.key))
        encounters.formUnion(ofUnits?.encounters ?? [])
        encounters.formUnion(old.facts.encounters)
        encounters.formUnion(letters.facts.encounters)
        encounters.remove(Missing.pseudonym)
        after.encounters = try warehouse.encounters(encounters.sorted())

        let held = Set(letters.keys)
        let others = try warehouse.letters(ofEncounters: encounters.sorted())
        letters.append(others.filtered { !held.contains($0) })
        after.letters = letters

        before.letters = letters.filtered { lettersBefore[$0] == nil }
        before.letters.append(old)
        before.encounters = Warehouse.encounters(
            from: encountersBefore.asTheyWere,
            and: after.encounters.filtered {
                encountersBefore[FactKey(source: 0, key: $0)] == nil
            })
    }
}

extension [FactKey: [Int64?]?] {
    /// Those that were there, with their values.
    fileprivate var asTheyWere: [(key: FactKey, values: [Int64?])] {
        compactMap { key, values in values.map { (key, $0) } }
    }
}
