import Domain

/// `donnees.html`: what the figures rest on, and what is missing from it.
enum DataQualityPage {
    static func render(_ pages: MonthPages) -> [UInt8] {
        let quality = pages.report.quality
        return pages.page(
            PageNames.quality, heading: "Qualité des données",
            perimeter: "établissement, toutes les sources",
            content: [
                section("Fraîcheur des sources", "fraicheur", freshness(pages.report)),
                section("Couverture", "couverture", coverage(pages.report)),
                section("Fichiers refusés", "refus", refusals(quality)),
                section("Jours sans données", "jours", silentDays(quality)),
                section("Données suspectes", "suspects", SuspicionSections.suspicions(pages)),
                section("Séquences impossibles", "sequences", SuspicionSections.sequences(pages)),
                section("Lignes lues", "lignes", fileRows(quality)),
                section("Lignes rejetées", "rejets", RejectTables.content(quality)),
                section("Unités et files non rattachées", "unites", unmapped(quality)),
                section("Types inconnus", "types", unknownTypes(quality)),
            ])
    }

    static func section(_ title: String, _ anchor: String, _ content: [HTMLNode]) -> HTMLNode {
        tag(
            "section", [HTMLAttribute("aria-labelledby", anchor)],
            [tag("h2", [.id(anchor)], .text(title))] + content)
    }

    static func sentence(_ text: String) -> HTMLNode {
        tag("p", [], .text(FrenchTypography.set(text)))
    }

    /// Rows of one table: the page stays small whatever went wrong.
    private static let rowsShown = 200

    private static func others(_ count: Int) -> HTMLNode {
        guard count > rowsShown else { return .nothing }
        let rest = FrenchNumbers.count(count - rowsShown, "autre", "autres")
        return sentence("Et \(rest) : l'entrepôt les contient tous.")
    }

    private static func kind(_ kind: SourceKind) -> String {
        switch kind {
        case .encounters: "venues"
        case .letters: "courriers"
        case .calls: "appels"
        }
    }

    private static func date(_ date: CivilDate?) -> String {
        date.map(FrenchDates.full) ?? "–"
    }

    private static func freshness(_ report: MonthReport) -> [HTMLNode] {
        let quality = report.quality
        guard !quality.sources.isEmpty else { return [sentence("Aucune source.")] }
        return [
            sentence(
                "Au \(FrenchDates.full(report.asOf)). Une source dont le dernier événement remonte à "
                    + "plus de 2 jours ouvrés est en retard : ses chiffres sont mesurés jusque-là."),
            scrollingTable(
                "fraicheur-table", caption: "Sources et dernier jour connu",
                header: [
                    column("Source"), column("Contenu"), column("Dernier événement"),
                    column("Jours ouvrés depuis", isNumber: true), column("État"),
                    column("Fichiers présents", isNumber: true),
                    column("Fichiers chargés", isNumber: true),
                    column("Fichiers refusés", isNumber: true),
                ],
                bodies: [
                    tag(
                        "tbody", [],
                        quality.sources.map { source in
                            tag(
                                "tr", [], tag("th", [.row], .text(source.name)),
                                tag("td", class: "word", .text(kind(source.kind))),
                                cell(date(source.lastEventDay)),
                                daysBehind(source, report),
                                tag("td", class: "state", state(source)), cell(source.filesPresent),
                                cell(source.filesLoaded), cell(source.refused.count))
                        })
                ]),
        ]
    }

    private static func daysBehind(_ source: SourceQuality, _ report: MonthReport) -> HTMLNode {
        guard source.until == nil, let last = source.lastEventDay else {
            return tag("td", class: "number", "–")
        }
        return cell(report.calendar.workingDays(after: last, through: report.asOf))
    }

    private static func state(_ source: SourceQuality) -> HTMLNode {
        if let until = source.until {
            return .text("système remplacé, jusqu'au \(FrenchDates.full(until))")
        }
        if source.lastEventDay == nil { return "aucun événement" }
        let (name, text) =
            source.isLate
            ? ("watch", "▲\(FrenchNumbers.space)en retard")
            : ("met", "●\(FrenchNumbers.space)à jour")
        let status = tag("span", class: "status " + name, .text(text))
        guard !source.isLate, let day = source.overdueDay else { return status }
        return [
            status,
            tag(
                "small", [],
                .text(
                    FrenchTypography.set(
                        "en retard sur son jour habituel : rien encore du "
                            + FrenchDates.withWeekday(day)))),
        ].group
    }

