import Domain
import SQLiteStore

/// A source as the warehouse knows it.
package struct KnownSource: Sendable, Equatable {
    package var key: Int64
    package var name: String
    package var kind: SourceKind
    package var position: Int
    /// What decided how its rows were read when it was last registered.
    package var reading: String

    /// Names of sources match as codes do: the crosswalk names them, whatever the case.
    package func isNamed(_ other: String) -> Bool { Code(name) == Code(other) }
}

/// A file as it was last looked at.
package struct SeenFile: Sendable, Equatable {
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modified: Int64
    package var inode: Int64
    /// The content's hash.
    package var hash: String

    package init(size: Int64, modified: Int64, inode: Int64, hash: String) {
        self.size = size
        self.modified = modified
        self.inode = inode
        self.hash = hash
    }
}

/// A file that a source ever brought, as the ledger knows it.
package struct LedgerFile: Sendable {
    package var key: Int64
    package var sourceKey: Int64
    /// Below the fixed part of the source's glob.
    package var path: String
    package var seen: SeenFile?
    /// The content whose rows are in the facts.
    package var loadedHash: String?
    package var loadedReading: String?
    package var refusedHash: String?
    package var refusedReading: String?
    package var refusalCode: String?
    package var refusal: String?
    /// Distinct keys of the loaded content.
    package var keysBrought = 0
    /// Facts that point at it now.
    package var rowsHeld = 0
    package var isPresent = true
    /// The latest day of a row of the loaded content.
    package var lastDay: CivilDate?

    /// A file that was never seen before.
    package init(key: Int64, sourceKey: Int64, path: String) {
        self.key = key
        self.sourceKey = sourceKey
        self.path = path
    }
}

/// Sources and their files: dim_source and dim_source_file.
extension Warehouse {
    /// Every source that is not dropped, in the order in which they were first registered.
    package func knownSources() throws -> [KnownSource] {
        let statement = try database.prepare(
            "SELECT source_key, name, kind, position, reading FROM dim_source ORDER BY source_key")
        var sources: [KnownSource] = []
        while try statement.step() {
            guard let kind = SourceKind(rawValue: statement.text(2)) else { continue }
            sources.append(
                KnownSource(
                    key: statement.int64(0), name: statement.text(1), kind: kind,
                    position: statement.int(3), reading: statement.text(4)))
        }
        return sources
    }

    /// Adds a source, or takes over its new name, place and way of being read; gives its key.
    package func register(
        _ name: String, formerNames: [String], kind: SourceKind, position: Int, reading: String
    ) throws -> Int64 {
        let known = try knownSources()
        let names = [name] + formerNames
        guard
            let source = names.lazy.compactMap({ name in known.first { $0.isNamed(name) } }).first
        else {
            let insert = try database.cached(
                "INSERT INTO dim_source (name, kind, position, reading) VALUES (?, ?, ?, ?)")
            insert.bind(name, at: 1)
            insert.bind(kind.rawValue, at: 2)
            insert.bind(position, at: 3)
            insert.bind(reading, at: 4)
            try insert.run()
            return database.lastInsertRowID
        }
        let update = try database.cached(
            "UPDATE dim_source SET name = ?, position = ?, reading = ? WHERE source_key = ?")
        update.bind(name, at: 1)
        update.bind(position, at: 2)
        update.bind(reading, at: 3)
        update.bind(source.key, at: 4)
        try update.run()
        if source.name != name {
            for table in ["run_file", "run_source", "fact_quality"] {
                let rename = try database.cached(
                    "UPDATE OR REPLACE \(table) SET source = ? WHERE source = ?")
                rename.bind(name, at: 1)
                rename.bind(source.name, at: 2)
                try rename.run()
            }
        }
        return source.key
    }

    /// Every file of every source, in the order in which they were first seen.
    package func ledgerFiles() throws -> [LedgerFile] {
        let statement = try database.prepare(
            """
            SELECT source_file_key, source_key, path, seen_size, seen_modified, seen_inode,
                seen_hash, loaded_hash, loaded_reading, refused_hash, refused_reading,
                refusal_code, refusal, keys_brought, rows_held, is_present, last_day
            FROM dim_source_file ORDER BY source_file_key
            """)
        var files: [LedgerFile] = []
        while try statement.step() {
            var seen: SeenFile?
            if !statement.isNull(6) {
                seen = SeenFile(
                    size: statement.int64(3), modified: statement.int64(4),
                    inode: statement.int64(5), hash: statement.text(6))
            }
            var file = LedgerFile(
                key: statement.int64(0), sourceKey: statement.int64(1), path: statement.text(2))
            file.seen = seen
            file.loadedHash = statement.optionalText(7)
            file.loadedReading = statement.optionalText(8)
            file.refusedHash = statement.optionalText(9)
            file.refusedReading = statement.optionalText(10)
            file.refusalCode = statement.optionalText(11)
            file.refusal = statement.optionalText(12)
            file.keysBrought = statement.int(13)
            file.rowsHeld = statement.int(14)
            file.isPresent = statement.int(15) == 1
            file.lastDay = statement.optionalDay(16)
            files.append(file)
        }
        return files
    }

