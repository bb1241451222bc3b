import Domain
import Extract
import Load

/// Freezes the figures of months that are closed, and notes why frozen figures came to differ from
/// those that were published; in the run's transaction, before the checks.
struct ClosingStage {
    let definition: PipelineDefinition
    let warehouse: Warehouse
    let run: Int64
    let asOf: CivilDate

    /// Freezes every month that ended long enough before as-of: what the run would publish of it,
    /// be it provisional because a source is late, or judged by an earlier copy of a reference
    /// file. One without any figure is left alone: nothing was published of it.
    ///
    /// - Parameter page: what the pages of a month are made of beside figures and secretariats.
    /// - Returns: the months, oldest first.
    func freeze(
        page: (ReportingPeriod) throws -> FrozenPage
    ) throws -> [ReportingPeriod] {
        guard let afterDays = definition.closingAfterDays else { return [] }
        let known = Set(try warehouse.frozenMonths().map(\.month))
        let secretariats = try warehouse.secretariatVersions()
        var frozen: [ReportingPeriod] = []
        for month in try warehouse.periods(.month)
        where month.lastDay + afterDays <= asOf && !known.contains(month) {
            let rows = try warehouse.rows(of: month)
            guard !rows.isEmpty else { continue }
            let page = try page(month).json()
            var fingerprint = Fingerprint()
            for row in rows { fingerprint.add(row) }
            for version in secretariats
            where version.firstDay <= month.lastDay && month.lastDay <= version.lastDay {
                fingerprint.add(version)
            }
            fingerprint.add(page)
            try warehouse.freeze(
                FrozenMonth(
                    month: month, run: run, asOf: asOf, fingerprint: fingerprint.text,
                    dayCount: definition.measures.dayCount,
                    minimumCount: definition.minimumCount),
                rows: rows, page: page)
            frozen.append(month)
        }
        return frozen
    }

    /// Compares what was measured with what was published; where the differences are others than the
    /// last time, the changes that this run found are their cause.
    func trackRevisions(_ changes: RunChanges) throws {
        let frozen = try warehouse.frozenMonths()
        guard !frozen.isEmpty else { return }
        struct Key: Hashable {
            let month: ReportingPeriod
            let subject: IndicatorSubject
        }
        var found: [Key: Fingerprint] = [:]
        for revision in try warehouse.revisions() {
            found[Key(month: revision.month, subject: revision.subject), default: Fingerprint()]
                .add(revision.text)
        }
        for month in frozen.map(\.month) {
            for subject in IndicatorSubject.allCases {
                let now = found[Key(month: month, subject: subject)]?.text
                guard try warehouse.revisionState(of: month, subject) != now else { continue }
                try warehouse.setRevisionState(of: month, subject, to: now)
                guard now != nil else { continue }
                for cause in changes.causes(subject) {
                    try warehouse.record(cause, of: month, run: run, asOf: asOf)
                }
            }
        }
    }

    /// Remembers what the figures were measured with, for the next comparison.
    func keepSettings() throws {
        guard try !warehouse.frozenMonths().isEmpty else { return }
        try warehouse.setMeasuredSettings(
            MeasuredSettings(definition: definition, asOf: asOf).values)
    }
}
