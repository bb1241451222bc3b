import Domain
import Load
import Transform

/// The figures of periods and their sums, computed by a second thread while those of the period
/// before are stored. What it gives is what `PeriodRows.open` and `FigureSum` give in turn.
struct FiguresAhead: ~Copyable {
    /// What is stored of a period.
    struct Figures: Sendable {
        var rows: PeriodRows
        /// Of its rows.
        var sum: FigureSum
    }

    private let figures: MadeAhead<Figures>
    /// Periods that are computed before the one that is stored.
    private static let mostAhead = 2

    /// - Parameter closed: figures that are left as they are.
    init(_ measures: Measures, of periods: [ReportingPeriod], but closed: ClosedFigures) {
        figures = MadeAhead(label: "computing ahead", count: periods.count) { position in
            let rows = measures.figures(of: periods[position]).open(periods[position], closed)
            var sum = FigureSum()
            sum.add(rows.rows)
            sum.add(rows.delays)
            sum.add(rows.slots)
            return Figures(rows: rows, sum: sum)
        }
        for _ in 1...Self.mostAhead { figures.want() }
    }

    /// Of the next period; to be asked once for each.
    func next() -> Figures {
        figures.want()
        return figures.take()
    }

    deinit {
        figures.stop()
    }
}

extension PeriodRows {
    /// The figures of a period that are not closed.
    func open(_ period: ReportingPeriod, _ closed: ClosedFigures) -> PeriodRows {
        guard !closed.isEmpty else { return self }
        var open = self
        open.rows.removeAll { closed.holds(period, IndicatorCatalogue[$0.indicator].subject) }
        if closed.holds(period, .letters) { open.delays = [] }
        if closed.holds(period, .calls) { open.slots = [] }
        return open
    }
}
