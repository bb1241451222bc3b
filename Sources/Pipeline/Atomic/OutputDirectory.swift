import Glibc

/// A file to be published.
package struct OutputFile: Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// A folder in which files and whole folders are published together.
///
/// First everything is staged, written and synced beside what it replaces; `syncStaged` makes sure
/// of it; then `swap` gives all of it its names, `undo` takes them back, and `finish` removes what
/// was replaced. The caller holds
/// the lock of its run: what another run has staged is taken for a killed one's leftovers.
package struct OutputDirectory: ~Copyable {
    private let folder: OpenFolder
    private let canExchange: Bool
    private var entries: [Entry] = []

    /// Something staged, and how far it is.
    private struct Entry {
        let name: String
        var state: State = .staged

        enum State {
            case staged
            /// In place; nothing had its name before.
            case added
            /// In place; the last version has the name of the new one.
            case exchanged
            /// In place; the last version has the name for old ones.
            case movedAway
        }

        var aside: String { AsideName(name, .new).text }
        var old: String { AsideName(name, .old).text }
    }

    /// Opens the folder, made where it is missing, and clears what killed runs left in it.
    package init(path: String) throws(FileError) {
        try self.init(path: path, canExchange: true)
    }

    /// - Parameter canExchange: false does without exchanging names, as some network shares must.
    init(path: String, canExchange: Bool) throws(FileError) {
        let opened = try OpenFolder(making: path)
        try Self.clearLeftovers(in: opened)
        folder = opened
        self.canExchange = canExchange
    }

    /// Removes unfinished versions; a last version that was moved away and never replaced gets its
    /// name back.
    private static func clearLeftovers(in folder: borrowing OpenFolder) throws(FileError) {
        for name in try folder.names() {
            guard let aside = AsideName(name) else { continue }
            if aside.role == .old, try !folder.has(aside.target) {
                try folder.rename(name, to: aside.target)
            } else {
                try folder.remove(name)
            }
        }
    }

    // MARK: Staging

    /// Stages a file.
    package mutating func stage(_ file: OutputFile, mode: mode_t = 0o640) throws(FileError) {
        try AsideName.check(file.name, in: folder.path)
        let entry = Entry(name: file.name)
        entries.append(entry)
        try folder.writeNew(entry.aside, file.bytes, mode: mode)
    }

    /// Stages a folder that holds these files and nothing else.
    package mutating func stage(
        folder name: String, files: [OutputFile], mode: mode_t = 0o640
    ) throws(FileError) {
        let staged = try stage(folder: name, mode: mode)
        for file in files { try staged.write(file) }
        try staged.sync()
    }

    /// Stages a folder that holds what is written into it until it is synced.
    package mutating func stage(
        folder name: String, mode: mode_t = 0o640
    ) throws(FileError) -> StagedFolder {
        try AsideName.check(name, in: folder.path)
        let entry = Entry(name: name)
        entries.append(entry)
        try folder.makeFolder(entry.aside)
        return StagedFolder(try OpenFolder(entry.aside, in: folder), mode: mode)
    }

    // MARK: What lies there

    /// What recognises a folder that is staged once it is in place; `mark(of:)` gives it back.
    package func mark(ofStaged name: String) throws(FileError) -> String? {
        try OpenFolder(AsideName(name, .new).text, in: folder).mark()
    }

    /// What recognises a folder as it lies there; nil where it holds other things than files, is
    /// not there or cannot be looked at: publishing tells what is wrong with it.
    package func mark(of name: String) -> String? {
        guard let inner = try? OpenFolder(name, in: folder) else { return nil }
        return (try? inner.mark()) ?? nil
    }

    /// True where a file of that name lies there with these bytes.
    package func holds(_ file: OutputFile) -> Bool {
        let flags = O_RDONLY | O_NONBLOCK
        guard let found = try? OpenFile(file.name, in: folder.file, flags, to: "read"),
            let status = try? found.status(), status.isRegularFile,
            status.st_size == file.bytes.count
        else { return false }
        return (try? found.read(limit: file.bytes.count + 1)) == file.bytes
    }

    // MARK: Publishing

    /// Publishes all that is staged, or nothing of it.
    package mutating func publish() throws(FileError) {
        try syncStaged()
        try swap()
        // All is published; what could not be removed is tried again when the folder is opened.
        try? finish()
    }

    /// Waits until the names of what is staged are on the medium, as its content is.
    package func syncStaged() throws(FileError) {
        guard !entries.isEmpty else { return }
        try folder.file.syncNames()
    }

    /// Gives all that is staged its names, in the order of staging; after an error nothing is
    /// changed, unless undoing failed too.
    package mutating func swap() throws(FileError) {
        guard !entries.isEmpty else { return }
        do {
            for index in entries.indices {
                entries[index].state = try bringIn(entries[index])
            }
            try folder.file.syncNames()
        } catch let error {
            try? undo()
            throw error
        }
    }

    /// Puts a staged entry in its place, and says how.
    private func bringIn(_ entry: Entry) throws(FileError) -> Entry.State {
        if try !folder.has(entry.name) {
            try folder.rename(entry.aside, to: entry.name)
            return .added
        }
        if canExchange, try folder.exchange(entry.aside, entry.name) { return .exchanged }
        try folder.rename(entry.name, to: entry.old)
        do {
            try folder.rename(entry.aside, to: entry.name)
        } catch let error {
            try? folder.rename(entry.old, to: entry.name)
            throw error
        }
        return .movedAway
    }

    /// Takes everything back, whatever was reached, and removes what was staged.
    package mutating func undo() throws(FileError) {
        var first: FileError?
        for entry in entries.reversed() {
            do throws(FileError) {
                try takeBack(entry)
            } catch {
                first = first ?? error
            }
        }
        entries = []
        if let first { throw first }
        try folder.file.syncNames()
    }

    private func takeBack(_ entry: Entry) throws(FileError) {
        switch entry.state {
        case .staged: break
        case .added: try folder.rename(entry.name, to: entry.aside)
        case .exchanged:
            guard try folder.exchange(entry.aside, entry.name) else {
                throw FileError("exchange", folder.path + "/" + entry.name, .system(ENOTSUP))
            }
        case .movedAway:
            try folder.rename(entry.name, to: entry.aside)
            try folder.rename(entry.old, to: entry.name)
        }
        try folder.remove(entry.aside)
    }

    /// Removes what was replaced.
    package mutating func finish() throws(FileError) {
        for entry in entries {
            switch entry.state {
            case .staged, .exchanged: try folder.remove(entry.aside)
            case .movedAway: try folder.remove(entry.old)
            case .added: break
            }
        }
        entries = []
    }

    /// The names of what is published, without what is staged.
    package func names() throws(FileError) -> [String] {
        try folder.names().filter { AsideName($0) == nil }
    }
}
