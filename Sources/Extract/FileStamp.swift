import CSVSource
import Domain

/// What tells, without opening it, that a file has not changed since it was read.
package struct FileStamp: Sendable, Equatable {
    /// Bytes.
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modifiedNanoseconds: Int64
    package var inode: UInt64

    package init(size: Int64, modifiedNanoseconds: Int64, inode: UInt64) {
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        self.inode = inode
    }

    init(_ state: FileState) {
        self.init(
            size: state.size, modifiedNanoseconds: state.modifiedNanoseconds,
            inode: state.inode)
    }

    /// The stamp of the file that a path leads to; throws where it is missing or no regular file.
    package static func of(path: String) throws(FileRefusal) -> FileStamp {
        do throws(CSVFileError) {
            return FileStamp(try FileState.of(path: path))
        } catch {
            throw FileRefusal(error)
        }
    }
}
