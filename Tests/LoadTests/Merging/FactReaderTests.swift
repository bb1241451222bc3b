import Domain
import Testing

@testable import Load

/// Facts come back to the measures as they were loaded.
struct FactReaderTests {
    @Test func `encounters come back by ascending key, gaps included`() throws {
        let test = try TestWarehouse()
        try test.load(
            .of([
                TestEncounter(key: .max, line: 2, unit: "U2"),
                TestEncounter(key: -5, line: 3, type: "HDJ", endedOn: nil, status: .planned),
                TestEncounter(key: .min, line: 4, status: .noShow),
                TestEncounter(key: 5, line: 5, status: .cancelled),
            ]), source: test.source("dpi", .encounters))
        let facts = try test.warehouse.encounterFacts()
        let texts = try test.warehouse.dimensionTexts()
        #expect(facts.keys == [.min, -5, 5, .max])
        #expect(facts.types.map { texts.encounterTypes[Int($0)] } == ["CS", "HDJ", "CS", "CS"])
        #expect(
            facts.units.map { texts.units[Int($0)] }
                == ["U1", "U1", "U1", "U2"].map { UnitIdentity(source: "dpi", code: $0) })
        let end = day("2026-03-02").dayNumber
        #expect(facts.endedOn == [end, Missing.day, end, end])
        #expect(facts.statuses == [.noShow, .planned, .cancelled, .done])
    }

    @Test func `letters come back with every column and every gap`() throws {
        let test = try TestWarehouse()
        try test.load(
            .of([
                TestLetter(
                    key: 1, line: 2, encounter: -9, encounterEndedOn: "2026-03-01",
                    dictatedOn: "2026-03-02", typedOn: "2026-03-03", validatedOn: "2026-03-04",
                    sentOn: "2026-03-05"),
                TestLetter(key: 2, line: 3, type: "CRH", unit: nil, status: .cancelled),
            ]), source: test.source("letters", .letters))
        let texts = try test.warehouse.dimensionTexts()
        var facts = LetterFacts()
        try test.warehouse.forEachLetterBatch { if $0.facts.count > 0 { facts = $0.facts } }
        #expect(facts.types.map { texts.letterTypes[Int($0)] } == ["CR", "CRH"])
        #expect(facts.units.map { texts.units[Int($0)].code } == ["U1", ""])
        #expect(facts.encounters == [-9, Missing.pseudonym])
        let first = day("2026-03-01").dayNumber
        #expect(facts.encounterEndedOn == [first, Missing.day])
        #expect(facts.dictatedOn == [first + 1, Missing.day])
        #expect(facts.typedOn == [first + 2, Missing.day])
        #expect(facts.validatedOn == [first + 3, Missing.day])
        #expect(facts.sentOn == [first + 4, Missing.day])
        #expect(facts.statuses == [.active, .cancelled])
    }

    @Test func `calls come back with every column and every gap`() throws {
        let test = try TestWarehouse()
        try test.load(
            .of(
                CallOutcome.allCases.enumerated().map { position, outcome in
                    TestCall(
                        key: Int64(position + 1), line: 2, second: position, queue: "Q\(position)",
                        outcome: outcome, wait: position == 0 ? nil : 0,
                        talk: position == 0 ? 9_999_999 : nil,
                        direction: position == 1 ? .outbound : .inbound,
                        origin: position == 2 ? .internal : .external)
                }), source: test.source("tel", .calls))
        let texts = try test.warehouse.dimensionTexts()
        var facts = CallFacts()
        try test.warehouse.forEachCallBatch { if $0.facts.count > 0 { facts = $0.facts } }
        let midnight = Int64(day("2026-03-02").dayNumber) * 86_400
        #expect(facts.startedAt == (0...3).map { midnight + $0 })
        #expect(facts.queues.map { texts.units[Int($0)].code } == ["Q0", "Q1", "Q2", "Q3"])
        #expect(facts.outcomes == CallOutcome.allCases)
        #expect(facts.waits == [Missing.seconds, 0, 0, 0])
        #expect(facts.talks == [9_999_999, Missing.seconds, Missing.seconds, Missing.seconds])
        #expect(facts.directions == [.inbound, .outbound, .inbound, .inbound])
        #expect(facts.origins == [.external, .external, .internal, .external])
    }

    @Test func `batches hold every fact once`() throws {
        let test = try TestWarehouse()
        let count = 2 * 8192 + 10
        try test.load(
            .of((1...count).map { TestCall(key: Int64($0), second: $0 % 86_400) }),
            source: test.source("tel", .calls))
        var sizes: [Int] = []
        try test.warehouse.forEachCallBatch { sizes.append($0.facts.count) }
        #expect(sizes == [8192, 8192, 10])
    }

    @Test(arguments: [1, 2, 7, 100, 5000])
    func `encounters in parts are all of them, each with its letters`(most: Int) throws {
        var random = SeededGenerator(seed: UInt64(most))
        let test = try TestWarehouse()
        let known =
            (0..<400).map { _ in Int64.random(in: .min ... .max, using: &random) }
            + [.min, .max]
        try test.load(
            .of(known.map { TestEncounter(key: $0) }), source: test.source("dpi", .encounters))
        let named =
            known.prefix(300).map(Optional.some)
            + (0..<50).map { _ in Int64.random(in: .min ... .max, using: &random) }
            + Array(repeating: nil, count: 20)
        try test.load(
            .of(named.enumerated().map { TestLetter(key: Int64($0), encounter: $1) }),
            source: test.source("courriers", .letters))
        let parts = try test.warehouse.encounterParts(of: most)
        #expect(parts.count == (known.count + most - 1) / most)
        #expect(parts.first?.lowerBound == .min && parts.last?.upperBound == .max)
        var encounters: [Int64] = []
        var letters: Set<FactKey> = []
        for (position, part) in parts.enumerated() {
            if position > 0 { #expect(part.lowerBound == parts[position - 1].upperBound + 1) }
            try test.warehouse.forEachEncounterBatch(of: part) { encounters += $0.keys }
            let next = try test.warehouse.letterBatches(naming: part)
            while let batch = try next() {
                for (key, encounter) in zip(batch.keys, batch.facts.encounters) {
                    #expect(letters.insert(key).inserted)
                    #expect(
                        encounter == Missing.pseudonym
                            ? position == 0 : part.contains(encounter))
                }
            }
        }
        #expect(encounters == known.sorted())
        #expect(letters.count == named.count)
    }

    @Test func `a dropped source leaves gaps in the dimension tables, which nothing refers to`()
        throws
    {
        let test = try TestWarehouse()
        try test.load(.of([TestCall(key: 1, queue: "A")]), source: test.source("old", .calls))
        try test.load(.of([TestCall(key: 1, queue: "B")]), source: test.source("new", .calls))
        let old = try #require(try test.warehouse.knownSources().first)
        _ = try test.warehouse.drop(old)
        let texts = try test.warehouse.dimensionTexts()
        var facts = CallFacts()
        try test.warehouse.forEachCallBatch { if $0.facts.count > 0 { facts = $0.facts } }
        #expect(
            facts.queues.map { texts.units[Int($0)] } == [UnitIdentity(source: "new", code: "B")])
    }

    @Test func `stored codes read back as what they were`() {
        for status in EncounterStatus.allCases {
            #expect(EncounterStatus.byCode[Int(status.code)] == status)
        }
        for status in LetterStatus.allCases {
            #expect(LetterStatus.byCode[Int(status.code)] == status)
        }
        for outcome in CallOutcome.allCases {
            #expect(CallOutcome.byCode[Int(outcome.code)] == outcome)
        }
        for direction in CallDirection.allCases {
            #expect(CallDirection.byCode[Int(direction.code)] == direction)
        }
        for origin in CallOrigin.allCases {
            #expect(CallOrigin.byCode[Int(origin.code)] == origin)
        }
        #expect(BacklogStage.allCases.map(\.code) == [0, 1, 2, 3])
    }
}
