/// What a source's rows are (contract §2).
package enum SourceKind: String, CaseIterable, Sendable {
    case encounters, letters, calls
}

package enum EncounterStatus: String, CaseIterable, Sendable {
    case done, noShow, cancelled, planned
}

package enum LetterStatus: String, CaseIterable, Sendable {
    case active, cancelled
}

package enum CallOutcome: String, CaseIterable, Sendable {
    case answered, abandoned, deflected, voicemail
}

package enum CallDirection: String, CaseIterable, Sendable {
    case inbound, outbound
}

package enum CallOrigin: String, CaseIterable, Sendable {
    case external, `internal`
}

/// The distinct texts of one column of a batch of rows, each met once: rows hold positions in it.
package struct TextTable: Sendable {
    package private(set) var texts: [String] = []
    private var positions: [String: Int32] = [:]

    package init() {}

    package mutating func position(of text: String) -> Int32 {
        if let position = positions[text] { return position }
        let position = Int32(texts.count)
        texts.append(text)
        positions[text] = position
        return position
    }
}

/// Missing values in the columns of rows.
package enum Missing {
    /// No day: the day number that stands for a date that is not there.
    package static let day = Int32.min
    /// No number of seconds.
    package static let seconds = Int32(-1)
    /// No text: the position that stands for a blank unit, type or channel.
    package static let text = Int32(-1)
    /// No encounter: pseudonyms are never 0.
    package static let pseudonym = Int64(0)
}

/// Encounters of one file, a column a property; `count` values in each.
package struct EncounterRows: Sendable {
    /// Pseudonyms of encounterId, never 0.
    package var keys: [Int64] = []
    /// First physical line in the file, from 1.
    package var lines: [Int32] = []
    /// Positions in `typeTexts`.
    package var types: [Int32] = []
    /// Positions in `unitTexts`.
    package var units: [Int32] = []
    /// Day numbers, or `Missing.day` (only where the status is not done).
    package var endedOn: [Int32] = []
    package var statuses: [EncounterStatus] = []
    /// Codes as written in the file, trimmed.
    package var typeTexts = TextTable()
    package var unitTexts = TextTable()

    package init() {}
    package var count: Int { keys.count }
}

/// Letters of one file, a column a property.
package struct LetterRows: Sendable {
    /// Pseudonyms of letterId, never 0.
    package var keys: [Int64] = []
    package var lines: [Int32] = []
    package var types: [Int32] = []
    /// Positions in `unitTexts`, or `Missing.text` where the unit is blank or not mapped.
    package var units: [Int32] = []
    /// Pseudonyms of encounterId, or `Missing.pseudonym`.
    package var encounters: [Int64] = []
    /// Day numbers, or `Missing.day`.
    package var encounterEndedOn: [Int32] = []
    package var dictatedOn: [Int32] = []
    package var typedOn: [Int32] = []
    package var validatedOn: [Int32] = []
    package var sentOn: [Int32] = []
    /// Positions in `channelTexts`, or `Missing.text`.
    package var channels: [Int32] = []
    package var statuses: [LetterStatus] = []
    package var typeTexts = TextTable()
    package var unitTexts = TextTable()
    package var channelTexts = TextTable()

    package init() {}
    package var count: Int { keys.count }
}

/// Calls of one file, a column a property.
package struct CallRows: Sendable {
    /// Pseudonyms of callId, never 0.
    package var keys: [Int64] = []
    package var lines: [Int32] = []
    /// Civil seconds since 1970-01-01T00:00:00 in the pipeline's time zone.
    package var startedAt: [Int64] = []
    /// Positions in `queueTexts`.
    package var queues: [Int32] = []
    package var outcomes: [CallOutcome] = []
    /// Seconds, or `Missing.seconds`.
    package var waits: [Int32] = []
    package var talks: [Int32] = []
    package var directions: [CallDirection] = []
    package var origins: [CallOrigin] = []
    package var queueTexts = TextTable()

    package init() {}
    package var count: Int { keys.count }
}

/// The typed rows of one file.
package enum SourceRows: Sendable {
    case encounters(EncounterRows)
    case letters(LetterRows)
    case calls(CallRows)

    package var count: Int {
        switch self {
        case .encounters(let rows): rows.count
        case .letters(let rows): rows.count
        case .calls(let rows): rows.count
        }
    }

    package var kind: SourceKind {
        switch self {
        case .encounters: .encounters
        case .letters: .letters
        case .calls: .calls
        }
    }
}
