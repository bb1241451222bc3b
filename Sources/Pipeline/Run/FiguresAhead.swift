import Domain
import Load
import Transform

/// The figures of periods and their sums, computed by a second thread while those of the period
/// before are stored. What it gives is what `PeriodRows.open` and `FigureSum` give in turn.
struct FiguresAhead: ~Copyable {
    /// What is stored of a period, and its sum.
    typealias Summed = (figures: PeriodRows, sum: FigureSum)

    private let made: MadeAhead<Summed>
    /// Periods that are computed before the one that is stored.
    private static let mostAhead = 2

    /// - Parameter closed: figures that are left as they are.
    init(_ measures: Measures, of periods: [ReportingPeriod], but closed: ClosedFigures) {
        made = MadeAhead(label: "computing ahead", count: periods.count) { position in
            let figures = measures.figures(of: periods[position]).open(periods[position], closed)
            var sum = FigureSum()
            sum.add(figures.rows)
            sum.add(figures.delays)
            sum.add(figures.slots)
            return (figures, sum)
        }
        for _ in 1...Self.mostAhead { made.want() }
    }

    /// Of the next period; to be asked once for each.
    func next() -> Summed {
        made.want()
        return made.take()
    }

    deinit {
        made.stop()
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
