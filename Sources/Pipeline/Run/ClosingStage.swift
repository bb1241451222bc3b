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

    /// Months of this run, oldest first.
    struct Outcome {
        var frozen: [ReportingPeriod] = []
        /// Due, and not frozen: their data are not whole, or a reference file is faulty.
        var waiting: [ReportingPeriod] = []
    }

    /// Freezes every month that ended long enough before as-of and whose figures are final.
    ///
    /// A month waits while a figure of it is provisional (a source is late), and while the run works
    /// with an earlier copy of a reference file. One without any figure is left alone: nothing was
    /// published of it.
    ///
    /// - Parameter isHeld: true where a reference file that figures depend on is faulty.
    func freeze(isHeld: Bool) throws -> Outcome {
        var outcome = Outcome()
        guard let afterDays = definition.closingAfterDays else { return outcome }
        let frozen = Set(try warehouse.frozenMonths().map(\.month))
        for month in try warehouse.periods(.month)
        where month.lastDay + afterDays <= asOf && !frozen.contains(month) {
            let rows = try warehouse.rows(of: month)
            guard !rows.isEmpty else { continue }
            guard !isHeld, !rows.contains(where: \.isProvisional) else {
                outcome.waiting.append(month)
                continue
            }
            var fingerprint = Fingerprint()
            for row in rows { fingerprint.add(row) }
            try warehouse.freeze(
                FrozenMonth(
                    month: month, run: run, asOf: asOf, fingerprint: fingerprint.text,
                    dayCount: definition.measures.dayCount,
                    minimumCount: definition.minimumCount),
                rows: rows)
            outcome.frozen.append(month)
        }
        return outcome
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
