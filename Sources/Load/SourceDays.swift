import Domain
import SQLiteStore

/// The days on which a source has events (contract §5, horizon).
package struct SourceEvents: Sendable {
    package var source: KnownSource
    /// The first and last event day up to as-of; nil where there is none.
    package var first: CivilDate?
    package var last: CivilDate?
}

/// A day of a source.
package struct SourceDay: Hashable, Sendable {
    /// The source's key.
    package var source: Int64
    package var day: CivilDate

    package init(source: Int64, day: CivilDate) {
        self.source = source
        self.day = day
    }
}

/// The first and the last day that facts name, those too that are no event of a source: planned
/// encounters, what letters say of their encounter.
package struct FactDays: Sendable, Equatable {
    package var first: CivilDate
    package var last: CivilDate

    package init(first: CivilDate, last: CivilDate) {
        self.first = first
        self.last = last
    }

    /// nil of no days.
    init?(_ days: some Collection<CivilDate>) {
        guard let first = days.min(), let last = days.max() else { return nil }
        self.init(first: first, last: last)
    }
}

/// The days on which sources have events: fact_source_daily; and the days that facts name.
extension Warehouse {
    // MARK: All facts

    /// Counts the events of every source by day: ends of encounters that are not planned, stages of
    /// letters, calls. Days whose facts are gone keep what was counted of them.
    package func countSourceDays() throws {
        let kept = try keptFrom()
        var rows: [[DataBinding]] = []
        var days: Set<Int64> = []
        for source in try knownSources() {
            let counted = try countDays(of: source)
            days.formUnion(counted.named)
            let first = kept[source.kind].map { Int64($0.dayNumber) } ?? .min
            rows += counted.events.filter { $0.key >= first }.sorted { $0.key < $1.key }.map {
                [.integer(source.key), .integer($0.key), .integer($0.value)]
            }
        }
        let table = ComparedTable(
            name: "fact_source_daily", key: ["source_key", "date_key"], values: ["events"])
        let keptDays = Dictionary(
            try knownSources().map { ($0.key, kept[$0.kind].map { Int64($0.dayNumber) } ?? .min) },
            uniquingKeysWith: { first, _ in first })
        try replace(rows, in: table) { row in
            // Of a source that is not known any more, or of facts that are gone.
            keptDays[Int64(row[0].whole)].map { Int64(row[1].whole) < $0 } ?? true
        }
        try setFactDays(
            FactDays(days.map { CivilDate(dayNumber: Int32(truncatingIfNeeded: $0)) }))
    }

