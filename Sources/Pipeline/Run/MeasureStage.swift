import Domain
import Extract
import Load
import Transform

/// Computes every figure from the facts and stores it, in the run's transaction.
struct MeasureStage {
    let warehouse: Warehouse
    let settings: MeasureSettings
    let reference: ReferenceData
    let asOf: CivilDate
    /// The last days of sources that were replaced, by the source's name.
    let until: [String: CivilDate]
    let progress: Progress

    /// Measures all facts.
    ///
    /// - Parameters:
    ///   - closed: figures that are left as they are; nil: those that the warehouse says.
    ///   - basis: what the counts are kept with; nil: they are not kept.
    /// - Returns: the fingerprint of the figures, the same for the same data.
    func measure(
        keeping closed: ClosedFigures? = nil, basis: CountsBasis? = nil
    ) throws -> String {
        let closed = try closed ?? warehouse.closedFigures()
        let context = MeasureContext(try prepare())
        progress.show("measuring", 0, of: 1)
        try warehouse.clearCounts()
        let counts = try countAll(context)
        if let basis {
            try KeptCounts(warehouse: warehouse).replace(by: counts)
            try basis.keep(in: warehouse)
        }
        return try storeAll(Measures(context, counts), keeping: closed)
    }

    /// Encounters whose letters are counted at a time: the state of all those of many years would
    /// not fit into memory, and to read the letters once more for each part costs less.
    static let encountersAtOnce = 1_500_000

    /// Counts all facts, and remembers their days to come.
    private func countAll(_ context: MeasureContext) throws -> MeasureCounts {
        let parts = try warehouse.encounterParts(of: Self.encountersAtOnce)
        let counter = FactCounter(
            context, encounters: try warehouse.encounterCount() / parts.count, notesPending: true,
            in: warehouse)
        let nextCalls = try warehouse.callBatches()
        for part in parts {
            try warehouse.forEachEncounterBatch(of: part) { counter.add($0) }
            let nextLetters = try warehouse.letterBatches(naming: part)
            while let letters = try nextLetters() {
                try counter.add(letters)
                // Letters take longer to count than to read, calls the other way round.
                for _ in 1...2 { if let calls = try nextCalls() { try counter.add(calls) } }
            }
            try counter.endEncounters()
        }
        while let calls = try nextCalls() { try counter.add(calls) }
        return try counter.finish()
    }

    /// Counts the sources' days, writes the dimensions, and says what is measured, and to what day.
    ///
    /// - Parameter changed: where these are all that changed, nothing else is looked at.
    func prepare(_ changed: ChangedFacts? = nil) throws -> MeasureInput {
        if let changed {
            try changed.correctSourceDays(in: warehouse)
        } else {
            try warehouse.countSourceDays()
        }
        try warehouse.writeReference(reference, settings: settings, asOf: asOf)
        let horizon = try Self.horizon(
            warehouse, asOf: asOf, until: until, settings: settings, reference: reference)
        let texts = try warehouse.dimensionTexts()
        var input = MeasureInput(
            settings: settings, reference: reference, asOf: asOf,
            lettersMeasuredTo: horizon.lettersMeasuredTo,
            callsMeasuredTo: horizon.callsMeasuredTo, units: texts.units,
            letterTypes: texts.letterTypes, encounterTypes: texts.encounterTypes)
        input.sources = try warehouse.knownSources().map(\.name)
        input.earlier = try warehouse.earlierCoverage(
            through: [.letters: horizon.lettersMeasuredTo, .calls: horizon.callsMeasuredTo])
        return input
    }

    /// All that the figures depend on beside the facts: where it is the same and no fact changed,
    /// they need not be computed again.
    func basis(_ reference: [ReferenceFile: ReferenceContent]) throws -> String {
        let counts = try countsBasis(reference)
        var fingerprint = Fingerprint()
        fingerprint.add("\(asOf)")
        for text in [counts.fixed, counts.crosswalk, counts.targets] { fingerprint.add(text) }
        for (source, day) in until.sorted(by: { $0.key < $1.key }) {
            fingerprint.add("\(source) \(day)")
        }
        return fingerprint.text
    }

    /// What the counts that are kept depend on beside the facts.
    func countsBasis(_ reference: [ReferenceFile: ReferenceContent]) throws -> CountsBasis {
        CountsBasis(
            settings, firstDay: settings.firstDayMeasured(asOf: asOf),
            sources: try warehouse.knownSources().map(\.name), reference: reference,
            boundaries: try boundaries())
    }

    /// The days by which facts are kept and periods are open; none where no fact goes.
    private func boundaries() throws -> [String] {
        let openFrom = try warehouse.openFrom()
        let keptFrom = try warehouse.keptFrom()
        if keptFrom.isEmpty { return [] }
        return IndicatorSubject.allCases.map { openFrom[$0].map { "\($0)" } ?? "" }
            + SourceKind.allCases.map { keptFrom[$0].map { "\($0)" } ?? "" }
    }

    /// The days through which letters and calls are measured; `countSourceDays` comes first.
    static func horizon(
        _ warehouse: Warehouse, asOf: CivilDate, until: [String: CivilDate],
        settings: MeasureSettings, reference: ReferenceData
    ) throws -> Horizon {
        let sources = try warehouse.sourceEvents(asOf: asOf).map { events in
            SourceFreshness(
                source: events.source.name, kind: events.source.kind, lastEvent: events.last,
                until: until[events.source.name])
        }
        return Horizon(
            asOf: asOf, sources: sources,
            calendar: WorkingCalendar(zone: settings.zone, closedDays: reference.closedDays))
    }

