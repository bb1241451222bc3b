/// What is counted of the facts beside the figures: rows whose values contradict each other, or say
/// nothing.
///
/// Each counts, by source and month, the rows that it looks at and those that it finds. Dates are
/// as recorded, up to the day measured; letters are those that count in the figures, calls those
/// received. Which counts are told as doubtful is the report's to decide.
package enum QualityCheck: Int, CaseIterable, Sendable {
    // Letters with two dates, in the month of the later stage. A stage is held against the last
    // earlier one that is dated, so that one wrong date is found once.
    case typedBeforeDictated
    case validatedBeforeTyped
    case sentBeforeValidated
    /// Of letters whose start is an encounter's end, in the month of sending.
    case sentBeforeStart

    // Letters sent in the month.
    case sentWithoutDictation
    case sentWithoutTyping
    case sentWithoutValidation
    /// Of those with a date of dictation, dictated on the very day.
    case sentWhenDictated
    /// Of those that name an encounter, no row of it is loaded.
    case encounterNotFound

    // Calls of the month.
    /// Of all received, those answered: all of them, where lost calls are not exported.
    case answered
    /// Of those answered, the wait is not known.
    case answeredWithoutWait
    /// Of those abandoned or deflected, some talk is recorded; a voicemail may have any.
    case lostWithTalk
    /// Of all received, longer than anybody waits or talks (`QualityLimits`).
    case implausibleDuration

    /// Those that no order of events explains.
    package static let sequences: [QualityCheck] = [
        .typedBeforeDictated, .validatedBeforeTyped, .sentBeforeValidated, .sentBeforeStart,
        .lostWithTalk, .implausibleDuration,
    ]

    /// A stable word for the warehouse.
    package var code: String {
        switch self {
        case .typedBeforeDictated: "typed_before_dictated"
        case .validatedBeforeTyped: "validated_before_typed"
        case .sentBeforeValidated: "sent_before_validated"
        case .sentBeforeStart: "sent_before_start"
        case .sentWithoutDictation: "sent_without_dictation"
        case .sentWithoutTyping: "sent_without_typing"
        case .sentWithoutValidation: "sent_without_validation"
        case .sentWhenDictated: "sent_when_dictated"
        case .encounterNotFound: "encounter_not_found"
        case .answered: "answered"
        case .answeredWithoutWait: "answered_without_wait"
        case .lostWithTalk: "lost_with_talk"
        case .implausibleDuration: "implausible_duration"
        }
    }

    package init?(code: String) {
        guard let check = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = check
    }
}

/// Durations beyond which a call is not believed: milliseconds read as seconds, a line left open.
package enum QualityLimits {
    /// Switchboards cut waiting callers off well before an hour.
    package static let longestWait = 3600
    package static let longestTalk = 4 * 3600
}

/// How many rows of a source a check looked at in a month, and how many it found.
package struct QualityCount: Hashable, Sendable {
    package var month: ReportingPeriod
    package var source: String
    package var check: QualityCheck
    /// Above 0.
    package var rows: Int
    package var found: Int

    package init(
        month: ReportingPeriod, source: String, check: QualityCheck, rows: Int, found: Int
    ) {
        self.month = month
        self.source = source
        self.check = check
        self.rows = rows
        self.found = found
    }
}

/// A working day on which a secretariat received far fewer calls than usual.
package struct LowCallDay: Hashable, Sendable {
    package var secretariat: Code
    package var volume: LowDay

    package init(secretariat: Code, volume: LowDay) {
        self.secretariat = secretariat
        self.volume = volume
    }
}
