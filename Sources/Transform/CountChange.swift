import Domain

/// How counts that were kept change: what some facts counted before, taken away, and what they
/// count now, added.
///
/// Both are the plain counts of a small part of the facts, made by a `Measurer`: the encounters and
/// letters that refer to each other must be in the same part.
package struct CountChange: Sendable {
    /// What is to be added to each bucket; cells are negative where less is counted now. Buckets
    /// that stay as they are have none.
    package private(set) var cells: [CountBucket: CountCells] = [:]

    /// - Parameters:
    ///   - old: of the facts as they were, by what was measured with then.
    ///   - new: of the facts as they are, by what is measured with now; the first day measured is
    ///     the same, so that buckets have the same numbers.
    package init(from old: MeasureCounts, to new: MeasureCounts) {
        new.forEachBucket { bucket, cells in self.cells[bucket] = cells }
        old.forEachBucket { bucket, cells in
            self.cells[bucket] = (self.cells[bucket] ?? CountCells()).adding(cells, times: -1)
        }
        cells = cells.filter { !$0.value.isEmpty }
    }

    private func buckets(_ families: CountFamily...) -> Set<Int> {
        Set(cells.keys.filter { families.contains($0.family) }.map(\.number))
    }

    // MARK: What it touches

    /// The days of each secretariat's backlog on which any number may be another, the day measured
    /// apart: the positions of secretariats, and ranges of days.
    func backlogDays(
        through last: CivilDate
    ) -> [(secretariat: Int, days: ClosedRange<Int32>)] {
        struct Group: Hashable {
            let secretariat: Int
            let stage: BacklogStage
            let entered: Int32
        }
        var groups: [Group: (net: Int64, firstLeft: Int32, lastLeft: Int32)] = [:]
        for (bucket, cells) in cells where bucket.family == .stays {
            for (key, count) in zip(cells.keys, cells.counts) {
                let stay = BacklogStay(packed: key)
                let group = Group(
                    secretariat: stay.secretariat, stage: stay.stage, entered: stay.entered)
                let known = groups[group] ?? (0, .max, .min)
                groups[group] = (
                    known.net + count, min(known.firstLeft, stay.left),
                    max(known.lastLeft, stay.left)
                )
            }
        }
        return groups.compactMap { group, change in
            // As many letters entered on that day: nothing is another before one of them left.
            let first = change.net == 0 ? change.firstLeft : group.entered
            let end = min(change.lastLeft, last.dayNumber)
            return first <= end ? (group.secretariat, first...end) : nil
        }
    }

    /// The first day from which each secretariat's backlog may be another, the day measured apart;
    /// none for those that are what they were.
    ///
    /// - Parameters: as for `touched`.
    package func firstBacklogDays(
        _ context: MeasureContext, since previous: MeasureContext, _ counts: MeasureCounts,
        before: MeasureCounts
    ) -> [Code: CivilDate] {
        var first: [Code: CivilDate] = [:]
        for (secretariat, days) in backlogDays(through: context.input.lettersMeasuredTo) {
            let code = context.organisation.secretariats[secretariat]
            let day = CivilDate(dayNumber: days.lowerBound)
            first[code] = min(day, first[code] ?? day)
        }
        // Days without letters have rows too, from the first event on.
        let isLonger =
            CountRows(counts, .letters, context).days?.first
            != CountRows(before, .letters, previous).days?.first
        for (secretariat, code) in context.organisation.secretariats.enumerated()
        where isLonger
            || counts.letterCoverage.isNamed(secretariat)
                != before.letterCoverage.isNamed(secretariat)
        {
            first[code] = .firstPlausible
        }
        return first
    }

    /// The first day from which a secretariat's calls of a day may be others; nil: no call is.
    package func firstCallDay(_ context: MeasureContext) -> CivilDate? {
        buckets(.volumes).compactMap { context.fragments.days(of: $0)?.lowerBound }.min()
            .map { CivilDate(dayNumber: $0) }
    }

    /// The months whose checks of the data count otherwise.
    package func qualityMonths(_ context: MeasureContext) -> Set<ReportingPeriod> {
        let months = context.months
        return Set(buckets(.quality).map { months[$0] })
    }

    /// The buckets that the figures of some periods are computed from, and those of which no period
    /// can do without.
    ///
    /// - Parameter first: the first day of the earliest of the periods.
    package static func buckets(
        of periods: [ReportingPeriod], from first: CivilDate, _ context: MeasureContext
    ) -> [CountFamily: [Range<Int>]] {
        let empty = MeasureCounts(context)
        let fragments = periods.map { context.fragments.fragments(of: $0) }
        let days = merged(fragments)
        let allMonths = context.months
        let months = merged(
            periods.compactMap { period in
                allMonths.firstIndex(of: period).map { $0..<($0 + 1) }
            })
        let all = 0..<context.fragments.count
        return [
            .values: days, .calls: days, .slots: months, .quality: months,
            .stays: [
                empty.stays.buckets(
                    endingFrom: Measures.firstBacklogDay(context, from: first))
            ],
            .naming: [0..<1], .unmapped: [0..<1], .unknownLetterTypes: [0..<1],
            .unknownEncounterTypes: [0..<1], .volumes: [all],
        ]
    }

    /// The same numbers in ranges that do not touch.
    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
