import Glibc

/// An open folder, in which every name is used without following a symbolic link.
///
/// The folder itself may be reached through links: where it lies is the administrator's choice.
struct OpenFolder: ~Copyable {
    let file: OpenFile

    /// Opens the folder, made first with its parents where it is missing: for owner and group.
    init(making path: String) throws(FileError) {
        try Self.make(path)
        file = try OpenFile(path, O_RDONLY | O_DIRECTORY, to: "open")
    }

    init(existing path: String) throws(FileError) {
        file = try OpenFile(path, O_RDONLY | O_DIRECTORY, to: "open")
    }

    /// Opens a folder within this one, never through a link.
    init(_ name: String, in parent: borrowing OpenFolder) throws(FileError) {
        file = try OpenFile(name, in: parent.file, O_RDONLY | O_DIRECTORY, to: "open")
    }

    private static func make(_ path: String) throws(FileError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw FileError("make folder", path, .badName)
        }
        if mkdir(path, 0o750) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw .last("make folder", path)
        }
        try make(String(path[..<slash]))
        // Another process may have made it in the meantime.
        if mkdir(path, 0o750) != 0, errno != EEXIST { throw .last("make folder", path) }
    }

    var path: String { file.path }

    private func full(_ name: String) -> String { path + "/" + name }

    /// Makes an empty folder under a name that must be free.
    func makeFolder(_ name: String) throws(FileError) {
        _ = try retried("make folder", full(name)) { mkdirat(file.descriptor, name, 0o750) }
    }

    /// Writes and syncs a file under a name that must be free.
    ///
    /// - Parameter mode: rights, of which the process's umask takes its share.
    func writeNew(_ name: String, _ bytes: [UInt8], mode: mode_t) throws(FileError) {
        let new = try create(name, mode: mode)
        try new.write(bytes)
        try new.sync()
    }

    /// Makes an empty file under a name that must be free.
    func create(_ name: String, mode: mode_t) throws(FileError) -> OpenFile {
        try OpenFile(
            name, in: file, O_WRONLY | O_CREAT | O_EXCL, mode: mode & 0o770, to: "create")
    }

    /// True where anything has this name, be it a dangling link.
    func has(_ name: String) throws(FileError) -> Bool {
        try status(of: name) != nil
    }

    /// What has this name, a link not followed; nil where nothing has.
    func status(of name: String) throws(FileError) -> stat? {
        var status = stat()
        do {
            _ = try retried("examine", full(name)) {
                fstatat(file.descriptor, name, &status, AT_SYMLINK_NOFOLLOW)
            }
            return status
        } catch let error where error.reason == .system(ENOENT) {
            return nil
        }
    }

    /// Gives a new name; what had it before, if it is a file, is gone.
    func rename(_ old: String, to new: String) throws(FileError) {
        _ = try retried("rename to", full(new)) {
            renameat(file.descriptor, old, file.descriptor, new)
        }
    }

    /// Swaps two names at once; false where the file system cannot.
    func exchange(_ one: String, _ other: String) throws(FileError) -> Bool {
        guard let call = Exchange.call else { return false }
        do {
            _ = try retried("exchange", full(other)) {
                call(file.descriptor, one, file.descriptor, other, Exchange.flag)
            }
            return true
        } catch let error where Exchange.refusals.contains(error.reason) {
            return false
        }
    }

    /// The names in the folder, without `.` and `..`, in byte order.
    func names() throws(FileError) -> [String] {
        // A second descriptor, since closing the stream closes its own.
        let copy = try retried("list", path) {
            openat(file.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        guard let stream = fdopendir(copy) else {
            let error = FileError.last("list", path)
            Glibc.close(copy)
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw .last("list", path) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Removes a file, a link or a folder with all it holds; what is not there is fine.
    func remove(_ name: String) throws(FileError) {
        if unlinkat(file.descriptor, name, 0) == 0 || errno == ENOENT { return }
        // Linux says EISDIR, POSIX says EPERM.
        guard errno == EISDIR || errno == EPERM else { throw .last("remove", full(name)) }
        let folder = try OpenFolder(name, in: self)
        for inner in try folder.names() { try folder.remove(inner) }
        _ = try retried("remove", full(name)) {
            unlinkat(file.descriptor, name, AT_REMOVEDIR)
        }
    }
}

/// The system call that swaps two names, which Swift's Glibc module does not show.
private enum Exchange {
    typealias Call =
        @convention(c) (
            Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32

    /// Looked up by name, since Glibc declares `renameat2` for GNU sources only; nil where the C
    /// library has none.
    static let call: Call? = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Call.self) }

    /// `RENAME_EXCHANGE` of renameat2(2).
    static let flag: UInt32 = 2

    /// What kernels and file systems answer that cannot do it.
    static let refusals: Set<FileError.Reason> = [
        .system(EINVAL), .system(ENOSYS), .system(EOPNOTSUPP), .system(EPERM),
    ]
}
