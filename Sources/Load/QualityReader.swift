import Domain
import SQLiteStore

/// A file as the report on the quality of the data shows it: what its content is, not the order in
/// which it arrived.
package struct FileState: Sendable {
    package var source: String
    package var path: String
    package var rowsRead: Int
    package var rowsIgnored: Int
    package var rowsRejected: Int
    package var isLoaded: Bool
    package var isPresent: Bool
    /// Why its present content was refused; nil where it was not.
    package var refusalCode: String?
    package var refusal: String?
}

/// A reject of the content that is loaded now.
package struct StoredReject: Sendable {
    package var source: String
    package var path: String
    package var reject: Reject
}

/// Reading the state of the data back, for donnees.html and `status`.
extension Warehouse {
    /// Every file that any source ever brought, by source in the pipeline's order and by path.
    package func fileStates() throws -> [FileState] {
        let statement = try database.prepare(
            """
            SELECT s.name, d.path, d.rows_read, d.rows_ignored, d.rows_rejected,
                d.loaded_hash IS NOT NULL, d.is_present, d.refusal_code, d.refusal
            FROM dim_source_file d JOIN dim_source s USING (source_key)
            ORDER BY s.position, s.name, d.path
            """)
        var files: [FileState] = []
        while try statement.step() {
            files.append(
                FileState(
                    source: statement.text(0), path: statement.text(1),
                    rowsRead: statement.int(2), rowsIgnored: statement.int(3),
                    rowsRejected: statement.int(4), isLoaded: statement.int(5) == 1,
                    isPresent: statement.int(6) == 1, refusalCode: statement.optionalText(7),
                    refusal: statement.optionalText(8)))
        }
        return files
    }

    /// Rejects of the loaded contents by source, file and line, `limit` at most.
    package func currentRejects(limit: Int) throws -> [StoredReject] {
        let statement = try database.prepare(
            """
            SELECT s.name, d.path, r.line, r."column", r.reason, r.message
            FROM dim_source_file d JOIN dim_source s USING (source_key)
            JOIN reject r ON r.run_file_id = d.loaded_run_file_id
            ORDER BY s.position, s.name, d.path, r.line LIMIT ?
            """)
        statement.bind(limit, at: 1)
        var rejects: [StoredReject] = []
        while try statement.step() {
            guard let reason = RejectReason(rawValue: statement.text(4)) else { continue }
            rejects.append(
                StoredReject(
                    source: statement.text(0), path: statement.text(1),
                    reject: Reject(
                        line: statement.int(2), column: statement.optionalText(3), reason: reason,
                        message: statement.text(5))))
        }
        return rejects
    }

    /// Rejects of the loaded contents by source and reason.
    package func currentRejectGroups() throws -> [RejectGroup] {
        struct Key: Hashable {
            let source: String
            let reason: RejectReason
        }
        var groups: [(key: Key, files: [RejectGroup.File])] = []
        let lines = try database.prepare(
            """
            SELECT name, reason, path, line, rows FROM (
                SELECT s.position, s.name, r.reason, d.path, r.line, count(*) OVER alike AS rows,
                    row_number() OVER (alike ORDER BY r.line) AS place
                FROM dim_source_file d JOIN dim_source s USING (source_key)
                JOIN reject r ON r.run_file_id = d.loaded_run_file_id
                WINDOW alike AS (PARTITION BY r.run_file_id, r.reason)
            ) WHERE place <= \(RejectGroup.linesShown)
            ORDER BY position, name, reason, path, line
            """)
        while try lines.step() {
            guard let reason = RejectReason(rawValue: lines.text(1)) else { continue }
            let key = Key(source: lines.text(0), reason: reason)
            if groups.last?.key != key { groups.append((key, [])) }
            let group = groups.count - 1
            let path = lines.text(2)
            if groups[group].files.last?.path != path {
                groups[group].files.append(
                    RejectGroup.File(path: path, rows: lines.int(4), firstLines: []))
            }
            groups[group].files[groups[group].files.count - 1].firstLines.append(lines.int(3))
        }
        var columns: [Key: [String]] = [:]
        let named = try database.prepare(
            """
            SELECT DISTINCT s.name, r.reason, r."column"
            FROM dim_source_file d JOIN dim_source s USING (source_key)
            JOIN reject r ON r.run_file_id = d.loaded_run_file_id
            WHERE r."column" IS NOT NULL ORDER BY r."column"
            """)
        while try named.step() {
            guard let reason = RejectReason(rawValue: named.text(1)) else { continue }
            columns[Key(source: named.text(0), reason: reason), default: []].append(named.text(2))
        }
        return groups.map { key, files in
            RejectGroup(
                source: key.source, reason: key.reason, columns: columns[key] ?? [], files: files)
        }
    }

