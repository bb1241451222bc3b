import Domain

/// A row, and a day to come on which what it counts changes though the row does not: a date that is
/// yet to happen, a due day that is yet to pass.
package struct PendingDay: Hashable, Sendable {
    /// The position in the batch, or among the part's encounters.
    package var row: Int
    package var day: CivilDate
}

/// The days to come of the rows that a `Measurer` was given.
///
/// Whoever keeps them knows which rows to look at again when the day measured moves on. A day too
/// many does no harm: the row counts what it counted.
struct PendingDays: Sendable {
    private let isWanted: Bool
    private let lettersMeasuredTo: Int32
    private let callsMeasuredTo: Int32
    private var rows: [PendingDay] = []

    init(isWanted: Bool, _ context: MeasureContext) {
        self.isWanted = isWanted
        lettersMeasuredTo = context.input.lettersMeasuredTo.dayNumber
        callsMeasuredTo = context.input.callsMeasuredTo.dayNumber
    }

    /// - Parameter day: a day number or `Missing.day`, which is earlier than any.
    mutating func note(encounterOrLetter row: Int, _ day: Int32) {
        if isWanted, day > lettersMeasuredTo { add(row, day) }
    }

    mutating func note(call row: Int, _ day: Int32) {
        if isWanted, day > callsMeasuredTo { add(row, day) }
    }

    private mutating func add(_ row: Int, _ day: Int32) {
        rows.append(PendingDay(row: row, day: CivilDate(dayNumber: day)))
    }

    /// Those noted since the last time.
    mutating func take() -> [PendingDay] {
        defer { rows = [] }
        return rows
    }
}
