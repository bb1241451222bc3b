import Domain

// The small numbers by which facts store what the contract names with words, as the DDL says.

extension EncounterStatus {
    var code: UInt8 {
        switch self {
        case .done: 0
        case .noShow: 1
        case .cancelled: 2
        case .planned: 3
        }
    }

    static let byCode: [EncounterStatus] = [.done, .noShow, .cancelled, .planned]
}

extension LetterStatus {
    var code: UInt8 { self == .active ? 0 : 1 }

    static let byCode: [LetterStatus] = [.active, .cancelled]
}

extension CallOutcome {
    var code: UInt8 {
        switch self {
        case .answered: 0
        case .abandoned: 1
        case .deflected: 2
        case .voicemail: 3
        }
    }

    static let byCode: [CallOutcome] = [.answered, .abandoned, .deflected, .voicemail]
}

extension CallDirection {
    var code: UInt8 { self == .inbound ? 0 : 1 }

    static let byCode: [CallDirection] = [.inbound, .outbound]
}

extension CallOrigin {
    var code: UInt8 { self == .external ? 0 : 1 }

    static let byCode: [CallOrigin] = [.external, .internal]
}

extension BacklogStage {
    var code: Int {
        switch self {
        case .toDictate: 0
        case .toType: 1
        case .toValidate: 2
        case .toSend: 3
        }
    }

    /// nil for a number that no stage has.
    init?(code: Int) {
        guard let stage = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = stage
    }
}

extension SpecialCauseRule {
    var code: Int {
        switch self {
        case .outside: 0
        case .trend: 1
        case .twoOfThree: 2
        case .shift: 3
        }
    }

    static let byCode: [SpecialCauseRule] = [.outside, .trend, .twoOfThree, .shift]
}

extension PointType {
    var code: Int {
        switch self {
        case .commonCause: 0
        case .improvement: 1
        case .concern: 2
        case .neutralHigh: 3
        case .neutralLow: 4
        }
    }

    static let byCode: [PointType] = [
        .commonCause, .improvement, .concern, .neutralHigh, .neutralLow,
    ]
}

extension Indicator {
    /// `dim_kpi.kpi_key`: its place in the contract's list, from 1.
    var key: Int { ordinal + 1 }

    /// nil where no indicator has the key.
    init?(key: Int) {
        guard Self.allCases.indices.contains(key - 1) else { return nil }
        self = Self.allCases[key - 1]
    }
}
