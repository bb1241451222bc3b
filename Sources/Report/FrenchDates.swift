import Domain

/// Days, months and hours as people read them in French, without any locale.
package enum FrenchDates {
    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ]

    /// By ISO weekday, 1 = lundi.
    package static let weekdays = [
        1: "lundi", 2: "mardi", 3: "mercredi", 4: "jeudi", 5: "vendredi", 6: "samedi",
        7: "dimanche",
    ]

    /// `31 octobre 2026`, `1er mai 2026`.
    package static func full(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        return "\(dayOfMonth(day)) \(months[month - 1]) \(year)"
    }

    /// `vendredi 30 octobre 2026`.
    package static func withWeekday(_ date: CivilDate) -> String {
        [weekdays[date.isoWeekday], full(date)].compactMap { $0 }.joined(separator: " ")
    }

    /// `octobre 2026`.
    package static func month(_ period: ReportingPeriod) -> String {
        let (year, month, _) = period.firstDay.parts
        return "\(months[month - 1]) \(year)"
    }

    /// `oct. 26`: under the bars of a chart.
    package static func shortMonth(_ period: ReportingPeriod) -> String {
        let (year, month, _) = period.firstDay.parts
        return shortMonths[month - 1] + FrenchNumbers.space + padded(year % 100, to: 2)
    }

    /// `5 oct.`: under the bars of a chart of weeks.
    package static func shortDay(_ date: CivilDate) -> String {
        let (_, month, day) = date.parts
        return dayOfMonth(day) + FrenchNumbers.space + shortMonths[month - 1]
    }

    private static let shortMonths = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ]

    /// `Octobre 2026`, at the start of a sentence.
    package static func capitalizedMonth(_ period: ReportingPeriod) -> String {
        let text = month(period)
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// `le 6 octobre 2026`, `du 6 au 10 octobre 2026`, `du 30 septembre 2026 au 2 octobre 2026`.
    package static func range(_ first: CivilDate, _ last: CivilDate) -> String {
        guard first < last else { return "le " + full(first) }
        let (start, end) = (first.parts, last.parts)
        if (start.year, start.month) == (end.year, end.month) {
            return "du \(dayOfMonth(start.day)) au \(full(last))"
        }
        return "du \(full(first)) au \(full(last))"
    }

    /// Days in any order, those that follow each other as one range.
    package static func ranges(_ days: [CivilDate]) -> [String] {
        var runs: [(first: CivilDate, last: CivilDate)] = []
        for day in Set(days).sorted() {
            if let run = runs.last, run.last + 1 == day {
                runs[runs.count - 1].last = day
            } else {
                runs.append((day, day))
            }
        }
        return runs.map { range($0.first, $0.last) }
    }

    /// `8 h 30`, `9 h`, `24 h`, from minutes since midnight.
    package static func time(minutes: Int) -> String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        let hours = "\(hour)\(FrenchNumbers.space)h"
        return minute == 0 ? hours : hours + FrenchNumbers.space + padded(minute, to: 2)
    }

    private static func dayOfMonth(_ day: Int) -> String { day == 1 ? "1er" : String(day) }
}
