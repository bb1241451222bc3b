import Domain

/// The figures of a month and of those before it, by perimeter, indicator and segment.
///
/// Of reference semantics, since every piece of every page holds it.
final class FigureBook: Sendable {
    /// Months of a sparkline or a chart: the month and the 12 before it, so that the same month of
    /// the year before is the first.
    static let monthsShown = 13
    /// Weeks of a chart of stocks: half a year.
    static let weeksShown = 26

    /// The figures of one perimeter: pages ask for thousands, each by the place of its row.
    private struct Shelf {
        /// The month's own of segment `*`, by the indicator's place; -1: none.
        var rows = [Int32](repeating: -1, count: Indicator.allCases.count)
        /// Those of the letter types.
        var segments: [SegmentKey: Int32] = [:]
        /// Of other periods, segment `*`: as `rows`, one after the other, in the order in which the
        /// book met the periods; as many as this perimeter needs.
        var history: [Int32] = []

        /// -1: none.
        func row(_ indicator: Indicator, inHistory period: Int) -> Int32 {
            let place = period * rows.count + indicator.ordinal
            return place < history.count ? history[place] : -1
        }

        mutating func set(_ indicator: Indicator, inHistory period: Int, to row: Int32) {
            let end = (period + 1) * rows.count
            if history.count < end {
                history += [Int32](repeating: -1, count: end - history.count)
            }
            history[period * rows.count + indicator.ordinal] = row
        }
    }

    private struct SegmentKey: Hashable {
        let indicator: Indicator
        let segment: Code
    }

    private let shelves: [Perimeter: Shelf]
    /// The other periods that have figures, by their place on every shelf.
    private let history: [ReportingPeriod: Int]
    /// The month's own, then those of other periods: their places count on.
    private let rows: [IndicatorRow]
    private let earlierRows: [IndicatorRow]
    private let weeklyRows: [IndicatorRow]
    private let minimumCount: Int
    let month: ReportingPeriod
    /// Oldest first, the month itself last.
    let months: [ReportingPeriod]
    private let monthSpan: Span
    /// Those whose stocks are shown, oldest first; the last one is over on the last day on which
    /// letters are measured.
    let weeks: [ReportingPeriod]

    init(_ report: MonthReport) {
        minimumCount = report.minimumCount
        month = report.month
        months = Self.run(of: Self.monthsShown, endingWith: report.month)
        let stocks = Indicator.allCases.map { IndicatorCatalogue[$0].form == .stock }
        var lastWeek: ReportingPeriod?
        for row in report.weeklyRows where stocks[row.indicator.ordinal] {
            lastWeek = max(lastWeek ?? row.period, row.period)
        }
        weeks = lastWeek.map { Self.run(of: Self.weeksShown, endingWith: $0) } ?? []
        rows = report.rows
        earlierRows = report.earlierRows
        weeklyRows = report.weeklyRows
        // Rows of one perimeter mostly follow each other, and so do those of one period: the shelf is
        // filled aside, and the period looked up where it changes.
        var shelves: [Perimeter: Shelf] = [:]
        var history: [ReportingPeriod: Int] = [:]
        var perimeter: Perimeter?
        var shelf = Shelf()
        var period: (period: ReportingPeriod, place: Int)?
        var place: Int32 = -1
        for rows in [rows, earlierRows, weeklyRows] {
            for row in rows {
                place += 1
                if row.perimeter != perimeter {
                    if let perimeter { shelves[perimeter] = shelf }
                    perimeter = row.perimeter
                    shelf = shelves.removeValue(forKey: row.perimeter) ?? Shelf()
                }
                if place >= report.rows.count {
                    guard row.segment == .all else { continue }
                    if period?.period != row.period {
                        period = (row.period, history[row.period] ?? history.count)
                        history[row.period] = period?.place
                    }
                    guard let period else { continue }
                    shelf.set(row.indicator, inHistory: period.place, to: place)
                } else if row.period == month {
                    if row.segment == .all {
                        shelf.rows[row.indicator.ordinal] = place
                    } else {
                        let key = SegmentKey(indicator: row.indicator, segment: row.segment)
                        shelf.segments[key] = place
                    }
                }
            }
        }
        if let perimeter { shelves[perimeter] = shelf }
        self.shelves = shelves
        self.history = history
        monthSpan = Span(months, month, history)
    }

    private static func run(
        of count: Int, endingWith last: ReportingPeriod
    ) -> [ReportingPeriod] {
        var periods = [last]
        while periods.count < count { periods.append(periods[periods.count - 1].previous) }
        return periods.reversed()
    }

    func figure(_ indicator: Indicator, of perimeter: Perimeter, segment: Code = .all) -> Figure {
        let shelf = shelves[perimeter]
        return figure(
            indicator, of: perimeter,
            segment == .all
                ? shelf?.rows[indicator.ordinal]
                : shelf?.segments[SegmentKey(indicator: indicator, segment: segment)])
    }

    /// The figure of any month or week that the report holds.
    func figure(
        _ indicator: Indicator, of perimeter: Perimeter, in period: ReportingPeriod
    ) -> Figure {
        figure(indicator, of: perimeter, row(indicator, on: shelves[perimeter], in: period))
    }

    private func row(_ indicator: Indicator, on shelf: Shelf?, in period: ReportingPeriod) -> Int32?
    {
        if period == month { return shelf?.rows[indicator.ordinal] }
        return history[period].flatMap { shelf?.row(indicator, inHistory: $0) }
    }

    private func figure(
        _ indicator: Indicator, of perimeter: Perimeter, _ place: Int32?
    ) -> Figure {
        Figure(
            indicator, place.flatMap { numbers(at: Int($0)) }, minimumCount: minimumCount,
            isUnmapped: perimeter.code == .unknown)
    }

    private func numbers(at place: Int) -> FigureRow? {
        guard place >= 0 else { return nil }
        if place < rows.count { return FigureRow(rows, at: place) }
        let earlier = place - rows.count
        return earlier < earlierRows.count
            ? FigureRow(earlierRows, at: earlier)
            : FigureRow(weeklyRows, at: earlier - earlierRows.count)
    }

    /// Months or weeks that many charts show, looked up once for all of them.
    struct Span {
        let periods: [ReportingPeriod]
        /// On every shelf; `ofMonth`: the month itself; nil: there are no figures.
        fileprivate let places: [Int?]

        fileprivate static let ofMonth = -1

        fileprivate init(
            _ periods: [ReportingPeriod], _ month: ReportingPeriod,
            _ history: [ReportingPeriod: Int]
        ) {
            self.periods = periods
            places = periods.map { $0 == month ? Self.ofMonth : history[$0] }
        }
    }

    func span(_ periods: [ReportingPeriod]) -> Span { Span(periods, month, history) }

    /// The figures of months or weeks that the report holds, in their order.
    func figures(_ indicator: Indicator, of perimeter: Perimeter, in span: Span) -> [Figure] {
        let shelf = shelves[perimeter]
        return span.places.map { place in
            let row = place.flatMap {
                $0 == Span.ofMonth
                    ? shelf?.rows[indicator.ordinal] : shelf?.row(indicator, inHistory: $0)
            }
            return figure(indicator, of: perimeter, row)
        }
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
        figures(indicator, of: perimeter, in: monthSpan)
    }

    /// True where a perimeter has at least one row of a subject.
    func has(_ subject: IndicatorSubject, in perimeter: Perimeter) -> Bool {
        let places = shelves[perimeter]?.rows
        return IndicatorCatalogue.entries.contains { entry in
            entry.subject == subject && places.map { $0[entry.indicator.ordinal] >= 0 } == true
        }
    }
}
