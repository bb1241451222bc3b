import Domain
import Testing

struct WorkingCalendarTests {
    @Test(arguments: [
        ("2026-05-07", true, "a Thursday"), ("2026-05-08", false, "a public holiday"),
        ("2026-05-09", false, "a Saturday"), ("2026-05-15", false, "a closed day"),
        ("2026-05-25", true, "a public holiday that is worked"),
        ("2026-08-15", false, "a public holiday on a Saturday, marked open"),
        ("2026-05-30", false, "a Saturday marked open"),
        ("2026-06-02", true, "a plain day marked open"),
    ])
    func `a working day`(text: String, isWorking: Bool, reason: Comment) throws {
        let closedDays = [
            ClosedDay(date: try day("2026-05-15"), label: "Pont", isOpen: false),
            ClosedDay(date: try day("2026-05-25"), label: "Solidarité", isOpen: true),
            ClosedDay(date: try day("2026-08-15"), label: "Assomption", isOpen: true),
            ClosedDay(date: try day("2026-05-30"), label: "Samedi", isOpen: true),
            ClosedDay(date: try day("2026-06-02"), label: "Mardi", isOpen: true),
        ]
        let calendar = WorkingCalendar(zone: .metropole, closedDays: closedDays)
        #expect(try calendar.isWorkingDay(day(text)) == isWorking, reason)
    }

    @Test func `the telephone's closed days are holidays and closed days, not weekends`() throws {
        let calendar = WorkingCalendar(
            zone: .metropole,
            closedDays: [
                ClosedDay(date: try day("2026-05-15"), label: "Pont", isOpen: false),
                ClosedDay(date: try day("2026-05-16"), label: "Pont", isOpen: false),
                ClosedDay(date: try day("2026-05-25"), label: "Solidarité", isOpen: true),
                ClosedDay(date: try day("2026-08-15"), label: "Assomption", isOpen: true),
            ])
        #expect(try calendar.isClosed(day("2026-05-08")))
        #expect(try calendar.isClosed(day("2026-05-15")))
        #expect(try calendar.isClosed(day("2026-05-16")))
        #expect(try calendar.isClosed(day("2026-08-15")))
        #expect(try !calendar.isClosed(day("2026-05-25")))
        #expect(try !calendar.isClosed(day("2026-05-09")))
    }

    @Test(arguments: HolidayZone.allCases)
    func `delays and due days are those of a plain loop`(zone: HolidayZone) throws {
        let closedDays = [
            ClosedDay(date: try day("2026-05-15"), label: "Pont", isOpen: false),
            ClosedDay(date: try day("2026-11-11"), label: "Armistice", isOpen: true),
        ]
        let calendar = WorkingCalendar(zone: zone, closedDays: closedDays)
        let holidays = Set(
            (2025...2027).flatMap { PublicHolidays.of(year: $0, zone: zone).map(\.date) })
        func isWorking(_ date: CivilDate) -> Bool {
            if date.isoWeekday > 5 { return false }
            if let marked = closedDays.first(where: { $0.date == date }) { return marked.isOpen }
            return !holidays.contains(date)
        }
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let start = try day("2025-12-01") + Int.random(in: 0...360, using: &generator)
            let end = start + Int.random(in: -10...40, using: &generator)
            var worked = 0
            var date = start + 1
            while date <= end {
                if isWorking(date) { worked += 1 }
                date = date + 1
            }
            #expect(calendar.delay(from: start, to: end, counted: .working) == worked)
            #expect(
                calendar.delay(from: start, to: end, counted: .calendar)
                    == max(0, end.days(since: start)))

            let days = Int.random(in: 0...12, using: &generator)
            for counted in DayCount.allCases {
                let due = calendar.dueDay(start: start, days: days, counted: counted)
                #expect(calendar.delay(from: start, to: due, counted: counted) <= days)
                #expect(calendar.delay(from: start, to: due + 1, counted: counted) == days + 1)
            }
        }
    }

    @Test(arguments: [
        ("2026-10-30", 0, "2026-11-01"),  // a Friday: through Sunday no working day has passed
        ("2026-10-30", 1, "2026-11-02"), ("2026-10-29", 0, "2026-10-29"),
        ("2026-11-09", 2, "2026-11-12"), ("2026-11-10", 0, "2026-11-11"),
    ])
    func `the due day is the last day whose delay is at most the target`(
        start: String, days: Int, due: String
    ) throws {
        let calendar = WorkingCalendar(zone: .metropole)
        #expect(
            try calendar.dueDay(start: day(start), days: days, counted: .working) == day(due))
    }

    @Test func `targets beyond the calendar give a day far away`() throws {
        let calendar = WorkingCalendar(zone: .metropole)
        let due = calendar.dueDay(
            start: try day("2026-01-01"), days: 1_000_000, counted: .working)
        #expect(due > CivilDate.lastPlausible)
    }

    @Test func `plausible years begin and end with whole calendars`() throws {
        let calendar = WorkingCalendar(zone: .metropole)
        #expect(try !calendar.isWorkingDay(day("2000-01-01")))
        #expect(try calendar.isWorkingDay(day("2000-01-03")))
        #expect(try calendar.isWorkingDay(day("2100-12-31")))
        #expect(
            calendar.delay(
                from: CivilDate.firstPlausible, to: CivilDate.lastPlausible, counted: .working)
                > 25_000)
    }
}
