import SQLiteStore
import Testing

@testable import Load

/// STYLE, house rule 5: every load ends with checks that must find nothing; each finds its fault.
struct IntegrityCheckTests {
    @Test func `a good warehouse keeps every promise`() throws {
        let test = try TestWarehouse()
        try test.warehouse.verify()
        try TestFigures().store(in: test)
        try test.warehouse.verify()
    }

    /// A fault, and the promise that it breaks.
    static let faults: [(sql: String, promise: String)] = [
        (
            "DELETE FROM dim_encounter_type",
            "every dimension row that fact_encounter names is there"
        ),
        (
            "UPDATE fact_encounter SET unit_key = 99",
            "every dimension row that fact_encounter names is there"
        ),
        (
            "UPDATE fact_encounter SET source_file_key = 99",
            "every dimension row that fact_encounter names is there"
        ),
        ("DELETE FROM dim_letter_type", "every dimension row that fact_letter names is there"),
        ("DELETE FROM dim_channel", "every dimension row that fact_letter names is there"),
        (
            "UPDATE fact_letter SET source_key = 99",
            "every dimension row that fact_letter names is there"
        ),
        (
            "UPDATE fact_call SET unit_key = 99",
            "every dimension row that fact_call names is there"
        ),
        (
            "UPDATE fact_call SET source_key = 99 WHERE call_key = 1",
            "every dimension row that fact_call names is there"
        ),
        (
            "UPDATE fact_call SET started_at = started_at + 86400 WHERE call_key = 2",
            "every dimension row that fact_call names is there"
        ),
        (
            "UPDATE fact_source_daily SET source_key = 99 WHERE source_key = 2",
            "every dimension row that fact_source_daily names is there"
        ),
        (
            "UPDATE fact_backlog_daily SET perimeter_key = 99 WHERE perimeter_key = 4",
            "every dimension row that fact_backlog_daily names is there"
        ),
        (
            "UPDATE fact_backlog_daily SET date_key = date_key + 1000",
            "every dimension row that fact_backlog_daily names is there"
        ),
        ("DELETE FROM dim_period", "every dimension row that fact_kpi names is there"),
        ("DELETE FROM dim_kpi", "every dimension row that fact_kpi names is there"),
        (
            "UPDATE fact_kpi SET perimeter_key = 99 WHERE perimeter_key = 1",
            "every dimension row that fact_kpi names is there"
        ),
        (
            "UPDATE dim_source_file SET rows_held = rows_held + 1 WHERE source_file_key = 1",
            "every file holds as many facts as the ledger says"
        ),
        (
            "DELETE FROM fact_call WHERE call_key = 1",
            "every file holds as many facts as the ledger says"
        ),
        (
            """
            UPDATE fact_backlog_daily SET entered = entered + 1
            WHERE stage = 1 AND date_key = (SELECT max(date_key) FROM fact_backlog_daily)
            """,
            "a stock is the day before's, plus what entered, minus what left"
        ),
        (
            "UPDATE fact_backlog_daily SET age_3_7 = age_3_7 + 1 WHERE stage = 3",
            "the ages of a stock add up to it, and an empty stock has no oldest letter"
        ),
        (
            "UPDATE fact_backlog_daily SET oldest_days = 0 WHERE stock = 0",
            "the ages of a stock add up to it, and an empty stock has no oldest letter"
        ),
        (
            """
            UPDATE fact_backlog_daily SET stock = stock + 1, age_0_2 = age_0_2 + 1
            WHERE stage = 1 AND perimeter_key =
                (SELECT perimeter_key FROM dim_perimeter WHERE code = 'S1')
            """,
            "a secretariat's backlog of a period is that of its last day measured"
        ),
        (
            change("backlog_total", by: 1, of: "all"),
            "the four queues add up to the backlog in all"
        ),
        (
            change("calls_out_of_hours", by: 1, of: "all"),
            "every received call is in exactly one class"
        ),
        (change("answer_rate", by: -1, of: "pole"), "every received call is in exactly one class"),
        (
            change("letter_on_time_rate", by: 2, of: "all"),
            "what a rate counts is a part of its whole"
        ),
        (
            "UPDATE fact_kpi SET value = value + 0.1 WHERE denominator IS NOT NULL",
            "what a rate counts is a part of its whole"
        ),
        (
            change("letters_sent", by: 1, of: "secretariat"),
            "what secretariats count, and what poles count, adds up to the establishment's"
        ),
        (
            change("letters_sent", by: -1, of: "pole"),
            "what secretariats count, and what poles count, adds up to the establishment's"
        ),
        (
            change("backlog_net_flow", by: 1, of: "establishment"),
            "what secretariats count, and what poles count, adds up to the establishment's"
        ),
        (
            "UPDATE fact_control_phase SET kpi_key = 99 WHERE control_phase_key = 1",
            "every dimension row that fact_control_phase names is there"
        ),
        (
            "UPDATE fact_control_point SET period_key = 99 WHERE control_phase_key = 1",
            "every dimension row that fact_control_point names is there"
        ),
        (
            "INSERT INTO fact_control_point VALUES (9999, 1, 1.0, NULL, NULL, 0)",
            "every dimension row that fact_control_point names is there"
        ),
        (
            "DELETE FROM fact_kpi WHERE kpi_key = (\(key("service_level")))",
            "every figure that is charted is one point of its control chart"
        ),
        (
            """
            DELETE FROM fact_control_signal WHERE control_phase_key = 1;
            DELETE FROM fact_control_point WHERE control_phase_key = 1;
            DELETE FROM fact_control_phase WHERE control_phase_key = 1
            """,
            "every figure that is charted is one point of its control chart"
        ),
        (
            "UPDATE fact_control_point SET value = value + 1 WHERE control_phase_key = 1",
            "every figure that is charted is one point of its control chart"
        ),
        (
            "UPDATE fact_control_phase SET points = 2 WHERE control_phase_key = 1",
            "every phase of a control chart has as many points as it says"
        ),
        (
            limits("mean - 3", "mean - 2", "mean - 1", "mean + 3"),
            "limits lie around their mean, and special causes are told only by limits"
        ),
        (
            "UPDATE fact_control_phase SET upper_limit = mean + 1 WHERE control_phase_key = 1",
            "limits lie around their mean, and special causes are told only by limits"
        ),
        (
            "UPDATE fact_control_point SET rule = 3, point_type = 2 WHERE control_phase_key = 1",
            "limits lie around their mean, and special causes are told only by limits"
        ),
        (
            "UPDATE fact_control_phase SET mean = mean + 9; "
                + limits("mean - 3", "mean - 2", "mean + 2", "mean + 3"),
            "a point is outside the limits where its rule says so, and nowhere else"
        ),
        (
            limits("mean - 3", "mean - 2", "mean + 2", "mean + 3")
                + "; UPDATE fact_control_point SET rule = 0, point_type = 2",
            "a point is outside the limits where its rule says so, and nowhere else"
        ),
        (
            "DELETE FROM fact_control_signal WHERE control_phase_key = 1",
            "every series has one signal, at its last point"
        ),
        (
            "UPDATE fact_control_signal SET period_key = 99 WHERE control_phase_key = 2",
            "every series has one signal, at its last point"
        ),
        (
            "INSERT INTO fact_control_signal VALUES (9999, 1, NULL)",
            "every series has one signal, at its last point"
        ),
        (
            """
            DELETE FROM fact_kpi WHERE segment = 'CR' AND perimeter_key IN
                (SELECT perimeter_key FROM dim_perimeter WHERE level = 'secretariat')
            """,
            "what secretariats count, and what poles count, adds up to the establishment's"
        ),
        (
            "UPDATE fact_letter_delay SET letters = letters + 1 WHERE level = 'pole'",
            "letters by delay add up to the letters sent of their month"
        ),
        (
            "UPDATE fact_letter_delay SET code = 'Z' WHERE code = 'S1'",
            "letters by delay add up to the letters sent of their month"
        ),
        (
            "DELETE FROM fact_call_slot WHERE level = 'establishment' AND time_slot_key = 18",
            "calls by half-hour add up to the calls offered of their month"
        ),
    ]

