import Domain
import Testing

/// The oracle's own calendar, against days looked up in printed calendars.
@Suite struct `The plain calendar` {
    /// Sundays of Easter as published (Bureau des longitudes), month × 100 + day.
    static let easterSundays = [
        2015: 405, 2016: 327, 2017: 416, 2018: 401, 2019: 421, 2020: 412, 2021: 404, 2022: 417,
        2023: 409, 2024: 331, 2025: 420, 2026: 405, 2027: 328, 2028: 416, 2029: 401, 2030: 421,
        2031: 413, 2032: 328, 2033: 417, 2034: 409, 2035: 325, 2049: 418, 2076: 419,
    ]

    @Test(arguments: easterSundays.keys.sorted())
    func `finds Easter`(year: Int) {
        let easter = PlainCalendar.easter(year)
        #expect(easter.month * 100 + easter.day == Self.easterSundays[year])
    }

    @Test(arguments: [
        ("metropole", "2026-04-03", false), ("alsace-moselle", "2026-04-03", true),
        ("metropole", "2026-04-06", true), ("metropole", "2026-05-14", true),
        ("metropole", "2026-05-25", true), ("metropole", "2026-12-26", false),
        ("alsace-moselle", "2026-12-26", true), ("metropole", "2026-11-11", true),
        ("guadeloupe", "2026-05-27", true), ("martinique", "2026-05-22", true),
        ("guyane", "2026-06-10", true), ("la-reunion", "2026-12-20", true),
        ("mayotte", "2026-04-27", true), ("saint-barthelemy", "2026-10-09", true),
        ("saint-martin", "2026-05-28", true), ("metropole", "2026-05-28", false),
        ("metropole", "2026-07-14", true), ("metropole", "2026-08-15", true),
        ("metropole", "2026-11-01", true), ("metropole", "2026-12-25", true),
        ("metropole", "2026-01-01", true), ("metropole", "2026-05-01", true),
        ("metropole", "2026-05-08", true), ("metropole", "2026-04-05", false),
    ])
    func `knows the holidays of each zone`(zone: String, date: String, isHoliday: Bool) {
        #expect(PlainCalendar(zone: zone, closedDays: []).isHoliday(day(date)) == isHoliday)
    }

    // Easter 2026: Good Friday 3 April, Easter Monday 6 April. 6 March is a Friday.
    @Test(arguments: [
        ("metropole", "2026-03-06", "2026-03-09", 1),  // Friday to Monday: the Monday
        ("metropole", "2026-03-06", "2026-03-08", 0),  // Friday to Sunday: none
        ("metropole", "2026-03-07", "2026-03-09", 1),  // Saturday to Monday
        ("metropole", "2026-03-09", "2026-03-06", 0),  // negative counts as 0
        ("metropole", "2026-04-02", "2026-04-07", 2),  // Friday 3, Tuesday 7; Monday 6 is none
        ("alsace-moselle", "2026-04-02", "2026-04-07", 1),  // Tuesday 7 alone
        ("metropole", "2026-04-30", "2026-05-11", 5),  // 4, 5, 6, 7, 11 May; not 1 and 8
    ])
    func `counts working days after the start`(
        zone: String, start: String, end: String, count: Int
    ) {
        let calendar = PlainCalendar(zone: zone, closedDays: [])
        #expect(calendar.delay(from: day(start), to: day(end), working: true) == count)
    }

    @Test func `opens a holiday that is worked on a weekday, and closes closed days`() {
        let calendar = PlainCalendar(
            zone: "metropole",
            closedDays: [
                PlainClosedDay(day: day("2026-04-06"), isWorked: true),
                PlainClosedDay(day: day("2026-04-08")),
                PlainClosedDay(day: day("2026-08-15"), isWorked: true),  // a Saturday
            ])
        // 3, 6 and 7 April.
        #expect(calendar.delay(from: day("2026-04-02"), to: day("2026-04-08"), working: true) == 3)
        #expect(!calendar.isClosed(day("2026-04-06")))
        #expect(calendar.isClosed(day("2026-04-08")))
        #expect(calendar.isClosed(day("2026-08-15")))
        #expect(!calendar.isWorkingDay(day("2026-08-15")))
    }

    @Test(arguments: [
        ("2026-03-02", 7, false, "2026-03-09"),
        ("2026-03-02", 0, false, "2026-03-02"),
        ("2026-03-06", 0, true, "2026-03-08"),  // Saturday and Sunday add nothing to Friday
        ("2026-03-06", 1, true, "2026-03-09"),
        ("2026-04-02", 1, true, "2026-04-06"),  // Friday is 1; the weekend and Monday 6 add none
        ("2026-04-02", 2, true, "2026-04-07"),
        ("2026-03-07", 5, true, "2026-03-15"),  // 9 to 13 March, then the weekend
    ])
    func `takes the last day within the target as due day`(
        start: String, days: Int, working: Bool, due: String
    ) {
        let calendar = PlainCalendar(zone: "metropole", closedDays: [])
        #expect(calendar.dueDay(start: day(start), days: days, working: working) == day(due))
    }

    @Test(arguments: [
        ("week", "2026-01-01", "2026-W01", "2025-12-29", "2026-01-04"),
        ("week", "2027-01-03", "2026-W53", "2026-12-28", "2027-01-03"),
        ("week", "2026-03-02", "2026-W10", "2026-03-02", "2026-03-08"),
        ("month", "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"),
        ("quarter", "2026-05-08", "2026-Q2", "2026-04-01", "2026-06-30"),
        ("year", "2026-05-08", "2026", "2026-01-01", "2026-12-31"),
    ])
    func `finds periods`(type: String, date: String, code: String, first: String, last: String) {
        let period = PlainPeriod(type, around: day(date))
        #expect(period.code == code)
        #expect(period.first == day(first))
        #expect(period.last == day(last))
    }
}
