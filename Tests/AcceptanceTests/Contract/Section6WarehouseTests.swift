import Domain
import Foundation
import SQLiteStore
import Testing

/// Contract §6: the warehouse, as people and tools see it.
@Suite struct `Section 6: the warehouse` {
    private let hospital = PlainHospital.ordinary()
    private var asOf: CivilDate { hospital.settings.asOf }

    private func loaded() async throws -> HospitalFolder {
        let folder = try HospitalFolder(hospital)
        try await folder.load(asOf: asOf)
        return folder
    }

    private func open(_ folder: HospitalFolder, _ mode: OpenMode = .readOnly) throws -> Database {
        try Database(path: folder.warehouse.path, mode: mode)
    }

    // MARK: The file

    @Test func `every table is STRICT, names its grain, and keeps a rollback journal`()
        async throws
    {
        let database = try open(try await loaded())
        #expect(try database.applicationID() != 0)
        #expect(try database.userVersion() >= 1)
        #expect(try database.scalarText("PRAGMA journal_mode") == "delete")
        let loose = try database.rows(
            """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND strict = 0
            """
        ) { $0.text(0) }
        #expect(loose == [])
        let grainless = try database.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%-- %rain:%'"
        ) { $0.text(0) }
        #expect(grainless.filter { !$0.hasPrefix("sqlite_") } == [])
        #expect(try database.scalar("SELECT count(*) FROM dim_time_slot") == 48)
        for table in [
            "dim_date", "dim_secretariat", "dim_unit", "dim_letter_type", "dim_encounter_type",
            "dim_channel", "dim_call_outcome", "dim_kpi", "dim_source_file", "fact_encounter",
            "fact_letter", "fact_call", "fact_backlog_daily", "fact_kpi",
        ] {
            #expect(try database.scalar("SELECT count(*) FROM \(table)") != nil, "\(table)")
        }
    }

    @Test func `nothing lies beside the warehouse but its key and its lock`() async throws {
        let folder = try await loaded()
        let expected = [
            "reports", "warehouse.sqlite", "warehouse.sqlite.key", "warehouse.sqlite.lock",
        ]
        for options in [[], ["--rebuild"], ["--dry-run"], ["--dry-run", "--rebuild"]] {
            try await folder.load(asOf: asOf - 1, options)
            _ = try await folder.command("report", asOf: asOf - 2)
            _ = try await folder.command("status", asOf: nil)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.url("var").path)
            #expect(names.sorted() == expected, "\(options)")
        }
    }

    // MARK: Views

    /// The contract's columns with the types that their values may have.
    private static let views: [(name: String, columns: String)] = [
        (
            "v_kpi",
            "period_type text, period text, is_provisional integer, level text, code text, "
                + "label text, segment text, kpi text, title text, unit text, direction text, "
                + "numerator integer null, denominator integer null, value real null, "
                + "target real null, alert real null, status text, measured_to text"
        ),
        (
            "v_backlog",
            "date text, secretariat text, stage text, stock integer, entered integer, "
                + "left integer, age_0_2 integer, age_3_7 integer, age_8_14 integer, "
                + "age_15_30 integer, age_over_30 integer, oldest_days integer null"
        ),
        (
            "v_run",
            "run_id integer, started_at text, finished_at text null, as_of text null, "
                + "status text, exit_code integer, version text"
        ),
        (
            "v_file",
            "run_id integer, source text, file text, status text, rows_read integer, "
                + "rows_ignored integer, rows_rejected integer, rows_superseded integer, "
                + "rows_inserted integer, rows_updated integer, rows_unchanged integer, "
                + "rows_removed integer, reason text null"
        ),
        (
            "v_reject",
            "run_id integer, source text, file text, line integer, column text null, "
                + "reason text, message text"
        ),
        (
            "v_control_chart",
            "period_type text, period text, level text, code text, segment text, kpi text, "
                + "value real, mean real, lower_limit real null, upper_limit real null, "
                + "rule text null, point_type text, phase integer"
        ),
        (
            "v_signal",
            "period_type text, level text, code text, segment text, kpi text, variation text, "
                + "assurance text null, last_period text, value real, target real null"
        ),
        (
            "v_unmapped",
            "source text, code text, rows integer, first_day text null, last_day text null"
        ),
    ]

    @Test(arguments: views.map(\.name))
    func `views have the contract's columns in order, with values of their types`(
        view: String
    ) async throws {
        let folder = try HospitalFolder(hospital)
        let export = String(
            decoding: try folder.read("exports/suivi/2026-03.csv"), as: UTF8.self)
        // Some rejects, some refusals, some runs.
        let half = export.components(separatedBy: "2026-03-1").joined(separator: "2026-33-1")
        try folder.write(half, to: "exports/suivi/2026-03.csv")
        try folder.write("", to: "exports/tel/2026-02.csv")
        _ = try await folder.run(asOf: asOf)
        _ = try await folder.run(asOf: asOf)
        let database = try open(folder)
        let columns = try #require(Self.views.first { $0.name == view }).columns
            .components(separatedBy: ", ").map { $0.split(separator: " ").map(String.init) }
        let names = try database.prepare("SELECT * FROM \(view)").columnNames
        #expect(Array(names.prefix(columns.count)) == columns.map { $0[0] })
        #expect(try database.scalar("SELECT count(*) FROM \(view)") ?? 0 > 0)
        for column in columns {
            let types = try database.rows(
                "SELECT DISTINCT typeof(\"\(column[0])\") FROM \(view)"
            ) { $0.text(0) }
            #expect(
                Set(types).subtracting(column.dropFirst()) == [], "\(view).\(column[0]): \(types)")
        }
    }

    @Test func `codes, words and days of the views are the contract's`() async throws {
        let database = try open(try await loaded())
        let words: [(query: String, words: Set<String>)] = [
            ("SELECT DISTINCT period_type FROM v_kpi", ["month", "week", "quarter", "year"]),
            ("SELECT DISTINCT level FROM v_kpi", ["establishment", "pole", "secretariat"]),
            ("SELECT DISTINCT direction FROM v_kpi", ["higher", "lower", "none"]),
            ("SELECT DISTINCT code FROM v_kpi WHERE level = 'establishment'", ["*"]),
            (
                "SELECT DISTINCT stage FROM v_backlog",
                ["to_dictate", "to_type", "to_validate", "to_send"]
            ),
            ("SELECT DISTINCT period FROM v_kpi WHERE period_type = 'quarter'", ["2026-Q1"]),
            ("SELECT DISTINCT period FROM v_kpi WHERE period_type = 'year'", ["2026"]),
            ("SELECT DISTINCT as_of FROM v_run", ["2026-03-31"]),
            ("SELECT DISTINCT status FROM v_file", ["loaded"]),
        ]
        for (query, expected) in words {
            let found = Set(try database.rows(query) { $0.text(0) })
            #expect(found == expected, "\(query)")
        }
        for query in [
            "SELECT count(*) FROM v_kpi WHERE measured_to <> date(measured_to, '+0 days')",
            "SELECT count(*) FROM v_backlog WHERE date <> date(date, '+0 days')",
            "SELECT count(*) FROM v_kpi WHERE period_type = 'week' AND period NOT GLOB '2026-W??'",
            "SELECT count(*) FROM v_kpi WHERE value BETWEEN -1e-9 AND -1e-300",
            "SELECT count(*) FROM v_run WHERE started_at NOT GLOB '20??-??-??T??:??:??Z'",
            "SELECT count(*) FROM v_backlog WHERE (stock = 0) <> (oldest_days IS NULL)",
        ] {
            #expect(try database.scalar(query) == 0, "\(query)")
        }
    }

    // MARK: Readers and writers

    @Test func `a reader during a run sees the old state, and holds back no more than its commit`()
        async throws
    {
        let folder = try await loaded()
        let reader = try open(folder)
        try reader.execute("BEGIN")
        let count = "SELECT count(*) FROM v_letter"
        let old = try reader.scalar(count)
        try folder.writeExports(of: hospital.withoutLetters { $0.id.hasSuffix("L-2") })
        let run = try Shell.start("exec $KPI run $P --as-of 2026-03-31 --quiet", in: folder)
        try await Task.sleep(for: .milliseconds(700))
        #expect(try reader.scalar(count) == old)
        try reader.execute("COMMIT")
        #expect(try await run.end().exitCode == 0)
        #expect(try reader.scalar(count) == old.map { $0 - 1 })
    }

    @Test func `a journal that a killed run left is played back, also before a rebuild`()
        async throws
    {
        for command in [
            "run $P --as-of 2026-03-30", "run $P --rebuild --as-of 2026-03-30", "status $P",
            "run $P --dry-run --as-of 2026-03-30", "report $P",
        ] {
            let folder = try await loaded()
            let rows = try folder.warehouseRows().sortedRows(of: "SELECT * FROM v_letter")
            try leaveHotJournal(folder)
            let result = try await Shell.run("$KPI \(command)", in: folder)
            #expect(result.exitCode == 0, "\(command): \(result.standardError)")
            #expect(!folder.exists("var/warehouse.sqlite-journal"), "\(command)")
            #expect(
                try folder.warehouseRows().sortedRows(of: "SELECT * FROM v_letter") == rows,
                "\(command)")
        }
    }

    /// Leaves file and journal as a process leaves them that is killed while it commits.
    private func leaveHotJournal(_ folder: HospitalFolder) throws {
        let writer = try open(folder, .readWrite)
        try writer.execute(
            """
            PRAGMA cache_size = 2;
            BEGIN;
            DELETE FROM fact_letter;
            UPDATE fact_kpi SET value = -1;
            """)
        for suffix in ["", "-journal"] {
            try folder.write(
                try folder.read("var/warehouse.sqlite" + suffix), to: "torn" + suffix)
        }
        try writer.execute("ROLLBACK")
        writer.close()
        for suffix in ["", "-journal"] {
            try folder.write(
                try folder.read("torn" + suffix), to: "var/warehouse.sqlite" + suffix)
            try folder.remove("torn" + suffix)
        }
        #expect(folder.exists("var/warehouse.sqlite-journal"))
    }

    // MARK: Files that are not ours, or not of this version

    @Test(arguments: [
        "PRAGMA application_id = 0", "PRAGMA user_version = 999",
    ])
    func `78: another program's database, or a newer schema, is refused and untouched`(
        doctoring: String
    ) async throws {
        let folder = try await loaded()
        let writer = try open(folder, .readWrite)
        try writer.execute(doctoring)
        writer.close()
        let before = try folder.contents(of: "var")
        for command in ["run", "report", "status"] {
            for options in command == "run" ? [[], ["--rebuild"], ["--dry-run"]] : [[]] {
                let result = try await folder.command(command, asOf: nil, options)
                #expect(result.exitCode == 78, "\(command) \(options)")
                #expect(result.standardError.contains("warehouse.sqlite"))
            }
        }
        #expect(HospitalFolder.differing(before, try folder.contents(of: "var")) == [])
    }

    @Test func `78: a file that is no database is refused and untouched`() async throws {
        let folder = try HospitalFolder(hospital)
        for content in ["a spreadsheet, long enough to be one\n", ""] {
            try folder.write(
                String(repeating: content, count: 100), to: "var/warehouse.sqlite")
            try folder.write("0123456789abcdef0123456789abcdef\n", to: "var/warehouse.sqlite.key")
            let before = try folder.contents(of: "var")
            for command in ["run", "report", "status"] {
                let result = try await folder.command(command, asOf: nil)
                #expect(result.exitCode == 78, "\(command) \(content)")
            }
            #expect(HospitalFolder.differing(before, try folder.contents(of: "var")) == [])
        }
    }

    @Test func `74: status tells of a damaged warehouse`() async throws {
        let folder = try await loaded()
        var bytes = try folder.read("var/warehouse.sqlite")
        for position in stride(from: 3 * 8192, to: min(bytes.count, 30 * 8192), by: 97) {
            bytes[position] = 0xA5
        }
        try folder.write(bytes, to: "var/warehouse.sqlite")
        let result = try await folder.command("status", asOf: nil)
        #expect(result.exitCode == 74)
        #expect(try await folder.run(asOf: asOf - 1).exitCode == 74)
        #expect(folder.months() == ["2026-03"])
    }

    // MARK: The published warehouse

    @Test func `the published warehouse holds indicators and backlogs, no facts`() async throws {
        let folder = try HospitalFolder(hospital)
        try folder.writeDefinition(
            of: hospital, extraKeys: ["publishedWarehouse: \"var/out/published.sqlite\""])
        try await folder.load(asOf: asOf)
        let whole = try open(folder)
        let copy = try Database(path: folder.url("var/out/published.sqlite").path, mode: .readOnly)
        let tables = try copy.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") {
            $0.text(0)
        }
        #expect(
            tables.filter { !$0.hasPrefix("dim_") && $0 != "bridge_unit_secretariat" }.sorted()
                == [
                    "fact_backlog_daily", "fact_control_phase", "fact_control_point",
                    "fact_control_signal", "fact_kpi",
                ])
        for view in ["v_kpi", "v_backlog", "v_control_chart", "v_signal"] {
            let query = "SELECT * FROM \(view)"
            let one = try WarehouseRows(path: folder.warehouse.path).sortedRows(of: query)
            let other = try WarehouseRows(path: folder.url("var/out/published.sqlite").path)
                .sortedRows(of: query)
            #expect(one == other && !one.isEmpty, "\(view)")
        }
        #expect(try copy.applicationID() == whole.applicationID())
        #expect(try copy.integrityCheck() == [])
        #expect(try copy.foreignKeyCheck() == [])
        let bytes = String(decoding: try folder.read("var/out/published.sqlite"), as: UTF8.self)
        #expect(!bytes.contains(PlainExport.canary))
        // It follows the next run, and a refused file does not hold it back.
        try folder.write("", to: "exports/tel/2026-03.csv")
        try await folder.load(asOf: asOf - 1, exitCode: 65)
        let next = try Database(path: folder.url("var/out/published.sqlite").path, mode: .readOnly)
        #expect(
            try next.scalarText("SELECT max(measured_to) FROM v_kpi") == "2026-03-30")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url("var/out").path)
                == ["published.sqlite"])
    }
}
