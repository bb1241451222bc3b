import Domain
import Extract
import Load

/// Rows that a changed file, or a dropped source, no longer holds.
struct Removal {
    var kind: SourceKind
    /// The source whose files may hold the keys too; nil: every source of encounters.
    var source: Int64?
    var keys: [Int64]
    /// Where to record what is gone for good; nil for a dropped source.
    var runFile: Int64?
}

/// Gives removed rows back from the latest earlier file, still present, that holds them.
///
/// Losing rows are not kept in the warehouse (exports that overlap would multiply it); files that
/// lost rows are read again in the rare case that a changed file drops some.
struct Fallback {
    let warehouse: Warehouse
    let register: FileRegister
    let extractor: (FileToIngest) -> FileExtractor

    private struct Scope: Hashable {
        let kind: SourceKind
        let source: Int64?
    }

    func restore(_ removals: [Removal]) throws {
        let byScope = Dictionary(grouping: removals) { Scope(kind: $0.kind, source: $0.source) }
        for (scope, removals) in byScope {
            let gone = try restore(removals, scope)
            for removal in removals {
                guard let runFile = removal.runFile else { continue }
                let removed = removal.keys.count { gone.contains($0) }
                try warehouse.setRemoved(removed, runFile: runFile)
            }
        }
    }

    /// - Returns: the keys that no file holds any more.
    private func restore(_ removals: [Removal], _ scope: Scope) throws -> Set<Int64> {
        var missing: Set<Int64> = []
        for removal in removals { missing.formUnion(removal.keys) }
        // Another file of this run may have brought them already.
        missing = try warehouse.absent(missing, kind: scope.kind, source: scope.source ?? 0)
        let ranks = register.ranks
        for (file, rows) in try candidates(scope) {
            if missing.isEmpty { break }
            guard let rows = rows() else { continue }
            missing.subtract(
                try warehouse.loadFallback(rows, only: missing, from: file.origin, ranks: ranks))
        }
        return missing
    }

    /// Of the keys that a file would drop, those that no other file would give back.
    func lost(_ keys: [Int64], of kind: SourceKind, by file: FileToIngest) throws -> Set<Int64> {
        var lost = Set(keys)
        let source = kind == .encounters ? nil : file.source.key
        for (other, rows) in try candidates(Scope(kind: kind, source: source)) {
            if lost.isEmpty { break }
            guard other.ledger.key != file.ledger.key, let rows = rows() else { continue }
            lost.subtract(rows.keys)
        }
        return lost
    }

    /// The files that are present and may hold rows that others took from them, the latest first;
    /// their rows, where they still are as they were loaded.
    private func candidates(
        _ scope: Scope
    ) throws -> [(file: FileToIngest, rows: () -> SourceRows?)] {
        let current = Dictionary(
            try warehouse.ledgerFiles().map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        let files = register.files.filter { file in
            let definition = file.source.definition
            guard definition.contract.kind == scope.kind,
                scope.source == nil || scope.source == file.source.key,
                let ledger = current[file.ledger.key]
            else { return false }
            // A file that holds a fact for each of its keys has lost none; one that adds holds
            // those of its earlier contents too, so that the numbers say nothing.
            return ledger.loadedHash != nil
                && (definition.changedFile == .add || ledger.keysBrought > ledger.rowsHeld)
        }
        let ranks = register.ranks
        return files.sorted { ranks[$0.ledger.key] > ranks[$1.ledger.key] }.map { file in
            let rows = { () -> SourceRows? in
                guard let extracted = try? extractor(file).extract(path: file.file.path),
                    extracted.contentHash == current[file.ledger.key]?.loadedHash
                else { return nil }
                return extracted.rows
            }
            return (file, rows)
        }
    }
}
