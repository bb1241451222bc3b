import Domain
import Extract

/// Files looked at in their order, some ahead: a second thread reads, checks and types files while
/// the rows of those before are merged.
///
/// Whatever is found, refusals included, is handed over in the order of the files, so that the
/// merging side does what it would do by itself (`look` in a loop, the oracle of FilesAheadTests),
/// and it alone says how far the reader may go (`MadeAhead`). The rows in memory are those of one
/// file, or of as many as have `limit` bytes together, the one that is merged with them; few, since
/// more would only wait. Files that look as they did are never opened, and where fewer than two are
/// left no thread is started.
struct FilesAhead: ~Copyable {
    typealias Found = Result<FileLook, FileRefusal>

    /// Bytes of the files that are read, wait and are merged: about half as much in memory.
    static let limit: Int64 = 128 << 20
    /// Files that are read before the one that is merged is: enough for a month's large files to
    /// wait while small ones are read, and the other way round.
    static let mostAhead = 3

    private let reader: FileReader
    private let hashes: [Int64: String]
    /// Those to be opened, in order, with their sizes.
    private let files: [(file: FileToIngest, size: Int64)]
    private let limit: Int64
    /// nil where one thread is enough.
    private let looks: MadeAhead<Found>?
    /// Of the next file to be taken.
    private var position = 0
    /// How many of the files the reader may look at, from the first on.
    private var allowed = 0

    /// - Parameters:
    ///   - files: in the order in which they are asked for.
    ///   - limit: bytes of files, above which the last is not read before the first is merged.
    init(_ files: [FileToIngest], reader: FileReader, limit: Int64 = FilesAhead.limit) {
        var hashes: [Int64: String] = [:]
        var left: [(file: FileToIngest, size: Int64)] = []
        for file in files {
            // What cannot even be looked at is refused when its turn comes.
            let stamp = try? FileStamp.of(path: file.file.path)
            if let stamp, let hash = reader.hash(ofUnopened: file, stamp) {
                hashes[file.ledger.key] = hash
            } else {
                left.append((file, stamp?.size ?? 0))
            }
        }
        self.reader = reader
        self.hashes = hashes
        self.files = left
        self.limit = limit
        looks =
            left.count < 2
            ? nil
            : MadeAhead(label: "reading ahead", count: left.count) { [left] position in
                Found { () throws(FileRefusal) in try reader.look(at: left[position].file) }
            }
        allowWhatFits()
    }

    /// What the look at a file found; files are asked for in the order given, each once.
    mutating func next(_ file: FileToIngest) throws(FileRefusal) -> FileLook {
        if let hash = hashes[file.ledger.key] { return .asSeen(hash: hash) }
        guard let looks else { return try reader.look(at: file) }
        // What was taken last is merged.
        if allowed == position { allowNext() }
        let found = looks.take()
        position += 1
        allowWhatFits()
        return try found.get()
    }

    /// Lets the reader go as far ahead of the file that was taken last as it may.
    private mutating func allowWhatFits() {
        let first = max(0, position - 1)
        var size = files[first..<allowed].reduce(0) { $0 + $1.size }
        while allowed < files.count, allowed - position < Self.mostAhead {
            size += files[allowed].size
            guard size <= limit else { return }
            allowNext()
        }
    }

    private mutating func allowNext() {
        allowed += 1
        looks?.want()
    }

    deinit {
        looks?.stop()
    }
}
