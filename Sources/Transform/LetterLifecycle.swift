import Domain

/// What a letter's dates say on the day measured: its effective stages (contract §5).
///
/// A later stage implies the earlier ones: the effective date of a stage is the earliest of its own
/// date and every later stage's, among dates that are not after the day measured.
package struct LetterLifecycle: Sendable, Equatable {
    /// Stands for a stage that has not happened: later than every day.
    package static let never = Int32.max

    /// Effective day numbers, or `never`; each is at most the next one.
    package let dictated: Int32
    package let typed: Int32
    package let validated: Int32
    package let sent: Int32

    /// - Parameters: day numbers as recorded, or `Missing.day`.
    package init(
        dictatedOn: Int32, typedOn: Int32, validatedOn: Int32, sentOn: Int32, measuredTo: Int32
    ) {
        sent = Self.happened(sentOn, by: measuredTo) ? sentOn : Self.never
        validated = min(sent, Self.happened(validatedOn, by: measuredTo) ? validatedOn : Self.never)
        typed = min(validated, Self.happened(typedOn, by: measuredTo) ? typedOn : Self.never)
        dictated = min(typed, Self.happened(dictatedOn, by: measuredTo) ? dictatedOn : Self.never)
    }

    /// A letter of which nothing has happened.
    package init() {
        dictated = Self.never
        typed = Self.never
        validated = Self.never
        sent = Self.never
    }

    /// True where a recorded day is there and not after the day measured.
    package static func happened(_ recorded: Int32, by measuredTo: Int32) -> Bool {
        recorded != Missing.day && recorded <= measuredTo
    }

    /// Something of it has happened: a later stage implies the dictation.
    package var hasStage: Bool { dictated != Self.never }
}

/// Where a letter's clock starts.
package struct LetterStart: Sendable, Equatable {
    /// A day number.
    package let day: Int32
    /// From an encounter's end rather than from the dictation itself.
    package let isEncounterEnd: Bool

    /// The end of its encounter's row, else the encounter's end that the letter itself names, else
    /// its effective dictation; nil where it has none of them: it counts nowhere.
    package init?(encounterEnd: Int32, namedEnd: Int32, effectiveDictation: Int32) {
        if encounterEnd != Missing.day {
            day = encounterEnd
            isEncounterEnd = true
        } else if namedEnd != Missing.day {
            day = namedEnd
            isEncounterEnd = true
        } else if effectiveDictation != LetterLifecycle.never {
            day = effectiveDictation
            isEncounterEnd = false
        } else {
            return nil
        }
    }
}

extension LetterLifecycle {
    /// Whether a letter that has a start counts: cancelled ones count nowhere; an active one
    /// without an effective stage only where its encounter is done or unknown (nil).
    package func counts(_ status: LetterStatus, encounter: EncounterStatus?) -> Bool {
        guard status == .active else { return false }
        return hasStage || encounter == nil || encounter == .done
    }
}
