import Domain
import SQLiteStore

/// Taking out facts and rejects by their age (decision page Retention).
extension Warehouse {
    // MARK: The boundaries

    /// By kind: the first day whose facts are kept; absent where all are.
    package func keptFrom() throws -> [SourceKind: CivilDate] {
        var days: [SourceKind: CivilDate] = [:]
        for kind in SourceKind.allCases { days[kind] = try day(Self.setting(kind)) }
        return days
    }

    /// By subject: the first day of the periods that are measured; absent where all are.
    package func openFrom() throws -> [IndicatorSubject: CivilDate] {
        var days: [IndicatorSubject: CivilDate] = [:]
        for subject in IndicatorSubject.allCases { days[subject] = try day(Self.setting(subject)) }
        return days
    }

    /// Remembers the boundaries: what is gone is not waited for again.
    package func setBoundaries(
        keptFrom: [SourceKind: CivilDate], openFrom: [IndicatorSubject: CivilDate]
    ) throws {
        for (kind, day) in keptFrom { try set(Self.setting(kind), to: String(day.dayNumber)) }
        for (subject, day) in openFrom { try set(Self.setting(subject), to: String(day.dayNumber)) }
    }

    private static func setting(_ kind: SourceKind) -> Setting {
        switch kind {
        case .encounters: .encountersKeptFrom
        case .letters: .lettersKeptFrom
        case .calls: .callsKeptFrom
        }
    }

    private static func setting(_ subject: IndicatorSubject) -> Setting {
        subject == .calls ? .callsOpenFrom : .lettersOpenFrom
    }

    // MARK: Facts

    /// Takes out every fact older than the boundaries, and counts those that files of this run
    /// brought as ignored.
    ///
    /// A letter that is not sent stays, whatever its age, and so does an encounter that a letter
    /// names which stays. What has no day is as old as its file's latest row.
    ///
    /// - Parameter loaded: by run_file: the old rows of the files that this run loaded.
    /// - Returns: facts that were here before this run, by kind.
    package func purge(
        keptFrom: [SourceKind: CivilDate], loaded: [Int64: AgedRows]
    ) throws -> [SourceKind: Int] {
        var gone: [SourceKind: Int] = [:]
        // Letters first: encounters stay with them.
        for kind in [SourceKind.calls, .letters, .encounters] {
            guard let day = keptFrom[kind] else { continue }
            var facts = try facts(kind, before: day)
            if kind == .encounters, !facts.isEmpty {
                let named = try encountersOfLetters(among: Set(facts.map(\.key)))
                facts.removeAll { named.contains($0.key) }
            }
            guard !facts.isEmpty else { continue }
            try delete(facts, of: kind)
            let here = Set(facts.map(\.identity))
            var new: Set<FactKey> = []
            for (runFile, aged) in loaded where aged.kind == kind {
                new.formUnion(try countIgnored(aged, runFile: runFile, among: here))
            }
            gone[kind] = here.count - new.count
            try set(.compactionDue, to: "1")
        }
        return gone
    }

    private struct AgedFact {
        let identity: FactKey
        let file: Int64
        var key: Int64 { identity.key }
    }

    private func facts(_ kind: SourceKind, before day: CivilDate) throws -> [AgedFact] {
        let query =
            switch kind {
            case .calls:
                """
                SELECT source_key, call_key, source_file_key FROM fact_call
                WHERE started_at < ?1 * 86400
                """
            case .encounters:
                """
                SELECT 0, e.encounter_key, e.source_file_key
                FROM fact_encounter e JOIN dim_source_file d USING (source_file_key)
                WHERE coalesce(e.ended_on, d.last_day) < ?1
                """
            case .letters:
                // Its encounter's end may be the letter's start.
                """
                SELECT l.source_key, l.letter_key, l.source_file_key
                FROM fact_letter l JOIN dim_source_file d USING (source_file_key)
                LEFT JOIN fact_encounter e ON e.encounter_key = l.encounter_key
                    AND e.generation = \(StarViews.generationOfEncounter("l.encounter_key"))
                WHERE (l.sent_on IS NOT NULL OR l.status = 1)
                    AND coalesce(l.encounter_ended_on, ?1 - 1) < ?1
                    AND coalesce(l.dictated_on, ?1 - 1) < ?1
                    AND coalesce(l.typed_on, ?1 - 1) < ?1
                    AND coalesce(l.validated_on, ?1 - 1) < ?1
                    AND coalesce(l.sent_on, ?1 - 1) < ?1
                    AND coalesce(e.ended_on, ?1 - 1) < ?1
                    AND coalesce(l.encounter_ended_on, l.dictated_on, l.typed_on, l.validated_on,
                        l.sent_on, e.ended_on, d.last_day) < ?1
                """
            }
        return try database.rows(query, [.integer(Int64(day.dayNumber))]) {
            AgedFact(
                identity: FactKey(source: $0.int64(0), key: $0.int64(1)), file: $0.int64(2))
        }
    }

