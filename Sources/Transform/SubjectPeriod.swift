import Domain

/// What the rows of one subject have in common in one period.
struct SubjectPeriod: Sendable {
    let period: ReportingPeriod
    /// The last day measured: the period's last, or the day the subject is measured to.
    let lastDay: CivilDate
    let isProvisional: Bool
    /// False where the period begins after the day the subject is measured to.
    let isMeasured: Bool
    let showsCounts: Bool
    /// By row of `PeriodFigures`.
    let places: [Place]

    /// - Parameter other: of the same period; its places are taken where they are of the same day.
    init(
        _ period: ReportingPeriod, measuredTo: CivilDate, countRows: CountRows, _ book: PlaceBook,
        sharing other: SubjectPeriod? = nil
    ) {
        self.period = period
        let last = min(period.lastDay, measuredTo)
        lastDay = last
        isProvisional = period.lastDay > measuredTo
        isMeasured = period.firstDay <= measuredTo
        showsCounts = countRows.covers(period)
        if !isMeasured {
            places = []
        } else if let other, other.isMeasured, other.lastDay == last {
            places = other.places
        } else {
            places = book.places(on: last)
        }
    }
}
