import Domain
import SQLiteStore

/// Counts that charts are drawn from: fact_letter_delay and fact_call_slot.
extension Warehouse {
    /// Stores a month's counts; its indicators come first, since they bring the period's row.
    package func store(_ delays: [LetterDelayCount], _ slots: [CallSlotCount]) throws {
        let insertDelay = try database.cached(
            """
            INSERT INTO fact_letter_delay (period_key, level, code, from_days, letters)
            SELECT period_key, ?, ?, ?, ? FROM dim_period WHERE period = ?
            """)
        for count in delays {
            insertDelay.bind(count.perimeter.level.rawValue, at: 1)
            insertDelay.bind(count.perimeter.code.written, at: 2)
            insertDelay.bind(count.fromDays, at: 3)
            insertDelay.bind(count.letters, at: 4)
            insertDelay.bind(count.period.code, at: 5)
            try insertDelay.run()
        }
        let insertSlot = try database.cached(
            """
            INSERT INTO fact_call_slot (period_key, level, code, iso_weekday, time_slot_key,
                offered, answered)
            SELECT period_key, ?, ?, ?, ?, ?, ? FROM dim_period WHERE period = ?
            """)
        for count in slots {
            insertSlot.bind(count.perimeter.level.rawValue, at: 1)
            insertSlot.bind(count.perimeter.code.written, at: 2)
            insertSlot.bind(count.weekday, at: 3)
            insertSlot.bind(count.slot, at: 4)
            insertSlot.bind(count.offered, at: 5)
            insertSlot.bind(count.answered, at: 6)
            insertSlot.bind(count.period.code, at: 7)
            try insertSlot.run()
        }
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
