import Domain

/// The months whose reports a command publishes (contract §1).
struct PublishedMonths {
    /// Oldest first.
    let months: [ReportingPeriod]

    /// Without a choice: the last complete month and the current one.
    init(_ selection: MonthSelection, asOf: CivilDate, settings: MeasureSettings) throws {
        let current = ReportingPeriod(.month, containing: asOf)
        let first = ReportingPeriod(
            .month, containing: settings.firstDayMeasured(asOf: asOf))
        switch selection {
        case .automatic:
            let isComplete = current.lastDay <= asOf
            months = (isComplete ? [current] : [current.previous, current]).filter {
                $0 >= first
            }
        case .range(let from, let to):
            guard from >= first, to <= current else {
                throw StageFailure(
                    .usage, .report,
                    "months from \(first.code) to \(current.code) are measured as of \(asOf), "
                        + "not \(from == to ? from.code : "\(from.code) to \(to.code)")",
                    at: "--month", advice: "choose among them, or another --as-of")
            }
            months = ReportingPeriod.covering(.month, from: from.firstDay, through: to.lastDay)
        }
    }
}
