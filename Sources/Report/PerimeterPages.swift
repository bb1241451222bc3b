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
                parts: parts, within: within(pages),
                members: pages.perimeters.poles.flatMap(\.secretariats)))
    }

    private static func within(_ pages: MonthPages) -> [AttentionSubject] {
        pages.perimeters.poles.filter { $0.code != .unknown }.flatMap { pole in
            [AttentionSubject(perimeter: pole.perimeter, label: pole.label, page: pole.page)]
                + pole.subjects
        }
    }

    /// Where the page's sections are: tables are long.
    private static var contents: HTMLNode {
        let places =
            [("Points d'attention", "points")]
            + ReportSection.allCases.map { ($0.title, $0.anchor) } + [("Graphiques", "graphiques")]
        return tag(
            "nav", [.class("contents"), HTMLAttribute("aria-label", "Sur cette page")],
            tag(
                "ul", [],
                places.map { title, anchor in
                    tag("li", [], link("#" + anchor, .text(title)))
                }))
    }

    /// The content of a perimeter's page.
    ///
    /// - Parameters:
    ///   - perimeters: the page's own, then those whose comments and revisions it tells too.
    ///   - summary: a table that stands before those of the sections.
    ///   - isForPaper: of the tables only the summary is printed, of the charts a choice, so that
    ///     the page is four sheets of A4 at most, whatever it holds.
    static func sections(
        _ pages: MonthPages, _ perimeters: [Perimeter], ownLabel: String, breakdown: String,
        parts: [IndicatorTables.Part], within: [AttentionSubject],
        members: [ReportedSecretariat], summary: HTMLNode = .nothing, isForPaper: Bool = false
    ) -> [HTMLNode] {
        let perimeter = perimeters.first ?? .establishment
        return [
            contents,
            KPICards(pages: pages, perimeter: perimeter).section,
            AttentionSection(
                pages: pages,
                own: AttentionSubject(perimeter: perimeter, label: ownLabel, page: ""),
                within: within, tellsOfData: perimeter == .establishment
            ).section,
            Comments(pages: pages, perimeters: perimeters).section,
            summary,
        ]
            + ReportSection.allCases.map { section in
                tag(
                    "section",
                    (isForPaper ? [.class("screen")] : [])
                        + [HTMLAttribute("aria-labelledby", section.anchor)],
                    tag("h2", [.id(section.anchor)], .text(section.title)),
                    IndicatorTables(
                        pages: pages, section: section, perimeter: perimeter, ownLabel: ownLabel,
                        breakdown: breakdown, parts: parts
                    ).content)
            } + [
                RevisionsSection(pages: pages, perimeters: perimeters).content,
                ChartSections(
                    pages: pages, perimeter: perimeter,
                    members: members.filter { $0.code != .unknown }, isForPaper: isForPaper
                ).section,
            ]
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
                label: [
                    secretariat.place,
                    tag("small", [], .text(beside)),
                ].group)
        }
        return pages.page(
            pole.page, heading: pole.label, perimeter: "pôle \(pole.code.written)",
            content: EstablishmentPage.sections(
                pages, pole.withSecretariats(pages.report), ownLabel: "Ensemble du pôle",
                breakdown: "par secrétariat", parts: parts, within: pole.subjects,
                members: pole.secretariats,
                summary: HeadlineTable(pages: pages, pole: pole).section, isForPaper: true)
                + remarks(pole))
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

extension Perimeters.Pole {
    /// Its published secretariats, each with the page of its own; `?` has none.
    var subjects: [AttentionSubject] {
        secretariats.filter { $0.code != .unknown }.map {
            AttentionSubject(
                perimeter: Perimeter(.secretariat, $0.code), label: $0.label,
                page: PageNames.secretariat($0.code))
        }
    }
}
