import Domain

extension Warehouse {
    /// The first and the last day with an event that has happened.
    package func eventDays(
        letters: CivilDate, calls: CivilDate
    ) throws -> [IndicatorSubject: ClosedRange<CivilDate>] {
        var days: [IndicatorSubject: ClosedRange<CivilDate>] = [:]
        for (subject, last) in [(IndicatorSubject.letters, letters), (.calls, calls)] {
            let events = try sourceEvents(asOf: last)
                .filter { ($0.source.kind == .calls) == (subject == .calls) }
            guard let first = events.compactMap(\.first).min(),
                let last = events.compactMap(\.last).max()
            else { continue }
            days[subject] = first...last
        }
        return days
    }
}
