import Domain
import Foundation
import SQLiteStore
import Testing

/// Facts that go by their age, and figures that are closed by it.
@Suite struct `Retention` {
    private static let retention = "retention: { calls: 13, encounters: 17, letters: 17 }"
    private static let since = #"measureFrom: "2021-07-01""#
    /// Figures of calls are open from 2023-05, of letters from 2023-05 (2023-01 and 92 days).
    private static let last = day("2024-06-30")

    private func hospital(_ settings: String...) throws -> ContractFolder {
        let hospital = try ContractFolder(
            AgeingHospital.sources, settings: ([Self.since] + settings).joined(separator: ", "))
        try hospital.writeReference(
            "secretariats",
            """
            code;libelle;service;pole;libelle_pole;site;valide_du;valide_au
            S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;
            S2;Secrétariat 2;Chirurgie;P1;Pôle 1;Nord;;
            S3;Secrétariat 3;Ancien;P3;Pôle 3;Nord;;
            """)
        try hospital.writeReference("crosswalk", crosswalk(s1: "S1"))
        return hospital
    }

    private func crosswalk(s1: String) -> String {
        let rows =
            ["dpi;U1", "suivi;U1", "tel;Q1"].map { "\($0);\(s1);;" }
            + ["dpi;U2", "suivi;U2", "tel;Q2"].map { "\($0);S2;;" }
            + ["dpi;U3", "suivi;U3"].map { "\($0);S3;;" }
        return (["source;code_source;secretariat;valide_du;valide_au"] + rows)
            .joined(separator: "\n")
    }

    private func load(_ hospital: ContractFolder, _ asOf: CivilDate...) async throws {
        let data = AgeingHospital(seed: 4)
        for day in asOf {
            try data.write(to: hospital, through: day)
            try await hospital.run(asOf: "\(day)")
        }
    }

    private static let figures = [
        "v_kpi": "SELECT * FROM v_kpi",
        "v_backlog": "SELECT * FROM v_backlog",
        "delays": """
        SELECT p.period, d.level, d.code, d.from_days, d.letters
        FROM fact_letter_delay d JOIN dim_period p USING (period_key)
        """,
        "slots": """
        SELECT p.period, d.level, d.code, d.iso_weekday, d.time_slot_key, d.offered, d.answered
        FROM fact_call_slot d JOIN dim_period p USING (period_key)
        """,
        "v_control_chart": "SELECT * FROM v_control_chart",
        "days": """
        SELECT name, date_key, events FROM fact_source_daily JOIN dim_source USING (source_key)
        """,
    ]

    private func figures(_ hospital: ContractFolder) throws -> [String: [String]] {
        try Self.figures.mapValues { try hospital.rows($0) }
    }

    private func closedRows(_ hospital: ContractFolder) throws -> [String] {
        try hospital.rows(
            """
            SELECT k.* FROM v_kpi k JOIN dim_period p ON p.period = k.period
            WHERE p.first_day < \(day("2023-05-01").dayNumber)
            """)
            + hospital.rows("SELECT * FROM v_backlog WHERE date < '2023-05-01'")
    }

    // MARK: Figures

    /// Nobody can tell from the figures that facts are gone, however they came and went.
    @Test func `all figures are those of a warehouse that keeps everything`() async throws {
        let whole = try hospital()
        try await load(whole, Self.last)
        let expected = try figures(whole)

        let nightly = try hospital(Self.retention)
        try await load(
            nightly, day("2022-11-30"), day("2023-08-31"), day("2024-01-31"), Self.last)
        expectSame(expected, try figures(nightly), "night by night")
        try await nightly.run("--rebuild", asOf: "\(Self.last)")
        expectSame(expected, try figures(nightly), "rebuilt")

        let atOnce = try hospital(Self.retention)
        try await load(atOnce, Self.last)
        expectSame(expected, try figures(atOnce), "at once")
        expectSame(
            try nightly.folder.warehouseRows().everything(withKeys: false),
            try atOnce.folder.warehouseRows().everything(withKeys: false), "facts")

        try whole.define(AgeingHospital.sources, settings: Self.since + ", " + Self.retention)
        try await load(whole, Self.last)
        expectSame(expected, try figures(whole), "from now on")
    }

