import Glibc

/// The one owner of a file descriptor; closes it at the end of its life.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    /// For messages.
    let path: String

    /// Opens by path; the descriptor does not reach child processes.
    init(_ path: String, _ flags: Int32, mode: mode_t = 0, to action: String) throws(FileError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw FileError(action, path, .badName)
        }
        descriptor = try retried(action, path) { open(path, flags | O_CLOEXEC, mode) }
        self.path = path
    }

    /// Opens a name within an open folder; never through a symbolic link.
    init(
        _ name: String, in folder: borrowing OpenFile, _ flags: Int32, mode: mode_t = 0,
        to action: String
    ) throws(FileError) {
        let path = folder.path + "/" + name
        let parent = folder.descriptor
        descriptor = try retried(action, path) {
            openat(parent, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
        }
        self.path = path
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Writes all of the bytes, however many calls it takes.
    func write(_ bytes: [UInt8]) throws(FileError) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                Glibc.write(
                    descriptor, all.baseAddress?.advanced(by: offset), all.count - offset)
            }
            if count > 0 {
                offset += count
            } else if count == 0 {
                throw FileError("write", path, .system(EIO))
            } else if errno != EINTR {
                throw .last("write", path)
            }
        }
    }

    /// Waits until the content is on the medium.
    func sync() throws(FileError) {
        _ = try retried("sync", path) { fsync(descriptor) }
    }

    /// Waits until the folder's names are on the medium, where its file system can do that.
    func syncNames() throws(FileError) {
        do {
            try sync()
        } catch let error where error.reason == .system(EINVAL) || error.reason == .system(EBADF) {
            // Network shares refuse to sync a folder: their servers keep names themselves.
        }
    }

    /// Reads up to `limit` bytes from here on.
    func read(limit: Int) throws(FileError) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while content.count < limit {
            let wanted = min(buffer.count, limit - content.count)
            let count = try retried("read", path) {
                buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, wanted) }
            }
            if count == 0 { break }
            content += buffer[..<count]
        }
        return content
    }

    func status() throws(FileError) -> stat {
        var status = stat()
        _ = try retried("examine", path) { fstat(descriptor, &status) }
        return status
    }
}

extension stat {
    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}

/// Makes a system call, again where a signal cut it short.
func retried<Number: FixedWidthInteger & SignedInteger>(
    _ action: String, _ path: String, _ call: () -> Number
) throws(FileError) -> Number {
    while true {
        let result = call()
        if result >= 0 { return result }
        if errno != EINTR { throw .last(action, path) }
    }
}
