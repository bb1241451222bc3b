import Domain

/// Where the counts and stocks of a subject have rows, 0 included: every secretariat that its
/// sources have named, the poles these belong to, and the establishment, in the periods from the
/// first event (or measureFrom) to the last (contract §5).
struct CountRows: Sendable {
    /// By row of `PeriodFigures`.
    let isShown: [Bool]
    /// The first and the last day that a period must reach; nil where there is no event.
    let days: (first: CivilDate, last: CivilDate)?

    init(_ counts: MeasureCounts, _ subject: IndicatorSubject, _ context: MeasureContext) {
        let coverage = counts.coverage(subject)
        let organisation = context.organisation
        let poles = organisation.poles.count
        var isShown = [Bool](repeating: false, count: 1 + poles + organisation.secretariats.count)
        if let first = coverage.firstEvent, let last = coverage.lastEvent {
            let start = max(first, context.measureFrom)
            days = (start, last)
            isShown[0] = true
            for secretariat in organisation.secretariats.indices
            where coverage.isNamed(secretariat) {
                isShown[1 + poles + secretariat] = true
                let runs = organisation.poleRuns(
                    ofSecretariat: secretariat, from: start.dayNumber,
                    through: max(start, last).dayNumber)
                for (_, pole) in runs { isShown[1 + pole] = true }
            }
        } else {
            days = nil
        }
        self.isShown = isShown
    }

    func covers(_ period: ReportingPeriod) -> Bool {
        guard let days else { return false }
        return period.lastDay >= days.first && period.firstDay <= days.last
    }

    /// A perimeter with something to count has its rows in any case: a pole that is reached on a
    /// day outside the range only.
    func shows(row: Int, hasCounts: Bool) -> Bool {
        isShown[row] || hasCounts
    }
}
