import Domain

/// Turns rows into additive counts, a batch at a time; `finish` gives the indicators.
///
/// ```swift
/// var measurer = Measurer(input, encounters: encounters)
/// measurer.add(letters)  // as many batches as there are, in any order
/// measurer.add(calls)
/// let measures = measurer.finish()
/// for period in measures.periods { publish(measures.rows(of: period)) }
/// ```
package struct Measurer {
    let input: MeasureInput
    let periods: [ReportingPeriod]
    let fragments: TimeFragments
    let calendar: WorkingCalendar
    let delays: DelayCounter
    let organisation: Organisation
    let letterTypes: LetterTypeBook
    let expectations: ExpectationBook
    let schedule: OpeningSchedule
    let classifier: CallClassifier

    /// By unit: whether its code is blank.
    let isBlank: [Bool]

    let encounterIndex: EncounterIndex
    var encounters: [EncounterState]

    /// Counts by time fragment.
    var counts: BucketedCounts
    /// By time fragment, then pair.
    var calls: [CallTally]
    var slots: CallSlots
    var backlog: BacklogLedger
    var ages: BacklogAgeLedger
    let snapshots: [CivilDate]

    var letterCoverage: SubjectCoverage
    var callCoverage: SubjectCoverage
    var unmapped: UnmappedLedger
    var unknownLetterTypes: UnknownTypeLedger
    var unknownEncounterTypes: UnknownTypeLedger
    var quality: QualityTally

    /// The first day on which an encounter expects a letter, and that periods must reach.
    let measureFrom: CivilDate

    package init(_ input: MeasureInput, encounters: EncounterFacts) {
        self.input = input
        let settings = input.settings
        // No row is older: days before it need no room.
        let from = max(settings.firstDayMeasured(asOf: input.asOf), .firstPlausible)
        measureFrom = from
        let last = max(input.lettersMeasuredTo, input.callsMeasuredTo)
        periods = PeriodType.allCases.flatMap {
            ReportingPeriod.covering($0, from: from, through: last)
        }
        let first =
            PeriodType.allCases.map { ReportingPeriod($0, containing: from).firstDay }.min() ?? from
        fragments = TimeFragments(from: first, through: last)
        calendar = WorkingCalendar(
            zone: settings.zone, closedDays: input.reference.closedDays)
        delays = DelayCounter(calendar: calendar, counted: settings.dayCount)
        organisation = Organisation(reference: input.reference, units: input.units)
        letterTypes = LetterTypeBook(
            reference: input.reference.letterTypes, texts: input.letterTypes)
        expectations = ExpectationBook(
            reference: input.reference.encounterTypes, encounterTypes: input.encounterTypes,
            units: input.units, letterTypes: letterTypes)
        schedule = OpeningSchedule(
            secretariats: organisation.secretariats, hours: input.reference.openingHours,
            standard: settings.opening, calendar: calendar)
        classifier = CallClassifier(settings)

        isBlank = input.units.map { Code($0.code).isBlank }
        encounterIndex = EncounterIndex(encounters.keys)
        self.encounters = []

        counts = BucketedCounts(buckets: fragments.count)
        calls = [CallTally](
            repeating: CallTally(), count: fragments.count * organisation.pairs.count)
        slots = CallSlots(
            months: periods.filter { $0.type == .month }, fragments: fragments,
            poles: organisation.poles.count)
        // The pace of typing looks back from the end of a period.
        backlog = BacklogLedger(
            secretariats: organisation.secretariats.count,
            firstDay: first - MeasureConstants.paceDays, lastDay: input.lettersMeasuredTo)
        let lettersTo = input.lettersMeasuredTo
        snapshots = Set(
            periods.filter { $0.firstDay <= lettersTo }.map { min($0.lastDay, lettersTo) }
        ).sorted()
        ages = BacklogAgeLedger(snapshots: snapshots)

        let secretariats = organisation.secretariats.count
        letterCoverage = SubjectCoverage(
            measuredTo: input.lettersMeasuredTo, secretariats: secretariats)
        callCoverage = SubjectCoverage(
            measuredTo: input.callsMeasuredTo, secretariats: secretariats)
        letterCoverage.note(input.earlier[.letters], organisation)
        callCoverage.note(input.earlier[.calls], organisation)
        unmapped = UnmappedLedger(units: input.units)
        unknownLetterTypes = UnknownTypeLedger(texts: input.letterTypes)
        unknownEncounterTypes = UnknownTypeLedger(texts: input.encounterTypes)
        quality = QualityTally(
            months: periods.filter { $0.type == .month }, fragments: fragments, units: input.units,
            secretariats: secretariats)
        read(encounters)
    }

    /// Adds a batch of calls.
    package mutating func add(_ batch: CallFacts) {
        let measuredTo = callCoverage.measuredTo
        for row in 0..<batch.count {
            let startedAt = batch.startedAt[row]
            let (quotient, remainder) = startedAt.quotientAndRemainder(dividingBy: 86_400)
            let day = Int32(remainder < 0 ? quotient - 1 : quotient)
            let second = Int(remainder < 0 ? remainder + 86_400 : remainder)
            let secretariat = secretariat(ofUnit: batch.queues[row], on: day)
            guard day <= measuredTo else { continue }
            callCoverage.name(secretariat)
            callCoverage.noteEvent(day)
            guard classifier.isReceived(batch.directions[row], batch.origins[row]),
                fragments.contains(day)
            else { continue }

            quality.add(batch, row, on: day, secretariat: secretariat)
            let wait = batch.waits[row]
            let callClass = classifier.classify(
                batch.outcomes[row], wait: wait,
                isOpen: schedule.isOpen(secretariat, on: day, second: second))
            let pair = organisation.pair(ofSecretariat: secretariat, on: day)
            let fragment = fragments.fragment(of: day)
            let cell = fragment * organisation.pairs.count + pair
            calls[cell].add(callClass)
            slots.add(
                callClass, fragment: fragment, pole: organisation.pairs[pair].pole, day: day,
                second: second)
            guard callClass == .answered else { continue }
            if classifier.isWithinServiceLevel(wait: wait) { calls[cell].answeredInTime += 1 }
            if wait != Missing.seconds {
                counts.add(
                    MeasureCell(.callWait, pair: pair, value: Int(wait)).packed, to: fragment)
            }
            if batch.talks[row] != Missing.seconds {
                calls[cell].talks += 1
                calls[cell].talkSeconds += Int(batch.talks[row])
            }
        }
    }

    /// The secretariat of a row's unit on its day; what the crosswalk does not know is listed, and
    /// belongs to `?`.
    mutating func secretariat(ofUnit unit: Int32, on day: Int32) -> Int {
        if let mapped = organisation.mappedSecretariat(ofUnit: unit, on: day) { return mapped }
        unmapped.add(unit: unit, day: day)
        return organisation.unknown
    }

    /// Counts one value of a measure on a day; days outside all periods count nowhere.
    mutating func count(
        _ measure: CountedMeasure, _ secretariat: Int, segment: Int = 0, value: Int, on day: Int32
    ) {
        guard fragments.contains(day) else { return }
        let pair = organisation.pair(ofSecretariat: secretariat, on: day)
        let cell = MeasureCell(measure, pair: pair, segment: segment, value: value)
        counts.add(cell.packed, to: fragments.fragment(of: day))
    }

    /// The indicators of all that was added.
    package consuming func finish() -> Measures {
        addExpectedLetters()
        return Measures(self)
    }
}

/// Constants of method.
package enum MeasureConstants {
    /// The days whose typed letters give the pace of typing (contract §5,
    /// backlog_to_type_days_of_work).
    package static let paceDays = 28
    /// Delays that settings and reference files give are cut to it: two and a half centuries, so
    /// that sums of days stay within a column of days.
    package static let longestDelay = 100_000
}
