import Domain
import Testing

struct ReportingPeriodTests {
    @Test(arguments: [
        (PeriodType.month, "2026-10-15", "2026-10", "2026-10-01", "2026-10-31"),
        (.month, "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"),
        (.week, "2026-10-31", "2026-W44", "2026-10-26", "2026-11-01"),
        (.week, "2027-01-01", "2026-W53", "2026-12-28", "2027-01-03"),
        (.week, "2024-12-31", "2025-W01", "2024-12-30", "2025-01-05"),
        (.quarter, "2026-10-01", "2026-Q4", "2026-10-01", "2026-12-31"),
        (.quarter, "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31"),
        (.quarter, "2026-05-15", "2026-Q2", "2026-04-01", "2026-06-30"),
        (.year, "2026-12-31", "2026", "2026-01-01", "2026-12-31"),
    ])
    func `the period that holds a day`(
        type: PeriodType, text: String, code: String, first: String, last: String
    ) throws {
        let period = ReportingPeriod(type, containing: try day(text))
        #expect(period.code == code)
        #expect(try period.firstDay == day(first))
        #expect(try period.lastDay == day(last))
        #expect(try period.contains(day(text)))
    }

    @Test(arguments: PeriodType.allCases)
    func `periods follow each other without a gap, and every day of one names it`(
        type: PeriodType
    ) throws {
        var period = ReportingPeriod(type, containing: try day("2019-12-31"))
        while period.firstDay < (try day("2028-03-01")) {
            #expect(period.next.firstDay == period.lastDay + 1)
            #expect(period.next.previous == period)
            for offset in 0...period.lastDay.days(since: period.firstDay) {
                #expect(ReportingPeriod(type, containing: period.firstDay + offset) == period)
            }
            period = period.next
        }
    }

    @Test(arguments: ["2026-13", "2026-1", "202610", "2026-00", "", "2026-W1"])
    func `what is no month is not read`(text: String) {
        #expect(ReportingPeriod(month: text) == nil)
    }

    @Test func `a month is read`() {
        #expect(ReportingPeriod(month: "2026-10")?.code == "2026-10")
    }

    @Test func `covering holds each period that has a day of the range`() throws {
        let months = ReportingPeriod.covering(
            .month, from: try day("2026-01-31"), through: try day("2026-04-01"))
        #expect(months.map(\.code) == ["2026-01", "2026-02", "2026-03", "2026-04"])
        let none = ReportingPeriod.covering(
            .week, from: try day("2026-02-02"), through: try day("2026-01-31"))
        #expect(none.isEmpty)
    }
}
