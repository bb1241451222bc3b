import Domain
import Load
import Testing
import Transform

@testable import Pipeline

/// The second thread counts what the first one would count by itself.
struct FactCounterTests {
    private let folder: AtomicFolder
    private let warehouse: Warehouse
    private let asOf = CivilDate(dayNumber: 20_600)

    init() throws {
        folder = try AtomicFolder()
        warehouse = try Warehouse.create(path: folder.file("warehouse.sqlite"), keyCheck: 1)
        try warehouse.begin()
    }

    /// Two secretariats with a unit and a queue each; measured through the as-of day.
    private var context: MeasureContext {
        var reference = ReferenceData()
        for number in 1...2 {
            let secretariat = Secretariat(
                label: "S\(number)", service: "", pole: Code("P"), poleLabel: "P", site: "")
            reference.secretariats.update(Code("S\(number)"), default: History()) {
                $0.add(secretariat, during: .always)
            }
            for source in ["dpi", "tel"] {
                reference.crosswalk[source, default: CodeBook()].update(
                    Code("U\(number)"), default: History()
                ) { $0.add(Code("S\(number)"), during: .always) }
            }
        }
        reference.letterTypes.update(Code("CR"), default: History()) {
            $0.add(LetterType(label: "CR", targetDays: 7, isSameDay: false), during: .always)
        }
        let rule = EncounterType(
            label: "CS", expectsLetter: true, answeringTypes: [Code("CR")], isAnsweredByAny: false)
        reference.encounterTypes.update(Code("CS"), default: EncounterTypeRules()) {
            $0.general.add(rule, during: .always)
        }
        return MeasureContext(
            MeasureInput(
                settings: MeasureSettings(
                    establishment: "CH", measureFrom: asOf - 200,
                    opening: [1: [OpeningSlot(open: 540, close: 1020)]]),
                reference: reference, asOf: asOf,
                units: (1...2).flatMap { number in
                    ["dpi", "tel"].map { UnitIdentity(source: $0, code: "U\(number)") }
                }, letterTypes: ["CR"], encounterTypes: ["CS"]))
    }

    /// Batches of a few rows, some of whose days are yet to come.
    private struct Facts {
        var encounters: [EncounterFacts] = []
        var letters: [KeyedLetters] = []
        var calls: [KeyedCalls] = []

        init(before end: CivilDate, _ random: inout SeededGenerator) {
            func day() -> Int32 { end.dayNumber + Int32.random(in: -190...10, using: &random) }
            func unit(_ source: Int32) -> Int32 {
                source + 2 * Int32.random(in: 0...1, using: &random)
            }
            for batch in 0..<Int64.random(in: 0...12, using: &random) {
                var facts = EncounterFacts()
                for row in 0..<Int64.random(in: 0...30, using: &random) {
                    facts.keys.append(batch * 100 + row)
                    facts.types.append(0)
                    facts.units.append(unit(0))
                    facts.endedOn.append(day())
                    facts.statuses.append(.done)
                }
                encounters.append(facts)
            }
            let known = encounters.flatMap(\.keys)
            for batch in 0..<Int64.random(in: 0...20, using: &random) {
                var rows = KeyedLetters()
                for row in 0..<Int64.random(in: 0...40, using: &random) {
                    rows.keys.append(FactKey(source: 1, key: batch * 100 + row))
                    rows.facts.types.append(0)
                    rows.facts.units.append(unit(0))
                    rows.facts.encounters.append(
                        known.randomElement(using: &random) ?? Missing.pseudonym)
                    rows.facts.encounterEndedOn.append(Missing.day)
                    let dictated = day()
                    rows.facts.dictatedOn.append(dictated)
                    rows.facts.typedOn.append(dictated + 2)
                    rows.facts.validatedOn.append(Missing.day)
                    rows.facts.sentOn.append(dictated + 5)
                    rows.facts.statuses.append(.active)
                }
                letters.append(rows)
            }
            for batch in 0..<Int64.random(in: 0...20, using: &random) {
                var rows = KeyedCalls()
                for row in 0..<Int64.random(in: 0...40, using: &random) {
                    rows.keys.append(FactKey(source: 2, key: batch * 100 + row))
                    rows.facts.startedAt.append(Int64(day()) * 86_400 + 36_000)
                    rows.facts.queues.append(unit(1))
                    rows.facts.outcomes.append(
                        CallOutcome.allCases.randomElement(using: &random) ?? .answered)
                    rows.facts.waits.append(Int32.random(in: 0...300, using: &random))
                    rows.facts.talks.append(Missing.seconds)
                    rows.facts.directions.append(.inbound)
                    rows.facts.origins.append(.external)
                }
                calls.append(rows)
            }
        }
    }

