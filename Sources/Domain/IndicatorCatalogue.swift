/// All that is known of an indicator apart from its values.
package struct IndicatorEntry: Sendable {
    package let indicator: Indicator
    package let subject: IndicatorSubject
    package let form: IndicatorForm
    package let unit: IndicatorUnit
    package let direction: Direction
    /// Exists for each letter type too, beside segment `*` (contract §5, ▪); weeks have `*` alone.
    package let hasSegments: Bool
    /// French, as reports and `v_kpi` show it.
    package let title: String
    /// French: how the value is computed.
    package let formula: String
    /// French: what does not count.
    package let exclusions: String
}

/// The one table of the indicators: the computation, the checks of targets, the command `kpis`
/// and the page of definitions all read it.
///
/// It stands in Domain, not in Transform, since the reference files' checks and the reports need it
/// and know nothing of Transform.
package enum IndicatorCatalogue {
    package static subscript(_ indicator: Indicator) -> IndicatorEntry {
        // A test checks that every indicator has its entry, in the order of the cases.
        entries[indicator.ordinal]
    }

    /// In the order in which reports list them.
    package static let entries: [IndicatorEntry] = letterEntries + backlogEntries + callEntries

    private static func entry(
        _ indicator: Indicator, _ subject: IndicatorSubject, _ form: IndicatorForm,
        _ unit: IndicatorUnit, _ direction: Direction, segments: Bool = false,
        _ title: String, formula: String, exclusions: String
    ) -> IndicatorEntry {
        IndicatorEntry(
            indicator: indicator, subject: subject, form: form, unit: unit, direction: direction,
            hasSegments: segments, title: title, formula: formula, exclusions: exclusions)
    }

    private static let cancelled =
        "courriers annulés ; courriers sans aucune date de départ ; courriers sans étape faite dont la venue n'est pas réalisée"

    private static let letterEntries: [IndicatorEntry] = [
        entry(
            .letterDelayMedian, .letters, .median, .days, .lower, segments: true,
            "Délai médian d'envoi des courriers",
            formula:
                "Médiane du délai entre le départ (fin de la venue) et l'envoi, pour les courriers envoyés dans la période.",
            exclusions: cancelled),
        entry(
            .letterDelayP90, .letters, .percentile90, .days, .lower, segments: true,
            "Délai d'envoi de 9 courriers sur 10",
            formula:
                "90e percentile (rang le plus proche) du délai entre le départ et l'envoi, pour les courriers envoyés dans la période.",
            exclusions: cancelled),
        entry(
            .letterOnTimeRate, .letters, .rate, .percent, .higher, segments: true,
            "Part des courriers envoyés dans le délai",
            formula:
                "Courriers envoyés au plus tard à l'échéance ÷ courriers (manquants compris) dont l'échéance tombe dans la période et est passée.",
            exclusions: cancelled + " ; types sans délai cible"),
        entry(
            .letterSameDayRate, .letters, .rate, .percent, .higher, segments: true,
            "Part des courriers envoyés le jour même (J0)",
            formula:
                "Courriers envoyés le jour du départ ou avant ÷ courriers (manquants compris) des types « jour même » dont le départ tombe dans la période.",
            exclusions: cancelled + " ; types sans objectif « jour même »"),
        entry(
            .letterCoverageRate, .letters, .rate, .percent, .higher,
            "Taux d'exhaustivité des courriers",
            formula:
                "Venues terminées dans la période qui attendent un courrier et en ont un d'un type qui y répond, dont au moins une étape est faite ÷ venues terminées dans la période qui attendent un courrier.",
            exclusions:
                "venues non réalisées ; types de venue sans courrier attendu ; courriers annulés"),
        entry(
            .letterSecretariatDelayMedian, .letters, .median, .days, .lower,
            "Délai médian propre au secrétariat",
            formula:
                "Médiane de (dictée → frappe) + (validation → envoi), pour les courriers envoyés dans la période.",
            exclusions: cancelled + " ; courriers auxquels manque l'une des quatre dates"),
        entry(
            .stageDictationDelayMedian, .letters, .median, .days, .lower,
            "Délai médian de dictée (médecin)",
            formula:
                "Médiane du délai entre le départ et la dictée, pour les courriers dictés dans la période.",
            exclusions: cancelled
                + " ; courriers sans date de dictée ou dont la fin de venue est inconnue"),
        entry(
            .stageTypingDelayMedian, .letters, .median, .days, .lower,
            "Délai médian de frappe (secrétariat)",
            formula:
                "Médiane du délai entre la dictée et la frappe, pour les courriers frappés dans la période.",
            exclusions: cancelled + " ; courriers sans les deux dates"),
        entry(
            .stageValidationDelayMedian, .letters, .median, .days, .lower,
            "Délai médian de validation (médecin)",
            formula:
                "Médiane du délai entre la frappe et la validation, pour les courriers validés dans la période.",
            exclusions: cancelled + " ; courriers sans les deux dates"),
        entry(
            .stageDispatchDelayMedian, .letters, .median, .days, .lower,
            "Délai médian d'expédition (secrétariat)",
            formula:
                "Médiane du délai entre la validation et l'envoi, pour les courriers envoyés dans la période.",
            exclusions: cancelled + " ; courriers sans les deux dates"),
        entry(
            .lettersDictated, .letters, .count, .letters, .none,
            "Courriers dictés",
            formula: "Nombre de courriers dont la dictée effective tombe dans la période.",
            exclusions: cancelled),
        entry(
            .lettersTyped, .letters, .count, .letters, .none,
            "Courriers frappés",
            formula: "Nombre de courriers dont la frappe effective tombe dans la période.",
            exclusions: cancelled),
        entry(
            .lettersSent, .letters, .count, .letters, .none, segments: true,
            "Courriers envoyés",
            formula: "Nombre de courriers dont l'envoi effectif tombe dans la période.",
            exclusions: cancelled),
    ]

    private static let backlogEntries: [IndicatorEntry] = [
        entry(
            .backlogToDictate, .letters, .stock, .letters, .lower,
            "Courriers en attente de dictée",
            formula:
                "En fin de période, courriers dont le départ est atteint et non dictés, courriers manquants compris.",
            exclusions: cancelled
                + " ; courriers manquants depuis plus longtemps que le délai de sortie du stock"),
        entry(
            .backlogToType, .letters, .stock, .letters, .lower,
            "Courriers en attente de frappe",
            formula: "En fin de période, courriers dictés et non frappés.",
            exclusions: cancelled),
        entry(
            .backlogToValidate, .letters, .stock, .letters, .lower,
            "Courriers en attente de validation",
            formula: "En fin de période, courriers frappés et non validés.",
            exclusions: cancelled),
        entry(
            .backlogToSend, .letters, .stock, .letters, .lower,
            "Courriers en attente d'envoi",
            formula: "En fin de période, courriers validés et non envoyés.",
            exclusions: cancelled),
        entry(
            .backlogTotal, .letters, .stock, .letters, .lower,
            "Courriers en attente, toutes étapes",
            formula:
                "Somme des courriers en attente de dictée, de frappe, de validation et d'envoi.",
            exclusions: cancelled),
        entry(
            .backlogNetFlow, .letters, .stock, .letters, .lower,
            "Variation du stock de courriers",
            formula:
                "Stock total en fin de période moins stock total la veille de son premier jour.",
            exclusions: cancelled),
        entry(
            .backlogToTypeAgeP90, .letters, .percentile90, .calendarDays, .lower,
            "Âge de 9 courriers à frapper sur 10",
            formula:
                "90e percentile du nombre de jours calendaires écoulés depuis la dictée, pour les courriers à frapper en fin de période.",
            exclusions: cancelled),
        entry(
            .backlogToTypeOldest, .letters, .maximum, .calendarDays, .lower,
            "Âge du plus ancien courrier à frapper",
            formula:
                "Nombre de jours calendaires depuis la dictée du plus ancien courrier à frapper en fin de période.",
            exclusions: cancelled),
        entry(
            .backlogToTypeDaysOfWork, .letters, .daysOfWork, .days, .lower,
            "Stock de frappe en jours de travail",
            formula:
                "Courriers à frapper ÷ (courriers frappés dans les 28 jours qui finissent en fin de période ÷ jours ouvrés de ces 28 jours).",
            exclusions: cancelled),
    ]

    private static let notOffered =
        "appels sortants ; appels internes, sauf si la définition les inclut ; appels hors horaires ou un jour fermé ; abandons plus courts que le seuil"

    private static let callEntries: [IndicatorEntry] = [
        entry(
            .callsReceived, .calls, .count, .calls, .none,
            "Appels reçus",
            formula: "Nombre d'appels entrants de la période.",
            exclusions: "appels sortants ; appels internes, sauf si la définition les inclut"),
        entry(
            .callsOutOfHours, .calls, .count, .calls, .none,
            "Appels hors horaires",
            formula:
                "Appels reçus en dehors des heures d'ouverture, un jour férié ou un jour fermé.",
            exclusions: "appels sortants ; appels internes, sauf si la définition les inclut"),
        entry(
            .callsShortAbandoned, .calls, .count, .calls, .none,
            "Abandons très courts",
            formula:
                "Appels reçus aux heures d'ouverture et abandonnés après une attente connue plus courte que le seuil.",
            exclusions: "appels sortants ; appels internes, sauf si la définition les inclut"),
        entry(
            .callsOffered, .calls, .count, .calls, .none,
            "Appels présentés",
            formula: "Appels reçus moins appels hors horaires moins abandons très courts.",
            exclusions: notOffered),
        entry(
            .phoneOpeningHours, .calls, .mean, .hours, .none,
            "Heures d'ouverture du téléphone",
            formula:
                "Heures d'ouverture de la période d'un secrétariat qui y a reçu un appel ; pôles et établissement : moyenne de leurs secrétariats.",
            exclusions: "secrétariats sans appel reçu ; « Non rattaché »"),
        entry(
            .answerRate, .calls, .rate, .percent, .higher,
            "Taux de décroché",
            formula: "Appels décrochés ÷ appels présentés.", exclusions: notOffered),
        entry(
            .abandonRate, .calls, .rate, .percent, .lower,
            "Taux d'abandon",
            formula: "Appels abandonnés ÷ appels présentés.", exclusions: notOffered),
        entry(
            .deflectionRate, .calls, .rate, .percent, .lower,
            "Taux de dissuasion",
            formula: "Appels renvoyés sans réponse d'une personne ÷ appels présentés.",
            exclusions: notOffered),
        entry(
            .voicemailRate, .calls, .rate, .percent, .lower,
            "Taux de messagerie",
            formula: "Appels aboutis à la messagerie ÷ appels présentés.", exclusions: notOffered),
        entry(
            .serviceLevel, .calls, .rate, .percent, .higher,
            "Niveau de service",
            formula:
                "Appels décrochés dans le seuil d'attente ÷ appels présentés ; une attente inconnue n'est pas dans le seuil.",
            exclusions: notOffered),
        entry(
            .waitMedian, .calls, .median, .seconds, .lower,
            "Attente médiane avant décroché",
            formula: "Médiane des attentes connues des appels présentés et décrochés.",
            exclusions: notOffered),
        entry(
            .waitP90, .calls, .percentile90, .seconds, .lower,
            "Attente de 9 appels décrochés sur 10",
            formula: "90e percentile des attentes connues des appels présentés et décrochés.",
            exclusions: notOffered),
        entry(
            .talkMean, .calls, .mean, .seconds, .none,
            "Durée moyenne de conversation",
            formula: "Moyenne des durées connues des appels présentés et décrochés.",
            exclusions: notOffered),
    ]
}
