import Domain

/// A value with what it was computed from, as `v_kpi` shows it.
package struct IndicatorValue: Hashable, Sendable {
    package var numerator: Int?
    package var denominator: Int?
    /// Not rounded; nil where days of work cannot be told.
    package var value: Double?

    package init(numerator: Int?, denominator: Int?, value: Double?) {
        self.numerator = numerator
        self.denominator = denominator
        self.value = value
    }

    /// 0–100; nil for a rate of nothing.
    package static func rate(_ part: Int, of whole: Int) -> IndicatorValue? {
        guard whole > 0 else { return nil }
        return IndicatorValue(
            numerator: part, denominator: whole, value: 100 * Double(part) / Double(whole))
    }

    package static func count(_ number: Int) -> IndicatorValue {
        IndicatorValue(numerator: number, denominator: nil, value: Double(number))
    }

    /// What is read off `number` values; nil where there are none.
    package static func statistic(_ value: Double?, of number: Int) -> IndicatorValue? {
        guard let value, number > 0 else { return nil }
        return IndicatorValue(numerator: nil, denominator: number, value: value)
    }

    /// Stock ÷ (letters typed ÷ working days among the days they were typed in): nil where there
    /// is neither stock nor typing, a row without a value where there is stock alone.
    package static func daysOfWork(stock: Int, typed: Int, workingDays: Int) -> IndicatorValue? {
        if stock == 0 && typed == 0 { return nil }
        let value = typed == 0 ? nil : Double(stock * workingDays) / Double(typed)
        return IndicatorValue(numerator: stock, denominator: typed, value: value)
    }
}

/// The figures of one perimeter and period, from which each indicator is read.
struct PerimeterFigures {
    let row: Int
    let figures: PeriodFigures
    let ages: AgeSummary?
    let segments: Int
    /// Among the days that give the pace of typing.
    let workingDaysInPace: Int

    private var sums: PeriodFigures.Sums { figures.sums[row] }

    private func histogram(_ measure: CountedMeasure, _ segment: Int = 0) -> Histogram? {
        figures.histograms[
            row, PeriodFigures.slot(measure, segment: segment, segments: segments)]
    }

    private func rate(_ measure: CountedMeasure, _ segment: Int = 0) -> IndicatorValue? {
        histogram(measure, segment).flatMap { .rate($0.occurrences(of: 1), of: $0.count) }
    }

    private func median(_ measure: CountedMeasure, _ segment: Int = 0) -> IndicatorValue? {
        histogram(measure, segment).flatMap { .statistic($0.median, of: $0.count) }
    }

    private func percentile90(_ measure: CountedMeasure, _ segment: Int = 0) -> IndicatorValue? {
        histogram(measure, segment).flatMap {
            .statistic($0.percentile90.map { Double($0) }, of: $0.count)
        }
    }

    /// - Parameter segment: 0 for `*`.
    func value(
        _ indicator: Indicator, _ subject: IndicatorSubject, segment: Int
    ) -> IndicatorValue? {
        switch subject {
        case .letters: letterValue(indicator, segment: segment)
        case .calls: callValue(indicator)
        }
    }

    private func letterValue(_ indicator: Indicator, segment: Int) -> IndicatorValue? {
        switch indicator {
        case .letterDelayMedian: median(.sendDelay, segment)
        case .letterDelayP90: percentile90(.sendDelay, segment)
        case .letterOnTimeRate: rate(.onTime, segment)
        case .letterSameDayRate: rate(.sameDay, segment)
        case .letterCoverageRate: rate(.coverage)
        case .letterSecretariatDelayMedian: median(.secretariatDelay)
        case .stageDictationDelayMedian: median(.dictationDelay)
        case .stageTypingDelayMedian: median(.typingDelay)
        case .stageValidationDelayMedian: median(.validationDelay)
        case .stageDispatchDelayMedian: median(.dispatchDelay)
        case .lettersDictated: .count(histogram(.dictated)?.count ?? 0)
        case .lettersTyped: .count(histogram(.typed)?.count ?? 0)
        case .lettersSent: .count(histogram(.sendDelay, segment)?.count ?? 0)
        case .backlogToDictate: .count(sums.stocks[BacklogStage.toDictate.position])
        case .backlogToType: .count(sums.stocks[BacklogStage.toType.position])
        case .backlogToValidate: .count(sums.stocks[BacklogStage.toValidate.position])
        case .backlogToSend: .count(sums.stocks[BacklogStage.toSend.position])
        case .backlogTotal: .count(sums.stock)
        case .backlogNetFlow: .count(sums.stock - sums.stockBefore)
        case .backlogToTypeAgeP90:
            ages.flatMap { .statistic(Double($0.percentile90), of: $0.count) }
        case .backlogToTypeOldest: ages.flatMap { .statistic(Double($0.oldest), of: $0.count) }
        case .backlogToTypeDaysOfWork:
            .daysOfWork(
                stock: sums.stocks[BacklogStage.toType.position], typed: sums.typedInPace,
                workingDays: workingDaysInPace)
        default: nil
        }
    }

    private func callValue(_ indicator: Indicator) -> IndicatorValue? {
        let calls = sums.calls
        return switch indicator {
        case .callsReceived: .count(calls.received)
        case .callsOutOfHours: .count(calls.outOfHours)
        case .callsShortAbandoned: .count(calls.shortAbandoned)
        case .callsOffered: .count(calls.offered)
        case .phoneOpeningHours:
            .statistic(
                Double(sums.openMinutes) / 60 / Double(max(1, sums.openSecretariats)),
                of: sums.openSecretariats)
        case .answerRate: .rate(calls.answered, of: calls.offered)
        case .abandonRate: .rate(calls.abandoned, of: calls.offered)
        case .deflectionRate: .rate(calls.deflected, of: calls.offered)
        case .voicemailRate: .rate(calls.voicemail, of: calls.offered)
        case .serviceLevel: .rate(calls.answeredInTime, of: calls.offered)
        case .waitMedian: median(.callWait)
        case .waitP90: percentile90(.callWait)
        case .talkMean:
            .statistic(Double(calls.talkSeconds) / Double(max(1, calls.talks)), of: calls.talks)
        default: nil
        }
    }

    /// Whether a count or stock of the subject is other than 0.
    func hasCounts(_ subject: IndicatorSubject) -> Bool {
        switch subject {
        case .letters:
            sums.hasStock || [.sendDelay, .dictated, .typed].contains { histogram($0) != nil }
        case .calls: sums.calls.received > 0
        }
    }
}
