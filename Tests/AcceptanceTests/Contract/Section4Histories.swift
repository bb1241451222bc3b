import Foundation
import Testing

/// Contract §4: "Loading files one night at a time, in any order, gives the same facts and
/// indicators as loading them all at once" — also where files change, go, come back, are refused
/// for a night, and sources change places or conditions meanwhile.
@Suite struct `Section 4, histories of files` {
    /// A hospital whose two sources of encounters share their keys, and what its files should be.
    private final class History {
        let hospital: ContractFolder
        var random: SplitMix64
        var files: [String: String] = [:]
        /// Files that are gone or spoilt for now.
        var absent: Set<String> = []
        var isReversed = false
        var conditions: Set<String> = []

        init(seed: UInt64) throws {
            random = SplitMix64(seed: seed)
            hospital = try ContractFolder([.encounters])
            try define()
            for source in ["a", "b"] { try change("\(source)/1.csv") }
        }

        func define() throws {
            let sources = ["a", "b"].map { name in
                var source = ContractSource.encounters
                source.name = name
                source.files = "exports/\(name)/*.csv"
                source.keys = "maxRejectRate: 1"
                if conditions.contains(name) { source.keys += #", where: { TYPE: ["CONS"] }"# }
                return source
            }
            try hospital.define(isReversed ? sources.reversed() : sources)
        }

        func change(_ path: String) throws {
            var lines = [ContractFolder.encounterHeader]
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let id = Int.random(in: 1...6, using: &random)
                let type = Bool.random(using: &random) ? "CONS" : "EXAM"
                let unit = Int.random(in: 1...99, using: &random)
                let isBad = Int.random(in: 0..<7, using: &random) == 0
                let end = isBad ? "hier" : "2026-03-\(Int.random(in: 10...28, using: &random))"
                lines.append("\(id);\(type);U\(unit);\(end)")
            }
            files[path] = lines.joined(separator: "\n")
            try restore(path)
        }

        func restore(_ path: String) throws {
            absent.remove(path)
            try hospital.folder.write(files[path] ?? "", to: "exports/\(path)")
        }

        func step() throws {
            let source = Bool.random(using: &random) ? "a" : "b"
            let path = "\(source)/\(Int.random(in: 1...3, using: &random)).csv"
            let isThere = files[path] != nil && !absent.contains(path)
            switch Int.random(in: 0..<9, using: &random) {
            case 0...2: try change(path)
            case 3 where isThere:
                try hospital.folder.remove("exports/\(path)")
                absent.insert(path)
            case 4 where isThere:
                try hospital.folder.write("ce;n'est;pas;un;export", to: "exports/\(path)")
                absent.insert(path)
            case 5, 6: if let path = absent.sorted().first { try restore(path) }
            case 7:
                isReversed.toggle()
                try define()
            default:
                conditions.formSymmetricDifference([source])
                try define()
            }
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `any history ends in what a rebuild gives`(seed: UInt64) async throws {
        let history = try History(seed: seed)
        let hospital = history.hospital
        for _ in 0..<6 {
            for _ in 0..<3 { try history.step() }
            let result = try await hospital.folder.run(
                asOf: day("2026-03-31"), ["--accept-removals"])
            #expect([0, 65].contains(result.exitCode), "\(result.standardError)")
        }
        for path in history.absent { try history.restore(path) }
        try await hospital.run("--accept-removals")
        let unbalanced = try hospital.rows(
            """
            SELECT * FROM v_file WHERE status = 'loaded' AND rows_read <> rows_ignored
                + rows_rejected + rows_superseded + rows_inserted + rows_updated + rows_unchanged
            """)
        #expect(unbalanced.isEmpty)
        // Quiet: nothing is left to be done.
        let before = try hospital.everything()
        try await hospital.run()
        expectSame(before, try hospital.everything(), "seed \(seed), again")
        try await hospital.expectSameAfterRebuild()
    }
}
