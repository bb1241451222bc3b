import Domain

/// The headline indicators of a pole's secretariats on one page: what is printed of them.
struct HeadlineTable {
    let pages: MonthPages
    let pole: Perimeters.Pole

    /// Lines that leave the whole page on four sheets of A4; those with the most missed targets are
    /// printed.
    static let rowsPrinted = 28

    private var cells: FigureCells { FigureCells(counted: pages.counted) }

    var section: HTMLNode {
        let members = pole.secretariats
        guard !members.isEmpty else { return .nothing }
        let left = members.count - Self.rowsPrinted
        let printed = self.printed
        return tag(
            "section",
            [.class("headlines"), HTMLAttribute("aria-labelledby", "secretariats")],
            tag("h2", [.id("secretariats")], "Secrétariats du pôle"),
            scrollingTable(
                "secretariats-table",
                caption: "Chiffres clés par secrétariat (● atteint, ▲ à surveiller, ■ non atteint)",
                header: [column("Secrétariat")]
                    + ReportSection.headlines.map {
                        cells.header($0, reference: figure($0, pole.perimeter))
                    },
                bodies: [
                    tag(
                        "tbody", [],
                        [row(.text("Ensemble du pôle"), pole.perimeter, style: "own")]
                            + members.map {
                                row(
                                    $0.place, Perimeter(.secretariat, $0.code),
                                    style: printed.contains($0.code) ? "" : "screen")
                            })
                ], isLong: true),
            left > 0
                ? tag(
                    "p", class: "print soft",
                    .text(
                        FrenchTypography.set(
                            "Les \(Self.rowsPrinted) secrétariats qui manquent le plus de cibles ; "
                                + FrenchNumbers.count(left, "autre est", "autres sont")
                                + " sur la page à l'écran et dans indicateurs.csv.")))
                : .nothing)
    }

    private func figure(_ indicator: Indicator, _ perimeter: Perimeter) -> Figure {
        pages.figures.figure(indicator, of: perimeter)
    }

    private var printed: Set<Code> {
        func missed(_ secretariat: ReportedSecretariat) -> Int {
            let perimeter = Perimeter(.secretariat, secretariat.code)
            return ReportSection.headlines.count { figure($0, perimeter).status == .missed }
        }
        let ranked = pole.secretariats.enumerated().map { ($0, missed($1), $1.code) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        return Set(ranked.prefix(Self.rowsPrinted).map(\.2))
    }

    private func row(_ label: HTMLNode, _ perimeter: Perimeter, style: String) -> HTMLNode {
        tag(
            "tr", style.isEmpty ? [] : [.class(style)],
            [tag("th", [.row], label)]
                + ReportSection.headlines.map { cell($0, perimeter) })
    }

    /// The value with the shape of its status; the word is there for those who hear the page.
    private func cell(_ indicator: Indicator, _ perimeter: Perimeter) -> HTMLNode {
        let figure = figure(indicator, perimeter)
        let icons = SignalMarks(pages: pages).compact(figure, of: perimeter)
        // On paper the rows are one line each; the section on revisions has it too.
        let revision = pages.revisions.beside(indicator, of: perimeter)
        let revised: HTMLNode =
            if case .nothing = revision { .nothing } else {
                tag("span", class: "screen", revision)
            }
        guard let value = figure.value else {
            let short = figure.content == .tooFew ? "effectif insuffisant" : "–"
            return tag(
                "td", class: "number", tag("span", class: "absent", .text(short)), revised)
        }
        guard let status = figure.status, status != .noTarget else {
            return tag(
                "td", class: "number", .text(FigureText.value(value, figure)), icons, revised)
        }
        let (shape, word, name) = FigureText.status(status)
        return tag(
            "td", class: "number", .text(FigureText.value(value, figure) + FrenchNumbers.space),
            tag(
                "b", [.class("shape " + name)], .text(shape),
                tag("span", class: "heard", .text(" " + word))), icons, revised)
    }
}

extension ReportedSecretariat {
    /// Its label as a link to its page; `?` has none.
    var place: HTMLNode {
        code == .unknown ? .text(label) : link(PageNames.secretariat(code), .text(label))
    }
}
