import Domain

/// The typed cells of one row before it is one of its kind.
struct RowValues {
    /// Civil seconds of a date that is not there.
    static let noDate = Int64.min

    /// Pseudonyms.
    var key = Missing.pseudonym
    var encounter = Missing.pseudonym
    /// Positions in the texts of their columns.
    var type = Missing.text
    var unit = Missing.text
    var channel = Missing.text
    /// Civil seconds.
    var startedAt = noDate
    var endedAt = noDate
    var encounterEndedAt = noDate
    var dictatedAt = noDate
    var typedAt = noDate
    var validatedAt = noDate
    var sentAt = noDate
    /// Positions among all cases.
    var status: Int32 = 0
    var outcome: Int32 = 0
    var direction: Int32 = 0
    var origin: Int32 = 0
    var waitSeconds = Missing.seconds
    var talkSeconds = Missing.seconds

    mutating func set(date: Int64, of field: CanonicalField) {
        switch field {
        case .startedAt: startedAt = date
        case .endedAt: endedAt = date
        case .encounterEndedAt: encounterEndedAt = date
        case .dictatedAt: dictatedAt = date
        case .typedAt: typedAt = date
        case .validatedAt: validatedAt = date
        case .sentAt: sentAt = date
        default: break
        }
    }

    mutating func set(text: Int32, of field: CanonicalField) {
        switch field {
        case .encounterType, .letterType: type = text
        case .unit, .queue: unit = text
        case .channel: channel = text
        default: break
        }
    }

    mutating func set(value: Int32, of field: CanonicalField) {
        switch field {
        case .status: status = value
        case .outcome: outcome = value
        case .direction: direction = value
        case .origin: origin = value
        case .channel: channel = value
        default: break
        }
    }

    mutating func set(seconds: Int32, of field: CanonicalField) {
        switch field {
        case .waitSeconds: waitSeconds = seconds
        case .talkSeconds: talkSeconds = seconds
        default: break
        }
    }

    mutating func set(pseudonym: Int64, of field: CanonicalField, in kind: SourceKind) {
        if field == .encounterId, kind == .letters {
            encounter = pseudonym
        } else {
            key = pseudonym
        }
    }

    /// The day of civil seconds that were found plausible, or `Missing.day`.
    static func day(of seconds: Int64) -> Int32 {
        seconds == noDate
            ? Missing.day : Int32(truncatingIfNeeded: CivilMoment.dayNumber(of: seconds))
    }
}
