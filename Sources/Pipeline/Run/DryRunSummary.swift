import Domain
import Load

/// What a dry run prints: the rows, the indicator values and the control charts' signals that a run
/// would change.
struct DryRunSummary {
    /// The warehouse as it is; nil where there is none yet.
    let before: Warehouse?
    let after: Warehouse
    let run: Int64
    /// What would go by its age.
    var gone = RetentionStage.Outcome()

    /// - Parameter output: nil: nothing is printed, though everything was tried.
    func write(to output: TextOutput?) throws {
        guard let output else { return }
        let files = try after.filesOfRun(run)
        let unchanged = files.count { $0.status == .skipped }
        try output.writeLine("\(counted(unchanged, "file")) would be skipped: unchanged")
        for file in files where file.status != .skipped {
            try output.writeLine("  " + line(for: file))
        }
        let total = files.reduce(into: LoadCounts()) { total, file in
            total.inserted += file.counts.inserted
            total.updated += file.counts.updated
            total.removed += file.counts.removed
        }
        let rows = total.inserted + total.updated + total.removed
        try output.writeLine(
            "\(counted(rows, "row")) would change: \(total.inserted) inserted, "
                + "\(total.updated) updated, \(total.removed) removed")
        if !gone.isEmpty {
            let facts = gone.facts.values.reduce(0, +)
            try output.writeLine(
                "\(counted(facts, "row")) would go by their age, and "
                    + counted(gone.rejects, "reject"))
        }
        let changes = try changedValues()
        try output.writeLine("\(counted(changes.count, "indicator value")) would change")
        for change in changes { try output.writeLine("  " + change) }
        let signals = try changedSignals()
        try output.writeLine("\(counted(signals.count, "signal")) would change")
        for signal in signals { try output.writeLine("  " + signal) }
        try writeClosing(output)
    }

    /// Nothing where no month is frozen and none would be.
    private func writeClosing(_ output: TextOutput) throws {
        let known = Set(try before?.frozenMonths().map(\.month) ?? [])
        let months = try after.frozenMonths().map(\.month)
        guard !months.isEmpty else { return }
        let new = months.filter { !known.contains($0) }
        try output.writeLine("\(counted(new.count, "month")) would be frozen")
        for month in new { try output.writeLine("  \(month.code)") }
        let revised = try after.revisions()
        try output.writeLine(
            "\(counted(revised.count, "published figure")) would differ from the current one")
        for month in Set(revised.map(\.month)).sorted() {
            let count = revised.count { $0.month == month }
            try output.writeLine("  \(month.code): \(count)")
        }
    }

    private func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    private func line(for file: FileOfRun) -> String {
        let name = "\(file.source): \(SafeText.escaped(file.path))"
        switch file.status {
        case .skipped: return "\(name): skipped"
        case .refused: return "\(name): refused, \(SafeText.escaped(file.reason ?? ""))"
        case .loaded:
            let counts = file.counts
            return "\(name): \(counts.inserted) inserted, \(counts.updated) updated, "
                + "\(counts.removed) removed, \(counts.unchanged) unchanged, "
                + "\(counts.superseded) superseded, \(counts.rejected) rejected, "
                + "\(counts.ignored) ignored"
        }
    }

    private struct Key: Hashable {
        let period: ReportingPeriod
        let perimeter: Perimeter
        let indicator: Indicator
        let segment: Code
    }

    /// One line a value that appears, disappears or changes; by period, then as reports list them.
    private func changedValues() throws -> [String] {
        var lines: [String] = []
        for type in PeriodType.allCases {
            let periods = Set(try after.periods(type)).union(try before?.periods(type) ?? [])
            for period in periods.sorted() {
                let old = try values(before, period)
                let new = try values(after, period)
                for key in Set(old.keys).union(new.keys).sorted(by: isBefore)
                where old[key] != new[key] {
                    let name = "\(key.perimeter.level.rawValue) \(key.perimeter.code)"
                    let segment = key.segment == .all ? "" : " [\(key.segment)]"
                    lines.append(
                        SafeText.escaped(
                            "\(period.code) \(name) \(key.indicator.rawValue)\(segment): "
                                + "\(text(old[key])) → \(text(new[key]))"))
                }
            }
        }
        return lines
    }

    /// One line a series whose last state appears, disappears or changes; in the order of charts.
    private func changedSignals() throws -> [String] {
        var lines: [String] = []
        for type in ControlChartMethod.periodTypes {
            let old = try signals(before, type)
            let new = try signals(after, type)
            let states = Dictionary(new, uniquingKeysWith: { $1 })
            let gone = old.filter { states[$0.series] == nil }
            let earlier = Dictionary(old, uniquingKeysWith: { $1 })
            for series in (new + gone).map(\.series) where states[series] != earlier[series] {
                let name = "\(series.perimeter.level.rawValue) \(series.perimeter.code)"
                let segment = series.segment == .all ? "" : " [\(series.segment)]"
                lines.append(
                    SafeText.escaped(
                        "\(type.rawValue)s \(name) \(series.indicator.rawValue)\(segment): "
                            + "\(earlier[series] ?? "none") → \(states[series] ?? "none")"))
            }
        }
        return lines
    }

    private func signals(
        _ warehouse: Warehouse?, _ type: PeriodType
    ) throws -> [(series: ControlSeries, state: String)] {
        try warehouse?.signals(type).map { signal in
            let assurance = signal.assurance.map { ", \($0.rawValue)" } ?? ""
            return (signal.series, signal.variation.rawValue + assurance)
        } ?? []
    }

    private func values(
        _ warehouse: Warehouse?, _ period: ReportingPeriod
    ) throws -> [Key: Double?] {
        guard let warehouse else { return [:] }
        var values: [Key: Double?] = [:]
        for row in try warehouse.rows(of: period) {
            let key = Key(
                period: row.period, perimeter: row.perimeter, indicator: row.indicator,
                segment: row.segment)
            values[key] = row.value
        }
        return values
    }

    private func isBefore(_ left: Key, _ right: Key) -> Bool {
        (left.perimeter.level.rawValue, left.perimeter.code, left.indicator.rawValue, left.segment)
            < (
                right.perimeter.level.rawValue, right.perimeter.code, right.indicator.rawValue,
                right.segment
            )
    }

    private func text(_ value: Double??) -> String {
        guard let value else { return "none" }
        guard let value else { return "not computed" }
        return value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
