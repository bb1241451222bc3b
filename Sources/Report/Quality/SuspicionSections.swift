import Domain

/// « Données suspectes » and « Séquences impossibles » of donnees.html: what was found, what to do,
/// and by which rules.
enum SuspicionSections {
    /// More would be a fault of the definition as a whole; the sentence under the table counts them.
    private static let shown = 60

    static func suspicions(_ pages: MonthPages) -> [HTMLNode] {
        let all = SuspicionRules.all(pages).filter { $0.kind != .sequence }
        let found: HTMLNode
        if all.isEmpty {
            found = DataQualityPage.sentence(
                "Aucune règle ne signale de donnée suspecte ce mois-ci.")
        } else {
            found = scrollingTable(
                "suspects-table", caption: "Ce qui ne ressemble pas à l'activité",
                header: [column("Sujet"), column("Constat"), column("Que faire")],
                bodies: [tag("tbody", [], all.prefix(shown).map(row))])
        }
        let rest = all.count - shown
        return [
            found,
            rest > 0
                ? DataQualityPage.sentence(
                    FrenchNumbers.count(rest, "autre constat", "autres constats")
                        + " de même nature.") : .nothing,
            rules,
        ]
    }

    private static func row(_ suspicion: Suspicion) -> HTMLNode {
        tag(
            "tr", [], tag("th", [.row], .text(FrenchTypography.set(suspicion.subject))),
            tag(
                "td", class: "advice",
                .text(FrenchTypography.set(suspicion.finding.uppercasedFirst + "."))),
            tag("td", class: "advice", .text(FrenchTypography.set(suspicion.advice))))
    }

    static func sequences(_ pages: MonthPages) -> [HTMLNode] {
        let found = pages.report.quality.checks.filter {
            QualityCheck.sequences.contains($0.check) && $0.found > 0
        }
        let table =
            found.isEmpty
            ? DataQualityPage.sentence("Aucune dans les lignes du mois.")
            : scrollingTable(
                "sequences-table", caption: "Lignes dont les valeurs se contredisent",
                header: [
                    column("Source"), column("Séquence"), column("Cas", isNumber: true),
                    column("Sur", isNumber: true), column("Part", isNumber: true),
                    column("Que faire"),
                ],
                bodies: [tag("tbody", [], found.sorted(by: isBefore).map(row))])
        return [
            DataQualityPage.sentence(
                "Des lignes sont comptées, jamais nommées. Chaque étape est comparée à la dernière "
                    + "étape datée avant elle, dans le mois de la plus tardive ; un délai négatif "
                    + "compte pour 0 dans les indicateurs."), table,
            DataQualityPage.sentence(
                "Une venue qui finirait avant de commencer n'est pas cherchée : aucun indicateur ne "
                    + "lit le début des venues, qui n'est donc pas conservé."),
        ]
    }

    private static func isBefore(_ left: QualityCount, _ right: QualityCount) -> Bool {
        left.source == right.source
            ? left.check.rawValue < right.check.rawValue : left.source < right.source
    }

    private static func row(_ count: QualityCount) -> HTMLNode {
        let words = QualityWords.sequence(count.check)
        let share = FrenchNumbers.text(
            100 * Double(count.found) / Double(count.rows), decimals: 0...2)
        let mark: HTMLNode =
            SuspicionRules.isMarked(count)
            ? tag("span", class: "status watch", .text("▲\(FrenchNumbers.space)à vérifier"))
            : .nothing
        return tag(
            "tr", [], tag("td", class: "source", .text(count.source)),
            tag(
                "th", [.row], .text(FrenchTypography.set(words.title)),
                tag("small", [], .text(FrenchTypography.set(words.definition)))),
            cell(count.found), cell(count.rows),
            tag("td", class: "number", .text(share + FrenchNumbers.space + "%"), mark),
            tag("td", class: "advice", .text(FrenchTypography.set(words.advice))))
    }

    // MARK: The rules

    private static var rules: HTMLNode {
        func percent(_ share: Double) -> String {
            FrenchNumbers.text(100 * share, decimals: 0...0) + " %"
        }
        let volume = FrenchNumbers.text(UsualVolume.leastUsual, decimals: 0...0)
        let deviations = FrenchNumbers.text(UsualVolume.deviations, decimals: 0...0)
        let texts = [
            "Appels tous décrochés : à partir de \(SuspicionRules.leastCalls) appels, par source "
                + "(appels reçus) sinon par secrétariat (appels offerts). Là où un appel sur vingt "
                + "se perd, cela n'arrive par hasard qu'un mois sur 170.",
            "Étape jamais datée, attente jamais connue : aucune sur au moins "
                + "\(SuspicionRules.leastRows) lignes du mois.",
            "Étape qui n'est plus datée : au moins \(percent(SuspicionRules.shareLost)) des "
                + "courriers sans elle, alors que le mois précédent l'avait sur au moins "
                + "\(percent(SuspicionRules.shareDatedBefore)) d'au moins "
                + "\(SuspicionRules.leastRows).",
            "Courriers tous envoyés le jour de leur dictée : au moins "
                + "\(SuspicionRules.leastSameDay), sans exception.",
            "Venues introuvables : plus de \(percent(SuspicionRules.shareNotFound)) d'au moins "
                + "\(SuspicionRules.leastLinked) courriers envoyés qui nomment une venue. Normal au "
                + "premier mois chargé.",
            "Séquence à vérifier : au moins \(percent(SuspicionRules.shareOfSequences)) d'au moins "
                + "\(SuspicionRules.leastRows) lignes ; en dessous, ce sont des erreurs de saisie.",
            "Jour bien en dessous de l'habitude : un jour ouvré comparé à la médiane du même jour de "
                + "la semaine sur les \(UsualVolume.weeks) semaines précédentes (jours ouvrés seuls, "
                + "au moins \(UsualVolume.leastDays)), si elle est d'au moins \(volume) ; moins de "
                + "\(percent(UsualVolume.share)) de cette médiane, et plus de \(deviations) fois sa "
                + "racine carrée en dessous, ce que le hasard ne donne pas.",
            "Par secrétariat, seuls les appels sont suivis : des courriers non frappés un jour "
                + "disent une absence, non un défaut de l'export.",
        ]
        return tag(
            "details", [], tag("summary", [], "Les règles et leurs seuils"),
            tag(
                "ul", [.class("plain")],
                texts.map { tag("li", [], .text(FrenchTypography.set($0))) }))
    }
}

extension String {
    /// With a capital first letter, at the start of a sentence.
    var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}
