import Domain
import Transform

/// The figures that a measuring may have changed.
struct TouchedFigures {
    var periods: [TouchedPeriod]
    /// By secretariat: the first day from which its backlog may be another.
    var backlogDays: [Code: CivilDate]
    /// From this day on every backlog is new.
    var newBacklogDays: CivilDate
    var qualityMonths: Set<ReportingPeriod>
    /// The first day on which the calls of a secretariat may be others.
    var firstCallDay: CivilDate?

    /// The first day from which a secretariat's backlog may be another.
    func firstBacklogDay(of secretariat: Code) -> CivilDate {
        min(backlogDays[secretariat] ?? newBacklogDays, newBacklogDays)
    }
}
