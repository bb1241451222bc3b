import Glibc

/// Publishing of one file: whoever reads it sees the last version or the new one, whole, even after
/// a loss of power.
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
        // Left by a killed run that had our process number.
        try folder.remove(aside)
        do {
            try folder.writeNew(aside, bytes, mode: mode)
            try folder.rename(aside, to: name)
        } catch let error {
            try? folder.remove(aside)
            throw error
        }
        try folder.file.syncNames()
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
        try folder.rename(asideName, to: name)
        try folder.file.syncNames()
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
