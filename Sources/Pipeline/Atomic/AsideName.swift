import Glibc

/// The names beside a file or folder under which its next version is made and its last one waits
/// to be removed.
///
/// They start with a dot, which web servers do not show, and end with a mark by which the next run
/// knows what a killed one left.
struct AsideName: Hashable {
    enum Role: String {
        /// The next version; after the exchange of names, the last one.
        case new
        /// The last version, moved away where names cannot be exchanged.
        case old
    }

    let target: String
    let role: Role

    private static let mark = "secretariat"

    /// `.index.html.secretariat-new-4711`
    var text: String { ".\(target).\(Self.mark)-\(role.rawValue)-\(getpid())" }

    init(_ target: String, _ role: Role) {
        self.target = target
        self.role = role
    }

    /// What SQLite keeps beside a database that was being made under such a name.
    private static let companions = ["-journal", "-wal", "-shm"]

    /// Reads a name that some run made; nil where the name is none of ours.
    init?(_ name: String) {
        let companion = Self.companions.first { name.hasSuffix($0) } ?? ""
        let text = name.dropLast(companion.count)
        guard text.hasPrefix("."), let dot = text.lastIndex(of: "."), dot > text.startIndex else {
            return nil
        }
        let parts = text[text.index(after: dot)...].split(
            separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.mark, let role = Role(rawValue: String(parts[1])),
            !parts[2].isEmpty, parts[2].utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let target = text[text.index(after: text.startIndex)..<dot]
        guard !target.isEmpty else { return nil }
        self.init(String(target), role)
    }

    /// Throws where the name would leave its folder or be taken for one of ours.
    static func check(_ name: String, in folder: String) throws(FileError) {
        guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(0),
            !name.utf8.contains(UInt8(ascii: "/")), AsideName(name) == nil
        else { throw FileError("write", folder + "/" + name, .badName) }
    }
}
