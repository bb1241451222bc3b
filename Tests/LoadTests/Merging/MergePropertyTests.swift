import Domain
import Testing

@testable import Load

/// Contract §4: what loads one night at a time, in any order, is what loads all at once.
struct MergePropertyTests {
    /// Few keys and values, so that files overlap, repeat rows and change back.
    private func content(_ random: inout SeededGenerator) -> [SimulatedRow] {
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
            SimulatedRow(
                key: Int64.random(in: 1...16, using: &random),
                value: Int32.random(in: 20_000...20_002, using: &random))
        }
    }

    private func export(_ seed: Int) throws -> (SimulatedExport, SeededGenerator) {
        let kind = SourceKind.allCases[seed % 3]
        return (
            try SimulatedExport(kind, sources: 2, filesEach: 3),
            SeededGenerator(seed: UInt64(seed))
        )
    }

    @Test(arguments: 0..<30)
    func `files that arrive in any order give the same facts from the same lines`(
        seed: Int
    ) throws {
        var (export, random) = try export(seed)
        let contents = export.files.map { _ in content(&random) }
        for index in export.files.indices.shuffled(using: &random) {
            export.files[index].content = contents[index]
            // Some nights bring several files.
            if random.oneIn(3) { continue }
            try export.run()
        }
        try export.run()
        #expect(try export.facts() == export.expected())
        #expect(try export.heldByLedger() == export.heldByFacts())
        // The same again changes nothing.
        let before = try export.facts()
        #expect(try export.run().isEmpty)
        #expect(try export.facts() == before)
    }

    @Test(arguments: 30..<60)
    func `files that change night after night give what their last contents give at once`(
        seed: Int
    ) throws {
        var (export, random) = try export(seed)
        for night in 0..<8 {
            for index in export.files.indices where random.oneIn(2) {
                export.files[index].content = content(&random)
            }
            let counts = try export.run()
            #expect(try export.facts() == export.expected(), "night \(night)")
            #expect(try export.heldByLedger() == export.heldByFacts())
            for file in export.files {
                guard let counts = counts[file.key], let content = file.content else { continue }
                #expect(
                    counts.superseded + counts.inserted + counts.updated + counts.unchanged
                        == content.count)
            }
        }
    }

    @Test(arguments: 60..<100)
    func `a file that is gone takes nothing with it, and may come back`(seed: Int) throws {
        var (export, random) = try export(seed)
        for night in 0..<10 {
            let before = try export.facts()
            for index in export.files.indices where random.oneIn(2) {
                switch Int.random(in: 0...3, using: &random) {
                case 0: export.files[index].content = nil
                case 1: export.files[index].content = export.files[index].loaded
                default: export.files[index].content = content(&random)
                }
            }
            try export.run()
            #expect(try export.facts() == export.expected(before: before), "night \(night)")
            #expect(try export.heldByLedger() == export.heldByFacts())
        }
    }
}
