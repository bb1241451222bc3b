import Domain
import Testing

@testable import Load

/// Charts drawn for what changed are the charts of all figures.
struct ChartDifferenceTests {
    /// The tables of charts as text, keys apart.
    private func tables(_ test: TestWarehouse) throws -> [String] {
        let phase = "c.period_type, c.level, c.code, c.kpi_key, c.segment, c.phase"
        return try [
            """
            SELECT \(phase), recalibrated_on, reason, points, mean, lower_limit, near_lower_limit,
                near_upper_limit, upper_limit
            FROM fact_control_phase c ORDER BY 1, 2, 3, 4, 5, 6
            """,
            """
            SELECT \(phase), p.period, t.value, t.target, t.rule, t.point_type
            FROM fact_control_point t LEFT JOIN fact_control_phase c USING (control_phase_key)
            LEFT JOIN dim_period p USING (period_key) ORDER BY 1, 2, 3, 4, 5, 6, 7
            """,
            """
            SELECT \(phase), p.period, s.assurance
            FROM fact_control_signal s LEFT JOIN fact_control_phase c USING (control_phase_key)
            LEFT JOIN dim_period p USING (period_key) ORDER BY 1, 2, 3, 4, 5, 6
            """,
        ].flatMap(test.lines)
    }

    /// A chart that depends on every value, and on the recalibrations: a new phase with each.
    private func draw(
        _ recalibrations: [RecalibrationKey: [Recalibration]]
    ) -> Warehouse.Draw {
        { series, values in
            let own =
                recalibrations[
                    RecalibrationKey(indicator: series.indicator, perimeter: series.perimeter)]
                ?? []
            var chart = ControlChart(series: series, phases: [], points: [])
            var last: Recalibration??
            for value in values {
                let recalibration = own.last { $0.date <= value.period.firstDay }
                if last != .some(recalibration) {
                    chart.phases.append(
                        ControlPhase(
                            number: chart.phases.count + 1, recalibration: recalibration,
                            pointCount: 0, mean: 0, limits: nil))
                    last = recalibration
                }
                let place = chart.phases.count - 1
                chart.phases[place].pointCount += 1
                chart.phases[place].mean += value.value
                let isHigh = value.value > 0.5
                chart.points.append(
                    ControlChartPoint(
                        period: value.period, value: value.value, target: value.target,
                        rule: isHigh ? .outside : nil, type: isHigh ? .concern : .commonCause,
                        phase: place + 1))
            }
            for place in chart.phases.indices where chart.phases[place].pointCount > 1 {
                let mean = chart.phases[place].mean
                chart.phases[place].limits = ControlLimits(
                    lower: mean - 9, nearLower: mean - 6, nearUpper: mean + 6, upper: mean + 9)
            }
            return chart
        }
    }

    private func randomRecalibrations(
        _ random: inout SeededGenerator
    ) -> [RecalibrationKey: [Recalibration]] {
        var recalibrations: [RecalibrationKey: [Recalibration]] = [:]
        for indicator in [Indicator.lettersSent, .answerRate] where random.oneIn(2) {
            let key = RecalibrationKey(indicator: indicator, perimeter: .establishment)
            recalibrations[key] = ["2026-01-10", "2026-02-01"].filter { _ in random.oneIn(2) }.map {
                Recalibration(date: day($0), reason: random.oneIn(2) ? "Travaux" : "Accueil")
            }
        }
        return recalibrations
    }

    private func write(_ figures: RandomFigures, in test: TestWarehouse) throws {
        try test.warehouse.removePeriods(except: Array(figures.periods.keys))
        for (period, rows) in figures.periods.sorted(by: { $0.key < $1.key }) {
            try test.warehouse.replace(rows, of: period)
        }
    }

    @Test(arguments: 0..<12)
    func `charts of what changed, drawn again and again, are all charts drawn at once`(
        seed: Int
    ) throws {
        let test = try TestWarehouse()
        var figures = RandomFigures(seed: UInt64(seed))
        var phases: [RecalibratedPhase: Int] = [:]
        for round in 0..<8 {
            let recalibrations = randomRecalibrations(&figures.random)
            try write(figures, in: test)
            let difference =
                // Drawing all of them over those that are there comes to the same.
                round == 5
                ? try test.warehouse.drawCharts(draw(recalibrations))
                : try test.warehouse.redrawCharts(
                    recalibrated: recalibrations.keys, draw(recalibrations))
            for phase in difference.added { phases[phase, default: 0] += 1 }
            for phase in difference.removed { phases[phase, default: 0] -= 1 }
            let whole = try TestWarehouse()
            try write(figures, in: whole)
            _ = try whole.warehouse.drawCharts(draw(recalibrations))
            #expect(try tables(test) == tables(whole), "round \(round)")
            #expect(
                Set(phases.filter { $0.value == 1 }.keys)
                    == Set(try whole.warehouse.recalibratedPhases()))
            #expect(phases.values.allSatisfy { $0 == 0 || $0 == 1 })
            figures.change()
        }
    }

    @Test func `charts whose values are as before are not written, and keep their keys`() throws {
        let test = try TestWarehouse()
        let figures = RandomFigures(seed: 1)
        try write(figures, in: test)
        _ = try test.warehouse.redrawCharts(recalibrated: [], draw([:]))
        let changes = try test.database.scalar("SELECT total_changes()")
        try write(figures, in: test)
        _ = try test.warehouse.redrawCharts(recalibrated: [], draw([:]))
        _ = try test.warehouse.drawCharts(draw([:]))
        #expect(try test.database.scalar("SELECT total_changes()") == changes)
    }
}
