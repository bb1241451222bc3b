import Domain

extension ReferenceReader {
    /// Days from which the control charts of one indicator and perimeter have new limits; the file
    /// gives the reason, since a chart shows it.
    func readRecalibrations(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        struct Day: Hashable {
            let key: RecalibrationKey
            let date: CivilDate
        }
        var days = PeriodCheck<Day>()
        for row in table.rows {
            let indicator = chartedIndicator(of: row)
            let perimeter = perimeter(of: row, in: build, what: "a recalibration")
            let date = recalibrationDay(of: row)
            let reason = reason(of: row)
            guard let indicator, let perimeter, let date else { continue }
            let key = RecalibrationKey(indicator: indicator, perimeter: perimeter)
            guard
                days.accepts(
                    row, key: Day(key: key, date: date), validity: .always, column: "date",
                    what: "the recalibration of \(date)"), let reason
            else { continue }
            build.data.recalibrations[key, default: []]
                .append(Recalibration(date: date, reason: reason))
        }
        for key in build.data.recalibrations.keys {
            build.data.recalibrations[key]?.sort { $0.date < $1.date }
        }
    }

    private func chartedIndicator(of row: ReferenceRow) -> Indicator? {
        guard let indicator = knownIndicator(of: row) else { return nil }
        let isCharted = ControlChartMethod.periodTypes.contains {
            ControlChartMethod.indicators($0).contains(indicator)
        }
        guard isCharted else {
            row.fault(
                "\(indicator.rawValue) has no control chart: a stock follows from the day before's",
                column: "indicateur",
                advice: "Write \(Indicator.backlogNetFlow.rawValue), or delete the row.")
            return nil
        }
        return indicator
    }

    private func recalibrationDay(of row: ReferenceRow) -> CivilDate? {
        switch row.day("date") {
        case .faulty: return nil
        case .blank:
            row.fault(
                "the cell is blank", column: "date",
                advice: "Write the day from which the limits start anew, as 31/10/2026.")
            return nil
        case .holds(let date):
            if !CivilDate.plausibleYears.contains(date.year) {
                row.doubt(
                    "the year \(date.year) is implausible", column: "date",
                    advice: "Only days from 2000 to 2100 count.")
            }
            return date
        }
    }

    private func reason(of row: ReferenceRow) -> String? {
        guard row.isBlank("motif") else { return row.text("motif") }
        row.fault(
            "the cell is blank", column: "motif",
            advice: "Write what changed in the work: charts show it beside the new limits.")
        return nil
    }
}
