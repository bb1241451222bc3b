import Domain

/// The figures of a month and of those before it, by perimeter, indicator and segment.
struct FigureBook {
    /// Months of a sparkline or a chart: the month and the 12 before it, so that the same month of
    /// the year before is the first.
    static let monthsShown = 13
    /// Weeks of a chart of stocks: half a year.
    static let weeksShown = 26

    private struct Key: Hashable {
        let perimeter: Perimeter
        let indicator: Indicator
        let segment: Code
    }

    /// The month's own, all segments.
    private var rows: [Key: IndicatorRow] = [:]
    /// By period, segment `*`.
    private var history: [ReportingPeriod: [Key: IndicatorRow]] = [:]
    private let minimumCount: Int
    let month: ReportingPeriod
    /// Oldest first, the month itself last.
    let months: [ReportingPeriod]
    /// Those whose stocks are shown, oldest first; the last one is over on the last day on which
    /// letters are measured.
    let weeks: [ReportingPeriod]

    init(_ report: MonthReport) {
        minimumCount = report.minimumCount
        month = report.month
        months = Self.run(of: Self.monthsShown, endingWith: report.month)
        let lastWeek = report.weeklyRows
            .filter { IndicatorCatalogue[$0.indicator].form == .stock }.map(\.period).max()
        weeks = lastWeek.map { Self.run(of: Self.weeksShown, endingWith: $0) } ?? []
        for row in report.rows where row.period == month { rows[Self.key(row)] = row }
        for row in report.earlierRows + report.weeklyRows where row.segment == .all {
            history[row.period, default: [:]][Self.key(row)] = row
        }
    }

    private static func run(
        of count: Int, endingWith last: ReportingPeriod
    ) -> [ReportingPeriod] {
        var periods = [last]
        while periods.count < count { periods.append(periods[periods.count - 1].previous) }
        return periods.reversed()
    }

    private static func key(_ row: IndicatorRow) -> Key {
        Key(perimeter: row.perimeter, indicator: row.indicator, segment: row.segment)
    }

    func figure(_ indicator: Indicator, of perimeter: Perimeter, segment: Code = .all) -> Figure {
        let key = Key(perimeter: perimeter, indicator: indicator, segment: segment)
        return Figure(
            indicator, rows[key], minimumCount: minimumCount,
            isUnmapped: perimeter.code == .unknown)
    }

    /// The figure of any month or week that the report holds.
    func figure(
        _ indicator: Indicator, of perimeter: Perimeter, in period: ReportingPeriod
    ) -> Figure {
        let key = Key(perimeter: perimeter, indicator: indicator, segment: .all)
        let row = period == month ? rows[key] : history[period]?[key]
        return Figure(
            indicator, row, minimumCount: minimumCount,
            isUnmapped: perimeter.code == .unknown)
    }

    func figureBefore(_ indicator: Indicator, of perimeter: Perimeter) -> Figure {
        figure(indicator, of: perimeter, in: month.previous)
    }

    /// The same month of the year before.
    func figureYearBefore(_ indicator: Indicator, of perimeter: Perimeter) -> Figure {
        figure(indicator, of: perimeter, in: months[0])
    }

    /// The 13 months, oldest first.
    func history(_ indicator: Indicator, of perimeter: Perimeter) -> [Figure] {
        months.map { figure(indicator, of: perimeter, in: $0) }
    }

    /// True where a perimeter has at least one row of a subject.
    func has(_ subject: IndicatorSubject, in perimeter: Perimeter) -> Bool {
        IndicatorCatalogue.entries.contains { entry in
            let key = Key(perimeter: perimeter, indicator: entry.indicator, segment: .all)
            return entry.subject == subject && rows[key] != nil
        }
    }
}
