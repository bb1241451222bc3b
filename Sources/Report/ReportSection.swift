import Domain

/// The three sections of a perimeter's page, and the tables that each is cut into: at most six
/// columns, so that a table stands on a portrait A4.
enum ReportSection: CaseIterable {
    case letters, backlog, calls

    var title: String {
        switch self {
        case .letters: "Courriers"
        case .backlog: "Courriers en attente"
        case .calls: "Téléphone"
        }
    }

    var anchor: String {
        switch self {
        case .letters: "courriers"
        case .backlog: "stocks"
        case .calls: "telephone"
        }
    }

    var subject: IndicatorSubject { self == .calls ? .calls : .letters }

    /// Every indicator stands in one group of one section.
    var groups: [(title: String, indicators: [Indicator])] {
        switch self {
        case .letters:
            [
                (
                    "Délais d'envoi",
                    [
                        .letterDelayMedian, .letterDelayP90, .letterOnTimeRate,
                        .letterSameDayRate, .letterCoverageRate,
                    ]
                ),
                (
                    "Délais par étape",
                    [
                        .letterSecretariatDelayMedian, .stageDictationDelayMedian,
                        .stageTypingDelayMedian, .stageValidationDelayMedian,
                        .stageDispatchDelayMedian,
                    ]
                ),
                ("Activité", [.lettersDictated, .lettersTyped, .lettersSent]),
            ]
        case .backlog:
            [
                (
                    "Stocks",
                    [
                        .backlogToDictate, .backlogToType, .backlogToValidate, .backlogToSend,
                        .backlogTotal, .backlogNetFlow,
                    ]
                ),
                (
                    "Stock de frappe",
                    [.backlogToTypeAgeP90, .backlogToTypeOldest, .backlogToTypeDaysOfWork]
                ),
            ]
        case .calls:
            [
                (
                    "Réponse aux appels",
                    [.answerRate, .abandonRate, .deflectionRate, .voicemailRate, .serviceLevel]
                ),
                ("Attente et conversation", [.waitMedian, .waitP90, .talkMean]),
                (
                    "Activité",
                    [
                        .callsReceived, .callsOutOfHours, .callsShortAbandoned, .callsOffered,
                        .phoneOpeningHours,
                    ]
                ),
            ]
        }
    }

    var indicators: [Indicator] { groups.flatMap(\.indicators) }

    /// The indicators that stand on the cards at the top of a page.
    static let headlines: [Indicator] = [
        .letterDelayMedian, .letterOnTimeRate, .letterSameDayRate, .letterCoverageRate,
        .backlogToType, .backlogToTypeDaysOfWork, .answerRate, .waitMedian,
    ]
}
