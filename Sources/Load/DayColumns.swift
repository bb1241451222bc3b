import Domain
import SQLiteStore

// Days as the tables hold them: day numbers, NULL where there is none.

extension CivilDate {
    /// The day of a column's number.
    init(column: Int64) {
        // Only days come here that this program stored: they fit.
        self.init(dayNumber: Int32(truncatingIfNeeded: column))
    }
}

extension Statement {
    func bind(_ day: CivilDate?, at index: Int) {
        bind(day.map { Int64($0.dayNumber) }, at: index)
    }

    func day(_ column: Int) -> CivilDate {
        CivilDate(column: int64(column))
    }

    func optionalDay(_ column: Int) -> CivilDate? {
        optionalInt64(column).map(CivilDate.init(column:))
    }
}
