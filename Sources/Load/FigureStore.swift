import Domain
import SQLiteStore

/// What writing a period's figures took out and put in.
package struct PeriodDifference: Sendable {
    package var rows = RowDifference<IndicatorRow>()
    package var delays = RowDifference<LetterDelayCount>()
    package var slots = RowDifference<CallSlotCount>()

    package init() {}

    package var isEmpty: Bool { rows.isEmpty && delays.isEmpty && slots.isEmpty }

    mutating func append(_ other: PeriodDifference) {
        rows.append(other.rows)
        delays.append(other.delays)
        slots.append(other.slots)
    }
}

/// Writing the indicators of periods: fact_kpi, with fact_letter_delay and fact_call_slot.
///
/// What is stored already is not written again, so that a run costs what it changes; keys of periods
/// and perimeters stay.
extension Warehouse {
    /// Makes the figures of a period be these; figures of other periods are left alone.
    ///
    /// - Parameters:
    ///   - rows: one a perimeter, indicator and segment; in the order of the reports they are
    ///     written fastest.
    ///   - delays: of months alone, and so are `slots`.
    ///   - perimeters: whose figures these are; what others have stays. nil: everyone's, and always
    ///     so for a period that is new.
    ///   - closed: what it holds stays as it is stored, and what is given of it is not looked at.
    /// - Returns: what was written: nothing where the figures are those that are stored.
    @discardableResult
    package func replace(
        _ rows: [IndicatorRow], _ delays: [LetterDelayCount] = [], _ slots: [CallSlotCount] = [],
        of period: ReportingPeriod, only perimeters: Set<Perimeter>? = nil,
        keeping closed: ClosedFigures = ClosedFigures()
    ) throws -> PeriodDifference {
        let isOpen = { closed.isEmpty || !closed.holds(period, $0) }
        let open = IndicatorSubject.allCases.filter(isOpen)
        guard !open.isEmpty else { return PeriodDifference() }
        let (key, isNew) = try addPeriod(period)
        var rows = rows
        if open.count < IndicatorSubject.allCases.count {
            rows.removeAll { !open.contains(IndicatorCatalogue[$0.indicator].subject) }
        }
        var difference = PeriodDifference()
        if isNew {
            difference.rows.added = rows
            try insert(rows, period: key)
        } else {
            difference.rows = try merge(rows, into: period, key, open: open, only: perimeters)
        }
        if isOpen(.letters) {
            difference.delays = try replace(
                delays, of: period, key, isNew: isNew, only: perimeters)
        }
        if isOpen(.calls) {
            difference.slots = try replace(slots, of: period, key, isNew: isNew, only: perimeters)
        }
        if isNew { written.newPeriods.insert(key) }
        written.note(difference.delays, of: key)
        written.note(difference.slots, of: key)
        try noteCharts(difference.rows, of: period)
        return difference
    }

    /// Takes out the periods that are measured no more; what is closed of them stays.
    @discardableResult
    package func removePeriods(
        except measured: [ReportingPeriod], keeping closed: ClosedFigures = ClosedFigures()
    ) throws -> PeriodDifference {
        let measured = Set(measured)
        var difference = PeriodDifference()
        var gone: [Int64] = []
        for (key, period) in try storedPeriods() where !measured.contains(period) {
            difference.append(try replace([], of: period, keeping: closed))
            if IndicatorSubject.allCases.allSatisfy({ !closed.holds(period, $0) }) {
                gone.append(key)
            }
        }
        guard !gone.isEmpty else { return difference }
        // Another period may be given the key before the charts are drawn.
        let keys = gone.map { "\($0)" }.joined(separator: ", ")
        try database.execute(
            """
            DELETE FROM dim_period WHERE period_key IN (\(keys));
            DELETE FROM fact_control_point WHERE period_key IN (\(keys));
            """)
        written.forget(periods: gone)
        return difference
    }

    /// The key of a period, given now where it has none.
    private func addPeriod(_ period: ReportingPeriod) throws -> (key: Int64, isNew: Bool) {
        let select = try database.cached("SELECT period_key FROM dim_period WHERE period = ?")
        select.bind(period.code, at: 1)
        defer { select.reset() }
        if try select.step() { return (select.int64(0), false) }
        let insert = try database.cached(
            """
            INSERT INTO dim_period (period_type, period, first_day, last_day)
            VALUES (?, ?, ?, ?)
            """)
        insert.bind(period.type.rawValue, at: 1)
        insert.bind(period.code, at: 2)
        insert.bind(period.firstDay, at: 3)
        insert.bind(period.lastDay, at: 4)
        try insert.run()
        return (database.lastInsertRowID, true)
    }

    private func insert(_ rows: [IndicatorRow], period: Int64) throws {
        var writer = try IndicatorRowWriter(self, period: period)
        var last: (perimeter: Perimeter, label: String, key: Int64)?
        for row in rows {
            if last?.perimeter != row.perimeter || last?.label != row.label {
                let key = try perimeterKey(row.perimeter, label: row.label)
                last = (row.perimeter, row.label, key)
            }
            guard let last else { continue }
            try writer.write(row, perimeter: last.key)
        }
    }
}
