import Domain

/// Sentences on recalibrations: the work changed for good, so somebody wrote, and what came of it.
enum RecalibrationRules {
    /// Limits that start anew in the month, the indicators of one reason in one sentence; of the
    /// page's own perimeter and of the poles within it.
    static func begun(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn || context.subject.perimeter.level == .pole else { return [] }
        var told: [(recalibration: Recalibration, changes: [Change])] = []
        for indicator in SignalRules.indicators {
            guard let (recalibration, change) = change(indicator, context) else { continue }
            if let place = told.firstIndex(where: { $0.recalibration == recalibration }) {
                told[place].changes.append(change)
            } else {
                told.append((recalibration, [change]))
            }
        }
        return told.map { recalibration, changes in
            AttentionPoint(
                kind: .recalibrated, subject: context.subject.label,
                sentence: "limites recalées depuis le \(FrenchDates.full(recalibration.date)), "
                    + "« \(recalibration.reason) » : "
                    + changes.map(\.words).joined(separator: " ; ") + ".",
                proof: (
                    "voir la carte de contrôle",
                    context.subject.chart(changes[0].chart)
                ), indicators: Set(changes.map(\.indicator)), weight: Double(changes.count))
        }
    }

    private struct Change {
        let indicator: Indicator
        let chart: String
        let words: String
    }

    /// The means of before and since, of weeks where they are charted.
    private static func change(
        _ indicator: Indicator, _ context: AttentionContext
    ) -> (Recalibration, Change)? {
        let perimeter = context.subject.perimeter
        let type: PeriodType =
            ControlChartMethod.weeklyIndicators.contains(indicator) ? .week : .month
        guard let chart = context.pages.control.chart(type, indicator, of: perimeter),
            let phase = chart.phases.last, let recalibration = phase.recalibration,
            let first = chart.points.first(where: { $0.phase == phase.number }),
            context.pages.control.isOfMonth(first.period),
            context.figure(indicator).value != nil
        else { return nil }
        let entry = IndicatorCatalogue[indicator]
        func text(_ value: Double) -> String {
            SpecialCauseText.text(value, entry, context.counted)
        }
        let before = chart.phases.dropLast().last.map { "\(text($0.mean)) en moyenne avant, " }
        let since = before == nil ? "en moyenne depuis" : "depuis"
        let figure = context.figure(indicator)
        let goal = FigureText.target(figure, context.counted).map { target in
            figure.status == .met ? ", cible \(target) atteinte" : ", cible \(target)"
        }
        return (
            recalibration,
            Change(
                indicator: indicator,
                chart: type == .week ? ChartID.weekly(indicator) : ChartID.trend(indicator),
                words: entry.title.lowercasedFirst + " " + (before ?? "")
                    + "\(text(phase.mean)) \(since)\(goal ?? "")")
        )
    }
}
