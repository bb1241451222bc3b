import Domain
import SQLiteStore

/// Counts that charts are drawn from: fact_letter_delay and fact_call_slot.
extension Warehouse {
    /// Makes the letters of a month by delay be these.
    ///
    /// - Parameters:
    ///   - isNew: true where nothing is stored of the month.
    ///   - perimeters: whose they are; nil: everyone's.
    func replace(
        _ delays: [LetterDelayCount], of period: ReportingPeriod, _ key: Int64, isNew: Bool,
        only perimeters: Set<Perimeter>?
    ) throws -> RowDifference<LetterDelayCount> {
        let table = ComparedTable(
            name: "fact_letter_delay", key: ["period_key", "level", "code", "from_days"],
            values: ["letters"])
        let rows: [[DataBinding]] = delays.map {
            [
                .integer(key), .text($0.perimeter.level.rawValue),
                .text($0.perimeter.code.written), .integer($0.fromDays), .integer($0.letters),
            ]
        }
        if isNew {
            try insert(rows, into: table)
            return RowDifference(added: delays)
        }
        let stored = Self.rows(of: key, perimeters)
        return try replace(rows, in: table, where: stored.condition, stored.values)
            .map { cells in
                LetterDelayCount(
                    period: period, perimeter: Perimeter(cells, level: 1, code: 2),
                    fromDays: cells[3].whole, letters: cells[4].whole)
            }
    }

    /// Makes the offered calls of a month by half-hour be these.
    ///
    /// - Parameters:
    ///   - isNew: true where nothing is stored of the month.
    ///   - perimeters: whose they are; nil: everyone's.
    func replace(
        _ slots: [CallSlotCount], of period: ReportingPeriod, _ key: Int64, isNew: Bool,
        only perimeters: Set<Perimeter>?
    ) throws -> RowDifference<CallSlotCount> {
        let table = ComparedTable(
            name: "fact_call_slot",
            key: ["period_key", "level", "code", "iso_weekday", "time_slot_key"],
            values: ["offered", "answered"])
        let rows: [[DataBinding]] = slots.map {
            [
                .integer(key), .text($0.perimeter.level.rawValue),
                .text($0.perimeter.code.written), .integer($0.weekday), .integer($0.slot),
                .integer($0.offered), .integer($0.answered),
            ]
        }
        if isNew {
            try insert(rows, into: table)
            return RowDifference(added: slots)
        }
        let stored = Self.rows(of: key, perimeters)
        return try replace(rows, in: table, where: stored.condition, stored.values)
            .map { cells in
                CallSlotCount(
                    period: period, perimeter: Perimeter(cells, level: 1, code: 2),
                    weekday: cells[3].whole, slot: cells[4].whole, offered: cells[5].whole,
                    answered: cells[6].whole)
            }
    }

    /// The rows of a period and of some perimeters.
    private static func rows(
        of period: Int64, _ perimeters: Set<Perimeter>?
    ) -> (condition: String, values: [DataBinding]) {
        let ofPeriod = "period_key = ?"
        guard let perimeters else { return (ofPeriod, [.integer(period)]) }
        let places =
            perimeters.isEmpty
            ? "SELECT NULL, NULL WHERE 0"
            : "VALUES " + perimeters.map { _ in "(?, ?)" }.joined(separator: ", ")
        let values: [DataBinding] = perimeters.flatMap {
            [.text($0.level.rawValue), .text($0.code.written)]
        }
        return ("\(ofPeriod) AND (level, code) IN (\(places))", [.integer(period)] + values)
    }

    /// The delays of the letters sent in a month, by perimeter and band.
    package func letterDelays(of month: ReportingPeriod) throws -> [LetterDelayCount] {
        let statement = try database.prepare(
            """
            SELECT d.level, d.code, d.from_days, d.letters
            FROM fact_letter_delay d JOIN dim_period p USING (period_key) WHERE p.period = ?
            ORDER BY d.level, d.code, d.from_days
            """)
        statement.bind(month.code, at: 1)
        var counts: [LetterDelayCount] = []
        while try statement.step() {
            guard let level = PerimeterLevel(rawValue: statement.text(0)) else { continue }
            counts.append(
                LetterDelayCount(
                    period: month, perimeter: Perimeter(level, Code(statement.text(1))),
                    fromDays: statement.int(2), letters: statement.int(3)))
        }
        return counts
    }

    /// The offered calls of a month by pole, weekday and half-hour.
    package func callSlots(of month: ReportingPeriod) throws -> [CallSlotCount] {
        let statement = try database.prepare(
            """
            SELECT s.level, s.code, s.iso_weekday, s.time_slot_key, s.offered, s.answered
            FROM fact_call_slot s JOIN dim_period p USING (period_key) WHERE p.period = ?
            ORDER BY s.level, s.code, s.iso_weekday, s.time_slot_key
            """)
        statement.bind(month.code, at: 1)
        var counts: [CallSlotCount] = []
        while try statement.step() {
            guard let level = PerimeterLevel(rawValue: statement.text(0)) else { continue }
            counts.append(
                CallSlotCount(
                    period: month, perimeter: Perimeter(level, Code(statement.text(1))),
                    weekday: statement.int(2), slot: statement.int(3), offered: statement.int(4),
                    answered: statement.int(5)))
        }
        return counts
    }
}

extension Perimeter {
    /// From the cells of a row that names it by level and code.
    fileprivate init(_ cells: [DataBinding], level: Int, code: Int) {
        guard case .text(let word) = cells[level], case .text(let text) = cells[code],
            let level = PerimeterLevel(rawValue: word)
        else { preconditionFailure("the table has no other levels, and no level without code") }
        self.init(level, Code(text))
    }
}
