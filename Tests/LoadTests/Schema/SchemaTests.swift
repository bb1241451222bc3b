import Domain
import SQLiteStore
import Testing

@testable import Load

/// Contract §6: the tables and views as the outside finds them.
struct SchemaTests {
    @Test(
        arguments: [
            (
                "v_kpi",
                """
                period_type period is_provisional level code label segment kpi title unit \
                direction numerator denominator value target alert status measured_to
                """
            ),
            (
                "v_backlog",
                """
                date secretariat stage stock entered left age_0_2 age_3_7 age_8_14 age_15_30 \
                age_over_30 oldest_days
                """
            ),
            (
                "v_control_chart",
                """
                period_type period level code segment kpi value mean lower_limit upper_limit rule \
                point_type phase
                """
            ),
            (
                "v_signal",
                """
                period_type level code segment kpi variation assurance last_period value target
                """
            ),
            ("v_run", "run_id started_at finished_at as_of status exit_code version"),
            (
                "v_file",
                """
                run_id source file status rows_read rows_ignored rows_rejected rows_superseded \
                rows_inserted rows_updated rows_unchanged rows_removed reason
                """
            ),
            ("v_reject", "run_id source file line column reason message"),
            ("v_unmapped", "source code rows first_day last_day"),
            ("v_publication", "month as_of is_provisional fingerprint run_id"),
        ])
    func `a view has the contract's columns in the contract's order`(
        view: String, columns: String
    ) throws {
        let test = try TestWarehouse()
        let expected = columns.split(separator: " ").map(String.init)
        let found = try test.database.prepare("SELECT * FROM \(view)").columnNames
        #expect(Array(found.prefix(expected.count)) == expected)
    }

    @Test(arguments: ["v_encounter", "v_letter", "v_call"])
    func `the facts' views show secretariat, pole, file and line`(view: String) throws {
        let test = try TestWarehouse()
        let columns = Set(try test.database.prepare("SELECT * FROM \(view)").columnNames)
        #expect(columns.isSuperset(of: ["source", "secretariat", "pole", "file", "line"]))
    }

