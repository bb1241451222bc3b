import Domain

/// A special cause in French: what was seen, since when, with which figures, by which rule.
struct SpecialCauseText {
    let cause: SpecialCause
    let counted: DayCount

    private var entry: IndicatorEntry { IndicatorCatalogue[cause.chart.series.indicator] }
    private var isWeekly: Bool { cause.chart.series.periodType == .week }

    /// `8 semaines de suite au-dessus de la moyenne (87,6 %), depuis la semaine du 29 juin 2026 ; la
    /// dernière à 92,2 % : amélioration réelle (règle « décalage »)`, without a period.
    var clause: String {
        let (seen, rule) = finding
        let provisional = cause.phase.hasProvisionalLimits ? ", limites provisoires" : ""
        return "\(seen) : \(verdict) (règle « \(rule.french) »\(provisional))"
    }

    /// What is told, and the rule that tells it best: a long run before what marks single points.
    private var finding: (String, SpecialCauseRule) {
        if let side = cause.side {
            let outside = cause.outside.count
            let beyond =
                outside == 0
                ? "" : ", dont \(FrenchNumbers.whole(outside)) au-delà de la limite \(limit)"
            return (
                "\(count(side.count)) de suite \(place) la moyenne "
                    + "(\(text(cause.phase.mean)))\(beyond), depuis \(named(side.first.period)) ; "
                    + "\(latest)", .shift
            )
        }
        let trend = cause.points.filter { $0.rule == .trend }
        if trend.count >= ControlChartMethod.runLength, let first = trend.first,
            let last = trend.last
        {
            let way = last.value > first.value ? "hausse" : "baisse"
            return (
                "\(count(trend.count)) de suite en \(way), de \(text(first.value)) à "
                    + "\(text(last.value)), depuis \(named(first.period))", .trend
            )
        }
        let outside = cause.outside
        if let first = outside.first {
            if outside.count == 1 {
                return (
                    "\(text(first.value)) \(at(first.period)), \(place) la limite \(limit)",
                    .outside
                )
            }
            return (
                "\(count(outside.count)) \(place) la limite \(limit) depuis \(named(first.period)) ; "
                    + latest, .outside
            )
        }
        if let rule = cause.last.rule, rule == .twoOfThree {
            return (
                "deux des trois \(isWeekly ? "dernières semaines" : "derniers mois") près de la limite \(limit) ; "
                    + latest, rule
            )
        }
        return (
            "\(text(cause.last.value)) \(at(cause.last.period)), \(place) la moyenne (\(text(cause.phase.mean)))",
            cause.last.rule ?? .shift
        )
    }

    private var verdict: String {
        switch cause.type {
        case .improvement: "amélioration réelle"
        case .concern: "dégradation réelle"
        case .neutralHigh, .neutralLow, .commonCause: cause.type.word
        }
    }

    private var place: String { isAbove ? "au-dessus de" : "sous" }
    private var isAbove: Bool { cause.last.value > cause.phase.mean }

    /// `haute (93,5 %)`.
    private var limit: String {
        let side = isAbove ? "haute" : "basse"
        guard let limits = cause.phase.limits else { return side }
        return "\(side) (\(text(isAbove ? limits.upper : limits.lower)))"
    }

    private var latest: String {
        cause.isStill
            ? "\(isWeekly ? "la dernière" : "le dernier") à \(text(cause.last.value))"
            : "\(text(cause.last.value)) \(at(cause.last.period))"
    }

    private func count(_ periods: Int) -> String {
        isWeekly
            ? FrenchNumbers.count(periods, "semaine", "semaines")
            : FrenchNumbers.count(periods, "mois", "mois")
    }

    private func named(_ period: ReportingPeriod) -> String {
        isWeekly
            ? "la semaine du " + FrenchDates.full(period.firstDay) : FrenchDates.month(period)
    }

    private func at(_ period: ReportingPeriod) -> String {
        isWeekly
            ? "la semaine du " + FrenchDates.full(period.firstDay)
            : "en " + FrenchDates.month(period)
    }

    func text(_ value: Double) -> String { Self.text(value, entry, counted) }

    /// A value of an indicator with its unit: `92,2 %`, `+12 courriers`.
    static func text(_ value: Double, _ entry: IndicatorEntry, _ counted: DayCount) -> String {
        let usual = FrenchNumbers.decimals(of: entry.unit)
        // A mean of whole numbers is none.
        let isWhole = value.rounded() == value
        let decimals = isWhole ? usual : usual.lowerBound...max(1, usual.upperBound)
        let number =
            entry.indicator == .backlogNetFlow
            ? FrenchNumbers.signed(value, decimals: decimals)
            : FrenchNumbers.text(value, decimals: decimals)
        return number + FrenchNumbers.spacedUnit(entry.unit, after: value, counted)
    }
}
