import Domain

/// `index.html`: the establishment, and its poles side by side.
enum EstablishmentPage {
    static func render(_ pages: MonthPages) -> [UInt8] {
        let parts = pages.perimeters.poles.map { pole in
            IndicatorTables.Part(
                perimeter: pole.perimeter,
                label: [
                    link(pole.page, .text(pole.label)), tag("small", [], .text(pole.code.written)),
                ].group)
        }
        return pages.page(
            PageNames.establishment, heading: pages.report.establishment,
            perimeter: "établissement",
            content: sections(
                pages, [.establishment], ownLabel: "Établissement", breakdown: "par pôle",
                parts: parts))
    }

    /// The content of a perimeter's page.
    ///
    /// - Parameter perimeters: the page's own, then those that have no page of their own.
    fileprivate static func sections(
        _ pages: MonthPages, _ perimeters: [Perimeter], ownLabel: String, breakdown: String,
        parts: [IndicatorTables.Part]
    ) -> [HTMLNode] {
        let perimeter = perimeters.first ?? .establishment
        return [
            KPICards(pages: pages, perimeter: perimeter).section,
            Comments(pages: pages, perimeters: perimeters).section,
        ]
            + ReportSection.allCases.map { section in
                tag(
                    "section", [HTMLAttribute("aria-labelledby", section.anchor)],
                    tag("h2", [.id(section.anchor)], .text(section.title)),
                    IndicatorTables(
                        pages: pages, section: section, perimeter: perimeter, ownLabel: ownLabel,
                        breakdown: breakdown, parts: parts
                    ).content)
            } + [RevisionsSection(pages: pages, perimeters: perimeters).content]
    }
}

/// `pole-CODE.html`: a pole, and its published secretariats side by side.
enum PolePage {
    static func render(_ pole: Perimeters.Pole, _ pages: MonthPages) -> [UInt8] {
        let parts = pole.secretariats.map { secretariat in
            let beside = [secretariat.code.written, secretariat.service]
                .filter { !$0.isEmpty && $0 != secretariat.label }.joined(separator: " · ")
            return IndicatorTables.Part(
                perimeter: Perimeter(.secretariat, secretariat.code),
                label: [.text(secretariat.label), tag("small", [], .text(beside))].group)
        }
        return pages.page(
            pole.page, heading: pole.label, perimeter: "pôle \(pole.code.written)",
            content: EstablishmentPage.sections(
                pages, pole.withSecretariats(pages.report), ownLabel: "Ensemble du pôle",
                breakdown: "par secrétariat",
                parts: parts) + remarks(pole))
    }

    private static func remarks(_ pole: Perimeters.Pole) -> [HTMLNode] {
        var sentences = [
            "Un secrétariat figure dans son pôle du dernier jour mesuré, avec ses chiffres de tout "
                + "le mois ; le pôle compte chaque événement au pôle du jour où il a eu lieu."
        ]
        if pole.code == .unknown {
            sentences.append(
                "Ces lignes portent une unité ou une file que la table de correspondance ne "
                    + "connaît pas : elles comptent dans les chiffres de l'établissement.")
        }
        if pole.unpublishedCount > 0 {
            let count = FrenchNumbers.count(
                pole.unpublishedCount, "secrétariat compte", "secrétariats comptent")
            sentences.append("\(count) dans le pôle sans avoir de ligne dans les rapports.")
        }
        return sentences.map { tag("p", [], tag("small", [], .text(FrenchTypography.set($0)))) }
    }
}
