import Domain

/// The targets in force in the month, at the end of the definitions: what statuses are judged by.
struct TargetsSection {
    let pages: MonthPages

    static let anchor = "cibles"

    /// Of the indicator's targets in the table.
    static func anchor(_ indicator: Indicator) -> String { anchor + "-" + indicator.rawValue }

    /// Those that may be shown: none of a secretariat without a line of its own.
    var shown: [ReportedTarget] {
        pages.report.targets.filter { pages.perimeters.mayShow($0.key.perimeter) }.sorted()
    }

    var section: HTMLNode {
        let shown = shown
        guard !shown.isEmpty else {
            return DataQualityPage.section(
                "Cibles du mois", Self.anchor,
                [DataQualityPage.sentence("Aucune cible n'était en vigueur ce mois-ci.")])
        }
        return DataQualityPage.section(
            "Cibles du mois", Self.anchor,
            [
                DataQualityPage.sentence(
                    "Un chiffre est jugé par la cible valable le dernier jour du mois ; la plus "
                        + "précise l'emporte : secrétariat, puis pôle, puis établissement. Sans "
                        + "type de courrier, une cible vaut pour l'ensemble des types, et pour "
                        + "lui seul."),
                scrollingTable(
                    "cibles-table",
                    caption: "Cibles en vigueur en \(FrenchDates.month(pages.report.month))",
                    header: [
                        column("Périmètre"), column("Type de courrier"),
                        column("Cible", isNumber: true), column("Alerte", isNumber: true),
                        column("Validité"),
                    ],
                    bodies: groups(shown).map { indicator, targets in
                        tag("tbody", [], [heading(indicator)] + targets.map(row))
                    }, isLong: true),
            ])
    }

    private func groups(
        _ targets: [ReportedTarget]
    ) -> [(indicator: Indicator, targets: [ReportedTarget])] {
        let byIndicator = Dictionary(grouping: targets, by: \.key.indicator)
        return IndicatorCatalogue.entries.compactMap { entry in
            byIndicator[entry.indicator].map { (entry.indicator, $0) }
        }
    }

    private func heading(_ indicator: Indicator) -> HTMLNode {
        tag(
            "tr", [],
            tag(
                "th",
                [
                    .id(Self.anchor(indicator)), HTMLAttribute("scope", "rowgroup"),
                    HTMLAttribute("colspan", "5"),
                ],
                link("#" + indicator.rawValue, .text(IndicatorCatalogue[indicator].title))))
    }

    private func row(_ target: ReportedTarget) -> HTMLNode {
        let words = TargetWords(target, pages.report)
        return tag(
            "tr", [],
            tag(
                "th", [.row], .text(words.label),
                words.place.isEmpty ? .nothing : tag("small", [], .text(words.place))),
            cell(words.segment), tag("td", class: "number", .text(words.target)),
            tag("td", class: "number", .text(words.alert)), cell(words.validity))
    }
}

/// A target in words.
struct TargetWords {
    /// Whose it is.
    let label: String
    /// `pôle P1`; blank for the establishment.
    let place: String
    let segment: String
    let target: String
    let alert: String
    let validity: String

    init(_ reported: ReportedTarget, _ report: MonthReport) {
        let perimeter = reported.key.perimeter
        let code = perimeter.code
        switch perimeter.level {
        case .establishment:
            label = "Établissement"
            place = ""
        case .pole:
            label =
                report.secretariats.first { $0.pole == code }?.poleLabel ?? code.written
            place = "pôle \(code.written)"
        case .secretariat:
            label = report.secretariats.first { $0.code == code }?.label ?? code.written
            place = "secrétariat \(code.written)"
        }
        let type = report.letterTypes.first { $0.code == reported.key.segment }?.label
        let entry = IndicatorCatalogue[reported.key.indicator]
        segment =
            reported.key.segment != .all
            ? type ?? reported.key.segment.written : entry.hasSegments ? "tous ensemble" : "–"
        let counted = report.settings.dayCount
        let sign = entry.direction == .lower ? "≤" : "≥"
        func bound(_ value: Double) -> String {
            let unit = FrenchNumbers.unit(entry.unit, after: value, counted)
            return FrenchNumbers.text(value, decimals: 0...3) + FrenchNumbers.space + unit.noBreak
        }
        target = sign + FrenchNumbers.space + bound(reported.target.value)
        alert = reported.target.alert.map(bound) ?? "–"
        switch (reported.validity.from, reported.validity.through) {
        case (nil, nil): validity = "sans limite"
        case (let from?, nil): validity = "depuis le \(FrenchDates.full(from))"
        case (nil, let through?): validity = "jusqu'au \(FrenchDates.full(through))"
        case (let from?, let through?): validity = FrenchDates.range(from, through)
        }
    }
}
