import Domain
import SQLiteStore

/// How a run ended.
package enum RunStatus: String, Sendable {
    case succeeded
    /// Something was refused or replaced by an earlier copy; the rest is loaded and published.
    case partial
    case failed
}

/// A run as it is recorded.
package struct RunRecord: Sendable {
    /// ISO 8601, UTC.
    package var startedAt: String
    /// ISO 8601, UTC; nil while it runs.
    package var finishedAt: String?
    package var asOf: CivilDate?
    package var status: RunStatus
    package var exitCode: Int
    package var version: String
    /// Of the figures that the run left behind: the reports name it.
    package var dataFingerprint: String?
    /// What went wrong, in one line.
    package var message: String?

    package init(
        startedAt: String, finishedAt: String? = nil, asOf: CivilDate? = nil, status: RunStatus,
        exitCode: Int, version: String, dataFingerprint: String? = nil, message: String? = nil
    ) {
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.asOf = asOf
        self.status = status
        self.exitCode = exitCode
        self.version = version
        self.dataFingerprint = dataFingerprint
        self.message = message
    }
}

/// What became of the rows of one file: read is the sum of the others but `removed`.
package struct LoadCounts: Sendable, Equatable {
    package var read = 0
    package var ignored = 0
    package var rejected = 0
    package var superseded = 0
    package var inserted = 0
    package var updated = 0
    package var unchanged = 0
    /// Rows that only an earlier version of the file held.
    package var removed = 0

    package init() {}
}

/// What a run did with a file.
package enum FileStatus: String, Sendable {
    case loaded
    /// Its content was known: loaded, or refused, by an earlier run.
    case skipped
    case refused
}

/// What a run did with one file: a row of `v_file`.
package struct FileOfRun: Sendable, Equatable {
    package var source: String
    package var path: String
    package var status: FileStatus
    package var counts: LoadCounts
    package var reason: String?
}

/// Runs, their files and rejects: tables run, run_file and reject.
extension Warehouse {
    /// Opens the record of a run and gives its id; the record says how the run ends if nobody
    /// calls `finishRun`.
    package func startRun(_ record: RunRecord) throws -> Int64 {
        let insert = try database.cached(
            """
            INSERT INTO run (started_at, finished_at, as_of, status, exit_code, version,
                data_fingerprint, message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        bind(record, to: insert)
        try insert.run()
        return database.lastInsertRowID
    }

    /// Skipped files are kept for the last run only, else the ledger grows by every file a night:
    /// forgets those of the runs before, for a run that looks at files itself.
    package func forgetSkippedFiles() throws {
        try database.execute("DELETE FROM run_file WHERE status = 'skipped'")
    }

    /// Writes a run's record again, now that it is known how it ended.
    package func finishRun(_ run: Int64, _ record: RunRecord) throws {
        let update = try database.cached(
            """
            UPDATE run SET started_at = ?, finished_at = ?, as_of = ?, status = ?, exit_code = ?,
                version = ?, data_fingerprint = ?, message = ?
            WHERE run_id = ?
            """)
        bind(record, to: update)
        update.bind(run, at: 9)
        try update.run()
    }

    private func bind(_ record: RunRecord, to statement: Statement) {
        statement.bind(record.startedAt, at: 1)
        statement.bind(record.finishedAt, at: 2)
        statement.bind(record.asOf, at: 3)
        statement.bind(record.status.rawValue, at: 4)
        statement.bind(record.exitCode, at: 5)
        statement.bind(record.version, at: 6)
        statement.bind(record.dataFingerprint, at: 7)
        statement.bind(record.message, at: 8)
    }

    /// Records what a run did with a file; gives the row's id for its rejects.
    ///
    /// The schema refuses counts that do not add up (contract §4).
    package func recordFile(
        run: Int64, source: String, path: String, status: FileStatus, counts: LoadCounts = .init(),
        reason: String? = nil
    ) throws -> Int64 {
        let insert = try database.cached(
            """
            INSERT INTO run_file (run_id, source, path, status, rows_read, rows_ignored,
                rows_rejected, rows_superseded, rows_inserted, rows_updated, rows_unchanged,
                rows_removed, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(run, at: 1)
        insert.bind(source, at: 2)
        insert.bind(path, at: 3)
        insert.bind(status.rawValue, at: 4)
        insert.bind(counts.read, at: 5)
        insert.bind(counts.ignored, at: 6)
        insert.bind(counts.rejected, at: 7)
        insert.bind(counts.superseded, at: 8)
        insert.bind(counts.inserted, at: 9)
        insert.bind(counts.updated, at: 10)
        insert.bind(counts.unchanged, at: 11)
        insert.bind(counts.removed, at: 12)
        insert.bind(reason, at: 13)
        try insert.run()
        return database.lastInsertRowID
    }

    /// Rows that a changed file no longer holds, known once the earlier files were asked.
    package func setRemoved(_ removed: Int, runFile: Int64) throws {
        let update = try database.cached(
            "UPDATE run_file SET rows_removed = ? WHERE run_file_id = ?")
        update.bind(removed, at: 1)
        update.bind(runFile, at: 2)
        try update.run()
    }

    /// Records the rejects of a file that was loaded.
    package func record(_ rejects: [Reject], runFile: Int64) throws {
        let insert = try database.cached(
            """
            INSERT INTO reject (run_file_id, line, "column", reason, message, row_key)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        for reject in rejects {
            insert.bind(runFile, at: 1)
            insert.bind(reject.line, at: 2)
            insert.bind(reject.column, at: 3)
            insert.bind(reject.reason.rawValue, at: 4)
            insert.bind(reject.message, at: 5)
            insert.bind(reject.key, at: 6)
            try insert.run()
        }
    }

    /// What a run did with each file, by source and path.
    package func filesOfRun(_ run: Int64) throws -> [FileOfRun] {
        let statement = try database.prepare(
            """
            SELECT source, path, status, rows_read, rows_ignored, rows_rejected, rows_superseded,
                rows_inserted, rows_updated, rows_unchanged, rows_removed, reason
            FROM run_file WHERE run_id = ? ORDER BY source, path
            """)
        statement.bind(run, at: 1)
        var files: [FileOfRun] = []
        while try statement.step() {
            guard let status = FileStatus(rawValue: statement.text(2)) else { continue }
            var counts = LoadCounts()
            counts.read = statement.int(3)
            counts.ignored = statement.int(4)
            counts.rejected = statement.int(5)
            counts.superseded = statement.int(6)
            counts.inserted = statement.int(7)
            counts.updated = statement.int(8)
            counts.unchanged = statement.int(9)
            counts.removed = statement.int(10)
            files.append(
                FileOfRun(
                    source: statement.text(0), path: statement.text(1), status: status,
                    counts: counts, reason: statement.optionalText(11)))
        }
        return files
    }
}
