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
        /// The names of the files whose content is not that of the run before.
        var edited: [ReferenceFile: String]
    }

    let definition: PipelineDefinition
    /// The copies that the warehouse keeps; none on a first run.
    let lastGood: [ReferenceFile: ReferenceContent]

    init(definition: PipelineDefinition, warehouse: Warehouse) throws {
        self.definition = definition
        var lastGood: [ReferenceFile: ReferenceContent] = [:]
        for (name, copy) in try warehouse.referenceCopies() {
            guard let file = ReferenceFile(rawValue: name) else { continue }
            lastGood[file] = ReferenceContent(name: copy.name, bytes: copy.bytes)
        }
        self.lastGood = lastGood
    }

    /// Reads and checks everything; throws where a fault has no copy to fall back on.
    func read() throws -> Result {
        let outcome = ReferenceReader(definition).read(
            definition.referenceContents(), lastGood: lastGood)
        let faults = outcome.findings.filter { $0.severity == .fault }
        guard let data = outcome.data else {
            throw StageFailure(.configuration, .reference, faults)
        }
        return Result(
            data: data, faults: faults, banners: banners(outcome.replaced), used: outcome.used,
            edited: edited(outcome.used))
    }

    /// Keeps what was used as the next last good copies, where it is not what is kept already.
    func keep(_ result: Result, in warehouse: Warehouse) throws {
        for file in ReferenceFile.allCases {
            guard let used = result.used[file], let bytes = used.bytes else {
                if lastGood[file] != nil { try warehouse.dropReferenceCopy(file.rawValue) }
                continue
            }
            if let kept = lastGood[file], kept.name == used.name, kept.bytes == bytes { continue }
            try warehouse.keepReferenceCopy(file.rawValue, name: used.name, bytes: bytes)
        }
    }

    private func edited(
        _ used: [ReferenceFile: ReferenceContent]
    ) -> [ReferenceFile: String] {
        var edited: [ReferenceFile: String] = [:]
        for file in ReferenceFile.allCases where used[file]?.bytes != lastGood[file]?.bytes {
            edited[file] = used[file]?.name ?? lastGood[file]?.name
        }
        return edited
    }

    /// What the last run used, from the warehouse alone.
    func lastGoodCopies() -> ReferenceData {
        ReferenceReader(definition).read(lastGood).data
    }

    private func banners(_ replaced: Set<ReferenceFile>) -> [String] {
        let names = replaced.compactMap { definition.referencePaths[$0] }
            .map { $0.split(separator: "/").last.map(String.init) ?? $0 }.sorted()
        guard !names.isEmpty else { return [] }
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
