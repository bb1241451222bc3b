import Domain

/// A letter that counts, or a missing one, with all that its indicators read.
struct PlainLetterFact {
    var secretariat: String
    var start: CivilDate
    /// The start comes from an encounter or from encounterEndedAt, not from the dictation.
    var startIsKnown: Bool
    /// A letter type that the reference files know, as they spell it.
    var segment: String?
    var dueDay: CivilDate?
    var isSameDay = false
    /// Dictated, typed, validated, sent as recorded, where not after the day measured.
    var recorded: [CivilDate?]
    /// The same, each the earliest of its own and all later dates.
    var effective: [CivilDate?]
    var isMissing = false
}

/// An encounter that expects a letter.
struct PlainExpectation {
    var secretariat: String
    var end: CivilDate
    var isCovered: Bool
}

/// A received call.
struct PlainCallFact {
    var secretariat: String
    var day: CivilDate
    /// outOfHours, short, answered, abandoned, deflected or voicemail.
    var kind: String
    var wait: Int?
    var talk: Int?
}

/// A row with the source that brought it.
struct Sourced<Row> {
    var source: PlainSource
    var row: Row
}

extension PlainHospital {
    /// The rows that are in the warehouse: of one key the later row of the later file (§4).
    private func winners<Row>(
        _ kind: PlainKind, _ rows: (PlainFile) -> [Row], key: (PlainSource, Row) -> String,
        presence: (Row) -> PlainPresence
    ) -> [Sourced<Row>] {
        var byKey: [String: Sourced<Row>] = [:]
        var keys: [String] = []
        for source in sources where source.kind == kind {
            for file in source.files {
                for row in rows(file) where presence(row) == .loaded {
                    let key = key(source, row)
                    if byKey[key] == nil { keys.append(key) }
                    byKey[key] = Sourced(source: source, row: row)
                }
            }
        }
        return keys.compactMap { byKey[$0] }
    }

    /// An encounterId is one across all sources of encounters.
    var loadedEncounters: [Sourced<PlainEncounter>] {
        winners(.encounters, \.encounters, key: { $1.id }, presence: \.presence)
    }

    /// A letterId belongs to its source.
    var loadedLetters: [Sourced<PlainLetter>] {
        winners(.letters, \.letters, key: { "\($0.name)\n\($1.id)" }, presence: \.presence)
    }

    var loadedCalls: [Sourced<PlainCall>] {
        winners(.calls, \.calls, key: { "\($0.name)\n\($1.id)" }, presence: \.presence)
    }

    var measureFrom: CivilDate {
        settings.measureFrom ?? PlainCalendar.date(settings.asOf.year - 5, 1, 1)
    }
}

/// Up to which day a subject is measured, and the days of its events.
struct PlainHorizon {
    var measured: CivilDate
    /// First and last event not after the day measured; nil where there is none.
    var firstEvent: CivilDate?
    var lastEvent: CivilDate?

    /// `events`: for each source, the days of all its events.
    init(
        events: [(source: PlainSource, days: [CivilDate])], asOf: CivilDate,
        calendar: PlainCalendar
    ) {
        var earliest: CivilDate?
        for (source, days) in events {
            if let until = source.until, until < asOf { continue }
            guard let last = days.filter({ $0 <= asOf }).max() else { continue }
            if last < earliest ?? asOf + 1 { earliest = last }
        }
        measured = asOf
        if let earliest, calendar.workingDays(after: earliest, through: asOf) > 2 {
            measured = earliest
        }
        for (_, days) in events {
            for day in days where day <= measured {
                firstEvent = min(firstEvent ?? day, day)
                lastEvent = max(lastEvent ?? day, day)
            }
        }
    }
}
