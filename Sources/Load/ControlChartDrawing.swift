import Domain
import SQLiteStore

/// Which charts are drawn: all of them from the figures, or those whose values changed.
extension Warehouse {
    /// What makes a chart of a series' values, oldest first.
    package typealias Draw = (ControlSeries, [SeriesValue]) -> ControlChart

    /// Notes what a period's figures change of charts that are stored.
    func noteCharts(
        _ difference: RowDifference<IndicatorRow>, of period: ReportingPeriod
    ) throws {
        guard !difference.isEmpty, ControlChartMethod.periodTypes.contains(period.type),
            try hasCharts()
        else { return }
        let charted = Set(ControlChartMethod.indicators(period.type))
        func note(_ row: IndicatorRow, _ value: Double?) {
            guard charted.contains(row.indicator), !row.isProvisional, row.value != nil else {
                return
            }
            let series = ExactSeries(
                ControlSeries(
                    periodType: period.type, perimeter: row.perimeter, indicator: row.indicator,
                    segment: row.segment))
            written.charts[series, default: [:]][period] = .some(
                value.map { SeriesValue(period: period, value: $0, target: row.target) })
        }
        for row in difference.removed { note(row, nil) }
        for row in difference.added { note(row, row.value) }
    }

    /// Draws every chart from the figures that are stored.
    ///
    /// - Parameter progress: perimeters done, and all of them.
    /// - Returns: the phases with a recalibration that went and came.
    package func drawCharts(
        _ draw: Draw, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> RowDifference<RecalibratedPhase> {
        let areFirst = try !hasCharts()
        var gone = areFirst ? [] : Set(try seriesStored())
        var difference = RowDifference<RecalibratedPhase>()
        let perimeters = try measuredPerimeters()
        for (position, perimeter) in perimeters.enumerated() {
            progress(position + 1, perimeters.count)
            for type in ControlChartMethod.periodTypes {
                let charts = try chartedSeries(type, of: perimeter).map {
                    draw($0.series, $0.values)
                }
                for chart in charts { gone.remove(ExactSeries(chart.series)) }
                difference.append(try write(charts, areFirst: areFirst))
            }
        }
        difference.append(
            try write(
                gone.map { ControlChart(series: $0.series, phases: [], points: []) },
                areFirst: areFirst))
        written.charts = [:]
        written.hadCharts = nil
        return difference
    }

    /// Draws the charts whose values changed since they were drawn, and those that a recalibration
    /// bears on now or did before; gives what `drawCharts` gives.
    ///
    /// A chart's own points are its values of before: `fact_kpi`, in whose key the period comes
    /// first, would have to be searched for each of them.
    package func redrawCharts(
        recalibrated: some Sequence<RecalibrationKey>, _ draw: Draw
    ) throws -> RowDifference<RecalibratedPhase> {
        guard try hasCharts() else { return try drawCharts(draw) }
        var changes = written.charts
        for series in try seriesStored(recalibrated: Set(recalibrated)) {
            changes[series, default: [:]].merge([:]) { first, _ in first }
        }
        let keys = try PeriodKeys(self)
        var difference = RowDifference<RecalibratedPhase>()
        for (series, changed) in changes {
            let stored = try storedChart(of: series, keys)
            var values = stored.values
            for (period, value) in changed { values[period] = value }
            let chart = draw(
                series.series, values.values.sorted { $0.period.firstDay < $1.period.firstDay })
            difference.append(try write(chart, over: stored, of: series, keys))
        }
        written.charts = [:]
        written.hadCharts = nil
        return difference
    }

    private func seriesStored() throws -> [ExactSeries] {
        try seriesStored("")
    }

    /// Those of some indicators and perimeters, and those with a phase that begins with a
    /// recalibration.
    private func seriesStored(recalibrated: Set<RecalibrationKey>) throws -> [ExactSeries] {
        var series = try seriesStored("WHERE recalibrated_on IS NOT NULL")
        guard !recalibrated.isEmpty else { return series }
        let indicators = Set(recalibrated.map { "\($0.indicator.key)" }).sorted()
        series += try seriesStored("WHERE kpi_key IN (\(indicators.joined(separator: ", ")))")
            .filter {
                let series = $0.series
                return recalibrated.contains(
                    RecalibrationKey(indicator: series.indicator, perimeter: series.perimeter))
            }
        return series
    }

    private func seriesStored(_ condition: String) throws -> [ExactSeries] {
        let select = try database.prepare(
            """
            SELECT DISTINCT period_type, level, code, kpi_key, segment FROM fact_control_phase
            \(condition)
            """)
        var series: [ExactSeries] = []
        while try select.step() {
            if let found = Self.chartSeries(select) { series.append(ExactSeries(found)) }
        }
        return series
    }
}
