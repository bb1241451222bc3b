import Foundation
import Testing

/// Contract §4: which files are opened, replaced, refused; what becomes of their rows.
@Suite struct `Section 4, files and runs` {
    private static let header = ContractFolder.callHeader

    private func touch(_ hospital: ContractFolder, _ path: String, _ seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: seconds)],
            ofItemAtPath: hospital.folder.url("exports/\(path)").path)
    }

    @Test func `read = ignored + rejected + superseded + inserted + updated + unchanged`()
        async throws
    {
        var source = ContractSource.calls
        source.keys = #"where: { SITE: ["1"] }"#
        let hospital = try ContractFolder([source])
        try hospital.write(
            "tel/1.csv", "ID;DEBUT;FILE;ISSUE;SITE",
            "1;2026-03-02;Q1;answered;1", "2;2026-03-02;Q1;answered;1",
            "3;2026-03-02;Q1;answered;1", "1;2026-03-02;Q2;answered;1", "4;;Q1;answered;1",
            "5;2026-03-02;Q1;answered;2", "")
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|6|1|1|1|3|0|0|0")
        #expect(try hospital.rows("SELECT line, queue FROM v_call") == ["3|Q1", "4|Q1", "5|Q2"])
        // A later file: one updated, one unchanged, one inserted, one rejected, one ignored.
        try hospital.write(
            "tel/2.csv", "ID;DEBUT;FILE;ISSUE;SITE",
            "1;2026-03-02;Q2;answered;1", "2;2026-03-02;Q1;abandoned;1",
            "9;2026-03-02;Q1;answered;1", "3;2026-03-02;;answered;1", "3;x;y;z;2")
        // An earlier one: what the others hold is superseded.
        try hospital.write(
            "tel/0.csv", "ID;DEBUT;FILE;ISSUE;SITE",
            "3;2026-03-02;Q3;answered;1", "8;2026-03-02;Q1;answered;1",
            "8;2026-03-02;Q1;answered;1", "2;2026-03-02;Q3;answered;1")
        try await hospital.run()
        #expect(try hospital.account("2.csv") == "loaded|5|1|1|0|1|1|1|0")
        #expect(try hospital.account("0.csv") == "loaded|4|0|0|3|1|0|0|0")
        #expect(try hospital.account("1.csv") == "skipped|0|0|0|0|0|0|0|0")
        #expect(
            try hospital.rows("SELECT file, line, queue, outcome FROM v_call") == [
                "0.csv|3|Q1|answered", "0.csv|4|Q1|answered",
            ].suffix(1) + [
                "1.csv|4|Q1|answered", "2.csv|2|Q2|answered", "2.csv|3|Q1|abandoned",
                "2.csv|4|Q1|answered",
            ])
        try await hospital.expectSameAfterRebuild()
        let unbalanced = try hospital.rows(
            """
            SELECT * FROM v_file WHERE rows_read <> rows_ignored + rows_rejected + rows_superseded
                + rows_inserted + rows_updated + rows_unchanged
            """)
        #expect(unbalanced.isEmpty)
    }

    @Test func `a rejected row supersedes nothing, in its file, in a later one, in a new version`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write(
            "tel/1.csv", Self.header, "1;2026-03-02;Q1;answered",
            "1;2026-03-02;Q2;what", "2;2026-03-02;Q1;answered")
        try hospital.write(
            "tel/2.csv", Self.header, "2;2026-03-02;Q2;what",
            "3;2026-03-02;Q2;answered")
        try await hospital.run()
        let first = ["1.csv|2|Q1", "1.csv|4|Q1", "2.csv|3|Q2"]
        #expect(try hospital.rows("SELECT file, line, queue FROM v_call") == first)
        // The new version's row is faulty: the earlier file's comes back.
        try hospital.write(
            "tel/2.csv", Self.header, "2;2026-03-02;Q2;answered",
            "3;2026-03-02;Q2;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT file, line, queue FROM v_call")[1] == "2.csv|2|Q2")
        try hospital.write(
            "tel/2.csv", Self.header, "2;2026-03-02;Q2;what",
            "3;2026-03-02;Q2;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT file, line, queue FROM v_call") == first)
        #expect(try hospital.account("2.csv") == "loaded|2|0|1|0|0|0|1|0")
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `with the same size, time and inode a file is not opened`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", Self.header, "1;2026-03-02;Q1;answered")
        try touch(hospital, "tel/1.csv", 1_700_000_000)
        try await hospital.run()
        // Another content under the same stamp: written in place, its time set back.
        let file = try FileHandle(forWritingTo: hospital.folder.url("exports/tel/1.csv"))
        try file.write(contentsOf: Data((Self.header + "\n1;2026-03-02;Q2;answered").utf8))
        try file.close()
        try touch(hospital, "tel/1.csv", 1_700_000_000)
        try await hospital.run()
        #expect(try hospital.account("1.csv").hasPrefix("skipped"))
        #expect(try hospital.rows("SELECT queue FROM v_call") == ["Q1"])
        // Another time: its content decides.
        try touch(hospital, "tel/1.csv", 1_700_000_001)
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|0|1|0|0")
        // Touched, or copied over itself: the same content is not loaded again.
        try touch(hospital, "tel/1.csv", 1_700_000_002)
        try await hospital.run()
        #expect(try hospital.account("1.csv").hasPrefix("skipped"))
        let bytes = try hospital.folder.read("exports/tel/1.csv")
        try hospital.folder.remove("exports/tel/1.csv")
        try hospital.folder.write(bytes, to: "exports/tel/1.csv")
        try await hospital.run()
        #expect(try hospital.account("1.csv").hasPrefix("skipped"))
    }

    @Test func `a known content under another name is another file`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/2.csv", Self.header, "1;2026-03-02;Q1;answered")
        try await hospital.run()
        try FileManager.default.moveItem(
            at: hospital.folder.url("exports/tel/2.csv"),
            to: hospital.folder.url("exports/tel/3.csv"))
        try await hospital.run()
        #expect(try hospital.account("3.csv") == "loaded|1|0|0|0|0|0|1|0")
        #expect(try hospital.rows("SELECT file FROM v_call") == ["3.csv"])
        try FileManager.default.copyItem(
            at: hospital.folder.url("exports/tel/3.csv"),
            to: hospital.folder.url("exports/tel/1.csv"))
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|1|0|0|0|0")
        #expect(try hospital.rows("SELECT file FROM v_call") == ["3.csv"])
    }

    @Test func `a file that comes back gives back what others took from it and dropped`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", Self.header, "1;2026-03-02;Q1;answered")
        try hospital.write(
            "tel/2.csv", Self.header, "1;2026-03-02;Q2;answered",
            "2;2026-03-02;Q2;answered")
        try await hospital.run()
        let first = try hospital.folder.read("exports/tel/1.csv")
        try hospital.folder.remove("exports/tel/1.csv")
        try hospital.write("tel/2.csv", Self.header, "2;2026-03-02;Q2;answered")
        try await hospital.run()
        #expect(try hospital.account("2.csv") == "loaded|1|0|0|0|0|0|1|1")
        try hospital.folder.write(first, to: "exports/tel/1.csv")
        try await hospital.run()
        #expect(try hospital.rows("SELECT file, queue FROM v_call") == ["1.csv|Q1", "2.csv|Q2"])
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `a file refused meanwhile gives back what others took from it and dropped`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", Self.header, "1;2026-03-02;Q1;answered")
        try hospital.write(
            "tel/2.csv", Self.header, "1;2026-03-02;Q2;answered",
            "2;2026-03-02;Q2;answered")
        try await hospital.run()
        let first = try hospital.folder.read("exports/tel/1.csv")
        try hospital.write("tel/1.csv", "pas;un;export")
        try hospital.write("tel/2.csv", Self.header, "2;2026-03-02;Q2;answered")
        try await hospital.run(expecting: 65)
        try hospital.folder.write(first, to: "exports/tel/1.csv")
        try await hospital.run()
        #expect(try hospital.rows("SELECT file, queue FROM v_call") == ["1.csv|Q1", "2.csv|Q2"])
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `a file that adds gives rows back too`() async throws {
        var adding = ContractSource.encounters
        adding.name = "ancien"
        adding.files = "exports/ancien/*.csv"
        adding.keys = #"changedFile: "add""#
        let hospital = try ContractFolder([adding, .encounters])
        let header = ContractFolder.encounterHeader
        try hospital.write(
            "ancien/1.csv", header, "1;CONS;U1;2026-03-02", "2;CONS;U1;2026-03-02",
            "3;CONS;U1;2026-03-02")
        try hospital.write("dpi/2.csv", header)
        try await hospital.run()
        // Nothing is removed: it then holds more rows than its content has.
        try hospital.write("ancien/1.csv", header, "9;CONS;U1;2026-03-02")
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|1|0|0|0")
        #expect(try hospital.rows("SELECT count(*) FROM v_encounter") == ["4"])
        try hospital.write("dpi/2.csv", header, "8;CONS;U2;2026-03-02", "9;CONS;U2;2026-03-02")
        try await hospital.run()
        try hospital.write("dpi/2.csv", header, "8;CONS;U2;2026-03-02")
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT file, line, unit FROM v_encounter") == [
                "1.csv|2|U1", "1.csv|2|U1", "1.csv|3|U1", "1.csv|4|U1", "2.csv|2|U2",
            ])
        #expect(try hospital.account("2.csv") == "loaded|1|0|0|0|0|0|1|0")
    }

    @Test func `a refused file keeps what its earlier version brought, and is not refused anew`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", Self.header, "1;2026-03-02;Q1;answered")
        try hospital.write("tel/2.csv", Self.header, "2;2026-03-02;Q1;answered")
        try await hospital.run()
        try hospital.write("tel/1.csv", "ID;AUTRE", "1;x")
        try hospital.write("tel/2.csv", Self.header, "2;2026-03-02;Q2;answered")
        let result = try await hospital.run(expecting: 65)
        #expect(result.standardError.contains("1.csv"))
        #expect(try hospital.account("1.csv") == "refused|0|0|0|0|0|0|0|0")
        #expect(try hospital.rows("SELECT queue FROM v_call") == ["Q1", "Q2"])
        #expect(
            try hospital.rows("SELECT status, exit_code FROM v_run ORDER BY run_id DESC LIMIT 1")
                == ["partial|65"])
        try await hospital.run()
        #expect(try hospital.account("1.csv").hasPrefix("skipped"))
        let status = try await hospital.folder.command("status", asOf: nil)
        #expect(status.standardOutput.contains("1.csv"))
        // Refused for another content: refused anew.
        try hospital.write("tel/1.csv", "ID;AUTRE", "2;x")
        try await hospital.run(expecting: 65)
        // Mended.
        try hospital.write("tel/1.csv", Self.header, "1;2026-03-02;Q3;answered")
        try await hospital.run()
        #expect(try hospital.rows("SELECT queue FROM v_call") == ["Q2", "Q3"])
    }

    @Test func `folders, pipes and empty files are refused, others load`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", Self.header, "1;2026-03-02;Q1;answered")
        try FileManager.default.createDirectory(
            at: hospital.folder.url("exports/tel/2.csv"), withIntermediateDirectories: true)
        let pipe = mkfifo(hospital.folder.url("exports/tel/3.csv").path, 0o600)
        #expect(pipe == 0)
        try hospital.write("tel/4.csv", bytes: [])
        try hospital.write("tel/5.csv", bytes: [0xEF, 0xBB, 0xBF])
        try hospital.write("tel/6.csv", "", "", "")
        try hospital.write("tel/7.csv", Self.header)
        try FileManager.default.createSymbolicLink(
            atPath: hospital.folder.url("exports/tel/8.csv").path, withDestinationPath: "nowhere")
        try await hospital.run(expecting: 65)
        #expect(
            try hospital.rows("SELECT file, status FROM v_file") == [
                "1.csv|loaded", "2.csv|refused", "3.csv|refused", "4.csv|refused", "5.csv|refused",
                "6.csv|refused", "7.csv|loaded", "8.csv|refused",
            ])
        #expect(
            try hospital.rows("SELECT * FROM v_file WHERE status = 'refused' AND reason IS NULL")
                .isEmpty)
        // Nothing changed since: not refused anew.
        try await hospital.run()
        #expect(try hospital.calls().count == 1)
    }

    @Test func `maxRejectRate: more than the share, and at least ten rejects`() async throws {
        func lines(_ good: Int, _ bad: Int) -> String {
            let rows =
                (0..<good).map { "\($0);2026-03-02;Q1;answered;1\n" }
                + (0..<bad).map { "b\($0);2026-03-02;Q1;what;1\n" }
                // Ignored rows do not count.
                + (0..<500).map { "i\($0);2026-03-02;Q1;answered;2\n" }
            return "ID;DEBUT;FILE;ISSUE;SITE\n" + rows.joined()
        }
        for (good, bad, rate, expected) in [
            (1, 9, "0.05", "loaded"), (0, 10, "0.05", "refused"), (190, 10, "0.05", "loaded"),
            (189, 10, "0.05", "refused"), (10, 10, "0.5", "loaded"), (9, 10, "0.5", "refused"),
            (0, 20, "1", "loaded"), (1000, 10, "0", "refused"), (1000, 9, "0", "loaded"),
        ] {
            var source = ContractSource.calls
            source.keys = #"where: { SITE: ["1"] }, maxRejectRate: "# + rate
            let hospital = try ContractFolder([source])
            try hospital.folder.write(lines(good, bad), to: "exports/tel/1.csv")
            try await hospital.run(expecting: expected == "loaded" ? 0 : 65)
            #expect(try hospital.rows("SELECT status FROM v_file") == [expected], "\(good) \(bad)")
            #expect(try hospital.calls().count == (expected == "loaded" ? good : 0))
        }
    }

    @Test func `a file that changes while it is read is refused, and read when it is at rest`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", Self.header, "1;2026-03-02;Q1;answered")
        let big = (0..<60_000).map { "b\($0);2026-03-02T10:00:00;Q1;answered;some padding text\n" }
        try hospital.folder.write(
            "ID;DEBUT;FILE;ISSUE;X\n" + big.joined(), to: "exports/tel/2.csv")
        let path = hospital.folder.url("exports/tel/2.csv")
        // A thread of its own: the tasks of other tests may keep all of the pool's busy.
        let file = try FileHandle(forUpdating: path)
        let writer = Thread {
            while !Thread.current.isCancelled {
                _ = try? file.seekToEnd()
                try? file.write(contentsOf: Data("x;2026-03-02;Q1;answered;\n".utf8))
                usleep(2000)
            }
            try? file.close()
        }
        writer.start()
        let result = try await hospital.run(expecting: 65)
        writer.cancel()
        while !writer.isFinished { usleep(1000) }
        #expect(result.standardError.contains("changed while"))
        #expect(try hospital.account("2.csv") == "refused|0|0|0|0|0|0|0|0")
        #expect(try hospital.calls().count == 1)
        try await hospital.run()
        #expect(
            try hospital.rows("SELECT count(*) FROM v_call WHERE file = '2.csv'") == ["60001"])
    }

    @Test func `a file that removes more than half is refused, exactly half is not`() async throws {
        let hospital = try ContractFolder([.calls])
        let rows = (1...4).map { "\($0);2026-03-02;Q1;answered" }
        try hospital.folder.write(
            ([Self.header] + rows).joined(separator: "\n"), to: "exports/tel/1.csv")
        try await hospital.run()
        try hospital.write("tel/1.csv", Self.header, rows[0])
        try await hospital.run(expecting: 65)
        #expect(try hospital.calls().count == 4)
        // A dry run may accept it, and leaves no trace.
        let dry = try await hospital.run("--dry-run", "--accept-removals")
        #expect(dry.standardOutput.contains("3 removed"))
        try await hospital.run()
        #expect(try hospital.calls().count == 4)
        try await hospital.run("--accept-removals")
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|0|0|1|3")
        try hospital.folder.write(
            ([Self.header] + rows).joined(separator: "\n"), to: "exports/tel/1.csv")
        try await hospital.run()
        try hospital.write("tel/1.csv", Self.header, rows[0], rows[1])
        try await hospital.run()
        #expect(try hospital.calls().count == 2)
        try await hospital.expectSameAfterRebuild()
    }

    @Test func `rows that fall back, or were handed on, are not removed: nothing to refuse`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        let rows = (1...4).map { "\($0);2026-03-02;Q1;answered" }
        func write(_ name: String, _ rows: some Sequence<String>) throws {
            try hospital.folder.write(
                ([Self.header] + rows).joined(separator: "\n"), to: "exports/tel/\(name).csv")
        }
        try write("1", rows)
        try write("2", rows)
        try await hospital.run()
        // All four fall back to the first file.
        try write("2", ["9;2026-03-02;Q1;answered"])
        try await hospital.run()
        #expect(try hospital.account("2.csv") == "loaded|1|0|0|0|1|0|0|0")
        #expect(try hospital.rows("SELECT count(*) FROM v_call WHERE file = '1.csv'") == ["4"])
        // Handed on to a file that arrives in the same run, later in the order.
        try write("1", rows.prefix(1))
        try write("3", rows.dropFirst())
        try await hospital.run()
        #expect(try hospital.account("1.csv") == "loaded|1|0|0|0|0|0|1|0")
        #expect(try hospital.rows("SELECT count(*) FROM v_call") == ["5"])
        // Of four rows brought, two held and both dropped: half is not more than half.
        try write("4", rows)
        try write("5", rows.prefix(2))
        try await hospital.run()
        try write("4", rows.prefix(2))
        try await hospital.run()
        #expect(try hospital.account("4.csv") == "loaded|2|0|0|2|0|0|0|0")
        try await hospital.expectSameAfterRebuild()
    }
}
