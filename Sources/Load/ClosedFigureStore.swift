import Domain
import SQLiteStore

/// Keeping the figures that are closed while all others are measured anew.
extension Warehouse {
    /// What is closed for good by the boundaries that are remembered.
    package func closedFigures() throws -> ClosedFigures {
        ClosedFigures(firstDayOpen: try openFrom())
    }

    /// With their keys, in the order of time.
    func storedPeriods() throws -> [(key: Int64, period: ReportingPeriod)] {
        let statement = try database.prepare(
            "SELECT period_key, period_type, first_day FROM dim_period ORDER BY first_day")
        var periods: [(key: Int64, period: ReportingPeriod)] = []
        while try statement.step() {
            guard let type = PeriodType(rawValue: statement.text(1)) else { continue }
            periods.append(
                (statement.int64(0), ReportingPeriod(type, containing: statement.day(2))))
        }
        return periods
    }

    /// By subject: the periods whose figures are stored and final, none of them provisional.
    package func finalPeriods() throws -> [IndicatorSubject: Set<ReportingPeriod>] {
        let letters = IndicatorCatalogue.entries.filter { $0.subject == .letters }
            .map { String($0.indicator.key) }.joined(separator: ", ")
        let statement = try database.prepare(
            """
            SELECT p.period_type, p.first_day, f.kpi_key IN (\(letters)) AS is_of_letters
            FROM fact_kpi f JOIN dim_period p USING (period_key)
            GROUP BY f.period_key, is_of_letters HAVING max(f.is_provisional) = 0
            """)
        var periods: [IndicatorSubject: Set<ReportingPeriod>] = [:]
        while try statement.step() {
            guard let type = PeriodType(rawValue: statement.text(0)) else { continue }
            periods[statement.int(2) == 1 ? .letters : .calls, default: []].insert(
                ReportingPeriod(type, containing: statement.day(1)))
        }
        return periods
    }

    /// The figures of a period that are closed.
    package func closedRows(
        of period: ReportingPeriod, _ closed: ClosedFigures
    ) throws -> [IndicatorRow] {
        try rows(of: period).filter {
            closed.holds(period, IndicatorCatalogue[$0.indicator].subject)
        }
    }

    /// The backlogs that are closed, by secretariat, day and stage.
    package func closedBacklog(_ closed: ClosedFigures) throws -> [BacklogDay] {
        var isClosed = ["b.date_key < \(closed.firstDayOpen[.letters]?.dayNumber ?? .min)"]
        for month in closed.others[.letters] ?? [] where month.type == .month {
            isClosed.append(
                "b.date_key BETWEEN \(month.firstDay.dayNumber) AND \(month.lastDay.dayNumber)")
        }
        return try backlog("WHERE \(isClosed.joined(separator: " OR "))") { _ in }
    }

    /// Every period some of whose figures are stored and closed, oldest first.
    package func closedPeriods(_ closed: ClosedFigures) throws -> [ReportingPeriod] {
        try storedPeriods().map(\.period).filter { period in
            IndicatorSubject.allCases.contains { closed.holds(period, $0) }
        }.sorted()
    }

    /// What facts that are gone have shown, as far as it happened by a day.
    package func earlierCoverage(
        through days: [IndicatorSubject: CivilDate]
    ) throws -> [IndicatorSubject: EarlierCoverage] {
        let open = try openFrom()
        let kept = try keptFrom()
        var coverage: [IndicatorSubject: EarlierCoverage] = [:]
        for (subject, last) in days {
            guard let open = open[subject] else { continue }
            var earlier = EarlierCoverage()
            for (kind, day) in kept where (kind == .calls) == (subject == .calls) {
                let select = try database.prepare(
                    """
                    SELECT min(date_key), max(date_key)
                    FROM fact_source_daily JOIN dim_source USING (source_key)
                    WHERE kind = ?1 AND date_key < ?2 AND date_key <= ?3
                    """)
                select.bindAll([
                    .text(kind.rawValue), .integer(Int64(day.dayNumber)),
                    .integer(Int64(last.dayNumber)),
                ])
                guard try select.step() else { continue }
                earlier.firstEvent = [earlier.firstEvent, select.optionalDay(0)]
                    .compactMap { $0 }.min()
                earlier.lastEvent = [earlier.lastEvent, select.optionalDay(1)]
                    .compactMap { $0 }.max()
            }
            earlier.secretariats = try database.rows(
                subject == .letters
                    ? """
                    SELECT DISTINCT m.code FROM fact_backlog_daily b
                    JOIN dim_perimeter m USING (perimeter_key) WHERE b.date_key < ?1
                    """
                    : """
                    SELECT DISTINCT m.code FROM fact_kpi f
                    JOIN dim_perimeter m USING (perimeter_key) JOIN dim_period p USING (period_key)
                    WHERE p.first_day < ?1 AND m.level = 'secretariat'
                        AND f.kpi_key = \(Indicator.callsReceived.key)
                    """, [.integer(Int64(open.dayNumber))]
            ) { Code($0.text(0)) }
            coverage[subject] = earlier
        }
        return coverage
    }

    /// The days that closed figures name, the first and the last ones.
    func daysOfClosedFigures() throws -> [CivilDate] {
        guard let open = try openFrom()[.letters] ?? keptFrom().values.max() else { return [] }
        func ends(_ query: String) throws -> [CivilDate] {
            try database.rows(query, [.day(open)]) {
                [$0.optionalDay(0), $0.optionalDay(1)].compactMap { $0 }
            }.flatMap { $0 }
        }
        return try ends(
            "SELECT min(date_key), max(date_key) FROM fact_source_daily WHERE date_key < ?1")
            // From perimeter to perimeter, past all days of each.
            + ends(
                """
                SELECT (SELECT min(date_key) FROM fact_backlog_daily b
                        WHERE b.perimeter_key = m.perimeter_key AND date_key < ?1),
                    (SELECT max(date_key) FROM fact_backlog_daily b
                        WHERE b.perimeter_key = m.perimeter_key AND date_key < ?1)
                FROM dim_perimeter m
                """)
    }

    /// A version of the program may list indicators in another order: figures that are not measured
    /// again follow their names.
    func rekeyFigures() throws {
        let moved = try database.rows("SELECT kpi_key, kpi FROM dim_kpi") {
            (old: $0.int64(0), indicator: Indicator(rawValue: $0.text(1)))
        }.filter { $0.indicator.map { Int64($0.key) } != $0.old }
        guard !moved.isEmpty else { return }
        for table in ["fact_kpi", "fact_control_phase"] {
            for (old, indicator) in moved {
                try database.execute(
                    indicator.map {
                        "UPDATE \(table) SET kpi_key = -\($0.key) WHERE kpi_key = \(old)"
                    } ?? "DELETE FROM \(table) WHERE kpi_key = \(old)")
            }
            try database.execute("UPDATE \(table) SET kpi_key = -kpi_key WHERE kpi_key < 0")
        }
        try database.execute(
            """
            DELETE FROM fact_control_point WHERE control_phase_key NOT IN
                (SELECT control_phase_key FROM fact_control_phase);
            DELETE FROM fact_control_signal WHERE control_phase_key NOT IN
                (SELECT control_phase_key FROM fact_control_phase);
            """)
    }
}
