import Domain

@testable import Load

/// One row of a simulated file: a key, and a value that shows which row won.
struct SimulatedRow: Equatable {
    var key: Int64
    /// A number of days or seconds, by the kind of the facts.
    var value: Int32
}

/// Who holds a key, and with what value: all that merging decides.
struct SimulatedFact: Equatable, CustomStringConvertible {
    var file: Int64
    var line: Int32
    var value: Int32

    var description: String { "\(value) from file \(file) line \(line)" }
}

/// A fact's key: calls and letters are known by their source too.
struct SimulatedKey: Hashable {
    /// 0 for encounters.
    var source: Int64
    var key: Int64
}

/// A file of a simulated source.
struct SimulatedFile {
    var source: Int64
    var key: Int64
    /// In the file's order; nil: not there.
    var content: [SimulatedRow]?
    /// What was loaded last; nil: nothing yet.
    var loaded: [SimulatedRow]?
    /// False: the run before found it gone.
    var wasPresent = false
}

/// Loads simulated files as a run of the pipeline does: changed files in their order, what they no
/// longer hold taken out, then given back by earlier files that are still there.
struct SimulatedExport {
    let kind: SourceKind
    let test: TestWarehouse
    /// In the order of their precedence.
    var files: [SimulatedFile]

    private var warehouse: Warehouse { test.warehouse }
    private var ranks: FileRanks { FileRanks(order: files.map(\.key)) }

    /// - Parameter sources: how many, with as many files each.
    init(_ kind: SourceKind, sources: Int, filesEach: Int) throws {
        self.kind = kind
        test = try TestWarehouse()
        files = []
        for number in 0..<sources {
            let source = try test.source("source \(number)", kind)
            for file in 0..<filesEach {
                let key = try test.warehouse.addFile(source: source, path: "\(file).csv")
                files.append(SimulatedFile(source: source, key: key))
            }
        }
    }

    private func rows(_ content: [SimulatedRow], source: Int64) -> SourceRows {
        let numbered = content.enumerated().map { (line: Int32($0 + 2), row: $1) }
        switch kind {
        case .encounters:
            return .of(
                numbered.map {
                    TestEncounter(
                        key: $0.row.key, line: $0.line,
                        endedOn: CivilDate(dayNumber: $0.row.value).description)
                })
        case .letters:
            return .of(
                numbered.map {
                    TestLetter(
                        key: $0.row.key, line: $0.line,
                        sentOn: CivilDate(dayNumber: $0.row.value).description)
                })
        case .calls:
            return .of(
                numbered.map { TestCall(key: $0.row.key, line: $0.line, wait: $0.row.value) })
        }
    }

    // MARK: A run

    /// - Returns: counts by file, of those that were loaded.
    @discardableResult
    mutating func run() throws -> [Int64: LoadCounts] {
        var counts: [Int64: LoadCounts] = [:]
        var removed: [(source: Int64, keys: [Int64])] = []
        let ledger = try byKey()
        for (index, file) in files.enumerated() {
            defer { files[index].wasPresent = file.content != nil }
            guard let content = file.content else { continue }
            // A file that comes back may hold rows that were looked for while it was gone.
            let mayFill =
                !file.wasPresent
                && (ledger[file.key].map { $0.keysBrought > $0.rowsHeld } ?? false)
            if content == file.loaded, !mayFill { continue }
            let origin = FactOrigin(sourceKey: file.source, fileKey: file.key)
            let rows = rows(content, source: file.source)
            if file.loaded != nil {
                let orphans = try warehouse.replacement(by: rows, from: origin).orphans
                try warehouse.remove(orphans, kind: kind, from: origin)
                removed.append((file.source, orphans))
            }
            let loaded = try warehouse.load(rows, from: origin, ranks: ranks)
            try warehouse.markLoaded(
                file.key, hash: "\(content)", reading: "", runFile: 0, keysBrought: loaded.keys,
                counts: loaded.counts)
            counts[file.key] = loaded.counts
            files[index].loaded = content
        }
        try restore(removed)
        return counts
    }

    private func restore(_ removed: [(source: Int64, keys: [Int64])]) throws {
        let scopes = Dictionary(grouping: removed) { kind == .encounters ? 0 : $0.source }
        for (source, removed) in scopes {
            var missing = try warehouse.absent(
                Set(removed.flatMap(\.keys)), kind: kind, source: source)
            let ledger = try byKey()
            for file in files.reversed() where source == 0 || file.source == source {
                guard let content = file.content, content == file.loaded,
                    let entry = ledger[file.key], entry.keysBrought > entry.rowsHeld
                else { continue }
                missing.subtract(
                    try warehouse.loadFallback(
                        rows(content, source: file.source), only: missing,
                        from: FactOrigin(sourceKey: file.source, fileKey: file.key), ranks: ranks))
            }
        }
    }

    private func byKey() throws -> [Int64: LedgerFile] {
        Dictionary(
            try warehouse.ledgerFiles().map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    }

    // MARK: What is there, and what should be

    /// The facts as the warehouse holds them.
    func facts() throws -> [SimulatedKey: SimulatedFact] {
        let (table, source, key, value) =
            switch kind {
            case .encounters: ("fact_encounter", "0", "encounter_key", "ended_on")
            case .letters: ("fact_letter", "source_key", "letter_key", "sent_on")
            case .calls: ("fact_call", "source_key", "call_key", "wait_seconds")
            }
        let rows = try test.database.rows(
            "SELECT \(source), \(key), source_file_key, line, \(value) FROM \(table)"
        ) {
            (
                SimulatedKey(source: $0.int64(0), key: $0.int64(1)),
                SimulatedFact(
                    file: $0.int64(2), line: Int32($0.int(3)), value: Int32($0.int(4)))
            )
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The obvious way: all present files one after the other, the last row of a key wins. A file
    /// that is gone takes nothing with it: it keeps what it held `before` unless a later file has it.
    func expected(before: [SimulatedKey: SimulatedFact] = [:]) -> [SimulatedKey: SimulatedFact] {
        var facts: [SimulatedKey: SimulatedFact] = [:]
        for file in files {
            guard let content = file.content else {
                for (key, fact) in before where fact.file == file.key { facts[key] = fact }
                continue
            }
            for (index, row) in content.enumerated() {
                let source = kind == .encounters ? 0 : file.source
                facts[SimulatedKey(source: source, key: row.key)] = SimulatedFact(
                    file: file.key, line: Int32(index + 2), value: row.value)
            }
        }
        return facts
    }

    /// Facts that the ledger counts for each file, against those that point at it.
    func heldByLedger() throws -> [Int64: Int] {
        Dictionary(
            uniqueKeysWithValues: try warehouse.ledgerFiles().filter { $0.rowsHeld != 0 }
                .map { ($0.key, $0.rowsHeld) })
    }

    func heldByFacts() throws -> [Int64: Int] {
        Dictionary(grouping: try facts().values, by: \.file).mapValues(\.count)
    }
}
