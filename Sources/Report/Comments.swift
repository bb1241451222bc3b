import Domain

/// What meetings noted, on the page of its perimeter and month, beside the indicator's figure; and
/// the actions of earlier months that were not past when this month began.
///
/// A secretariat's comments stand on its pole's page. Those of a secretariat without a line of its
/// own stand nowhere.
struct Comments {
    let pages: MonthPages
    /// The page's own first, then its secretariats.
    let perimeters: [Perimeter]

    static let anchor = "commentaires"

    private var ofMonth: [MeetingComment] {
        perimeters.flatMap { perimeter in
            pages.report.comments.filter {
                $0.month == pages.report.month && $0.perimeter == perimeter
            }
        }
    }

    private var carriedOver: [MeetingComment] {
        perimeters.flatMap { perimeter in
            pages.report.comments.filter {
                $0.perimeter == perimeter && $0.carriesOver(to: pages.report.month)
            }
        }.enumerated().sorted {
            // By deadline, else in the file's order.
            ($0.element.deadline ?? .lastPlausible, $0.offset)
                < ($1.element.deadline ?? .lastPlausible, $1.offset)
        }.map(\.element)
    }

    /// Nothing where nobody noted anything.
    var section: HTMLNode {
        let (own, carried) = (ofMonth, carriedOver)
        guard !own.isEmpty || !carried.isEmpty else { return .nothing }
        return tag(
            "section", [HTMLAttribute("aria-labelledby", Self.anchor)],
            tag("h2", [.id(Self.anchor)], "Commentaires et actions"),
            own.isEmpty
                ? .nothing
                : table("commentaires-mois", "Commentaires du mois", own, saysMonth: false),
            carried.isEmpty
                ? .nothing
                : table(
                    "commentaires-actions", "Actions en cours des mois précédents", carried,
                    saysMonth: true))
    }

    /// A link from an indicator to its comments of the month.
    func mark(_ indicator: Indicator, of perimeter: Perimeter) -> HTMLNode {
        let count = ofMonth.count { $0.indicator == indicator && $0.perimeter == perimeter }
        guard count > 0 else { return .nothing }
        return tag(
            "small", [],
            link(
                "#" + Self.anchor,
                .text(FrenchNumbers.count(count, "commentaire", "commentaires"))))
    }

    // MARK: The tables

    private func table(
        _ id: String, _ caption: String, _ comments: [MeetingComment], saysMonth: Bool
    ) -> HTMLNode {
        scrollingTable(
            id, caption: caption,
            header: [
                column("Indicateur"),
                column(FrenchDates.capitalizedMonth(pages.report.month), isNumber: true),
                column("Commentaire"), column("Action"), column("Échéance"),
            ], bodies: [tag("tbody", [], comments.map { row($0, saysMonth: saysMonth) })],
            isLong: true)
    }

    private func row(_ comment: MeetingComment, saysMonth: Bool) -> HTMLNode {
        let cells = FigureCells(counted: pages.counted)
        let beside = [
            comment.perimeter == perimeters.first ? nil : label(comment.perimeter),
            saysMonth ? "noté pour \(FrenchDates.month(comment.month))" : nil,
        ].compactMap { $0 }.joined(separator: " · ")
        return tag(
            "tr", [],
            tag(
                "th", [.row], comment.indicator.map(cells.title) ?? "Remarque générale",
                beside.isEmpty ? .nothing : tag("small", [], .text(beside))),
            tag("td", class: "number", figure(comment)),
            tag("td", [], lines(comment.text)), tag("td", [], lines(comment.action)),
            tag("td", [], deadline(comment)))
    }

    private func figure(_ comment: MeetingComment) -> HTMLNode {
        guard let indicator = comment.indicator else { return "–" }
        let figure = pages.figures.figure(indicator, of: comment.perimeter)
        return [
            .text(FigureWords.text(figure, pages.counted)),
            pages.revisions.beside(indicator, of: comment.perimeter),
        ].group
    }

    private func label(_ perimeter: Perimeter) -> String {
        pages.report.secretariats.first { $0.code == perimeter.code }?.label
            ?? perimeter.code.written
    }

    /// As it is written, its line breaks kept.
    private func lines(_ text: String) -> HTMLNode {
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        guard !lines.isEmpty else { return "–" }
        return .group(
            lines.enumerated().flatMap { index, line -> [HTMLNode] in
                index == 0 ? [.text(line)] : [.void("br", []), .text(line)]
            })
    }

    private func deadline(_ comment: MeetingComment) -> HTMLNode {
        guard let deadline = comment.deadline else {
            return comment.action.isEmpty ? "–" : "sans échéance"
        }
        let lastDay = min(pages.report.month.lastDay, pages.report.asOf)
        let isPast = !comment.action.isEmpty && deadline < lastDay
        return [
            day(deadline),
            isPast ? [" ", tag("span", class: "badge first", "échue")].group : .nothing,
        ].group
    }
}

extension Perimeters.Pole {
    /// The pole, then its published secretariats, those without any figure included.
    func withSecretariats(_ report: MonthReport) -> [Perimeter] {
        [perimeter]
            + report.secretariats.filter { $0.isPublished && $0.pole == code }
            .map { Perimeter(.secretariat, $0.code) }
    }
}
