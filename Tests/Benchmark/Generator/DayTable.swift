import Domain

/// What is asked of days again and again, worked out once: how exports write them, and working days.
///
/// Days are counted from `origin`, which is day 0.
struct DayTable {
    let origin: CivilDate
    let count: Int
    /// `31/12/2025` and `2025-12-31`.
    let french: [[UInt8]]
    let iso: [[UInt8]]
    /// `25365`, year and day of the year: how identifiers begin.
    let stamp: [[UInt8]]
    private let workingDays: [Int]
    /// Of each day, the position among the working days of the first one that is not before it.
    private let nextWorking: [Int]

    init(from origin: CivilDate, through last: CivilDate, calendar: WorkingCalendar) {
        self.origin = origin
        count = last.days(since: origin) + 1
        var french: [[UInt8]] = []
        var iso: [[UInt8]] = []
        var stamp: [[UInt8]] = []
        var working: [Int] = []
        var next: [Int] = []
        for day in 0..<count {
            let date = origin + day
            let (year, month, dayOfMonth) = date.parts
            let cells = [
                padded(dayOfMonth, to: 2), padded(month, to: 2), padded(year, to: 4),
            ]
            french.append(Array(cells.joined(separator: "/").utf8))
            iso.append(Array(date.description.utf8))
            let dayOfYear = (1..<month).reduce(dayOfMonth) {
                $0 + CivilDate.length(ofMonth: $1, year: year)
            }
            stamp.append(Array((padded(year % 100, to: 2) + padded(dayOfYear, to: 3)).utf8))
            next.append(working.count)
            if calendar.isWorkingDay(date) { working.append(day) }
        }
        self.french = french
        self.iso = iso
        self.stamp = stamp
        workingDays = working
        nextWorking = next
    }

    func index(_ date: CivilDate) -> Int { date.days(since: origin) }

    func date(_ day: Int) -> CivilDate { origin + day }

    /// A number for the patient of an encounter, whatever the table's first day.
    func person(_ rank: Int, _ day: Int) -> Int { rank * 7 + Int(date(day).dayNumber) * 31 }

    /// The day that is so many working days after the first one that is not before `day`. Days past
    /// the table's end are its last one, which is after any that is exported.
    func workingDay(_ lag: Int, from day: Int) -> Int {
        guard day < count else { return count - 1 }
        let position = nextWorking[day] + lag
        return position < workingDays.count ? workingDays[position] : count - 1
    }
}
