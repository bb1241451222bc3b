import Domain
import Testing

@testable import Load

/// What a run changed of the facts, as the measures are told.
struct FactChangeTests {
    /// All facts of a kind with all values.
    private func facts(_ export: SimulatedExport) throws -> [FactKey: [Int64?]] {
        let kept = try export.test.warehouse.kept(export.kind)
        var facts: [FactKey: [Int64?]] = [:]
        for key in try export.facts().keys.map({ FactKey(source: $0.source, key: $0.key) }) {
            if try kept.find(key) { facts[key] = kept.values }
            kept.release()
        }
        return facts
    }

    @Test(arguments: 0..<30)
    func `every fact that changed is told with what it was before the run`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let kind = SourceKind.allCases[seed % 3]
        var export = try SimulatedExport(kind, sources: 2, filesEach: 2)
        let warehouse = export.test.warehouse
        warehouse.generationLimits.recent = 4
        warehouse.generationLimits.full = 11
        for night in 0..<6 {
            try warehouse.commit()
            try warehouse.begin()
            let before = try facts(export)
            for index in export.files.indices where random.oneIn(2) {
                export.files[index].content = (0..<Int.random(in: 0...14, using: &random)).map {
                    _ in
                    SimulatedRow(
                        key: Int64.random(in: 1...30, using: &random),
                        value: Int32.random(in: 20_000...20_002, using: &random))
                }
            }
            try export.run()
            let after = try facts(export)
            let changes = warehouse.factChanges
            #expect(changes.isComplete)
            let told = changes.before[kind] ?? [:]
            for key in Set(before.keys).union(after.keys) {
                if before[key] != after[key] {
                    #expect(told[key] == .some(before[key]), "night \(night), key \(key.key)")
                } else if let was = told[key] {
                    // Changed, and changed back.
                    #expect(was == before[key])
                }
            }
            #expect(
                Set(told.keys).isSubset(
                    of: Set(before.keys).union(after.keys).union(
                        told.keys.filter { told[$0] == .some(nil) })))
        }
    }

    @Test func `a fact that comes from another file has not changed`() throws {
        let test = try TestWarehouse()
        let source = try test.source("tel", .calls)
        try test.load(.of([TestCall(key: 1), TestCall(key: 2)]), source: source, file: "a")
        try test.warehouse.commit()
        try test.warehouse.begin()
        try test.load(
            .of([TestCall(key: 1, line: 9), TestCall(key: 2, wait: 3)]), source: source, file: "b")
        let before = try #require(test.warehouse.factChanges.before[.calls])
        #expect(before.keys.map(\.key) == [2])
        let values = try #require(before[FactKey(source: source, key: 2)].flatMap { $0 })
        let calls = Warehouse.callFacts(from: [values])
        #expect(calls.waits == [Missing.seconds])
        let now = try test.warehouse.calls([1, 2, 3].map { FactKey(source: source, key: $0) })
        #expect(now.keys.map(\.key) == [1, 2])
        #expect(now.facts.waits == [Missing.seconds, 3])
        #expect(now.facts.startedAt == calls.startedAt + calls.startedAt)
    }

    @Test func `a new warehouse, a dropped source and a purge tell nothing`() throws {
        let test = try TestWarehouse()
        let warehouse = test.warehouse
        #expect(!warehouse.factChanges.isComplete)
        let source = try test.source("tel", .calls)
        try test.load(.of([TestCall(key: 1)]), source: source)
        #expect(warehouse.factChanges.before.isEmpty)
        try warehouse.commit()
        try warehouse.begin()
        #expect(warehouse.factChanges.isComplete)
        _ = try warehouse.purge(keptFrom: [.calls: day("2026-03-02")], loaded: [:])
        #expect(warehouse.factChanges.isComplete, "nothing was old enough")
        _ = try warehouse.purge(keptFrom: [.calls: day("2026-03-03")], loaded: [:])
        #expect(!warehouse.factChanges.isComplete)
        try warehouse.commit()
        try warehouse.begin()
        _ = try warehouse.drop(#require(try warehouse.knownSources().first))
        #expect(!warehouse.factChanges.isComplete)
    }

    @Test func `beyond the limit nothing is told any more`() {
        var changes = FactChanges()
        func note(_ key: Int) {
            changes.note(FactKey(source: 1, key: Int64(key)), of: .calls, before: [1])
        }
        for key in 1...FactChanges.limit { note(key) }
        note(1)
        #expect(changes.isComplete)
        #expect(changes.before[.calls]?.count == FactChanges.limit)
        note(FactChanges.limit + 1)
        #expect(!changes.isComplete)
        #expect(changes.before.isEmpty)
        note(1)
        #expect(changes.before.isEmpty)
    }

    @Test func `facts read by key are those that are read in all`() throws {
        let test = try TestWarehouse()
        try test.load(
            .of([
                TestEncounter(key: .max, unit: "U2"),
                TestEncounter(key: -5, line: 3, type: "HDJ", endedOn: nil, status: .planned),
            ]), source: test.source("dpi", .encounters))
        let letters = try test.source("letters", .letters)
        try test.load(
            .of([
                TestLetter(
                    key: 1, line: 2, encounter: -9, encounterEndedOn: "2026-03-01",
                    dictatedOn: "2026-03-02", typedOn: "2026-03-03", validatedOn: "2026-03-04",
                    sentOn: "2026-03-05", channel: "MSS"),
                TestLetter(key: 2, line: 3, type: "CRH", unit: nil, status: .cancelled),
            ]), source: letters)
        let all = try test.warehouse.encounterFacts()
        let some = try test.warehouse.encounters([.max, 3, -5, .max])
        #expect(some.keys == all.keys)
        #expect(some.endedOn == all.endedOn)
        #expect(some.units == all.units)
        #expect(some.statuses == all.statuses)
        var facts = LetterFacts()
        try test.warehouse.forEachLetterBatch { if $0.facts.count > 0 { facts = $0.facts } }
        let kept = try test.warehouse.letters([2, 1].map { FactKey(source: letters, key: $0) })
        #expect(kept.keys.map(\.key) == [2, 1])
        #expect(kept.facts.sentOn == facts.sentOn.reversed())
        #expect(kept.facts.encounters == facts.encounters.reversed())
        #expect(kept.facts.statuses == facts.statuses.reversed())
        #expect(kept.facts.types == facts.types.reversed())
    }
}
