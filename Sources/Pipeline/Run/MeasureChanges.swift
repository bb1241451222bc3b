import Domain
import Extract
import Load
import Transform

/// Measuring what a run changed, and nothing else: the facts that it inserted, changed or removed,
/// those whose day has come since the figures were last measured, and those of units that the
/// crosswalk gives to another secretariat (decision page Counts).
///
/// What they counted is taken away from the counts that are kept, what they count now is added, and
/// the figures of the periods that this touches are computed again. `MeasureStage.measure` is the
/// plain way to the same figures, from all facts.
struct MeasureChanges {
    let stage: MeasureStage
    let basis: CountsBasis
    /// With which the counts were counted last, and the days as of which.
    let previous: ReferenceData
    let then: MeasuredDays
    private let areTargetsOther: Bool

    /// The days that the figures of a warehouse are measured to.
    struct MeasuredDays {
        let asOf: CivilDate
        let letters: CivilDate
        let calls: CivilDate

        /// nil where nothing was measured yet.
        init?(_ warehouse: Warehouse) throws {
            guard let asOf = try warehouse.day(.asOf),
                let letters = try warehouse.day(.lettersMeasuredTo),
                let calls = try warehouse.day(.callsMeasuredTo)
            else { return nil }
            self.asOf = asOf
            self.letters = letters
            self.calls = calls
        }
    }

    private var warehouse: Warehouse { stage.warehouse }

    /// nil where everything must be measured: nothing is kept, or it was counted with something
    /// else than the crosswalk that is another now, or too much has changed.
    ///
    /// - Parameters:
    ///   - reference: the files' contents of this run, and `lastGood` of the one before.
    ///   - readLastGood: reads those of the run before.
    init?(
        _ stage: MeasureStage, _ reference: [ReferenceFile: ReferenceContent],
        lastGood: [ReferenceFile: ReferenceContent], readLastGood: () -> ReferenceData
    ) throws {
        let warehouse = stage.warehouse
        guard warehouse.factChanges.isComplete, let then = try MeasuredDays(warehouse),
            let kept = try CountsBasis(keptIn: warehouse)
        else { return nil }
        let basis = try stage.countsBasis(reference)
        guard basis.fixed == kept.fixed else { return nil }
        if basis.crosswalk == kept.crosswalk {
            previous = stage.reference
        } else {
            guard kept.crosswalk == CountsBasis.text(lastGood[.crosswalk]) else { return nil }
            var reference = stage.reference
            reference.crosswalk = readLastGood().crosswalk
            previous = reference
        }
        self.stage = stage
        self.basis = basis
        self.then = then
        areTargetsOther = basis.targets != kept.targets
    }

    /// - Returns: the fingerprint of the figures, and what the facts that changed name; nil where
    ///   everything must be measured after all.
    func measure() throws -> (figures: String, evidence: FactEvidence)? {
        do {
            return try measureOrGiveUp()
        } catch is KeptCounts.Unusable {
            return nil
        }
    }

    private func measureOrGiveUp() throws -> (figures: String, evidence: FactEvidence)? {
        let changed = try ChangedFacts(warehouse)
        let input = try stage.prepare(changed)
        // What has happened is not taken back: an earlier day is measured anew.
        guard input.lettersMeasuredTo >= then.letters, input.callsMeasuredTo >= then.calls else {
            return nil
        }
        var inputBefore = input
        inputBefore.reference = previous
        inputBefore.asOf = then.asOf
        inputBefore.lettersMeasuredTo = then.letters
        inputBefore.callsMeasuredTo = then.calls
        let context = MeasureContext(input)
        let contextBefore = MeasureContext(inputBefore)
        let kept = KeptCounts(warehouse: warehouse)
        let before = try kept.naming(contextBefore)

        let slice = try FactSlice(
            changed, pending: takePending(context),
            units: unitsMappedOtherwise(context, than: contextBefore), in: warehouse)
        let old = try count(slice.before, contextBefore, isNow: false)
        let new = try count(slice.after, context, isNow: true)
        let change = CountChange(from: old, to: new)
        try kept.apply(change)

        var counts = MeasureCounts(context)
        try kept.add(.naming, 0..<1, to: &counts)
        for (subject, days) in try warehouse.eventDays(
            letters: input.lettersMeasuredTo, calls: input.callsMeasuredTo)
        {
            counts.noteEventDays(days, subject)
        }
        try kept.keepEventDays(of: counts)
        let touched =
            areTargetsOther
            ? context.periods.map { TouchedPeriod($0) }
            : change.touched(context, since: contextBefore, counts, before: before)
        let periods = touched.map(\.period)
        let first = periods.map(\.firstDay).min() ?? context.input.lettersMeasuredTo
        for (family, ranges) in CountChange.buckets(of: periods, from: first, context)
        where family != .naming {
            for range in ranges { try kept.add(family, range, to: &counts) }
        }
        let figures = try stage.store(
            Measures(context, counts, from: first),
            TouchedFigures(
                periods: touched,
                backlogDays: change.firstBacklogDays(
                    context, since: contextBefore, counts, before: before),
                newBacklogDays: then.letters + 1, qualityMonths: change.qualityMonths(context),
                firstCallDay: change.firstCallDay(context)))
        try basis.keep(in: warehouse)
        return (figures, changed.evidence)
    }

    /// By the kind of facts that name them: those of their source.
    private func unitsMappedOtherwise(
        _ context: MeasureContext, than before: MeasureContext
    ) throws -> [SourceKind: [Int64]] {
        let kinds = Dictionary(
            try warehouse.knownSources().map { ($0.name, $0.kind) }, uniquingKeysWith: { $1 })
        var units: [SourceKind: [Int64]] = [:]
        for unit in context.unitsMappedOtherwise(than: before) {
            let kind = kinds[context.input.units[Int(unit)].source]
            // Of a source that is not known, any fact might be.
            for kind in kind.map({ [$0] }) ?? SourceKind.allCases {
                units[kind, default: []].append(Int64(unit))
            }
        }
        return units
    }

    private func takePending(_ context: MeasureContext) throws -> [SourceKind: [FactKey]] {
        var pending: [SourceKind: [FactKey]] = [:]
        for kind in SourceKind.allCases {
            pending[kind] = try warehouse.takePending(
                kind, through: context.measuredTo(kind == .calls ? .calls : .letters))
        }
        return pending
    }

    /// - Parameter isNow: their days to come are remembered.
    private func count(
        _ facts: ChangedFacts.State, _ context: MeasureContext, isNow: Bool
    ) throws -> MeasureCounts {
        let counter = FactCounter(
            context, encounters: facts.encounters.count, notesPending: isNow, in: warehouse)
        counter.add(facts.encounters)
        try counter.add(facts.letters)
        try counter.add(facts.calls)
        return try counter.finish()
    }
}
