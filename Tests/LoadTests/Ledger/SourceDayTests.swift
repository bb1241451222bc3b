import Domain
import Testing

@testable import Load

/// Contract §5: the days on which a source has events bound what is measured.
struct SourceDayTests {
    private func counted() throws -> TestWarehouse {
        let test = try TestWarehouse()
        try test.load(
            .of([
                TestEncounter(key: 1, line: 2, endedOn: "2026-03-02"),
                TestEncounter(key: 2, line: 3, endedOn: "2026-03-02", status: .cancelled),
                TestEncounter(key: 3, line: 4, endedOn: "2026-03-04", status: .noShow),
                // Planned, or without an end: no event.
                TestEncounter(key: 4, line: 5, endedOn: "2026-03-09", status: .planned),
                TestEncounter(key: 5, line: 6, endedOn: nil, status: .cancelled),
            ]), source: test.source("dpi", .encounters))
        try test.load(
            .of([
                // Stages count, whatever the status; an encounter's end as a letter tells it not.
                TestLetter(
                    key: 1, line: 2, encounterEndedOn: "2026-03-01", dictatedOn: "2026-03-02",
                    typedOn: "2026-03-03", validatedOn: "2026-03-03", sentOn: "2026-03-05"),
                TestLetter(key: 2, line: 3, sentOn: "2026-03-03", status: .cancelled),
                TestLetter(key: 3, line: 4),
            ]), source: test.source("letters", .letters))
        try test.load(
            .of([
                TestCall(key: 1, line: 2, day: "2026-03-06", second: 0),
                TestCall(key: 2, line: 3, day: "2026-03-06", second: 86_399),
                TestCall(key: 3, line: 4, day: "2026-03-31", direction: .outbound),
            ]), source: test.source("tel", .calls))
        _ = try test.source("nothing yet", .calls)
        try test.warehouse.countSourceDays()
        return test
    }

    @Test func `ends, stages and calls are counted by source and day`() throws {
        let test = try counted()
        let days = """
            SELECT name, date(date_key * 86400, 'unixepoch'), events
            FROM fact_source_daily JOIN dim_source USING (source_key) ORDER BY source_key, date_key
            """
        let expected = [
            "dpi|2026-03-02|2", "dpi|2026-03-04|1", "letters|2026-03-02|1",
            "letters|2026-03-03|3", "letters|2026-03-05|1", "tel|2026-03-06|2",
            "tel|2026-03-31|1",
        ]
        #expect(try test.lines(days) == expected)
        // Counting again starts anew.
        try test.warehouse.countSourceDays()
        #expect(try test.lines(days) == expected)
    }

    @Test(arguments: [
        (
            "2026-04-30",
            ["2026-03-02 2026-03-04", "2026-03-02 2026-03-05", "2026-03-06 2026-03-31"]
        ),
        (
            "2026-03-30",
            ["2026-03-02 2026-03-04", "2026-03-02 2026-03-05", "2026-03-06 2026-03-06"]
        ),
        ("2026-03-03", ["2026-03-02 2026-03-02", "2026-03-02 2026-03-03", "none"]),
        ("2026-03-01", ["none", "none", "none"]),
    ])
    func `a source's first and last event day lie before as-of`(
        asOf: String, expected: [String]
    ) throws {
        let test = try counted()
        let events = try test.warehouse.sourceEvents(asOf: day(asOf))
        #expect(events.map(\.source.name) == ["dpi", "letters", "tel", "nothing yet"])
        let found = events.map { events in
            guard let first = events.first, let last = events.last else { return "none" }
            return "\(first) \(last)"
        }
        #expect(found == expected + ["none"])
    }

    @Test func `days without events are absent from a range`() throws {
        let test = try counted()
        let tel = try #require(try test.warehouse.knownSources().first { $0.name == "tel" })
        func events(_ from: String, _ through: String) throws -> [CivilDate: Int] {
            try test.warehouse.events(source: tel.key, from: day(from), through: day(through))
        }
        #expect(
            try events("2026-03-06", "2026-03-31") == [day("2026-03-06"): 2, day("2026-03-31"): 1])
        #expect(try events("2026-03-07", "2026-03-30").isEmpty)
    }

    // MARK: By difference

    /// What one source of each kind holds: rows by key.
    private struct Facts {
        var encounters: [Int64: TestEncounter] = [:]
        var letters: [Int64: TestLetter] = [:]

        /// The days that are events, and all days that are named.
        var events: [(source: SourceKind, day: String)] {
            encounters.values.filter { $0.status != .planned }
                .compactMap(\.endedOn).map { (.encounters, $0) }
                + letters.values.flatMap { [$0.dictatedOn, $0.sentOn].compactMap { $0 } }
                .map { (.letters, $0) }
        }
        var named: [String] {
            encounters.values.compactMap(\.endedOn)
                + letters.values.flatMap {
                    [$0.encounterEndedOn, $0.dictatedOn, $0.sentOn].compactMap { $0 }
                }
        }
    }

    @Test(arguments: 0..<20)
    func `counts corrected by what changed are counts of all facts`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let test = try TestWarehouse()
        let dpi = try test.source("dpi", .encounters)
        let letters = try test.source("letters", .letters)
        func anyDay() -> String { "2026-03-0\(Int.random(in: 1...9, using: &random))" }
        var facts = Facts()
        try test.warehouse.countSourceDays()
        for round in 0..<8 {
            let before = facts
            for key in Int64(1)...4 {
                if random.oneIn(2) {
                    facts.encounters[key] = TestEncounter(
                        key: key, line: Int32(key), endedOn: anyDay(),
                        status: random.oneIn(3) ? .planned : .done)
                }
                if random.oneIn(2) {
                    facts.letters[key] = TestLetter(
                        key: key, line: Int32(key), encounterEndedOn: anyDay(),
                        dictatedOn: random.oneIn(2) ? anyDay() : nil,
                        sentOn: random.oneIn(2) ? anyDay() : nil)
                }
            }
            try test.load(
                .of(facts.encounters.values.sorted { $0.key < $1.key }), source: dpi,
                file: "\(round).csv")
            try test.load(
                .of(facts.letters.values.sorted { $0.key < $1.key }), source: letters,
                file: "\(round).csv")
            var changes: [SourceDay: Int] = [:]
            for (facts, sign) in [(facts, 1), (before, -1)] {
                for event in facts.events {
                    let source = event.source == .encounters ? dpi : letters
                    changes[SourceDay(source: source, day: day(event.day)), default: 0] += sign
                }
            }
            try test.warehouse.apply(
                sourceDayChanges: changes, named: FactDays(facts.named.map { day($0) }),
                unnamed: FactDays(before.named.map { day($0) }))
            let days = "SELECT * FROM fact_source_daily ORDER BY 1, 2"
            let (corrected, bounds) = (try test.lines(days), try test.warehouse.factDays())
            try test.warehouse.countSourceDays()
            #expect(try test.lines(days) == corrected)
            #expect(try test.warehouse.factDays() == bounds)
            #expect(bounds == FactDays(facts.named.map { day($0) }))
        }
    }
}
