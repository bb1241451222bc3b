import Foundation

/// A pattern of paths: which files belong to a source.
///
/// `*`, `?` and `[…]` stand for characters within one name; a part that is `**` stands for any
/// number of folders, none included. Hidden names only fit a part that begins with a point.
package struct FileGlob: Sendable, Equatable {
    /// The fixed part: the folder before the first wildcard, absolute. A file's path below it is
    /// the file's name for the warehouse (contract §4).
    package let folder: String
    private let parts: [Part]

    private enum Part: Sendable, Equatable {
        case anyFolders
        case name(NamePattern)
    }

    /// - Parameter base: the absolute folder of relative patterns; its name has no wildcards.
    ///
    /// nil where the text is no pattern: a `[` is not closed, a `..` follows a wildcard, or it
    /// names no file.
    init?(_ text: String, in base: String) {
        let written = text.split(separator: "/").filter { $0 != "." }
        let firstWild = written.firstIndex { NamePattern.hasWildcard($0) }
        guard let first = firstWild ?? written.indices.last, !written[first...].contains("..")
        else { return nil }
        var parts: [Part] = []
        for name in written[first...] {
            if name == "**" {
                if parts.last != .anyFolders { parts.append(.anyFolders) }
            } else if let pattern = NamePattern(name) {
                parts.append(.name(pattern))
            } else {
                return nil
            }
        }
        // `folder/**` is every file below the folder.
        if parts.last == .anyFolders, let any = NamePattern("*") { parts.append(.name(any)) }
        self.parts = parts
        let fixed = (text.hasPrefix("/") ? "/" : "") + written[..<first].joined(separator: "/")
        folder = DefinitionPath.resolve(fixed, in: base)
    }

    /// The paths below `folder` that fit, whatever they are (files, folders, sockets), in no
    /// particular order; none where the folder is not there.
    func matches() throws(FolderTrouble) -> [String] {
        var found: Set<String> = []
        try search(parts[...], below: "", into: &found)
        return Array(found)
    }

    private func search(
        _ parts: ArraySlice<Part>, below path: String, into found: inout Set<String>
    ) throws(FolderTrouble) {
        guard let part = parts.first else { return }
        let rest = parts.dropFirst()
        let here = path.isEmpty ? folder : "\(folder)/\(path)"
        for name in try Folder.names(in: here) {
            let below = path.isEmpty ? name : "\(path)/\(name)"
            switch part {
            case .name(let pattern):
                guard pattern.matches(name) else { continue }
                if rest.isEmpty {
                    found.insert(below)
                } else if try Folder.isFolder("\(here)/\(name)", followsLinks: true) {
                    try search(rest, below: below, into: &found)
                }
            case .anyFolders:
                // Links to folders are not followed: they may lead round in a circle.
                guard !name.hasPrefix(".") else { continue }
                if try Folder.isFolder("\(here)/\(name)", followsLinks: false) {
                    try search(parts, below: below, into: &found)
                }
            }
        }
        if part == .anyFolders { try search(rest, below: path, into: &found) }
    }
}

/// A folder of exports that is there and cannot be listed.
package struct FolderTrouble: Error, Equatable, Sendable {
    package var path: String
    /// The system's words, as `Permission denied`.
    package var reason: String
}

/// What the system says of folders.
private enum Folder {
    /// All names in a folder but `.` and `..`; none where there is no such folder.
    ///
    /// Read with readdir: Foundation's listing gives up on names that are not UTF-8. Such a name is
    /// repaired here, so that its file cannot be opened and is refused rather than not seen.
    static func names(in path: String) throws(FolderTrouble) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw FolderTrouble(path: path, reason: String(cString: strerror(errno)))
        }
        defer { closedir(folder) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else {
            throw FolderTrouble(path: path, reason: String(cString: strerror(errno)))
        }
        return names
    }

    /// False where nothing is there, or a link leads nowhere or round in a circle.
    static func isFolder(_ path: String, followsLinks: Bool) throws(FolderTrouble) -> Bool {
        var status = stat()
        let failed = followsLinks ? stat(path, &status) : lstat(path, &status)
        guard failed != 0 else { return status.st_mode & S_IFMT == S_IFDIR }
        guard [ENOENT, ENOTDIR, ELOOP].contains(errno) else {
            throw FolderTrouble(path: path, reason: String(cString: strerror(errno)))
        }
        return false
    }
}
