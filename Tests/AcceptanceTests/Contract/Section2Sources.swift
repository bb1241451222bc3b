import Foundation
import Testing

/// Contract §2: what of the definition reads files again, and what does not.
@Suite struct `Section 2, sources and settings` {
    @Test func `a source whose definition changed is read again, any other is not`() async throws {
        let hospital = try ContractFolder([.calls, .encounters])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;OK")
        try hospital.write("dpi/2.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-02")
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|1|0|0|0|0|0")
        var calls = ContractSource.calls
        calls.keys = #"values: { outcome: { answered: ["OK"] } }"#
        try hospital.define([calls, .encounters])
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|1|0|0|0")
        #expect(try hospital.account("2.csv").hasPrefix("skipped"))
        // Defaults written out change nothing.
        calls.dialect =
            #"delimiter: ";", quote: "\"", encoding: "auto", header: true, skipLines: 0"#
        calls.keys += #", order: "name", changedFile: "replace", required: true, until: null"#
        try hospital.define([calls, .encounters])
        try await hospital.run()
        #expect(try hospital.account("1.csv").hasPrefix("skipped"))
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `a definition that leaves most rows out is obeyed, with no word of removals`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write(
            "tel/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;answered",
            "2;2026-03-02;Q1;answered", "3;2026-03-02;Q2;answered")
        try await hospital.run()
        var calls = ContractSource.calls
        calls.keys = #"where: { FILE: ["Q2"] }"#
        try hospital.define([calls])
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|3|2|0|0|0|0|1|2")
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `a definition that leaves rows out lets those of earlier files come back`()
        async throws
    {
        var wide = ContractSource.calls
        wide.keys = #"order: "name""#
        let hospital = try ContractFolder([wide])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;answered")
        try hospital.write("tel/2.csv", ContractFolder.callHeader, "1;2026-03-02;Q2;answered")
        try await hospital.run()
        #expect(try hospital.calls() == ["2026-03-02T00:00:00|Q2|answered"])
        wide.keys = #"where: { FILE: ["Q1"] }"#
        try hospital.define([wide])
        try await hospital.run()
        #expect(try hospital.calls() == ["2026-03-02T00:00:00|Q1|answered"])
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `order by name in bytes, and by the date in the name`() async throws {
        var source = ContractSource.calls
        let hospital = try ContractFolder([source])
        // By bytes: 10 before 9, Z before a, a before é.
        for (name, queue) in [("10", "A"), ("9", "B"), ("Z", "C"), ("a", "D"), ("é", "E")] {
            try hospital.write(
                "tel/\(name).csv", ContractFolder.callHeader, "1;2026-03-02;\(queue);answered")
            try await hospital.run()
            #expect(try hospital.rows("SELECT queue FROM v_call") == [queue])
        }
        // Whatever the order in which they arrive.
        try hospital.write("tel/5.csv", ContractFolder.callHeader, "1;2026-03-02;X;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT queue FROM v_call") == ["E"])

        source.keys = #"order: { dateInName: "ddMMyyyy" }"#
        let dated = try ContractFolder([source])
        for (name, queue) in [
            ("appels_01022026", "B"), ("appels_31012026", "A"), ("appels_15122025", "Y"),
            ("appels_01032026", "C"),
        ] {
            try dated.write(
                "tel/\(name).csv", ContractFolder.callHeader, "1;2026-03-02;\(queue);answered")
        }
        try dated.write("tel/sans.csv", ContractFolder.callHeader, "1;2026-03-02;Z;answered")
        try await dated.run()
        #expect(try dated.rows("SELECT queue FROM v_call") == ["C"])
        // An order that changed: the byte order of the names.
        source.keys = ""
        try dated.define([source])
        try await dated.run()
        #expect(try dated.rows("SELECT queue FROM v_call") == ["Z"])
        try await dated.expectSameAfterRebuild()
    }

    @Test func `of two sources of encounters the later one wins, whatever arrives first`()
        async throws
    {
        var old = ContractSource.encounters
        old.name = "ancien"
        old.files = "exports/ancien/*.csv"
        let hospital = try ContractFolder([old, .encounters])
        try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U2;2026-03-02")
        try hospital.write("ancien/x.csv", ContractFolder.encounterHeader)
        try await hospital.run()
        try hospital.write(
            "ancien/9.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-01",
            "E2;CONS;U1;2026-03-01")
        try await hospital.run()
        #expect(try hospital.account("9.csv") == "loaded|2|0|0|1|1|0|0|0")
        #expect(
            try hospital.rows("SELECT source, ended_on FROM v_encounter") == [
                "ancien|2026-03-01", "dpi|2026-03-02",
            ])
        // The other way round: both are read again.
        try hospital.define([.encounters, old])
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT source, ended_on FROM v_encounter") == [
                "ancien|2026-03-01", "ancien|2026-03-01",
            ])
        try await hospital.expectSameAfterRebuild()
        // A row that the later source no longer has falls back to the other source's.
        try hospital.write("ancien/9.csv", ContractFolder.encounterHeader, "E2;CONS;U1;2026-03-01")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT source, ended_on FROM v_encounter") == [
                "ancien|2026-03-01", "dpi|2026-03-02",
            ])
        // Dropping a source gives the other's rows back.
        try hospital.write(
            "ancien/9.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-01",
            "E2;CONS;U1;2026-03-01")
        try await hospital.run()
        try hospital.define([.encounters])
        try await hospital.run("--drop-source", "ancien")
        #expect(try hospital.rows("SELECT source, ended_on FROM v_encounter") == ["dpi|2026-03-02"])
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `a letterId belongs to its source`() async throws {
        var other = ContractSource.letters
        other.name = "autre"
        other.files = "exports/autre/*.csv"
        let hospital = try ContractFolder([.letters, other])
        try hospital.write("suivi/1.csv", ContractFolder.letterHeader, "L1;CR;U1;;2026-03-02;")
        try hospital.write("autre/2.csv", ContractFolder.letterHeader, "L1;CR;U1;;2026-03-03;")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT source, dictated_on FROM v_letter") == [
                "autre|2026-03-03", "suivi|2026-03-02",
            ])
    }

    @Test func `a former name: the same rows, no doubling, no file read again`() async throws {
        let hospital = try ContractFolder([.encounters])
        try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-02")
        try await hospital.run()
        var renamed = ContractSource.encounters
        renamed.name = "easily"
        try hospital.define([renamed])
        let refused = try await hospital.run(expecting: 78)
        #expect(refused.standardError.contains("dpi"))
        renamed.keys = #"formerNames: ["DPI"]"#
        try hospital.define([renamed])
        try await hospital.run()
        #expect(try hospital.account("1.csv").hasPrefix("skipped"))
        // The crosswalk may still name the old one: it follows.
        #expect(
            try hospital.rows("SELECT source, secretariat FROM v_encounter") == ["easily|S1"])
        // The ledger follows: a changed file replaces what it brought.
        try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U2;2026-03-02")
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|0|1|0|0")
        try hospital.writeReference(
            "crosswalk", "source;code_source;secretariat;valide_du;valide_au\neasily;U2;S1;;")
        try await hospital.run()
        #expect(try hospital.rows("SELECT secretariat FROM v_encounter") == ["S1"])
        try await hospital.expectSameAfterRebuild()
        // A second new name, with both former ones.
        renamed.name = "hm"
        renamed.keys = #"formerNames: ["dpi", "easily"]"#
        try hospital.define([renamed])
        try await hospital.run("--rebuild")
        #expect(try hospital.rows("SELECT source, secretariat FROM v_encounter") == ["hm|S1"])
        #expect(try hospital.account("1.csv").hasPrefix("loaded|1"))
    }

    @Test func `required: a source that never brought a file, 66, and nothing is done`()
        async throws
    {
        let hospital = try ContractFolder([.calls, .encounters])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-02;Q1;answered")
        let result = try await hospital.run(expecting: 66)
        #expect(result.standardError.contains("dpi"))
        #expect(!FileManager.default.fileExists(atPath: hospital.folder.url("var").path))
        var optional = ContractSource.encounters
        optional.keys = "required: false"
        try hospital.define([.calls, optional])
        try await hospital.run()
        #expect(try hospital.calls().count == 1)
        // Files that are gone: the source has brought one.
        try hospital.folder.remove("exports/tel/1.csv")
        try await hospital.run()
        #expect(try hospital.calls().count == 1)
        // Required from now on, and never brought: nothing is done.
        try hospital.define([.calls, .encounters])
        try await hospital.run(expecting: 66)
    }

    @Test func `until: the horizon of a replaced system holds nothing back`() async throws {
        let hospital = try ContractFolder([.encounters, .letters])
        try hospital.write("dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-02")
        try hospital.write("suivi/1.csv", ContractFolder.letterHeader, "L1;CR;U1;;2026-03-30;")
        try await hospital.run()
        let measured =
            "SELECT DISTINCT measured_to FROM v_kpi WHERE kpi = 'letters_dictated' AND period_type = 'year'"
        #expect(try hospital.rows(measured) == ["2026-03-02"])
        var over = ContractSource.encounters
        over.keys = #"until: "2026-03-30""#
        try hospital.define([over, .letters])
        try await hospital.run()
        #expect(try hospital.rows(measured) == ["2026-03-31"])
        #expect(try hospital.account("1.csv").contains("skipped"))
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `globs: folders, any depth, classes, and what does not fit`() async throws {
        for (glob, expected) in [
            ("exports/tel/*.csv", ["a1.csv", "a2.csv", "b1.csv"]),
            ("exports/tel/a?.csv", ["a1.csv", "a2.csv"]),
            ("exports/tel/[ab]1.csv", ["a1.csv", "b1.csv"]),
            ("exports/**/a1.csv", ["tel/2026/03/a1.csv", "tel/a1.csv"]),
            ("exports/tel/*/*/*.csv", ["2026/03/a1.csv"]), ("exports/tel/a1.csv", ["a1.csv"]),
            ("./exports/../exports/tel/b*", ["b1.csv", "b2.txt"]),
        ] {
            var source = ContractSource.calls
            source.files = glob
            let hospital = try ContractFolder([source])
            for path in ["a1.csv", "a2.csv", "b1.csv", "b2.txt", ".c1.csv", "2026/03/a1.csv"] {
                try hospital.write("tel/\(path)", ContractFolder.callHeader)
            }
            try await hospital.run()
            #expect(try hospital.rows("SELECT file FROM v_file") == expected, "\(glob)")
        }
    }

    /// Any other setting acts like a reference file: at the next run, without reading, as a rebuild.
    @Test(arguments: [
        #"dayCount: "working""#, "missingLetterDays: 3", #"measureFrom: "2026-03-05""#,
        #"holidays: "alsace-moselle""#, "minimumCount: 1",
        "telephony: { opening: { mon: [[\"08:00\", \"09:00\"]] } }",
        "telephony: { opening: { tue: [[\"08:00\", \"18:00\"]] }, shortAbandonSeconds: 60 }",
        "telephony: { opening: { tue: [[\"08:00\", \"18:00\"]] }, serviceLevelSeconds: 5, internalCalls: \"include\" }",
    ])
    func `other settings take effect at the next run, and give what a rebuild gives`(
        setting: String
    ) async throws {
        var calls = ContractSource.calls
        calls.columns += #", waitSeconds: "ATTENTE", origin: "ORIGINE""#
        let sources: [ContractSource] = [.encounters, .letters, calls]
        let hospital = try ContractFolder(sources)
        try hospital.write(
            "dpi/1.csv", ContractFolder.encounterHeader, "E1;CONS;U1;2026-03-02",
            "E2;CONS;U1;2026-03-06", "E3;CONS;U2;2026-04-02")
        try hospital.write(
            "suivi/1.csv", ContractFolder.letterHeader, "L1;CR;U1;E1;2026-03-03;2026-03-10",
            "L2;CR;U2;E3;2026-04-02;2026-04-07")
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;ATTENTE;ORIGINE",
            "1;2026-03-02 10:00;Q1;answered;30;external",
            "2;2026-03-03 10:00;Q1;abandoned;30;external",
            "3;2026-03-03 10:00;Q2;answered;3;internal", "4;2026-04-03 10:00;Q2;answered;3;external"
        )
        try await hospital.run(asOf: "2026-04-10")
        let before = try hospital.everything()
        try hospital.define(sources, settings: setting)
        try await hospital.run(asOf: "2026-04-10")
        #expect(
            try hospital.rows(
                "SELECT DISTINCT status FROM v_file WHERE run_id = (SELECT max(run_id) FROM v_run)")
                == ["skipped"])
        let after = try hospital.everything()
        let hasEffect = before["v_kpi"] != after["v_kpi"]
        // minimumCount is for reports alone.
        #expect(hasEffect == !setting.hasPrefix("minimum"))
        try await hospital.run(["--rebuild"], asOf: "2026-04-10", expecting: 0)
        expectSame(after, try hospital.everything(), setting)
    }
}
