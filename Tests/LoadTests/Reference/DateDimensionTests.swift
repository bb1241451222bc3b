import Domain
import Testing

@testable import Load

struct DateDimensionTests {
    /// A warehouse with facts of every kind and its dates written.
    private func written(
        closedDays: [ClosedDay] = [], zone: HolidayZone = .metropole, asOf: String
    ) throws -> TestWarehouse {
        let test = try TestWarehouse()
        try test.load(
            .of([TestEncounter(key: 1, endedOn: "2026-04-30")]),
            source: test.source("dpi", .encounters))
        try test.load(
            .of([TestLetter(key: 1, dictatedOn: "2026-05-02", sentOn: "2026-05-10")]),
            source: test.source("letters", .letters))
        try test.load(
            .of([TestCall(key: 1, day: "2026-05-04")]), source: test.source("tel", .calls))
        var reference = ReferenceData()
        reference.closedDays = closedDays
        var settings = settings
        settings.zone = zone
        try test.warehouse.writeReference(reference, settings: settings, asOf: day(asOf))
        return test
    }

    @Test(arguments: [("2026-05-06", "2026-05-10"), ("2026-05-31", "2026-05-31")])
    func `days go from the first day of any fact to the last one, and through as-of`(
        asOf: String, last: String
    ) throws {
        let test = try written(asOf: asOf)
        let days = try test.lines("SELECT date FROM dim_date ORDER BY date_key")
        #expect(days.first == "2026-04-30")
        #expect(days.last == last)
        #expect(days.count == day(last).days(since: day("2026-04-30")) + 1)
    }

    @Test func `no fact, no day`() throws {
        let test = try TestWarehouse()
        try test.warehouse.writeReference(
            ReferenceData(), settings: settings, asOf: day("2026-05-31"))
        #expect(try test.lines("SELECT * FROM dim_date").isEmpty)
    }

    @Test func `a day knows its periods, and whether it is worked and why not`() throws {
        let test = try written(
            closedDays: [
                ClosedDay(date: day("2026-05-06"), label: "Pont", isOpen: false),
                ClosedDay(date: day("2026-05-08"), label: "Travaillé", isOpen: true),
            ], asOf: "2026-05-10")
        let columns =
            "date, year, quarter, month, iso_week, iso_weekday, is_working_day, is_closed, "
            + "closed_label"
        #expect(
            try test.lines("SELECT \(columns) FROM dim_date ORDER BY 1") == [
                "2026-04-30|2026|2026-Q2|2026-04|2026-W18|4|1|0|-",
                "2026-05-01|2026|2026-Q2|2026-05|2026-W18|5|0|1|Fête du Travail",
                "2026-05-02|2026|2026-Q2|2026-05|2026-W18|6|0|0|-",
                "2026-05-03|2026|2026-Q2|2026-05|2026-W18|7|0|0|-",
                "2026-05-04|2026|2026-Q2|2026-05|2026-W19|1|1|0|-",
                "2026-05-05|2026|2026-Q2|2026-05|2026-W19|2|1|0|-",
                "2026-05-06|2026|2026-Q2|2026-05|2026-W19|3|0|1|Pont",
                "2026-05-07|2026|2026-Q2|2026-05|2026-W19|4|1|0|-",
                "2026-05-08|2026|2026-Q2|2026-05|2026-W19|5|1|0|-",
                "2026-05-09|2026|2026-Q2|2026-05|2026-W19|6|0|0|-",
                "2026-05-10|2026|2026-Q2|2026-05|2026-W19|7|0|0|-",
            ])
    }

    @Test func `holidays are those of the establishment's zone`() throws {
        let test = try written(zone: .guadeloupe, asOf: "2026-05-31")
        #expect(
            try test.lines("SELECT closed_label FROM dim_date WHERE date = '2026-05-27'")
                == ["Abolition de l'esclavage"])
    }
}
