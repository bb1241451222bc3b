import Domain

/// The letters' side of a hospital: which letters count, with their starts, stages and due days.
struct PlainLetters {
    let horizon: PlainHorizon
    private(set) var letters: [PlainLetterFact] = []
    private(set) var expectations: [PlainExpectation] = []
    /// Secretariats that encounters and letters have named.
    private(set) var named: Set<String> = []

    private let hospital: PlainHospital
    private let lookups: PlainLookups
    private let calendar: PlainCalendar
    private var encounters: [String: Sourced<PlainEncounter>] = [:]

    init(_ hospital: PlainHospital, lookups: PlainLookups, calendar: PlainCalendar) {
        self.hospital = hospital
        self.lookups = lookups
        self.calendar = calendar
        let encounterRows = hospital.loadedEncounters
        let letterRows = hospital.loadedLetters
        horizon = PlainHorizon(
            events: hospital.sources.filter { $0.kind != .calls }.map { source in
                let ends = encounterRows.filter {
                    $0.source.name == source.name && $0.row.status != "planned"
                }.compactMap(\.row.end)
                let stages = letterRows.filter { $0.source.name == source.name }
                    .flatMap { $0.row.stages.compactMap { $0 } }
                return (source, ends + stages)
            }, asOf: hospital.settings.asOf, calendar: calendar)
        for encounter in encounterRows { encounters[encounter.row.id] = encounter }
        for letter in letterRows { take(letter) }
        for encounter in encounterRows { take(encounter, letters: letterRows) }
    }

    /// The recorded dates that are not after the day measured.
    private func known(_ letter: PlainLetter) -> [CivilDate?] {
        letter.stages.map { day in
            guard let day, day <= horizon.measured else { return nil }
            return day
        }
    }

    private func effective(_ recorded: [CivilDate?]) -> [CivilDate?] {
        (0..<4).map { stage in recorded[stage...].compactMap { $0 }.min() }
    }

    private mutating func take(_ letter: Sourced<PlainLetter>) {
        let row = letter.row
        let recorded = known(row)
        let effective = effective(recorded)
        let encounter = row.encounter.isEmpty ? nil : encounters[row.encounter]
        let knownStart = encounter?.row.end ?? row.encounterEnd
        guard let start = knownStart ?? effective[0] else { return }
        let secretariat: String
        if !PlainLookups.folded(row.unit).isEmpty {
            secretariat = lookups.secretariat(
                source: letter.source.name, unit: row.unit, on: start)
        } else if let encounter {
            secretariat = lookups.secretariat(
                source: encounter.source.name, unit: encounter.row.unit, on: start)
        } else {
            secretariat = "?"
        }
        if start <= horizon.measured || effective[0] != nil { named.insert(secretariat) }
        if row.isCancelled { return }
        if effective[0] == nil, let encounter, encounter.row.status != "done" { return }
        var fact = PlainLetterFact(
            secretariat: secretariat, start: start, startIsKnown: knownStart != nil,
            recorded: recorded, effective: effective)
        apply(row.type, to: &fact)
        letters.append(fact)
    }

    private mutating func apply(_ type: String, to fact: inout PlainLetterFact) {
        guard let rule = lookups.letterType(type, on: fact.start) else { return }
        fact.segment = lookups.knownLetterType(type)
        fact.isSameDay = rule.isSameDay
        if let days = rule.targetDays {
            fact.dueDay = calendar.dueDay(
                start: fact.start, days: days, working: hospital.settings.countsWorkingDays)
        }
    }

    private mutating func take(
        _ encounter: Sourced<PlainEncounter>, letters rows: [Sourced<PlainLetter>]
    ) {
        let row = encounter.row
        guard let end = row.end, end <= horizon.measured else { return }
        let secretariat = lookups.secretariat(
            source: encounter.source.name, unit: row.unit, on: end)
        named.insert(secretariat)
        guard row.status == "done", end >= hospital.measureFrom,
            let rule = lookups.encounterType(row.type, unit: row.unit, on: end),
            rule.expectsLetter
        else { return }
        let answers = rows.map(\.row).filter {
            !$0.isCancelled && $0.encounter == row.id && lookups.answers($0.type, rule)
        }
        expectations.append(
            PlainExpectation(
                secretariat: secretariat, end: end,
                isCovered: answers.contains { known($0).contains { $0 != nil } }))
        guard answers.isEmpty else { return }
        var missing = PlainLetterFact(
            secretariat: secretariat, start: end, startIsKnown: true,
            recorded: [nil, nil, nil, nil], effective: [nil, nil, nil, nil])
        missing.isMissing = true
        if let first = PlainLookups.listed(rule.letterTypes).first {
            apply(first, to: &missing)
        }
        letters.append(missing)
    }
}
