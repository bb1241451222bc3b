import Extract
import Foundation

extension PipelineDefinition {
    /// The reference files as they are now; one that cannot be read says why.
    package func referenceContents() -> [ReferenceFile: ReferenceContent] {
        var contents: [ReferenceFile: ReferenceContent] = [:]
        for (file, path) in referencePaths {
            let name = referenceName(path)
            do {
                let data = try Data(contentsOf: URL(fileURLWithPath: path))
                contents[file] = ReferenceContent(name: name, bytes: Array(data))
            } catch {
                contents[file] = ReferenceContent(
                    name: name,
                    trouble: FileManager.default.fileExists(atPath: path)
                        ? "is there and cannot be read" : "is not there")
            }
        }
        return contents
    }

    /// The path from the pipeline file's folder where the file is in it, else the whole path.
    private func referenceName(_ path: String) -> String {
        let folder = DefinitionPath.folder(of: self.path) + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }
}
