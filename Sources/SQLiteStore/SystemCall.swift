import CSQLite
import Glibc

/// What this module asks of the file system itself.
enum SystemCall {
    /// The operating system's words for an error number.
    static func text(of number: Int32) -> String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }

    /// Makes an empty file for owner and group where nothing is at `path`, since SQLite itself
    /// would let everybody read what it creates.
    ///
    /// The journal beside it takes its rights from it.
    static func createPrivately(_ path: String) throws(DatabaseError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        if descriptor >= 0 {
            Glibc.close(descriptor)
        } else if errno != EEXIST {
            throw DatabaseError(
                code: .cannotOpen, message: "cannot create the file: \(text(of: errno))")
        }
    }
}