    @Test func `edits and late files leave what is closed alone, and change what is open`()
        async throws
    {
        let hospital = try hospital(Self.retention)
        try await load(hospital, day("2023-12-31"), Self.last)
        let closed = try closedRows(hospital)
        #expect(
            closed.contains { $0.contains("2022-W07") } && closed.contains { $0.contains("S3") })
        let before = try hospital.rows("SELECT * FROM v_kpi")
        try hospital.writeReference("crosswalk", crosswalk(s1: "S2"))
        try hospital.writeReference(
            "targets",
            "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au\n"
                + "answer_rate;etablissement;;*;90;;;")
        try hospital.writeReference("letterTypes", "code;libelle;delai_cible;jour_meme\nCR;CR;2;O")
        try hospital.write(
            "tel/late.csv", ContractFolder.callHeader, "X1;2022-05-03 10:00:00;Q1;answered",
            "X2;2024-05-06 10:00:00;Q1;answered")
        try await hospital.run(asOf: "\(Self.last)")
        #expect(try hospital.account("late.csv") == "loaded|2|1|0|0|1|0|0|0")
        #expect(try closedRows(hospital) == closed)
        #expect(try hospital.rows("SELECT * FROM v_kpi") != before)
        try await hospital.run("--rebuild", asOf: "\(Self.last)")
        #expect(try closedRows(hospital) == closed)
        // Neither a longer retention nor none, nor an earlier day, opens anything.
        for settings in ["", ", retention: { calls: 60, letters: 60 }"] {
            try hospital.define(AgeingHospital.sources, settings: Self.since + settings)
            for asOf in ["\(Self.last)", "2023-09-30", "\(Self.last)"] {
                try await hospital.run(asOf: asOf)
                #expect(try closedRows(hospital) == closed, "\(settings) \(asOf)")
            }
        }
        let report = try await hospital.folder.command(
            "report", asOf: Self.last, ["--month", "2022-02"])
        #expect(report.exitCode == 0, "\(report.standardError)")
    }

    // MARK: Facts

    @Test func `facts of before are gone, and letters that wait are there with their encounters`()
        async throws
    {
        let hospital = try hospital(Self.retention)
        try await load(hospital, Self.last)
        #expect(
            try hospital.rows("SELECT substr(min(started_at), 1, 7) FROM v_call") == ["2023-05"])
        let old = try hospital.rows(
            """
            SELECT l.dictated_on, e.ended_on FROM v_letter l
            LEFT JOIN v_encounter e USING (encounter_key)
            WHERE coalesce(l.sent_on, l.dictated_on) < '2023-01-01'
            """)
        #expect(!old.isEmpty && old.allSatisfy { !$0.hasSuffix("-") })
        #expect(
            try hospital.rows(
                """
                SELECT count(*) FROM v_letter WHERE sent_on < '2023-01-01' AND dictated_on < '2023-01-01'
                    OR status = 'cancelled' AND sent_on < '2023-01-01'
                """) == ["0"])
        #expect(
            try hospital.rows(
                """
                SELECT count(*) FROM v_encounter WHERE ended_on < '2023-01-01'
                    AND encounter_key NOT IN (SELECT encounter_key FROM v_letter
                        WHERE encounter_key IS NOT NULL)
                """) == ["0"])
        #expect(
            try hospital.rows(
                """
                SELECT count(*) FROM v_file WHERE rows_read <> rows_ignored + rows_rejected
                    + rows_superseded + rows_inserted + rows_updated + rows_unchanged
                """) == ["0"])
        #expect(try hospital.account("2021-08.csv").contains("loaded|20|20|0|0|0|0|0|0"))
    }

    @Test func `no byte of a fact that went is left in the file`() async throws {
        let hospital = try hospital(Self.retention)
        try await load(hospital, day("2023-06-30"))
        func keys() throws -> Set<Int64> {
            let database = try Database(path: hospital.folder.warehouse.path, mode: .readOnly)
            let keys = try database.rows(
                """
                SELECT call_key FROM fact_call UNION SELECT letter_key FROM fact_letter
                UNION SELECT encounter_key FROM fact_encounter
                """
            ) { $0.int64(0) }
            // Small integers take fewer bytes than eight.
            return Set(keys.filter { $0.magnitude > 1 << 50 })
        }
        let before = try keys()
        try await load(hospital, Self.last)
        let gone = try before.subtracting(keys())
        #expect(gone.count > 300)
        let bytes = try hospital.folder.contents(of: "var")
        for (name, content) in bytes where name.hasPrefix("warehouse") {
            var eights: Set<Int64> = []
            var last: UInt64 = 0
            for byte in content {
                last = last << 8 | UInt64(byte)
                eights.insert(Int64(bitPattern: last))
            }
            #expect(eights.isDisjoint(with: gone), "\(name)")
        }
        #expect(
            try hospital.rows(
                "SELECT count(*) FROM warehouse_setting WHERE name = 'compaction_due'") == ["0"])
    }

    @Test func `rejects go with the days of their file`() async throws {
        let hospital = try hospital(Self.retention)
        try hospital.write(
            "tel/a.csv", ContractFolder.callHeader, "1;2022-01-03 10:00:00;Q1;answered",
            "2;2022-01-03 10:00:00;Q1;ZZ")
        try hospital.write(
            "tel/b.csv", ContractFolder.callHeader, "3;2024-01-03 10:00:00;Q1;answered",
            "4;2022-01-03 10:00:00;Q1;ZZ")
        try await load(hospital, Self.last)
        #expect(try hospital.rows("SELECT file FROM v_reject") == ["b.csv"])
        #expect(try hospital.account("a.csv") == "loaded|2|1|1|0|0|0|0|0")
    }

    @Test func `old files may go too: a rebuild misses none of them`() async throws {
        let hospital = try hospital(Self.retention)
        try await load(hospital, Self.last)
        let before = try figures(hospital)
        for month in AgeingHospital.months where month.lastDay < day("2023-05-01") {
            try hospital.folder.remove("exports/tel/\(month.code).csv")
        }
        try await hospital.run("--rebuild", asOf: "\(Self.last)")
        expectSame(before, try figures(hospital), "rebuilt")
    }

    @Test func `a dry run lets nothing go`() async throws {
        let hospital = try hospital()
        try await load(hospital, Self.last)
        let before = try hospital.folder.contents(of: "var")
        try hospital.define(AgeingHospital.sources, settings: Self.since + ", " + Self.retention)
        let result = try await hospital.run("--dry-run", asOf: "\(Self.last)")
        #expect(result.standardOutput.contains("\n0 indicator values would change\n"))
        #expect(result.standardOutput.contains("rows would go by their age"))
        #expect(try hospital.folder.contents(of: "var") == before)
    }

    // MARK: The setting

    @Test(arguments: [
        ("{ calls: 0 }", "retention.calls"), ("{ calls: -3 }", "retention.calls"),
        ("{ calls: 1.5 }", "retention.calls"), (#"{ letters: "37" }"#, "retention.letters"),
        ("{ letter: 37 }", "retention.letter"), ("37", "retention"), ("[37]", "retention"),
        ("{ encounters: 4 }", "at least 5"),
        ("{ letters: 4 }, missingLetterDays: 200", "at least 9"),
        ("{ calls: 9999 }", "1200"),
    ])
    func `a retention that cannot be meant is a fault`(text: String, named: String) async throws {
        let hospital = try hospital("retention: " + text)
        let result = try await hospital.run(expecting: 78)
        #expect(result.standardError.contains(named))
    }
}