    private static func key(_ kpi: String) -> String {
        "SELECT kpi_key FROM dim_kpi WHERE kpi = '\(kpi)'"
    }

    private static func limits(
        _ lower: String, _ nearLower: String, _ nearUpper: String, _ upper: String
    ) -> String {
        """
        UPDATE fact_control_phase SET lower_limit = \(lower), near_lower_limit = \(nearLower),
            near_upper_limit = \(nearUpper), upper_limit = \(upper)
        """
    }

    static func change(_ kpi: String, by change: Int, of level: String) -> String {
        """
        UPDATE fact_kpi SET numerator = numerator + \(change),
            value = CASE WHEN denominator IS NULL THEN value
                ELSE 100.0 * (numerator + \(change)) / denominator END
        WHERE kpi_key = (SELECT kpi_key FROM dim_kpi WHERE kpi = '\(kpi)')
            AND perimeter_key IN (SELECT perimeter_key FROM dim_perimeter
                WHERE level = '\(level)' OR '\(level)' = 'all')
        """
    }

    @Test(arguments: faults)
    func `a fault breaks its promise`(sql: String, promise: String) throws {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        try test.database.execute(sql)
        let failure = #expect(throws: IntegrityFailure.self) { try test.warehouse.verify() }
        #expect(failure?.promise == promise)
        #expect(failure?.rows ?? 0 > 0)
    }

