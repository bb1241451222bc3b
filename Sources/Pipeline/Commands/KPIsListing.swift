import Domain

/// What `kpis` prints: every indicator of the catalogue, in the order of the reports.
package struct KPIsListing {
    /// nil: no pipeline says how delays are counted.
    private let dayCount: DayCount?
    /// Columns of text.
    private let width: Int

    package init(dayCount: DayCount?, width: Int) {
        self.dayCount = dayCount
        // Narrower, the columns of terms would leave no room for text; wider, lines read badly.
        self.width = min(max(width, 40), 100)
    }

    package var text: String {
        IndicatorCatalogue.entries.map(block).joined(separator: "\n")
    }

    private func block(_ entry: IndicatorEntry) -> String {
        let rows = [
            ("unit", unit(entry) + better(entry)),
            ("formula", entry.formula),
            ("exclusions", entry.exclusions),
        ]
        var lines = [entry.indicator.rawValue]
        lines += TextWrap.lines(entry.title, width: width, first: "  ", indent: "  ")
        for (term, text) in rows where !text.isEmpty {
            lines += TextWrap.lines(
                text, width: width, first: "  " + TextWrap.padded(term, to: 10) + "  ",
                indent: String(repeating: " ", count: 14))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func unit(_ entry: IndicatorEntry) -> String {
        if let dayCount { return entry.unit.label(dayCount) }
        let labels = DayCount.allCases.map(entry.unit.label)
        return labels.allSatisfy { $0 == labels[0] } ? labels[0] : labels.joined(separator: " / ")
    }

    private func better(_ entry: IndicatorEntry) -> String {
        let direction =
            switch entry.direction {
            case .higher: ", higher is better"
            case .lower: ", lower is better"
            case .none: ""
            }
        return direction + (entry.hasSegments ? ", also by letter type" : "")
    }
}
