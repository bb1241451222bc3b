import Domain
import SQLiteStore

/// Writing the backlogs of secretariats: fact_backlog_daily.
extension Warehouse {
    /// Makes the backlog of a secretariat be this from a day on; earlier days are left alone.
    ///
    /// - Parameters:
    ///   - days: by day and stage, none before `first`.
    ///   - first: nil for all days.
    ///   - closed: its days stay as they are stored, and what is given of them is not looked at.
    /// - Returns: what was written: nothing where the backlog is the one that is stored.
    @discardableResult
    package func replaceBacklog(
        _ days: [BacklogDay], of secretariat: Code, from first: CivilDate? = nil,
        keeping closed: ClosedFigures = ClosedFigures()
    ) throws -> RowDifference<BacklogDay> {
        let days = closed.isEmpty ? days : days.filter { !closed.holdsBacklog(of: $0.date) }
        let label = try currentLabel(of: secretariat)
        let place = Perimeter(.secretariat, secretariat)
        if days.isEmpty, try backlogPerimeters(of: secretariat).isEmpty {
            return RowDifference()
        }
        let perimeter = try perimeterKey(place, label: label)
        try moveBacklogs(of: secretariat, to: perimeter)
        let difference = try merge(
            days, of: secretariat, perimeter, from: first, keeping: closed)
        note(difference, of: perimeter)
        return difference
    }

    /// Takes out the backlogs of secretariats that have none any more; closed days stay.
    @discardableResult
    package func removeBacklogs(
        except secretariats: [Code], keeping closed: ClosedFigures = ClosedFigures()
    ) throws -> RowDifference<BacklogDay> {
        let known = Set(secretariats.map(\.written))
        var difference = RowDifference<BacklogDay>()
        for (key, place) in try perimeterKeys().perimeters.sorted(by: { $0.key < $1.key })
        where place.perimeter.level == .secretariat
            && !known.contains(place.perimeter.code.written)
        {
            let gone = try merge(
                [], of: place.perimeter.code, key, from: nil, keeping: closed)
            note(gone, of: key)
            difference.append(gone)
        }
        return difference
    }

    private func note(_ difference: RowDifference<BacklogDay>, of perimeter: Int64) {
        let days = (difference.removed + difference.added).map { Int64($0.date.dayNumber) }
        guard let first = days.min(), let last = days.max() else { return }
        written.add(backlogDays: first...last, of: perimeter)
        if !difference.removed.isEmpty { written.perimetersLeft.insert(perimeter) }
    }

    // MARK: Perimeters

    private func currentLabel(of secretariat: Code) throws -> String {
        let select = try database.cached(
            "SELECT label FROM dim_secretariat WHERE code = ? ORDER BY effective_from DESC LIMIT 1")
        defer { select.reset() }
        select.bind(secretariat.written, at: 1)
        return try select.step() ? select.text(0) : secretariat.written
    }

    /// The perimeters under which a secretariat has backlogs: one, until its label changes.
    private func backlogPerimeters(of secretariat: Code) throws -> [Int64] {
        let select = try database.cached(
            """
            SELECT perimeter_key FROM dim_perimeter m
            WHERE level = 'secretariat' AND code = ?1 AND EXISTS
                (SELECT 1 FROM fact_backlog_daily b WHERE b.perimeter_key = m.perimeter_key)
            """)
        select.bind(secretariat.written, at: 1)
        var keys: [Int64] = []
        while try select.step() { keys.append(select.int64(0)) }
        return keys
    }

    /// A secretariat's backlog stands under its current label, all days of it.
    private func moveBacklogs(of secretariat: Code, to perimeter: Int64) throws {
        for old in try backlogPerimeters(of: secretariat) where old != perimeter {
            try database.run(
                "UPDATE fact_backlog_daily SET perimeter_key = ?1 WHERE perimeter_key = ?2",
                .integer(perimeter), .integer(old))
            written.perimetersLeft.insert(old)
            written.add(backlogDays: 0...Int64(CivilDate.lastPlausible.dayNumber), of: perimeter)
        }
    }

