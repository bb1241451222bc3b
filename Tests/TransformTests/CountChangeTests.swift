import Domain
import Testing
import Transform

/// Counts that are kept and changed, against the counts of all facts.
struct CountChangeTests {
    /// A hospital, and what became of it by a later day: some rows changed, some gone, some new.
    private static func hospitals(seed: UInt64) -> (before: Hospital, after: Hospital) {
        var generator = SeededGenerator(seed: seed &* 7919)
        func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        let before = AdditivityTests.hospital(seed: seed)
        var after = before
        // Few, so that much stays as it was.
        for _ in 0..<random(0...12) {
            let row = random(0...(after.letters.count - 1))
            let start = after.letters[row].dictated ?? day("2026-05-01")
            switch random(0...4) {
            case 0: after.letters[row].typed = start + random(0...30)
            case 1: after.letters[row].sent = start + random(0...60)
            case 2: after.letters[row].status = .cancelled
            case 3: after.letters[row].sent = nil
            default: after.letters[row].type = ["CR", "J0", "zz"][random(0...2)]
            }
        }
        for _ in 0..<random(0...3) {
            let row = random(0...(after.encounters.count - 1))
            after.encounters[row].status = .noShow
        }
        for _ in 0..<random(0...5) { after.calls.remove(at: random(0...(after.calls.count - 1))) }
        for _ in 0..<random(0...20) {
            after.calls.append(
                .init(on: day("2026-06-10") + random(0...6), queue: "Q\(random(1...4))"))
        }
        if random(0...3) == 0 {
            after.move("U\(random(1...5))", to: "S\(random(1...3))")
        }
        if random(0...3) == 0 { after.move("Q1", to: "S3", source: "tel") }
        if random(0...3) == 0 {
            after.encounters.append(
                .init(id: "E0001", type: "HDJ", unit: "U\(random(1...3))", ended: day("2026-06-12"))
            )
        }
        return (before, after)
    }

    private func sum(_ counts: MeasureCounts, _ change: CountChange) -> [CountBucket: CountCells] {
        var buckets = change.cells
        counts.forEachBucket { bucket, cells in
            buckets[bucket] = (buckets[bucket] ?? CountCells()).adding(cells)
        }
        return buckets.filter { !$0.value.isEmpty }
    }

    private func buckets(_ counts: MeasureCounts) -> [CountBucket: CountCells] {
        var buckets: [CountBucket: CountCells] = [:]
        counts.forEachBucket { buckets[$0] = $1 }
        return buckets
    }

    @Test(arguments: [201, 202, 203, 204] as [UInt64])
    func `figures are those of counts that were kept and read back`(seed: UInt64) {
        let (context, counts) = AdditivityTests.hospital(seed: seed).counts(asOf: "2026-06-15")
        let whole = Measures(context, counts)
        var read = MeasureCounts(context)
        counts.forEachBucket { bucket, cells in
            // In two parts, between which something comes that is none.
            let all = zip(cells.keys, cells.counts).map { (key: $0, count: $1) }
            let first = CountCells(all.filter { $0.key % 3 == 0 })
            let rest = CountCells(all.filter { $0.key % 3 != 0 })
            for (bytes, isCells) in [(first.bytes, true), ([0x80], false), (rest.bytes, true)] {
                let isAdded = read.add(bytes: bytes, to: bucket)
                #expect(isAdded == isCells)
            }
        }
        for subject in IndicatorSubject.allCases {
            read.noteEventDays(counts.eventDays(subject), subject)
        }
        expectSame(Measures(context, read), whole, from: nil, periods: context.periods)
        #expect(buckets(read) == buckets(counts))
    }

    @Test(arguments: [211, 212, 213, 214] as [UInt64], ["2026-06-15", "2026-05-03", "2026-03-01"])
    func `figures from a day on need no more than the buckets that are named`(
        seed: UInt64, from: String
    ) {
        let (context, counts) = AdditivityTests.hospital(seed: seed).counts(asOf: "2026-06-15")
        let periods = context.periods.filter { $0.lastDay >= day(from) }
        let first = periods.map(\.firstDay).min() ?? day(from)
        var part = MeasureCounts(context)
        let named = CountChange.buckets(of: periods, from: first, context)
        counts.forEachBucket { bucket, cells in
            if named[bucket.family]?.contains(where: { $0.contains(bucket.number) }) ?? false {
                part.add(cells, to: bucket)
            }
        }
        for subject in IndicatorSubject.allCases {
            part.noteEventDays(counts.eventDays(subject), subject)
        }
        expectSame(
            Measures(context, part, from: first), Measures(context, counts), from: first,
            periods: periods)
    }

