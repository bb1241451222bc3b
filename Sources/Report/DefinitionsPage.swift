import Domain

/// `definitions.html`: how each figure is computed and charted, and with which settings.
enum DefinitionsPage {
    static func render(_ pages: MonthPages) -> [UInt8] {
        pages.page(
            PageNames.definitions, heading: "Définitions",
            perimeter: "établissement, pôles et secrétariats",
            content: [DefinitionChanges(report: pages.report).section, words(pages)]
                + ReportSection.allCases.map { section($0, pages) }
                + [
                    ControlChartSection.content(), SettingsSection.content(pages.report),
                    TargetsSection(pages: pages).section,
                ])
    }

    private static func words(_ pages: MonthPages) -> HTMLNode {
        let days =
            pages.counted == .working
            ? "Les délais sont comptés en jours ouvrés : du lundi au vendredi, hors jours fériés "
                + "et jours fermés ; le jour de départ ne compte pas. Un délai négatif compte 0."
            : "Les délais sont comptés en jours calendaires ; le jour de départ ne compte pas. Un "
                + "délai négatif compte 0."
        let minimum = pages.report.minimumCount
        let entries: [(String, String)] = [
            (
                "Départ d'un courrier",
                "La fin de la venue ; à défaut la fin de venue écrite dans le courrier ; à défaut "
                    + "la dictée. Un courrier sans départ ne compte pas."
            ),
            (
                "Étape effective",
                "Une étape est faite le jour de sa date ou de celle d'une étape qui la suit, si "
                    + "elle vient plus tôt. Les délais par étape lisent les dates telles quelles."
            ),
            ("Délai", days),
            (
                "Échéance",
                "Le dernier jour dont le délai depuis le départ ne dépasse pas le délai cible du "
                    + "type de courrier."
            ),
            (
                "Courrier manquant",
                "Une venue réalisée qui attend un courrier et n'en a aucun d'un type qui y répond : "
                    + "il compte en retard, et dans les courriers en attente de dictée."
            ),
            (
                "Médiane",
                "La valeur du milieu ; la moyenne des deux du milieu si leur nombre est pair."
            ),
            (
                "9 sur 10",
                "Le 90e percentile, au rang le plus proche : 9 valeurs sur 10 ne le dépassent pas."
            ),
            (
                "Statut",
                "Jugé sur la valeur non arrondie. Atteint : la cible est tenue ; à surveiller : "
                    + "entre la cible et l'alerte ; non atteint : au-delà."
            ),
            (
                "Effectif insuffisant",
                "Taux, médianes, percentiles et moyennes de moins de \(minimum) observations ne "
                    + "sont pas montrés, ni leur statut."
            ),
            (
                "Non calculé",
                "Il n'y a rien à mesurer : ni 0, ni 100 %."
            ),
            (
                "Provisoire",
                "Le mois n'est pas fini, ou l'export d'une source est en retard : les chiffres "
                    + "s'arrêtent au dernier jour mesuré."
            ),
        ]
        return DataQualityPage.section(
            "Ce que veulent dire les mots", "mots",
            [
                tag(
                    "dl", [.class("facts")],
                    entries.flatMap { term, text in
                        [
                            tag("dt", [], .text(term)),
                            tag("dd", [], .text(FrenchTypography.set(text))),
                        ]
                    })
            ])
    }

    private static func section(_ section: ReportSection, _ pages: MonthPages) -> HTMLNode {
        let judged = Set(TargetsSection(pages: pages).shown.map(\.key.indicator))
        return DataQualityPage.section(
            section.title, section.anchor,
            section.indicators.map { definition($0, pages.counted, hasTarget: judged.contains($0)) }
        )
    }

    private static func definition(
        _ indicator: Indicator, _ counted: DayCount, hasTarget: Bool
    ) -> HTMLNode {
        let entry = IndicatorCatalogue[indicator]
        var facts = [
            ("Calcul", entry.formula), ("Ne comptent pas", entry.exclusions),
            ("Unité", entry.unit.label(counted)), ("Sens", direction(entry.direction)),
        ]
        if entry.hasSegments { facts.append(("Détail", "aussi par type de courrier")) }
        return tag(
            "article", [.class("definition"), .id(indicator.rawValue)],
            tag("h3", [], .text(entry.title)),
            tag(
                "dl", [],
                facts.flatMap { term, text in
                    [
                        tag("dt", [], .text(term)),
                        tag("dd", [], .text(FrenchTypography.set(text))),
                    ]
                }
                    + (hasTarget
                        ? [
                            tag("dt", [], "Cibles"),
                            tag(
                                "dd", [],
                                link("#" + TargetsSection.anchor(indicator), "en vigueur ce mois")),
                        ] : []) + [
                        tag("dt", [], "Nom technique"),
                        tag("dd", [], tag("code", [], .text(indicator.rawValue))),
                    ]))
    }

    private static func direction(_ direction: Direction) -> String {
        switch direction {
        case .higher: "plus la valeur est haute, mieux c'est"
        case .lower: "plus la valeur est basse, mieux c'est"
        case .none: "ni haut ni bas n'est mieux : repère d'activité"
        }
    }
}
