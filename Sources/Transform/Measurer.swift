import Domain

/// Turns rows into additive counts, a batch at a time; `Measures` gives the indicators.
///
/// ```swift
/// let context = MeasureContext(input)
/// var measurer = Measurer(context)
/// measurer.add(encounters)  // as many batches as there are, by ascending key
/// measurer.add(letters)  // in any order
/// measurer.endEncounters()  // where they come in parts: then the next encounters and their letters
/// measurer.add(calls)  // at any time
/// let measures = Measures(context, measurer.finishCounts().counts)
/// for period in measures.periods { publish(measures.rows(of: period)) }
/// ```
package struct Measurer {
    let context: MeasureContext
    /// Of the part under way, by ascending key, and parallel to `encounters`.
    var encounterKeys: [Int64] = []
    var encounters: [EncounterState] = []
    private var encounterIndex: EncounterIndex?
    var counts: MeasureCounts
    var pending: PendingDays
    /// Of the encounters, whose last days are known when all letters are.
    var pendingEncounters: [PendingDay] = []

    /// An encounter by its key, and a day to come on which it counts otherwise.
    package typealias PendingEncounter = (key: Int64, day: CivilDate)

    /// - Parameters:
    ///   - encounters: how many there will be in a part, about.
    ///   - notesPending: whether days to come are noted.
    package init(_ context: MeasureContext, encounters: Int = 0, notesPending: Bool = false) {
        self.context = context
        counts = MeasureCounts(context)
        pending = PendingDays(isWanted: notesPending, context)
        encounterKeys.reserveCapacity(encounters)
        self.encounters.reserveCapacity(encounters)
    }

    /// Where each encounter is; all of them are known now.
    mutating func indexedEncounters() -> EncounterIndex {
        if let encounterIndex { return encounterIndex }
        let index = EncounterIndex(encounterKeys)
        encounterIndex = index
        return index
    }

    /// Adds a batch of calls.
    ///
    /// - Returns: their days to come, where these are noted.
    @discardableResult
    package mutating func add(_ batch: CallFacts) -> [PendingDay] {
        let measuredTo = counts.callCoverage.measuredTo
        for row in 0..<batch.count {
            let startedAt = batch.startedAt[row]
            let (quotient, remainder) = startedAt.quotientAndRemainder(dividingBy: 86_400)
            let day = Int32(remainder < 0 ? quotient - 1 : quotient)
            let second = Int(remainder < 0 ? remainder + 86_400 : remainder)
            let secretariat = secretariat(ofUnit: batch.queues[row], on: day)
            pending.note(call: row, day)
            guard day <= measuredTo else { continue }
            counts.callCoverage.name(secretariat)
            counts.callCoverage.noteEvent(day)
            guard context.classifier.isReceived(batch.directions[row], batch.origins[row]),
                context.fragments.contains(day)
            else { continue }

            counts.quality.add(batch, row, on: day, secretariat: secretariat)
            let wait = batch.waits[row]
            let callClass = context.classifier.classify(
                batch.outcomes[row], wait: wait,
                isOpen: context.schedule.isOpen(secretariat, on: day, second: second))
            let pair = context.organisation.pair(ofSecretariat: secretariat, on: day)
            let fragment = context.fragments.fragment(of: day)
            let cell = fragment * context.organisation.pairs.count + pair
            counts.calls[cell].add(callClass)
            counts.slots.add(
                callClass, fragment: fragment, pole: context.organisation.pairs[pair].pole,
                day: day,
                second: second)
            guard callClass == .answered else { continue }
            if context.classifier.isWithinServiceLevel(wait: wait) {
                counts.calls[cell].answeredInTime += 1
            }
            if wait != Missing.seconds {
                counts.values.add(
                    MeasureCell(.callWait, pair: pair, value: Int(wait)).packed, to: fragment)
            }
            if batch.talks[row] != Missing.seconds {
                counts.calls[cell].talks += 1
                counts.calls[cell].talkSeconds += Int(batch.talks[row])
            }
        }
        return pending.take()
    }

    /// The secretariat of a row's unit on its day; what the crosswalk does not know is listed, and
    /// belongs to `?`.
    mutating func secretariat(ofUnit unit: Int32, on day: Int32) -> Int {
        if let mapped = context.organisation.mappedSecretariat(ofUnit: unit, on: day) {
            return mapped
        }
        counts.unmapped.add(unit: unit, day: day)
        return context.organisation.unknown
    }

    /// Counts one value of a measure on a day; days outside all periods count nowhere.
    mutating func count(
        _ measure: CountedMeasure, _ secretariat: Int, segment: Int = 0, value: Int, on day: Int32
    ) {
        guard context.fragments.contains(day) else { return }
        let pair = context.organisation.pair(ofSecretariat: secretariat, on: day)
        let cell = MeasureCell(measure, pair: pair, segment: segment, value: value)
        counts.values.add(cell.packed, to: context.fragments.fragment(of: day))
    }

    /// Ends a part of the encounters, of which every letter that names one of them is there: memory
    /// is needed for one part, however many there are.
    ///
    /// - Returns: the days to come of the part's encounters, where these are noted.
    @discardableResult
    package mutating func endEncounters() -> [PendingEncounter] {
        addExpectedLetters()
        let days = (pendingEncounters + pending.take()).map {
            (key: encounterKeys[$0.row], day: $0.day)
        }
        pendingEncounters = []
        encounterIndex = nil
        encounterKeys.removeAll(keepingCapacity: true)
        encounters.removeAll(keepingCapacity: true)
        return days
    }

    /// The counts of all that was added, and the last encounters' days to come.
    package consuming func finishCounts() -> (counts: MeasureCounts, pending: [PendingEncounter]) {
        let pending = endEncounters()
        counts.close()
        return (counts, pending)
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
