import Domain

/// The letters that enter, leave and wait in each stage of each secretariat, day by day.
///
/// A stay in a stage is an interval: it holds on the days d with entered ≤ d < left. Each stay
/// changes a few counters on the days of its bounds and of its age bands; one sweep over the days
/// then turns changes into stocks (`close`). What is read afterwards is exact, also for stays that
/// began before the first day kept.
///
/// Letters come in no order of secretariat, and all counters together are larger than the
/// processor's cache: stays wait in a short queue for each secretariat, whose own counters fit.
package struct BacklogLedger: Sendable {
    /// A stay that has not ended: later than every day.
    package static let never = LetterLifecycle.never

    /// The counters of one day, side by side in `counters`: changes until `close`, numbers of
    /// letters afterwards, except `entered` and `left`, which are the day's own throughout.
    private enum Counter {
        static let stock = 0
        static let entered = 1
        static let left = 2
        /// Four of the five age bands: the fifth is the rest of the stock.
        static let bands = 3..<7
        /// The last day on which a letter that entered that day leaves; after `close`, the first
        /// day on which a letter entered that still waits.
        static let mark = 7
        static let total = 8
    }

    private static let stages = BacklogStage.allCases.count

    private struct Stay {
        var entered: Int32
        var left: Int32
        var stage: BacklogStage
        var times: Int32
    }

    /// Turns stays into changes of counters.
    private struct StayCounter {
        let firstDay: Int32
        let lastDay: Int32
        let dayCount: Int
        /// The first age beyond each band but the open one.
        let bandEnds = BacklogDay.ageBandEnds.map { $0 + 1 }

        /// - Parameter block: where the counters of the stay's stage start.
        func count(_ stay: Stay, _ block: Int, in counters: inout MutableSpan<Int32>) {
            // Days since `firstDay`.
            let entered = Int(stay.entered - firstDay)
            let from = max(entered, 0)
            let until = Int(min(stay.left, lastDay + 1) - firstDay)
            let times = stay.times
            if entered >= 0 { counters[block + Counter.total * entered + Counter.entered] += times }
            if until < dayCount { counters[block + Counter.total * until + Counter.left] += times }
            guard from < until else { return }
            change(block + Counter.stock, from, until, times, in: &counters)
            var start = entered
            for (band, end) in zip(Counter.bands, bandEnds) {
                let bandEnd = min(until, entered + end)
                if start < bandEnd {
                    change(block + band, max(from, start), bandEnd, times, in: &counters)
                }
                start = entered + end
                if start >= until { break }
            }
            if entered >= 0 {
                let mark = block + Counter.total * entered + Counter.mark
                counters[mark] = max(counters[mark], stay.left)
            }
        }

        private func change(
            _ counter: Int, _ from: Int, _ until: Int, _ times: Int32,
            in counters: inout MutableSpan<Int32>
        ) {
            guard from < until else { return }
            counters[counter + Counter.total * from] += times
            if until < dayCount { counters[counter + Counter.total * until] -= times }
        }
    }

    private static let depth = 128

    private let firstDay: Int32
    private let lastDay: Int32
    private let dayCount: Int
    private let stayCounter: StayCounter
    /// By secretariat: where its counters start, or -1 where it has none; by stage, then day.
    private var blocks: [Int]
    private var counters: [Int32] = []
    /// The last leaving day of stays that began before `firstDay` and reach it, by secretariat and
    /// stage, then by the day they began.
    private var early: [Int: [Int32: Int32]] = [:]
    private var waiting: [Stay]
    private var filled: [Int32]

    /// - Parameters: days outside `firstDay…lastDay` are not kept.
    package init(secretariats: Int, firstDay: CivilDate, lastDay: CivilDate) {
        self.firstDay = firstDay.dayNumber
        self.lastDay = lastDay.dayNumber
        dayCount = max(0, lastDay.days(since: firstDay) + 1)
        stayCounter = StayCounter(
            firstDay: self.firstDay, lastDay: self.lastDay, dayCount: dayCount)
        blocks = [Int](repeating: -1, count: secretariats)
        filled = [Int32](repeating: 0, count: secretariats)
        waiting = [Stay](
            repeating: Stay(entered: 0, left: 0, stage: .toDictate, times: 0),
            count: secretariats * Self.depth)
    }

    /// Adds a stay, or several that are alike; one that ends before it begins is none.
    /// - Parameter left: the first day on which it no longer holds, or `never`.
    package mutating func add(
        secretariat: Int, stage: BacklogStage, entered: Int32, left: Int32, times: Int32 = 1
    ) {
        guard dayCount > 0, entered <= left, entered <= lastDay, left >= firstDay else { return }
        let position = Int(filled[secretariat])
        waiting[secretariat * Self.depth + position] = Stay(
            entered: entered, left: left, stage: stage, times: times)
        filled[secretariat] += 1
        if position + 1 == Self.depth { empty(secretariat) }
    }

    private mutating func empty(_ secretariat: Int) {
        guard filled[secretariat] > 0 else { return }
        if blocks[secretariat] < 0 { addBlock(secretariat) }
        // Taken out and put back: a span of a property would bar the way to all the others.
        var counters: [Int32] = []
        swap(&counters, &self.counters)
        var span = counters.mutableSpan
        let start = secretariat * Self.depth
        for position in start..<(start + Int(filled[secretariat])) {
            let stay = waiting[position]
            let block = at(secretariat, stay.stage, firstDay)
            stayCounter.count(stay, block, in: &span)
            if stay.entered < firstDay, stay.left > firstDay {
                let key = secretariat * Self.stages + stay.stage.position
                let known = early[key]?[stay.entered] ?? .min
                early[key, default: [:]][stay.entered] = max(known, stay.left)
            }
        }
        swap(&counters, &self.counters)
        filled[secretariat] = 0
    }

    /// Where the counters of a day are.
    private func at(_ secretariat: Int, _ stage: BacklogStage, _ day: Int32) -> Int {
        blocks[secretariat] + Counter.total * (stage.position * dayCount + Int(day - firstDay))
    }

    private mutating func addBlock(_ secretariat: Int) {
        blocks[secretariat] = counters.count
        for _ in 0..<(dayCount * Self.stages) {
            for _ in 0..<Counter.mark { counters.append(0) }
            counters.append(.min)
        }
    }

    /// Turns changes into numbers of letters; nothing may be added afterwards, or read before.
    package mutating func close() {
        for secretariat in filled.indices { empty(secretariat) }
        waiting = []
        filled = []
        for secretariat in blocks.indices where blocks[secretariat] >= 0 && dayCount > 0 {
            for stage in BacklogStage.allCases {
                let block = at(secretariat, stage, firstDay)
                for day in 1..<max(1, dayCount) {
                    let today = block + Counter.total * day
                    let before = today - Counter.total
                    counters[today + Counter.stock] += counters[before + Counter.stock]
                    for band in Counter.bands {
                        counters[today + band] += counters[before + band]
                    }
                }
                markOldest(block, early[secretariat * Self.stages + stage.position] ?? [:])
            }
        }
        early = [:]
    }

    /// A day of entry whose letters have all left never holds a letter again: the oldest day that
    /// still does only moves forward.
    private mutating func markOldest(_ block: Int, _ early: [Int32: Int32]) {
        let before = early.sorted { $0.key < $1.key }
        let marks = block + Counter.mark
        let lastLeft = (0..<dayCount).map { counters[marks + Counter.total * $0] }
        var oldest = 0
        for index in 0..<dayCount {
            let day = firstDay + Int32(index)
            while oldest < before.count + index + 1 {
                let left =
                    oldest < before.count ? before[oldest].value : lastLeft[oldest - before.count]
                if left > day { break }
                oldest += 1
            }
            counters[marks + Counter.total * index] =
                oldest < before.count
                ? before[oldest].key : firstDay + Int32(oldest - before.count)
        }
    }

    private func isKept(_ secretariat: Int, _ day: Int32) -> Bool {
        blocks[secretariat] >= 0 && day >= firstDay && day <= lastDay
    }

    /// Letters in the stage at the end of a day.
    package func stock(_ secretariat: Int, _ stage: BacklogStage, on day: Int32) -> Int {
        guard isKept(secretariat, day) else { return 0 }
        return Int(counters[at(secretariat, stage, day) + Counter.stock])
    }

    /// Letters that entered the stage on some day of the range.
    package func entered(
        _ secretariat: Int, _ stage: BacklogStage, during days: ClosedRange<Int32>
    ) -> Int {
        sum(Counter.entered, secretariat, stage, days)
    }

    /// Letters that left the stage on some day of the range.
    package func left(
        _ secretariat: Int, _ stage: BacklogStage, during days: ClosedRange<Int32>
    ) -> Int {
        sum(Counter.left, secretariat, stage, days)
    }

    private func sum(
        _ counter: Int, _ secretariat: Int, _ stage: BacklogStage, _ days: ClosedRange<Int32>
    ) -> Int {
        let first = max(days.lowerBound, firstDay)
        let last = min(days.upperBound, lastDay)
        guard blocks[secretariat] >= 0, first <= last else { return 0 }
        var total = 0
        for day in first...last { total += Int(counters[at(secretariat, stage, day) + counter]) }
        return total
    }

    /// A row of `v_backlog`.
    package func backlogDay(
        _ secretariat: Int, code: Code, _ stage: BacklogStage, on date: CivilDate
    ) -> BacklogDay {
        guard isKept(secretariat, date.dayNumber) else {
            return BacklogDay(
                date: date, secretariat: code, stage: stage, stock: 0, entered: 0, left: 0,
                ages: [0, 0, 0, 0, 0], oldestDays: nil)
        }
        let start = at(secretariat, stage, date.dayNumber)
        let stock = Int(counters[start + Counter.stock])
        let ages = Counter.bands.map { Int(counters[start + $0]) }
        let oldest = Int(date.dayNumber - counters[start + Counter.mark])
        return BacklogDay(
            date: date, secretariat: code, stage: stage, stock: stock,
            entered: Int(counters[start + Counter.entered]),
            left: Int(counters[start + Counter.left]),
            ages: ages + [stock - ages.reduce(0, +)], oldestDays: stock == 0 ? nil : oldest)
    }
}

extension BacklogStage {
    /// The position among the four, in the order of a letter's life.
    package var position: Int {
        switch self {
        case .toDictate: 0
        case .toType: 1
        case .toValidate: 2
        case .toSend: 3
        }
    }
}
