import Domain
import Foundation
import Load

/// Holds the pipeline file's sources against those that the warehouse knows.
struct SourceStage {
    let definition: PipelineDefinition
    let options: RunOptions
    /// The warehouse that is built or changed.
    let warehouse: Warehouse
    /// The warehouse that a rebuild replaces: what it knows must be there again.
    let replaced: Warehouse?

    struct Result {
        var sources: [RegisteredSource]
        /// Keys of encounters that a dropped source held: other sources may hold them too.
        var droppedEncounters: [Int64]
        /// True where a source was dropped or renamed: figures must be computed again.
        var hasChanged: Bool
    }

    func register() throws -> Result {
        let known = try (replaced ?? warehouse).knownSources()
        try judge(known)
        var dropped: [Int64] = []
        let toDrop = known.filter(isToBeDropped)
        if replaced == nil {
            for source in toDrop { dropped += try warehouse.drop(source) }
        }
        var sources: [RegisteredSource] = []
        for (position, source) in definition.sources.enumerated() {
            let reading = "\(source.readingFingerprint)\n\(definition.timeZone.identifier)"
            sources.append(
                RegisteredSource(
                    definition: source,
                    key: try warehouse.register(
                        source.name, formerNames: source.formerNames,
                        kind: source.contract.kind, position: position, reading: reading),
                    files: try source.presentFiles(), reading: reading))
        }
        try requireFiles(sources, known: known)
        let names = Set(known.map(\.name))
        return Result(
            sources: sources, droppedEncounters: dropped,
            hasChanged: !toDrop.isEmpty || definition.sources.contains { !names.contains($0.name) })
    }

    private func isToBeDropped(_ source: KnownSource) -> Bool {
        options.dropSources.contains { source.isNamed($0) }
    }

    /// Sources that are gone from the definition, or became something else: every one named.
    private func judge(_ known: [KnownSource]) throws {
        var findings: [Finding] = []
        var heirs: [String: String] = [:]
        for source in known {
            let defined = definition.sources.first { $0.isOrWas(source) }
            let isDropped = isToBeDropped(source)
            guard let defined else {
                if !isDropped { findings.append(notDefined(source)) }
                continue
            }
            if isDropped {
                // A former name is no longer the definition's own: its rows may go.
                if source.isNamed(defined.name) { findings.append(stillDefined(source)) }
                continue
            }
            if defined.contract.kind != source.kind {
                findings.append(
                    Finding(
                        .fault,
                        "source \(source.name) was of kind \(source.kind.rawValue) and is now "
                            + "\(defined.contract.kind.rawValue)",
                        at: "sources", advice: "give the new source another name"))
            }
            if let other = heirs[defined.name] {
                findings.append(
                    Finding(
                        .fault,
                        "source \(defined.name) cannot be both \(other) and \(source.name), "
                            + "which the warehouse keeps apart",
                        at: "sources",
                        advice: "define both, or drop the rows of one with --drop-source"))
            }
            heirs[defined.name] = source.name
        }
        for name in options.dropSources where !known.contains(where: { $0.isNamed(name) }) {
            findings.append(
                Finding(
                    .fault, "there is no source \(name) to drop", at: "--drop-source",
                    advice: "the warehouse knows: "
                        + known.map(\.name).sorted().joined(separator: ", ")))
        }
        guard findings.isEmpty else {
            throw StageFailure(.configuration, .sources, findings)
        }
    }

    private func notDefined(_ source: KnownSource) -> Finding {
        Finding(
            .fault,
            "source \(source.name) is in the warehouse and no longer in the definition",
            at: "sources",
            advice: "put it back, name it in the formerNames of the source that it "
                + "became, or drop its rows with --drop-source \(source.name)")
    }

    private func stillDefined(_ source: KnownSource) -> Finding {
        Finding(
            .fault, "source \(source.name) is to be dropped and is still defined",
            at: "sources", advice: "take it out of the pipeline file first")
    }

    /// A required source has brought a file at some time; a rebuild forgets none.
    private func requireFiles(_ sources: [RegisteredSource], known: [KnownSource]) throws {
        let lacking = sources.filter { $0.definition.isRequired && $0.files.isEmpty }
        // Years of files are not read for nothing.
        guard !lacking.isEmpty || replaced != nil else { return }
        let ledger = try (replaced ?? warehouse).ledgerFiles()
        var findings: [Finding] = []
        for source in lacking {
            let keys = known.filter { source.definition.isOrWas($0) }.map(\.key)
            if ledger.contains(where: { keys.contains($0.sourceKey) }) { continue }
            findings.append(source.definition.hasNeverBroughtAFile)
        }
        if let replaced, !options.forgetMissing {
            findings += try forgotten(replaced, ledger, sources, known)
        }
        guard findings.isEmpty else { throw StageFailure(.noInput, .sources, findings) }
    }

    private func forgotten(
        _ replaced: Warehouse, _ ledger: [LedgerFile], _ sources: [RegisteredSource],
        _ known: [KnownSource]
    ) throws -> [Finding] {
        let kept = known.filter { !isToBeDropped($0) }
        let keptFrom = try replaced.keptFrom()
        return ledger.compactMap { file in
            guard file.loadedHash != nil,
                let source = kept.first(where: { $0.key == file.sourceKey }),
                // All of its rows have gone by their age: there is nothing to forget.
                file.rowsHeld > 0 || !file.isOlder(than: keptFrom[source.kind]),
                let now = sources.first(where: { $0.definition.isOrWas(source) }),
                !now.files.contains(where: { $0.identity == file.path })
            else { return nil }
            return Finding(
                .fault, "a rebuild would forget a file that is no longer there",
                at: "\(now.definition.name): \(file.path)",
                advice: "put the file back, or rebuild without it with --forget-missing")
        }
    }
}

extension LedgerFile {
    /// True where each of its rows is older than a boundary.
    fileprivate func isOlder(than boundary: CivilDate?) -> Bool {
        guard let boundary, let lastDay else { return false }
        return lastDay < boundary
    }
}

extension SourceDefinition {
    /// True where the warehouse knows this source by its name or a former one.
    func isOrWas(_ source: KnownSource) -> Bool {
        ([name] + formerNames).contains { source.isNamed($0) }
    }
}

extension PipelineDefinition {
    /// The day it is in the hospital.
    func today(_ now: Date) -> CivilDate {
        let seconds = now.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: now))
        return CivilDate(dayNumber: Int32((seconds / 86_400).rounded(.down)))
    }

    /// The last days of sources that were replaced, by the source's name.
    var until: [String: CivilDate] {
        var days: [String: CivilDate] = [:]
        for source in sources { days[source.name] = source.until }
        return days
    }
}
