import Domain

/// The section of a frozen month's page that lists what was revised since, and why.
struct RevisionsSection {
    let pages: MonthPages
    /// Whom the page is about, its secretariats included.
    let perimeters: [Perimeter]

    static let anchor = "revisions"
    /// Rows of a table: a setting that changed revises every figure, and the CSV file has them all.
    private static let longest = 40

    private var revisions: Revisions { pages.revisions }

    /// Nothing where the month is not frozen.
    var content: HTMLNode {
        guard let month = revisions.month else { return .nothing }
        let shown = perimeters.flatMap { perimeter in
            revisions.figures.filter { $0.perimeter == perimeter }
        }
        var nodes = [
            tag("h2", [.id(Self.anchor)], "Révisions"), paragraph(introduction(month, shown)),
        ]
        if !shown.isEmpty {
            let tables =
                [figureTable(shown, month), more(shown.count)]
                + causes(
                    month.causes.filter { cause in
                        shown.contains { IndicatorCatalogue[$0.indicator].subject == cause.subject }
                    })
            nodes += isForPaper ? [tag("div", [.class("screen")], tables), onPaper(shown)] : tables
        }
        return tag("section", [HTMLAttribute("aria-labelledby", Self.anchor)], nodes)
    }

    /// A pole's page is four sheets at most, whatever was revised.
    private var isForPaper: Bool { perimeters.first?.level == .pole }

    private func onPaper(_ shown: [RevisedFigure]) -> HTMLNode {
        let count = FrenchNumbers.count(shown.count, "chiffre révisé", "chiffres révisés")
        return tag(
            "p", class: "print soft",
            .text(
                FrenchTypography.set(
                    "\(count) : à lire à l'écran, avec ce qui les a changés, ou dans "
                        + "revisions.csv.")))
    }

    private func paragraph(_ text: String) -> HTMLNode {
        tag("p", [], .text(FrenchTypography.set(text)))
    }

    private func introduction(_ month: MonthRevisions, _ shown: [RevisedFigure]) -> String {
        let frozen =
            "Les chiffres, les graphiques et les phrases de cette page ont été figés au "
            + "\(FrenchDates.full(month.frozenAsOf)) et ne changent plus. Les limites de "
            + "contrôle, les cartes par semaine et les points « données » disent ce que l'on sait "
            + "aujourd'hui."
        guard month.current != nil else {
            return frozen + " Le mois n'est plus mesuré : rien ne peut leur être comparé."
        }
        guard !shown.isEmpty else {
            return frozen + " Mesurés à nouveau au \(FrenchDates.full(pages.report.asOf)), les "
                + "chiffres sont les mêmes."
        }
        return frozen + " Mesurés à nouveau au \(FrenchDates.full(pages.report.asOf)), des "
            + "chiffres sont différents."
    }

    // MARK: Figures

    private func figureTable(_ shown: [RevisedFigure], _ month: MonthRevisions) -> HTMLNode {
        scrollingTable(
            "revisions-chiffres", caption: "Chiffres publiés et chiffres révisés",
            header: [
                column("Indicateur"), column("Publié", isNumber: true),
                column("Révisé", isNumber: true),
            ],
            bodies: [
                tag("tbody", [], shown.prefix(Self.longest).map { row($0, month) })
            ], isLong: true)
    }

    private func row(_ figure: RevisedFigure, _ month: MonthRevisions) -> HTMLNode {
        // A type that came later is of today's definitions alone.
        let types = pages.report.letterTypes + (month.definitions?.letterTypes ?? [])
        let type = types.first { $0.code == figure.segment }?.label
        let whose = [figure.label, figure.segment == .all ? nil : type ?? figure.segment.written]
            .compactMap { $0 }.joined(separator: " · ")
        return tag(
            "tr", [],
            tag(
                "th", [.row], FigureCells(counted: pages.counted).title(figure.indicator),
                tag("small", [], .text(whose))),
            cell(figure.published, revisions.publishedCount), cell(figure.revised, month.counted))
    }

    private func cell(_ figure: Figure, _ counted: DayCount) -> HTMLNode {
        let beside = [
            FigureText.observations(figure),
            FigureText.target(figure, counted).map { "cible " + $0 },
        ].compactMap { $0 }.joined(separator: ", ")
        return tag(
            "td", class: "number", .text(FigureWords.text(figure, counted)),
            beside.isEmpty ? .nothing : tag("small", [], .text(beside)))
    }

