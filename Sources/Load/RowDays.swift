import Domain

/// What a load did with a row that won its key.
package enum RowFate: Sendable {
    case inserted, updated, unchanged
}

/// Rows of one file that are older than what is kept: loaded all the same, since only when all
/// files are read it is known which of them a letter that waits still needs (`purge`).
package struct AgedRows: Sendable {
    package var kind: SourceKind
    package var origin: FactOrigin
    /// By key.
    package var fates: [Int64: RowFate] = [:]
}

extension SourceRows {
    /// The day of each row, `Missing.day` where it has none: an encounter's end, a letter's latest
    /// date, a call's start.
    var days: [Int32] {
        switch self {
        case .encounters(let rows):
            return rows.endedOn
        case .letters(let rows):
            return rows.keys.indices.map { row in
                max(
                    rows.encounterEndedOn[row], rows.dictatedOn[row], rows.typedOn[row],
                    rows.validatedOn[row], rows.sentOn[row])
            }
        case .calls(let rows):
            return rows.startedAt.map { second in
                let (day, rest) = second.quotientAndRemainder(dividingBy: 86_400)
                return Int32(truncatingIfNeeded: rest < 0 ? day - 1 : day)
            }
        }
    }

    /// The latest of them; nil where no row has a day.
    package var lastDay: CivilDate? {
        let last = days.max() ?? Missing.day
        return last == Missing.day ? nil : CivilDate(dayNumber: last)
    }
}
