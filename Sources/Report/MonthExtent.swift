import Domain

/// How far a month is measured: what every page says of it, found once among all its rows.
struct MonthExtent {
    /// The last day that each subject is measured to; none where the month has none of its rows.
    let measuredTo: [IndicatorSubject: CivilDate]
    /// True where the month is not over for one of the subjects at least.
    let isProvisional: Bool

    init(_ report: MonthReport) {
        var measuredTo: [IndicatorSubject: CivilDate] = [:]
        var isProvisional = report.asOf < report.month.lastDay
        for row in report.rows where row.period == report.month {
            let subject = IndicatorCatalogue[row.indicator].subject
            measuredTo[subject] = max(measuredTo[subject] ?? row.measuredTo, row.measuredTo)
            isProvisional = isProvisional || row.isProvisional
        }
        self.measuredTo = measuredTo
        self.isProvisional = isProvisional
    }
}
