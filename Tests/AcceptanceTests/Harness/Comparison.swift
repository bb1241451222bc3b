import Domain
import Testing

/// Compares what the warehouse shows with what the oracle expects, and shows the first differences.
enum Comparison {
    /// The first ten differences, each with both sides; empty where there is none.
    static func differences(
        of warehouse: [PlainKPI], from oracle: [PlainKPI]
    ) -> [String] {
        differences(warehouse.map { ($0.key, $0) }, oracle.map { ($0.key, $0) }) {
            found, expected in
            var adjusted = found
            if expected.title == nil, found.title?.isEmpty == false { adjusted.title = nil }
            if let one = found.value, let other = expected.value, abs(one - other) <= 1e-9 {
                adjusted.value = expected.value
            }
            return adjusted == expected
        }
    }

    static func differences(
        of warehouse: [PlainBacklogRow], from oracle: [PlainBacklogRow]
    ) -> [String] {
        differences(warehouse.map { ($0.key, $0) }, oracle.map { ($0.key, $0) }, same: ==)
    }

    static func differences(
        of warehouse: [PlainUnmapped], from oracle: [PlainUnmapped]
    ) -> [String] {
        differences(warehouse.map { ($0.key, $0) }, oracle.map { ($0.key, $0) }, same: ==)
    }

    private static func differences<Row: ShownInADiff>(
        _ warehouse: [(key: String, row: Row)], _ oracle: [(key: String, row: Row)],
        same: (Row, Row) -> Bool
    ) -> [String] {
        var lines: [String] = []
        let found = Dictionary(warehouse.map { ($0.key, $0.row) }) { first, _ in first }
        let expected = Dictionary(oracle.map { ($0.key, $0.row) }) { first, _ in first }
        if found.count != warehouse.count { lines.append("doubled rows in the warehouse") }
        if expected.count != oracle.count { lines.append("doubled rows in the oracle") }
        for key in Set(found.keys).union(expected.keys).sorted() {
            switch (found[key], expected[key]) {
            case (let one?, let other?) where !same(one, other):
                lines.append("\(key)\n  warehouse \(one.shown)\n  oracle    \(other.shown)")
            case (let one?, nil):
                lines.append("\(key)\n  only in the warehouse: \(one.shown)")
            case (nil, let other?):
                lines.append("\(key)\n  only in the oracle: \(other.shown)")
            default: break
            }
        }
        let shown = Array(lines.prefix(10))
        return lines.count > 10 ? shown + ["… \(lines.count) differences"] : shown
    }

    /// Compares v_kpi, v_backlog and v_unmapped of a folder's warehouse with the oracle.
    static func expect(
        _ folder: HospitalFolder, shows hospital: PlainHospital, _ note: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let rows = try folder.warehouseRows()
        let oracle = PlainOracle(hospital)
        let lines =
            differences(of: try rows.kpis(), from: oracle.rows)
            + differences(of: try rows.backlog(), from: oracle.backlog())
            + differences(of: try rows.unmapped(), from: oracle.unmapped())
        if !lines.isEmpty {
            Issue.record(
                "\(note)\n\(lines.joined(separator: "\n"))", sourceLocation: sourceLocation)
        }
    }

    /// The first rows that only one of two warehouses has, view by view.
    static func differences(
        between one: [String: [String]], and other: [String: [String]]
    ) -> [String] {
        var lines: [String] = []
        for view in one.keys.sorted() where one[view] != other[view] {
            let (left, right) = (Set(one[view] ?? []), Set(other[view] ?? []))
            lines += left.subtracting(right).sorted().prefix(5).map { "\(view) first  \($0)" }
            lines += right.subtracting(left).sorted().prefix(5).map { "\(view) second \($0)" }
            if left == right { lines.append("\(view): the same rows, not as often") }
        }
        return lines
    }
}

/// A row in few words.
protocol ShownInADiff {
    var shown: String { get }
}

extension PlainKPI: ShownInADiff {
    var shown: String {
        func text(_ number: (some Any)?) -> String { number.map { "\($0)" } ?? "–" }
        return "\(text(numerator))/\(text(denominator)) = \(text(value))"
            + " target \(text(target)) alert \(text(alert)) \(status)"
            + " to \(measuredTo)\(isProvisional ? " provisional" : "")"
            + " «\(label)» «\(title ?? "*")» \(unit) \(direction)"
    }
}

extension PlainBacklogRow: ShownInADiff {
    var shown: String {
        "stock \(stock) entered \(entered) left \(left) ages \(ages)"
            + " oldest \(oldestDays.map(String.init) ?? "–")"
    }
}

extension PlainUnmapped: ShownInADiff {
    var shown: String {
        "\(rows) rows, \(firstDay.map { "\($0)" } ?? "–") to \(lastDay.map { "\($0)" } ?? "–")"
    }
}
