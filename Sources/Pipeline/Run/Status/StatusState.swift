import Domain
import Foundation
import Load
import Transform

/// What `status` knows of a pipeline, read from the warehouse.
struct StatusState {
    /// A file as it stands, of which nothing is loaded.
    struct Refused {
        var path: String
        /// `FileRefusal.code`.
        var code: String
        /// What was found and what to do about it.
        var reason: String
    }

    struct Source {
        var name: String
        var kind: SourceKind
        var lastEvent: CivilDate?
        /// Working days between the last event and the day looked at; nil without an event.
        var daysBehind: Int?
        /// What nine of ten nights did not exceed; nil where too few are known.
        var usualDaysBehind: Int?
        /// The last day of a system that was replaced.
        var until: CivilDate?
        var isReplaced: Bool
        var present: Int
        var loaded: Int
        /// Those that are still there.
        var refused: [Refused]
        var rejects: RejectBalance

        /// Its last event holds the measure back (contract §5, *horizon*).
        var isLate: Bool { !isReplaced && (daysBehind ?? 0) > Horizon.toleratedWorkingDays }

        /// Further behind than it usually is, once that is known.
        var isLaterThanUsual: Bool {
            guard !isReplaced, let daysBehind, let usualDaysBehind else { return false }
            return daysBehind > usualDaysBehind
        }

        /// Late, and that is not usual. Where nothing is usual yet, a week must have gone by.
        var isMissed: Bool {
            guard isLate else { return false }
            return usualDaysBehind == nil ? (daysBehind ?? 0) > Self.week : isLaterThanUsual
        }

        private static let week = 5
    }

    var name: String
    var path: String
    /// The day up to which sources are looked at: the newest run's as-of day, else yesterday.
    var asOf: CivilDate
    var now: Date
    /// Newest first.
    var runs: [(id: Int64, record: RunRecord)]
    var sources: [Source]
    var sizes: (encounters: Int, letters: Int, calls: Int, bytes: Int)
    var frozenMonths: [ReportingPeriod]
    /// What SQLite finds wrong.
    var faults: [String]
}

extension StatusState {
    /// Runs that are listed.
    private static let runsShown = 10

    init(_ definition: PipelineDefinition, _ warehouse: Warehouse, now: Date) throws {
        name = definition.name
        path = warehouse.path
        self.now = now
        runs = try warehouse.lastRuns(Self.runsShown)
        asOf = runs.lazy.compactMap(\.record.asOf).first ?? definition.today(now) - 1
        sources = try Self.sources(definition, warehouse, asOf: asOf)
        sizes = try warehouse.sizes()
        frozenMonths = try warehouse.frozenMonths().map(\.month)
        faults = try warehouse.structuralFaults()
    }

    private static func sources(
        _ definition: PipelineDefinition, _ warehouse: Warehouse, asOf: CivilDate
    ) throws -> [Source] {
        // Closed days come from the last good copy, since the file may be faulty now.
        let closedDays = try ReferenceStage(definition: definition, warehouse: warehouse)
            .lastGoodCopies().closedDays
        let calendar = WorkingCalendar(zone: definition.measures.zone, closedDays: closedDays)
        let known = try warehouse.knownSources()
        let ranks = FileRegister.ranks(
            of: try warehouse.ledgerFiles(),
            sources: definition.sources.compactMap { source in
                known.first { source.isOrWas($0) }.map { ($0.key, source.order) }
            })
        let files = try warehouse.fileStates()
        let balances = try warehouse.rejectBalances(ranks: ranks)
        let nights = try warehouse.sourceNights(before: asOf, limit: UsualDelay.nights)
        return try warehouse.sourceEvents(asOf: asOf).map { events in
            let name = events.source.name
            let own = files.filter { $0.source == name }
            let until = definition.until[name]
            return Source(
                name: name, kind: events.source.kind, lastEvent: events.last,
                daysBehind: events.last.map { calendar.workingDays(after: $0, through: asOf) },
                usualDaysBehind: UsualDelay.learned(from: nights, of: name, calendar: calendar),
                until: until, isReplaced: until.map { $0 < asOf } ?? false,
                present: own.count(where: \.isPresent), loaded: own.count(where: \.isLoaded),
                refused: own.filter(\.isPresent).compactMap { file in
                    file.refusalCode.map {
                        Refused(path: file.path, code: $0, reason: file.refusal ?? "")
                    }
                },
                rejects: balances[name] ?? RejectBalance())
        }
    }
}