    @Test func `the star has all its tables`() throws {
        let test = try TestWarehouse()
        let tables = Set(
            try test.lines("SELECT name FROM sqlite_schema WHERE type = 'table'"))
        #expect(
            tables.isSuperset(of: [
                "dim_date", "dim_time_slot", "dim_secretariat", "dim_unit",
                "bridge_unit_secretariat", "dim_letter_type", "dim_encounter_type", "dim_channel",
                "dim_call_outcome", "dim_kpi", "dim_source_file", "fact_encounter", "fact_letter",
                "fact_call", "fact_backlog_daily", "fact_kpi", "fact_control_phase",
                "fact_control_point", "fact_control_signal",
            ]))
    }

    @Test func `every table is strict and says its grain in its own DDL`() throws {
        let test = try TestWarehouse()
        let tables = try test.database.rows(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
        ) { (name: $0.text(0), sql: $0.text(1)) }
        #expect(tables.count > 20)
        for (name, sql) in tables {
            #expect(sql.contains("-- Grain: one row per "), "\(name)")
        }
        let loose = try test.lines(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                + "AND strict = 0 AND name NOT LIKE 'sqlite_%'")
        #expect(loose.isEmpty)
    }

    @Test func `the file says whose it is and which schema it holds`() throws {
        let test = try TestWarehouse()
        #expect(try test.database.applicationID() == 0x534B_5049)
        #expect(try test.database.userVersion() == Int32(StarSchema.version))
        #expect(try test.database.scalar("PRAGMA page_size") == 8192)
        try test.warehouse.commit()
        #expect(try test.warehouse.structuralFaults().isEmpty)
    }

    @Test func `half-hours cover the day, and outcomes are the contract's`() throws {
        let test = try TestWarehouse()
        let slots = try test.lines("SELECT * FROM dim_time_slot ORDER BY 1")
        #expect(slots.count == 48)
        #expect(slots.first == "0|00:00|00:30")
        #expect(slots[19...20] == ["19|09:30|10:00", "20|10:00|10:30"])
        #expect(slots.last == "47|23:30|24:00")
        #expect(
            try test.lines("SELECT outcome FROM dim_call_outcome ORDER BY 1")
                == ["abandoned", "answered", "deflected", "voicemail"])
    }

    // MARK: What tables refuse

    @Test(
        arguments: [
            // A day that the calendar does not have.
            """
            INSERT INTO dim_date VALUES
                (20635, '2026-06-31', 2026, '2026-Q2', '2026-06', '2026-W27', 2, 1, 0, NULL)
            """,
            "INSERT INTO dim_time_slot VALUES (48, '24:00', '24:30')",
            // Done, and without an end.
            "INSERT INTO fact_encounter VALUES (1, 1, 1, 1, NULL, 0, 1, 2)",
            "INSERT INTO fact_encounter VALUES (1, 1, 1, 1, 20000, 4, 1, 2)",
            """
            INSERT INTO fact_letter
            VALUES (1, 1, 1, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 1, 2)
            """,
            "INSERT INTO fact_call VALUES (1, 1, 1, 0, 1, 4, NULL, NULL, 0, 0, 1, 2)",
            "INSERT INTO fact_call VALUES (1, 1, 1, 0, 1, 0, NULL, NULL, 2, 0, 1, 2)",
            "INSERT INTO fact_generation VALUES ('patients', 1, 0)",
            "INSERT INTO fact_generation VALUES ('calls', 1, -1)",
            "INSERT INTO fact_backlog_daily VALUES (1, 1, 0, -1, 0, 0, 0, 0, 0, 0, 0, NULL)",
            "INSERT INTO fact_backlog_daily VALUES (1, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, NULL)",
            "INSERT INTO fact_kpi VALUES (1, 1, 1, '*', 0, 1, 1, 1.0, NULL, NULL, 'good', 1)",
            "INSERT INTO fact_control_point VALUES (1, 1, 5.0, NULL, 4, 1)",
            "INSERT INTO fact_control_point VALUES (1, 1, 5.0, NULL, 3, 5)",
            // A rule without news, and news without a rule.
            "INSERT INTO fact_control_point VALUES (1, 1, 5.0, NULL, 3, 0)",
            "INSERT INTO fact_control_point VALUES (1, 1, 5.0, NULL, NULL, 1)",
            "INSERT INTO fact_control_signal VALUES (1, 1, 'missed')",
            """
            INSERT INTO fact_control_phase VALUES
                (1, 'year', 'pole', 'A', 1, '*', 1, NULL, NULL, 3, 1.0, NULL, NULL, NULL, NULL)
            """,
            """
            INSERT INTO fact_control_phase VALUES
                (1, 'week', 'pole', 'A', 1, '*', 1, 20000, NULL, 3, 1.0, NULL, NULL, NULL, NULL)
            """,
            "INSERT INTO dim_source VALUES (1, 'x', 'patients', 0, '')",
            "INSERT INTO dim_source_file (source_key, path) VALUES (99, 'a.csv')",
            "INSERT INTO run VALUES (1, '', NULL, NULL, 'running', 0, '', NULL, NULL)",
            // STRICT: a text is no number.
            "INSERT INTO dim_source VALUES (1, 'x', 'calls', 'first', '')",
        ])
    func `a row that cannot be is refused`(sql: String) throws {
        let test = try TestWarehouse()
        let error = #expect(throws: DatabaseError.self) { try test.database.execute(sql) }
        #expect(error?.code.cause == .constraint)
    }

    @Test func `counts of a file that do not add up are refused`() throws {
        let test = try TestWarehouse()
        let run = try test.warehouse.startRun(
            RunRecord(
                startedAt: "2026-03-03T01:00:00Z", status: .failed, exitCode: 70, version: "1"))
        var counts = LoadCounts()
        counts.read = 3
        counts.inserted = 2
        #expect(throws: DatabaseError.self) {
            try test.warehouse.recordFile(
                run: run, source: "dpi", path: "a.csv", status: .loaded, counts: counts)
        }
        counts.rejected = 1
        // Removed rows are none of those read.
        counts.removed = 5
        _ = try test.warehouse.recordFile(
            run: run, source: "dpi", path: "a.csv", status: .loaded, counts: counts)
    }
}
