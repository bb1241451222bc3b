import Domain

/// Sentences on control charts: special causes, and targets out of reach of a process as it is.
///
/// Special causes are told from the pole up, and of a secretariat only where it misses its target as
/// well. Counts of activity have charts and no sentences: they follow seasons and holidays, and neither
/// more nor less of them is better.
enum SignalRules {
    /// What is told, in this order; the others' charts repeat these.
    static let indicators: [Indicator] = [
        .letterDelayMedian, .letterOnTimeRate, .letterSameDayRate, .letterCoverageRate,
        .backlogNetFlow, .backlogToTypeDaysOfWork, .answerRate, .serviceLevel, .waitMedian,
    ]

    /// Special causes of the subject, one sentence an indicator; those of weeks without data together
    /// in one.
    static func specialCauses(_ context: AttentionContext) -> [AttentionPoint] {
        let found = indicators.filter { !context.told.contains($0) }
            .compactMap { cause($0, context) }
        let real = found.filter { $0.missingDays == 0 && isTold($0, context) }
        guard context.isOwn || context.subject.perimeter.level != .secretariat else {
            return memberPoint(real, context)
        }
        let faulty = context.isOwn ? found.filter { $0.missingDays > 0 } : []
        return real.map { point($0, context) } + faultyPoint(faulty, context)
    }

    /// Targets that the subject cannot reach unless its work changes, all in one sentence; of the
    /// page's own perimeter and of secretariats.
    static func outOfReach(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn || context.subject.perimeter.level == .secretariat else { return [] }
        let missed = indicators.filter { !context.told.contains($0) }.compactMap { indicator in
            outOfReach(indicator, context).map { (indicator, $0) }
        }
        guard let first = missed.first else { return [] }
        let parts = missed.map { indicator, signal in
            let figure = context.figure(indicator)
            let limits = signal.phase.limits.map { bound($0, indicator, context) } ?? ""
            return "\(name(indicator)) \(context.text(figure)) (cible "
                + "\(FigureText.target(figure, context.counted) ?? "–"), \(limits))"
        }
        let who =
            switch context.subject.perimeter.level {
            case .establishment: "l'établissement"
            case .pole: "le pôle"
            case .secretariat: "le secrétariat"
            }
        let targets = missed.count == 1 ? "sa cible" : "ses cibles"
        return [
            AttentionPoint(
                kind: .outOfReach, subject: context.subject.label,
                sentence: "dans son fonctionnement actuel, \(who) ne peut pas atteindre "
                    + "\(targets) : \(parts.joined(separator: " ; ")). Attendre n'y changera rien : "
                    + "c'est l'organisation qu'il faut revoir, ou la cible.",
                proof: proof(first.1.series, context),
                share: share(missed.map(\.0), context), indicators: Set(missed.map(\.0)),
                weight: Double(100 * missed.count)
                    + Double(context.figure(first.0).row?.denominator ?? 0) / 1e9)
        ]
    }

    /// What the control chart adds to a sentence on an indicator that another rule tells.
    static func addition(_ indicator: Indicator, _ context: AttentionContext) -> String {
        var words = ""
        if let cause = cause(indicator, context), cause.missingDays == 0 {
            let clause = SpecialCauseText(cause: cause, counted: context.counted).clause
            words += " Carte de contrôle : \(clause)."
        }
        if let signal = outOfReach(indicator, context), let limits = signal.phase.limits {
            words +=
                " Le fonctionnement actuel ne peut pas atteindre la cible "
                + "(\(bound(limits, indicator, context)))."
        }
        return words
    }

    // MARK: One special cause

    /// What the weeks tell of the month, or else the month itself.
    static func cause(_ indicator: Indicator, _ context: AttentionContext) -> SpecialCause? {
        let perimeter = context.subject.perimeter
        let missing = context.pages.control.missingDays(indicator)
        for type in [PeriodType.week, .month] {
            guard let chart = context.pages.control.chart(type, indicator, of: perimeter) else {
                continue
            }
            let cause = SpecialCause.find(
                in: chart, isOfMonth: context.pages.control.isOfMonth,
                isShown: {
                    context.figures.figure(indicator, of: perimeter, in: $0).value != nil
                },
                missingDays: { missing.isEmpty ? 0 : missing[$0] ?? 0 })
            if let cause { return cause }
        }
        return nil
    }

    private static func point(
        _ cause: SpecialCause, _ context: AttentionContext
    ) -> AttentionPoint {
        let indicator = cause.chart.series.indicator
        let isConcern = cause.type == .concern
        let clause = SpecialCauseText(cause: cause, counted: context.counted).clause
        var sentence = "\(IndicatorCatalogue[indicator].title) : \(clause)."
        if context.subject.perimeter.level == .secretariat {
            let bounds = context.bounds(context.figure(indicator))
            sentence += " Sur le mois : \(context.text(context.figure(indicator))) (\(bounds))."
        }
        sentence += alike(cause, context)
        return AttentionPoint(
            kind: isConcern ? .specialConcern : .specialImprovement,
            subject: context.subject.label, sentence: sentence,
            proof: proof(cause.chart.series, context),
            share: isConcern ? share([indicator], context) : nil, indicators: [indicator],
            weight: Double(cause.points.count))
    }

