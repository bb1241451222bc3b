/// How long facts are kept, by the kind of their source; nil: for good (decision page Retention).
///
/// Two boundaries follow, both the first day of a month, so that a month is wholly open or wholly
/// closed: facts before `firstDayKept` go, and no figure that such a fact could feed is measured
/// again: it is closed (`firstDayOpen`).
package struct Retention: Sendable, Hashable {
    /// Months before the one that holds as-of.
    package var months: [SourceKind: Int]

    package init(months: [SourceKind: Int] = [:]) {
        self.months = months
    }

    /// Days after its own day on which an encounter or a letter still bears on a figure: a due day,
    /// the pace of typing. A missing letter does so for as long as the settings say. Of a letter
    /// type that is given more days, the due days after the boundary are without the letters that
    /// started before it.
    package static let reach = 92

    /// The first day whose facts are kept; nil where they are kept for good.
    package func firstDayKept(_ kind: SourceKind, asOf: CivilDate) -> CivilDate? {
        months[kind].flatMap { Self.firstDay(ofMonth: -$0, from: asOf) }
    }

    /// The first day of the periods that facts from `firstDayKept` on are enough for.
    ///
    /// - Parameter kept: by kind: the first day whose facts are kept.
    package static func firstDayOpen(
        _ subject: IndicatorSubject, kept: [SourceKind: CivilDate], missingLetterDays: Int
    ) -> CivilDate? {
        switch subject {
        case .calls: return kept[.calls]
        case .letters:
            guard let kept = [kept[.encounters], kept[.letters]].compactMap({ $0 }).max() else {
                return nil
            }
            let first = kept + max(reach, missingLetterDays + 1)
            return first.day == 1 ? first : firstDay(ofMonth: 1, from: first)
        }
    }

    /// The fewest months of a kind with which the last complete month can always be measured.
    package static func fewestMonths(_ kind: SourceKind, missingLetterDays: Int) -> Int {
        kind == .calls ? 1 : 1 + monthsClosedAhead(missingLetterDays)
    }

    /// The fewest months with which a year is closed no sooner than it has ended.
    package static func monthsOfAYear(_ kind: SourceKind, missingLetterDays: Int) -> Int {
        kind == .calls ? 12 : 12 + monthsClosedAhead(missingLetterDays)
    }

    /// Months between the two boundaries, at most: none is shorter than 28 days.
    private static func monthsClosedAhead(_ missingLetterDays: Int) -> Int {
        (max(reach, missingLetterDays + 1) + 27) / 28
    }

    /// The first day of the month that is so many months after the one that holds a day.
    private static func firstDay(ofMonth offset: Int, from day: CivilDate) -> CivilDate? {
        let (year, month, _) = day.parts
        let months = year * 12 + month - 1 + offset
        return CivilDate(year: months / 12, month: months % 12 + 1, day: 1)
    }
}

/// Figures that are no longer measured, since facts that they count are gone: they stay as they are.
package struct ClosedFigures: Sendable, Equatable {
    /// By subject: the first day of the periods that are measured. A period that begins before it
    /// is closed, and so is a backlog's day before it.
    package var firstDayOpen: [IndicatorSubject: CivilDate]
    /// By subject: months, weeks, quarters and years that are closed although they begin later.
    package var others: [IndicatorSubject: Set<ReportingPeriod>]

    package init(
        firstDayOpen: [IndicatorSubject: CivilDate] = [:],
        others: [IndicatorSubject: Set<ReportingPeriod>] = [:]
    ) {
        self.firstDayOpen = firstDayOpen
        self.others = others
    }

    package var isEmpty: Bool { firstDayOpen.isEmpty && others.values.allSatisfy(\.isEmpty) }

    package func holds(_ period: ReportingPeriod, _ subject: IndicatorSubject) -> Bool {
        if let first = firstDayOpen[subject], period.firstDay < first { return true }
        return others[subject]?.contains(period) ?? false
    }

    /// Of backlogs, whose days are closed with their month.
    package func holdsBacklog(of day: CivilDate) -> Bool {
        holds(ReportingPeriod(.month, containing: day), .letters)
    }
}

/// What facts that are gone have shown: where counts have rows, 0 included (contract §5).
package struct EarlierCoverage: Sendable, Equatable {
    /// The first and the last event, of those that are gone and those that are there.
    package var firstEvent: CivilDate?
    package var lastEvent: CivilDate?
    /// Secretariats that the sources have named.
    package var secretariats: [Code] = []

    package init(
        firstEvent: CivilDate? = nil, lastEvent: CivilDate? = nil, secretariats: [Code] = []
    ) {
        self.firstEvent = firstEvent
        self.lastEvent = lastEvent
        self.secretariats = secretariats
    }
}
