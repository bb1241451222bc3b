import Domain

/// A period of which some figure may be another than before, and whose.
package struct TouchedPeriod: Hashable, Sendable {
    package let period: ReportingPeriod
    /// nil: of everyone.
    package let perimeters: Set<Perimeter>?

    package init(_ period: ReportingPeriod, _ perimeters: Set<Perimeter>? = nil) {
        self.period = period
        self.perimeters = perimeters
    }
}

extension CountChange {
    /// The periods of which some figure may be another than before, each with those whose figure it
    /// is; all others have the figures that they had.
    ///
    /// - Parameters:
    ///   - context: what is measured with now, and `previous`: then.
    ///   - counts: with what names secretariats and with the days of events, now and `before`.
    package func touched(
        _ context: MeasureContext, since previous: MeasureContext, _ counts: MeasureCounts,
        before: MeasureCounts
    ) -> [TouchedPeriod] {
        var touched = TouchedRows(context)
        let known = Set(previous.periods)
        touched.touchAll { !known.contains($0) }
        for subject in IndicatorSubject.allCases {
            let (then, now) = (previous.measuredTo(subject), context.measuredTo(subject))
            if then != now {
                touched.touchAll { $0.lastDay > min(then, now) && $0.firstDay <= max(then, now) }
            }
            let shown = CountRows(counts, subject, context)
            let shownBefore = CountRows(before, subject, previous)
            if shown.days?.first != shownBefore.days?.first {
                touched.touchAll { _ in true }
            } else if shown.days?.last != shownBefore.days?.last {
                touched.touchAll { shown.covers($0) != shownBefore.covers($0) }
            }
            for row in shown.isShown.indices where shown.isShown[row] != shownBefore.isShown[row] {
                touched.touch([row]) { _ in true }
            }
            let isNamed = counts.coverage(subject).isNamed
            let wasNamed = before.coverage(subject).isNamed
            for secretariat in context.organisation.secretariats.indices
            where isNamed(secretariat) != wasNamed(secretariat) {
                touched.touch(ofSecretariat: secretariat) { _ in true }
            }
        }
        touchCounted(&touched, context)
        touchBacklogs(&touched, through: context.input.lettersMeasuredTo)
        return touched.periods
    }

    /// What is counted by fragment and month.
    private func touchCounted(_ touched: inout TouchedRows, _ context: MeasureContext) {
        let months = context.months
        for (bucket, cells) in cells {
            switch bucket.family {
            case .values:
                let pairs = Set(cells.keys.compactMap { MeasureCell(packed: $0)?.pair })
                touched.touch(touched.rows(ofPairs: pairs), inFragment: bucket.number)
            case .calls:
                // Whether a secretariat received a call decides on the hours of all its poles.
                let pairs = Set(cells.keys.map { MeasureCounts.pair(ofCallCell: $0) })
                let secretariats = Set(pairs.map { context.organisation.pairs[$0].secretariat })
                let rows = secretariats.reduce(into: Set<Int>()) {
                    $0.formUnion(touched.rows(ofSecretariat: $1))
                }
                touched.touch(rows, inFragment: bucket.number)
            case .slots:
                let rows = Set(cells.keys.map { 1 + CallSlots.pole(ofCell: $0) }).union([0])
                touched.touch(rows) { $0 == months[bucket.number] }
            case .stays, .naming, .unmapped, .unknownLetterTypes, .unknownEncounterTypes, .quality,
                .volumes:
                break
            }
        }
    }

    /// Stocks, and what flows in the days that give the pace.
    private func touchBacklogs(_ touched: inout TouchedRows, through last: CivilDate) {
        let days = Dictionary(grouping: backlogDays(through: last), by: \.secretariat)
        for (secretariat, changes) in days {
            guard let first = changes.map(\.days.lowerBound).min() else { continue }
            var isOther = DaySet(from: first, through: last.dayNumber)
            for change in changes { isOther.insert(change.days) }
            touched.touch(ofSecretariat: secretariat) { period in
                let snapshot = min(period.lastDay, last).dayNumber
                let pace = snapshot - Int32(MeasureConstants.paceDays) + 1
                let before = (period.firstDay - 1).dayNumber
                return isOther.intersects(pace...max(pace, snapshot))
                    || isOther.intersects(before...max(snapshot, before))
            }
        }
    }
}

