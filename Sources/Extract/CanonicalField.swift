import Domain

/// The fields that a pipeline file may map, spelled as there (contract §2).
package enum CanonicalField: String, CaseIterable, Sendable {
    case encounterId, encounterType, letterId, letterType, callId
    case unit, queue
    case startedAt, endedAt, encounterEndedAt, dictatedAt, typedAt, validatedAt, sentAt
    case status, channel, outcome, direction, origin
    case waitSeconds, talkSeconds
}

/// What the cells of a field hold.
package enum FieldContent: Hashable, Sendable {
    /// A key: several columns may make it, its bytes count as they are, it becomes a pseudonym.
    case identifier
    /// A code of the source's own.
    case text
    /// A civil time; of encounters and letters only the day is kept.
    case date
    case duration
    /// One of these canonical values, by `values` or by its own name.
    case enumeration([String])
    /// Any text; with `values` one of the canonical values that they name.
    case namedText
}

/// What the contract's table (§2) says of one field of one kind of source.
package struct FieldRule: Hashable, Sendable {
    package var field: CanonicalField
    package var content: FieldContent
    /// A pipeline file without it is wrong.
    package var mustBeMapped: Bool
    /// A row in which it is blank is rejected. Of an encounter's endedAt the status decides.
    package var mustBeFilled: Bool
    /// The canonical value of a blank cell, and of all rows where the field is not mapped.
    package var defaultValue: String?

    /// The canonical values, where the contract names them.
    package var canonicalValues: [String]? {
        if case .enumeration(let values) = content { values } else { nil }
    }

    /// True where the pipeline file may translate the source's values.
    package var allowsValues: Bool {
        switch content {
        case .enumeration, .namedText: true
        default: false
        }
    }

    /// True where several columns may be mapped together.
    package var allowsSeveralColumns: Bool { content == .identifier }

    private init(
        _ field: CanonicalField, _ content: FieldContent, mapped: Bool = false,
        filled: Bool = false, default value: String? = nil
    ) {
        self.field = field
        self.content = content
        mustBeMapped = mapped
        mustBeFilled = filled
        defaultValue = value
    }

    private static func required(
        _ field: CanonicalField, _ content: FieldContent
    ) -> FieldRule {
        FieldRule(field, content, mapped: true, filled: true)
    }

    private static func names<Value: CaseIterable & RawRepresentable<String>>(
        of _: Value.Type
    ) -> FieldContent {
        .enumeration(Value.allCases.map(\.rawValue))
    }

    /// The fields that a source of a kind may map, in the order of the contract's table.
    package static func rules(of kind: SourceKind) -> [FieldRule] {
        switch kind {
        case .encounters:
            [
                required(.encounterId, .identifier), required(.encounterType, .text),
                required(.unit, .text), FieldRule(.endedAt, .date, mapped: true),
                FieldRule(.startedAt, .date),
                FieldRule(
                    .status, names(of: EncounterStatus.self),
                    default: EncounterStatus.done.rawValue),
            ]
        case .letters:
            [
                required(.letterId, .identifier), required(.letterType, .text),
                FieldRule(.unit, .text), FieldRule(.encounterId, .identifier),
                FieldRule(.encounterEndedAt, .date), FieldRule(.dictatedAt, .date),
                FieldRule(.typedAt, .date), FieldRule(.validatedAt, .date),
                FieldRule(.sentAt, .date), FieldRule(.channel, .namedText),
                FieldRule(
                    .status, names(of: LetterStatus.self),
                    default: LetterStatus.active.rawValue),
            ]
        case .calls:
            [
                required(.callId, .identifier), required(.startedAt, .date),
                required(.queue, .text), required(.outcome, names(of: CallOutcome.self)),
                FieldRule(.waitSeconds, .duration), FieldRule(.talkSeconds, .duration),
                FieldRule(
                    .direction, names(of: CallDirection.self),
                    default: CallDirection.inbound.rawValue),
                FieldRule(
                    .origin, names(of: CallOrigin.self), default: CallOrigin.external.rawValue),
            ]
        }
    }

    /// The rule of one field, or nil where sources of the kind have no such field.
    package static func rule(of field: CanonicalField, in kind: SourceKind) -> FieldRule? {
        rules(of: kind).first { $0.field == field }
    }
}
