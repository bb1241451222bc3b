import Domain
import Load

// Rows as an extractor gives them, from what a test cares about.

private func dayNumber(_ text: String?) -> Int32 {
    text.map { day($0).dayNumber } ?? Missing.day
}

struct TestEncounter {
    var key: Int64
    var line: Int32 = 2
    var type = "CS"
    var unit = "U1"
    var endedOn: String? = "2026-03-02"
    var status = EncounterStatus.done
}

struct TestLetter {
    var key: Int64
    var line: Int32 = 2
    var type = "CR"
    var unit: String? = "U1"
    var encounter: Int64?
    var encounterEndedOn: String?
    var dictatedOn: String?
    var typedOn: String?
    var validatedOn: String?
    var sentOn: String?
    var channel: String?
    var status = LetterStatus.active
}

struct TestCall {
    var key: Int64
    var line: Int32 = 2
    var day = "2026-03-02"
    /// Seconds since midnight.
    var second = 9 * 3600
    var queue = "Q1"
    var outcome = CallOutcome.answered
    var wait: Int32?
    var talk: Int32?
    var direction = CallDirection.inbound
    var origin = CallOrigin.external
}

extension SourceRows {
    static func of(_ encounters: [TestEncounter]) -> SourceRows {
        var rows = EncounterRows()
        for encounter in encounters {
            rows.keys.append(encounter.key)
            rows.lines.append(encounter.line)
            rows.types.append(rows.typeTexts.position(of: encounter.type))
            rows.units.append(rows.unitTexts.position(of: encounter.unit))
            rows.endedOn.append(dayNumber(encounter.endedOn))
            rows.statuses.append(encounter.status)
        }
        return .encounters(rows)
    }

    static func of(_ letters: [TestLetter]) -> SourceRows {
        var rows = LetterRows()
        for letter in letters {
            rows.keys.append(letter.key)
            rows.lines.append(letter.line)
            rows.types.append(rows.typeTexts.position(of: letter.type))
            rows.units.append(
                letter.unit.map { rows.unitTexts.position(of: $0) } ?? Missing.text)
            rows.encounters.append(letter.encounter ?? Missing.pseudonym)
            rows.encounterEndedOn.append(dayNumber(letter.encounterEndedOn))
            rows.dictatedOn.append(dayNumber(letter.dictatedOn))
            rows.typedOn.append(dayNumber(letter.typedOn))
            rows.validatedOn.append(dayNumber(letter.validatedOn))
            rows.sentOn.append(dayNumber(letter.sentOn))
            rows.channels.append(
                letter.channel.map { rows.channelTexts.position(of: $0) } ?? Missing.text)
            rows.statuses.append(letter.status)
        }
        return .letters(rows)
    }

    static func of(_ calls: [TestCall]) -> SourceRows {
        var rows = CallRows()
        for call in calls {
            rows.keys.append(call.key)
            rows.lines.append(call.line)
            rows.startedAt.append(Int64(day(call.day).dayNumber) * 86_400 + Int64(call.second))
            rows.queues.append(rows.queueTexts.position(of: call.queue))
            rows.outcomes.append(call.outcome)
            rows.waits.append(call.wait ?? Missing.seconds)
            rows.talks.append(call.talk ?? Missing.seconds)
            rows.directions.append(call.direction)
            rows.origins.append(call.origin)
        }
        return .calls(rows)
    }
}

extension TestWarehouse {
    /// Loads rows as a new file of a source; files rank in the order of their names.
    func load(_ rows: SourceRows, source: Int64, file: String = "a.csv") throws {
        let key = try warehouse.addFile(source: source, path: file)
        _ = try warehouse.load(
            rows, from: FactOrigin(sourceKey: source, fileKey: key), ranks: try ranksByName())
    }

    /// Every file by its source, then by its name.
    func ranksByName() throws -> FileRanks {
        let files = try warehouse.ledgerFiles().sorted {
            ($0.sourceKey, $0.path) < ($1.sourceKey, $1.path)
        }
        return FileRanks(order: files.map(\.key))
    }
}
