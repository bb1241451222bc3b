/// Why a file as a whole cannot be read. It names neither the path nor anything the file holds.
package enum CSVFileError: Error, Hashable, Sendable {
    /// A folder, a pipe, a device.
    case notARegularFile
    /// The system's error number: missing, forbidden, input/output error.
    case unreadable(errno: Int32)
    /// Size, time or inode differ from what they were when it was opened.
    case changedWhileRead
    /// Declared UTF-16, without a mark or a first character that tells the order of its bytes.
    case byteOrderUnknown
    /// It begins with a mark of UTF-16 and is declared to be something else.
    case unexpectedUTF16
}
