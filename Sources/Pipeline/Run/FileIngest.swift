import Domain
import Extract
import Load

/// Brings the sources' files into the facts: which to open, which to refuse, what a changed file
/// takes away (contract §4).
struct FileIngest {
    let warehouse: Warehouse
    let run: Int64
    let register: FileRegister
    let reader: FileReader
    /// By kind: the first day whose facts are kept.
    let keptFrom: [SourceKind: CivilDate]
    let log: Log
    let progress: Progress

    /// What became of the files.
    struct Outcome {
        var loaded = 0
        var skipped = 0
        /// Files that this run refused; those refused before and unchanged are skipped.
        var refused = 0
        /// True where any fact may have changed.
        var hasChangedFacts = false
        /// True where a file was loaded, refused anew, is no longer refused, is new, gone or back.
        var hasChangedFiles = false
        /// By run_file: rows of the files loaded that are older than what is kept.
        var aged: [Int64: AgedRows] = [:]
    }

    /// - Parameter dropped: keys of encounters that a dropped source held.
    func ingest(droppedEncounters dropped: [Int64]) throws -> Outcome {
        var outcome = Outcome()
        outcome.hasChangedFiles = register.hasChanged
        try warehouse.beginBulkLoad()
        var removals: [Removal] = []
        if !dropped.isEmpty {
            removals.append(Removal(kind: .encounters, source: nil, keys: dropped, runFile: nil))
        }
        var cutShort: [FileToIngest] = []
        var ahead = FilesAhead(register.files, reader: reader)
        let lastLetters = register.files.lastIndex {
            $0.source.definition.contract.kind == .letters
        }
        for (position, file) in register.files.enumerated() {
            progress.show(file.source.definition.name, position + 1, of: register.files.count)
            do {
                let look = try ahead.next(file)
                if let removal = try ingest(look, of: file, &outcome) { removals.append(removal) }
            } catch let refusal as FileRefusal where refusal.code == RefusalCode.wouldRemoveRows {
                cutShort.append(file)
            } catch let refusal as FileRefusal {
                try refuse(file, refusal, into: &outcome)
            }
            if position == lastLetters { try warehouse.endBulkLetters() }
        }
        // Once more, now that the others have brought what it may have handed on to them.
        for file in cutShort {
            do {
                let look = try reader.look(at: file)
                if let removal = try ingest(look, of: file, &outcome) { removals.append(removal) }
            } catch let refusal as FileRefusal {
                try refuse(file, refusal, into: &outcome)
            }
        }
        progress.clear()
        if !removals.isEmpty { try fallback.restore(removals) }
        try warehouse.finishBulkLoad()
        return outcome
    }

    /// One line a source: what became of its files and their rows.
    func logSources() throws {
        let filesOfSource = Dictionary(
            grouping: try warehouse.filesOfRun(run), by: \.source)
        for source in register.sources.map(\.definition) {
            let own = filesOfSource[source.name] ?? []
            func files(_ status: FileStatus) -> LogValue {
                .number(own.count { $0.status == status })
            }
            func rows(_ count: KeyPath<LoadCounts, Int>) -> LogValue {
                .number(own.reduce(0) { $0 + $1.counts[keyPath: count] })
            }
            log.event(
                "source_read",
                [
                    "source": .text(source.name), "files_loaded": files(.loaded),
                    "files_skipped": files(.skipped), "files_refused": files(.refused),
                    "read": rows(\.read), "ignored": rows(\.ignored),
                    "rejected": rows(\.rejected), "superseded": rows(\.superseded),
                    "inserted": rows(\.inserted), "updated": rows(\.updated),
                    "unchanged": rows(\.unchanged), "removed": rows(\.removed),
                ])
        }
    }

    private var fallback: Fallback {
        Fallback(warehouse: warehouse, register: register, extractor: reader.extractor)
    }

    // MARK: One file

    /// Skips or loads a file; throws its refusal.
    ///
    /// - Returns: the rows that only its earlier version held.
    private func ingest(
        _ look: FileLook, of file: FileToIngest, _ outcome: inout Outcome
    ) throws -> Removal? {
        switch look {
        case .asSeen(let hash):
            try skip(file, isRefused: !reader.isLoaded(file, hash: hash), into: &outcome)
        case .known(let stamp, let hash):
            try warehouse.markSeen(file.ledger.key, SeenFile(stamp, hash: hash))
            try skip(file, isRefused: !reader.isLoaded(file, hash: hash), into: &outcome)
        case .read(let extracted):
            return try load(extracted, from: file, into: &outcome)
        }
        return nil
    }

    /// - Parameter isRefused: the content is what an earlier run refused, not what it loaded.
    private func skip(
        _ file: FileToIngest, isRefused: Bool, into outcome: inout Outcome
    ) throws {
        if !isRefused, file.ledger.refusalCode != nil {
            try warehouse.clearRefusal(file.ledger.key)
            outcome.hasChangedFiles = true
        }
        outcome.skipped += 1
        _ = try warehouse.recordFile(
            run: run, source: file.source.definition.name, path: file.file.identity,
            status: .skipped, reason: isRefused ? file.ledger.refusal : nil)
    }

