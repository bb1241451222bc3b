import Domain

/// A letter's stay in a stage of a secretariat's backlog: it holds on the days d with
/// entered ≤ d < left.
struct BacklogStay: Hashable, Sendable {
    var secretariat: Int
    var stage: BacklogStage
    /// Day numbers; `left` is `LetterLifecycle.never` for a stay that has not ended.
    var entered: Int32
    var left: Int32

    init(secretariat: Int, stage: BacklogStage, entered: Int32, left: Int32) {
        self.secretariat = secretariat
        self.stage = stage
        self.entered = entered
        self.left = left
    }

    private static let dayBits: UInt64 = 20
    private static let never: UInt64 = (1 << dayBits) - 1

    /// Bits: secretariat 16, stage 2, day entered 20, day left 20, all of them 1 for never. Days of
    /// facts are plausible, so that they fit and no key is 0.
    var packed: UInt64 {
        precondition(secretariat < 1 << 16 && entered > 0 && entered < 1 << 19)
        let end = left == LetterLifecycle.never ? Self.never : UInt64(left)
        return UInt64(secretariat) << 42 | UInt64(stage.position) << 40
            | UInt64(entered) << Self.dayBits | end
    }

    /// - Parameter packed: of a stay, and of nothing else.
    init(packed: UInt64) {
        let end = packed & Self.never
        secretariat = Int(packed >> 42)
        stage = BacklogStage.allCases[Int(packed >> 40 & 3)]
        entered = Int32(packed >> Self.dayBits & Self.never)
        left = end == Self.never ? LetterLifecycle.never : Int32(end)
    }
}

/// Stays in backlogs, counted by the month in which they end, so that all who waited on a day or
/// later are found without reading those who had left before.
struct StayCounts: Sendable {
    /// No stay that ended before it is kept: no figure asks for it.
    let firstDay: Int32
    /// By month since that of `firstDay`; the last bucket is that of stays without end.
    private var counts: BucketedCounts
    /// By day since `firstDay`.
    private let monthOfDay: [Int16]

    init(firstDay: CivilDate) {
        self.firstDay = firstDay.dayNumber
        var months: [Int16] = []
        var month: Int16 = 0
        for day in 0...max(0, CivilDate.lastPlausible.days(since: firstDay)) {
            if day > 0, (firstDay + day).day == 1 { month += 1 }
            months.append(month)
        }
        monthOfDay = months
        counts = BucketedCounts(buckets: Int(month) + 2)
    }

    private var endless: Int { counts.buckets.upperBound - 1 }

    /// Adds a stay; one that ends before it begins is none.
    mutating func add(_ stay: BacklogStay) {
        guard stay.entered <= stay.left, stay.left >= firstDay else { return }
        var stay = stay
        let day = Int(stay.left) - Int(firstDay)
        // No as-of day is later than the last plausible day.
        if day >= monthOfDay.count { stay.left = LetterLifecycle.never }
        counts.add(
            stay.packed, to: day >= monthOfDay.count ? endless : Int(monthOfDay[day]))
    }

    mutating func close() { counts.close() }

    /// Every stay that ends on a day or later, with how many letters have one like it, in no order,
    /// one more than once; and those that end earlier in its month.
    func forEach(
        endingFrom day: CivilDate, _ use: (_ stay: BacklogStay, _ times: Int32) -> Void
    ) {
        for bucket in buckets(endingFrom: day) {
            counts.forEach(in: bucket) { key, times in
                use(BacklogStay(packed: key), Int32(clamping: times))
            }
        }
    }

    // MARK: Keeping

    var buckets: Range<Int> { counts.buckets }

    func buckets(endingFrom day: CivilDate) -> Range<Int> {
        let place = Int(day.dayNumber) - Int(firstDay)
        if place >= monthOfDay.count { return endless..<(endless + 1) }
        return Int(monthOfDay[max(0, place)])..<(endless + 1)
    }

    func cells(in bucket: Int) -> CountCells { counts.cells(in: bucket) }

    mutating func add(_ cells: CountCells, to bucket: Int) { counts.add(cells, to: bucket) }

    mutating func add(bytes: [UInt8], to bucket: Int) -> Bool {
        counts.add(bytes: bytes, to: bucket)
    }
}
