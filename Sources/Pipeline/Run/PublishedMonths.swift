import Domain
import Load

/// The months whose reports a command publishes (contract §1).
struct PublishedMonths {
    /// Oldest first.
    let months: [ReportingPeriod]
    private let isAutomatic: Bool
    /// Months that can be published: measured, or frozen.
    private let canPublish: (ReportingPeriod) -> Bool

    /// Without a choice: the last complete month and the current one.
    ///
    /// - Parameter frozen: months whose figures are kept, measured or not.
    init(
        _ selection: MonthSelection, asOf: CivilDate, settings: MeasureSettings,
        frozen: Set<ReportingPeriod> = []
    ) throws {
        let current = ReportingPeriod(.month, containing: asOf)
        let first = ReportingPeriod(
            .month, containing: settings.firstDayMeasured(asOf: asOf))
        canPublish = { ($0 >= first || frozen.contains($0)) && $0 <= current }
        switch selection {
        case .automatic:
            isAutomatic = true
            let isComplete = current.lastDay <= asOf
            months = (isComplete ? [current] : [current.previous, current]).filter {
                $0 >= first
            }
        case .range(let from, let to):
            isAutomatic = false
            let chosen = ReportingPeriod.covering(.month, from: from.firstDay, through: to.lastDay)
            guard chosen.allSatisfy({ $0 >= first || frozen.contains($0) }), to <= current else {
                throw StageFailure(
                    .usage, .report,
                    "months from \(first.code) to \(current.code) are measured as of \(asOf), "
                        + "not \(from == to ? from.code : "\(from.code) to \(to.code)")",
                    at: "--month", advice: "choose among them, or another --as-of")
            }
            months = chosen
        }
    }

    /// With the months that a run froze whose reports lie there already, so that what lies there is
    /// what is frozen; where the months were chosen, those alone.
    func adding(
        _ frozen: [ReportingPeriod], among publications: [Publication],
        due: [ReportingPeriod]
    ) -> [ReportingPeriod] {
        let known = Set(publications.map(\.month))
        let added = isAutomatic ? frozen.filter(known.contains) : []
        return adding(due: due).union(added).sorted()
    }

    /// With the months that an earlier command could not publish.
    func adding(due: [ReportingPeriod]) -> Set<ReportingPeriod> {
        Set(months).union(due.filter(canPublish))
    }
}
