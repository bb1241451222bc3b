import Domain

// All cases of a type in order, made once: `allCases` makes an array at every call.
private let encounterStatuses = EncounterStatus.allCases
private let letterStatuses = LetterStatus.allCases
private let callOutcomes = CallOutcome.allCases
private let callDirections = CallDirection.allCases
private let callOrigins = CallOrigin.allCases

/// Gathers the rows of one file, a column a property, by the kind of the source.
struct RowCollector {
    private let kind: SourceKind
    private var encounters = EncounterRows()
    private var letters = LetterRows()
    private var calls = CallRows()

    init(kind: SourceKind) {
        self.kind = kind
    }

    mutating func append(_ values: RowValues, line: Int32) {
        switch kind {
        case .encounters: append(encounter: values, line: line)
        case .letters: append(letter: values, line: line)
        case .calls: append(call: values, line: line)
        }
    }

    private mutating func append(encounter values: RowValues, line: Int32) {
        encounters.keys.append(values.key)
        encounters.lines.append(line)
        encounters.types.append(values.type)
        encounters.units.append(values.unit)
        encounters.endedOn.append(RowValues.day(of: values.endedAt))
        encounters.statuses.append(encounterStatuses[Int(values.status)])
    }

    private mutating func append(letter values: RowValues, line: Int32) {
        letters.keys.append(values.key)
        letters.lines.append(line)
        letters.types.append(values.type)
        letters.units.append(values.unit)
        letters.encounters.append(values.encounter)
        letters.encounterEndedOn.append(RowValues.day(of: values.encounterEndedAt))
        letters.dictatedOn.append(RowValues.day(of: values.dictatedAt))
        letters.typedOn.append(RowValues.day(of: values.typedAt))
        letters.validatedOn.append(RowValues.day(of: values.validatedAt))
        letters.sentOn.append(RowValues.day(of: values.sentAt))
        letters.channels.append(values.channel)
        letters.statuses.append(letterStatuses[Int(values.status)])
    }

    private mutating func append(call values: RowValues, line: Int32) {
        calls.keys.append(values.key)
        calls.lines.append(line)
        calls.startedAt.append(values.startedAt)
        calls.queues.append(values.unit)
        calls.outcomes.append(callOutcomes[Int(values.outcome)])
        calls.waits.append(values.waitSeconds)
        calls.talks.append(values.talkSeconds)
        calls.directions.append(callDirections[Int(values.direction)])
        calls.origins.append(callOrigins[Int(values.origin)])
    }

    /// The rows, with the texts that the positions in them mean.
    func rows(texts: [CanonicalField: TextTable]) -> SourceRows {
        switch kind {
        case .encounters:
            var rows = encounters
            rows.typeTexts = texts[.encounterType] ?? TextTable()
            rows.unitTexts = texts[.unit] ?? TextTable()
            return .encounters(rows)
        case .letters:
            var rows = letters
            rows.typeTexts = texts[.letterType] ?? TextTable()
            rows.unitTexts = texts[.unit] ?? TextTable()
            rows.channelTexts = texts[.channel] ?? TextTable()
            return .letters(rows)
        case .calls:
            var rows = calls
            rows.queueTexts = texts[.queue] ?? TextTable()
            return .calls(rows)
        }
    }
}
