import Domain
import Extract
import Load

/// What a run found changed since figures were last measured: the causes of revisions.
struct RunChanges {
    let definition: PipelineDefinition
    /// Before and after: empty before where no month was frozen yet.
    let settingsBefore: [String: String]
    let settings: [String: String]
    /// Reference files whose content is another, by the name that people know.
    let editedReferences: [ReferenceFile: String]
    /// Files that brought or took rows: the source as it is named now, the path, the rows; `isGone`
    /// where a rebuild no longer found it.
    let files: [(source: String, path: String, rows: Int, isGone: Bool)]

    /// The causes that bear on a subject's figures; the as-of day alone where there is none.
    func causes(_ subject: IndicatorSubject) -> [RevisionCause] {
        let causes = fileCauses(subject) + referenceCauses(subject) + settingCauses(subject)
        guard causes.isEmpty else { return causes }
        return [
            RevisionCause(
                .asOf, subject, name: MeasuredSettings.asOf, detail: change(MeasuredSettings.asOf))
        ]
    }

    private var kinds: [String: SourceKind] {
        Dictionary(
            definition.sources.map { ($0.name, $0.contract.kind) }, uniquingKeysWith: { $1 })
    }

    private func fileCauses(_ subject: IndicatorSubject) -> [RevisionCause] {
        let kinds = kinds
        return files.filter { file in
            // The files of a source that was dropped bear on all.
            kinds[file.source].map { ($0 == .calls) == (subject == .calls) } ?? true
        }.map {
            RevisionCause(
                $0.isGone ? .missingFile : .file, subject, source: $0.source, name: $0.path,
                rows: $0.rows)
        }
    }

    private func referenceCauses(_ subject: IndicatorSubject) -> [RevisionCause] {
        editedReferences.filter { file, _ in
            switch file {
            case .letterTypes, .encounterTypes: subject == .letters
            case .openingHours: subject == .calls
            default: file.bearsOnFigures
            }
        }.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            RevisionCause(.reference, subject, name: $0.value)
        }
    }

    private func settingCauses(_ subject: IndicatorSubject) -> [RevisionCause] {
        guard !settingsBefore.isEmpty else { return [] }
        return Set(settings.keys).union(settingsBefore.keys).sorted().compactMap { name in
            guard name != MeasuredSettings.asOf, settings[name] != settingsBefore[name],
                MeasuredSettings.subjects(of: name, kinds: kinds).contains(subject)
            else { return nil }
            return RevisionCause(
                name == MeasuredSettings.program ? .program : .setting, subject, name: name,
                detail: change(name))
        }
    }

    private func change(_ name: String) -> String {
        "\(settingsBefore[name] ?? "–") → \(settings[name] ?? "–")"
    }
}

extension RunChanges {
    /// What a run in place loaded.
    static func files(
        of run: Int64, in warehouse: Warehouse
    ) throws -> [(source: String, path: String, rows: Int, isGone: Bool)] {
        try warehouse.filesOfRun(run).compactMap { file in
            let rows = file.counts.inserted + file.counts.updated + file.counts.removed
            guard file.status == .loaded, rows > 0 else { return nil }
            return (file.source, file.path, rows, false)
        }
    }

    /// The files by which a rebuilt warehouse differs from the one that it replaces: all were loaded
    /// by the run, most of them as they had been.
    static func files(
        rebuilt: Warehouse, from replaced: Warehouse, definition: PipelineDefinition
    ) throws -> [(source: String, path: String, rows: Int, isGone: Bool)] {
        let before = try loadedFiles(of: replaced, names: definition.sourceNames)
        let after = try loadedFiles(of: rebuilt, names: definition.sourceNames)
        let changed = after.filter { name, file in
            before[name].map { $0.hash != file.hash || $0.reading != file.reading } ?? true
        }.map { ($0.key.source, $0.key.path, $0.value.rows, false) }
        let gone = before.filter { after[$0.key] == nil }
            .map { ($0.key.source, $0.key.path, $0.value.rows, true) }
        return (changed + gone).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    private struct FileName: Hashable {
        let source: String
        let path: String
    }

    private static func loadedFiles(
        of warehouse: Warehouse, names: [String: String]
    ) throws -> [FileName: (hash: String, reading: String?, rows: Int)] {
        let sources = Dictionary(
            try warehouse.knownSources().map { ($0.key, names[$0.name] ?? $0.name) },
            uniquingKeysWith: { $1 })
        var files: [FileName: (hash: String, reading: String?, rows: Int)] = [:]
        for file in try warehouse.ledgerFiles() {
            guard let source = sources[file.sourceKey], let hash = file.loadedHash else { continue }
            files[FileName(source: source, path: file.path)] = (
                hash, file.loadedReading, file.rowsHeld
            )
        }
        return files
    }
}
