import Domain

/// The two icons of Making Data Count, drawn anew: a frame whose shape says whether the news is good
/// (round), bad (square) or neither (a diamond), and in it where the values go, or what becomes of the
/// target. Thin frames say that there is no news.
enum SignalIcon {
    private static let size = 20.0

    /// - Parameters:
    ///   - title: shown to whoever points at it.
    ///   - isNamed: no word stands beside it, so that the title is its name.
    static func variation(
        _ type: PointType, isHigh: Bool, title: String, isNamed: Bool = false
    ) -> HTMLNode {
        let path =
            switch type {
            case .commonCause: "M4.5 10.5l3-2.5 2.5 4 2.5-3.5 3 2.5"
            default:
                isHigh
                    ? "M5.5 14l3.5-3 1.5 1 4-5.5M11.2 6.2h3.4v3.4"
                    : "M5.5 6l3.5 3 1.5-1 4 5.5M11.2 13.8h3.4v-3.4"
            }
        return node(type.style, path, title, isNamed)
    }

    static func assurance(
        _ assurance: Assurance, title: String, isNamed: Bool = false
    ) -> HTMLNode {
        let path =
            switch assurance {
            case .consistentlyMet: "M5.5 10.5l3 3 6-7"
            case .hitOrMiss: "M7.5 8a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.3v.4"
            case .consistentlyMissed: "M6.5 6.5l7 7M13.5 6.5l-7 7"
            }
        return node(assurance.style, path, title, isNamed)
    }

    private static func node(
        _ style: String, _ path: String, _ title: String, _ isNamed: Bool
    ) -> HTMLNode {
        let frame =
            switch style {
            case "worse": "M2.5 2.5h15v15h-15z"
            case "neutral": "M10 1l9 9-9 9-9-9z"
            default: "M10 1.5a8.5 8.5 0 0 1 0 17a8.5 8.5 0 0 1 0-17z"
            }
        return tag(
            "svg",
            [
                .class("icon " + style),
                HTMLAttribute("viewBox", "0 0 \(SVG.number(size)) \(SVG.number(size))"),
                isNamed
                    ? HTMLAttribute("role", "img") : HTMLAttribute("aria-hidden", "true"),
            ],
            tag("title", [], .text(FrenchTypography.set(title))),
            tag("path", [.class("frame"), HTMLAttribute("d", frame)]),
            tag("path", [HTMLAttribute("d", path)]))
    }
}

/// Icons of one figure, with their words.
struct SignalMarks {
    let pages: MonthPages

    /// For a card: each icon with its word; nothing where there is no chart.
    func full(_ figure: Figure, of perimeter: Perimeter) -> HTMLNode {
        guard let signal = signal(figure, of: perimeter) else { return .nothing }
        let variation = signal.variation
        var marks = [
            mark(
                SignalIcon.variation(variation, isHigh: signal.isHigh, title: variation.meaning),
                variation.word)
        ]
        let isContradicted = Self.isContradicted(signal.assurance, by: figure)
        if let assurance = signal.assurance, !isContradicted {
            marks.append(
                mark(SignalIcon.assurance(assurance, title: assurance.meaning), assurance.word))
        }
        let notes = [
            isContradicted ? "limites à recaler ?" : nil,
            signal.point.period == pages.report.month
                ? nil : "en " + FrenchDates.month(signal.point.period),
            signal.phase.hasProvisionalLimits ? "limites provisoires" : nil,
            signal.phase.limits == nil ? "sans limites" : nil,
        ].compactMap { $0 }
        return .group(
            marks
                + (notes.isEmpty ? [] : [tag("small", [], .text(notes.joined(separator: ", ")))]))
    }

    /// For a cell of a table: the icons that say something, the words for those who hear the page.
    func compact(_ figure: Figure, of perimeter: Perimeter) -> HTMLNode {
        guard let signal = signal(figure, of: perimeter),
            signal.point.period == pages.report.month, signal.phase.limits != nil
        else { return .nothing }
        let variation = signal.variation
        var icons: [HTMLNode] = []
        if variation.isSpecialCause {
            icons.append(
                SignalIcon.variation(
                    variation, isHigh: signal.isHigh, title: variation.word, isNamed: true))
        }
        if let assurance = signal.assurance, assurance != .hitOrMiss,
            !Self.isContradicted(assurance, by: figure)
        {
            icons.append(
                SignalIcon.assurance(assurance, title: assurance.word, isNamed: true))
        }
        return icons.isEmpty ? .nothing : tag("span", [.class("icons")], icons)
    }

    /// How to read the icons; nothing where the perimeter has no chart.
    func legend(of perimeter: Perimeter) -> HTMLNode {
        guard
            ReportSection.headlines.contains(where: {
                pages.control.state($0, of: perimeter) != nil
            })
        else { return .nothing }
        return tag(
            "p", class: "legend",
            .text(FrenchTypography.set(Self.reading)),
            link(PageNames.definitions + "#" + ControlChartSection.anchor, "Cartes de contrôle"),
            ".")
    }

    private static let reading =
        "Variation : onde dans un rond fin, habituelle ; flèche dans un rond, amélioration ; dans un "
        + "carré, dégradation ; dans un losange, niveau haut ou bas. Assurance : coche, cible "
        + "toujours tenue ; croix, toujours manquée ; point d'interrogation, incertaine. Dans les "
        + "tableaux, sans icône : variation habituelle, cible incertaine. Méthode : "

    /// Whether the month does what the limits say cannot be: they tell of the work as it was.
    private static func isContradicted(_ assurance: Assurance?, by figure: Figure) -> Bool {
        switch assurance {
        case .consistentlyMet: figure.status == .missed || figure.status == .watch
        case .consistentlyMissed: figure.status == .met
        case .hitOrMiss, nil: false
        }
    }

    /// Small numbers hide their signal with their value.
    private func signal(_ figure: Figure, of perimeter: Perimeter) -> Signal? {
        guard let signal = pages.control.state(figure.indicator, of: perimeter) else {
            return nil
        }
        let shown = pages.figures.figure(
            figure.indicator, of: perimeter, in: signal.point.period)
        return shown.value == nil ? nil : signal
    }

    private func mark(_ icon: HTMLNode, _ word: String) -> HTMLNode {
        tag("span", class: "signal", icon, .text(word))
    }
}

extension Signal {
    /// Whether a special cause lies, or goes, up: by its type, since a trend may rise below the mean.
    var isHigh: Bool {
        switch variation {
        case .commonCause, .neutralLow: false
        case .neutralHigh: true
        case .improvement: IndicatorCatalogue[series.indicator].direction == .higher
        case .concern: IndicatorCatalogue[series.indicator].direction == .lower
        }
    }
}