    private func expectSame(
        _ measures: Measures, _ whole: Measures, from first: CivilDate?,
        periods: [ReportingPeriod]
    ) {
        for period in periods {
            let (one, other) = (measures.figures(of: period), whole.figures(of: period))
            #expect(one.rows == other.rows, "\(period.code)")
            #expect(one.delays == other.delays)
            #expect(one.slots == other.slots)
        }
        #expect(measures.backlogSecretariats == whole.backlogSecretariats)
        for secretariat in whole.backlogSecretariats {
            #expect(
                measures.backlog(of: secretariat, from: first)
                    == whole.backlog(of: secretariat, from: first))
        }
        #expect(measures.unmapped == whole.unmapped)
        #expect(measures.unknownLetterTypes == whole.unknownLetterTypes)
        #expect(measures.unknownEncounterTypes == whole.unknownEncounterTypes)
        #expect(measures.lowCallDays(from: first) == whole.lowCallDays(from: first))
        let months = Set(periods)
        #expect(measures.qualityCounts(of: months) == whole.qualityCounts(of: months))
    }

    @Test(arguments: (221...240).map { UInt64($0) })
    func `what is kept and what changed add up to what is`(seed: UInt64) {
        let (old, new) = Self.hospitals(seed: seed)
        let (_, before) = old.counts(asOf: "2026-06-15")
        let (_, after) = new.counts(asOf: "2026-06-16")
        #expect(sum(before, CountChange(from: before, to: after)) == buckets(after))
    }

    @Test(arguments: [215, 216] as [UInt64])
    func `nothing is touched where nothing changed`(seed: UInt64) {
        let (context, counts) = AdditivityTests.hospital(seed: seed).counts(asOf: "2026-06-15")
        let change = CountChange(from: counts, to: counts)
        #expect(change.cells.isEmpty)
        #expect(change.touched(context, since: context, counts, before: counts).isEmpty)
        #expect(
            change.firstBacklogDays(context, since: context, counts, before: counts).isEmpty)
    }

    @Test(arguments: (241...280).map { UInt64($0) })
    func `periods and days that a change does not name have the figures that they had`(
        seed: UInt64
    ) {
        let (old, new) = Self.hospitals(seed: seed)
        let isNight = seed % 2 == 0
        let (contextBefore, before) = old.counts(asOf: "2026-06-15")
        let (context, after) = new.counts(asOf: isNight ? "2026-06-16" : "2026-06-15")
        let change = CountChange(from: before, to: after)
        let (was, now) = (Measures(contextBefore, before), Measures(context, after))

        let touched = Dictionary(
            uniqueKeysWithValues:
                change.touched(context, since: contextBefore, after, before: before)
                .map { ($0.period, $0.perimeters) })
        for period in context.periods {
            // Of everyone where no perimeter is named.
            let named: Set<Perimeter>?? = touched[period]
            if case .some(.none) = named { continue }
            let others = (named ?? nil) ?? []
            #expect(contextBefore.periods.contains(period))
            let (one, other) = (was.figures(of: period), now.figures(of: period))
            func isOther(_ perimeter: Perimeter) -> Bool { !others.contains(perimeter) }
            #expect(
                one.rows.filter { isOther($0.perimeter) }
                    == other.rows.filter { isOther($0.perimeter) }, "\(period.code)")
            #expect(
                one.delays.filter { isOther($0.perimeter) }
                    == other.delays.filter { isOther($0.perimeter) })
            #expect(
                one.slots.filter { isOther($0.perimeter) }
                    == other.slots.filter { isOther($0.perimeter) })
        }
        let days = change.firstBacklogDays(context, since: contextBefore, after, before: before)
        for secretariat in now.backlogSecretariats
        where was.backlogSecretariats.contains(secretariat) {
            let first = min(
                days[secretariat] ?? .lastPlausible, was.lettersMeasuredTo + 1)
            #expect(
                now.backlog(of: secretariat).filter { $0.date < first }
                    == was.backlog(of: secretariat).filter { $0.date < first })
        }
        let months = change.qualityMonths(context)
        let others = Set(context.periods).subtracting(months)
        #expect(now.qualityCounts(of: others) == was.qualityCounts(of: others))
        let firstCall = min(
            change.firstCallDay(context) ?? .lastPlausible, was.callsMeasuredTo + 1)
        #expect(
            now.lowCallDays().filter { $0.volume.day < firstCall }
                == was.lowCallDays().filter { $0.volume.day < firstCall })
        // The figures of the night's own month are of another day.
        if isNight {
            let month = ReportingPeriod(.month, containing: context.input.asOf)
            #expect(touched[month] == .some(.none))
        }
    }

    @Test(arguments: (281...286).map { UInt64($0) })
    func `the figures of some are what they are among those of all`(seed: UInt64) {
        let measures = AdditivityTests.hospital(seed: seed).measures(asOf: "2026-06-15")
        var generator = SeededGenerator(seed: seed)
        for period in measures.periods {
            let all = measures.figures(of: period)
            let asked = Set(
                Set(all.rows.map(\.perimeter)).sorted { $0.code < $1.code }
                    .filter { _ in Int.random(in: 0...2, using: &generator) == 0 })
            let some = measures.figures(of: period, only: asked)
            #expect(some.rows == all.rows.filter { asked.contains($0.perimeter) })
            #expect(some.delays == all.delays.filter { asked.contains($0.perimeter) })
            #expect(some.slots == all.slots.filter { asked.contains($0.perimeter) })
        }
    }

    @Test(arguments: (291...300).map { UInt64($0) })
    func `a unit that moves touches two secretariats, their poles and the establishment`(
        seed: UInt64
    ) {
        let old = AdditivityTests.hospital(seed: seed)
        var new = old
        new.move("U2", to: "S3")
        let (contextBefore, before) = old.counts(asOf: "2026-06-15")
        let (context, after) = new.counts(asOf: "2026-06-15")
        let change = CountChange(from: before, to: after)
        let touched = change.touched(context, since: contextBefore, after, before: before)
        #expect(!touched.isEmpty)
        let concerned: Set<Perimeter> = [
            .establishment, Perimeter(.pole, Code("P1")), Perimeter(.pole, Code("P2")),
            Perimeter(.secretariat, Code("S2")), Perimeter(.secretariat, Code("S3")),
        ]
        for period in touched {
            #expect(period.perimeters?.isSubset(of: concerned) ?? false, "\(period.period.code)")
        }
    }
}
