import Domain

/// Offered and answered calls by month, pole, weekday and half-hour; never of a secretariat, since
/// a half-hour of one is a handful of calls, and of the people who sat there.
struct CallSlots: Sendable {
    private static let perWeek = 7 * 48

    private let poles: Int
    /// By time fragment, since each lies in one month; -1 before the first month, since the first
    /// year and quarter may begin earlier.
    private let monthOfFragment: [Int]
    private let months: [ReportingPeriod]
    /// By month, pole, weekday, half-hour.
    private var offered: [Int32]
    private var answered: [Int32]

    init(months: [ReportingPeriod], fragments: TimeFragments, poles: Int) {
        self.months = months
        self.poles = poles
        var monthOfFragment = [Int](repeating: -1, count: fragments.count)
        for (position, month) in months.enumerated() {
            for fragment in fragments.fragments(of: month) { monthOfFragment[fragment] = position }
        }
        self.monthOfFragment = monthOfFragment
        let cells = months.count * poles * Self.perWeek
        offered = [Int32](repeating: 0, count: cells)
        answered = [Int32](repeating: 0, count: cells)
    }

    /// - Parameter second: of the day.
    mutating func add(_ callClass: CallClass, fragment: Int, pole: Int, day: Int32, second: Int) {
        let month = monthOfFragment[fragment]
        guard callClass.isOffered, month >= 0 else { return }
        let weekday = CivilDate(dayNumber: day).isoWeekday
        let slot = (weekday - 1) * 48 + second / 1800
        let cell = (month * poles + pole) * Self.perWeek + slot
        offered[cell] += 1
        if callClass == .answered { answered[cell] += 1 }
    }

    /// The number of months.
    var buckets: Range<Int> { months.indices }

    func bucket(of month: ReportingPeriod) -> Int? { months.firstIndex(of: month) }

    /// The counts of a month, to be kept.
    func cells(in month: Int) -> CountCells {
        let first = month * poles * Self.perWeek
        var cells: [(key: UInt64, count: Int64)] = []
        for cell in 0..<(poles * Self.perWeek)
        where offered[first + cell] != 0 || answered[first + cell] != 0 {
            cells.append((UInt64(2 * cell + 2), Int64(offered[first + cell])))
            cells.append((UInt64(2 * cell + 3), Int64(answered[first + cell])))
        }
        return CountCells(cells)
    }

    /// The pole that a key counts calls of.
    static func pole(ofCell key: UInt64) -> Int { (Int(key) / 2 - 1) / perWeek }

    mutating func add(_ cells: CountCells, to month: Int) {
        let first = month * poles * Self.perWeek
        for (key, count) in zip(cells.keys, cells.counts) {
            let cell = first + Int(key) / 2 - 1
            if key % 2 == 0 {
                offered[cell] += Int32(count)
            } else {
                answered[cell] += Int32(count)
            }
        }
    }

    /// The half-hours of a month that were offered a call: the establishment's, then each pole's.
    func counts(of month: ReportingPeriod, poles codes: [Code]) -> [CallSlotCount] {
        guard let position = months.firstIndex(of: month) else { return [] }
        var total = [(offered: Int, answered: Int)](repeating: (0, 0), count: Self.perWeek)
        var counts: [CallSlotCount] = []
        for (pole, code) in codes.enumerated() {
            let first = (position * poles + pole) * Self.perWeek
            for slot in 0..<Self.perWeek where offered[first + slot] > 0 {
                let cell = (Int(offered[first + slot]), Int(answered[first + slot]))
                total[slot].offered += cell.0
                total[slot].answered += cell.1
                counts.append(count(month, Perimeter(.pole, code), slot, cell))
            }
        }
        let whole = total.indices.filter { total[$0].offered > 0 }.map {
            count(month, .establishment, $0, total[$0])
        }
        return whole + counts
    }

    private func count(
        _ month: ReportingPeriod, _ perimeter: Perimeter, _ slot: Int,
        _ calls: (offered: Int, answered: Int)
    ) -> CallSlotCount {
        CallSlotCount(
            period: month, perimeter: perimeter, weekday: slot / 48 + 1, slot: slot % 48,
            offered: calls.offered, answered: calls.answered)
    }
}
