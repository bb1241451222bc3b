import Domain

/// The kinds of rows, with what a large hospital has of them in a year.
enum Kind: UInt64, CaseIterable {
    case encounters = 1
    case letters = 2
    case calls = 3

    var perYear: Double {
        switch self {
        case .encounters: 1_200_000
        case .letters: 1_000_000
        case .calls: 2_000_000
        }
    }

    /// A weekday's activity, Monday first, and a public holiday's.
    private var week: (days: [Double], holiday: Double) {
        switch self {
        case .encounters, .letters: ([1.1, 1.12, 0.95, 1.05, 0.88, 0.1, 0.05], 0.08)
        case .calls: ([1.28, 1.06, 0.94, 1, 0.94, 0.06, 0.02], 0.04)
        }
    }

    func weight(of day: CivilDate, _ calendar: WorkingCalendar) -> Double {
        let season: Double
        switch (day.month, day.day) {
        case (8, _): season = 0.66
        case (7, 14...): season = 0.85
        case (12, 22...), (1, 1...3): season = 0.6
        default: season = 1
        }
        let weekday = calendar.isClosed(day) ? week.holiday : week.days[day.isoWeekday - 1]
        return season * weekday
    }
}

/// How many rows of a kind each day of a calendar year has.
///
/// A day has the same number whatever the history that is asked for, so that a month written alone
/// is the same as that month within five years.
struct Rhythm {
    private let kind: Kind
    private let scale: Double
    private let calendar: WorkingCalendar
    private var years: [Int: [Int]] = [:]

    init(_ kind: Kind, scale: Double, calendar: WorkingCalendar) {
        self.kind = kind
        self.scale = scale
        self.calendar = calendar
    }

    mutating func count(on day: CivilDate) -> Int {
        let (year, _, _) = day.parts
        let firstDay = day - dayOfYear(day)
        if years[year] == nil { years[year] = counts(from: firstDay) }
        return years[year]?[dayOfYear(day)] ?? 0
    }

    /// A night's: those of a day that is neither busy nor quiet.
    var ofAnAverageDay: Int { Int((kind.perYear * scale / 365).rounded()) }

    private func dayOfYear(_ day: CivilDate) -> Int {
        let (year, month, dayOfMonth) = day.parts
        return (1..<month).reduce(dayOfMonth - 1) {
            $0 + CivilDate.length(ofMonth: $1, year: year)
        }
    }

    /// Fractions are carried over, so that the year has what it must.
    private func counts(from firstDay: CivilDate) -> [Int] {
        let days = (0..<(CivilDate.isLeap(firstDay.year) ? 366 : 365)).map { firstDay + $0 }
        let weights = days.map { kind.weight(of: $0, calendar) }
        let share = kind.perYear * scale / weights.reduce(0, +)
        var due = 0.0
        var given = 0
        return weights.map { weight in
            due += weight * share
            let count = Int(due + 0.000_1) - given
            given += count
            return count
        }
    }
}