    /// Faults in rows that no store wrote: only a look at everything finds them.
    static let strays: Set<String> = [
        "UPDATE fact_backlog_daily SET perimeter_key = 99 WHERE perimeter_key = 4",
        "UPDATE fact_backlog_daily SET date_key = date_key + 1000",
        "INSERT INTO fact_control_point VALUES (9999, 1, 1.0, NULL, NULL, 0)",
        "INSERT INTO fact_control_signal VALUES (9999, 1, NULL)",
    ]

    @Test(arguments: faults.filter { !strays.contains($0.sql) })
    func `a fault in what a run wrote is found by looking at that alone`(
        sql: String, promise: String
    ) throws {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        try test.warehouse.verify(.written(facts: nil))
        try test.database.execute(sql)
        let failure = #expect(throws: IntegrityFailure.self) {
            try test.warehouse.verify(.written(facts: nil))
        }
        #expect(failure?.promise == promise)
    }

    @Test func `what a run did not write is looked at by those who look at everything`() throws {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        let warehouse = try test.reopened()
        defer { warehouse.close() }
        try warehouse.database.execute(Self.change("backlog_total", by: 1, of: "all"))
        try warehouse.database.execute("UPDATE fact_call SET unit_key = 99")
        try warehouse.verify(.written(facts: FactEvidence()))
        let failure = #expect(throws: IntegrityFailure.self) { try warehouse.verify() }
        #expect(failure?.promise == "every dimension row that fact_call names is there")
    }

    @Test func `facts of a run are checked by what is known of them`() throws {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        let all = try test.warehouse.factEvidence()
        #expect(all.held.values.sorted() == [1, 1, 2])
        #expect(all.named["fact_call"]?["source_key"]?.count == 1)
        let file = try #require(all.held.first { $0.value == 2 }?.key)
        try test.warehouse.verify(.written(facts: FactEvidence(held: [file: 2])))
        let short = FactEvidence(held: [file: 1])
        #expect(throws: IntegrityFailure.self) { try test.warehouse.verify(.written(facts: short)) }
        let stranger = FactEvidence(named: ["fact_call": ["unit_key": [99]]])
        #expect(throws: IntegrityFailure.self) {
            try test.warehouse.verify(.written(facts: stranger))
        }
    }

    @Test func `every promise is broken by some fault`() {
        let broken = Set((Self.faults + FrozenMonthTests.faults).map(\.promise))
        #expect(IntegrityChecks.all.map(\.promise).filter { !broken.contains($0) }.isEmpty)
    }

    @Test func `the file's own faults are told by its structure`() throws {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        try test.warehouse.commit()
        #expect(try test.warehouse.structuralFaults().isEmpty)
        try test.database.execute("PRAGMA foreign_keys = OFF; DELETE FROM dim_source")
        #expect(try !test.warehouse.structuralFaults().isEmpty)
    }
}
