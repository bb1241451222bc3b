import Domain
import SQLiteStore
import Testing

@testable import Load

/// Where facts lie makes no difference to what they are: tiny generations, filters that are written
/// and read again, first loads in bulk.
struct GenerationTests {
    /// Generations of so few rows that every night fills some, begins some and moves some.
    private static let tiny: GenerationLimits = {
        var limits = GenerationLimits()
        limits.full = 13
        limits.recent = 4
        return limits
    }()

    private func export(_ seed: Int) throws -> (SimulatedExport, SeededGenerator) {
        let export = try SimulatedExport(
            SourceKind.allCases[seed % 3], sources: 2, filesEach: 4)
        export.test.warehouse.generationLimits = Self.tiny
        return (export, SeededGenerator(seed: UInt64(seed)))
    }

    /// Keys spread over all 64 bits, as pseudonyms are.
    private func content(_ random: inout SeededGenerator) -> [SimulatedRow] {
        (0..<Int.random(in: 0...24, using: &random)).map { _ in
            let key = UInt64.random(in: 1...60, using: &random) &* 0x9E37_79B9_7F4A_7C15
            return SimulatedRow(
                key: Int64(bitPattern: key),
                value: Int32.random(in: 20_000...20_002, using: &random))
        }
    }

    /// Every fact is found by its key, and the account of the generations is right.
    private func expectInOrder(_ export: SimulatedExport, _ comment: Comment) throws {
        let warehouse = export.test.warehouse
        let kept = try warehouse.kept(export.kind)
        for key in try export.facts().keys {
            #expect(try kept.find(FactKey(source: key.source, key: key.key)), comment)
            kept.release()
        }
        let table = kept.table
        try warehouse.storeFacts()
        let counted = try export.test.lines(
            "SELECT generation, count(*) FROM \(table.name) GROUP BY 1 ORDER BY 1")
        let account = try export.test.lines(
            """
            SELECT generation, rows FROM fact_generation
            WHERE kind = '\(export.kind.rawValue)' AND rows > 0 ORDER BY 1
            """)
        #expect(counted == account, comment)
        let doubled = try export.test.lines(
            "SELECT 1 FROM \(table.name) GROUP BY \(table.keyColumns.joined(separator: ", ")) "
                + "HAVING count(*) > 1")
        #expect(doubled.isEmpty, comment)
        let rows = counted.compactMap { Int($0.split(separator: "|")[1]) }
        #expect(rows.allSatisfy { $0 <= Self.tiny.full }, comment)
    }

    @Test(arguments: 0..<45)
    func `facts are the same however they lie`(seed: Int) throws {
        var (export, random) = try export(seed)
        let warehouse = export.test.warehouse
        if seed % 2 == 0 { try warehouse.beginBulkLoad() }
        for night in 0..<8 {
            for index in export.files.indices where random.oneIn(2) {
                export.files[index].content = content(&random)
            }
            // Of a first load the index of letters may be built before the last of them.
            if random.oneIn(3) { try warehouse.endBulkLetters() }
            try export.run()
            try warehouse.finishBulkLoad()
            #expect(try export.facts() == export.expected(), "night \(night)")
            #expect(try export.heldByLedger() == export.heldByFacts())
            try expectInOrder(export, "night \(night)")
            // A new run reads from the file what the last one wrote.
            if random.oneIn(2) {
                try warehouse.commit()
                try warehouse.begin()
            }
            // A migrated warehouse has no filters.
            if random.oneIn(4) {
                try warehouse.storeFacts()
                warehouse.keptFacts = [:]
                try export.test.database.execute("DELETE FROM fact_key_filter")
            }
        }
    }

    @Test func `a night's rows lie in a small generation, which moves on once it is full`() throws {
        let test = try TestWarehouse()
        test.warehouse.generationLimits.full = 100
        test.warehouse.generationLimits.recent = 10
        let source = try test.source("tel", .calls)
        func generations() throws -> [String] {
            try test.warehouse.storeFacts()
            return try test.lines("SELECT generation, rows FROM fact_generation ORDER BY 1")
        }
        var last: Int64 = 0
        func night(_ rows: Int64) throws {
            try test.load(
                .of((last + 1...last + rows).map { TestCall(key: $0) }), source: source,
                file: "\(last)")
            last += rows
        }
        try night(80)
        try night(4)
        #expect(try generations() == ["1|80", "2|4"])
        try night(6)
        #expect(try generations() == ["1|80", "2|10"])
        // What is too large to be called small moves to the one before it.
        try night(4)
        #expect(try generations() == ["1|90", "2|4"])
        try night(5)
        try night(3)
        #expect(try generations() == ["1|99", "2|3"])
        // Where it does not fit it stays, and another one begins.
        try night(5)
        try night(5)
        #expect(try generations() == ["1|99", "2|8", "3|5"])
        // Many rows fill a generation up, or begin one.
        try night(20)
        #expect(try generations() == ["1|99", "2|8", "3|25"])
        try night(90)
        #expect(try generations() == ["1|99", "2|8", "3|25", "4|90"])
        #expect(try test.database.scalar("SELECT count(*) FROM fact_call") == last)
    }

