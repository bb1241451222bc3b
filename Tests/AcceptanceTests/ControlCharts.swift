import Domain
import Foundation
import SQLiteStore
import Testing
import sample_hospital

/// The control charts of the sample tell its story, and hold to the figures beside them.
@Suite struct `The sample's control charts` {
    /// The warehouse of one run over the committed sample, for all tests of this suite.
    private static let warehouse = Task {
        let folder = try HospitalFolder()
        let pipeline = folder.url("Pipelines/chu-exemple")
        try FileManager.default.createDirectory(
            at: folder.url("Pipelines"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: SampleFolders.pipeline, to: pipeline)
        try FileManager.default.createSymbolicLink(
            at: folder.url("SampleData"), withDestinationURL: SampleFolders.sampleData)
        let result = try await CommandRun.run([
            "run", pipeline.appendingPathComponent("pipeline.json5").path, "--as-of",
            "\(Story.lastDay)", "--quiet",
        ])
        #expect(result.exitCode == 0, "\(result.standardError)")
        return folder
    }

    private func database() async throws -> (HospitalFolder, Database) {
        let folder = try await Self.warehouse.value
        let path = folder.url("var/chu-exemple/warehouse.sqlite").path
        return (folder, try Database(path: path, mode: .readOnly))
    }

    private func texts(_ database: Database, _ query: String) throws -> [String] {
        try database.rows(query) { $0.text(0) }
    }

    /// Monday of an ISO week, in SQL that has no such function.
    private func week(of day: CivilDate) -> String {
        ReportingPeriod(.week, containing: day).code
    }

    @Test func `the vacant post shows in the delays of its secretariat, and its filling too`()
        async throws
    {
        let (folder, database) = try await database()
        defer { withExtendedLifetime(folder) {} }
        let chart = """
            FROM v_control_chart WHERE period_type = 'week' AND level = 'secretariat'
                AND code = '\(Story.vacancySecretariat)' AND kpi = 'letter_delay_median'
            """
        let concerns = try texts(
            database,
            """
            SELECT period \(chart) AND point_type = 'concern'
                AND period BETWEEN '\(week(of: Story.vacancyFirstDay + 42))'
                    AND '\(week(of: Story.vacancyLastDay))'
            """)
        #expect(concerns.count >= 8)
        let rules = try texts(database, "SELECT DISTINCT rule \(chart) AND rule IS NOT NULL")
        #expect(Set(rules).isSuperset(of: ["outside", "trend"]))
        // Before, letters were sent as one would wish.
        let before = try texts(
            database,
            """
            SELECT point_type \(chart) AND period < '\(week(of: Story.vacancyFirstDay))'
                AND point_type = 'concern'
            """)
        #expect(before.isEmpty)
        let monthly = try texts(
            database,
            """
            SELECT period FROM v_control_chart WHERE period_type = 'month'
                AND code = '\(Story.vacancySecretariat)' AND kpi = 'stage_typing_delay_median'
                AND point_type = 'concern'
            """)
        #expect(!Set(monthly).isDisjoint(with: ["2026-04", "2026-05", "2026-06"]))
    }

    @Test func `the new switchboard shows where nobody has recalibrated`() async throws {
        let (folder, database) = try await database()
        defer { withExtendedLifetime(folder) {} }
        let types = try database.rows(
            """
            SELECT period >= '\(week(of: Story.switchboardDay))', point_type, count(*)
            FROM v_control_chart
            WHERE period_type = 'week' AND level = 'pole' AND code = 'P1'
                AND kpi = 'service_level' AND point_type <> 'common_cause'
            GROUP BY 1, 2
            """
        ) { "\($0.int(0) == 1 ? "after" : "before") \($0.text(1))" }
        #expect(types.contains("after improvement"))
        #expect(types.contains("before concern"))
        let signals = try texts(
            database,
            """
            SELECT kpi FROM v_signal WHERE period_type = 'month' AND level = 'pole' AND code = 'P1'
                AND variation = 'improvement' AND kpi IN ('abandon_rate', 'service_level')
            ORDER BY 1
            """)
        #expect(signals == ["abandon_rate", "service_level"])
    }

    @Test func `the recalibrated rate has limits of its own from that day on, and says why`()
        async throws
    {
        let (folder, database) = try await database()
        defer { withExtendedLifetime(folder) {} }
        let phases = try database.rows(
            """
            SELECT phase, min(period), max(mean) > 85, max(reason), max(limits)
            FROM v_control_chart
            WHERE period_type = 'week' AND level = 'establishment' AND kpi = 'answer_rate'
            GROUP BY phase ORDER BY phase
            """
        ) { row in (0..<5).map { row.text($0) } }
        #expect(phases.map { $0[0] } == ["1", "2"])
        #expect(phases.last?[1] == week(of: Story.switchboardDay))
        #expect(phases.map { $0[2] } == ["0", "1"])
        #expect(phases.first?[3] == "")
        #expect(phases.last?[3].contains("standard") == true)
        #expect(phases.map { $0[4] } == ["settled", "settled"])
        // The week of the outage still stands out.
        let outage = try texts(
            database,
            """
            SELECT rule FROM v_control_chart
            WHERE period_type = 'week' AND level = 'establishment' AND kpi = 'answer_rate'
                AND period = '\(week(of: Story.outageFirstDay))'
            """)
        #expect(outage == ["outside"])
    }

    @Test func `charts hold every value that is over, of the indicators that have one`()
        async throws
    {
        let (folder, database) = try await database()
        defer { withExtendedLifetime(folder) {} }
        let columns = "period_type, period, level, code, segment, kpi, value, target"
        let figures = """
            SELECT \(columns) FROM v_kpi
            WHERE is_provisional = 0 AND value IS NOT NULL AND (period_type = 'week' AND kpi IN (
                'letter_delay_median', 'letter_on_time_rate', 'letter_same_day_rate',
                'letters_sent', 'backlog_net_flow', 'answer_rate', 'service_level', 'wait_median',
                'calls_offered') OR period_type = 'month' AND kpi NOT IN ('backlog_to_dictate',
                'backlog_to_type', 'backlog_to_validate', 'backlog_to_send', 'backlog_total'))
            """
        let points = "SELECT \(columns) FROM v_control_chart"
        for (one, other) in [(figures, points), (points, figures)] {
            #expect(try database.scalar("SELECT count(*) FROM (\(one) EXCEPT \(other))") == 0)
        }
        #expect(
            try database.scalar("SELECT count(*) FROM (\(points))")
                == database.scalar("SELECT count(*) FROM (\(figures))"))
        let last = """
            SELECT count(*) FROM v_signal s WHERE s.last_period <> (SELECT max(c.period)
                FROM v_control_chart c WHERE c.period_type = s.period_type AND c.level = s.level
                AND c.code = s.code AND c.kpi = s.kpi AND c.segment = s.segment)
            """
        #expect(try database.scalar(last + " AND s.level = 'pole'") == 0)
    }

    @Test func `a dry run tells which signals a recalibration would change`() async throws {
        let folder = try HospitalFolder()
        let sample = try await Self.warehouse.value
        for name in ["Pipelines", "var", "SampleData"] {
            try FileManager.default.copyItem(at: sample.url(name), to: folder.url(name))
        }
        let pipeline = folder.url("Pipelines/chu-exemple")
        try folder.write(
            "indicateur;niveau;code;date;motif\n"
                + "service_level;pole;P1;04/05/2026;Standard\n",
            to: "Pipelines/chu-exemple/recalages.csv")
        let result = try await CommandRun.run([
            "run", pipeline.appendingPathComponent("pipeline.json5").path, "--as-of",
            "\(Story.lastDay)", "--dry-run",
        ])
        #expect(result.exitCode == 0, "\(result.standardError)")
        #expect(result.standardOutput.contains("0 indicator values would change"))
        #expect(
            result.standardOutput.contains(
                "months pole P1 service_level: improvement, consistently_missed → "))
    }
}
