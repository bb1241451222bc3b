import Domain
import Load

/// What a month's pages and its charts ask of the calendar and the sources.
extension PublishStage {
    var calendar: WorkingCalendar {
        WorkingCalendar(zone: definition.measures.zone, closedDays: reference.closedDays)
    }

    /// Working days of a range without any event, between the source's first and last one; nil
    /// where it has none at all.
    func silentDays(
        _ events: SourceEvents, within days: ClosedRange<CivilDate>
    ) throws -> [CivilDate]? {
        guard let first = events.first, let last = events.last else { return nil }
        let from = max(first, days.lowerBound)
        let through = min(last, days.upperBound)
        guard from <= through else { return [] }
        let calendar = calendar
        let known = try warehouse.events(source: events.source.key, from: from, through: through)
        return (0...through.days(since: from)).map { from + $0 }.filter {
            calendar.isWorkingDay($0) && known[$0] == nil
        }
    }
}
