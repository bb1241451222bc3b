import Domain

/// When the telephone of each secretariat is open.
///
/// On a day on which any row of a secretariat is valid, its rows for that weekday hold, and a
/// weekday without a row is closed; on other days, and for the unknown secretariat, the pipeline's
/// default holds. Public holidays and closed days are closed for all (contract §3, §5).
package struct OpeningSchedule: Sendable {
    /// The slots of weeks, each weekday's in order and without overlap: those of weekday d (Monday
    /// is 0) of week w are `slots[starts[7w + d]..<starts[7w + d + 1]]`.
    private var slots: [OpeningSlot] = []
    private var starts: [Int] = [0]
    /// The week that holds for each secretariat on a day.
    private var weekOfSecretariat = StepTable()
    private let calendar: WorkingCalendar

    /// - Parameter secretariats: functions of the day are asked for by position in it.
    package init(
        secretariats: [Code], hours: [Code: [OpeningRow]], standard: [Int: [OpeningSlot]],
        calendar: WorkingCalendar
    ) {
        self.calendar = calendar
        let standardWeek = addWeek { standard[$0] ?? [] }
        for secretariat in secretariats {
            let rows = hours[secretariat] ?? []
            // Between two boundaries the same rows are valid.
            let boundaries = Set(
                rows.flatMap {
                    [$0.validity.from, $0.validity.through.map { $0 + 1 }].compactMap(\.self)
                }
            ).sorted()
            var history = History<Int32>()
            var start: CivilDate?
            for end in boundaries.map(Optional.some) + [nil] {
                let probe = start ?? end.map { $0 - 1 } ?? CivilDate.firstPlausible
                let valid = rows.filter { $0.validity.contains(probe) }
                history.add(
                    valid.isEmpty
                        ? standardWeek
                        : addWeek { day in valid.filter { $0.weekday == day }.map(\.slot) },
                    during: Validity(from: start, through: end.map { $0 - 1 }))
                start = end
            }
            weekOfSecretariat.append(validOf: history)
        }
    }

    private mutating func addWeek(_ slotsOf: (Int) -> [OpeningSlot]) -> Int32 {
        for weekday in 1...7 {
            slots += Self.merged(slotsOf(weekday))
            starts.append(slots.count)
        }
        return Int32(starts.count / 7 - 1)
    }

    /// Slots in order; those that overlap or touch as one, so that no minute counts twice.
    private static func merged(_ slots: [OpeningSlot]) -> [OpeningSlot] {
        var result: [OpeningSlot] = []
        for slot in slots.sorted() where slot.open < slot.close {
            if let last = result.last, slot.open <= last.close {
                result[result.count - 1].close = max(last.close, slot.close)
            } else {
                result.append(slot)
            }
        }
        return result
    }

    private func slots(_ secretariat: Int, on day: Int32) -> Range<Int> {
        let week = Int(weekOfSecretariat.value(secretariat, on: day))
        let weekday = 7 * week + CivilDate(dayNumber: day).isoWeekday - 1
        return starts[weekday]..<starts[weekday + 1]
    }

    /// Open ≤ t < close, on a day that is not closed.
    package func isOpen(_ secretariat: Int, on day: Int32, second: Int) -> Bool {
        for slot in slots(secretariat, on: day)
        where slots[slot].open * 60 <= second && second < slots[slot].close * 60 {
            return !calendar.isClosed(CivilDate(dayNumber: day))
        }
        return false
    }

    /// 0 on closed days.
    package func openMinutes(_ secretariat: Int, on day: Int32) -> Int {
        if calendar.isClosed(CivilDate(dayNumber: day)) { return 0 }
        var minutes = 0
        for slot in slots(secretariat, on: day) { minutes += slots[slot].close - slots[slot].open }
        return minutes
    }
}
