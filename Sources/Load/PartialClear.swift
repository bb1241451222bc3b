import Domain
import SQLiteStore

// Temporary: replaced by difference writing.
extension Warehouse {
    package func clearFigures(of period: ReportingPeriod, keeping closed: ClosedFigures) throws {
        guard
            let key = try database.scalar(
                "SELECT period_key FROM dim_period WHERE period = ?1", .text(period.code))
        else { return }
        for subject in IndicatorSubject.allCases where !closed.holds(period, subject) {
            let keys = IndicatorCatalogue.entries.filter { $0.subject == subject }
                .map { String($0.indicator.key) }.joined(separator: ", ")
            let counts = subject == .letters ? "fact_letter_delay" : "fact_call_slot"
            try database.execute(
                """
                DELETE FROM fact_kpi WHERE period_key = \(key) AND kpi_key IN (\(keys));
                DELETE FROM \(counts) WHERE period_key = \(key);
                """)
        }
    }

    package func clearBacklog(of secretariat: Code, from day: CivilDate) throws {
        try database.run(
            """
            DELETE FROM fact_backlog_daily WHERE date_key >= ?2 AND perimeter_key IN
                (SELECT perimeter_key FROM dim_perimeter WHERE level = 'secretariat' AND code = ?1)
            """, .text(secretariat.written), .integer(Int64(day.dayNumber)))
    }

    package func clearQuality(of months: Set<ReportingPeriod>, callsFrom: CivilDate?) throws {
        for month in months {
            try database.run("DELETE FROM fact_quality WHERE month = ?1", .text(month.code))
        }
        if let callsFrom {
            try database.run(
                "DELETE FROM fact_low_call_day WHERE date_key >= ?1",
                .integer(Int64(callsFrom.dayNumber)))
        }
    }

    package func clearUnknown() throws {
        try database.execute("DELETE FROM unmapped_unit; DELETE FROM unknown_type;")
    }

    package func clearCharts() throws {
        try database.execute(
            """
            DELETE FROM fact_control_phase;
            DELETE FROM fact_control_point;
            DELETE FROM fact_control_signal;
            DELETE FROM dim_perimeter WHERE perimeter_key NOT IN (
                SELECT perimeter_key FROM fact_kpi UNION
                SELECT perimeter_key FROM fact_backlog_daily);
            """)
    }

    /// The first and the last day with an event that has happened.
    package func eventDays(
        letters: CivilDate, calls: CivilDate
    ) throws -> [IndicatorSubject: ClosedRange<CivilDate>] {
        var days: [IndicatorSubject: ClosedRange<CivilDate>] = [:]
        for (subject, last) in [(IndicatorSubject.letters, letters), (.calls, calls)] {
            let events = try sourceEvents(asOf: last)
                .filter { ($0.source.kind == .calls) == (subject == .calls) }
            guard let first = events.compactMap(\.first).min(),
                let last = events.compactMap(\.last).max()
            else { continue }
            days[subject] = first...last
        }
        return days
    }
}
