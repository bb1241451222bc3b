import Domain

/// The additive figures of one period by perimeter row: the establishment first, then the poles,
/// then the secretariats.
struct PeriodFigures: Sendable {
    /// The figures of one perimeter that are not histograms.
    struct Sums: Sendable {
        /// By stage, at the end of the snapshot's day.
        var stocks: InlineArray<4, Int> = [0, 0, 0, 0]
        /// All stages, on the day before the period's first.
        var stockBefore = 0
        /// Letters typed in the days that give the pace.
        var typedInPace = 0
        var calls = CallTally()
        /// Of the secretariats that received a call.
        var openMinutes = 0
        var openSecretariats = 0

        var stock: Int { stocks[0] + stocks[1] + stocks[2] + stocks[3] }
        var hasStock: Bool { stock != 0 || stockBefore != 0 }
    }

    private(set) var sums: [Sums]
    private(set) var histograms: HistogramGrid

    /// The slots of a grid: each measure for all segments, then those by segment.
    static func slot(_ measure: CountedMeasure, segment: Int, segments: Int) -> Int {
        segment == 0
            ? measure.rawValue
            : CountedMeasure.allCases.count + measure.rawValue * segments + segment - 1
    }

    init(_ measures: Measures, _ period: ReportingPeriod) {
        let organisation = measures.organisation
        let segments = measures.segments.count
        let slots = CountedMeasure.allCases.count + CountedMeasure.withSegments * segments
        let rows = 1 + organisation.poles.count + organisation.secretariats.count
        sums = [Sums](repeating: Sums(), count: rows)
        histograms = HistogramGrid(rows: rows, slots: slots)

        var byPair = HistogramGrid(rows: organisation.pairs.count, slots: slots)
        var calls = [CallTally](repeating: CallTally(), count: organisation.pairs.count)
        for fragment in measures.fragments.fragments(of: period) {
            Self.read(
                measures.counts.values, in: fragment, into: &byPair, segments: segments,
                // Weeks have `*` alone.
                isBySegment: period.type != .week)
            for pair in calls.indices {
                calls[pair] += measures.counts.calls[fragment * calls.count + pair]
            }
        }
        for (pair, members) in organisation.pairs.enumerated() {
            let rows = Self.rows(members.secretariat, members.pole, organisation)
            for place in rows.indices {
                let row = rows[place]
                histograms.merge(byPair, row: pair, into: row)
                sums[row].calls += calls[pair]
            }
        }
        addBacklogs(measures, period)
        addOpeningHours(measures, period)
    }

    /// The rows that a secretariat's figures add to.
    private static func rows(
        _ secretariat: Int, _ pole: Int, _ organisation: Organisation
    ) -> InlineArray<3, Int> {
        [0, 1 + pole, 1 + organisation.poles.count + secretariat]
    }

    private static func read(
        _ values: BucketedCounts, in fragment: Int, into grid: inout HistogramGrid,
        segments: Int, isBySegment: Bool
    ) {
        values.forEach(in: fragment) { key, times in
            guard let cell = MeasureCell(packed: key) else { return }
            grid.add(cell.value, times: times, row: cell.pair, slot: cell.measure.rawValue)
            if isBySegment, cell.segment > 0 {
                let slot = slot(cell.measure, segment: cell.segment, segments: segments)
                grid.add(cell.value, times: times, row: cell.pair, slot: slot)
            }
        }
    }

    /// Stocks, and the flows that belong to them, by the pole of the snapshot's day.
    private mutating func addBacklogs(_ measures: Measures, _ period: ReportingPeriod) {
        let first = period.firstDay.dayNumber
        let last = min(period.lastDay, measures.lettersMeasuredTo).dayNumber
        guard first <= last else { return }
        let organisation = measures.organisation
        let backlog = measures.backlog
        for secretariat in organisation.secretariats.indices
        where measures.counts.letterCoverage.isNamed(secretariat) {
            let pole = organisation.pole(ofSecretariat: secretariat, on: last)
            var stocks: InlineArray<4, Int> = [0, 0, 0, 0]
            var before = 0
            for stage in BacklogStage.allCases {
                stocks[stage.position] = backlog.stock(secretariat, stage, on: last)
                before += backlog.stock(secretariat, stage, on: first - 1)
            }
            let pace = backlog.left(
                secretariat, .toType,
                during: (last - Int32(MeasureConstants.paceDays) + 1)...last)
            let rows = Self.rows(secretariat, pole, organisation)
            for place in rows.indices {
                let row = rows[place]
                for stage in stocks.indices { sums[row].stocks[stage] += stocks[stage] }
                sums[row].stockBefore += before
                sums[row].typedInPace += pace
            }
        }
    }

    /// The hours of the secretariats that received a call; poles as on the last day measured.
    private mutating func addOpeningHours(_ measures: Measures, _ period: ReportingPeriod) {
        let first = period.firstDay.dayNumber
        let last = min(period.lastDay, measures.callsMeasuredTo).dayNumber
        guard first <= last else { return }
        let organisation = measures.organisation
        for secretariat in organisation.secretariats.indices
        where secretariat != organisation.unknown {
            let row = 1 + organisation.poles.count + secretariat
            guard sums[row].calls.received > 0 else { continue }
            var minutes = 0
            for day in first...last {
                minutes += measures.schedule.openMinutes(secretariat, on: day)
            }
            let pole = organisation.pole(ofSecretariat: secretariat, on: last)
            let rows = Self.rows(secretariat, pole, organisation)
            for place in rows.indices {
                let row = rows[place]
                sums[row].openMinutes += minutes
                sums[row].openSecretariats += 1
            }
        }
    }
}
