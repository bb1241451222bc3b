import Domain
import Report

/// What a month's tables show of it and of the months before, segment `*`, by series.
///
/// Charts ask for the values of thousands of series at hundreds of thousands of points: a series is
/// found once, and its dozen values are looked through.
struct ShownValues {
    private var values: [Perimeter: [[SeriesValue]]] = [:]

    /// None.
    init() {}

    init(_ report: MonthReport) {
        // Rows of one perimeter mostly follow each other: its values are filled aside.
        var perimeter: Perimeter?
        var own: [[SeriesValue]] = []
        let none = [[SeriesValue]](repeating: [], count: Indicator.allCases.count)
        for rows in [report.rows, report.earlierRows] {
            for row in rows {
                guard row.segment == .all, let value = row.value else { continue }
                if row.perimeter != perimeter {
                    if let perimeter { values[perimeter] = own }
                    perimeter = row.perimeter
                    own = values.removeValue(forKey: row.perimeter) ?? none
                }
                own[row.indicator.ordinal].append(
                    SeriesValue(period: row.period, value: value, target: row.target))
            }
        }
        if let perimeter { values[perimeter] = own }
    }

    /// The values that are shown of a series of months, in any order; where one period has several,
    /// the last one counts.
    func values(of series: ControlSeries) -> [SeriesValue] {
        guard series.segment == .all else { return [] }
        return values[series.perimeter]?[series.indicator.ordinal] ?? []
    }
}
