import Domain

/// The headline figures at the top of a perimeter's page.
///
/// A card is value, status, target, changes, what its control chart says, and a line of 13 months.
struct KPICards {
    let pages: MonthPages
    let perimeter: Perimeter

    var section: HTMLNode {
        tag(
            "section", [HTMLAttribute("aria-labelledby", "chiffres-cles")],
            tag("h2", [.id("chiffres-cles")], "Chiffres clés"),
            tag("ul", [.class("cards")], ReportSection.headlines.map(card)),
            SignalMarks(pages: pages).legend(of: perimeter))
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
            tag("p", class: "beside", beside(figure)),
            tag(
                "p", class: "signals",
                SignalMarks(pages: pages).full(figure, of: perimeter)), sparkline(figure))
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

    /// Why there is nothing, or how the value moved.
    private func beside(_ figure: Figure) -> HTMLNode {
        switch figure.content {
        case .notComputed(let reason): return .text(reason)
        case .tooFew: return .text("moins de \(pages.report.minimumCount)")
        case .value: break
        }
        let indicator = figure.indicator
        let lines = [
            change(
                figure, since: pages.figures.figureBefore(indicator, of: perimeter),
                pages.report.month.previous),
            change(
                figure, since: pages.figures.figureYearBefore(indicator, of: perimeter),
                pages.figures.months[0]),
        ].compactMap { $0 }
        guard !lines.isEmpty else { return "sans mois comparable" }
        return lines.map { tag("span", [], .text($0)) }.group
    }

    private func change(
        _ figure: Figure, since before: Figure, _ month: ReportingPeriod
    ) -> String? {
        guard let change = Change(figure, since: before, pages.counted) else { return nil }
        let judgement = change.judgement.map { " (\($0))" } ?? ""
        return "\(change.text)\(judgement) par rapport à \(FrenchDates.month(month).noBreak)"
    }

    private func sparkline(_ figure: Figure) -> HTMLNode {
        let indicator = figure.indicator
        let history = pages.figures.history(indicator, of: perimeter)
        let shown = zip(pages.figures.months, history).filter { $1.value != nil }
        guard let first = shown.first, let last = shown.last else { return .nothing }
        let words = [first, last].map { month, figure in
            "\(FigureText.full(figure, pages.counted) ?? "–") en \(FrenchDates.month(month))"
        }
        return Sparkline.node(
            id: "ligne-" + indicator.rawValue, values: history.map(\.value),
            target: figure.row?.target,
            description: "\(figure.entry.title), 13 mois : " + words.joined(separator: ", "))
    }
}
