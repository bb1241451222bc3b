import Domain
import Extract
import Load

/// The reference files of a run: those on the disk, or where one is faulty or gone, the last good
/// copy (contract §3).
struct ReferenceStage {
    /// What a run goes on with.
    struct Result {
        var data: ReferenceData
        /// Faults of files whose last good copy is used: exit 78 at the end.
        var faults: [Finding]
        /// French, for the pages: which files were replaced by their copies.
        var banners: [String]
        /// What was used, by file: the next last good copies.
        var used: [ReferenceFile: ReferenceContent]
    }

    let definition: PipelineDefinition
    /// By the file's name in the pipeline file.
    let lastGood: [String: (name: String, bytes: [UInt8])]

    /// No reference file is longer: what is, is not one.
    static let sizeLimit = 64 << 20

    /// Reads and checks everything; throws where a fault has no copy to fall back on.
    func read() throws -> Result {
        let onDisk = Self.onDisk(definition)
        let first = judge(onDisk)
        guard !first.faults.isEmpty else {
            return Result(data: first.data, faults: [], banners: [], used: onDisk)
        }
        // First only the files that have faults get their copies; then, since a fault may show in
        // another file than the one that was edited, all of them.
        for replaced in [first.faultyFiles, Set(onDisk.keys)] {
            guard let contents = substitute(replaced, in: onDisk) else { continue }
            let reading = judge(contents)
            guard reading.faults.isEmpty else { continue }
            return Result(
                data: reading.data, faults: first.faults, banners: banners(replaced),
                used: contents)
        }
        throw StageFailure(.configuration, .reference, first.faults)
    }

    /// What the pipeline file names, as it lies on the disk.
    static func onDisk(_ definition: PipelineDefinition) -> [ReferenceFile: ReferenceContent] {
        var contents: [ReferenceFile: ReferenceContent] = [:]
        for (file, path) in definition.referencePaths {
            do {
                contents[file] = ReferenceContent(
                    name: path, bytes: try SmallFile.read(path, limit: sizeLimit))
            } catch let error {
                contents[file] = ReferenceContent(
                    name: path, trouble: "cannot be read: \(error.words)")
            }
        }
        return contents
    }

    /// What the last run used, from the warehouse alone.
    func lastGoodCopies() -> ReferenceData {
        var contents: [ReferenceFile: ReferenceContent] = [:]
        for (name, copy) in lastGood {
            guard let file = ReferenceFile(rawValue: name) else { continue }
            contents[file] = ReferenceContent(name: copy.name, bytes: copy.bytes)
        }
        return judge(contents).data
    }

    /// Last good copies in the place of files; nil where one has none.
    private func substitute(
        _ files: Set<ReferenceFile>, in onDisk: [ReferenceFile: ReferenceContent]
    ) -> [ReferenceFile: ReferenceContent]? {
        var contents = onDisk
        for file in files {
            guard let copy = lastGood[file.rawValue], let name = onDisk[file]?.name else {
                return nil
            }
            contents[file] = ReferenceContent(name: name, bytes: copy.bytes)
        }
        return contents
    }

    private func judge(
        _ contents: [ReferenceFile: ReferenceContent]
    ) -> (data: ReferenceData, faults: [Finding], faultyFiles: Set<ReferenceFile>) {
        let reading = ReferenceReader(definition).read(contents)
        return (
            reading.data, reading.findings.filter { $0.severity == .fault }, reading.faultyFiles
        )
    }

    private func banners(_ replaced: Set<ReferenceFile>) -> [String] {
        let names = replaced.compactMap { definition.referencePaths[$0] }
            .map { $0.split(separator: "/").last.map(String.init) ?? $0 }.sorted()
        let list = names.joined(separator: ", ")
        return [
            names.count == 1
                ? "Le fichier de référence \(list) est absent ou contient des erreurs : sa "
                    + "dernière version correcte est utilisée."
                : "Les fichiers de référence \(list) sont absents ou contiennent des erreurs : "
                    + "leurs dernières versions correctes sont utilisées."
        ]
    }
}

extension ReferenceReader {
    /// The reader for a definition's sources and holidays.
    init(_ definition: PipelineDefinition) {
        self.init(sourceNames: definition.sourceNames, zone: definition.measures.zone)
    }
}