    private func load(
        _ extracted: ExtractedFile, from file: FileToIngest, into outcome: inout Outcome
    ) throws -> Removal? {
        let removal = try clearEarlierVersion(extracted.rows, file)
        let loaded = try warehouse.load(
            extracted.rows, from: file.origin, ranks: register.ranks,
            keptFrom: keptFrom[extracted.rows.kind])
        var counts = loaded.counts
        counts.read = extracted.rowsRead
        counts.ignored = extracted.rowsIgnored
        counts.rejected = extracted.rejects.count
        let runFile = try warehouse.recordFile(
            run: run, source: file.source.definition.name, path: file.file.identity,
            status: .loaded, counts: counts)
        try warehouse.record(extracted.rejects, runFile: runFile)
        try warehouse.markSeen(
            file.ledger.key, SeenFile(extracted.stamp, hash: extracted.contentHash))
        try warehouse.markLoaded(
            file.ledger.key, hash: extracted.contentHash, reading: file.source.reading,
            runFile: runFile, keysBrought: loaded.keys, counts: counts,
            lastDay: extracted.rows.lastDay)
        if !loaded.aged.fates.isEmpty { outcome.aged[runFile] = loaded.aged }
        outcome.loaded += 1
        outcome.hasChangedFacts = true
        outcome.hasChangedFiles = true
        guard var removal else { return nil }
        removal.runFile = runFile
        return removal
    }

    /// Takes out what only the file's earlier version held; refuses a file that would remove more
    /// than half of the rows it brought, unless its definition is what changed.
    private func clearEarlierVersion(_ rows: SourceRows, _ file: FileToIngest) throws -> Removal? {
        guard file.ledger.loadedHash != nil,
            file.source.definition.changedFile == .replace
        else { return nil }
        let replacement = try warehouse.replacement(by: rows, from: file.origin)
        let orphans = replacement.orphans
        guard !orphans.isEmpty else { return nil }
        let isSameReading = file.ledger.loadedReading == file.source.reading
        if isSameReading, !reader.acceptsRemovals {
            try confirmRemoval(
                of: orphans, kind: rows.kind, from: file,
                brought: max(file.ledger.keysBrought, replacement.held))
        }
        try warehouse.remove(orphans, kind: rows.kind, from: file.origin)
        return Removal(
            kind: rows.kind, source: rows.kind == .encounters ? nil : file.source.key,
            keys: orphans, runFile: nil)
    }

    /// Throws where more than half of a file's rows would be gone for good; what falls back to
    /// another file is not removed.
    private func confirmRemoval(
        of orphans: [Int64], kind: SourceKind, from file: FileToIngest, brought: Int
    ) throws {
        guard orphans.count * 2 > brought else { return }
        let lost = try fallback.lost(orphans, of: kind, by: file).count
        guard lost * 2 > brought else { return }
        throw FileRefusal(
            code: RefusalCode.wouldRemoveRows,
            what: "its new content would remove \(lost) of the \(brought) rows it brought",
            advice: "was the export cut short? export it again, or run once with "
                + "--accept-removals")
    }

    // MARK: Refusals

    /// Records a refusal; what an earlier version of the file brought stays.
    private func refuse(
        _ file: FileToIngest, _ refusal: FileRefusal, into outcome: inout Outcome
    ) throws {
        let identity = refusalIdentity(file, refusal)
        if reader.isRefused(file, identity: identity) {
            try skip(file, isRefused: true, into: &outcome)
            return
        }
        let reason = "\(refusal.what): \(refusal.advice)"
        outcome.refused += 1
        outcome.hasChangedFiles = true
        try warehouse.markRefused(
            file.ledger.key, hash: identity, reading: file.source.reading, code: refusal.code,
            reason: reason)
        _ = try warehouse.recordFile(
            run: run, source: file.source.definition.name, path: file.file.identity,
            status: .refused, reason: reason)
        log.finding(
            Finding(.fault, refusal.what, at: file.place, advice: refusal.advice),
            event: "file_refused")
    }

    /// What the refused content is remembered by: its hash, or for what cannot be read, what kept
    /// it from being read. A file that was being written is never remembered; nor is the content of
    /// one that could not be read, since nothing is wrong with it: the disk may answer again.
    private func refusalIdentity(_ file: FileToIngest, _ refusal: FileRefusal) -> String {
        guard refusal.code != RefusalCode.changedWhileRead else { return "changing" }
        guard refusal.code != RefusalCode.unreadable,
            let (hash, stamp) = try? reader.extractor(file).contentHash(path: file.file.path)
        else { return "unreadable: \(refusal.code)" }
        try? warehouse.markSeen(file.ledger.key, SeenFile(stamp, hash: hash))
        return hash
    }
}