/// Periods by rows of `PeriodFigures`, each touched or not.
private struct TouchedRows {
    private let context: MeasureContext
    private let rowCount: Int
    /// By period, then row.
    private var isTouched: [Bool]
    /// By secretariat: the rows that its figures add to on any day.
    private let rowsOfSecretariat: [Set<Int>]
    /// By fragment: the positions of the periods that hold it.
    private let periodsOfFragment: [[Int]]

    init(_ context: MeasureContext) {
        self.context = context
        let organisation = context.organisation
        rowCount = organisation.perimeters.count
        isTouched = [Bool](repeating: false, count: context.periods.count * rowCount)
        var rows = [Set<Int>](repeating: [], count: organisation.secretariats.count)
        for pair in organisation.pairs {
            rows[pair.secretariat].formUnion(Self.rows(of: pair, organisation))
        }
        rowsOfSecretariat = rows
        var periods = [[Int]](repeating: [], count: context.fragments.count)
        for (place, period) in context.periods.enumerated() {
            for fragment in context.fragments.fragments(of: period) {
                periods[fragment].append(place)
            }
        }
        periodsOfFragment = periods
    }

    func rows(ofSecretariat secretariat: Int) -> Set<Int> { rowsOfSecretariat[secretariat] }

    func rows(ofPairs pairs: Set<Int>) -> Set<Int> {
        let organisation = context.organisation
        return pairs.reduce(into: []) {
            $0.formUnion(Self.rows(of: organisation.pairs[$1], organisation))
        }
    }

    private static func rows(
        of pair: Organisation.Pair, _ organisation: Organisation
    ) -> [Int] {
        let rows = organisation.rows(pair.secretariat, pair.pole)
        return rows.indices.map { rows[$0] }
    }

    mutating func touch(_ rows: Set<Int>, _ condition: (ReportingPeriod) -> Bool) {
        for (place, period) in context.periods.enumerated() where condition(period) {
            for row in rows { isTouched[place * rowCount + row] = true }
        }
    }

    mutating func touch(
        ofSecretariat secretariat: Int, _ condition: (ReportingPeriod) -> Bool
    ) {
        touch(rowsOfSecretariat[secretariat], condition)
    }

    mutating func touchAll(_ condition: (ReportingPeriod) -> Bool) {
        touch(Set(0..<rowCount), condition)
    }

    mutating func touch(_ rows: Set<Int>, inFragment fragment: Int) {
        for place in periodsOfFragment[fragment] {
            for row in rows { isTouched[place * rowCount + row] = true }
        }
    }

    /// Those with a row that is touched.
    var periods: [TouchedPeriod] {
        let perimeters = context.organisation.perimeters
        return context.periods.enumerated().compactMap { place, period in
            let rows = isTouched[(place * rowCount)..<((place + 1) * rowCount)]
            guard rows.contains(true) else { return nil }
            if !rows.contains(false) { return TouchedPeriod(period) }
            return TouchedPeriod(
                period, Set(zip(perimeters, rows).lazy.filter(\.1).map(\.0)))
        }
    }
}

/// Days of a range, each in or not.
private struct DaySet {
    private let first: Int32
    private var isIn: [Bool]

    init(from first: Int32, through last: Int32) {
        self.first = first
        isIn = [Bool](repeating: false, count: max(0, Int(last - first) + 1))
    }

    mutating func insert(_ days: ClosedRange<Int32>) {
        for day in days { isIn[Int(day - first)] = true }
    }

    func intersects(_ days: ClosedRange<Int32>) -> Bool {
        let from = max(0, Int(days.lowerBound) - Int(first))
        let through = min(isIn.count - 1, Int(days.upperBound) - Int(first))
        return from <= through && isIn[from...through].contains(true)
    }
}