    // MARK: Rows

    /// Both in the order of the table's key: one pass.
    private func merge(
        _ days: [BacklogDay], of secretariat: Code, _ perimeter: Int64, from first: CivilDate?,
        keeping closed: ClosedFigures
    ) throws -> RowDifference<BacklogDay> {
        let select = try database.cached(
            """
            SELECT date_key, stage, stock, entered, "left", age_0_2, age_3_7, age_8_14, age_15_30,
                age_over_30, oldest_days
            FROM fact_backlog_daily WHERE perimeter_key = ? AND date_key >= ?
            ORDER BY date_key, stage
            """)
        select.bind(perimeter, at: 1)
        select.bind(first.map { Int64($0.dayNumber) } ?? .min, at: 2)
        var new: [BacklogDay] = []
        var changed: [BacklogDay] = []
        var gone: [BacklogDay] = []
        var changedFrom: [BacklogDay] = []
        var next = 0
        while try select.step() {
            let place = (select.day(0), select.int(1))
            if !closed.isEmpty, closed.holdsBacklog(of: place.0) { continue }
            while next < days.count, (days[next].date, days[next].stage.code) < place {
                new.append(days[next])
                next += 1
            }
            guard let stage = BacklogStage(code: place.1) else { continue }
            guard next < days.count, (days[next].date, days[next].stage.code) == place else {
                gone.append(storedDay(select, of: secretariat, stage))
                continue
            }
            if !isSame(days[next], select) {
                changedFrom.append(storedDay(select, of: secretariat, stage))
                changed.append(days[next])
            }
            next += 1
        }
        new += days[next...]
        try delete(gone + changedFrom, of: perimeter)
        try insert(new, of: perimeter)
        try insert(changed, of: perimeter)
        return RowDifference(
            removed: gone + changedFrom, added: changed.isEmpty ? new : new + changed)
    }

    private func isSame(_ day: BacklogDay, _ stored: Statement) -> Bool {
        guard
            stored.int(2) == day.stock && stored.int(3) == day.entered
                && stored.int(4) == day.left && stored.optionalInt(10) == day.oldestDays
        else { return false }
        return day.ages.indices.allSatisfy { stored.int(5 + $0) == day.ages[$0] }
    }

    private func storedDay(
        _ stored: Statement, of secretariat: Code, _ stage: BacklogStage
    ) -> BacklogDay {
        BacklogDay(
            date: stored.day(0), secretariat: secretariat, stage: stage, stock: stored.int(2),
            entered: stored.int(3), left: stored.int(4), ages: (5...9).map { stored.int($0) },
            oldestDays: stored.optionalInt(10))
    }

    private func delete(_ days: [BacklogDay], of perimeter: Int64) throws {
        guard !days.isEmpty else { return }
        let delete = try database.cached(
            "DELETE FROM fact_backlog_daily WHERE perimeter_key = ? AND date_key = ? AND stage = ?")
        delete.bind(perimeter, at: 1)
        for day in days {
            delete.bind(day.date, at: 2)
            delete.bind(day.stage.code, at: 3)
            try delete.run()
        }
    }

    private func insert(_ days: [BacklogDay], of perimeter: Int64) throws {
        guard !days.isEmpty else { return }
        let insert = try database.cached(
            """
            INSERT INTO fact_backlog_daily (perimeter_key, date_key, stage, stock, entered, "left",
                age_0_2, age_3_7, age_8_14, age_15_30, age_over_30, oldest_days)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(perimeter, at: 1)
        for day in days {
            insert.bind(day.date, at: 2)
            insert.bind(day.stage.code, at: 3)
            insert.bind(day.stock, at: 4)
            insert.bind(day.entered, at: 5)
            insert.bind(day.left, at: 6)
            for (band, letters) in day.ages.enumerated() {
                insert.bind(letters, at: 7 + band)
            }
            insert.bind(day.oldestDays, at: 12)
            try insert.run()
        }
    }
}
