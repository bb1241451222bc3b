import Glibc

/// The file system refused something.
package struct FileError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// An error number of the operating system.
        case system(Int32)
        /// More bytes than a file of its kind may hold.
        case tooLarge(limit: Int)
        /// A folder, a pipe, a device, where a file was expected.
        case notARegularFile
        /// A name with a slash or a NUL, `.`, `..` or nothing.
        case badName
    }

    /// What was tried, as in "cannot …": `open`, `write`, `sync`, `rename`.
    package let action: String
    package let path: String
    package let reason: Reason

    package init(_ action: String, _ path: String, _ reason: Reason) {
        self.action = action
        self.path = path
        self.reason = reason
    }

    /// The error that the system call just made has left in `errno`.
    static func last(_ action: String, _ path: String) -> FileError {
        FileError(action, path, .system(errno))
    }

    package var isMissing: Bool { reason == .system(ENOENT) || reason == .system(ENOTDIR) }

    /// No room left, or the medium failed (exit 74), rather than a place where nothing may be
    /// written (73).
    package var isOfTheMedium: Bool {
        switch reason {
        case .system(ENOSPC), .system(EDQUOT), .system(EFBIG), .system(EIO), .system(ESTALE),
            .system(ETIMEDOUT), .system(EMFILE), .system(ENFILE), .system(ENOMEM):
            true
        default: false
        }
    }
}

extension FileError: CustomStringConvertible {
    package var description: String {
        "cannot \(action) \(path): \(words)"
    }

    /// Why, without the path.
    package var words: String {
        switch reason {
        case .system(let number):
            strerror(number).map { String(cString: $0) } ?? "error \(number)"
        case .tooLarge(let limit): "it holds more than \(limit) bytes"
        case .notARegularFile: "it is not a regular file"
        case .badName: "this is no name for a file"
        }
    }
}
