import Domain

extension ReferenceReader {
    func readTargets(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        var periods = PeriodCheck<TargetKey>()
        for row in table.rows {
            let indicator = indicator(of: row)
            let perimeter = perimeter(of: row, in: build)
            let segment = segment(of: row, indicator: indicator, in: build)
            let allowsPercent = indicator.map { IndicatorCatalogue[$0].unit == .percent } ?? true
            let value = row.decimal("cible", allowsPercent: allowsPercent)
            let hasAlert = !row.isBlank("alerte")
            let alert =
                hasAlert ? row.decimal("alerte", allowsPercent: allowsPercent) : nil
            let validity = row.validity()
            let isInOrder = judge(row, indicator: indicator, value: value, alert: alert)
            guard let indicator, let perimeter, let segment, let validity,
                periods.accepts(
                    row,
                    key: TargetKey(indicator: indicator, perimeter: perimeter, segment: segment),
                    validity: validity, column: "indicateur", what: "this target"),
                let value, isInOrder, alert != nil || !hasAlert
            else { continue }
            let key = TargetKey(indicator: indicator, perimeter: perimeter, segment: segment)
            build.data.targets[key, default: History()]
                .add(Target(value: value, alert: alert), during: validity)
        }
    }

    private func indicator(of row: ReferenceRow) -> Indicator? {
        let column = "indicateur"
        guard let indicator = knownIndicator(of: row, column: column) else { return nil }
        guard IndicatorCatalogue[indicator].direction != .none else {
            row.fault(
                "\(indicator.rawValue) can have no target: neither more nor less of it is better",
                column: column, advice: "Delete the row.")
            return nil
        }
        return indicator
    }

    /// The indicator that a cell names.
    func knownIndicator(of row: ReferenceRow, column: String) -> Indicator? {
        guard let name = row.code(column) else { return nil }
        guard let indicator = Indicator(rawValue: name.folded) else {
            row.fault(
                "unknown indicator \"\(name)\"", column: column,
                advice: Suggestion.nearest(
                    to: name.written, among: Indicator.allCases.map(\.rawValue)
                ).map { "Did you mean \"\($0)\"?" }
                    ?? "The command kpis lists the indicators.")
            return nil
        }
        return indicator
    }

    /// Whom a row is about, by its niveau and code.
    ///
    /// - Parameter what: what the row is, as messages call it.
    func perimeter(
        of row: ReferenceRow, in build: ReferenceBuild, what: String = "target"
    ) -> Perimeter? {
        let levels = PerimeterLevel.allCases
        let written = row.text("niveau")
        guard let level = levels.first(where: { $0.french == HeaderMatcher.folded(written) }) else {
            row.fault(
                written.isEmpty ? "the cell is blank" : "unknown level \"\(written)\"",
                column: "niveau",
                advice: Suggestion.advice(for: written, among: levels.map(\.french)))
            return nil
        }
        switch level {
        case .establishment:
            let code = Code(row.text("code"))
            guard code.isBlank || code == .all else {
                row.fault(
                    "a \(what) of the establishment has no code", column: "code",
                    advice: "Leave the cell blank, or correct niveau.")
                return nil
            }
            return .establishment
        case .pole:
            guard let code = row.code("code", reserved: [.unknown, .all]) else { return nil }
            guard let known = build.poles else { return Perimeter(.pole, code) }
            if let spelling = known.spelling(of: code, in: "code", of: row) {
                return Perimeter(.pole, spelling)
            }
            row.fault(
                "unknown pole \"\(code)\"", column: "code",
                advice: known.advice(for: code)
                    + " Poles are those of the secretariats' file.")
            return nil
        case .secretariat:
            return secretariat(of: row, column: "code", in: build)
                .map { Perimeter(.secretariat, $0) }
        }
    }

    /// `*`, or a letter type for an indicator that exists for each; blank is `*`.
    private func segment(
        of row: ReferenceRow, indicator: Indicator?, in build: ReferenceBuild
    ) -> Code? {
        let segment = Code(row.text("segment"))
        if segment.isBlank || segment == .all { return .all }
        if let indicator, !IndicatorCatalogue[indicator].hasSegments {
            row.fault(
                "\(indicator.rawValue) does not exist by letter type", column: "segment",
                advice: "Write * in segment.")
            return nil
        }
        guard let known = build.letterTypes else { return segment }
        if let spelling = known.spelling(of: segment, in: "segment", of: row) { return spelling }
        row.doubt(
            "unknown letter type \"\(segment)\": the target will never apply", column: "segment",
            advice: known.advice(for: segment))
        return segment
    }

    /// Notes an alert on the wrong side of its target, and values that no share can have.
    private func judge(
        _ row: ReferenceRow, indicator: Indicator?, value: Double?, alert: Double?
    ) -> Bool {
        guard let indicator, let value else { return true }
        let entry = IndicatorCatalogue[indicator]
        if entry.unit == .percent {
            for (column, number) in [("cible", value), ("alerte", alert ?? 0)]
            where !(0...100).contains(number) {
                row.doubt(
                    "\(number) % is no share", column: column,
                    advice: "Percentages go from 0 to 100.")
            }
        }
        guard let alert else { return true }
        let isWrong = entry.direction == .higher ? alert > value : alert < value
        guard isWrong else { return true }
        row.fault(
            "the alert is on the wrong side of its target", column: "alerte",
            advice: entry.direction == .higher
                ? "More is better here: the alert must be at most the target."
                : "Less is better here: the alert must be at least the target.")
        return false
    }
}
