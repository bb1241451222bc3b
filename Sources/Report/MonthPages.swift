import Domain

/// What the pages of one month share: figures by perimeter, places, frame.
///
/// Of reference semantics: every piece of every page holds it, and a copy of all that it is made of
/// would cost more than most pieces do.
final class MonthPages: Sendable {
    let report: MonthReport
    let extent: MonthExtent
    let figures: FigureBook
    let perimeters: Perimeters
    let revisions: Revisions
    let backlogs: BacklogBook
    let control: ControlBook
    /// The letters sent in the month.
    let letterDelays: [Perimeter: [LetterDelayCount]]
    /// The periods under the charts, as short as they can be and as they are read out.
    let monthNames: [(short: String, long: String)]
    let stockWeekNames: [(short: String, long: String)]
    let weekNames: [(short: String, long: String)]
    let stockWeeks: FigureBook.Span
    let weeks: FigureBook.Span

    init(_ report: MonthReport) {
        self.report = report
        extent = MonthExtent(report)
        let figures = FigureBook(report)
        let control = ControlBook(report)
        self.figures = figures
        self.control = control
        perimeters = Perimeters(report)
        revisions = Revisions(report, perimeters: perimeters)
        backlogs = BacklogBook(report)
        letterDelays = Dictionary(grouping: report.letterDelays, by: \.perimeter)
        monthNames = figures.months.map { (FrenchDates.shortMonth($0), FrenchDates.month($0)) }
        stockWeekNames = Self.names(figures.weeks)
        weekNames = Self.names(control.weeks)
        stockWeeks = figures.span(figures.weeks)
        weeks = figures.span(control.weeks)
    }

    private static func names(_ weeks: [ReportingPeriod]) -> [(short: String, long: String)] {
        weeks.map {
            (FrenchDates.shortDay($0.firstDay), "semaine du \(FrenchDates.full($0.firstDay))")
        }
    }

    var counted: DayCount { report.settings.dayCount }

    /// True where the month is not over for one of the subjects at least.
    var isProvisional: Bool { extent.isProvisional }

    /// The last day that a subject is measured to; nil where the month has none of its rows.
    func measuredTo(_ subject: IndicatorSubject) -> CivilDate? { extent.measuredTo[subject] }

    /// A whole page of the month.
    ///
    /// - Parameters:
    ///   - name: the page's file.
    ///   - perimeter: whom the page is about, in words.
    ///   - parent: the page above this one, for a page that the navigation does not list.
    func page(
        _ name: String, heading: String, perimeter: String,
        parent: (label: String, page: String)? = nil, content: [HTMLNode]
    ) -> [UInt8] {
        let month = FrenchDates.month(report.month)
        let period: HTMLNode =
            isProvisional
            ? [.text(month), tag("span", class: "badge", "provisoire")].group
            : revisions.month == nil
                ? [.text(month), " ", tag("small", [], "définitif")].group
                : .text(month)
        var links = [
            ("Tous les mois", "../index.html"), ("Établissement", PageNames.establishment),
        ]
        links += perimeters.poles.map { ($0.label, $0.page) }
        links += [
            ("Qualité des données", PageNames.quality), ("Définitions", PageNames.definitions),
        ]
        if let parent {
            let place = links.firstIndex { $0.1 == parent.page } ?? links.count - 1
            links.insert((heading, name), at: place + 1)
        }
        let frame = PageFrame(
            title: [heading, month, report.establishment].uniqued.joined(separator: " – "),
            links: links, current: name,
            kicker: [
                heading == report.establishment ? nil : report.establishment,
                "Secrétariats médicaux, rapport mensuel",
            ].compactMap { $0 }.joined(separator: " · "),
            heading: heading,
            facts: [
                ("Périmètre", .text(perimeter)), ("Période", period),
                ("Données arrêtées au", day(report.asOf)),
            ] + coverage + frozenFacts(name),
            notices: report.banners + frozenNotices(name) + lateNotices,
            footer: footer)
        return frame.document(content)
    }

    private var coverage: [(term: String, value: HTMLNode)] {
        let summary = CoverageSummary(self).node
        if case .nothing = summary { return [] }
        return [("Couverture des données", summary)]
    }

    /// When a frozen month was frozen, with the way to what became of its figures.
    private func frozenFacts(_ name: String) -> [(term: String, value: HTMLNode)] {
        guard let month = revisions.month else { return [] }
        let isOfFigures = name != PageNames.quality && name != PageNames.definitions
        let place = (isOfFigures ? "" : PageNames.establishment) + "#" + RevisionsSection.anchor
        let value: HTMLNode = [
            day(month.frozenAsOf), " ", tag("small", [], link(place, "révisions")),
        ].group
        return [("Chiffres figés au", value)]
    }

    /// What stood on top of a frozen month's pages; and that the state of the data is today's.
    private func frozenNotices(_ name: String) -> [String] {
        guard let month = revisions.month else { return [] }
        let frozen = FrenchDates.full(month.frozenAsOf)
        let then = month.banners.map { "Quand ce mois a été figé, au \(frozen) : \($0)" }
        guard name == PageNames.quality else { return then }
        return then + [
            "Les chiffres du mois ont été figés au \(frozen) ; cette page montre les données telles "
                + "qu'elles sont au \(FrenchDates.full(report.asOf))."
        ]
    }

    /// A subject that is not measured to the end: a late export is not work left undone.
    private var lateNotices: [String] {
        let end = min(report.month.lastDay, report.asOf)
        return IndicatorSubject.allCases.compactMap { subject in
            guard let measured = measuredTo(subject), measured < end else { return nil }
            let what = subject == .letters ? "Les courriers" : "Les appels"
            if let month = revisions.month {
                return "\(what) n'étaient mesurés que jusqu'au \(FrenchDates.full(measured)) quand "
                    + "ce mois a été figé, au \(FrenchDates.full(month.frozenAsOf)) : l'export "
                    + "d'une source était en retard. Les chiffres publiés sont restés provisoires."
            }
            return "\(what) sont mesurés jusqu'au \(FrenchDates.full(measured)) : l'export d'une "
                + "source est en retard (voir « Qualité des données »)."
        }
    }

    private var footer: [HTMLNode] {
        [
            tag(
                "p", [], "Empreinte des données : ", tag("code", [], .text(report.fingerprint)),
                " · secretariat-kpi ", .text(report.version)),
            tag(
                "p", [], "Les mêmes chiffres pour un tableur : ",
                link(PageNames.frenchCSV, .text(PageNames.frenchCSV)), ", ",
                link(PageNames.dataCSV, .text(PageNames.dataCSV)),
                revisions.month == nil
                    ? .nothing
                    : [", ", link(PageNames.revisions, .text(PageNames.revisions))].group),
        ].map { $0.withFrenchSpaces }
    }
}

extension [HTMLNode] {
    var group: HTMLNode { .group(self) }
}

extension [String] {
    /// Without those that stand further ahead already.
    fileprivate var uniqued: [String] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension HTMLNode {
    /// With French spacing in its texts.
    var withFrenchSpaces: HTMLNode {
        switch self {
        case .text(let text): .text(FrenchTypography.set(text))
        case .element(let name, let attributes, let children):
            .element(name, attributes, children.map(\.withFrenchSpaces))
        case .row(let heading, let cells):
            .row(FrenchTypography.set(heading), cells.map(FrenchTypography.set))
        case .group(let nodes): .group(nodes.map(\.withFrenchSpaces))
        case .void, .raw, .drawing, .nothing: self
        }
    }
}
