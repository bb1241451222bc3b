import Foundation

/// The files of the repository, as the house rules read them.
enum HouseFiles {
    /// The folder that holds Package.swift.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What the top level holds, dot files aside.
    static let fixed: Set = [
        "Package.swift", "Pipelines", "README.md", "SampleData", "Sources", "Tests",
    ]

    /// The folders at the top that are written by people, and those of the fixed files that are
    /// there. (Compilers drop files where they run; nobody else's are looked at.)
    static func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            at: root, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles
        ).filter { url in
            let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory
            return fixed.contains(url.lastPathComponent)
                || isFolder == true && url.lastPathComponent != "var"
        }.map(\.lastPathComponent)
    }

    /// The files below a folder, or the file itself, by their paths from the root.
    static func paths(below name: String) throws -> [String] {
        let url = root.appendingPathComponent(name)
        guard try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
            return [name]
        }
        return try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
            .map { name + "/" + $0 }.filter { path in
                var isFolder: ObjCBool = false
                let isThere = FileManager.default.fileExists(
                    atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
                return isThere && !isFolder.boolValue
            }
    }

    static func bytes(of path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: root.appendingPathComponent(path)))
    }

    static func text(of path: String) throws -> String {
        String(decoding: try bytes(of: path), as: UTF8.self)
    }

    /// Every Swift file that is ours.
    static let swiftPaths: [String] = {
        ["Package.swift", "Sources", "Tests"].flatMap { (try? paths(below: $0)) ?? [] }
            .filter { $0.hasSuffix(".swift") }
    }()
}
