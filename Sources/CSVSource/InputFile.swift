import Glibc

/// What tells one state of a file from another without reading it.
package struct FileState: Hashable, Sendable {
    /// Bytes.
    package var size: Int64
    /// Last change of its content, in nanoseconds since 1970.
    package var modifiedNanoseconds: Int64
    package var inode: UInt64

    /// The state of the file that a path leads to, symbolic links followed.
    package static func of(path: String) throws(CSVFileError) -> FileState {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw .unreadable(errno: errno) }
        return try FileState(status)
    }

    fileprivate init(_ status: stat) throws(CSVFileError) {
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile }
        size = Int64(status.st_size)
        modifiedNanoseconds =
            Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        inode = UInt64(status.st_ino)
    }
}

/// A regular file open for reading, and the state it had when it was opened.
package final class InputFile {
    package let path: String
    package let state: FileState
    private let descriptor: Int32

    /// Opens a file without ever waiting: a pipe is refused, not waited for.
    package init(path: String) throws(CSVFileError) {
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // What cannot be opened at all is a socket, or a device that is not there.
            throw errno == ENXIO ? .notARegularFile : .unreadable(errno: errno)
        }
        self.path = path
        self.descriptor = descriptor
        do throws(CSVFileError) {
            state = try InputFile.state(of: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        close(descriptor)
    }

    private static func state(of descriptor: Int32) throws(CSVFileError) -> FileState {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable(errno: errno) }
        return try FileState(status)
    }

    /// Bytes from a position on; 0 at the end of the file.
    func read(
        into space: UnsafeMutableRawBufferPointer, at position: Int
    ) throws(CSVFileError) -> Int {
        while true {
            let count = unsafe pread(
                descriptor, space.baseAddress, space.count, off_t(position))
            if count >= 0 { return count }
            guard errno == EINTR else { throw .unreadable(errno: errno) }
        }
    }

    /// Throws where the open file, or what its path now leads to, is no longer what was opened.
    package func confirmUnchanged() throws(CSVFileError) {
        guard try InputFile.state(of: descriptor) == state else { throw .changedWhileRead }
        let atPath: FileState
        do throws(CSVFileError) {
            atPath = try FileState.of(path: path)
        } catch {
            throw .changedWhileRead
        }
        guard atPath == state else { throw .changedWhileRead }
    }
}

/// Where bytes come from: an open file, or memory.
package enum ByteSource {
    case file(InputFile)
    case memory([UInt8])

    func read(
        into space: UnsafeMutableRawBufferPointer, at position: Int
    ) throws(CSVFileError) -> Int {
        switch self {
        case .file(let file):
            return try unsafe file.read(into: space, at: position)
        case .memory(let bytes):
            let count = max(0, min(space.count, bytes.count - position))
            guard count > 0 else { return 0 }
            unsafe bytes.withUnsafeBytes { all in
                unsafe space.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
            }
            return count
        }
    }

    /// The first bytes, however few the system hands over at a time.
    func start(count: Int) throws(CSVFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { unsafe space.deallocate() }
        while bytes.count < count {
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: space[bytes.count...])
            let read = try unsafe self.read(into: room, at: bytes.count)
            guard read > 0 else { break }
            unsafe bytes.append(contentsOf: room[..<read])
        }
        return bytes
    }
}