    /// Adds a file that was never seen; gives its key.
    package func addFile(source: Int64, path: String) throws -> Int64 {
        let insert = try database.cached(
            "INSERT INTO dim_source_file (source_key, path) VALUES (?, ?)")
        insert.bind(source, at: 1)
        insert.bind(path, at: 2)
        try insert.run()
        return database.lastInsertRowID
    }

    /// Remembers whether a file was there when the run looked.
    package func markPresent(_ file: Int64, _ isPresent: Bool) throws {
        let update = try database.cached(
            "UPDATE dim_source_file SET is_present = ? WHERE source_file_key = ?")
        update.bind(isPresent ? 1 : 0, at: 1)
        update.bind(file, at: 2)
        try update.run()
    }

    /// Remembers how a file looked, so that it is not opened again while it looks the same.
    package func markSeen(_ file: Int64, _ seen: SeenFile) throws {
        let update = try database.cached(
            """
            UPDATE dim_source_file
            SET seen_size = ?, seen_modified = ?, seen_inode = ?, seen_hash = ?
            WHERE source_file_key = ?
            """)
        update.bind(seen.size, at: 1)
        update.bind(seen.modified, at: 2)
        update.bind(seen.inode, at: 3)
        update.bind(seen.hash, at: 4)
        update.bind(file, at: 5)
        try update.run()
    }

    /// Remembers that a content is in the facts; a refusal before it is over.
    package func markLoaded(
        _ file: Int64, hash: String, reading: String, runFile: Int64, keysBrought: Int,
        counts: LoadCounts, lastDay: CivilDate? = nil
    ) throws {
        let update = try database.cached(
            """
            UPDATE dim_source_file
            SET loaded_hash = ?, loaded_reading = ?, loaded_run_file_id = ?, keys_brought = ?,
                rows_read = ?, rows_ignored = ?, rows_rejected = ?, last_day = ?,
                refused_hash = NULL, refused_reading = NULL, refusal_code = NULL, refusal = NULL
            WHERE source_file_key = ?
            """)
        update.bind(hash, at: 1)
        update.bind(reading, at: 2)
        update.bind(runFile, at: 3)
        update.bind(keysBrought, at: 4)
        update.bind(counts.read, at: 5)
        update.bind(counts.ignored, at: 6)
        update.bind(counts.rejected, at: 7)
        update.bind(lastDay, at: 8)
        update.bind(file, at: 9)
        try update.run()
    }

    /// Remembers that a content was refused: it is not refused anew while it stays as it is.
    ///
    /// - Parameter hash: nil where the file could not be read at all.
    package func markRefused(
        _ file: Int64, hash: String?, reading: String, code: String, reason: String
    ) throws {
        let update = try database.cached(
            """
            UPDATE dim_source_file
            SET refused_hash = ?, refused_reading = ?, refusal_code = ?, refusal = ?
            WHERE source_file_key = ?
            """)
        update.bind(hash, at: 1)
        update.bind(reading, at: 2)
        update.bind(code, at: 3)
        update.bind(reason, at: 4)
        update.bind(file, at: 5)
        try update.run()
    }

    /// A file that is again what was loaded of it is no longer refused.
    package func clearRefusal(_ file: Int64) throws {
        let update = try database.cached(
            """
            UPDATE dim_source_file
            SET refused_hash = NULL, refused_reading = NULL, refusal_code = NULL, refusal = NULL
            WHERE source_file_key = ? AND refusal_code IS NOT NULL
            """)
        update.bind(file, at: 1)
        try update.run()
    }

    /// Keeps `rows_held` in step with the facts.
    func addHeld(_ changes: [Int64: Int]) throws {
        let update = try database.cached(
            "UPDATE dim_source_file SET rows_held = rows_held + ? WHERE source_file_key = ?")
        for (file, change) in changes where change != 0 {
            update.bind(change, at: 1)
            update.bind(file, at: 2)
            try update.run()
        }
    }
}
