import Domain

/// What was written of the figures since the warehouse was opened: what the checks of a run look at.
struct WrittenFigures {
    /// A row of fact_kpi that was written or taken out, by its key, with what it counted before; nil
    /// where it was not there.
    struct Figure {
        let period: Int64
        let perimeter: Int64
        let kpi: Int
        let segment: String
        let numerator: Int?
        let denominator: Int?
    }

    /// So many are worth a look at everything, and no more are noted.
    static let mostFigures = 200_000

    /// In the order in which they were written; a row may be there more than once, and rows of new
    /// periods are not.
    private(set) var figures: [Figure] = []
    /// By key: the perimeters of `figures`, some of which may be stored no more.
    private(set) var perimeters: [Int64: Perimeter] = [:]
    /// By period: of whom letters by delay or calls by half-hour were written or taken out.
    private(set) var counted: [Int64: Set<Perimeter>] = [:]
    /// Periods that were not stored before, by their key.
    var newPeriods: Set<Int64> = []
    /// By perimeter: the first and the last day of which a backlog was written or taken out.
    var backlogs: [Int64: ClosedRange<Int64>] = [:]
    /// Phases of control charts.
    var phases: Set<Int64> = []
    /// Perimeters that lost a row: some of them may be named by none.
    var perimetersLeft: Set<Int64> = []
    /// Values of charts that are not in them yet.
    var charts: [ExactSeries: [ReportingPeriod: SeriesValue?]] = [:]
    /// Whether charts were stored before; nil: not looked yet.
    var hadCharts: Bool?

    /// True where figures were written that are not noted.
    var hasMore: Bool { figures.count >= Self.mostFigures }

    /// How many perimeters of periods have a row among `figures`.
    var places: Int {
        struct Place: Hashable {
            let period: Int64
            let perimeter: Int64
        }
        return Set(figures.lazy.map { Place(period: $0.period, perimeter: $0.perimeter) }).count
    }

    /// - Parameter isStored: true for what is written over or taken out; else the row is new.
    mutating func note(
        _ row: IndicatorRow, of period: Int64, perimeter: Int64, isStored: Bool = false
    ) {
        guard !hasMore, !newPeriods.contains(period) else { return }
        if perimeters[perimeter] == nil { perimeters[perimeter] = row.perimeter }
        figures.append(
            Figure(
                period: period, perimeter: perimeter, kpi: row.indicator.key,
                segment: row.segment.written, numerator: isStored ? row.numerator : nil,
                denominator: isStored ? row.denominator : nil))
    }

    mutating func note(_ difference: RowDifference<LetterDelayCount>, of period: Int64) {
        note((difference.removed + difference.added).map(\.perimeter), of: period)
    }

    mutating func note(_ difference: RowDifference<CallSlotCount>, of period: Int64) {
        note((difference.removed + difference.added).map(\.perimeter), of: period)
    }

    private mutating func note(_ perimeters: [Perimeter], of period: Int64) {
        guard !perimeters.isEmpty, !newPeriods.contains(period) else { return }
        counted[period, default: []].formUnion(perimeters)
    }

    /// Periods that are stored no more: their keys may be given to others.
    mutating func forget(periods: [Int64]) {
        let gone = Set(periods)
        figures.removeAll { gone.contains($0.period) }
        for period in gone { counted[period] = nil }
        newPeriods.subtract(gone)
    }

    mutating func add(backlogDays days: ClosedRange<Int64>, of perimeter: Int64) {
        guard let before = backlogs[perimeter] else {
            backlogs[perimeter] = days
            return
        }
        backlogs[perimeter] =
            min(before.lowerBound, days.lowerBound)...max(before.upperBound, days.upperBound)
    }
}
