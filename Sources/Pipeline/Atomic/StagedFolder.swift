import Glibc
import Synchronization

/// A folder that is being staged: files may be written into it from several threads at once.
///
/// Files are written first and synced afterwards, not one after the other: the first sync then
/// brings all of them to the medium, and the others find nothing left to do, where a disk would
/// otherwise be waited for once a page. Each is synced through the descriptor that wrote it, so that
/// no error of the medium is lost, and before `sync` returns: all the same to whoever swaps
/// afterwards.
package final class StagedFolder: Sendable {
    private let folder: OpenFolder
    private let mode: mode_t
    private let unsynced = Mutex<[Written]>([])

    /// Files that are open at a time at most, well below what a process may have.
    private static let mostOpen = 256

    private final class Written: Sendable {
        let file: OpenFile

        init(_ file: consuming OpenFile) { self.file = file }
    }

    init(_ folder: consuming OpenFolder, mode: mode_t) {
        self.folder = folder
        self.mode = mode
    }

    /// Writes a file under a name that must be free.
    package func write(_ file: OutputFile) throws(FileError) {
        try AsideName.check(file.name, in: folder.path)
        let written = Written(try folder.create(file.name, mode: mode))
        try written.file.write(file.bytes)
        let due = unsynced.withLock { files in
            files.append(written)
            return files.count < Self.mostOpen ? [] : Self.taken(&files)
        }
        for written in due { try written.file.sync() }
    }

    /// Waits until all that was written is on the medium, its names too.
    package func sync() throws(FileError) {
        for written in unsynced.withLock({ Self.taken(&$0) }) { try written.file.sync() }
        try folder.file.syncNames()
    }

    private static func taken(_ files: inout [Written]) -> [Written] {
        defer { files = [] }
        return files
    }
}