    private static func refusals(_ quality: DataQuality) -> [HTMLNode] {
        let refused = quality.sources.flatMap { source in
            source.refused.map { (source.name, $0) }
        }
        guard !refused.isEmpty else { return [sentence("Aucun fichier refusé.")] }
        return [
            sentence(
                "Rien d'un fichier refusé n'est chargé ; ce qu'une version plus ancienne avait "
                    + "apporté reste."),
            scrollingTable(
                "refus-table", caption: "Fichiers refusés",
                header: [column("Source"), column("Fichier"), column("Motif")],
                bodies: [
                    tag(
                        "tbody", [],
                        refused.prefix(rowsShown).map { source, file in
                            tag(
                                "tr", [], cell(source), tag("th", [.row], .text(file.file)),
                                cell(FrenchTypography.set(QualityWords.refusal(file.code))))
                        })
                ]), others(refused.count),
        ]
    }

    private static func coverage(_ report: MonthReport) -> [HTMLNode] {
        let end = min(report.month.lastDay, report.asOf)
        let sources = report.quality.sources.compactMap { source in
            source.events.map {
                CoverageStrip.Source(
                    name: source.name, events: $0, silent: Set(source.daysWithoutData ?? []),
                    low: Set(source.lowDays.map(\.day)))
            }
        }
        guard !sources.isEmpty, report.month.firstDay <= end else {
            return [sentence("Non déterminée pour ce mois.")]
        }
        let strip = CoverageStrip(
            id: "graphique-couverture", sources: sources,
            days: (0...end.days(since: report.month.firstDay)).map { report.month.firstDay + $0 },
            calendar: report.calendar)
        return [strip.figure.node]
    }

    private static func silentDays(_ quality: DataQuality) -> [HTMLNode] {
        let known = quality.sources.filter { $0.daysWithoutData != nil }
        guard !known.isEmpty else { return [sentence("Non déterminé pour ce mois.")] }
        let lines = known.compactMap { source -> HTMLNode? in
            guard let days = source.daysWithoutData, !days.isEmpty else { return nil }
            let count = FrenchNumbers.count(Set(days).count, "jour", "jours")
            return tag(
                "li", [], tag("strong", [], .text(source.name)),
                .text(
                    FrenchTypography.set(" : \(count), ")
                        + FrenchDates.ranges(days).joined(separator: ", ")))
        }
        guard !lines.isEmpty else {
            return [sentence("Aucun jour d'ouverture du mois sans données.")]
        }
        return [tag("ul", [.class("plain")], lines)]
    }

    private static func unmapped(_ quality: DataQuality) -> [HTMLNode] {
        guard !quality.unmapped.isEmpty else {
            return [sentence("Toutes les unités et toutes les files sont rattachées.")]
        }
        return [
            sentence(
                "La table de correspondance ne connaît pas ces codes aux jours concernés : leurs "
                    + "lignes comptent dans l'établissement, sous « Non rattaché »."),
            scrollingTable(
                "unites-table", caption: "Codes à ajouter à la table de correspondance",
                header: [
                    column("Source"), column("Code"), column("Lignes", isNumber: true),
                    column("Premier jour"), column("Dernier jour"),
                ],
                bodies: [
                    tag(
                        "tbody", [],
                        quality.unmapped.prefix(rowsShown).map { unit in
                            tag(
                                "tr", [], cell(unit.source),
                                tag(
                                    "th", [.row],
                                    unit.code.isEmpty ? "(vide)" : .text(unit.code)),
                                cell(unit.rows), cell(date(unit.firstDay)),
                                cell(date(unit.lastDay)))
                        })
                ]), others(quality.unmapped.count),
        ]
    }

    private static func unknownTypes(_ quality: DataQuality) -> [HTMLNode] {
        guard !quality.unknownTypes.isEmpty else {
            return [sentence("Tous les types de courrier et de venue sont connus.")]
        }
        return [
            sentence(
                "Un courrier d'un type inconnu compte sans échéance ; une venue d'un type inconnu "
                    + "n'attend pas de courrier."),
            scrollingTable(
                "types-table", caption: "Codes absents des fichiers de référence",
                header: [
                    column("Type"), column("Code"), column("Lignes", isNumber: true),
                ],
                bodies: [
                    tag(
                        "tbody", [],
                        quality.unknownTypes.prefix(rowsShown).map { type in
                            tag(
                                "tr", [], cell(type.kind == .letters ? "courrier" : "venue"),
                                tag("th", [.row], .text(type.code)), cell(type.rows))
                        })
                ]), others(quality.unknownTypes.count),
        ]
    }

    private static func fileRows(_ quality: DataQuality) -> [HTMLNode] {
        guard !quality.files.isEmpty else { return [sentence("Aucun fichier chargé.")] }
        return FileTables.content(quality)
    }
}
