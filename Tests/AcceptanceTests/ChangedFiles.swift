import Domain
import Foundation
import Testing

/// Contract §4 on files that change or go.
@Suite struct `Changed files` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    private func number(_ letter: PlainLetter) -> Int {
        Int(letter.id.drop { !$0.isNumber }) ?? 0
    }

    private func rewriteLetters(
        of changed: PlainHospital, _ file: Int, in folder: HospitalFolder
    ) throws {
        try folder.writeExport(changed.sources[1].files[file], of: changed.sources[1], changed)
    }

    @Test func `rows that only the earlier version held are removed`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let changed = hospital.withoutLetters { [6, 7, 8].contains(number($0)) }
        try rewriteLetters(of: changed, 0, in: folder)
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: changed, "three rows less")
        let removed = try folder.warehouseRows().count(
            """
            SELECT rows_removed FROM v_file WHERE run_id = (SELECT max(run_id) FROM v_run)
                AND source = 'suivi' AND file = '2026-02.csv'
            """)
        #expect(removed == 3)
    }

    @Test func `rows fall back to the earlier file, still present, that holds them`() async throws {
        // The second file brings three letters of the first one again, sent since.
        var both = hospital
        let again = both.sources[1].files[0].letters.prefix(3).map { letter in
            var letter = letter
            letter.sent = day("2026-03-20")
            return letter
        }
        both.sources[1].files[1].letters += again
        let folder = try HospitalFolder(both)
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: both, "two files of the same letters")
        try rewriteLetters(of: hospital, 1, in: folder)
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: hospital, "fallen back")

        // Where the earlier file is gone, there is nothing to fall back to.
        let other = try HospitalFolder(both)
        try await other.load(asOf: asOf)
        try other.remove("exports/suivi/2026-02.csv")
        try rewriteLetters(of: hospital, 1, in: other)
        try await other.load(asOf: asOf)
        let gone = Set(again.map(\.id))
        try Comparison.expect(
            other, shows: hospital.withoutLetters { gone.contains($0.id) }, "nothing to fall to")
    }

    @Test func `a file that is gone takes nothing with it`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let before = try folder.warehouseRows().everything(withKeys: true)
        for source in hospital.sources { try folder.remove("exports/\(source.name)/2026-02.csv") }
        try await folder.load(asOf: asOf)
        expectSame(before, try folder.warehouseRows().everything(withKeys: true), "gone")

        // A rebuild would forget them: refused, and each is named.
        let refused = try await folder.run(asOf: asOf, ["--rebuild"])
        #expect(refused.exitCode == 66)
        for source in hospital.sources {
            #expect(refused.standardError.contains("\(source.name)"))
        }
        #expect(refused.standardError.contains("2026-02.csv"))
        expectSame(before, try folder.warehouseRows().everything(withKeys: true), "refused")
        try await folder.load(asOf: asOf, ["--rebuild", "--forget-missing"])
        var forgotten = hospital
        for index in forgotten.sources.indices { forgotten.sources[index].files.removeFirst() }
        try Comparison.expect(folder, shows: forgotten, "forgotten")
    }

    @Test func `more than half removed is refused unless accepted`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        let before = try folder.warehouseRows().everything(withKeys: true)
        let total = hospital.sources[1].files[0].letters.count
        let kept = Set(hospital.sources[1].files[0].letters.suffix((total - 1) / 2).map(\.id))
        let changed = hospital.withoutLetters(in: "2026-02.csv") { !kept.contains($0.id) }
        try rewriteLetters(of: changed, 0, in: folder)

        let refused = try await folder.run(asOf: asOf)
        #expect(refused.exitCode == 65)
        expectSame(before, try folder.warehouseRows().everything(withKeys: true), "refused")
        // Unchanged since: not refused anew.
        try await folder.load(asOf: asOf)
        expectSame(before, try folder.warehouseRows().everything(withKeys: true), "again")
        try await folder.load(asOf: asOf, ["--accept-removals"])
        try Comparison.expect(folder, shows: changed, "accepted")
    }

    @Test func `exactly half removed is taken`() async throws {
        var even = hospital
        while even.sources[1].files[0].letters.count % 2 != 0 {
            even.sources[1].files[0].letters.removeLast()
        }
        let folder = try HospitalFolder(even)
        try await folder.load(asOf: asOf)
        let total = even.sources[1].files[0].letters.count
        let kept = Set(even.sources[1].files[0].letters.suffix(total / 2).map(\.id))
        let changed = even.withoutLetters(in: "2026-02.csv") { !kept.contains($0.id) }
        try rewriteLetters(of: changed, 0, in: folder)
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: changed, "half")
    }

    @Test func `where changed files add, they remove nothing`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(of: hospital, extraSourceKeys: ["changedFile: \"add\""])
        try await folder.load(asOf: asOf)
        var changed = hospital
        let letters = changed.sources[1].files[0].letters
        var updated = letters[0]
        updated.typed = day("2026-03-25")
        updated.sent = nil
        changed.sources[1].files[0].letters = [updated]
        try rewriteLetters(of: changed, 0, in: folder)
        try await folder.load(asOf: asOf)
        changed.sources[1].files[0].letters = letters + [updated]
        try Comparison.expect(folder, shows: changed, "added")
    }

    @Test func `a known content under another name is another file`() async throws {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        try folder.write(try folder.read("exports/suivi/2026-02.csv"), to: "exports/suivi/0.csv")
        try await folder.load(asOf: asOf)
        try Comparison.expect(folder, shows: hospital, "twice the same")
        #expect(
            try folder.warehouseRows().count(
                "SELECT rows_superseded FROM v_file WHERE file = '0.csv' AND status = 'loaded'")
                == hospital.sources[1].files[0].letters.count)
    }
}
