import Domain

/// A chart with its heading, its reading, its drawing, and its figures in a table beneath.
///
/// A drawing is an image with a title and a description; who cannot see it reads the table.
struct ChartFigure {
    /// Unique on its page; sentences link to it.
    let id: String
    let title: String
    /// One sentence: what is drawn, in which unit, how to read it.
    let lead: String
    /// What the drawing shows, in words.
    let description: String
    let width: Double
    let height: Double
    /// nil: there is nothing to draw.
    let drawing: [HTMLNode]?
    let table: ChartTable
    /// Where its figures are defined; nil where no page says it.
    var definition: String?
    var isWide = false
    var isPrinted = true
    /// The heading's level: below that of the section it stands in.
    var isSubsection = true

    /// The width that most charts are drawn in.
    static let standardWidth = 480.0

    var node: HTMLNode {
        tag(
            "figure", [.class(style), .id(id)],
            tag(
                "figcaption", [], heading,
                tag("p", [], .text(FrenchTypography.set(lead)), definitionLink)),
            content)
    }

    private var definitionLink: HTMLNode {
        guard let definition else { return .nothing }
        // Links of the same words are told apart by those who hear them.
        let subject = tag("span", class: "heard", .text(FrenchTypography.set(" : " + title)))
        return [" ", link(definition, ["Définition", subject].group)].group
    }

    private var style: String {
        "chart" + (isWide ? " large" : "") + (isPrinted ? "" : " screen")
    }

    /// A wide drawing scrolls where the page is narrow, and a keyboard reaches it.
    private func scrolling(_ titleID: String) -> [HTMLAttribute] {
        guard isWide else { return [.class("drawing")] }
        return [
            .class("drawing"), HTMLAttribute("role", "group"), HTMLAttribute("tabindex", "0"),
            HTMLAttribute("aria-labelledby", titleID),
        ]
    }

    private var heading: HTMLNode {
        let text = HTMLNode.text(FrenchTypography.set(title))
        return isSubsection ? tag("h4", [], text) : tag("h3", [], text)
    }

    private var content: HTMLNode {
        guard let drawing else {
            return tag("p", class: "soft", "Rien à montrer sur cette période.")
        }
        let titleID = id + "-titre"
        let descriptionID = id + "-texte"
        return [
            tag(
                "div", scrolling(titleID),
                tag(
                    "svg",
                    [
                        HTMLAttribute("viewBox", "0 0 \(SVG.number(width)) \(SVG.number(height))"),
                        HTMLAttribute("role", "img"),
                        HTMLAttribute("aria-labelledby", "\(titleID) \(descriptionID)"),
                    ],
                    [
                        tag("title", [.id(titleID)], .text(FrenchTypography.set(title))),
                        tag(
                            "desc", [.id(descriptionID)],
                            .text(FrenchTypography.set(description))),
                    ] + drawing)),
            table.node(id: id, caption: title),
        ].group
    }
}

/// The figures of a chart.
struct ChartTable {
    let header: [String]
    let rows: [(label: String, cells: [String])]
    /// Instead of the chart's title.
    var caption: String?

    /// Folded away, since the drawing shows the same.
    func node(id: String, caption: String) -> HTMLNode {
        tag(
            "details", [], tag("summary", [], .text("Les chiffres de ce graphique")),
            scrollingTable(
                id + "-chiffres", caption: self.caption ?? caption,
                header: header.enumerated().map { column($1, isNumber: $0 > 0) },
                bodies: [
                    tag(
                        "tbody", [],
                        rows.map { .row($0.label, $0.cells) })
                ], isLong: true))
    }
}
