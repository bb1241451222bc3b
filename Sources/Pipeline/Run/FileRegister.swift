import Domain
import Load

/// A source of the pipeline file with its key in the warehouse and the files that are present.
struct RegisteredSource: Sendable {
    let definition: SourceDefinition
    let key: Int64
    /// In the source's order.
    let files: [SourceFile]
    /// All that decides how rows are read: the definition's part and the time zone.
    let reading: String
}

/// A file that is present, and what the ledger knew of it when the run began.
struct FileToIngest: Sendable {
    let source: RegisteredSource
    let file: SourceFile
    let ledger: LedgerFile

    /// How people find it: source and path below the glob's fixed part.
    var place: String { "\(source.definition.name): \(file.identity)" }
    var origin: FactOrigin { FactOrigin(sourceKey: source.key, fileKey: ledger.key) }
}

/// The files of all sources: those present, in the order of their rows' precedence, and the rank
/// of every file ever seen.
struct FileRegister {
    /// In the order of the pipeline file.
    let sources: [RegisteredSource]
    let files: [FileToIngest]
    let ranks: FileRanks
    /// True where a file is new, is gone or came back since the run before.
    let hasChanged: Bool

    private struct Identity: Hashable {
        let source: Int64
        let path: String
    }

    /// Enters new files in the ledger and marks those that are gone.
    init(_ sources: [RegisteredSource], in warehouse: Warehouse) throws {
        var ledger: [Identity: LedgerFile] = [:]
        for file in try warehouse.ledgerFiles() {
            ledger[Identity(source: file.sourceKey, path: file.path)] = file
        }
        var files: [FileToIngest] = []
        var present: Set<Int64> = []
        var hasChanged = false
        for source in sources {
            for file in source.files {
                let identity = Identity(source: source.key, path: file.identity)
                let entry: LedgerFile
                if let known = ledger[identity] {
                    entry = known
                } else {
                    hasChanged = true
                    entry = LedgerFile(
                        key: try warehouse.addFile(source: source.key, path: file.identity),
                        sourceKey: source.key, path: file.identity)
                    ledger[identity] = entry
                }
                present.insert(entry.key)
                files.append(FileToIngest(source: source, file: file, ledger: entry))
            }
        }
        for file in ledger.values where file.isPresent != present.contains(file.key) {
            try warehouse.markPresent(file.key, present.contains(file.key))
            hasChanged = true
        }
        self.hasChanged = hasChanged
        self.sources = sources
        self.files = files
        ranks = Self.ranks(
            of: Array(ledger.values), sources: sources.map { ($0.key, $0.definition.order) })
    }

    /// The rank of every file that the ledger knows, gone or not.
    ///
    /// - Parameter sources: in the order of the pipeline file.
    static func ranks(
        of ledger: [LedgerFile], sources: [(key: Int64, order: FileOrder)]
    ) -> FileRanks {
        let files = Dictionary(grouping: ledger, by: \.sourceKey)
        return FileRanks(
            order: sources.flatMap { source in
                (files[source.key] ?? [])
                    .map { (file: $0.key, order: source.order.key(ofFile: $0.path)) }
                    .sorted { SourceFile.isOrdered($0.order, before: $1.order) }.map(\.file)
            })
    }
}
