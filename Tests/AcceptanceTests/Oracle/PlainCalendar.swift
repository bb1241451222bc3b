import Domain

/// Working days and holidays, day by day, with Easter by Gauss's formula.
///
/// Written again on purpose, from contract §5 alone: what Domain computes with prefix sums is here
/// a loop over days.
final class PlainCalendar {
    private let zone: String
    private let closedDays: [PlainClosedDay]
    private var known: [CivilDate: Bool] = [:]

    init(zone: String, closedDays: [PlainClosedDay]) {
        self.zone = zone
        self.closedDays = closedDays
    }

    /// Easter Sunday as days after 21 March (Gauss, with both of his exceptions; 1900–2099).
    static func easter(_ year: Int) -> CivilDate {
        let a = year % 19
        var d = (19 * a + 24) % 30
        if d == 29 || (d == 28 && a > 10) { d -= 1 }
        let e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
        return CivilDate(dayNumber: date(year, 3, 22).dayNumber + Int32(d + e))
    }

    static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            // Only days that exist are written in the tests.
            preconditionFailure("no such day: \(year)-\(month)-\(day)")
        }
        return date
    }

    func isHoliday(_ day: CivilDate) -> Bool {
        let (year, month, dayOfMonth) = day.parts
        var fixed = ["1/1", "1/5", "8/5", "14/7", "15/8", "1/11", "11/11", "25/12"]
        var afterEaster = [1, 39, 50]
        switch zone {
        case "alsace-moselle":
            fixed.append("26/12")
            afterEaster.append(-2)
        case "guadeloupe": fixed.append("27/5")
        case "martinique": fixed.append("22/5")
        case "guyane": fixed.append("10/6")
        case "la-reunion": fixed.append("20/12")
        case "mayotte": fixed.append("27/4")
        case "saint-barthelemy": fixed.append("9/10")
        case "saint-martin": fixed.append("28/5")
        default: break
        }
        if fixed.contains("\(dayOfMonth)/\(month)") { return true }
        let distance = Int(day.dayNumber) - Int(Self.easter(year).dayNumber)
        return afterEaster.contains(distance)
    }

    /// Nobody works and no telephone is open, whatever the weekday.
    func isClosed(_ day: CivilDate) -> Bool {
        if closedDays.contains(where: { $0.day == day && !$0.isWorked }) { return true }
        guard isHoliday(day) else { return false }
        let isWorked = closedDays.contains { $0.day == day && $0.isWorked }
        return !(isWorked && day.isoWeekday <= 5)
    }

    func isWorkingDay(_ day: CivilDate) -> Bool {
        if let answer = known[day] { return answer }
        let answer = day.isoWeekday <= 5 && !isClosed(day)
        known[day] = answer
        return answer
    }

    /// Working days d with start < d ≤ end.
    func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
        var count = 0
        var day = start + 1
        while day <= end {
            if isWorkingDay(day) { count += 1 }
            day = day + 1
        }
        return count
    }

    func delay(from start: CivilDate, to end: CivilDate, working: Bool) -> Int {
        if end <= start { return 0 }
        return working
            ? workingDays(after: start, through: end)
            : Int(end.dayNumber) - Int(start.dayNumber)
    }

    /// The last day whose delay from start is at most `days`.
    func dueDay(start: CivilDate, days: Int, working: Bool) -> CivilDate {
        var due = start
        var spent = 0
        while true {
            if !working || isWorkingDay(due + 1) { spent += 1 }
            if spent > days { return due }
            due = due + 1
        }
    }
}
