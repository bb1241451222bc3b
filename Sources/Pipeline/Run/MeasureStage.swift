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

    /// - Parameter closed: figures that are left as they are; nil: those that the warehouse says.
    /// - Returns: the fingerprint of the figures, the same for the same data.
    func measure(keeping closed: ClosedFigures? = nil) throws -> String {
        let closed = try closed ?? warehouse.closedFigures()
        try warehouse.countSourceDays()
        try warehouse.writeReference(reference, settings: settings, asOf: asOf)
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
        progress.show("measuring", 0, of: 1)
        var measurer = Measurer(input, encounters: try warehouse.encounterFacts())
        try warehouse.forEachLetterBatch { measurer.add($0) }
        try warehouse.forEachCallBatch { measurer.add($0) }
        let measures = measurer.finish()
        try warehouse.set(.asOf, to: String(asOf.dayNumber))
        try warehouse.set(.lettersMeasuredTo, to: String(horizon.lettersMeasuredTo.dayNumber))
        try warehouse.set(.callsMeasuredTo, to: String(horizon.callsMeasuredTo.dayNumber))
        return try store(measures, keeping: closed)
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
        let openFrom = try warehouse.openFrom()
        let keptFrom = try warehouse.keptFrom()
        if !keptFrom.isEmpty {
            for subject in IndicatorSubject.allCases {
                fingerprint.add(openFrom[subject].map { "\($0)" } ?? "")
            }
            for kind in SourceKind.allCases {
                fingerprint.add(keptFrom[kind].map { "\($0)" } ?? "")
            }
        }
        return fingerprint.text
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

    private func store(_ measures: Measures, keeping closed: ClosedFigures) throws -> String {
        // Of all figures, those that are closed and those that are measured now.
        var sum = FigureSum()
        try addClosed(closed, to: &sum)
        try warehouse.removePeriods(except: measures.periods, keeping: closed)
        for (position, period) in measures.periods.enumerated() {
            progress.show("indicators", position + 1, of: measures.periods.count)
            let isOpen = { !closed.holds(period, $0) }
            guard IndicatorSubject.allCases.contains(where: isOpen) else { continue }
            var figures = measures.figures(of: period)
            if !closed.isEmpty {
                figures.rows.removeAll { !isOpen(IndicatorCatalogue[$0.indicator].subject) }
                if !isOpen(.letters) { figures.delays = [] }
                if !isOpen(.calls) { figures.slots = [] }
            }
            try warehouse.replace(
                figures.rows, figures.delays, figures.slots, of: period, keeping: closed)
            sum.add(figures.rows)
            sum.add(figures.delays)
            sum.add(figures.slots)
        }
        try warehouse.removeBacklogs(except: measures.backlogSecretariats, keeping: closed)
        for secretariat in measures.backlogSecretariats {
            let days = measures.backlog(of: secretariat)
                .filter { closed.isEmpty || !closed.holdsBacklog(of: $0.date) }
            try warehouse.replaceBacklog(days, of: secretariat, keeping: closed)
            sum.add(days)
        }
        try warehouse.removeUnnamedPerimeters()
        try warehouse.replaceQuality(measures.qualityCounts, measures.lowCallDays, keeping: closed)
        try warehouse.replaceUnmapped(measures.unmapped)
        try warehouse.replaceUnknownTypes(
            .letter, measures.unknownLetterTypes.map { ($0.code, $0.rows) })
        try warehouse.replaceUnknownTypes(
            .encounter, measures.unknownEncounterTypes.map { ($0.code, $0.rows) })
        _ = try ControlChartStage(
            warehouse: warehouse, recalibrations: reference.recalibrations, progress: progress
        ).chart()
        sum.add(try warehouse.recalibratedPhases())
        progress.clear()
        try warehouse.set(.figuresSum, to: sum.text)
        return fingerprint(of: sum)
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

    /// Of the figures, the day as of which they are and whose they are.
    private func fingerprint(of sum: FigureSum) -> String {
        var fingerprint = Fingerprint()
        fingerprint.add("\(asOf) \(settings.establishment)")
        fingerprint.add(sum.text)
        return fingerprint.text
    }
}