    /// All special causes of a secretariat within the page, where it misses its target as well.
    private static func memberPoint(
        _ causes: [SpecialCause], _ context: AttentionContext
    ) -> [AttentionPoint] {
        guard let first = causes.first else { return [] }
        let indicators = causes.map(\.chart.series.indicator)
        let parts = causes.map { cause in
            let figure = context.figure(cause.chart.series.indicator)
            // The month's value is in the clause where months are charted.
            let value =
                cause.chart.series.periodType == .month ? "" : context.text(figure) + " "
            return "\(name(cause.chart.series.indicator)) \(value)(cible "
                + "\(FigureText.target(figure, context.counted) ?? "–")), "
                + SpecialCauseText(cause: cause, counted: context.counted).clause
        }
        return [
            AttentionPoint(
                kind: .specialConcern, subject: context.subject.label,
                sentence: parts.joined(separator: " ; ") + ".",
                proof: proof(first.chart.series, context), share: share(indicators, context),
                indicators: Set(indicators),
                weight: Double(causes.reduce(0) { $0 + $1.points.count }))
        ]
    }

    private static func isTold(_ cause: SpecialCause, _ context: AttentionContext) -> Bool {
        guard cause.type == .concern || cause.type == .improvement else { return false }
        let indicator = cause.chart.series.indicator
        if context.subject.perimeter.level == .secretariat {
            let status = context.figure(indicator).status
            guard status == .missed || status == .watch, !cause.phase.hasProvisionalLimits else {
                return false
            }
        }
        if context.isOwn { return true }
        // Within a page, no good news, and none that the page's own sentence tells with it.
        return cause.type == .concern && !isTheOwner(cause, context)
    }

    private static func isTheOwner(_ cause: SpecialCause, _ context: AttentionContext) -> Bool {
        guard context.subject.perimeter.level == .pole, let own = context.own else { return false }
        let owner = self.cause(cause.chart.series.indicator, context.about(own))
        return owner.map { $0.type == cause.type && $0.missingDays == 0 } ?? false
    }

    /// The poles of the page of which the charts say the same.
    private static func alike(_ cause: SpecialCause, _ context: AttentionContext) -> String {
        let indicator = cause.chart.series.indicator
        let names = context.poles.filter { pole in
            let other = self.cause(indicator, context.about(pole))
            return other.map { $0.type == cause.type && $0.missingDays == 0 } ?? false
        }.map(\.label)
        guard !names.isEmpty else { return "" }
        return " De même : " + names.joined(separator: " ; ") + "."
    }

    /// Weeks that stand out because data are missing: no one's work.
    private static func faultyPoint(
        _ causes: [SpecialCause], _ context: AttentionContext
    ) -> [AttentionPoint] {
        guard let first = causes.first else { return [] }
        let same = causes.filter { $0.last.period == first.last.period }
        let names = same.map { cause in
            "\(name(cause.chart.series.indicator)) "
                + SpecialCauseText(cause: cause, counted: context.counted).text(cause.last.value)
        }
        let days = FrenchNumbers.count(first.missingDays, "jour ouvré", "jours ouvrés")
        let isCalls = IndicatorCatalogue[first.chart.series.indicator].subject == .calls
        return [
            AttentionPoint(
                kind: .faultySignal, subject: context.subject.label,
                sentence: "la semaine du \(FrenchDates.full(first.last.period.firstDay)) sort des "
                    + "limites (\(names.joined(separator: " ; "))), mais \(days) y sont sans données "
                    + "\(isCalls ? "de téléphonie" : "de courrier") : le signal vient de l'export, "
                    + "non du travail.",
                proof: proof(first.chart.series, context),
                indicators: Set(same.map(\.chart.series.indicator)))
        ]
    }

    // MARK: A target out of reach

    /// The settled state that proves it: of months where they are many enough, of weeks otherwise.
    /// Not while the work gets better, nor where the month is at its target.
    private static func outOfReach(
        _ indicator: Indicator, _ context: AttentionContext
    ) -> Signal? {
        let status = context.figure(indicator).status
        guard status == .missed || status == .watch else { return nil }
        let perimeter = context.subject.perimeter
        let charts = [PeriodType.month, .week].compactMap {
            context.pages.control.chart($0, indicator, of: perimeter)
        }
        guard
            let signal = charts.lazy.compactMap({ $0.signal() }).first(where: {
                $0.phase.limits != nil && !$0.phase.hasProvisionalLimits
                    && context.pages.control.isRecent($0.point.period)
            }), signal.assurance == .consistentlyMissed, signal.variation != .improvement,
            cause(indicator, context)?.type != .improvement
        else { return nil }
        return signal
    }

    private static func bound(
        _ limits: ControlLimits, _ indicator: Indicator, _ context: AttentionContext
    ) -> String {
        let entry = IndicatorCatalogue[indicator]
        let value = entry.direction == .higher ? limits.upper : limits.lower
        let side = entry.direction == .higher ? "haute" : "basse"
        return "limite \(side) \(SpecialCauseText.text(value, entry, context.counted))"
    }

    // MARK: Words

    private static func name(_ indicator: Indicator) -> String {
        IndicatorCatalogue[indicator].title.lowercasedFirst
    }

    private static func share(
        _ indicators: [Indicator], _ context: AttentionContext
    ) -> String? {
        indicators.lazy.compactMap { StageShare(context).sentence(for: $0) }.first
    }

    /// The chart that shows it: of weeks or of months.
    private static func proof(
        _ series: ControlSeries, _ context: AttentionContext
    ) -> (words: String, target: String) {
        let id =
            series.periodType == .week
            ? ChartID.weekly(series.indicator) : ChartID.trend(series.indicator)
        return ("voir la carte de contrôle", context.subject.chart(id))
    }
}
