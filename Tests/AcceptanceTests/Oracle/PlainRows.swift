import Domain

/// A row of v_kpi, all columns.
struct PlainKPI: Hashable {
    var periodType: String
    var period: String
    var isProvisional: Bool
    /// establishment, pole or secretariat.
    var level: String
    var code: String
    var label: String
    var segment: String
    var kpi: String
    /// nil where the contract gives no title: any will do.
    var title: String?
    var unit: String
    var direction: String
    var numerator: Int?
    var denominator: Int?
    var value: Double?
    var target: Double?
    var alert: Double?
    var status: String
    var measuredTo: CivilDate

    /// What names the row.
    var key: String { "\(periodType) \(period) \(level) \(code) \(segment) \(kpi)" }
}

/// A row of v_backlog.
struct PlainBacklogRow: Hashable {
    var date: CivilDate
    var secretariat: String
    /// to_dictate, to_type, to_validate or to_send.
    var stage: String
    var stock = 0
    var entered = 0
    var left = 0
    /// Ages 0–2, 3–7, 8–14, 15–30, over 30 days.
    var ages = [0, 0, 0, 0, 0]
    var oldestDays: Int?

    var key: String { "\(date) \(secretariat) \(stage)" }
}

/// What contract §5 says of an indicator apart from its definition.
struct PlainIndicator {
    let direction: String
    let unit: String
    let title: String?

    static func named(_ kpi: String, countsWorkingDays: Bool) -> PlainIndicator {
        PlainIndicator(
            direction: higher.contains(kpi) ? "higher" : none.contains(kpi) ? "none" : "lower",
            unit: unit(kpi, countsWorkingDays), title: titles[kpi])
    }

    private static let higher: Set<String> = [
        "letter_on_time_rate", "letter_same_day_rate", "letter_coverage_rate", "answer_rate",
        "service_level",
    ]
    private static let none: Set<String> = [
        "letters_dictated", "letters_typed", "letters_sent", "calls_received",
        "calls_out_of_hours", "calls_short_abandoned", "calls_offered", "phone_opening_hours",
        "talk_mean",
    ]

    private static func unit(_ kpi: String, _ working: Bool) -> String {
        if kpi.hasSuffix("_rate") || kpi == "service_level" { return "%" }
        if kpi == "backlog_to_type_days_of_work" { return working ? "jours ouvrés" : "jours" }
        if kpi.hasPrefix("backlog_to_type_") { return "jours" }
        if kpi.contains("delay") { return working ? "jours ouvrés" : "jours" }
        if kpi.hasPrefix("letters_") || kpi.hasPrefix("backlog_") { return "courriers" }
        if kpi.hasPrefix("calls_") { return "appels" }
        return kpi == "phone_opening_hours" ? "heures" : "s"
    }

    private static let titles = [
        "letter_delay_median": "Délai médian d'envoi des courriers",
        "letter_on_time_rate": "Part des courriers envoyés dans le délai",
        "letter_same_day_rate": "Part des courriers envoyés le jour même (J0)",
        "letter_coverage_rate": "Taux d'exhaustivité des courriers",
        "backlog_to_type": "Courriers en attente de frappe",
        "backlog_to_dictate": "Courriers en attente de dictée",
        "backlog_to_validate": "Courriers en attente de validation",
        "backlog_to_send": "Courriers en attente d'envoi",
        "backlog_to_type_days_of_work": "Stock de frappe en jours de travail",
        "answer_rate": "Taux de décroché",
        "abandon_rate": "Taux d'abandon",
    ]
}