    /// Those that a letter names.
    private func encountersOfLetters(among keys: Set<Int64>) throws -> Set<Int64> {
        try keys.filter { try isNamed($0) }
    }

    private func delete(_ facts: [AgedFact], of kind: SourceKind) throws {
        let kept = try kept(kind)
        factChanges.giveUp()
        var files: [Int64: Int] = [:]
        for fact in facts {
            if try kept.find(fact.identity) { try kept.remove(fact.identity) }
            files[fact.file, default: 0] += 1
        }
        let update = try database.prepare(
            """
            UPDATE dim_source_file
            SET rows_held = rows_held - ?1, keys_brought = max(0, keys_brought - ?1)
            WHERE source_file_key = ?2
            """)
        for (file, count) in files { try update.run(.integer(Int64(count)), .integer(file)) }
    }

    /// Corrects the account of a file that this run loaded: rows that are gone again were ignored.
    ///
    /// - Returns: those that were not here before.
    private func countIgnored(
        _ aged: AgedRows, runFile: Int64, among gone: Set<FactKey>
    ) throws -> Set<FactKey> {
        var inserted: Set<FactKey> = []
        var counts: [RowFate: Int64] = [:]
        let source = FactTable.of(aged.kind).isKeyOfSource ? aged.origin.sourceKey : 0
        for (key, fate) in aged.fates {
            let identity = FactKey(source: source, key: key)
            guard gone.contains(identity) else { continue }
            counts[fate, default: 0] += 1
            if fate == .inserted { inserted.insert(identity) }
        }
        let values = [RowFate.inserted, .updated, .unchanged].map {
            DataBinding.integer(counts[$0] ?? 0)
        }
        let update = try database.prepare(
            """
            UPDATE run_file SET rows_inserted = rows_inserted - ?1,
                rows_updated = rows_updated - ?2, rows_unchanged = rows_unchanged - ?3,
                rows_ignored = rows_ignored + ?1 + ?2 + ?3
            WHERE run_file_id = ?4
            """)
        update.bindAll(values + [.integer(runFile)])
        try update.run()
        let ledger = try database.prepare(
            """
            UPDATE dim_source_file SET rows_ignored = rows_ignored + ?1 + ?2 + ?3
            WHERE source_file_key = ?4
            """)
        ledger.bindAll(values + [.integer(aged.origin.fileKey)])
        try ledger.run()
        return inserted
    }

    // MARK: Rejects

    /// Takes out the rejects of files whose latest row is older than the boundary, and of runs that
    /// were as of an older day; of a source that was dropped, by the earliest boundary.
    ///
    /// - Returns: how many.
    package func purgeRejects(keptFrom: [SourceKind: CivilDate]) throws -> Int {
        guard let earliest = keptFrom.values.min() else { return 0 }
        let delete = try database.prepare(
            """
            DELETE FROM reject WHERE run_file_id IN (
                SELECT f.run_file_id FROM run_file f JOIN run r USING (run_id)
                LEFT JOIN dim_source s ON s.name = f.source
                LEFT JOIN dim_source_file d ON d.source_key = s.source_key AND d.path = f.path
                WHERE coalesce(s.kind, '') = ?1 AND (d.last_day < ?2 OR r.as_of < ?2))
            """)
        var rejects = 0
        for (kind, day) in keptFrom.map({ ($0.rawValue, $1) }) + [("", earliest)] {
            try delete.run(.text(kind), .integer(Int64(day.dayNumber)))
            rejects += database.changes
        }
        return rejects
    }

    // MARK: Bytes

    /// Writes the file anew where it may hold bytes of facts that are gone: SQLite leaves them in
    /// pages that are free or were rearranged. Outside a transaction.
    package func compactIfDue() throws {
        guard try setting(.compactionDue) == "1" else { return }
        try database.execute("PRAGMA cache_spill = ON; VACUUM")
        try database.run(
            "DELETE FROM warehouse_setting WHERE name = ?1",
            .text(Setting.compactionDue.rawValue))
    }
}
