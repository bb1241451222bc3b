import Domain

/// A row of the targets' file that holds on a day of the month at least.
package struct ReportedTarget: Sendable, Equatable {
    package var key: TargetKey
    package var target: Target
    package var validity: Validity

    package init(key: TargetKey, target: Target, validity: Validity) {
        self.key = key
        self.target = target
        self.validity = validity
    }
}

extension ReportedTarget: Comparable {
    private static let indicators = Dictionary(
        uniqueKeysWithValues: IndicatorCatalogue.entries.enumerated().map { ($1.indicator, $0) })
    private static let levels = Dictionary(
        uniqueKeysWithValues: PerimeterLevel.allCases.enumerated().map { ($1, $0) })

    /// By indicator in the catalogue's order, level, code, segment (`*` first), then in time.
    package static func < (left: ReportedTarget, right: ReportedTarget) -> Bool {
        left.order != right.order ? left.order < right.order : left.start < right.start
    }

    private var order: (Int, Int, String, Int, String) {
        (
            Self.indicators[key.indicator] ?? 0, Self.levels[key.perimeter.level] ?? 0,
            key.perimeter.code.folded, key.segment == .all ? 0 : 1, key.segment.folded
        )
    }

    private var start: CivilDate { validity.from ?? .firstPlausible }
}

/// With what the figures of a month are computed and judged: what definitions.html says of it.
package struct MonthDefinitions: Sendable {
    package var settings: MeasureSettings
    /// Rates, medians and statuses of fewer are not shown.
    package var minimumCount: Int
    package var letterTypes: [ReportedLetterType]
    package var targets: [ReportedTarget]
    /// All those that the reference file holds, past and to come.
    package var closedDays: [ClosedDay]

    package init(
        settings: MeasureSettings, minimumCount: Int, letterTypes: [ReportedLetterType],
        targets: [ReportedTarget], closedDays: [ClosedDay]
    ) {
        self.settings = settings
        self.minimumCount = minimumCount
        self.letterTypes = letterTypes
        self.targets = targets
        self.closedDays = closedDays
    }
}

extension MonthReport {
    /// Those of the figures that the report shows: of a frozen month, those it was frozen with.
    package var definitions: MonthDefinitions {
        MonthDefinitions(
            settings: settings, minimumCount: minimumCount, letterTypes: letterTypes,
            targets: targets, closedDays: closedDays)
    }

    /// As of which day the figures are measured that the report shows.
    var measuredAsOf: CivilDate { revisions?.frozenAsOf ?? asOf }
}
