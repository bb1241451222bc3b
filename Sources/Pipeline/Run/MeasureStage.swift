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
        let encounters = try warehouse.encounterFacts()
        var measurer = Measurer(context, encounters: encounters, notesPending: true)
        try warehouse.forEachLetterBatch { batch in
            for pending in measurer.add(batch.facts) {
                try warehouse.addPending(.letters, batch.keys[pending.row], on: pending.day)
            }
        }
        try warehouse.forEachCallBatch { batch in
            for pending in measurer.add(batch.facts) {
                try warehouse.addPending(.calls, batch.keys[pending.row], on: pending.day)
            }
        }
        let (counts, pending) = measurer.finishCounts()
        for pending in pending {
            let key = FactKey(source: 0, key: encounters.keys[pending.row])
            try warehouse.addPending(.encounters, key, on: pending.day)
        }
        if let basis {
            try KeptCounts(warehouse: warehouse).replace(by: counts)
            try basis.keep(in: warehouse)
        }
        return try storeAll(Measures(context, counts), keeping: closed)
    }

    /// Writes the dimensions, counts the sources' days, and says what is measured, and to what day.
    func prepare() throws -> MeasureInput {
        try warehouse.writeReference(reference, settings: settings, asOf: asOf)
        try warehouse.countSourceDays()
        let horizon = try Self.horizon(
            warehouse, asOf: asOf, until: until, settings: settings, reference: reference)
        let texts = try warehouse.dimensionTexts()
        var input = MeasureInput(
            settings: settings, reference: reference, asOf: asOf,
            lettersMeasuredTo: horizon.lettersMeasuredTo,
            callsMeasuredTo: horizon.callsMeasuredTo, units: texts.units,
            letterTypes: texts.letterTypes, encounterTypes: texts.encounterTypes)
        input.earlier = try warehouse.earlierCoverage(
            through: [.letters: horizon.lettersMeasuredTo, .calls: horizon.callsMeasuredTo])
        return input
    }

    /// All that the figures depend on beside the facts: where it is the same and no fact changed,
    /// they need not be computed again.
    func basis(_ reference: [ReferenceFile: ReferenceContent]) throws -> String {
        var fingerprint = Fingerprint()
        fingerprint.add("\(ProgramVersion.number) \(asOf)")
        fingerprint.add(String(describing: settings.opening.sorted { $0.key < $1.key }))
        var other = settings
        other.opening = [:]
        fingerprint.add(String(describing: other))
        for (source, day) in until.sorted(by: { $0.key < $1.key }) {
            fingerprint.add("\(source) \(day)")
        }
        for (file, content) in reference.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where file.bearsOnFigures {
            fingerprint.add(file.rawValue)
            fingerprint.add(content.bytes ?? [])
        }
        for text in try boundaries() { fingerprint.add(text) }
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

    private func noteDays(_ measures: Measures) throws {
        try warehouse.set(.asOf, to: String(asOf.dayNumber))
        try warehouse.set(.lettersMeasuredTo, to: String(measures.lettersMeasuredTo.dayNumber))
        try warehouse.set(.callsMeasuredTo, to: String(measures.callsMeasuredTo.dayNumber))
    }

    /// Stores every figure that is not closed.
    private func storeAll(_ measures: Measures, keeping closed: ClosedFigures) throws -> String {
        try noteDays(measures)
        try warehouse.clearFigures(keeping: closed)
        try store(
            measures, keeping: closed,
            TouchedFigures(
                periods: measures.periods, backlogDays: [:],
                newBacklogDays: .firstPlausible, qualityMonths: Set(measures.periods),
                firstCallDay: .firstPlausible))
        return try finish(measures)
    }

    /// Stores the figures that may have changed.
    func store(_ measures: Measures, _ touched: TouchedFigures) throws -> String {
        try noteDays(measures)
        let closed = try warehouse.closedFigures()
        try warehouse.clear(touched, measures, keeping: closed)
        try store(measures, keeping: closed, touched)
        return try finish(measures)
    }

    private func store(
        _ measures: Measures, keeping closed: ClosedFigures, _ touched: TouchedFigures
    ) throws {
        for (position, period) in touched.periods.enumerated() {
            progress.show("indicators", position + 1, of: touched.periods.count)
            let isOpen = { !closed.holds(period, $0) }
            guard IndicatorSubject.allCases.contains(where: isOpen) else { continue }
            var figures = measures.figures(of: period)
            if !closed.isEmpty {
                figures.rows.removeAll { !isOpen(IndicatorCatalogue[$0.indicator].subject) }
                if !isOpen(.letters) { figures.delays = [] }
                if !isOpen(.calls) { figures.slots = [] }
            }
            try warehouse.store(figures.rows, of: period)
            try warehouse.store(figures.delays, figures.slots)
        }
        for secretariat in measures.backlogSecretariats {
            let first = touched.backlogDays[secretariat] ?? touched.newBacklogDays
            let days = measures.backlog(of: secretariat, from: min(first, touched.newBacklogDays))
                .filter { closed.isEmpty || !closed.holdsBacklog(of: $0.date) }
            try warehouse.store(days, of: secretariat)
        }
        try warehouse.store(
            measures.qualityCounts(of: touched.qualityMonths),
            touched.firstCallDay.map { measures.lowCallDays(from: $0) } ?? [])
        try warehouse.store(measures.unmapped)
        try warehouse.storeUnknownTypes(
            .letter, measures.unknownLetterTypes.map { ($0.code, $0.rows) })
        try warehouse.storeUnknownTypes(
            .encounter, measures.unknownEncounterTypes.map { ($0.code, $0.rows) })
    }

    private func finish(_ measures: Measures) throws -> String {
        var fingerprint = Fingerprint()
        fingerprint.add("\(asOf) \(settings.establishment)")
        for period in measures.periods {
            for row in try warehouse.rows(of: period) { fingerprint.add(row) }
        }
        try warehouse.clearCharts()
        try ControlChartStage(
            warehouse: warehouse, recalibrations: reference.recalibrations, progress: progress
        ).chart(&fingerprint)
        progress.clear()
        return fingerprint.text
    }
}

extension Warehouse {
    func clear(_ touched: TouchedFigures, _ measures: Measures, keeping closed: ClosedFigures)
        throws
    {
        for period in touched.periods {
            try clearFigures(of: period, keeping: closed)
        }
        for secretariat in measures.backlogSecretariats {
            let first = min(
                touched.backlogDays[secretariat] ?? touched.newBacklogDays, touched.newBacklogDays)
            try clearBacklog(of: secretariat, from: first)
        }
        try clearQuality(of: touched.qualityMonths, callsFrom: touched.firstCallDay)
        try clearUnknown()
    }
}
