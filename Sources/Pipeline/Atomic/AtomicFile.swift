import Glibc

/// Publishing of one file: whoever reads it sees the last version or the new one, whole, even after
/// a loss of power; after an error it is the last one, where the file system can exchange names.
package enum AtomicFile {
    /// A file that may grow no further (`ulimit -f`, a quota) is then told by `write`, as a full
    /// disk is, and does not kill the process in the middle of its work.
    package static func ignoreSizeLimits() {
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Writes beside, syncs, renames, syncs the folder.
    ///
    /// - Parameter mode: rights; those for others are taken off, and the process's umask takes
    ///   its share.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t = 0o640
    ) throws(FileError) {
        let (folderPath, name) = split(path)
        try AsideName.check(name, in: folderPath)
        let folder = try OpenFolder(existing: folderPath)
        let aside = AsideName(name, .new).text
        try clearLeftovers(of: name, in: folder)
        do {
            try folder.writeNew(aside, bytes, mode: mode)
            try bringIn(aside, as: name, in: folder)
        } catch let error {
            try? folder.remove(aside)
            throw error
        }
    }

    /// Gives a synced file its name, and syncs the folder. Where that fails nobody can tell what a
    /// loss of power would leave: the last version gets its name back.
    private static func bringIn(
        _ aside: String, as name: String, in folder: borrowing OpenFolder
    ) throws(FileError) {
        let last = try folder.status(of: name)
        // A folder at the name is no last version, but a fault that `rename` tells.
        let canExchange = last.map { $0.st_mode & S_IFMT != S_IFDIR } ?? false
        var isExchanged = false
        if canExchange { isExchanged = try folder.exchange(aside, name) }
        if !isExchanged { try folder.rename(aside, to: name) }
        do {
            try folder.file.syncNames()
        } catch let error {
            if isExchanged {
                _ = try? folder.exchange(aside, name)
            } else if last == nil {
                try? folder.rename(name, to: aside)
            }
            throw error
        }
        // The last version; where it does not go, the next run removes it.
        if isExchanged { try? folder.remove(aside) }
    }

    /// True where anything is at the path, a link followed; throws where that cannot be told: what
    /// the system does not show for a moment must not be taken for missing.
    package static func exists(_ path: String) throws(FileError) -> Bool {
        var status = stat()
        do {
            _ = try retried("examine", path) { stat(path, &status) }
            return true
        } catch let error where error.isMissing {
            return false
        }
    }

    /// Where a file made by other means, SQLite's copy say, waits before `publish`.
    package static func asidePath(of path: String) -> String {
        let (folder, name) = split(path)
        return folder + "/" + AsideName(name, .new).text
    }

    /// Syncs a finished file and gives it its name in the same folder.
    package static func publish(
        _ aside: String, as path: String, mode: mode_t = 0o640
    ) throws(FileError) {
        let (folderPath, name) = split(path)
        let (asideFolder, asideName) = split(aside)
        guard asideFolder == folderPath else { throw FileError("rename to", path, .badName) }
        try AsideName.check(name, in: folderPath)
        let folder = try OpenFolder(existing: folderPath)
        let file = try OpenFile(asideName, in: folder.file, O_RDONLY | O_NONBLOCK, to: "open")
        let status = try file.status()
        guard status.isRegularFile else { throw FileError("publish", aside, .notARegularFile) }
        let rights = status.st_mode & 0o777 & mode & 0o770
        if rights != status.st_mode & 0o777 {
            _ = try retried("change the rights of", aside) { fchmod(file.descriptor, rights) }
        }
        try file.sync()
        try bringIn(asideName, as: name, in: folder)
    }

    /// Makes a folder with its parents, for owner and group, where it is missing.
    package static func makeFolder(_ path: String) throws(FileError) {
        _ = try OpenFolder(making: path)
    }

    /// Removes what killed runs left beside a file.
    package static func clearLeftovers(of path: String) throws(FileError) {
        let (folderPath, name) = split(path)
        let folder: OpenFolder
        do {
            folder = try OpenFolder(existing: folderPath)
        } catch let error where error.isMissing {
            return
        }
        try clearLeftovers(of: name, in: folder)
    }

    private static func clearLeftovers(
        of name: String, in folder: borrowing OpenFolder
    ) throws(FileError) {
        for other in try folder.names() where AsideName(other)?.target == name {
            try folder.remove(other)
        }
    }

    /// The folder and the name of a path.
    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }
}