    private func more(_ count: Int) -> HTMLNode {
        let rest = count - Self.longest
        let what =
            rest > 0
            ? "Et " + FrenchNumbers.count(rest, "autre chiffre", "autres chiffres") + " : voir "
            : "Les mêmes lignes pour un tableur : "
        return tag(
            "p", [],
            tag(
                "small", [], .text(FrenchTypography.set(what)),
                link(PageNames.revisions, .text(PageNames.revisions))))
    }

    // MARK: Causes

    private func causes(_ causes: [RevisionCause]) -> [HTMLNode] {
        let lines = CauseLine.lines(causes)
        guard !lines.isEmpty else { return [] }
        let rest = lines.count - Self.longest
        return [
            scrollingTable(
                "revisions-causes", caption: "Ce qui a changé, le plus récent d'abord",
                header: [
                    column("Cause"), column("Concerne"), column("Lignes", isNumber: true),
                    column("Données arrêtées au"),
                ],
                bodies: [
                    tag(
                        "tbody", [],
                        lines.prefix(Self.longest).map { line in
                            tag(
                                "tr", [], tag("th", [.row], .text(line.what)), cell(line.whom),
                                line.rows.map { cell($0) } ?? cell("–"), cell(line.days))
                        })
                ], isLong: true),
            rest > 0
                ? paragraph("Et \(FrenchNumbers.count(rest, "autre cause", "autres causes")).")
                : .nothing,
        ]
    }

    private func cell(_ number: Int) -> HTMLNode {
        tag("td", class: "number", .text(FrenchNumbers.whole(number)))
    }

    private func cell(_ text: String) -> HTMLNode { tag("td", [], .text(text)) }
}

/// One thing that changed, in one run or in several.
private struct CauseLine {
    let what: String
    let whom: String
    let rows: Int?
    let days: String

    /// The same file or setting once, whatever the number of runs; the latest first.
    static func lines(_ causes: [RevisionCause]) -> [CauseLine] {
        struct Thing: Hashable {
            let kind: RevisionCause.Kind
            let source: String
            let name: String
            let detail: String
        }
        var order: [Thing] = []
        var byThing: [Thing: [RevisionCause]] = [:]
        for cause in causes {
            let thing = Thing(
                kind: cause.kind, source: cause.source, name: cause.name,
                // A file has none; a setting that changed twice is two things.
                detail: cause.detail)
            byThing[thing, default: []].append(cause)
            order.removeAll { $0 == thing }
            order.append(thing)
        }
        return order.reversed().compactMap { byThing[$0].flatMap(line) }
    }

    private static func line(_ causes: [RevisionCause]) -> CauseLine? {
        guard let first = causes.first else { return nil }
        let subjects = Set(causes.map(\.subject))
        // A file may have revised both subjects of one run: its rows count once.
        let counted = causes.filter { $0.subject == first.subject }
        let days = Set(causes.compactMap(\.asOf)).sorted()
        return CauseLine(
            what: words(first),
            whom: IndicatorSubject.allCases.filter(subjects.contains)
                .map { $0 == .letters ? "courriers" : "appels" }.joined(separator: " et "),
            rows: first.rows == nil ? nil : counted.reduce(0) { $0 + ($1.rows ?? 0) },
            days: days.isEmpty
                ? "–"
                : days.count == 1
                    ? FrenchDates.full(days[0])
                    : FrenchDates.full(days[0]) + " – " + FrenchDates.full(days[days.count - 1]))
    }

    private static func words(_ cause: RevisionCause) -> String {
        let detail = cause.detail.isEmpty ? "" : " (\(cause.detail))"
        let file = "\(cause.name) (\(cause.source))"
        let text =
            switch cause.kind {
            case .file: "Fichier chargé : \(file)"
            case .missingFile: "Fichier absent lors d'une reconstruction : \(file)"
            case .reference: "Fichier de référence modifié : \(cause.name)"
            case .setting: "Réglage modifié : \(cause.name)\(detail)"
            case .program: "Version du programme\(detail)"
            case .asOf: "Date d'arrêt des données\(detail)"
            }
        return FrenchTypography.set(text)
    }
}