    /// Rejects of the loaded contents, counted by source and reason.
    package func currentRejectCounts() throws -> [(source: String, reason: RejectReason, rows: Int)]
    {
        let statement = try database.prepare(
            """
            SELECT s.name, r.reason, count(*)
            FROM dim_source_file d JOIN dim_source s USING (source_key)
            JOIN reject r ON r.run_file_id = d.loaded_run_file_id
            GROUP BY s.position, s.name, r.reason ORDER BY s.position, s.name, r.reason
            """)
        var counts: [(source: String, reason: RejectReason, rows: Int)] = []
        while try statement.step() {
            guard let reason = RejectReason(rawValue: statement.text(1)) else { continue }
            counts.append((statement.text(0), reason, statement.int(2)))
        }
        return counts
    }

    /// The most rows first.
    package func unmappedUnits() throws -> [UnmappedUnit] {
        let statement = try database.prepare(
            """
            SELECT source, code, rows, first_day, last_day FROM unmapped_unit
            ORDER BY rows DESC, source, code
            """)
        var units: [UnmappedUnit] = []
        while try statement.step() {
            units.append(
                UnmappedUnit(
                    source: statement.text(0), code: statement.text(1), rows: statement.int(2),
                    firstDay: statement.optionalDay(3), lastDay: statement.optionalDay(4)))
        }
        return units
    }

    /// The most rows first.
    package func unknownTypes(_ kind: UnknownTypeKind) throws -> [(code: String, rows: Int)] {
        let statement = try database.prepare(
            "SELECT code, rows FROM unknown_type WHERE kind = ? ORDER BY rows DESC, code")
        statement.bind(kind.rawValue, at: 1)
        var types: [(code: String, rows: Int)] = []
        while try statement.step() { types.append((statement.text(0), statement.int(1))) }
        return types
    }

    /// The last runs, newest first.
    package func lastRuns(_ limit: Int) throws -> [(id: Int64, record: RunRecord)] {
        let statement = try database.prepare(
            """
            SELECT run_id, started_at, finished_at, as_of, status, exit_code, version,
                data_fingerprint, message
            FROM run ORDER BY run_id DESC LIMIT ?
            """)
        statement.bind(limit, at: 1)
        var runs: [(id: Int64, record: RunRecord)] = []
        while try statement.step() {
            guard let status = RunStatus(rawValue: statement.text(4)) else { continue }
            runs.append(
                (
                    statement.int64(0),
                    RunRecord(
                        startedAt: statement.text(1), finishedAt: statement.optionalText(2),
                        asOf: statement.optionalDay(3),
                        status: status, exitCode: statement.int(5), version: statement.text(6),
                        dataFingerprint: statement.optionalText(7),
                        message: statement.optionalText(8))
                ))
        }
        return runs
    }

    /// Facts of each kind, and the file's size in bytes.
    package func sizes() throws -> (encounters: Int, letters: Int, calls: Int, bytes: Int) {
        func count(_ sql: String) throws -> Int { Int(try database.scalar(sql) ?? 0) }
        func facts(_ kind: SourceKind) throws -> Int {
            let kept = try kept(kind)
            try kept.flush()
            return kept.generations.rows
        }
        return try (
            facts(.encounters), facts(.letters), facts(.calls),
            count("PRAGMA page_count") * count("PRAGMA page_size")
        )
    }
}
