import Glibc

/// What the file system changes whenever a file is written, cut short or replaced: it recognises an
/// output that lies as it was written, without reading it (decision page Nothing new).
///
/// The time of change is set by the system alone: an edit cannot hide behind a time of
/// modification that is set back.
extension stat {
    /// Size, times of modification and of change, inode.
    var mark: String {
        "\(st_size) \(st_mtim.tv_sec).\(st_mtim.tv_nsec) \(st_ctim.tv_sec).\(st_ctim.tv_nsec) "
            + "\(st_ino)"
    }

    /// Without the time of change, which a new name or new rights change too.
    var lastingMark: String {
        "\(st_size) \(st_mtim.tv_sec).\(st_mtim.tv_nsec) \(st_ino)"
    }
}

extension OpenFolder {
    /// The names of a folder of files and the mark of each; nil where it holds anything but files.
    func mark() throws(FileError) -> String? {
        var fingerprint = Fingerprint()
        for name in try names() {
            guard let status = try status(of: name), status.isRegularFile else { return nil }
            fingerprint.add(name)
            fingerprint.add(status.mark)
        }
        return fingerprint.text
    }
}

extension AtomicFile {
    /// What recognises a file that keeps it when it is renamed; nil where there is none.
    static func lastingMark(of path: String) throws(FileError) -> String? {
        var status = stat()
        do {
            _ = try retried("examine", path) { lstat(path, &status) }
            return status.isRegularFile ? status.lastingMark : nil
        } catch let error where error.isMissing {
            return nil
        }
    }
}
