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

    /// A perimeter on the last day measured.
    struct Place: Sendable {
        let perimeter: Perimeter
        let label: String
        /// nil for the other levels.
        let secretariat: Int?
        /// The pole, or the secretariat's; nil for the establishment.
        let pole: Int?
    }

    init(
        _ period: ReportingPeriod, measuredTo: CivilDate, countRows: CountRows,
        establishment: String, _ organisation: Organisation
    ) {
        self.period = period
        let last = min(period.lastDay, measuredTo)
        lastDay = last
        isProvisional = period.lastDay > measuredTo
        isMeasured = period.firstDay <= measuredTo
        showsCounts = countRows.covers(period)
        guard isMeasured else {
            places = []
            return
        }
        var places = [
            Place(perimeter: .establishment, label: establishment, secretariat: nil, pole: nil)
        ]
        for (pole, code) in organisation.poles.enumerated() {
            places.append(
                Place(
                    perimeter: Perimeter(.pole, code),
                    label: organisation.label(ofPole: pole, on: last), secretariat: nil,
                    pole: pole))
        }
        for (secretariat, code) in organisation.secretariats.enumerated() {
            places.append(
                Place(
                    perimeter: Perimeter(.secretariat, code),
                    label: organisation.label(ofSecretariat: secretariat, on: last),
                    secretariat: secretariat,
                    pole: organisation.pole(ofSecretariat: secretariat, on: last.dayNumber)))
        }
        self.places = places
    }
}
