import Domain

/// A row of v_unmapped; codes that differ in case alone are one, here in lower case.
struct PlainUnmapped: Hashable {
    var source: String
    var code: String
    var rows = 0
    var firstDay: CivilDate?
    var lastDay: CivilDate?

    var key: String { "\(source) \(code)" }

    mutating func add(_ day: CivilDate?) {
        rows += 1
        guard let day else { return }
        firstDay = min(firstDay ?? day, day)
        lastDay = max(lastDay ?? day, day)
    }
}

extension PlainOracle {
    /// The units and queues of rows that the crosswalk does not know on their day: an encounter's
    /// end, a letter's start, a call's day. A row without a day counts only where the crosswalk
    /// never knows its unit.
    func unmapped() -> [PlainUnmapped] {
        var found: [String: PlainUnmapped] = [:]
        func note(_ source: PlainSource, _ unit: String, _ day: CivilDate?) {
            if let day {
                let known = lookups.secretariat(source: source.name, unit: unit, on: day)
                if known != "?" { return }
            } else {
                let codes = hospital.reference.crosswalk.filter { $0.source == source.name }
                if PlainLookups.match(unit, among: codes.map(\.unit)) != nil { return }
            }
            let row = PlainUnmapped(source: source.name, code: PlainLookups.folded(unit))
            found[row.key, default: row].add(day)
        }
        let encounters = hospital.loadedEncounters
        for encounter in encounters {
            note(encounter.source, encounter.row.unit, encounter.row.end)
        }
        for call in hospital.loadedCalls { note(call.source, call.row.queue, call.row.day) }
        for letter in hospital.loadedLetters {
            let row = letter.row
            let encounter =
                row.encounter.isEmpty ? nil : encounters.first { $0.row.id == row.encounter }
            let dates = row.stages.compactMap { $0 }.filter { $0 <= letters.horizon.measured }
            let start = encounter?.row.end ?? row.encounterEnd ?? dates.min()
            if PlainLookups.folded(row.unit).isEmpty, let encounter {
                note(encounter.source, encounter.row.unit, start)
            } else {
                note(letter.source, row.unit, start)
            }
        }
        return Array(found.values)
    }
}
