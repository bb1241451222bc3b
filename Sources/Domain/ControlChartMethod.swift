/// The numbers of the control charts, each with its source, and which figures have one.
///
/// The method is that of NHS England's programme *Making Data Count* ("Strengthening your decisions",
/// and its SPC tool), an XmR chart after Donald J. Wheeler (*Understanding Variation: The Key to
/// Managing Chaos*, 2nd ed., 2000). Transform computes with them, the
/// page of definitions says them.
package enum ControlChartMethod {
    /// Half the width of the limits, in mean moving ranges: three standard deviations, a standard
    /// deviation being the mean range of two values ÷ d₂ = 1.128 (Wheeler, 2000).
    package static let limitFactor = 2.66

    /// A moving range from this many mean moving ranges on is left out of the mean, once: D₄ for
    /// ranges of two values, the upper limit of the chart of ranges (Nelson, "Control charts for
    /// individual measurements", *Journal of Quality Technology* 14, 1982; so does the R package
    /// NHSRplotthedots, not the Excel tool of Making Data Count).
    package static let rangeFactor = 3.267

    /// Where the near limits lie between mean and limits: two standard deviations of the three
    /// (Making Data Count, rule "two out of three").
    package static let nearLimitShare = 2.0 / 3

    /// Successive points that rise, fall, or stay on one side of the mean: Making Data Count's 7.
    package static let runLength = 7

    /// Of so many successive points …
    package static let nearWindow = 3
    /// … at least so many are near a limit (Making Data Count).
    package static let nearPoints = 2

    /// Limits of fewer points are provisional. Sources differ (Wheeler: five or six values are of
    /// use; NHSRplotthedots warns of fewer than 12): 13 are a year of months and the same month again.
    package static let settledPoints = 13

    /// Fewer points have no limits: two moving ranges are the least that have a mean.
    package static let leastPoints = 3

    /// Indicators whose weeks are charted; there is enough of them in a week.
    package static let weeklyIndicators: [Indicator] = [
        .letterDelayMedian, .letterOnTimeRate, .letterSameDayRate, .lettersSent, .backlogNetFlow,
        .answerRate, .serviceLevel, .waitMedian, .callsOffered,
    ]

    /// Indicators whose months are charted: all but the stocks. A stock is yesterday's plus a little,
    /// so its values are not independent, which the limits suppose; its net flow is charted instead.
    package static let monthlyIndicators = IndicatorCatalogue.entries.filter {
        $0.form != .stock || $0.indicator == .backlogNetFlow
    }.map(\.indicator)

    /// Indicators that have a chart of a kind of period: none of quarters and years.
    package static func indicators(_ type: PeriodType) -> [Indicator] {
        switch type {
        case .week: weeklyIndicators
        case .month: monthlyIndicators
        case .quarter, .year: []
        }
    }

    /// The kinds of period that have charts.
    package static let periodTypes: [PeriodType] = [.week, .month]
}
