import Domain

/// Why an indicator has no row: of what there was nothing (contract §5: never 0, never 100 %).
enum NotComputed {
    /// Days of work with something to type and nothing typed.
    static let emptyValue = "aucune frappe depuis 28 jours"

    /// - Parameter isUnmapped: of « Non rattaché », which has no opening hours (contract §5).
    static func reason(_ indicator: Indicator, isUnmapped: Bool = false) -> String {
        if isUnmapped, indicator == .phoneOpeningHours { return "sans horaires propres" }
        return switch indicator {
        case .letterDelayMedian, .letterDelayP90: "aucun courrier envoyé"
        case .letterOnTimeRate: "aucune échéance passée"
        case .letterSameDayRate: "aucun courrier à envoyer le jour même"
        case .letterCoverageRate: "aucune venue qui attend un courrier"
        case .letterSecretariatDelayMedian: "aucun courrier envoyé avec ses quatre dates"
        case .stageDictationDelayMedian: "aucune dictée datée"
        case .stageTypingDelayMedian: "aucune frappe datée"
        case .stageValidationDelayMedian: "aucune validation datée"
        case .stageDispatchDelayMedian: "aucun envoi daté"
        case .lettersDictated, .lettersTyped, .lettersSent, .backlogToDictate, .backlogToType,
            .backlogToValidate, .backlogToSend, .backlogTotal, .backlogNetFlow:
            "aucune donnée de courrier"
        case .backlogToTypeAgeP90, .backlogToTypeOldest: "aucun courrier à frapper"
        case .backlogToTypeDaysOfWork: "rien à frapper, aucune frappe"
        case .callsReceived, .callsOutOfHours, .callsShortAbandoned, .callsOffered:
            "aucune donnée d'appel"
        case .phoneOpeningHours: "aucun appel reçu"
        case .answerRate, .abandonRate, .deflectionRate, .voicemailRate, .serviceLevel:
            "aucun appel présenté"
        case .waitMedian, .waitP90: "aucune attente connue"
        case .talkMean: "aucune durée connue"
        }
    }
}
