import Domain
import SQLiteStore

/// A phase that begins with a recalibration.
package struct RecalibratedPhase: Sendable, Hashable {
    package var series: ControlSeries
    package var number: Int
    package var recalibration: Recalibration

    package init(series: ControlSeries, number: Int, recalibration: Recalibration) {
        self.series = series
        self.number = number
        self.recalibration = recalibration
    }
}

/// Writing control charts: in the transaction of the figures, after them.
///
/// Of a chart that is there already, only the phases and points that differ are written.
extension Warehouse {
    /// Makes the charts of these series be these; one without points is taken out.
    ///
    /// - Returns: the phases with a recalibration that went and came.
    @discardableResult
    package func replaceCharts(_ charts: [ControlChart]) throws -> RowDifference<RecalibratedPhase>
    {
        defer { written.hadCharts = nil }
        return try write(charts, areFirst: !hasCharts())
    }

    /// - Parameter areFirst: true where no chart of these series is stored.
    func write(
        _ charts: [ControlChart], areFirst: Bool
    ) throws -> RowDifference<RecalibratedPhase> {
        let keys = try PeriodKeys(self)
        var difference = RowDifference<RecalibratedPhase>()
        for chart in charts {
            let series = ExactSeries(chart.series)
            let stored = areFirst ? StoredChart() : try storedChart(of: series, keys)
            difference.append(try write(chart, over: stored, of: series, keys))
        }
        return difference
    }

    func write(
        _ chart: ControlChart, over stored: StoredChart, of series: ExactSeries,
        _ keys: PeriodKeys
    ) throws -> RowDifference<RecalibratedPhase> {
        var difference = RowDifference<RecalibratedPhase>()
        var lastKey: Int64?
        for phase in chart.phases {
            let before = stored.phases[phase.number]
            let key = try write(phase, over: before, of: series)
            try write(
                chart.points.filter { $0.phase == phase.number }, over: before?.points ?? [:],
                of: key, keys)
            if before?.phase.recalibration != phase.recalibration {
                difference.removed += recalibrated(before?.phase, of: chart.series)
                difference.added += recalibrated(phase, of: chart.series)
            }
            lastKey = key
        }
        for (number, old) in stored.phases
        where !chart.phases.contains(where: { $0.number == number }) {
            try delete(old.key)
            difference.removed += recalibrated(old.phase, of: chart.series)
        }
        try write(chart.signal(), of: lastKey, over: stored, keys)
        return difference
    }

    private func recalibrated(
        _ phase: ControlPhase?, of series: ControlSeries
    ) -> [RecalibratedPhase] {
        guard let phase, let recalibration = phase.recalibration else { return [] }
        return [
            RecalibratedPhase(
                series: series, number: phase.number, recalibration: recalibration)
        ]
    }

    // MARK: Phases

    /// - Returns: the phase's key.
    private func write(
        _ phase: ControlPhase, over stored: StoredChart.Phase?, of series: ExactSeries
    ) throws -> Int64 {
        guard let stored else {
            let insert = try database.cached(
                """
                INSERT INTO fact_control_phase (recalibrated_on, reason, points, mean,
                    lower_limit, near_lower_limit, near_upper_limit, upper_limit, phase,
                    period_type, level, code, kpi_key, segment)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            bind(phase, to: insert)
            insert.bind(phase.number, at: 9)
            series.bind(to: insert, at: 10)
            try insert.run()
            written.phases.insert(database.lastInsertRowID)
            return database.lastInsertRowID
        }
        if stored.phase != phase {
            let update = try database.cached(
                """
                UPDATE fact_control_phase SET recalibrated_on = ?, reason = ?, points = ?, mean = ?,
                    lower_limit = ?, near_lower_limit = ?, near_upper_limit = ?, upper_limit = ?
                WHERE control_phase_key = ?
                """)
            bind(phase, to: update)
            update.bind(stored.key, at: 9)
            try update.run()
        }
        written.phases.insert(stored.key)
        return stored.key
    }

    private func bind(_ phase: ControlPhase, to statement: Statement) {
        statement.bind(phase.recalibration?.date, at: 1)
        statement.bind(phase.recalibration?.reason, at: 2)
        statement.bind(phase.pointCount, at: 3)
        statement.bind(phase.mean, at: 4)
        statement.bind(phase.limits?.lower, at: 5)
        statement.bind(phase.limits?.nearLower, at: 6)
        statement.bind(phase.limits?.nearUpper, at: 7)
        statement.bind(phase.limits?.upper, at: 8)
    }

    private func delete(_ phase: Int64) throws {
        for table in ["fact_control_phase", "fact_control_point", "fact_control_signal"] {
            let delete = try database.cached("DELETE FROM \(table) WHERE control_phase_key = ?")
            try delete.run(.integer(phase))
        }
        written.phases.insert(phase)
    }

    // MARK: Points

    private func write(
        _ points: [ControlChartPoint], over stored: [Int64: ControlChartPoint], of phase: Int64,
        _ keys: PeriodKeys
    ) throws {
        var gone = stored
        let write = try database.cached(
            """
            INSERT OR REPLACE INTO fact_control_point (control_phase_key, period_key, value, target,
                rule, point_type)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        write.bind(phase, at: 1)
        for point in points {
            let period = keys.key(of: point.period)
            if let period, let before = gone.removeValue(forKey: period), before == point {
                continue
            }
            write.bind(period, at: 2)
            write.bind(point.value, at: 3)
            write.bind(point.target, at: 4)
            write.bind(point.rule?.code, at: 5)
            write.bind(point.type.code, at: 6)
            try write.run()
        }
        guard !gone.isEmpty else { return }
        let delete = try database.cached(
            "DELETE FROM fact_control_point WHERE control_phase_key = ? AND period_key = ?")
        for period in gone.keys { try delete.run(.integer(phase), .integer(period)) }
    }

    // MARK: Signals

    private func write(
        _ signal: Signal?, of phase: Int64?, over stored: StoredChart, _ keys: PeriodKeys
    ) throws {
        let place = signal.flatMap { keys.key(of: $0.point.period) }
        let assurance = signal?.assurance?.rawValue
        for old in stored.signals where old.phase != phase || place == nil {
            let delete = try database.cached(
                "DELETE FROM fact_control_signal WHERE control_phase_key = ?")
            try delete.run(.integer(old.phase))
        }
        guard let place, let phase else { return }
        let isThere = stored.signals.contains {
            $0.phase == phase && $0.period == place && $0.assurance == assurance
        }
        guard !isThere else { return }
        let write = try database.cached(
            """
            INSERT OR REPLACE INTO fact_control_signal (control_phase_key, period_key, assurance)
            VALUES (?, ?, ?)
            """)
        write.bind(phase, at: 1)
        write.bind(place, at: 2)
        write.bind(assurance, at: 3)
        try write.run()
    }
}
