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
        try warehouse.clearFigures(keeping: closed)
        var fingerprint = Fingerprint()
        fingerprint.add("\(asOf) \(settings.establishment)")
        for period in closed.isEmpty ? [] : try warehouse.closedPeriods(closed) {
            for row in try warehouse.closedRows(of: period, closed) { fingerprint.add(row) }
        }
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
            try warehouse.store(figures.rows, of: period)
            try warehouse.store(figures.delays, figures.slots)
            for row in figures.rows { fingerprint.add(row) }
            for count in figures.delays {
                let place = "\(count.perimeter.level.rawValue) \(count.perimeter.code.written)"
                fingerprint.add("\(place) \(count.fromDays) \(count.letters)")
            }
            for count in figures.slots {
                let place = "\(count.perimeter.code.written) \(count.weekday) \(count.slot)"
                fingerprint.add("\(place) \(count.offered) \(count.answered)")
            }
        }
        for secretariat in measures.backlogSecretariats {
            let days = measures.backlog(of: secretariat)
                .filter { closed.isEmpty || !closed.holdsBacklog(of: $0.date) }
            try warehouse.store(days, of: secretariat)
            for day in days { fingerprint.add(day) }
        }
        try warehouse.store(measures.qualityCounts, measures.lowCallDays)
        try warehouse.store(measures.unmapped)
        try warehouse.storeUnknownTypes(
            .letter, measures.unknownLetterTypes.map { ($0.code, $0.rows) })
        try warehouse.storeUnknownTypes(
            .encounter, measures.unknownEncounterTypes.map { ($0.code, $0.rows) })
        try ControlChartStage(
            warehouse: warehouse, recalibrations: reference.recalibrations, progress: progress
        ).chart(&fingerprint)
        progress.clear()
        return fingerprint.text
    }
}
