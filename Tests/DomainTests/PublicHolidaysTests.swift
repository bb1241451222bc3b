import Domain
import Testing

struct PublicHolidaysTests {
    @Test(arguments: [
        (2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2019, "2019-04-21"),
        (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"),
        (2038, "2038-04-25"), (2049, "2049-04-18"), (2076, "2076-04-19"), (2100, "2100-03-28"),
    ])
    func `Easter Sunday`(year: Int, text: String) throws {
        #expect(try PublicHolidays.easter(year) == day(text))
    }

    @Test func `the eleven holidays of 2026`() {
        #expect(
            PublicHolidays.of(year: 2026, zone: .metropole).map { $0.date.description } == [
                "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14",
                "2026-05-25", "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11",
                "2026-12-25",
            ])
    }

    @Test(arguments: [
        (HolidayZone.metropole, [String]()),
        (.alsaceMoselle, ["2026-04-03", "2026-12-26"]),
        (.guadeloupe, ["2026-05-27"]), (.martinique, ["2026-05-22"]),
        (.guyane, ["2026-06-10"]), (.laReunion, ["2026-12-20"]), (.mayotte, ["2026-04-27"]),
        (.saintBarthelemy, ["2026-10-09"]), (.saintMartin, ["2026-05-28"]),
    ])
    func `each zone adds its own days`(zone: HolidayZone, added: [String]) {
        let common = Set(PublicHolidays.of(year: 2026, zone: .metropole).map(\.date))
        let days = PublicHolidays.of(year: 2026, zone: zone).map(\.date)
        #expect(days.count == 11 + added.count)
        #expect(common.isSubset(of: days))
        #expect(days.filter { !common.contains($0) }.map(\.description) == added)
    }

    @Test func `the zones are those that the pipeline file names`() {
        #expect(
            HolidayZone.allCases.map(\.rawValue) == [
                "metropole", "alsace-moselle", "guadeloupe", "martinique", "guyane", "la-reunion",
                "mayotte", "saint-barthelemy", "saint-martin",
            ])
    }
}
