/// The four kinds of reporting period.
package enum PeriodType: String, CaseIterable, Sendable, Hashable {
    case month, week, quarter, year
}

/// A month, ISO week, quarter or year for which indicators are computed.
package struct ReportingPeriod: Hashable, Sendable, Comparable {
    package let type: PeriodType
    package let firstDay: CivilDate
    package let lastDay: CivilDate

    /// The period of a kind that holds a day.
    package init(_ type: PeriodType, containing day: CivilDate) {
        self.type = type
        if type == .week {
            firstDay = day - (day.isoWeekday - 1)
            lastDay = firstDay + 6
            return
        }
        let (year, month, dayOfMonth) = day.parts
        let months =
            switch type {
            case .quarter: 3
            case .year: 12
            default: 1
            }
        let firstMonth = (month - 1) / months * months + 1
        let lastMonth = firstMonth + months - 1
        var daysBefore = dayOfMonth - 1
        for earlier in firstMonth..<month {
            daysBefore += CivilDate.length(ofMonth: earlier, year: year)
        }
        let length = (firstMonth...lastMonth).reduce(0) {
            $0 + CivilDate.length(ofMonth: $1, year: year)
        }
        firstDay = day - daysBefore
        lastDay = firstDay + (length - 1)
    }

    /// Reads `2026-10`.
    package init?(month text: some StringProtocol) {
        guard text.utf8.count == 7, let first = CivilDate(iso8601: text + "-01") else {
            return nil
        }
        self.init(.month, containing: first)
    }

    /// `2026-10`, `2026-W44`, `2026-Q4` or `2026`.
    package var code: String {
        let (year, month, _) = firstDay.parts
        switch type {
        case .month: return "\(padded(year, to: 4))-\(padded(month, to: 2))"
        case .week:
            let (isoYear, week) = firstDay.isoWeek
            return "\(padded(isoYear, to: 4))-W\(padded(week, to: 2))"
        case .quarter: return "\(padded(year, to: 4))-Q\((month - 1) / 3 + 1)"
        case .year: return padded(year, to: 4)
        }
    }

    package var next: ReportingPeriod { ReportingPeriod(type, containing: lastDay + 1) }
    package var previous: ReportingPeriod { ReportingPeriod(type, containing: firstDay - 1) }

    package func contains(_ day: CivilDate) -> Bool { firstDay <= day && day <= lastDay }

    package static func < (left: ReportingPeriod, right: ReportingPeriod) -> Bool {
        left.firstDay == right.firstDay
            ? left.type.rawValue < right.type.rawValue : left.firstDay < right.firstDay
    }

    /// All periods of a kind that hold a day of the range.
    package static func covering(
        _ type: PeriodType, from first: CivilDate, through last: CivilDate
    ) -> [ReportingPeriod] {
        var periods: [ReportingPeriod] = []
        var period = ReportingPeriod(type, containing: first)
        while period.firstDay <= last {
            periods.append(period)
            period = period.next
        }
        return periods
    }
}
