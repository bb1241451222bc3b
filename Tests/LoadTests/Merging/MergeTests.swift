import Domain
import SQLiteStore
import Testing

@testable import Load

/// Contract §4: what becomes of each row of a file.
struct MergeTests {
    /// A table of small cases, each over one source of calls with files A, B and C in this order.
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        /// Runs, each giving files their contents: `key: wait`.
        var runs: [[String: [(Int64, Int32)]]]
        /// Of the last run's load of `counted`: superseded, inserted, updated, unchanged.
        var counted: String
        var counts: [Int]
        /// `key file line wait`, by key.
        var facts: [String]
    }

    static let cases: [Case] = [
        Case(
            testDescription: "new rows are inserted", runs: [["A": [(1, 10), (2, 20)]]],
            counted: "A", counts: [0, 2, 0, 0], facts: ["1 A 2 10", "2 A 3 20"]),
        Case(
            testDescription: "an empty file inserts nothing", runs: [["A": []]],
            counted: "A", counts: [0, 0, 0, 0], facts: []),
        Case(
            testDescription: "of a doubled key the later line wins",
            runs: [["A": [(1, 10), (2, 20), (1, 11), (1, 12)]]],
            counted: "A", counts: [2, 2, 0, 0], facts: ["1 A 5 12", "2 A 3 20"]),
        Case(
            testDescription: "a row as it was is unchanged, although its line moved",
            runs: [["A": [(1, 10), (2, 20)]], ["A": [(3, 30), (1, 10), (2, 21)]]],
            counted: "A", counts: [0, 1, 1, 1], facts: ["1 A 3 10", "2 A 4 21", "3 A 2 30"]),
        Case(
            testDescription: "a later file's row replaces an earlier one's",
            runs: [["A": [(1, 10), (2, 20)]], ["B": [(2, 21), (1, 10)]]],
            counted: "B", counts: [0, 0, 1, 1], facts: ["1 B 3 10", "2 B 2 21"]),
        Case(
            testDescription: "an earlier file's row that comes later is superseded",
            runs: [["B": [(2, 21)]], ["A": [(1, 10), (2, 20)]]],
            counted: "A", counts: [1, 1, 0, 0], facts: ["1 A 2 10", "2 B 2 21"]),
        Case(
            testDescription: "a superseded row is superseded even where it says the same",
            runs: [["B": [(1, 10)]], ["A": [(1, 10)]]],
            counted: "A", counts: [1, 0, 0, 0], facts: ["1 B 2 10"]),
        Case(
            testDescription: "a changed file takes back what only it held",
            runs: [["A": [(1, 10), (2, 20)]], ["A": [(2, 20)]]],
            counted: "A", counts: [0, 0, 0, 1], facts: ["2 A 2 20"]),
        Case(
            testDescription:
                "a row that a changed file drops falls back to the latest earlier file",
            runs: [
                ["A": [(1, 10)], "B": [(1, 11), (2, 20)], "C": [(1, 12), (3, 30)]],
                ["C": [(3, 30)]],
            ],
            counted: "C", counts: [0, 0, 0, 1], facts: ["1 B 2 11", "2 B 3 20", "3 C 2 30"]),
        Case(
            testDescription: "a row that a changed file drops may come in another file of that run",
            runs: [["A": [(1, 10)]], ["A": [(2, 20)], "B": [(1, 11)]]],
            counted: "B", counts: [0, 1, 0, 0], facts: ["1 B 2 11", "2 A 2 20"]),
        Case(
            testDescription: "a changed file takes nothing from a later file that holds the key",
            runs: [["A": [(1, 10)], "B": [(1, 11)]], ["A": [(2, 20)]]],
            counted: "A", counts: [0, 1, 0, 0], facts: ["1 B 2 11", "2 A 2 20"]),
    ]

    @Test(arguments: cases)
    func `a row is inserted, updated, unchanged or superseded`(_ example: Case) throws {
        var export = try SimulatedExport(.calls, sources: 1, filesEach: 3)
        let names = ["A", "B", "C"]
        var counts: [Int64: LoadCounts] = [:]
        for run in example.runs {
            for (name, rows) in run {
                let index = try #require(names.firstIndex(of: name))
                export.files[index].content = rows.map {
                    SimulatedRow(key: $0.0, value: $0.1)
                }
            }
            counts = try export.run()
        }
        let index = try #require(names.firstIndex(of: example.counted))
        let counted = try #require(counts[export.files[index].key])
        #expect(
            [counted.superseded, counted.inserted, counted.updated, counted.unchanged]
                == example.counts)
        let facts = try export.facts().sorted { $0.key.key < $1.key.key }.map { key, fact in
            let file = export.files.firstIndex { $0.key == fact.file }.map { names[$0] } ?? "?"
            return "\(key.key) \(file) \(fact.line) \(fact.value)"
        }
        #expect(facts == example.facts)
        #expect(try export.heldByLedger() == export.heldByFacts())
    }

    // MARK: Keys of one source, and of all

    @Test(arguments: [SourceKind.letters, .calls])
    func `the same key in two sources is two facts`(kind: SourceKind) throws {
        var export = try SimulatedExport(kind, sources: 2, filesEach: 1)
        export.files[0].content = [SimulatedRow(key: 7, value: 20_000)]
        export.files[1].content = [SimulatedRow(key: 7, value: 20_001)]
        try export.run()
        #expect(try export.facts().values.map(\.value).sorted() == [20_000, 20_001])
        // One that goes leaves the other alone.
        export.files[0].content = [SimulatedRow(key: 8, value: 20_000)]
        try export.run()
        #expect(try export.facts() == export.expected())
    }

    @Test func `the same encounter in two sources is one, the later source's`() throws {
        var export = try SimulatedExport(.encounters, sources: 2, filesEach: 1)
        export.files[1].content = [SimulatedRow(key: 7, value: 20_001)]
        try export.run()
        export.files[0].content = [SimulatedRow(key: 7, value: 20_000)]
        try export.run()
        #expect(try export.facts().values.map(\.value) == [20_001])
        // Its unit is the later source's too, although both write it alike.
        #expect(
            try export.test.lines(
                "SELECT s.name FROM fact_encounter JOIN dim_unit USING (unit_key) "
                    + "JOIN dim_source s USING (source_key)") == ["source 1"])
    }

    @Test func `every column is compared and stored`() throws {
        let test = try TestWarehouse()
        let source = try test.source("letters", .letters)
        var letter = TestLetter(key: 1, encounter: 5, dictatedOn: "2026-03-02")
        let origin = FactOrigin(
            sourceKey: source, fileKey: try test.warehouse.addFile(source: source, path: "a"))
        let ranks = try test.ranksByName()
        func load() throws -> LoadCounts {
            try test.warehouse.load(.of([letter]), from: origin, ranks: ranks).counts
        }
        #expect(try load().inserted == 1)
        let changes: [(inout TestLetter) -> Void] = [
            { $0.type = "CRH" }, { $0.unit = nil }, { $0.encounter = nil },
            { $0.encounterEndedOn = "2026-03-01" }, { $0.dictatedOn = nil },
            { $0.typedOn = "2026-03-03" }, { $0.validatedOn = "2026-03-04" },
            { $0.sentOn = "2026-03-05" }, { $0.channel = "MSSanté" }, { $0.status = .cancelled },
        ]
        for change in changes {
            change(&letter)
            #expect(try load().updated == 1)
            #expect(try load().unchanged == 1)
        }
    }

    // MARK: Looking before changing

    @Test func `what a new content would take away is told before anything is changed`() throws {
        let test = try TestWarehouse()
        let source = try test.source("tel", .calls)
        try test.load(.of((1...5).map { TestCall(key: $0) }), source: source)
        let file = try #require(try test.warehouse.ledgerFiles().first)
        let origin = FactOrigin(sourceKey: source, fileKey: file.key)
        func replacement(_ keys: [Int64]) throws -> Replacement {
            try test.warehouse.replacement(by: .of(keys.map { TestCall(key: $0) }), from: origin)
        }
        let some = try replacement([2, 3, 9, 9])
        #expect(some.held == 5)
        #expect(some.orphans == [1, 4, 5])
        #expect(try replacement([5, 4, 3, 2, 1, 6]).orphans.isEmpty)
        #expect(try replacement([]).orphans == [1, 2, 3, 4, 5])
        #expect(try test.database.scalar("SELECT count(*) FROM fact_call") == 5)
    }

    @Test func `what a file lost to another is not its to take away`() throws {
        let test = try TestWarehouse()
        let source = try test.source("tel", .calls)
        try test.load(.of([TestCall(key: 1), TestCall(key: 2)]), source: source, file: "a")
        try test.load(.of([TestCall(key: 2), TestCall(key: 3)]), source: source, file: "b")
        let file = try #require(try test.warehouse.ledgerFiles().first)
        let replacement = try test.warehouse.replacement(
            by: .of([TestCall(key: 9)]), from: FactOrigin(sourceKey: source, fileKey: file.key))
        #expect(replacement.held == 1)
        #expect(replacement.orphans == [1])
    }

    // MARK: Dropping a source

    @Test func `a dropped source takes its facts, files, units and days with it`() throws {
        let test = try TestWarehouse()
        let old = try test.source("old", .calls)
        let new = try test.source("new", .calls)
        for source in [old, new] {
            try test.load(.of([TestCall(key: 1), TestCall(key: 2)]), source: source)
        }
        try test.warehouse.writeReference(
            ReferenceData(), settings: settings, asOf: day("2026-03-31"))
        try test.warehouse.countSourceDays()
        let known = try #require(try test.warehouse.knownSources().first)
        #expect(try test.warehouse.drop(known).isEmpty)
        #expect(try test.warehouse.knownSources().map(\.name) == ["new"])
        for table in ["fact_call", "dim_source_file", "dim_unit", "fact_source_daily"] {
            let sources = try test.lines("SELECT DISTINCT source_key FROM \(table)")
            #expect(sources == ["\(new)"], "\(table)")
        }
        try test.warehouse.verify()
        #expect(try test.warehouse.structuralFaults().isEmpty)
    }

    @Test func `a dropped source of encounters names its keys, for other sources to give back`()
        throws
    {
        var export = try SimulatedExport(.encounters, sources: 2, filesEach: 1)
        export.files[0].content = [1, 2].map { SimulatedRow(key: $0, value: 20_000) }
        export.files[1].content = [2, 3].map { SimulatedRow(key: $0, value: 20_001) }
        try export.run()
        let warehouse = export.test.warehouse
        let dropped = try #require(try warehouse.knownSources().last)
        let keys = try warehouse.drop(dropped)
        #expect(keys.sorted() == [2, 3])
        #expect(try warehouse.absent(Set(keys), kind: .encounters, source: 0) == [2, 3])
        let file = export.files[0]
        let ranks = FileRanks(order: [file.key])
        let found = try warehouse.loadFallback(
            .of([TestEncounter(key: 1), TestEncounter(key: 2, line: 3)]), only: Set(keys),
            from: FactOrigin(sourceKey: file.source, fileKey: file.key), ranks: ranks)
        #expect(found == [2])
        #expect(try export.facts().keys.map(\.key).sorted() == [1, 2])
        #expect(try export.heldByLedger() == export.heldByFacts())
    }

    @Test func `files that the pipeline no longer names come before all others`() {
        let ranks = FileRanks(order: [30, 10, 20])
        #expect([30, 10, 20, 99].map { ranks[$0] } == [0, 1, 2, -1])
    }
}
