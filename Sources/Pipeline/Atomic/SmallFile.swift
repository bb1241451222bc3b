import Glibc

/// Reading of files that people write by hand: definitions, reference files.
package enum SmallFile {
    /// The whole content, or an error where the file holds more than `limit` bytes.
    ///
    /// A pipe or a device is refused, and not waited for.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try OpenFile(path, O_RDONLY | O_NONBLOCK, to: "read")
        guard try file.status().isRegularFile else {
            throw FileError("read", path, .notARegularFile)
        }
        let content = try file.read(limit: limit + 1)
        guard content.count <= limit else { throw FileError("read", path, .tooLarge(limit: limit)) }
        return content
    }
}
