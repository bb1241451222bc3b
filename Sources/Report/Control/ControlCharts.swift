import Domain

/// The control charts of a perimeter's page: of 13 months, and of a year of weeks.
struct ControlCharts {
    let pages: MonthPages
    let perimeter: Perimeter

    private var figures: FigureBook { pages.figures }

    /// Weeks that a mark of the axis stands for.
    private static let weeksPerLabel = 8

    /// - Returns: nil where the months have no chart, or no value.
    func monthly(_ indicator: Indicator) -> ChartFigure? {
        guard let chart = pages.control.chart(.month, indicator, of: perimeter) else { return nil }
        return plot(
            chart, ChartID.trend(indicator), "Sur 13 mois", figures.months,
            figures.history(indicator, of: perimeter), pages.monthNames, every: 3)
    }

    /// - Returns: nil where the weeks have no chart, or none of their values may be shown.
    func weekly(_ indicator: Indicator) -> ChartFigure? {
        guard let chart = pages.control.chart(.week, indicator, of: perimeter) else { return nil }
        let shown = figures.figures(indicator, of: perimeter, in: pages.weeks)
        guard shown.contains(where: { $0.value != nil }) else { return nil }
        return plot(
            chart, ChartID.weekly(indicator), "Par semaine, sur un an", pages.weeks.periods, shown,
            pages.weekNames, every: Self.weeksPerLabel)
    }

    private func plot(
        _ chart: ControlChart, _ id: String, _ span: String, _ periods: [ReportingPeriod],
        _ shown: [Figure], _ names: [(short: String, long: String)], every: Int
    ) -> ChartFigure {
        let indicator = chart.series.indicator
        let entry = IndicatorCatalogue[indicator]
        let known = Self.points(chart, periods)
        let missing = pages.control.missingDays(indicator)
        let points = periods.indices.map { slot in
            let days = missing.isEmpty ? 0 : missing[periods[slot]] ?? 0
            return point(shown[slot], known[slot], missingDays: days)
        }
        let phases = phases(chart, known.map { $0?.phase })
        let text = ControlChartText(entry: entry, counted: pages.counted)
        return ControlChartPlot(
            id: id, title: entry.title,
            lead: "\(span), en \(entry.unit.label(pages.counted)) ; trait plein : moyenne"
                + limitWords(phases)
                + (points.contains { $0.target != nil } ? " ; tirets longs : cible." : ".")
                + recalibrations(chart, phases, periods),
            unit: entry.unit, periods: names, labelEvery: every, points: points, phases: phases,
            bounds: text.bounds, short: text.short, goalText: text.goal
        ).figure
    }

    /// The chart's points of the periods; both come in the order of time.
    private static func points(
        _ chart: ControlChart, _ periods: [ReportingPeriod]
    ) -> [ControlChartPoint?] {
        let first = periods.first?.firstDay ?? .firstPlausible
        var next = chart.points.lastIndex { $0.period.firstDay < first }.map { $0 + 1 } ?? 0
        return periods.map { period in
            while next < chart.points.count, chart.points[next].period < period { next += 1 }
            guard next < chart.points.count, chart.points[next].period == period else {
                return nil
            }
            return chart.points[next]
        }
    }

    private func point(
        _ figure: Figure, _ point: ControlChartPoint?, missingDays missing: Int
    ) -> ControlChartPlot.Point {
        let isProvisional = figure.row?.isProvisional == true
        let text: String
        switch figure.content {
        case .value: text = FigureText.full(figure, pages.counted) ?? "–"
        case .tooFew: text = "effectif insuffisant"
        case .notComputed: text = "–"
        }
        let isShown = figure.value != nil
        return ControlChartPlot.Point(
            value: figure.value, text: text,
            type: isShown ? point?.type ?? .commonCause : .commonCause,
            rule: isShown ? point?.rule : nil, target: figure.row?.target,
            isHollow: isProvisional || missing > 0,
            remark: isProvisional
                ? "période provisoire" : missing > 0 ? "jours sans données" : nil)
    }

    /// Each phase from its first period shown to the one before the next phase's.
    private func phases(_ chart: ControlChart, _ numbers: [Int?]) -> [ControlChartPlot.Phase] {
        let shown = chart.phases.compactMap { phase in
            numbers.firstIndex { $0 == phase.number }.map { (phase, $0) }
        }
        return shown.enumerated().map { place, entry in
            let (phase, first) = entry
            let next = place + 1 < shown.count ? shown[place + 1].1 : numbers.count
            return ControlChartPlot.Phase(
                range: (place == 0 ? 0 : first)...max(first, next - 1), mean: phase.mean,
                limits: phase.limits, isProvisional: phase.hasProvisionalLimits)
        }
    }

    private func limitWords(_ phases: [ControlChartPlot.Phase]) -> String {
        guard let last = phases.last, last.limits != nil else { return " ; sans limites" }
        return last.isProvisional
            ? " ; pointillés : limites provisoires (moins de "
                + "\(FrenchNumbers.whole(ControlChartMethod.settledPoints)) points)"
            : " ; pointillés : limites"
    }

    /// Why limits start anew within the periods shown, as the quality direction wrote it.
    private func recalibrations(
        _ chart: ControlChart, _ phases: [ControlChartPlot.Phase], _ periods: [ReportingPeriod]
    ) -> String {
        chart.phases.compactMap { phase -> String? in
            guard let recalibration = phase.recalibration,
                let first = chart.points.first(where: { $0.phase == phase.number })?.period,
                periods.contains(first)
            else { return nil }
            return " Trait vertical, limites recalées au \(FrenchDates.full(recalibration.date)) : "
                + "« \(recalibration.reason) »."
        }.joined()
    }
}

/// Numbers beside a control chart.
struct ControlChartText {
    let entry: IndicatorEntry
    let counted: DayCount

    /// What values can be: differences alone can be negative.
    var bounds: ClosedRange<Double> {
        if entry.unit == .percent { return 0...100 }
        let least = entry.indicator == .backlogNetFlow ? -Double.greatestFiniteMagnitude : 0
        return least...Double.greatestFiniteMagnitude
    }

    /// `85,9`, `6,2 j`: one decimal at most where values are whole, since means are not.
    var short: (Double) -> String {
        let suffix = suffix
        let isSigned = entry.indicator == .backlogNetFlow
        let decimals = 0...max(1, FrenchNumbers.decimals(of: entry.unit).upperBound)
        return {
            (isSigned
                ? FrenchNumbers.signed($0, decimals: decimals)
                : FrenchNumbers.text($0, decimals: decimals)) + suffix
        }
    }

    var goal: (Double) -> String {
        let sign = entry.unit == .percent ? FrenchNumbers.space + "%" : suffix
        return { FrenchNumbers.text($0, decimals: 0...3) + sign }
    }

    private var suffix: String {
        switch entry.unit {
        case .seconds: FrenchNumbers.space + "s"
        case .days, .calendarDays: FrenchNumbers.space + "j"
        case .percent, .letters, .calls, .hours: ""
        }
    }
}
