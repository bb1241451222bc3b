import Domain
import SQLiteStore

/// Writing dim_date: the days that facts and measures can name.
extension Warehouse {
    /// Writes every day from the first to the last one of any fact, and through as-of, since
    /// backlogs are measured on days without any fact too. No fact: no day.
    func writeDates(_ closedDays: [ClosedDay], zone: HolidayZone, asOf: CivilDate) throws {
        try database.execute("DELETE FROM dim_date")
        guard let facts = try daysOfFacts() else { return }
        let (first, last) = (facts.first, max(facts.last, asOf))
        let calendar = WorkingCalendar(zone: zone, closedDays: closedDays)
        let labels = closedLabels(closedDays, zone: zone, years: first.year...last.year)
        let insert = try database.prepare(
            """
            INSERT INTO dim_date (date_key, date, year, quarter, month, iso_week, iso_weekday,
                is_working_day, is_closed, closed_label)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        var day = first
        while day <= last {
            let isClosed = calendar.isClosed(day)
            insert.bind(day, at: 1)
            insert.bind(day.description, at: 2)
            insert.bind(day.year, at: 3)
            insert.bind(ReportingPeriod(.quarter, containing: day).code, at: 4)
            insert.bind(ReportingPeriod(.month, containing: day).code, at: 5)
            insert.bind(ReportingPeriod(.week, containing: day).code, at: 6)
            insert.bind(day.isoWeekday, at: 7)
            insert.bind(calendar.isWorkingDay(day) ? 1 : 0, at: 8)
            insert.bind(isClosed ? 1 : 0, at: 9)
            insert.bind(isClosed ? labels[day] : nil, at: 10)
            try insert.run()
            day = day + 1
        }
    }

    /// Why a day is closed: the public holiday, or what the closed days' file says of it.
    private func closedLabels(
        _ closedDays: [ClosedDay], zone: HolidayZone, years: ClosedRange<Int>
    ) -> [CivilDate: String] {
        var labels: [CivilDate: String] = [:]
        for year in years {
            for holiday in PublicHolidays.of(year: year, zone: zone) {
                labels[holiday.date] = holiday.name
            }
        }
        for day in closedDays where !day.isOpen { labels[day.date] = day.label }
        return labels
    }

    private func daysOfFacts() throws -> (first: CivilDate, last: CivilDate)? {
        let columns = [
            "fact_encounter": ["ended_on"],
            "fact_letter": [
                "encounter_ended_on", "dictated_on", "typed_on", "validated_on", "sent_on",
            ],
            "fact_call": ["date_key"],
        ]
        var days: [CivilDate] = []
        for (table, columns) in columns {
            let ends = columns.flatMap { ["min(\($0))", "max(\($0))"] }
            let select = try database.prepare(
                "SELECT \(ends.joined(separator: ", ")) FROM \(table)")
            guard try select.step() else { continue }
            days += (0..<ends.count).compactMap(select.optionalDay)
        }
        days += try daysOfClosedFigures()
        guard let first = days.min(), let last = days.max() else { return nil }
        return (first, last)
    }
}
