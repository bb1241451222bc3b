import Domain

/// The settings in force, at the end of the definitions.
enum SettingsSection {
    static func content(_ report: MonthReport) -> HTMLNode {
        DataQualityPage.section(
            "Réglages en vigueur", "reglages",
            [
                tag(
                    "dl", [.class("facts")],
                    (facts(report) + closedDays(report)).flatMap { term, text in
                        [tag("dt", [], .text(term)), tag("dd", [], .text(text))]
                    }),
                openingTable(report.settings), letterTypeTable(report),
            ])
    }

    static func facts(_ report: MonthReport) -> [(String, String)] {
        let settings = report.settings
        let firstDay = settings.firstDayMeasured(asOf: report.measuredAsOf)
        return [
            (
                "Délais des courriers",
                settings.dayCount == .working ? "en jours ouvrés" : "en jours calendaires"
            ),
            ("Jours fériés", zone(settings.zone)),
            ("Mesure depuis", "le " + FrenchDates.full(firstDay)),
            (
                "Courrier manquant",
                "sort du stock après "
                    + FrenchNumbers.count(settings.missingLetterDays, "jour", "jours")
                    + " calendaires ; il reste en retard et non couvert".frenchSpaces
            ),
            (
                "Abandon très court",
                "moins de \(FrenchNumbers.whole(settings.shortAbandonSeconds))\u{00A0}s d'attente"
            ),
            (
                "Niveau de service",
                "décroché en \(FrenchNumbers.whole(settings.serviceLevelSeconds))\u{00A0}s au plus"
            ),
            (
                "Appels internes",
                settings.includesInternalCalls ? "comptés" : "non comptés"
            ),
            (
                "Effectif minimal",
                FrenchNumbers.count(report.minimumCount, "observation", "observations")
            ),
        ]
    }

    /// Those of the month, of the reference file alone.
    private static func closedDays(_ report: MonthReport) -> [(String, String)] {
        func days(_ isOpen: Bool) -> String {
            let days = report.closedDays
                .filter { report.month.contains($0.date) && $0.isOpen == isOpen }
                .sorted { $0.date < $1.date }
                .map { day in
                    FrenchDates.full(day.date) + (day.label.isEmpty ? "" : " (\(day.label))")
                }
            return days.isEmpty ? "aucun" : days.joined(separator: ", ").frenchSpaces
        }
        return [
            ("Jours fermés du mois, hors jours fériés", days(false)),
            ("Jours fériés travaillés du mois", days(true)),
        ]
    }

    /// The hours of a weekday, in order.
    static func opening(_ settings: MeasureSettings, _ weekday: Int) -> String {
        let slots = (settings.opening[weekday] ?? []).sorted().map {
            FrenchDates.time(minutes: $0.open) + " – " + FrenchDates.time(minutes: $0.close)
        }
        return slots.isEmpty ? "fermé" : slots.joined(separator: ", ")
    }

    /// `7 jours`, or that there is no due day.
    static func delay(_ type: ReportedLetterType, _ settings: MeasureSettings) -> String {
        guard let days = type.targetDays else { return "sans échéance" }
        let unit = FrenchNumbers.unit(.days, after: Double(days), settings.dayCount)
        return FrenchNumbers.whole(days) + FrenchNumbers.space + unit
    }

    private static func zone(_ zone: HolidayZone) -> String {
        switch zone {
        case .metropole: "métropole"
        case .alsaceMoselle: "Alsace-Moselle"
        case .guadeloupe: "Guadeloupe"
        case .martinique: "Martinique"
        case .guyane: "Guyane"
        case .laReunion: "La Réunion"
        case .mayotte: "Mayotte"
        case .saintBarthelemy: "Saint-Barthélemy"
        case .saintMartin: "Saint-Martin"
        }
    }

    private static func openingTable(_ settings: MeasureSettings) -> HTMLNode {
        scrollingTable(
            "reglages-horaires",
            caption: "Ouverture du téléphone, là où un secrétariat n'a pas ses propres horaires",
            header: [column("Jour"), column("Heures d'ouverture")],
            bodies: [
                tag(
                    "tbody", [],
                    (1...7).map { weekday in
                        tag(
                            "tr", [],
                            tag("th", [.row], .text(FrenchDates.weekdays[weekday] ?? "")),
                            cell(opening(settings, weekday)))
                    })
            ])
    }

    private static func letterTypeTable(_ report: MonthReport) -> HTMLNode {
        guard !report.letterTypes.isEmpty else { return .nothing }
        return scrollingTable(
            "reglages-types", caption: "Types de courrier",
            header: [
                column("Type"), column("Code"), column("Délai cible", isNumber: true),
                column("Envoi le jour même"),
            ],
            bodies: [
                tag(
                    "tbody", [],
                    report.letterTypes.map { type in
                        tag(
                            "tr", [], tag("th", [.row], .text(type.label)),
                            cell(type.code.written),
                            tag("td", class: "number", .text(delay(type, report.settings))),
                            cell(type.isSameDay ? "attendu" : "non"))
                    })
            ])
    }
}

extension String {
    fileprivate var frenchSpaces: String { FrenchTypography.set(self) }
}
