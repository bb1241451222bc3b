import Domain

/// Functions of the day that change on a few days only, side by side in flat columns: which
/// secretariat a unit belongs to, which pole a secretariat, which version of a type holds.
///
/// The histories of the reference files are turned into steps once, so that a row costs a look-up
/// in a short run of numbers rather than a comparison of dates and codes.
package struct StepTable: Sendable {
    /// The value where nothing holds.
    package static let none = Int32(-1)

    /// Before every day that a history may name, and far from the ends of `Int32`.
    private static let longAgo = CivilDate(dayNumber: -10_000_000)

    private var offsets: [Int32] = [0]
    private var firstDays: [Int32] = []
    private var values: [Int32] = []

    package init() {}

    /// The number of functions.
    package var count: Int { offsets.count - 1 }

    /// Adds a function that is the same on every day; returns its position.
    @discardableResult
    package mutating func append(always value: Int32) -> Int {
        append(steps: [(.min, value)])
    }

    /// Adds a history's rows by the nearest rule: outside all periods the nearest one holds, on a
    /// tie the earlier.
    @discardableResult
    package mutating func append(nearestOf history: History<Int32>) -> Int {
        var days = Self.boundaries(of: history)
        // In a gap the later row holds from the first day that is nearer to it.
        for (earlier, later) in zip(history.versions, history.versions.dropFirst()) {
            guard let end = earlier.validity.through, let start = later.validity.from, end < start
            else { continue }
            days.append(end + (start.days(since: end) / 2 + 1))
        }
        return append(at: days) { history.nearest(to: $0) }
    }

    /// Adds a history's rows by their own periods: outside all of them nothing holds.
    @discardableResult
    package mutating func append(validOf history: History<Int32>) -> Int {
        append(at: Self.boundaries(of: history)) { history.valid(on: $0) }
    }

    private static func boundaries(of history: History<Int32>) -> [CivilDate] {
        history.versions.flatMap { version in
            [version.validity.from, version.validity.through.map { $0 + 1 }].compactMap(\.self)
        }
    }

    private mutating func append(at days: [CivilDate], value: (CivilDate) -> Int32?) -> Int {
        var steps: [(Int32, Int32)] = [(.min, value(Self.longAgo) ?? Self.none)]
        for day in Set(days).sorted() {
            let next = value(day) ?? Self.none
            if next != steps[steps.count - 1].1 { steps.append((day.dayNumber, next)) }
        }
        return append(steps: steps)
    }

    private mutating func append(steps: [(Int32, Int32)]) -> Int {
        for (day, value) in steps {
            firstDays.append(day)
            values.append(value)
        }
        offsets.append(Int32(values.count))
        return count - 1
    }

    /// The value of the function at `position` on a day.
    package func value(_ position: Int, on day: Int32) -> Int32 {
        let first = Int(offsets[position])
        var step = Int(offsets[position + 1]) - 1
        // Most functions have one step; recent days, the most frequent, are the last ones.
        while step > first, firstDays[step] > day { step -= 1 }
        return values[step]
    }

    /// Whether a function is the same on every day as one of another table.
    package func isSame(_ position: Int, as other: StepTable, _ otherPosition: Int) -> Bool {
        let own = Int(offsets[position])..<Int(offsets[position + 1])
        let others = Int(other.offsets[otherPosition])..<Int(other.offsets[otherPosition + 1])
        return firstDays[own] == other.firstDays[others] && values[own] == other.values[others]
    }

    /// Every value that the function takes between two days, in the order of the days.
    package func values(_ position: Int, from first: Int32, through last: Int32) -> [Int32] {
        runs(position, from: first, through: last).map(\.value)
    }

    /// The days between two days, cut where the function changes.
    package func runs(
        _ position: Int, from first: Int32, through last: Int32
    ) -> [(days: ClosedRange<Int32>, value: Int32)] {
        guard first <= last else { return [] }
        var runs: [(days: ClosedRange<Int32>, value: Int32)] = []
        for step in Int(offsets[position])..<Int(offsets[position + 1]) {
            let start = max(first, firstDays[step])
            let isLast = step + 1 == Int(offsets[position + 1])
            let end = isLast ? last : min(last, firstDays[step + 1] - 1)
            if start <= end { runs.append((start...end, values[step])) }
        }
        return runs
    }
}

extension History {
    /// The same periods with a number for each row.
    package func numbered(_ number: (Version) -> Int32) -> History<Int32> {
        var result = History<Int32>()
        for (validity, value) in versions { result.add(number(value), during: validity) }
        return result
    }
}