    // MARK: Storing

    /// Stores every figure that is not closed.
    private func storeAll(_ measures: Measures, keeping closed: ClosedFigures) throws -> String {
        // Of all figures, those that are closed and those that are measured now.
        var sum = FigureSum()
        try addClosed(closed, to: &sum)
        try warehouse.removePeriods(except: measures.periods, keeping: closed)
        let ahead = FiguresAhead(measures, of: measures.periods, but: closed)
        for (position, period) in measures.periods.enumerated() {
            progress.show("indicators", position + 1, of: measures.periods.count)
            let (figures, sumOfPeriod) = ahead.next()
            try warehouse.replace(
                figures.rows, figures.delays, figures.slots, of: period, keeping: closed)
            sum.add(sumOfPeriod)
        }
        try warehouse.removeBacklogs(except: measures.backlogSecretariats, keeping: closed)
        for secretariat in measures.backlogSecretariats {
            let days = measures.backlog(of: secretariat)
                .filter { closed.isEmpty || !closed.holdsBacklog(of: $0.date) }
            try warehouse.replaceBacklog(days, of: secretariat, keeping: closed)
            sum.add(days)
        }
        try warehouse.replaceQuality(
            measures.qualityCounts(), measures.lowCallDays(), keeping: closed)
        try finish(measures)
        sum.add(try warehouse.recalibratedPhases())
        return try keep(sum)
    }

    /// Stores the figures that may have changed; all others are what they were.
    func store(_ measures: Measures, _ touched: TouchedFigures) throws -> String {
        guard var sum = try warehouse.setting(.figuresSum).flatMap(FigureSum.init(text:)) else {
            throw KeptCounts.Unusable()
        }
        let closed = try warehouse.closedFigures()
        for (position, touchedPeriod) in touched.periods.enumerated() {
            progress.show("indicators", position + 1, of: touched.periods.count)
            let (period, perimeters) = (touchedPeriod.period, touchedPeriod.perimeters)
            let figures = measures.figures(of: period, only: perimeters).open(period, closed)
            sum.apply(
                try warehouse.replace(
                    figures.rows, figures.delays, figures.slots, of: period, only: perimeters,
                    keeping: closed))
        }
        sum.apply(
            try warehouse.removeBacklogs(except: measures.backlogSecretariats, keeping: closed))
        for secretariat in measures.backlogSecretariats {
            let first = touched.firstBacklogDay(of: secretariat)
            sum.apply(
                try warehouse.replaceBacklog(
                    measures.backlog(of: secretariat, from: first), of: secretariat, from: first,
                    keeping: closed))
        }
        try storeQuality(measures, touched, closed)
        sum.apply(try finish(measures))
        return try keep(sum)
    }

    /// Low days are looked for from the first day of a month on.
    private func storeQuality(
        _ measures: Measures, _ touched: TouchedFigures, _ closed: ClosedFigures
    ) throws {
        let firstMonth = touched.firstCallDay.map { ReportingPeriod(.month, containing: $0) }
        let months = measures.periods.filter { month in
            guard month.type == .month else { return false }
            return touched.qualityMonths.contains(month)
                || firstMonth.map { $0 <= month } ?? false
        }
        guard let first = months.map(\.firstDay).min() else { return }
        try warehouse.replaceQuality(
            measures.qualityCounts(of: Set(months)), measures.lowCallDays(from: first),
            in: Set(months), keeping: closed)
    }

    /// Stores what is short, and charts what changed.
    ///
    /// - Returns: the phases of charts with a recalibration that went and came.
    @discardableResult
    private func finish(_ measures: Measures) throws -> RowDifference<RecalibratedPhase> {
        try warehouse.set(.asOf, to: String(asOf.dayNumber))
        try warehouse.set(.lettersMeasuredTo, to: String(measures.lettersMeasuredTo.dayNumber))
        try warehouse.set(.callsMeasuredTo, to: String(measures.callsMeasuredTo.dayNumber))
        try warehouse.removeUnnamedPerimeters()
        try warehouse.replaceUnmapped(measures.unmapped)
        try warehouse.replaceUnknownTypes(
            .letter, measures.unknownLetterTypes.map { ($0.code, $0.rows) })
        try warehouse.replaceUnknownTypes(
            .encounter, measures.unknownEncounterTypes.map { ($0.code, $0.rows) })
        let phases = try ControlChartStage(
            warehouse: warehouse, recalibrations: reference.recalibrations, progress: progress
        ).chart()
        progress.clear()
        return phases
    }

    /// What is closed was measured once, and is stored.
    private func addClosed(_ closed: ClosedFigures, to sum: inout FigureSum) throws {
        guard !closed.isEmpty else { return }
        for period in try warehouse.closedPeriods(closed) {
            sum.add(try warehouse.closedRows(of: period, closed))
            if closed.holds(period, .letters) { sum.add(try warehouse.letterDelays(of: period)) }
            if closed.holds(period, .calls) { sum.add(try warehouse.callSlots(of: period)) }
        }
        sum.add(try warehouse.closedBacklog(closed))
    }

    /// - Returns: the fingerprint of the figures, of the day as of which they are, and whose.
    private func keep(_ sum: FigureSum) throws -> String {
        try warehouse.set(.figuresSum, to: sum.text)
        var fingerprint = Fingerprint()
        fingerprint.add("\(asOf) \(settings.establishment)")
        fingerprint.add(sum.text)
        return fingerprint.text
    }
}
