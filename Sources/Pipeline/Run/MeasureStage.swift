import CSVSource
import Domain
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

    /// - Returns: the fingerprint of the figures, the same for the same data.
    func measure() throws -> String {
        try warehouse.writeReference(reference, settings: settings)
        try warehouse.countSourceDays()
        let horizon = try Self.horizon(
            warehouse, asOf: asOf, until: until, settings: settings, reference: reference)
        let texts = try warehouse.dimensionTexts()
        let input = MeasureInput(
            settings: settings, reference: reference, asOf: asOf,
            lettersMeasuredTo: horizon.lettersMeasuredTo,
            callsMeasuredTo: horizon.callsMeasuredTo, units: texts.units,
            letterTypes: texts.letterTypes, encounterTypes: texts.encounterTypes)
        progress.show("measuring", 0, of: 1)
        var measurer = Measurer(input, encounters: try warehouse.encounterFacts())
        try warehouse.forEachLetterBatch { measurer.add($0) }
        try warehouse.forEachCallBatch { measurer.add($0) }
        let measures = measurer.finish()
        try warehouse.set(.asOf, to: String(asOf.dayNumber))
        try warehouse.set(.lettersMeasuredTo, to: String(horizon.lettersMeasuredTo.dayNumber))
        try warehouse.set(.callsMeasuredTo, to: String(horizon.callsMeasuredTo.dayNumber))
        return try store(measures)
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

    private func store(_ measures: Measures) throws -> String {
        try warehouse.clearFigures()
        var fingerprint = Fingerprint()
        fingerprint.add("\(asOf) \(settings.establishment)")
        for (position, period) in measures.periods.enumerated() {
            progress.show("indicators", position + 1, of: measures.periods.count)
            let rows = measures.rows(of: period)
            try warehouse.store(rows, of: period)
            for row in rows { fingerprint.add(row) }
        }
        for secretariat in measures.backlogSecretariats {
            let days = measures.backlog(of: secretariat)
            try warehouse.store(days, of: secretariat)
            for day in days { fingerprint.add(day) }
        }
        try warehouse.store(measures.unmapped)
        try warehouse.storeUnknownTypes(.letter, measures.unknownLetterTypes)
        try warehouse.storeUnknownTypes(.encounter, measures.unknownEncounterTypes)
        progress.clear()
        return fingerprint.text
    }
}

/// A hash of figures in their order: SipHash-2-4 of 128 bits with a key that everyone knows, since
/// it recognises data and hides nothing.
struct Fingerprint {
    private var hash = SipHash(
        key: (low: 0x5345_4352_4554_4152, high: 0x4941_542D_4B50_4931), width: .bits128)

    /// 32 hexadecimal digits.
    var text: String {
        let (first, second) = hash.result
        return [first, second].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    mutating func add(_ text: String) {
        for byte in text.utf8 { hash.update(byte) }
        hash.update(0)
    }

    private mutating func add(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            hash.update(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// A missing number differs from every number: its mark comes first.
    private mutating func add(_ number: Int?) {
        hash.update(number == nil ? 0 : 1)
        add(UInt64(bitPattern: Int64(number ?? 0)))
    }

    private mutating func add(_ number: Double?) {
        hash.update(number == nil ? 0 : 1)
        add((number ?? 0).bitPattern)
    }

    mutating func add(_ row: IndicatorRow) {
        add(row.period.code)
        add(row.perimeter.level.rawValue)
        add(row.perimeter.code.written)
        add(row.label)
        add(row.segment.written)
        add(row.indicator.rawValue)
        hash.update(row.isProvisional ? 1 : 0)
        add(row.numerator)
        add(row.denominator)
        add(row.value)
        add(row.target)
        add(row.alert)
        add(row.status.rawValue)
        add(Int(row.measuredTo.dayNumber))
    }

    mutating func add(_ day: BacklogDay) {
        add(day.secretariat.written)
        add(Int(day.date.dayNumber))
        add(day.stage.rawValue)
        for count in [day.stock, day.entered, day.left] + day.ages { add(count) }
        add(day.oldestDays)
    }
}
