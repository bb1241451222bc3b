import Domain

/// The headline figures at the top of a perimeter's page.
///
/// A card is value, status, target, change, in this order; a sparkline has its place after the
/// change.
struct KPICards {
    let pages: MonthPages
    let perimeter: Perimeter

    var section: HTMLNode {
        tag(
            "section", [HTMLAttribute("aria-labelledby", "chiffres-cles")],
            tag("h2", [.id("chiffres-cles")], "Chiffres clés"),
            tag("ul", [.class("cards")], ReportSection.headlines.map(card)))
    }

    private func card(_ indicator: Indicator) -> HTMLNode {
        let cells = FigureCells(counted: pages.counted)
        let figure = pages.figures.figure(indicator, of: perimeter)
        let status = figure.status.map { FigureText.status($0).name } ?? "none"
        return tag(
            "li", [.class("card " + status)],
            tag("h3", [], cells.title(indicator)),
            tag("p", class: "figure", value(figure)),
            tag(
                "p", [], cells.status(figure), target(figure),
                pages.revisions.beside(indicator, of: perimeter)),
            change(figure))
    }

    private func value(_ figure: Figure) -> HTMLNode {
        switch figure.content {
        case .value(let value):
            let text = FigureText.value(value, figure)
            guard figure.entry.unit != .percent else { return tag("b", [], .text(text)) }
            let unit = FrenchNumbers.unit(figure.entry.unit, after: value, pages.counted)
            return [tag("b", [], .text(text)), .text(FrenchNumbers.space + unit)].group
        case .tooFew:
            return tag("span", class: "absent", "effectif insuffisant")
        case .notComputed:
            return tag("span", class: "absent", "non calculé")
        }
    }

    private func target(_ figure: Figure) -> HTMLNode {
        guard let target = FigureText.target(figure, pages.counted) else { return .nothing }
        return [
            figure.status == nil ? .nothing : " ",
            tag("span", class: "target", .text("cible " + target)),
        ].group
    }

    private func change(_ figure: Figure) -> HTMLNode {
        if case .notComputed(let reason) = figure.content {
            return tag("p", class: "beside", .text(reason))
        }
        if case .tooFew = figure.content {
            return tag("p", class: "beside", .text("moins de \(pages.report.minimumCount)"))
        }
        let before = pages.figures.figureBefore(figure.entry.indicator, of: perimeter)
        guard let change = Change(figure, since: before, pages.counted) else { return .nothing }
        let judgement = change.judgement.map { " (\($0))" } ?? ""
        let month = FrenchDates.month(pages.report.month.previous)
        return tag(
            "p", class: "beside", .text("\(change.text)\(judgement) par rapport à \(month)"))
    }
}
