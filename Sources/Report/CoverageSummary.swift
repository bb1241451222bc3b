import Domain

/// What a reader has to know of the data before the figures: on how many of the month's working days
/// each source brought something.
struct CoverageSummary {
    private let pages: MonthPages

    init(_ pages: MonthPages) { self.pages = pages }

    /// One sentence where every source is complete, else those that are not; with the way to the
    /// calendar of all days. Nothing where no working day has passed, or no source is known.
    var node: HTMLNode {
        let report = pages.report
        let end = min(report.month.lastDay, report.asOf)
        let days = (0...max(0, end.days(since: report.month.firstDay)))
            .map { report.month.firstDay + $0 }
            .filter { $0 <= end && report.calendar.isWorkingDay($0) }
        // A source that was replaced owes nothing after its last day.
        let sources = report.quality.sources.compactMap { source in
            source.events.map { events in
                let due = days.filter { day in source.until.map { day <= $0 } ?? true }
                return (name: source.name, due: due.count, known: due.count { events[$0] != nil })
            }
        }.filter { $0.due > 0 }
        guard !sources.isEmpty else { return .nothing }
        let lacking = sources.filter { $0.known < $0.due }
        let text =
            lacking.isEmpty
            ? "complète, " + FrenchNumbers.count(days.count, "jour ouvré", "jours ouvrés")
            : lacking.map {
                "\($0.name) "
                    + FrenchNumbers.count($0.known, "jour ouvré", "jours ouvrés")
                    + " sur \($0.due)"
            }.joined(separator: ", ")
        return link(PageNames.quality + "#couverture", .text(FrenchTypography.set(text)))
    }
}
