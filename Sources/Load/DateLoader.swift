import Domain
import SQLiteStore

/// Writing dim_date: the days that facts and measures can name.
extension Warehouse {
    /// Writes every day from the first to the last one of any fact, and through as-of, since
    /// backlogs are measured on days without any fact too. No fact: no day. Days that are there
    /// already as they should be are left alone.
    func writeDates(_ closedDays: [ClosedDay], zone: HolidayZone, asOf: CivilDate) throws {
        let facts = try factDays()
        let days = [facts?.first, facts?.last].compactMap { $0 } + (try daysOfClosedFigures())
        guard let first = days.min(), let last = days.max().map({ max($0, asOf) }) else {
            return try database.execute("DELETE FROM dim_date")
        }
        try database.run(
            "DELETE FROM dim_date WHERE date_key NOT BETWEEN ?1 AND ?2", .day(first), .day(last))
        let calendar = WorkingCalendar(zone: zone, closedDays: closedDays)
        let labels = closedLabels(closedDays, zone: zone, years: first.year...last.year)
        let select = try database.prepare(
            """
            SELECT date_key, is_working_day, is_closed, closed_label FROM dim_date ORDER BY date_key
            """)
        var missing: [CivilDate] = []
        var day = first
        while try select.step() {
            missing += (day.dayNumber..<select.day(0).dayNumber).map(CivilDate.init(dayNumber:))
            day = select.day(0)
            let isClosed = calendar.isClosed(day)
            if select.int(1) != (calendar.isWorkingDay(day) ? 1 : 0)
                || select.int(2) != (isClosed ? 1 : 0)
                || select.optionalText(3).map(ExactText.init)
                    != (isClosed ? labels[day].map(ExactText.init) : nil)
            {
                missing.append(day)
            }
            day = day + 1
        }
        if day <= last {
            missing += (day.dayNumber...last.dayNumber).map(CivilDate.init(dayNumber:))
        }
        try write(missing, calendar, labels)
    }

    private func write(
        _ days: [CivilDate], _ calendar: WorkingCalendar, _ labels: [CivilDate: String]
    ) throws {
        guard !days.isEmpty else { return }
        let insert = try database.prepare(
            """
            INSERT OR REPLACE INTO dim_date (date_key, date, year, quarter, month, iso_week,
                iso_weekday, is_working_day, is_closed, closed_label)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for day in days {
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
}
