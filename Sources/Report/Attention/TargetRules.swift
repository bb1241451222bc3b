import Domain

/// Sentences on targets: crossed, missed for months, reached again.
enum TargetRules {
    /// Months in a row after which a missed target is told, or a reached one.
    static let months = 3

    /// The headline figures of the subject's own page that stand beyond their alert: crossed this
    /// month, or still. Of a pole within the page, those alone that were crossed this month; of a
    /// secretariat none: its months vary too much, `missedForMonths` tells what lasts.
    static func alerts(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn || context.subject.perimeter.level == .pole else { return [] }
        return ReportSection.headlines.compactMap { indicator in
            let figure = context.figure(indicator)
            guard figure.status == .missed, figure.value != nil else { return nil }
            let missed = context.figures.history(indicator, of: context.subject.perimeter)
                .reversed().prefix { $0.status == .missed }.count
            let isNew = missed == 1
            guard context.isOwn || isNew else { return nil }
            let before = context.before(indicator)
            var sentence = title(indicator) + " : " + context.text(figure)
            if isNew, let earlier = FigureText.full(before, context.counted) {
                sentence +=
                    ", contre \(earlier) en \(FrenchDates.month(context.pages.report.month.previous))"
            }
            let bounds = context.bounds(figure)
            if !bounds.isEmpty { sentence += " (\(bounds))" }
            if isNew, let old = FigureText.target(before, context.counted),
                before.row?.target != figure.row?.target
            {
                sentence += " ; la cible était de \(old)"
            }
            if !isNew { sentence += ", en alerte depuis \(missed) mois" }
            sentence += "." + SignalRules.addition(indicator, context)
            return AttentionPoint(
                kind: isNew ? .alertCrossed : .alertStill, subject: context.subject.label,
                sentence: sentence,
                proof: ("voir le graphique", context.subject.chart(ChartID.trend(indicator))),
                share: StageShare(context).sentence(for: indicator), indicators: [indicator],
                weight: Double(figure.row?.denominator ?? 0))
        }
    }

    /// A secretariat that misses a target for three months or more, all its targets in one sentence,
    /// without those that an earlier rule tells.
    static func missedForMonths(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.subject.perimeter.level == .secretariat else { return [] }
        let missed = ReportSection.headlines.compactMap { indicator -> (Indicator, Int)? in
            let count = context.monthsMissed(indicator)
            return count >= months && !context.told.contains(indicator)
                ? (indicator, count) : nil
        }
        guard let longest = missed.map(\.1).max(), let first = missed.first else { return [] }
        let parts = missed.map { indicator, count in
            let figure = context.figure(indicator)
            let target = FigureText.target(figure, context.counted) ?? "–"
            return "\(title(indicator).lowercasedFirst) \(context.text(figure)) (cible "
                + "\(target), \(count) mois)"
        }
        let share = missed.lazy.compactMap { StageShare(context).sentence(for: $0.0) }.first
        let what = missed.count == 1 ? "cible manquée" : "cibles manquées"
        return [
            AttentionPoint(
                kind: .missedForMonths, subject: context.subject.label,
                sentence: "\(what) depuis \(months) mois ou plus : "
                    + parts.joined(separator: " ; ") + ".",
                proof: ("voir le graphique", context.subject.chart(ChartID.trend(first.0))),
                share: share,
                indicators: Set(missed.map(\.0)), weight: Double(100 * missed.count + longest))
        ]
    }

    /// A target of the page's own that is reached after it was missed for three months or more.
    static func regained(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn else { return [] }
        return ReportSection.headlines.compactMap { indicator in
            guard !context.told.contains(indicator) else { return nil }
            let history = context.figures.history(indicator, of: context.subject.perimeter)
            let missed = history.dropLast().reversed()
                .prefix { $0.status == .missed || $0.status == .watch }.count
            guard let figure = history.last, figure.status == .met, missed >= months else {
                return nil
            }
            let before = context.before(indicator)
            let target = FigureText.target(figure, context.counted) ?? "–"
            return AttentionPoint(
                kind: .targetRegained, subject: context.subject.label,
                sentence: "\(title(indicator)) : la cible (\(target)) est atteinte après "
                    + "\(missed) mois sans l'être, \(context.text(figure)) contre "
                    + "\(context.text(before)) en "
                    + "\(FrenchDates.month(context.pages.report.month.previous))."
                    + SignalRules.addition(indicator, context),
                proof: ("voir le graphique", context.subject.chart(ChartID.trend(indicator))),
                indicators: [indicator], weight: Double(figure.row?.denominator ?? 0))
        }
    }

    private static func title(_ indicator: Indicator) -> String {
        IndicatorCatalogue[indicator].title
    }
}
