import Domain
import Testing

/// What a low day is, at the edges of the rule.
@Suite struct UsualVolumeTests {
    private let calendar = WorkingCalendar(zone: .metropole)
    /// A Thursday; no public holiday falls on the eight before it.
    private let thursday = CivilDate(dayNumber: 20_734)

    @Test(
        arguments: [
            // Of 64 a day half and four roots meet: 32.
            (31, 64.0, true), (32, 64.0, false), (33, 64.0, false),
            // Above it half decides, below it the roots.
            (49, 100.0, true), (50, 100.0, false), (8, 30.0, true), (9, 30.0, false),
            // Too few a day for any rule.
            (0, 19.0, false), (0, 20.0, true),
        ])
    func `low is under half, and further down than chance goes`(
        events: Int, usual: Double, isLow: Bool
    ) {
        #expect(UsualVolume.isLow(events, usual: usual) == isLow)
    }

    @Test(arguments: [(3, false), (4, true), (5, true), (8, true)])
    func `a weekday needs four working days before it`(weeks: Int, isKnown: Bool) {
        #expect(thursday.isoWeekday == 4)
        let usual = UsualVolume.usual(
            on: thursday, since: thursday - 7 * weeks, calendar: calendar, events: { _ in 40 })
        #expect((usual == 40) == isKnown)
        #expect((usual == nil) == !isKnown)
    }

    @Test func `the median does not mind one bad day, and other weekdays are of no account`() {
        let usual = UsualVolume.usual(
            on: thursday, since: thursday - 100, calendar: calendar,
            events: {
                $0 == thursday - 7 ? 0 : $0.isoWeekday == 4 ? 50 : 900
            })
        #expect(usual == 50)
    }

    @Test func `weekends and holidays are neither judged nor judges`() throws {
        let ascension = try #require(CivilDate(iso8601: "2026-05-14"))
        #expect(!calendar.isWorkingDay(ascension))
        let low = UsualVolume.lowDays(
            from: ascension - 3, through: ascension + 60, since: ascension - 100,
            calendar: calendar,
            events: { calendar.isWorkingDay($0) && $0 != ascension + 7 ? 100 : 0 })
        #expect(low == [LowDay(day: ascension + 7, events: 0, usual: 100)])
    }

    @Test(arguments: [
        // Thursdays that brought something, of the four before; Wednesday is known.
        (1, nil), (2, 1), (3, 1), (4, 1),
    ])
    func `a day is overdue where its weekday usually brings something`(
        brought: Int, after days: Int?
    ) {
        let wednesday = thursday - 1
        func overdue(through end: CivilDate) -> CivilDate? {
            UsualVolume.overdueDay(
                after: wednesday, through: end, since: thursday - 28, calendar: calendar,
                events: { day in
                    (1...brought).contains { day == thursday - 7 * $0 } ? 5 : 0
                })
        }
        #expect(overdue(through: thursday) == days.map { wednesday + $0 })
        #expect(overdue(through: wednesday) == nil)
        // Neither a weekend nor a weekday without a history owes anything.
        #expect(overdue(through: thursday + 3) == overdue(through: thursday))
    }

    @Test func `an empty range has no day`() {
        #expect(
            UsualVolume.lowDays(
                from: thursday, through: thursday - 1, since: thursday - 100, calendar: calendar,
                events: { _ in 0 }
            ).isEmpty)
    }
}
