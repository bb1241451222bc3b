import Domain

/// All that the figures are computed from: sums over the facts, and nothing else.
///
/// Since everything here is a sum, the counts of two parts of the facts add up to those of the
/// whole, and counts that were kept follow a change by taking away what the changed facts counted
/// before and adding what they count now (decision page Counts).
package struct MeasureCounts: Sendable {
    /// By time fragment: `MeasureCell`s.
    var values: BucketedCounts
    /// By time fragment, then pair.
    var calls: [CallTally]
    var slots: CallSlots
    var stays: StayCounts
    var letterCoverage: SubjectCoverage
    var callCoverage: SubjectCoverage
    var unmapped: UnmappedLedger
    var unknownLetterTypes: UnknownTypeLedger
    var unknownEncounterTypes: UnknownTypeLedger
    var quality: QualityTally

    private let pairs: Int
    private let fragments: TimeFragments

    package init(_ context: MeasureContext) {
        let input = context.input
        let secretariats = context.organisation.secretariats.count
        fragments = context.fragments
        pairs = context.organisation.pairs.count
        values = BucketedCounts(buckets: fragments.count)
        calls = [CallTally](repeating: CallTally(), count: fragments.count * pairs)
        slots = CallSlots(
            months: context.months, fragments: fragments, poles: context.organisation.poles.count)
        stays = StayCounts(firstDay: context.firstBacklogDay)
        letterCoverage = SubjectCoverage(
            measuredTo: input.lettersMeasuredTo, secretariats: secretariats)
        callCoverage = SubjectCoverage(
            measuredTo: input.callsMeasuredTo, secretariats: secretariats)
        letterCoverage.note(input.earlier[.letters], context.organisation)
        callCoverage.note(input.earlier[.calls], context.organisation)
        unmapped = UnmappedLedger(units: input.units)
        unknownLetterTypes = UnknownTypeLedger(texts: input.letterTypes)
        unknownEncounterTypes = UnknownTypeLedger(texts: input.encounterTypes)
        quality = QualityTally(
            months: context.months, fragments: fragments, units: input.units,
            sources: input.sources, secretariats: secretariats)
    }

    func coverage(_ subject: IndicatorSubject) -> SubjectCoverage {
        subject == .calls ? callCoverage : letterCoverage
    }

    /// The first and the last day with an event, as far as it has happened; nil: none has.
    package func eventDays(_ subject: IndicatorSubject) -> ClosedRange<CivilDate>? {
        let coverage = coverage(subject)
        guard let first = coverage.firstEvent, let last = coverage.lastEvent else { return nil }
        return first...last
    }

    /// Notes the days with events of counts that were kept: no count holds them.
    package mutating func noteEventDays(
        _ days: ClosedRange<CivilDate>?, _ subject: IndicatorSubject
    ) {
        if subject == .calls {
            callCoverage.noteEvents(days)
        } else {
            letterCoverage.noteEvents(days)
        }
    }

    /// Makes the additions that wait; nothing may be read before.
    mutating func close() {
        values.close()
        stays.close()
        unmapped.close()
    }
}

/// What is counted, for keeping. The numbers stay what they are: warehouses hold them.
package enum CountFamily: Int, CaseIterable, Sendable {
    /// By time fragment: measures by pair, segment and value.
    case values = 1
    /// By time fragment: the numbers of `CallTally` by pair.
    case calls = 2
    /// By month: calls by pole, weekday and half-hour.
    case slots = 3
    /// By month of leaving: stays in backlogs.
    case stays = 4
    /// Rows that name each secretariat, by subject.
    case naming = 5
    /// Rows of units that are not mapped, by unit and day.
    case unmapped = 6
    /// Rows of types that are not known.
    case unknownLetterTypes = 7
    case unknownEncounterTypes = 8
    /// By month: what `QualityCheck`s looked at and found.
    case quality = 9
    /// By time fragment: calls by secretariat and day.
    case volumes = 10
}

/// One run of cells that is kept and read as a whole.
package struct CountBucket: Hashable, Sendable {
    package var family: CountFamily
    /// The position of a fragment or month among those of a measuring; these depend on the first
    /// day measured alone.
    package var number: Int

    package init(_ family: CountFamily, _ number: Int) {
        self.family = family
        self.number = number
    }
}

// MARK: Keeping

