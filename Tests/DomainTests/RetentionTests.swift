import Domain
import Testing

@Suite struct `Retention boundaries` {
    private func date(_ text: String) -> CivilDate? { CivilDate(iso8601: text) }

    @Test(arguments: [
        ("2026-10-31", 13, "2025-09-01"), ("2026-10-01", 13, "2025-09-01"),
        ("2026-09-30", 13, "2025-08-01"), ("2026-01-31", 1, "2025-12-01"),
        ("2026-12-31", 12, "2025-12-01"), ("2024-02-29", 37, "2021-01-01"),
        ("2026-03-31", 1200, "1926-03-01"),
    ])
    func `facts are kept from the first day of a month`(asOf: String, months: Int, first: String)
        throws
    {
        let retention = Retention(months: [.calls: months])
        #expect(retention.firstDayKept(.calls, asOf: try #require(date(asOf))) == date(first))
        #expect(retention.firstDayKept(.letters, asOf: try #require(date(asOf))) == nil)
    }

    @Test(arguments: [
        // 92 days after 1 September is 2 December; after 1 October and 1 November, 1 January and
        // 1 February; a missing letter that stays 200 days is gone after 201.
        ("2025-09-01", 90, "2026-01-01"), ("2025-10-01", 90, "2026-01-01"),
        ("2025-11-01", 0, "2026-02-01"), ("2025-09-01", 91, "2026-01-01"),
        ("2025-09-01", 200, "2026-04-01"), ("2025-09-01", 211, "2026-04-01"),
        ("2025-09-01", 212, "2026-05-01"),
    ])
    func `letters are measured from the first month that nothing before it bears on`(
        kept: String, missingLetterDays: Int, open: String
    ) throws {
        let kept = try #require(date(kept))
        for days: [SourceKind: CivilDate] in [
            [.letters: kept], [.encounters: kept], [.letters: kept, .encounters: kept - 400],
            [.letters: kept - 31, .encounters: kept, .calls: kept + 900],
        ] {
            #expect(
                Retention.firstDayOpen(.letters, kept: days, missingLetterDays: missingLetterDays)
                    == date(open))
        }
        #expect(
            Retention.firstDayOpen(
                .calls, kept: [.calls: kept], missingLetterDays: missingLetterDays) == kept)
        #expect(
            Retention.firstDayOpen(
                .calls, kept: [.letters: kept], missingLetterDays: missingLetterDays) == nil)
    }

    @Test(arguments: [0, 27, 90, 91, 92, 111, 112, 365, 3650])
    func `with the fewest months the last complete month is measured, whatever the day`(
        missingLetterDays: Int
    ) throws {
        for kind in SourceKind.allCases {
            let subject: IndicatorSubject = kind == .calls ? .calls : .letters
            let fewest = Retention.fewestMonths(kind, missingLetterDays: missingLetterDays)
            let year = Retention.monthsOfAYear(kind, missingLetterDays: missingLetterDays)
            for offset in 0..<1500 {
                let asOf = try #require(date("2023-01-01")) + offset
                func open(_ months: Int) throws -> CivilDate {
                    let retention = Retention(months: [kind: months])
                    let kept = try #require(retention.firstDayKept(kind, asOf: asOf))
                    return try #require(
                        Retention.firstDayOpen(
                            subject, kept: [kind: kept], missingLetterDays: missingLetterDays))
                }
                #expect(
                    try open(fewest) <= ReportingPeriod(.month, containing: asOf).previous.firstDay)
                #expect(try open(year) <= ReportingPeriod(.year, containing: asOf).firstDay)
            }
        }
    }

    @Test func `a period that begins before the boundary is closed, whenever it ends`() throws {
        let first = try #require(date("2025-10-01"))
        let closed = ClosedFigures(firstDayOpen: [.letters: first])
        for type in PeriodType.allCases {
            let period = ReportingPeriod(type, containing: first - 1)
            #expect(closed.holds(period, .letters))
            #expect(!closed.holds(period, .calls))
        }
        // A Wednesday: its week began in September; its quarter begins with it.
        #expect(closed.holds(ReportingPeriod(.week, containing: first), .letters))
        #expect(closed.holds(ReportingPeriod(.year, containing: first), .letters))
        #expect(!closed.holds(ReportingPeriod(.month, containing: first), .letters))
        #expect(!closed.holds(ReportingPeriod(.quarter, containing: first), .letters))
        #expect(closed.holdsBacklog(of: first - 1) && !closed.holdsBacklog(of: first))
    }
}
