import Domain

/// The tables of one section of a perimeter's page: its own figures first, then those of the
/// perimeters within it, then those of the letter types.
struct IndicatorTables {
    let pages: MonthPages
    let section: ReportSection
    let perimeter: Perimeter
    /// What the page's own line is called: « Établissement », « Pôle entier ».
    let ownLabel: String
    /// How the perimeters within are called together: « par pôle », « par secrétariat ».
    let breakdown: String
    let parts: [Part]

    /// A perimeter within the page's own.
    struct Part {
        let perimeter: Perimeter
        let label: HTMLNode
    }

    private var cells: FigureCells { FigureCells(counted: pages.counted) }

    var content: HTMLNode {
        guard pages.figures.has(section.subject, in: perimeter) else {
            let what = section.subject == .calls ? "d'appel" : "de courrier"
            return tag("p", class: "soft", .text("Aucune donnée \(what) pour cette période."))
        }
        var nodes = [ownTable]
        if !parts.isEmpty { nodes += section.groups.enumerated().map(partsTable) }
        if section == .letters { nodes.append(letterTypes) }
        return .group(nodes)
    }

    private func figure(_ indicator: Indicator, _ perimeter: Perimeter) -> Figure {
        pages.figures.figure(indicator, of: perimeter)
    }

    // MARK: The page's own perimeter

    private var ownTable: HTMLNode {
        scrollingTable(
            section.anchor + "-ensemble", caption: "\(section.title) : \(ownLabel.lowercasedFirst)",
            header: [
                column("Indicateur"), column("Valeur", isNumber: true),
                column("Cible", isNumber: true), column("Statut"),
                column(FrenchDates.capitalizedMonth(pages.report.month.previous), isNumber: true),
                column("Évolution", isNumber: true), column("Effectif", isNumber: true),
            ],
            bodies: section.groups.map { group in
                tag(
                    "tbody", [],
                    [
                        tag(
                            "tr", [],
                            tag(
                                "th",
                                [
                                    HTMLAttribute("scope", "rowgroup"),
                                    HTMLAttribute("colspan", "7"),
                                ], .text(group.title)))
                    ] + group.indicators.map(ownRow))
            }, isLong: true)
    }

    private func ownRow(_ indicator: Indicator) -> HTMLNode {
        let figure = figure(indicator, perimeter)
        let before = pages.figures.figureBefore(indicator, of: perimeter)
        let change = Change(figure, since: before, pages.counted)
        let target = FigureText.target(figure, pages.counted)
        return tag(
            "tr", [],
            tag(
                "th", [.row], cells.title(indicator),
                Comments(pages: pages, perimeters: [perimeter]).mark(indicator, of: perimeter)),
            tag(
                "td", class: "number", valueWithUnit(figure),
                pages.revisions.beside(indicator, of: perimeter)),
            tag("td", class: "number", .text(target ?? "–")),
            tag(
                "td", class: "state",
                figure.entry.direction == .none ? "–" : cells.status(figure)),
            tag("td", class: "number", valueOrDash(before)),
            tag("td", class: "number", cells.change(change)),
            tag("td", class: "number", .text(FigureText.observations(figure) ?? "–")))
    }

    /// A function of its own: inlined into `ownRow`, it makes the optimiser of Swift 6.3.1 crash.
    @inline(never)
    private func valueOrDash(_ figure: Figure) -> HTMLNode {
        guard figure.value != nil else { return "–" }
        return valueWithUnit(figure)
    }

    private func valueWithUnit(_ figure: Figure) -> HTMLNode {
        guard let value = figure.value, figure.entry.unit != .percent else {
            return cells.content(figure)
        }
        return .text(
            FigureText.value(value, figure)
                + FrenchNumbers.spacedUnit(figure.entry.unit, after: value, pages.counted))
    }

    // MARK: The perimeters within it

    private func partsTable(
        _ index: Int, _ group: (title: String, indicators: [Indicator])
    ) -> HTMLNode {
        let own = Part(perimeter: perimeter, label: .text(ownLabel))
        return scrollingTable(
            "\(section.anchor)-\(index + 1)", caption: "\(group.title) \(breakdown)",
            header: [column("Périmètre")]
                + group.indicators.map { cells.header($0, reference: figure($0, perimeter)) },
            bodies: [
                tag(
                    "tbody", [],
                    [row(own, group.indicators, isOwn: true)]
                        + parts.map { row($0, group.indicators, isOwn: false) })
            ])
    }

    private func row(_ part: Part, _ indicators: [Indicator], isOwn: Bool) -> HTMLNode {
        tag(
            "tr", isOwn ? [.class("own")] : [],
            [tag("th", [.row], part.label)]
                + indicators.map {
                    cells.cell(
                        figure($0, part.perimeter), reference: figure($0, perimeter),
                        revision: pages.revisions.beside($0, of: part.perimeter),
                        icons: icons($0, part.perimeter))
                })
    }

    /// Of poles: a pole's secretariats have theirs in one table of their own.
    private func icons(_ indicator: Indicator, _ part: Perimeter) -> HTMLNode {
        guard perimeter.level == .establishment else { return .nothing }
        return SignalMarks(pages: pages).compact(figure(indicator, part), of: part)
    }

    // MARK: The letter types

    private static let segmented = IndicatorCatalogue.entries.filter(\.hasSegments)
        .map(\.indicator)

    /// Nothing where the perimeter has no figure of any type.
    private var letterTypes: HTMLNode {
        let types = pages.report.letterTypes.filter { type in
            Self.segmented.contains {
                pages.figures.figure($0, of: perimeter, segment: type.code).row != nil
            }
        }
        guard !types.isEmpty else { return .nothing }
        return scrollingTable(
            section.anchor + "-types", caption: "Courriers par type : \(ownLabel.lowercasedFirst)",
            header: [column("Type de courrier")]
                + Self.segmented.map { cells.header($0, reference: figure($0, perimeter)) },
            bodies: [tag("tbody", [], types.map(typeRow))])
    }

    private func typeRow(_ type: ReportedLetterType) -> HTMLNode {
        tag(
            "tr", [],
            [tag("th", [.row], .text(type.label), tag("small", [], .text(type.code.written)))]
                + Self.segmented.map {
                    cells.cell(
                        pages.figures.figure($0, of: perimeter, segment: type.code),
                        reference: figure($0, perimeter),
                        revision: pages.revisions.beside(
                            $0, of: perimeter, segment: type.code))
                })
    }
}

extension String {
    /// With a small first letter, inside a sentence.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