    @Test func `rows of a first load wait until a generation is whole`() throws {
        let test = try TestWarehouse()
        test.warehouse.generationLimits.full = 10
        test.warehouse.generationLimits.recent = 2
        let source = try test.source("tel", .calls)
        try test.warehouse.beginBulkLoad()
        try test.load(.of((1...7).map { TestCall(key: $0) }), source: source, file: "a")
        #expect(try test.database.scalar("SELECT count(*) FROM fact_call") == 0)
        try test.load(.of((8...12).map { TestCall(key: $0) }), source: source, file: "b")
        #expect(try test.database.scalar("SELECT count(*) FROM fact_call") == 10)
        // A key that waits and comes again is inserted first, and then compared.
        try test.load(.of([TestCall(key: 12, wait: 5)]), source: source, file: "c")
        try test.warehouse.finishBulkLoad()
        try test.warehouse.finishBulkLoad()
        #expect(
            try test.lines(
                "SELECT generation, count(*), max(wait_seconds) FROM fact_call GROUP BY 1")
                == ["1|10|-", "2|2|5"])
        #expect(
            try test.lines("SELECT path, rows_held FROM dim_source_file ORDER BY 1")
                == ["a|7", "b|4", "c|1"])
    }

    @Test func `only a new warehouse is loaded in bulk`() throws {
        let test = try TestWarehouse()
        try test.warehouse.commit()
        try test.warehouse.begin()
        try test.warehouse.beginBulkLoad()
        #expect(!test.warehouse.isBulkLoading)
        let indexes = try test.lines("SELECT name FROM sqlite_schema WHERE type = 'index'")
        #expect(indexes.contains("fact_letter_by_encounter"))
    }

    @Test func `a commit leaves nothing waiting`() throws {
        let test = try TestWarehouse()
        let source = try test.source("tel", .calls)
        try test.warehouse.beginBulkLoad()
        try test.load(.of([TestCall(key: 1)]), source: source)
        try test.warehouse.commit()
        #expect(try test.database.scalar("SELECT count(*) FROM fact_call") == 1)
    }

    @Test func `a filter is written where it changed, and there alone`() throws {
        let test = try TestWarehouse()
        test.warehouse.generationLimits.full = 20
        test.warehouse.generationLimits.recent = 5
        let source = try test.source("tel", .calls)
        try test.load(.of((1...18).map { TestCall(key: $0) }), source: source, file: "a")
        try test.load(.of((19...21).map { TestCall(key: $0) }), source: source, file: "b")
        try test.warehouse.commit()
        try test.warehouse.begin()
        // Were it written again, the mark would be gone.
        try test.database.execute("UPDATE fact_key_filter SET keys = keys + 100")
        try test.load(.of([TestCall(key: 22)]), source: source, file: "c")
        try test.warehouse.commit()
        #expect(
            try test.lines("SELECT generation, keys >= 100 FROM fact_key_filter ORDER BY 1")
                == ["1|1", "2|0"])
    }

    @Test func `letters are found by the encounters that they name`() throws {
        let test = try TestWarehouse()
        test.warehouse.generationLimits.full = 40
        test.warehouse.generationLimits.recent = 6
        let source = try test.source("letters", .letters)
        var random = SeededGenerator(seed: 5)
        for night in 0..<20 {
            let letters = (0..<8).map { _ in
                TestLetter(
                    key: Int64.random(in: 1...90, using: &random),
                    encounter: random.oneIn(4) ? nil : Int64.random(in: 1...30, using: &random),
                    sentOn: random.oneIn(2)
                        ? "2026-03-0\(Int.random(in: 1...9, using: &random))" : nil)
            }
            try test.load(.of(letters), source: source, file: "\(night + 10)")
        }
        let named = try test.warehouse.letters(ofEncounters: Array(1...31)) { _ in false }
        let found = zip(named.keys, named.facts.encounters).map { "\($1)|\($0.source)|\($0.key)" }
        let expected = try test.lines(
            """
            SELECT encounter_key, source_key, letter_key FROM fact_letter
            WHERE encounter_key IS NOT NULL
            """)
        #expect(found.sorted() == expected.sorted())
        #expect(!found.isEmpty)
        let some = try test.warehouse.letters(ofEncounters: Array(1...31)) { $0.key % 3 == 0 }
        #expect(some.keys == named.keys.filter { $0.key % 3 != 0 })
        #expect(
            some.facts.sentOn == named.filtered { $0.key % 3 != 0 }.facts.sentOn)
        for encounter in Int64(1)...31 {
            #expect(
                try test.warehouse.isNamed(encounter)
                    == expected.contains { $0.hasPrefix("\(encounter)|") })
        }
    }

    @Test func `filters hold nothing of what went by its age or with its source`() throws {
        let test = try TestWarehouse()
        let warehouse = test.warehouse
        warehouse.generationLimits.full = 4
        warehouse.generationLimits.recent = 2
        let source = try test.source("tel", .calls)
        let other = try test.source("other", .calls)
        func calls(_ keys: ClosedRange<Int64>, _ day: String) -> SourceRows {
            .of(keys.map { TestCall(key: $0 &* 0x1E37_79B9_7F4A_7C15, day: day) })
        }
        try test.load(calls(1...4, "2026-01-01"), source: source, file: "a")
        try test.load(calls(5...6, "2026-01-01"), source: source, file: "b")
        try test.load(calls(7...8, "2026-03-01"), source: other, file: "c")
        try warehouse.storeFacts()
        #expect(
            try test.lines("SELECT generation, keys FROM fact_key_filter ORDER BY 1")
                == ["1|4", "2|2", "3|2"])
        try test.load(calls(9...10, "2026-03-01"), source: source, file: "d")
        _ = try warehouse.purge(keptFrom: [.calls: day("2026-02-01")], loaded: [:])
        try warehouse.storeFacts()
        let account =
            "SELECT f.generation, keys, rows FROM fact_key_filter f "
            + "JOIN fact_generation g ON g.generation = f.generation ORDER BY 1"
        let left = try test.lines(account)
        #expect(left.allSatisfy { $0.hasSuffix("|2|2") })
        #expect(left.count == 2)
        _ = try warehouse.drop(#require(try warehouse.knownSources().last))
        try warehouse.storeFacts()
        #expect(try test.lines(account).count == 1)
        #expect(try test.lines("SELECT rows FROM fact_generation") == ["2"])
    }
}
