import Domain
import Load
import Transform

/// The counts that the figures are computed from, as the warehouse keeps them from run to run.
struct KeptCounts {
    let warehouse: Warehouse

    /// What is kept is not what this program keeps, or not what the change was made for: everything
    /// is counted anew.
    struct Unusable: Error {}

    /// Keeps the counts of all facts.
    func replace(by counts: MeasureCounts) throws {
        try counts.forEachBucket { bucket, cells in
            try warehouse.storeCounts(
                family: bucket.family.rawValue, bucket: bucket.number, cells.bytes)
        }
        try keepEventDays(of: counts)
    }

    /// Changes what is kept.
    ///
    /// - Throws: `Unusable` where more would be taken away than there is.
    func apply(_ change: CountChange) throws {
        for (bucket, cells) in change.cells {
            let bytes = try warehouse.counts(
                family: bucket.family.rawValue, buckets: bucket.number..<(bucket.number + 1)
            ).first?.cells
            guard let kept = CountCells(bytes: bytes ?? []) else { throw Unusable() }
            let sum = kept.adding(cells)
            guard !sum.hasNegative else { throw Unusable() }
            try warehouse.storeCounts(
                family: bucket.family.rawValue, bucket: bucket.number, sum.bytes)
        }
    }

    /// What names secretariats, with the days of events of the last measuring.
    func naming(_ context: MeasureContext) throws -> MeasureCounts {
        var counts = MeasureCounts(context)
        try add(.naming, 0..<1, to: &counts)
        for (subject, days) in try eventDays() { counts.noteEventDays(days, subject) }
        return counts
    }

    /// Reads some buckets into counts.
    func add(_ family: CountFamily, _ buckets: Range<Int>, to counts: inout MeasureCounts) throws {
        for (bucket, bytes) in try warehouse.counts(family: family.rawValue, buckets: buckets) {
            guard counts.add(bytes: bytes, to: CountBucket(family, bucket)) else {
                throw Unusable()
            }
        }
    }

    // MARK: Days with events

    /// Keeps the first and the last day with an event of each subject.
    func keepEventDays(of counts: MeasureCounts) throws {
        let days = IndicatorSubject.allCases.map { subject in
            counts.eventDays(subject)
                .map { "\($0.lowerBound.dayNumber) \($0.upperBound.dayNumber)" } ?? "-"
        }
        try warehouse.set(.countedEvents, to: days.joined(separator: ","))
    }

    private func eventDays() throws -> [IndicatorSubject: ClosedRange<CivilDate>] {
        let texts = (try warehouse.setting(.countedEvents) ?? "").split(separator: ",")
        var days: [IndicatorSubject: ClosedRange<CivilDate>] = [:]
        for (subject, text) in zip(IndicatorSubject.allCases, texts) where text != "-" {
            let numbers = text.split(separator: " ").compactMap { Int32($0) }
            guard numbers.count == 2, numbers[0] <= numbers[1] else { throw Unusable() }
            days[subject] =
                CivilDate(dayNumber: numbers[0])...CivilDate(dayNumber: numbers[1])
        }
        return days
    }
}
