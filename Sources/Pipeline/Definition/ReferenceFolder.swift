import Extract

extension PipelineDefinition {
    /// Bytes of a reference file above which it is not one that people edit, and is not read.
    static let referenceLimit = 64 << 20

    /// The reference files as they are now; one that cannot be read says why. A pipe or a device is
    /// never waited for.
    package func referenceContents() -> [ReferenceFile: ReferenceContent] {
        var contents: [ReferenceFile: ReferenceContent] = [:]
        for (file, path) in referencePaths {
            let name = referenceName(path)
            do throws(FileError) {
                let bytes = try SmallFile.read(path, limit: Self.referenceLimit)
                contents[file] = ReferenceContent(name: name, bytes: bytes)
            } catch {
                contents[file] = ReferenceContent(
                    name: name,
                    trouble: error.isMissing
                        ? "is not there" : "is there and cannot be read: \(error.words)")
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
