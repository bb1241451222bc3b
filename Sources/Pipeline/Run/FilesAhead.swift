import Dispatch
import Domain
import Extract
import Synchronization

/// Files looked at in their order, one ahead: a second thread reads, checks and types a file while
/// the rows of the one before are merged.
///
/// For whoever changes it: the two threads share nothing but one place for what was found, and take
/// turns. `wanted` is signalled when the reader may look at its next file, `found` when the place
/// is filled; each is waited for by one thread alone. Whatever is found, refusals included, is
/// handed over in the order of the files, so that the merging side does what it would do by itself
/// (`look` in a loop, the oracle of FilesAheadTests). At most two files' rows are in memory, and of
/// large files one: the next is then wanted only when the rows before it are merged. Files that
/// look as they did are never opened, and where fewer than two are left no thread is started.
struct FilesAhead: ~Copyable {
    typealias Found = Result<FileLook, FileRefusal>

    /// Bytes of two files that are read and merged side by side: about half as much in memory.
    static let limit: Int64 = 128 << 20

    private let reader: FileReader
    private let hashes: [Int64: String]
    /// Those to be opened, in order, with their sizes.
    private let files: [(file: FileToIngest, size: Int64)]
    private let limit: Int64
    /// nil where one thread is enough.
    private let exchange: Exchange?
    private var position = 0
    /// True where the reader waits for the rows taken last to be merged.
    private var isHeldBack = false

    /// - Parameters:
    ///   - files: in the order in which they are asked for.
    ///   - limit: bytes of two files, above which the second is not read before the first is merged.
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
        exchange = left.count < 2 ? nil : Exchange()
        exchange?.start(left.map(\.file), reader)
    }

    /// What the look at a file found; files are asked for in the order given, each once.
    mutating func next(_ file: FileToIngest) throws(FileRefusal) -> FileLook {
        if let hash = hashes[file.ledger.key] { return .asSeen(hash: hash) }
        guard let exchange else { return try reader.look(at: file) }
        if isHeldBack { exchange.want() }
        let found = exchange.take()
        let size = files[position].size
        position += 1
        isHeldBack = position < files.count && size + files[position].size > limit
        if !isHeldBack { exchange.want() }
        return try found.get()
    }

    deinit {
        exchange?.stop()
    }

    /// The one place that both threads know.
    private final class Exchange: Sendable {
        private let place = Mutex<Found?>(nil)
        private let isOver = Atomic(false)
        private let wanted = DispatchSemaphore(value: 0)
        private let found = DispatchSemaphore(value: 0)
        private let ended = DispatchSemaphore(value: 0)

        func start(_ files: [FileToIngest], _ reader: FileReader) {
            DispatchQueue(label: "reading ahead").async { [self] in
                for file in files {
                    wanted.wait()
                    if isOver.load(ordering: .acquiring) { break }
                    let look = Found { () throws(FileRefusal) in try reader.look(at: file) }
                    place.withLock { $0 = look }
                    found.signal()
                }
                ended.signal()
            }
            want()
        }

        func want() { wanted.signal() }

        /// Waits for what is being read.
        func take() -> Found {
            found.wait()
            return place.withLock { place in
                guard let look = place.take() else {
                    preconditionFailure("what was signalled lies in its place")
                }
                return look
            }
        }

        /// Waits for the reader, so that it is nowhere when the run is over.
        func stop() {
            isOver.store(true, ordering: .releasing)
            want()
            ended.wait()
        }
    }
}
