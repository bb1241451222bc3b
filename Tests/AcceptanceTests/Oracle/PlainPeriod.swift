import Domain

/// A month, ISO week, quarter or year, found by walking over its days.
struct PlainPeriod: Hashable {
    let type: String
    let code: String
    let first: CivilDate
    let last: CivilDate

    static let types = ["month", "week", "quarter", "year"]

    static func code(_ type: String, of day: CivilDate) -> String {
        let (year, month, _) = day.parts
        switch type {
        case "month": return month < 10 ? "\(year)-0\(month)" : "\(year)-\(month)"
        case "quarter": return "\(year)-Q\((month + 2) / 3)"
        case "year": return "\(year)"
        default:
            // The week is named after its Thursday, counted from the Thursdays of that year.
            let thursday = day + (4 - day.isoWeekday)
            let week = thursday.days(since: PlainCalendar.date(thursday.year, 1, 1)) / 7 + 1
            return week < 10 ? "\(thursday.year)-W0\(week)" : "\(thursday.year)-W\(week)"
        }
    }

    init(_ type: String, around day: CivilDate) {
        let code = Self.code(type, of: day)
        var first = day
        while Self.code(type, of: first - 1) == code { first = first - 1 }
        var last = day
        while Self.code(type, of: last + 1) == code { last = last + 1 }
        (self.type, self.code, self.first, self.last) = (type, code, first, last)
    }

    func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

    /// The periods of all types that hold a day from `from` to `through`.
    static func all(from: CivilDate, through: CivilDate) -> [PlainPeriod] {
        var periods: [PlainPeriod] = []
        for type in types where from <= through {
            var period = PlainPeriod(type, around: from)
            periods.append(period)
            while period.last < through {
                period = PlainPeriod(type, around: period.last + 1)
                periods.append(period)
            }
        }
        return periods
    }
}
