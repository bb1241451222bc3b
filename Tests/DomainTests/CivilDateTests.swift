import Domain
import Testing

/// A day that the test knows to exist.
func day(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> CivilDate {
    try #require(CivilDate(iso8601: text), sourceLocation: location)
}

struct CivilDateTests {
    @Test func `the epoch is day 0`() throws {
        #expect(try day("1970-01-01").dayNumber == 0)
        #expect(try day("2000-03-01").dayNumber == 11_017)
        #expect(try day("1969-12-31").dayNumber == -1)
    }

    @Test func `every plausible day is its own parts, its text and the day after the last`() throws
    {
        var previous = CivilDate.firstPlausible - 1
        var weekday = previous.isoWeekday
        while previous < CivilDate.lastPlausible {
            let date = previous + 1
            let (year, month, day) = date.parts
            #expect(CivilDate(year: year, month: month, day: day) == date)
            #expect(CivilDate(iso8601: date.description) == date)
            #expect(previous < date)
            weekday = weekday % 7 + 1
            #expect(date.isoWeekday == weekday)
            previous = date
        }
    }

    @Test(arguments: [
        (2026, 6, 31), (2026, 2, 29), (2100, 2, 29), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
        (2026, 4, -1), (2026, 1, 32),
    ])
    func `a day that the calendar has not is none`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: [(2024, true), (2000, true), (2100, false), (2026, false)])
    func `leap years`(year: Int, isLeap: Bool) {
        #expect(CivilDate.isLeap(year) == isLeap)
        #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
    }

    @Test(arguments: [
        "2026-1-01", "26-01-01", "2026-01-01 ", "2026/01/01", "+026-01-01", "2026-01", "",
        "2026-01-0٣", "2026-02-30", "-026-01-01",
    ])
    func `only ISO 8601 is read`(text: String) {
        #expect(CivilDate(iso8601: text) == nil)
    }

    @Test(arguments: [
        ("2026-10-31", 6, 2026, 44), ("2026-01-01", 4, 2026, 1), ("2027-01-01", 5, 2026, 53),
        ("2027-01-04", 1, 2027, 1), ("2024-12-30", 1, 2025, 1), ("2020-12-31", 4, 2020, 53),
        ("2021-01-03", 7, 2020, 53), ("2023-01-01", 7, 2022, 52), ("2000-01-01", 6, 1999, 52),
    ])
    func `weekday and week of ISO 8601`(text: String, weekday: Int, year: Int, week: Int) throws {
        let date = try day(text)
        #expect(date.isoWeekday == weekday)
        #expect(date.isoWeek == (year, week))
    }

    @Test func `days between two days have a sign`() throws {
        #expect(try day("2026-03-01").days(since: day("2026-02-27")) == 2)
        #expect(try day("2026-02-27").days(since: day("2026-03-01")) == -2)
    }
}