    private func buckets(_ counts: MeasureCounts) -> [CountBucket: CountCells] {
        var buckets: [CountBucket: CountCells] = [:]
        counts.forEachBucket { buckets[$0] = $1 }
        return buckets
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `counts what one thread counts, and remembers the same days`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let context = context
        let facts = Facts(before: asOf, &random)

        var plain = Measurer(context, notesPending: true)
        var pending: [SourceKind: Set<FactKey>] = [:]
        for batch in facts.encounters { plain.add(batch) }
        for batch in facts.letters {
            pending[.letters, default: []].formUnion(
                plain.add(batch.facts).map { batch.keys[$0.row] })
        }
        for batch in facts.calls {
            pending[.calls, default: []].formUnion(
                plain.add(batch.facts).map { batch.keys[$0.row] })
        }
        let (expected, days) = plain.finishCounts()
        pending[.encounters] = Set(days.map { FactKey(source: 0, key: $0.key) })

        let counter = FactCounter(context, encounters: 0, notesPending: true, in: warehouse)
        for batch in facts.encounters { counter.add(batch) }
        for batch in facts.letters { try counter.add(batch) }
        for batch in facts.calls { try counter.add(batch) }
        #expect(buckets(try counter.finish()) == buckets(expected))
        for kind in SourceKind.allCases {
            #expect(
                Set(try warehouse.takePending(kind, through: asOf + 1000)) == pending[kind] ?? [])
        }
    }

    @Test(arguments: 21...32 as ClosedRange<UInt64>)
    func `encounters in parts count what they count together`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let context = context
        let facts = Facts(before: asOf, &random)

        let whole = FactCounter(context, encounters: 0, notesPending: true, in: warehouse)
        for batch in facts.encounters { whole.add(batch) }
        for batch in facts.letters { try whole.add(batch) }
        let expected = buckets(try whole.finish())
        let pending = try SourceKind.allCases.map {
            Set(try warehouse.takePending($0, through: asOf + 1000))
        }

        let parts = FactCounter(context, encounters: 0, notesPending: true, in: warehouse)
        // Each batch of encounters is a part; letters that name none of them come with the first.
        let keys = facts.encounters.map { Set($0.keys) } + [[]]
        let known = Set(keys.joined())
        for (position, keys) in keys.enumerated() {
            if position < facts.encounters.count { parts.add(facts.encounters[position]) }
            for batch in facts.letters {
                let encounters = Dictionary(
                    uniqueKeysWithValues: zip(batch.keys, batch.facts.encounters))
                let own = batch.filtered { key in
                    let encounter = encounters[key] ?? Missing.pseudonym
                    return known.contains(encounter) ? keys.contains(encounter) : position == 0
                }
                try parts.add(own)
            }
            try parts.endEncounters()
        }
        #expect(buckets(try parts.finish()) == expected)
        #expect(
            try SourceKind.allCases.map { Set(try warehouse.takePending($0, through: asOf + 1000)) }
                == pending)
    }

    @Test func `is given up without its counts`() throws {
        var random = SeededGenerator(seed: 3)
        let facts = Facts(before: asOf, &random)
        let counter = FactCounter(context, encounters: 0, notesPending: false, in: warehouse)
        for batch in facts.calls { try counter.add(batch) }
        // Going out of scope waits for the thread: nothing hangs, nothing is counted afterwards.
    }
}
