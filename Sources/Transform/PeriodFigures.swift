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

    /// - Parameter isAsked: by row; histograms and backlogs of other rows are not computed.
    init(_ measures: Measures, _ period: ReportingPeriod, isAsked: [Bool]) {
        let organisation = measures.organisation
        let segments = measures.segments.count
        let slots = CountedMeasure.allCases.count + CountedMeasure.withSegments * segments
        let rows = isAsked.count
        sums = [Sums](repeating: Sums(), count: rows)
        histograms = HistogramGrid(rows: rows, slots: slots)

        let groups = PairGroups(organisation, isAsked: isAsked)
        var byGroup = HistogramGrid(rows: groups.rows.count, slots: slots)
        var calls = [CallTally](repeating: CallTally(), count: organisation.pairs.count)
        for fragment in measures.fragments.fragments(of: period) {
            Self.read(
                measures.counts.values, in: fragment, groups, into: &byGroup, segments: segments,
                // Weeks have `*` alone.
                isBySegment: period.type != .week)
            for pair in calls.indices {
                calls[pair] += measures.counts.calls[fragment * calls.count + pair]
            }
        }
        for (group, rows) in groups.rows.enumerated() {
            for row in rows { histograms.merge(byGroup, row: group, into: row) }
        }
        for (pair, members) in organisation.pairs.enumerated() {
            let rows = organisation.rows(members.secretariat, members.pole)
            for place in rows.indices { sums[rows[place]].calls += calls[pair] }
        }
        addBacklogs(measures, period, isAsked: isAsked)
        addOpeningHours(measures, period)
    }

    /// Pairs that add to the same rows that are asked for: their counts are added up first.
    private struct PairGroups {
        /// By pair: its group, or -1 where no row is asked for that it adds to.
        var groupOfPair: [Int] = []
        /// By group.
        var rows: [[Int]] = []

        init(_ organisation: Organisation, isAsked: [Bool]) {
            var groups: [[Int]: Int] = [:]
            for pair in organisation.pairs {
                let all = organisation.rows(pair.secretariat, pair.pole)
                let asked = all.indices.map { all[$0] }.filter { isAsked[$0] }
                if asked.isEmpty {
                    groupOfPair.append(-1)
                } else if let known = groups[asked] {
                    groupOfPair.append(known)
                } else {
                    groups[asked] = rows.count
                    groupOfPair.append(rows.count)
                    rows.append(asked)
                }
            }
        }
    }

    private static func read(
        _ values: BucketedCounts, in fragment: Int, _ groups: PairGroups,
        into grid: inout HistogramGrid, segments: Int, isBySegment: Bool
    ) {
        values.forEach(in: fragment) { key, times in
            guard let cell = MeasureCell(packed: key) else { return }
            let group = groups.groupOfPair[cell.pair]
            guard group >= 0 else { return }
            grid.add(cell.value, times: times, row: group, slot: cell.measure.rawValue)
            if isBySegment, cell.segment > 0 {
                let slot = slot(cell.measure, segment: cell.segment, segments: segments)
                grid.add(cell.value, times: times, row: group, slot: slot)
            }
        }
    }

    /// Stocks, and the flows that belong to them, by the pole of the snapshot's day.
    private mutating func addBacklogs(
        _ measures: Measures, _ period: ReportingPeriod, isAsked: [Bool]
    ) {
        let first = period.firstDay.dayNumber
        let last = min(period.lastDay, measures.lettersMeasuredTo).dayNumber
        guard first <= last else { return }
        let organisation = measures.organisation
        let backlog = measures.backlog
        for secretariat in organisation.secretariats.indices
        where measures.counts.letterCoverage.isNamed(secretariat) {
            let pole = organisation.pole(ofSecretariat: secretariat, on: last)
            let rows = organisation.rows(secretariat, pole)
            guard rows.indices.contains(where: { isAsked[rows[$0]] }) else { continue }
            var stocks: InlineArray<4, Int> = [0, 0, 0, 0]
            var before = 0
            for stage in BacklogStage.allCases {
                stocks[stage.position] = backlog.stock(secretariat, stage, on: last)
                before += backlog.stock(secretariat, stage, on: first - 1)
            }
            let pace = backlog.left(
                secretariat, .toType,
                during: (last - Int32(MeasureConstants.paceDays) + 1)...last)
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
            let rows = organisation.rows(secretariat, pole)
            for place in rows.indices {
                let row = rows[place]
                sums[row].openMinutes += minutes
                sums[row].openSecretariats += 1
            }
        }
    }
}
