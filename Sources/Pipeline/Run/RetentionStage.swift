import Domain
import Extract
import Load

/// Lets facts and rejects go by their age, and closes the figures that they fed, in the run's
/// transaction (decision page Retention).
///
/// The boundaries are remembered in the warehouse and only move forward: neither an earlier as-of
/// day nor a longer retention brings back what is gone.
struct RetentionStage {
    /// By kind: the first day whose facts are kept, after this run.
    let keptFrom: [SourceKind: CivilDate]
    /// By subject: the first day of the periods that are measured, after this run.
    private let openFrom: [IndicatorSubject: CivilDate]
    private let openBefore: [IndicatorSubject: CivilDate]
    /// True where a boundary moves, or was set by the warehouse that a rebuild replaces.
    let hasMoved: Bool

    /// What went in this run.
    struct Outcome {
        var facts: [SourceKind: Int] = [:]
        var rejects = 0

        var isEmpty: Bool { rejects == 0 && facts.values.allSatisfy { $0 == 0 } }
    }

    private let warehouse: Warehouse
    private let measureFrom: CivilDate
    private let asOf: CivilDate

    /// - Parameter replaced: the warehouse that a rebuild replaces: what is closed there stays so.
    init(
        definition: PipelineDefinition, warehouse: Warehouse, asOf: CivilDate,
        replaced: Warehouse?, sources: [RegisteredSource]
    ) throws {
        let before = replaced ?? warehouse
        let keptBefore = try before.keptFrom()
        openBefore = try before.openFrom()
        var kept = keptBefore
        for kind in SourceKind.allCases {
            guard let day = definition.retention.firstDayKept(kind, asOf: asOf) else { continue }
            kept[kind] = max(day, kept[kind] ?? day)
        }
        var open = openBefore
        for subject in IndicatorSubject.allCases {
            guard
                let day = Retention.firstDayOpen(
                    subject, kept: kept, missingLetterDays: definition.measures.missingLetterDays)
            else { continue }
            open[subject] = max(day, open[subject] ?? day)
        }
        keptFrom = kept
        openFrom = open
        hasMoved = kept != keptBefore || open != openBefore || (replaced != nil && !kept.isEmpty)
        self.warehouse = warehouse
        self.asOf = asOf
        measureFrom = definition.measures.firstDayMeasured(asOf: asOf)
        if let replaced, !kept.isEmpty {
            var heirs: [Int64: Int64] = [:]
            for source in try replaced.knownSources() {
                heirs[source.key] = sources.first { $0.definition.isOrWas(source) }?.key
            }
            try warehouse.adoptClosedFigures(from: replaced, heirs: heirs)
        }
    }

    /// Closes what is to be closed and takes the facts out; the figures are measured afterwards.
    ///
    /// Periods that are closed now keep the figures of the run before where these are final. Where
    /// there are none, or provisional ones, they are measured a last time, from the facts that are
    /// about to go.
    ///
    /// - Parameters:
    ///   - aged: by run_file: rows of this run's files that are older than what is kept.
    ///   - measure: measures all but what it is given.
    /// - Returns: what went of what was here before.
    func apply(
        aged: [Int64: AgedRows], measure: (ClosedFigures) throws -> Void
    ) throws -> Outcome {
        guard !keptFrom.isEmpty else { return Outcome() }
        if let closed = try toBeMeasuredOnceMore() { try measure(closed) }
        try warehouse.setBoundaries(keptFrom: keptFrom, openFrom: openFrom)
        return Outcome(
            facts: try warehouse.purge(keptFrom: keptFrom, loaded: aged),
            rejects: try warehouse.purgeRejects(keptFrom: keptFrom))
    }

    /// The figures to keep in a last measuring; nil where every period that is closed now has final
    /// figures, or nothing to measure.
    private func toBeMeasuredOnceMore() throws -> ClosedFigures? {
        guard openFrom != openBefore else { return nil }
        try warehouse.countSourceDays()
        let final = try warehouse.finalPeriods()
        let events = try warehouse.sourceEvents(asOf: asOf)
        var closed = ClosedFigures(firstDayOpen: openBefore)
        var isIncomplete = false
        for (subject, open) in openFrom {
            let first = events.filter { ($0.source.kind == .calls) == (subject == .calls) }
                .compactMap(\.first).min()
            guard let first else { continue }
            closed.others[subject] = final[subject]?.filter { $0.firstDay < open }
            let from = max(first, openBefore[subject] ?? first, measureFrom)
            let periods = PeriodType.allCases.flatMap { type in
                ReportingPeriod.covering(type, from: from, through: min(open - 1, asOf))
            }
            isIncomplete =
                isIncomplete || periods.contains { !closed.holds($0, subject) }
        }
        return isIncomplete ? closed : nil
    }
}