extension MeasureCounts {
    /// Every bucket of a family, be it empty.
    private func buckets(_ family: CountFamily) -> Range<Int> {
        switch family {
        case .values, .calls, .volumes: values.buckets
        case .slots: slots.buckets
        case .stays: stays.buckets
        case .quality: quality.buckets
        case .naming, .unmapped, .unknownLetterTypes, .unknownEncounterTypes: 0..<1
        }
    }

    /// Uses every bucket that holds anything.
    package func forEachBucket(
        _ use: (CountBucket, CountCells) throws -> Void
    ) rethrows {
        for family in CountFamily.allCases {
            for number in buckets(family) {
                let bucket = CountBucket(family, number)
                let cells = cells(in: bucket)
                if !cells.isEmpty { try use(bucket, cells) }
            }
        }
    }

    private func cells(in bucket: CountBucket) -> CountCells {
        let number = bucket.number
        switch bucket.family {
        case .values: return values.cells(in: number)
        case .calls: return callCells(in: number)
        case .slots: return slots.cells(in: number)
        case .stays: return stays.cells(in: number)
        case .naming: return namingCells
        case .unmapped: return unmapped.cells
        case .unknownLetterTypes: return unknownLetterTypes.cells
        case .unknownEncounterTypes: return unknownEncounterTypes.cells
        case .quality: return quality.cells(in: number)
        case .volumes:
            return fragments.days(of: number).map { quality.volumes(on: $0) } ?? CountCells()
        }
    }

    /// Adds what was kept.
    package mutating func add(_ cells: CountCells, to bucket: CountBucket) {
        let number = bucket.number
        switch bucket.family {
        case .values: values.add(cells, to: number)
        case .calls: addCalls(cells, to: number)
        case .slots: slots.add(cells, to: number)
        case .stays: stays.add(cells, to: number)
        case .naming: addNaming(cells)
        case .unmapped: unmapped.add(cells)
        case .unknownLetterTypes: unknownLetterTypes.add(cells)
        case .unknownEncounterTypes: unknownEncounterTypes.add(cells)
        case .quality: quality.add(cells, to: number)
        case .volumes: quality.add(volumes: cells)
        }
    }

    private func callCells(in fragment: Int) -> CountCells {
        let numbers = CallTally.numbers
        var cells: [(key: UInt64, count: Int64)] = []
        for pair in 0..<pairs {
            let tally = calls[fragment * pairs + pair]
            // Of most pairs of a night's few facts.
            if tally == CallTally() { continue }
            for (position, number) in numbers.enumerated() {
                let key = UInt64(pair * numbers.count + position + 1)
                cells.append((key, Int64(tally[keyPath: number])))
            }
        }
        return CountCells(cells)
    }

    /// Adds what was kept, as it was kept: the large families are not unpacked.
    ///
    /// - Returns: false where these bytes are no cells; nothing is added then.
    package mutating func add(bytes: [UInt8], to bucket: CountBucket) -> Bool {
        switch bucket.family {
        case .values: return values.add(bytes: bytes, to: bucket.number)
        case .stays: return stays.add(bytes: bytes, to: bucket.number)
        default:
            guard let cells = CountCells(bytes: bytes) else { return false }
            add(cells, to: bucket)
            return true
        }
    }

    /// The pair that a key of the family `calls` counts calls of.
    static func pair(ofCallCell key: UInt64) -> Int {
        (Int(key) - 1) / CallTally.numbers.count
    }

    private mutating func addCalls(_ cells: CountCells, to fragment: Int) {
        let numbers = CallTally.numbers
        for (key, count) in zip(cells.keys, cells.counts) {
            let (pair, number) = (Int(key) - 1).quotientAndRemainder(dividingBy: numbers.count)
            calls[fragment * pairs + pair][keyPath: numbers[number]] += Int(count)
        }
    }

    private var namingCells: CountCells {
        var cells: [(key: UInt64, count: Int64)] = []
        for (subject, rows) in [letterCoverage.namingRows, callCoverage.namingRows].enumerated() {
            for (secretariat, count) in rows.enumerated() {
                cells.append((UInt64(2 * secretariat + subject + 1), Int64(count)))
            }
        }
        return CountCells(cells)
    }

    private mutating func addNaming(_ cells: CountCells) {
        for (key, count) in zip(cells.keys, cells.counts) {
            let (secretariat, subject) = (Int(key) - 1).quotientAndRemainder(dividingBy: 2)
            if subject == 0 {
                letterCoverage.name(secretariat, times: Int(count))
            } else {
                callCoverage.name(secretariat, times: Int(count))
            }
        }
    }
}
