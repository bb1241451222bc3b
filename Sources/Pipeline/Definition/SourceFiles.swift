import Domain

/// A file of a source as its folder lists it; whether it can be read is seen when it is opened.
package struct SourceFile: Hashable, Sendable {
    /// Absolute.
    package let path: String
    /// The path below the glob's fixed part: with the source, the file's identity (contract §4).
    package let identity: String
    /// Sorts the files of a source by its order, byte by byte: of two rows of one key the later
    /// file's wins.
    package let orderKey: String

    /// The byte order of two keys; Swift's own order of texts depends on Unicode's equivalences.
    package static func isOrdered(_ left: String, before right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

/// The order of the files of one source (contract §2, `order`).
package enum FileOrder: Sendable, Equatable {
    /// Byte order of the paths below the glob's fixed part.
    case name
    /// By the date in the file's own name; files without one first; ties by name.
    case dateInName(NameDate)

    /// The order key of a file that may be gone: it depends on nothing but its identity.
    package func key(ofFile identity: String) -> String {
        switch self {
        case .name: return identity
        case .dateInName(let date):
            let name = identity.split(separator: "/").last.map(String.init) ?? identity
            return "\(date.sortKey(in: name) ?? NameDate.noDate) \(identity)"
        }
    }
}

extension SourceDefinition {
    /// The files present, in the source's order.
    ///
    /// Folders and other things that fit the glob are among them, so that they are refused with a
    /// reason rather than passed over.
    package func presentFiles() throws(FolderTrouble) -> [SourceFile] {
        var files: [SourceFile] = []
        for identity in try glob.matches() {
            files.append(
                SourceFile(
                    path: "\(glob.folder)/\(identity)", identity: identity,
                    orderKey: order.key(ofFile: identity)))
        }
        return files.sorted { SourceFile.isOrdered($0.orderKey, before: $1.orderKey) }
    }
}
