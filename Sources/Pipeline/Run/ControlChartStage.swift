import Domain
import Load
import Transform

/// Charts the figures that are stored and stores the charts, in the run's transaction.
struct ControlChartStage {
    let warehouse: Warehouse
    let recalibrations: [RecalibrationKey: [Recalibration]]
    let progress: Progress

    /// Charts what changed since the last time; everything where this version of the program has
    /// not charted yet, since its method may be another.
    ///
    /// - Returns: phases with a recalibration that went and came: charts follow from the figures
    ///   and from them.
    func chart() throws -> RowDifference<RecalibratedPhase> {
        let draw: Warehouse.Draw = { series, values in
            let key = RecalibrationKey(indicator: series.indicator, perimeter: series.perimeter)
            return ControlChart(
                series, values: values, recalibrations: recalibrations[key] ?? [])
        }
        if try warehouse.setting(.chartsVersion) == ProgramVersion.number {
            return try warehouse.redrawCharts(recalibrated: recalibrations.keys, draw)
        }
        try warehouse.set(.chartsVersion, to: ProgramVersion.number)
        return try warehouse.drawCharts(draw) {
            progress.show("control charts", $0, of: $1)
        }
    }
}
