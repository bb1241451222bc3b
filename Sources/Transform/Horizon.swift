import Domain

/// What is known of one source's freshness.
package struct SourceFreshness: Hashable, Sendable {
    package var source: String
    package var kind: SourceKind
    /// The last day ≤ as-of that holds one of its events: the end of an encounter that is not
    /// merely planned, a letter's recorded stage, a call. nil: it has none.
    package var lastEvent: CivilDate?
    /// The last day of a system that was replaced.
    package var until: CivilDate?

    package init(source: String, kind: SourceKind, lastEvent: CivilDate?, until: CivilDate? = nil) {
        self.source = source
        self.kind = kind
        self.lastEvent = lastEvent
        self.until = until
    }
}

/// The day through which each subject is measured: a late export is not work left undone
/// (contract §5, *horizon*).
package struct Horizon: Hashable, Sendable {
    /// More working days than these between a source's last event and as-of make it late.
    package static let toleratedWorkingDays = 2

    package let lettersMeasuredTo: CivilDate
    package let callsMeasuredTo: CivilDate
    /// The sources that are late, in the order given.
    package let lateSources: [SourceFreshness]

    /// - Parameter sources: every source of the pipeline, also those without an event.
    package init(asOf: CivilDate, sources: [SourceFreshness], calendar: WorkingCalendar) {
        let late = sources.filter { source in
            // A source that brought nothing yet, or that was replaced, holds nothing back.
            guard let last = source.lastEvent, last <= asOf else { return false }
            if let until = source.until, until < asOf { return false }
            return calendar.workingDays(after: last, through: asOf) > Self.toleratedWorkingDays
        }
        func earliest(where reads: (SourceKind) -> Bool) -> CivilDate {
            late.filter { reads($0.kind) }.compactMap(\.lastEvent).min() ?? asOf
        }
        lettersMeasuredTo = earliest { $0 != .calls }
        callsMeasuredTo = earliest { $0 == .calls }
        lateSources = late
    }

    package func measuredTo(_ subject: IndicatorSubject) -> CivilDate {
        switch subject {
        case .letters: lettersMeasuredTo
        case .calls: callsMeasuredTo
        }
    }
}
