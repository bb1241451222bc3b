import Foundation

/// Paths of the pipeline file: relative to its folder, made absolute and plain (contract §2).
enum DefinitionPath {
    /// The real path of the folder that holds a file, so that a later `..` goes where the system
    /// would go.
    static func folder(of file: String) -> String {
        let url = URL(fileURLWithPath: file).deletingLastPathComponent()
        return url.resolvingSymlinksInPath().path
    }

    /// True where a file lies in a folder or one below it, also by way of links.
    static func lies(_ file: String, within folder: String) -> Bool {
        let real = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        return file.hasPrefix(folder + "/") || Self.folder(of: file) == real
            || Self.folder(of: file).hasPrefix(real + "/")
    }

    /// Absolute, without empty parts, `.` and `..`.
    static func resolve(_ path: String, in folder: String) -> String {
        let whole = path.hasPrefix("/") ? path : folder + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
