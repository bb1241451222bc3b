import Domain
import Load
import Transform

/// Charts the figures that are stored, perimeter by perimeter, and stores the charts, in the run's
/// transaction.
struct ControlChartStage {
    let warehouse: Warehouse
    let recalibrations: [RecalibrationKey: [Recalibration]]
    let progress: Progress

    /// - Parameter fingerprint: of the figures; charts follow from them and from what is added here:
    ///   the recalibrations that begin a phase.
    func chart(_ fingerprint: inout Fingerprint) throws {
        let perimeters = try warehouse.measuredPerimeters()
        for (position, perimeter) in perimeters.enumerated() {
            progress.show("control charts", position + 1, of: perimeters.count)
            for type in ControlChartMethod.periodTypes {
                let charts = try warehouse.chartedSeries(type, of: perimeter).map {
                    series, values in
                    let key = RecalibrationKey(
                        indicator: series.indicator, perimeter: perimeter)
                    return ControlChart(
                        series, values: values, recalibrations: recalibrations[key] ?? [])
                }
                try warehouse.store(charts)
                for chart in charts { add(chart, to: &fingerprint) }
            }
        }
    }

    private func add(_ chart: ControlChart, to fingerprint: inout Fingerprint) {
        for phase in chart.phases {
            guard let recalibration = phase.recalibration else { continue }
            let series = chart.series
            fingerprint.add(
                "\(series.periodType) \(series.perimeter.level) \(series.indicator) \(phase.number)"
                    + " \(recalibration.date)")
            fingerprint.add(series.perimeter.code.written)
            fingerprint.add(series.segment.written)
            fingerprint.add(recalibration.reason)
        }
    }
}
