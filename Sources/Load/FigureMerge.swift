import Domain
import SQLiteStore

// The clever part of writing figures: the rows of a period are held against the stored ones in one
// pass, both in the order of the table's key, and only what differs is written. Its plain twin is to
// take out all rows and put in the new ones; a test holds the two together.

/// A row with its place in the order of fact_kpi's key, within a period.
private struct PlacedRow {
    let perimeter: Int64
    let row: IndicatorRow

    /// Where it stands before, at or after a stored row: < 0, 0, > 0. Texts by their bytes, as in
    /// SQLite.
    func order(perimeter: Int64, kpi: Int, segment: () -> String) -> Int {
        if self.perimeter != perimeter { return self.perimeter < perimeter ? -1 : 1 }
        if row.indicator.key != kpi { return row.indicator.key < kpi ? -1 : 1 }
        let (left, right) = (row.segment.written, segment())
        if left.utf8.elementsEqual(right.utf8) { return 0 }
        return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    }
}

extension Warehouse {
    /// Makes the rows of a period and of some subjects be these.
    ///
    /// - Parameters:
    ///   - open: the subjects; stored rows of others stay.
    ///   - perimeters: nil: all; stored rows of others stay.
    func merge(
        _ rows: [IndicatorRow], into period: ReportingPeriod, _ key: Int64,
        open: [IndicatorSubject], only perimeters: Set<Perimeter>?
    ) throws -> RowDifference<IndicatorRow> {
        let placed = try place(rows)
        let kept = Set(
            IndicatorCatalogue.entries.filter { !open.contains($0.subject) }
                .map(\.indicator.key))
        var difference = RowDifference<IndicatorRow>()
        var new: [PlacedRow] = []
        var changed: [PlacedRow] = []
        var gone: [(perimeter: Int64, kpi: Int, segment: String)] = []
        let select = try database.cached(
            """
            SELECT perimeter_key, kpi_key, segment, is_provisional, numerator, denominator, value,
                target, alert, status, measured_to
            FROM fact_kpi WHERE period_key = ? AND perimeter_key BETWEEN ? AND ?
            ORDER BY perimeter_key, kpi_key, segment
            """)
        var next = 0
        for keys in try keyRanges(of: perimeters) {
            select.bind(key, at: 1)
            select.bind(keys.lowerBound, at: 2)
            select.bind(keys.upperBound, at: 3)
            while try select.step() {
                let (perimeter, kpi) = (select.int64(0), select.int(1))
                if kept.contains(kpi) { continue }
                var order = 1
                while next < placed.count {
                    order = placed[next].order(perimeter: perimeter, kpi: kpi) { select.text(2) }
                    if order >= 0 { break }
                    new.append(placed[next])
                    next += 1
                }
                guard next < placed.count, order == 0 else {
                    gone.append((perimeter, kpi, select.text(2)))
                    difference.removed += try storedRow(select, of: period, key)
                    continue
                }
                if !isSame(placed[next].row, select) {
                    changed.append(placed[next])
                    difference.removed += try storedRow(select, of: period, key)
                }
                next += 1
            }
        }
        new += placed[next...]
        for row in new { written.note(row.row, of: key, perimeter: row.perimeter) }
        try delete(gone, of: key)
        try write(changed, of: key, update: true)
        try write(new, of: key, update: false)
        difference.added = changed.map(\.row) + new.map(\.row)
        return difference
    }

    /// The keys of some perimeters under all labels, ascending; nil: of all.
    private func keyRanges(of perimeters: Set<Perimeter>?) throws -> [ClosedRange<Int64>] {
        guard let perimeters else { return [.min ... .max] }
        return try perimeterKeys().perimeters.filter { perimeters.contains($0.value.perimeter) }
            .keys.sorted().map { $0...$0 }
    }

    private func place(_ rows: [IndicatorRow]) throws -> [PlacedRow] {
        var last: (perimeter: Perimeter, label: String, key: Int64)?
        var placed: [PlacedRow] = []
        placed.reserveCapacity(rows.count)
        for row in rows {
            if last?.perimeter != row.perimeter || last?.label != row.label {
                let key = try perimeterKey(row.perimeter, label: row.label)
                last = (row.perimeter, row.label, key)
            }
            guard let last else { continue }
            placed.append(PlacedRow(perimeter: last.key, row: row))
        }
        func isBefore(_ left: PlacedRow, _ right: PlacedRow) -> Bool {
            left.order(perimeter: right.perimeter, kpi: right.row.indicator.key) {
                right.row.segment.written
            } < 0
        }
        // Where no perimeter is new, they are in order, and moving rows costs more than looking.
        let isSorted = placed.indices.dropFirst().allSatisfy {
            isBefore(placed[$0 - 1], placed[$0])
        }
        if !isSorted { placed.sort(by: isBefore) }
        return placed
    }

    /// What is not in the key; labels are the perimeter's.
    private func isSame(_ row: IndicatorRow, _ stored: Statement) -> Bool {
        stored.int(3) == (row.isProvisional ? 1 : 0) && stored.optionalInt(4) == row.numerator
            && stored.optionalInt(5) == row.denominator && stored.optionalDouble(6) == row.value
            && stored.optionalDouble(7) == row.target && stored.optionalDouble(8) == row.alert
            && stored.int(10) == Int(row.measuredTo.dayNumber)
            && stored.text(9) == row.status.rawValue
    }

    /// The row as it stands in the table, noted as written over; none where the program knows its
    /// indicator no more.
    private func storedRow(
        _ stored: Statement, of period: ReportingPeriod, _ key: Int64
    ) throws -> [IndicatorRow] {
        written.perimetersLeft.insert(stored.int64(0))
        guard let place = try perimeterKeys().perimeters[stored.int64(0)],
            let indicator = Indicator(key: stored.int(1)),
            let status = TargetStatus(rawValue: stored.text(9))
        else { return [] }
        let row = IndicatorRow(
            period: period, isProvisional: stored.int(3) == 1, perimeter: place.perimeter,
            label: place.label, segment: Code(stored.text(2)), indicator: indicator,
            numerator: stored.optionalInt(4), denominator: stored.optionalInt(5),
            value: stored.optionalDouble(6), target: stored.optionalDouble(7),
            alert: stored.optionalDouble(8), status: status, measuredTo: stored.day(10))
        written.note(row, of: key, perimeter: stored.int64(0), isStored: true)
        return [row]
    }

    private func delete(
        _ rows: [(perimeter: Int64, kpi: Int, segment: String)], of period: Int64
    ) throws {
        guard !rows.isEmpty else { return }
        let delete = try database.cached(
            """
            DELETE FROM fact_kpi
            WHERE period_key = ? AND perimeter_key = ? AND kpi_key = ? AND segment = ?
            """)
        for row in rows {
            try delete.run(
                .integer(period), .integer(row.perimeter), .integer(row.kpi), .text(row.segment))
        }
    }

    private func write(_ rows: [PlacedRow], of period: Int64, update: Bool) throws {
        guard !rows.isEmpty else { return }
        var writer = try IndicatorRowWriter(self, period: period, update: update)
        for row in rows { try writer.write(row.row, perimeter: row.perimeter) }
    }
}