    /// Of the facts of a source: events by day number, and all days that they name.
    private func countDays(
        of source: KnownSource
    ) throws -> (events: [Int64: Int], named: Set<Int64>) {
        func counts(_ columns: [String], of table: String, _ condition: String) throws -> [[Int64:
            Int]]
        {
            try database.tally(columns, of: table, where: condition)
        }
        switch source.kind {
        case .encounters:
            let isOnly = try knownSources().filter { $0.kind == .encounters }.count == 1
            let days = try counts(
                [
                    "CASE WHEN status <> \(EncounterStatus.planned.code) THEN ended_on END",
                    "ended_on",
                ], of: "fact_encounter",
                isOnly
                    ? "1"
                    : """
                    source_file_key IN
                        (SELECT source_file_key FROM dim_source_file WHERE source_key = \(source.key))
                    """)
            return (days[0], Set(days[1].keys))
        case .letters:
            let days = try counts(
                ["dictated_on", "typed_on", "validated_on", "sent_on", "encounter_ended_on"],
                of: "fact_letter", "source_key = \(source.key)")
            return (
                days[..<4].reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) },
                Set(days.flatMap(\.keys))
            )
        case .calls:
            let days = try counts(["date_key"], of: "fact_call", "source_key = \(source.key)")
            return (days[0], Set(days[0].keys))
        }
    }

    // MARK: What a run changed

    /// Corrects the counts of `countSourceDays` by what a run changed, where every change of a fact
    /// is known: its plain twin is to count anew.
    ///
    /// - Parameters:
    ///   - changes: events that came, or went where they are negative.
    ///   - named: the days that new and changed facts name now.
    ///   - unnamed: the days that changed facts and those that are gone named before.
    package func apply(
        sourceDayChanges changes: [SourceDay: Int], named: FactDays?, unnamed: FactDays?
    ) throws {
        let kept = try keptFrom()
        let kinds = Dictionary(
            try knownSources().map { ($0.key, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let update = try database.prepare(
            """
            INSERT INTO fact_source_daily (source_key, date_key, events) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET events = events + ?3
            """)
        for (place, events) in changes where events != 0 {
            if let first = kinds[place.source].flatMap({ kept[$0] }), place.day < first { continue }
            try update.run(
                .integer(place.source), .day(place.day), .integer(events))
        }
        try database.execute("DELETE FROM fact_source_daily WHERE events = 0")
        guard let before = try factDaysRemembered() else {
            return try setFactDays(scanFactDays())
        }
        // Other facts may reach as far as those that did; only a scan tells.
        if let unnamed {
            let first = named?.first ?? .lastPlausible
            let last = named?.last ?? .firstPlausible
            if unnamed.first <= before.first && first > before.first
                || unnamed.last >= before.last && last < before.last
            {
                return try setFactDays(scanFactDays())
            }
        }
        if let named {
            try setFactDays(
                FactDays(
                    first: min(before.first, named.first), last: max(before.last, named.last)))
        }
    }

    // MARK: The days of facts

    /// As they were when they were counted last; else from all facts. nil: no fact has a day.
    func factDays() throws -> FactDays? {
        try factDaysRemembered() ?? scanFactDays()
    }

    private func factDaysRemembered() throws -> FactDays? {
        guard let first = try day(.firstFactDay), let last = try day(.lastFactDay) else {
            return nil
        }
        return FactDays(first: first, last: last)
    }

    private func setFactDays(_ days: FactDays?) throws {
        try set(.firstFactDay, to: days.map { String($0.first.dayNumber) } ?? "")
        try set(.lastFactDay, to: days.map { String($0.last.dayNumber) } ?? "")
    }

    private func scanFactDays() throws -> FactDays? {
        let columns = [
            "fact_encounter": ["ended_on"],
            "fact_letter": [
                "encounter_ended_on", "dictated_on", "typed_on", "validated_on", "sent_on",
            ],
            "fact_call": ["date_key"],
        ]
        var days: [CivilDate] = []
        for (table, columns) in columns {
            let ends = columns.flatMap { ["min(\($0))", "max(\($0))"] }
            let select = try database.prepare(
                "SELECT \(ends.joined(separator: ", ")) FROM \(table)")
            guard try select.step() else { continue }
            days += (0..<ends.count).compactMap(select.optionalDay)
        }
        return FactDays(days)
    }

    // MARK: Rows

    /// - Parameter day: a day number, of a day that has no row yet.
    func storeSourceDay(_ day: Int64, of source: Int64, events: Int) throws {
        let insert = try database.cached(
            "INSERT INTO fact_source_daily (source_key, date_key, events) VALUES (?, ?, ?)")
        insert.bind(source, at: 1)
        insert.bind(day, at: 2)
        insert.bind(events, at: 3)
        try insert.run()
    }

    /// The event days of every source up to a day; `countSourceDays` comes first.
    package func sourceEvents(asOf: CivilDate) throws -> [SourceEvents] {
        let statement = try database.prepare(
            """
            SELECT min(date_key), max(date_key) FROM fact_source_daily
            WHERE source_key = ? AND date_key <= ?
            """)
        return try knownSources().map { source in
            statement.bind(source.key, at: 1)
            statement.bind(asOf, at: 2)
            defer { statement.reset() }
            guard try statement.step(), !statement.isNull(0) else {
                return SourceEvents(source: source)
            }
            return SourceEvents(
                source: source, first: statement.day(0), last: statement.day(1))
        }
    }

    /// Events by day of one source in a range of days; days without events are absent.
    package func events(
        source: Int64, from first: CivilDate, through last: CivilDate
    ) throws -> [CivilDate: Int] {
        let statement = try database.cached(
            """
            SELECT date_key, events FROM fact_source_daily
            WHERE source_key = ? AND date_key BETWEEN ? AND ?
            """)
        defer { statement.reset() }
        statement.bind(source, at: 1)
        statement.bind(first, at: 2)
        statement.bind(last, at: 3)
        var days: [CivilDate: Int] = [:]
        while try statement.step() {
            days[statement.day(0)] = statement.int(1)
        }
        return days
    }
}
