import Domain

/// Figures as pieces of a page.
struct FigureCells {
    let counted: DayCount

    /// `● atteint`; nothing where no status may be shown.
    func status(_ figure: Figure, saysNoTarget: Bool = true) -> HTMLNode {
        guard let status = figure.status, status != .noTarget || saysNoTarget else {
            return .nothing
        }
        let (shape, word, name) = FigureText.status(status)
        let text = shape.isEmpty ? word : shape + FrenchNumbers.space + word
        return tag("span", class: "status " + name, .text(text))
    }

    /// The value, or why there is none.
    func content(_ figure: Figure) -> HTMLNode {
        switch figure.content {
        case .value(let value): .text(FigureText.value(value, figure))
        case .tooFew: tag("span", class: "absent", "effectif insuffisant")
        case .notComputed(let reason):
            tag("span", class: "absent", .text("non calculé\(FrenchNumbers.space): " + reason))
        }
    }

    /// A cell of a table of several perimeters.
    ///
    /// - Parameter reference: the figure of the page's own perimeter, whose target stands in the
    ///   column's header: a target is said again only where it differs.
    /// - Parameter revision: what stands beside a published figure that was revised.
    func cell(
        _ figure: Figure, reference: Figure, revision: HTMLNode = .nothing,
        icons: HTMLNode = .nothing
    ) -> HTMLNode {
        let target = FigureText.target(figure, counted)
        let ownTarget = FigureText.target(reference, counted)
        let differs = target != nil && target != ownTarget
        return tag(
            "td", class: "number", content(figure), icons,
            status(figure, saysNoTarget: ownTarget != nil),
            differs ? tag("small", [], .text("cible " + (target ?? ""))) : .nothing, revision)
    }

    /// An indicator's title as a link to its definition.
    func title(_ indicator: Indicator) -> HTMLNode {
        link(PageNames.definition(indicator), .text(IndicatorCatalogue[indicator].title))
    }

    /// A column's header: title, unit, and the target of the page's own perimeter.
    func header(_ indicator: Indicator, reference: Figure) -> HTMLNode {
        let entry = IndicatorCatalogue[indicator]
        let target = FigureText.target(reference, counted).map { "cible " + $0 }
        return tag(
            "th", [.column, .class("number")], title(indicator),
            // Each value brings its own per cent sign.
            entry.unit == .percent
                ? .nothing : tag("small", [], .text(entry.unit.label(counted).noBreak)),
            target.map { tag("small", [], .text($0)) } ?? .nothing)
    }

    /// `+1,3 point` and whether that is better.
    func change(_ change: Change?) -> HTMLNode {
        guard let change else { return "–" }
        return [
            .text(change.text),
            change.judgement.map { tag("small", [], .text($0)) } ?? .nothing,
        ].group
    }
}

/// A table in a frame that scrolls where the page is too narrow, and that a keyboard reaches.
///
/// The frame is a named group: as regions, dozens of frames would bury the page's landmarks.
///
/// - Parameters:
///   - id: unique on its page; names the caption.
///   - isLong: may be cut between two printed pages.
func scrollingTable(
    _ id: String, caption: String, header: [HTMLNode], bodies: [HTMLNode], isLong: Bool = false
) -> HTMLNode {
    tag(
        "div",
        [
            .class(isLong ? "scroll long" : "scroll"), HTMLAttribute("role", "group"),
            HTMLAttribute("aria-labelledby", id), HTMLAttribute("tabindex", "0"),
        ],
        tag(
            "table", [],
            [
                tag("caption", [.id(id)], .text(FrenchTypography.set(caption))),
                tag("thead", [], tag("tr", [], header)),
            ] + bodies))
}

/// A column's header; of numbers where `isNumber`.
func column(_ label: String, isNumber: Bool = false) -> HTMLNode {
    tag("th", isNumber ? [.column, .class("number")] : [.column], .text(label))
}

/// A cell of words.
func cell(_ text: String) -> HTMLNode { tag("td", [], .text(text)) }

/// A cell of a whole number.
func cell(_ number: Int) -> HTMLNode {
    tag("td", class: "number", .text(FrenchNumbers.whole(number)))
}
