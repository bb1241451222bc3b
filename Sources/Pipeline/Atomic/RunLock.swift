import Glibc

/// Why a run could not have its warehouse to itself.
package enum RunLockError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another run holds the lock (exit 75); its process number, where it wrote one.
    case held(path: String, by: Int?)
    case file(FileError)

    package var description: String {
        switch self {
        case .held(let path, let process):
            "another run holds \(path)" + (process.map { " (process \($0))" } ?? "")
        case .file(let error): "\(error)"
        }
    }
}

/// The lock that keeps runs over one warehouse apart: held while this value lives, and given back
/// by the system if the process dies.
package struct RunLock: ~Copyable {
    private let file: OpenFile
    private let isTemporary: Bool
    private let isSigned: Bool

    /// Takes the lock, without waiting.
    ///
    /// - Parameter path: a file beside the warehouse; it stays there, with the process number of
    ///   its holder in it while there is one.
    /// - Parameter leavesNoTrace: the file is removed at the end if this call made it, and not
    ///   written to if it was there.
    package init(path: String, leavesNoTrace: Bool = false) throws(RunLockError) {
        let existed = access(path, F_OK) == 0
        file = try Self.locked(path)
        isTemporary = leavesNoTrace && !existed
        isSigned = !leavesNoTrace
        guard isSigned else { return }
        // The number only helps people: a lock that could not be signed is held all the same.
        let number = [UInt8]("\(getpid())\n".utf8)
        if ftruncate(file.descriptor, 0) == 0 {
            _ = number.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, 0) }
        }
    }

    deinit {
        // Whoever opened the file in the meantime finds it unlinked, and opens the next one.
        if isTemporary { unlink(file.path) }
        if isSigned { ftruncate(file.descriptor, 0) }
    }

    private static func locked(_ path: String) throws(RunLockError) -> OpenFile {
        while true {
            let file = try mapped { () throws(FileError) in try open(path) }
            guard try mapped({ () throws(FileError) in try take(file) }) else {
                throw .held(path: path, by: holder(file))
            }
            if try mapped({ () throws(FileError) in try hasName(file) }) { return file }
        }
    }

    private static func mapped<Value: ~Copyable>(
        _ work: () throws(FileError) -> Value
    ) throws(RunLockError) -> Value {
        do {
            return try work()
        } catch {
            throw .file(error)
        }
    }

    private static func open(_ path: String) throws(FileError) -> OpenFile {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK
        let file = try OpenFile(path, flags, mode: 0o640, to: "lock")
        guard try file.status().isRegularFile else {
            throw FileError("lock", path, .notARegularFile)
        }
        return file
    }

    /// False where another process, or another lock of this one, has it.
    private static func take(_ file: borrowing OpenFile) throws(FileError) -> Bool {
        do {
            _ = try retried("lock", file.path) { flock(file.descriptor, LOCK_EX | LOCK_NB) }
            return true
        } catch let error where error.reason == .system(EWOULDBLOCK) {
            return false
        }
    }

    /// False where a holder that leaves no trace has unlinked the file since it was opened.
    private static func hasName(_ file: borrowing OpenFile) throws(FileError) -> Bool {
        let status = try file.status()
        var named = stat()
        return lstat(file.path, &named) == 0 && named.st_ino == status.st_ino
            && named.st_dev == status.st_dev
    }

    private static func holder(_ file: borrowing OpenFile) -> Int? {
        guard let bytes = try? file.read(limit: 32) else { return nil }
        return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
