import Domain
import SQLiteStore

/// Dimension rows that the reference files bring: written anew at every run, since editing a file
/// takes effect over the whole history.
extension Warehouse {
    /// The first and last day numbers that a row without an end covers.
    private static let allDays = (first: Int64(-1_000_000), last: Int64(10_000_000))

    package func writeReference(
        _ reference: ReferenceData, settings: MeasureSettings
    ) throws {
        try writeSecretariats(reference)
        try writeBridge(reference)
        try writeTypes(reference)
        try writeIndicators(settings.dayCount)
        try writeDates(WorkingCalendar(zone: settings.zone, closedDays: reference.closedDays),
            reference: reference, zone: settings.zone)
    }

    // MARK: Secretariats

    private func writeSecretariats(_ reference: ReferenceData) throws {
        try database.execute("DELETE FROM dim_secretariat")
        let insert = try database.prepare(
            """
            INSERT INTO dim_secretariat (code, label, service, pole, pole_label, site,
                is_published, valid_from, valid_to, effective_from, effective_to)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        func add(
            _ code: Code, _ secretariat: Secretariat, _ validity: Validity, _ from: Int64,
            _ through: Int64
        ) throws {
            insert.bind(code.written, at: 1)
            insert.bind(secretariat.label, at: 2)
            insert.bind(secretariat.service, at: 3)
            insert.bind(secretariat.pole.written, at: 4)
            insert.bind(secretariat.poleLabel, at: 5)
            insert.bind(secretariat.site, at: 6)
            insert.bind(secretariat.isPublished ? 1 : 0, at: 7)
            insert.bind(validity.from.map { Int64($0.dayNumber) }, at: 8)
            insert.bind(validity.through.map { Int64($0.dayNumber) }, at: 9)
            insert.bind(from, at: 10)
            insert.bind(through, at: 11)
            try insert.run()
        }
        for (code, history) in reference.secretariats.values.sorted(by: { $0.key < $1.key }) {
            for (version, from, through) in effectivePeriods(history) {
                try add(code, version.value, version.validity, from, through)
            }
        }
        try add(.unknown, .unknown, .always, Self.allDays.first, Self.allDays.last)
    }

    /// Each version with the days on which it is the nearest one; together they cover every day.
    private func effectivePeriods<Value>(
        _ history: History<Value>
    ) -> [(version: (validity: Validity, value: Value), from: Int64, through: Int64)] {
        var periods: [(version: (validity: Validity, value: Value), from: Int64, through: Int64)] =
            []
        var from = Self.allDays.first
        for (position, version) in history.versions.enumerated() {
            var through = Self.allDays.last
            if position + 1 < history.versions.count, let end = version.validity.through,
                let start = history.versions[position + 1].validity.from
            {
                // A day in a gap goes to the nearer period, on a tie to the earlier.
                through = (Int64(end.dayNumber) + Int64(start.dayNumber)) / 2
            }
            periods.append((version, from, through))
            from = through + 1
        }
        return periods
    }

    // MARK: Units

    private func writeBridge(_ reference: ReferenceData) throws {
        try database.execute("DELETE FROM bridge_unit_secretariat")
        let insert = try database.prepare(
            """
            INSERT INTO bridge_unit_secretariat (unit_key, valid_from, valid_to, secretariat)
            VALUES (?, ?, ?, ?)
            """)
        for (key, unit) in try dimensionTexts().units.enumerated() where !unit.source.isEmpty {
            func add(_ from: Int64, _ through: Int64, _ secretariat: Code) throws {
                guard from <= through else { return }
                insert.bind(key, at: 1)
                insert.bind(from, at: 2)
                insert.bind(through, at: 3)
                insert.bind(secretariat.written, at: 4)
                try insert.run()
            }
            var next = Self.allDays.first
            let history = reference.crosswalk[unit.source]?.match(Code(unit.code))?.value
            for (validity, secretariat) in history?.versions ?? [] {
                let from = validity.from.map { Int64($0.dayNumber) } ?? Self.allDays.first
                let through = validity.through.map { Int64($0.dayNumber) } ?? Self.allDays.last
                try add(next, from - 1, .unknown)
                try add(max(from, next), through, secretariat)
                next = max(next, through + 1)
            }
            try add(next, Self.allDays.last, .unknown)
        }
    }

    // MARK: Types and indicators

    private func writeTypes(_ reference: ReferenceData) throws {
        try write(table: "dim_letter_type") { code in
            reference.letterTypes.match(code).map { ($0.code, $0.value.versions.last?.value.label) }
        }
        try write(table: "dim_encounter_type") { code in
            reference.encounterTypes.match(code).map { match in
                let general = match.value.general.versions.last?.value.label
                let any = match.value.byUnit.values.min { $0.key < $1.key }?.value
                return (match.code, general ?? any?.versions.last?.value.label)
            }
        }
    }

    private func write(
        table: String, describe: (Code) -> (code: Code, label: String?)?
    ) throws {
        let update = try database.prepare(
            "UPDATE \(table) SET reference_code = ?, label = ? WHERE code = ?")
        for text in try database.texts("SELECT code FROM \(table)") {
            let described = describe(Code(text))
            update.bind(described?.code.written, at: 1)
            update.bind(described?.label, at: 2)
            update.bind(text, at: 3)
            try update.run()
        }
    }

    private func writeIndicators(_ counted: DayCount) throws {
        let insert = try database.prepare(
            """
            INSERT INTO dim_kpi (kpi_key, kpi, title, unit, direction, formula, exclusions)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (kpi_key) DO UPDATE SET kpi = excluded.kpi, title = excluded.title,
                unit = excluded.unit, direction = excluded.direction, formula = excluded.formula,
                exclusions = excluded.exclusions
            """)
        for entry in IndicatorCatalogue.entries {
            insert.bind(indicatorKey(entry.indicator), at: 1)
            insert.bind(entry.indicator.rawValue, at: 2)
            insert.bind(entry.title, at: 3)
            insert.bind(entry.unit.label(counted), at: 4)
            insert.bind(entry.direction.rawValue, at: 5)
            insert.bind(entry.formula, at: 6)
            insert.bind(entry.exclusions, at: 7)
            try insert.run()
        }
    }

    // MARK: Dates

    private func writeDates(
        _ calendar: WorkingCalendar, reference: ReferenceData, zone: HolidayZone
    ) throws {
        try database.execute("DELETE FROM dim_date")
        guard let (first, last) = try daysOfFacts() else { return }
        let insert = try database.prepare(
            """
            INSERT INTO dim_date (date_key, date, year, quarter, month, iso_week, iso_weekday,
                is_working_day, is_closed, closed_label)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        var labels: [CivilDate: String] = [:]
        for year in first.year...last.year {
            for holiday in PublicHolidays.of(year: year, zone: zone) {
                labels[holiday.date] = holiday.name
            }
        }
        for day in reference.closedDays where !day.isOpen { labels[day.date] = day.label }
        var day = first
        while day <= last {
            let isClosed = calendar.isClosed(day)
            insert.bind(Int64(day.dayNumber), at: 1)
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

    /// The first and the last day of any fact.
    private func daysOfFacts() throws -> (CivilDate, CivilDate)? {
        let columns = [
            "encounter_ended_on", "dictated_on", "typed_on", "validated_on", "sent_on",
        ]
        let ends = columns.map { "min(\($0)), max(\($0))" }.joined(separator: ", ")
        var days: [Int64] = []
        for query in [
            "SELECT min(ended_on), max(ended_on) FROM fact_encounter",
            "SELECT \(ends) FROM fact_letter",
            "SELECT min(date_key), max(date_key) FROM fact_call",
        ] {
            let statement = try database.prepare(query)
            guard try statement.step() else { continue }
            for column in 0..<statement.columnNames.count {
                if let day = statement.optionalInt64(column) { days.append(day) }
            }
        }
        guard let first = days.min(), let last = days.max() else { return nil }
        return (CivilDate(dayNumber: Int32(first)), CivilDate(dayNumber: Int32(last)))
    }
}

/// The key of an indicator: its place in the contract's list.
func indicatorKey(_ indicator: Indicator) -> Int {
    (Indicator.allCases.firstIndex(of: indicator) ?? 0) + 1
}
