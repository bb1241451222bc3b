import Foundation
import Testing

/// Moments that clocks and calendars make difficult, as civil times of Europe/Paris (contract §2:
/// "Times are civil times in the pipeline's time zone; values with an offset, and epochs, are
/// converted to it").
@Suite struct `Days on which clocks change, and the ends of years` {
    /// What the export says, and when that call was; nil: a bad date.
    private static let moments: [(text: String, civil: String?)] = [
        // 29 March 2026: 02:30 does not exist; what says so is taken as it stands.
        ("2026-03-29 02:30:00", "2026-03-29 02:30:00"),
        ("2026-03-29T00:59:59Z", "2026-03-29 01:59:59"),
        ("2026-03-29T01:00:00Z", "2026-03-29 03:00:00"),
        ("2026-03-29T02:30:00+01:00", "2026-03-29 03:30:00"),
        ("1774745999", "2026-03-29 01:59:59"),
        ("1774746000", "2026-03-29 03:00:00"),
        // 25 October 2026: 02:30 comes twice, and is the same civil time twice.
        ("25/10/2026 02:30", "2026-10-25 02:30:00"),
        ("2026-10-25T00:30:00Z", "2026-10-25 02:30:00"),
        ("2026-10-25T01:30:00Z", "2026-10-25 02:30:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25 02:30:00"),
        ("2026-10-25T02:30:00+0100", "2026-10-25 02:30:00"),
        ("1792889999", "2026-10-25 02:59:59"),
        ("1792890000", "2026-10-25 02:00:00"),
        // Leap days.
        ("29/02/2028 23:59", "2028-02-29 23:59:00"),
        ("29/02/2027 10:00", nil),
        ("2100-02-29T10:00", nil),
        ("30/02/2028 10:00", nil),
        // Midnight, and the ends of years.
        ("28/02/2027 24:00", "2027-03-01 00:00:00"),
        ("28/02/2028 24:00", "2028-02-29 00:00:00"),
        ("2026-12-31T24:00:00", "2027-01-01 00:00:00"),
        ("2026-12-31T24:00:01", nil),
        ("31/12/2026 24:01", nil),
        ("2026-12-31T23:59:60", nil),
        ("2026-12-31T23:30:00Z", "2027-01-01 00:30:00"),
        ("2027-01-01T00:30:00+14:00", "2026-12-31 11:30:00"),
        ("2026-12-31T13:00:00-12:00", "2027-01-01 02:00:00"),
        // ISO weeks: 2026 has 53; 29 December 2025 is in week 1 of 2026.
        ("29/12/2025 10:00", "2025-12-29 10:00:00"),
        ("2027-01-03 23:59:59", "2027-01-03 23:59:59"),
        ("2027-01-04", "2027-01-04 00:00:00"),
    ]

    private func hospital() throws -> ContractFolder {
        var source = ContractSource.calls
        source.dialect = #"dateFormat: ["iso8601", "dd/MM/yyyy HH:mm", "epoch"]"#
        source.keys = "maxRejectRate: 1"
        let hospital = try ContractFolder([source])
        let rows = Self.moments.enumerated().map { "\($0);\($1.text);Q1;answered" }
        try hospital.folder.write(
            ([ContractFolder.callHeader] + rows).map { $0 + "\n" }.joined(),
            to: "exports/tel/1.csv")
        return hospital
    }

    @Test(arguments: ["UTC", "Europe/Paris", "America/New_York", "Pacific/Kiritimati"])
    func `are read alike wherever the command runs`(zone: String) async throws {
        let hospital = try hospital()
        let result = try await Shell.run(
            "TZ=\(zone) $KPI run $P --as-of 2028-12-31", in: hospital.folder)
        #expect(result.exitCode == 0, "\(result.standardError)")
        let lines = try hospital.rows("SELECT line, started_at FROM v_call")
        let expected = Self.moments.enumerated().compactMap { index, moment in
            moment.civil.map { "\(index + 2)|\($0)" }
        }
        #expect(lines.map { $0.replacing("T", with: " ") } == expected.sorted())
        let rejects = Self.moments.enumerated().filter { $0.element.civil == nil }
        #expect(
            try hospital.rejects() == rejects.map { "\($0.offset + 2)|DEBUT|bad_date" }.sorted())
        let weeks = try hospital.rows(
            """
            SELECT period, CAST(value AS INTEGER) FROM v_kpi
            WHERE kpi = 'calls_received' AND level = 'establishment' AND period_type = 'week'
                AND value > 0
            """)
        #expect(
            weeks == [
                "2026-W01|1", "2026-W13|6", "2026-W43|7", "2026-W53|5", "2027-W01|1", "2027-W09|1",
                "2028-W09|2",
            ])
    }
}
