import Domain
import Extract
import Foundation

/// Turns the tree of a pipeline file into a definition, noting every fault on the way.
struct DefinitionReader {
    let findings: DefinitionFindings
    /// Absolute.
    let path: String
    /// The real path of its folder.
    let folder: String

    /// Reference files that are not there are named beside other faults.
    let looksForFiles: Bool

    init(findings: DefinitionFindings, path: String, looksForFiles: Bool) {
        self.findings = findings
        self.looksForFiles = looksForFiles
        self.path = DefinitionPath.resolve(path, in: FileManager.default.currentDirectoryPath)
        folder = DefinitionPath.folder(of: path)
    }

    static let keys = [
        "contract", "name", "timeZone", "holidays", "dayCount", "measureFrom",
        "missingLetterDays", "minimumCount", "warehouse", "key", "publishedWarehouse", "reports",
        "reference", "telephony", "closing", "retention", "sources",
    ]

    /// nil only where a fault is noted; what is given beside a fault is not to be used.
    func definition(_ root: JSONNode) -> PipelineDefinition? {
        let section = DefinitionSection(root, at: "", keys: Self.keys, findings: findings)
        if section["contract"] != nil, section.whole("contract", in: 1...Int(Int32.max)) ?? 1 != 1 {
            section.fault(
                "this version reads contract 1 alone", at: "contract",
                advice: "Write contract: 1, or install the version that reads the other.")
        }
        let name = section.requiredText("name", advice: "Write the establishment's name.")
        let timeZone = timeZone(section)
        var measures = MeasureSettings(establishment: name)
        measures.zone = section.choice("holidays") ?? measures.zone
        measures.dayCount = section.choice("dayCount") ?? measures.dayCount
        measures.measureFrom = section.day("measureFrom")
        measures.missingLetterDays =
            section.whole("missingLetterDays", in: 0...36_500) ?? measures.missingLetterDays
        let retention = RetentionReader(section, missingLetterDays: measures.missingLetterDays)
            .retention()
        let minimumCount = section.whole("minimumCount", in: 0...1_000_000) ?? 5
        let outputs = outputs(section)
        let (referencePaths, reference) = referencePaths(section)
        readTelephony(section, into: &measures)
        let sources = sources(section)
        if looksForFiles, !findings.faults.isEmpty {
            nameMissingFiles(referencePaths, reference)
        }
        guard let timeZone else { return nil }
        return PipelineDefinition(
            path: path, name: name, timeZone: timeZone, measures: measures,
            minimumCount: minimumCount, closingAfterDays: closingAfterDays(section),
            retention: retention,
            warehousePath: outputs.warehouse, keyPath: outputs.key,
            publishedWarehousePath: outputs.published, reportsPath: outputs.reports,
            referencePaths: referencePaths, sources: sources, doubts: findings.doubts)
    }

    private func timeZone(_ section: DefinitionSection) -> TimeZone? {
        let name = section.optionalText("timeZone", isNullable: false) ?? "Europe/Paris"
        if let zone = TimeZone(identifier: name) { return zone }
        let known = TimeZone.knownTimeZoneIdentifiers
        section.fault(
            "\"\(name)\" is no time zone that this machine knows", at: "timeZone",
            advice: Suggestion.nearest(to: name, among: known).map { "Did you mean \"\($0)\"?" }
                ?? "Write an identifier of the IANA database, as \"Europe/Paris\", and see that"
                + " the machine has that database (tzdata).")
        return nil
    }

    /// nil where no month is to be frozen: the key is absent or null.
    private func closingAfterDays(_ section: DefinitionSection) -> Int? {
        if section["closing"]?.value == .null { return nil }
        return section.section("closing", keys: ["afterDays"]).map {
            $0.whole("afterDays", in: 0...366) ?? 5
        }
    }

    // MARK: Paths

    /// An absolute path; nil where the key is absent, null or at fault.
    private func optionalPath(
        _ key: String, of section: DefinitionSection, isNullable: Bool = true
    ) -> String? {
        guard let text = section.optionalText(key, isNullable: isNullable) else { return nil }
        if text.hasPrefix("~") {
            section.fault(
                "~ is not replaced by a home folder", at: key,
                advice: "Write the whole path, or one relative to this file's folder.")
        }
        return DefinitionPath.resolve(text, in: folder)
    }

    private func requiredPath(
        _ key: String, of section: DefinitionSection, advice: String
    ) -> String {
        if section[key] == nil { section.missing(key, advice: advice) }
        return optionalPath(key, of: section, isNullable: false) ?? ""
    }

    private func outputs(
        _ section: DefinitionSection
    ) -> (warehouse: String, key: String, published: String?, reports: String) {
        let warehouse = requiredPath(
            "warehouse", of: section,
            advice: "Write where the warehouse is kept, as \"var/warehouse.sqlite\".")
        let key = optionalPath("key", of: section) ?? warehouse + ".key"
        let published = optionalPath("publishedWarehouse", of: section)
        let reports = requiredPath(
            "reports", of: section, advice: "Write the reports' folder, as \"var/reports\".")
        // Each is written: one in the other's place would destroy it.
        var keys: [String: String] = [path: "the pipeline file itself"]
        for (name, output) in [
            ("warehouse", warehouse), ("key", key), ("publishedWarehouse", published ?? ""),
            ("reports", reports),
        ] where !output.isEmpty {
            if let other = keys[output] {
                section.fault(
                    "the path is that of \(other)", at: name, advice: "Give each its own path.")
            }
            keys[output] = keys[output] ?? name
        }
        if !key.isEmpty, !reports.isEmpty, DefinitionPath.lies(key, within: reports) {
            section.fault(
                "the key \(section["key"] == nil ? "(beside the warehouse) " : "")lies within the "
                    + "reports' folder, and would be given away with them",
                at: section["key"] == nil ? "reports" : "key",
                advice: "Keep the key, and the warehouse, out of the reports' folder.")
        }
        return (warehouse, key, published, reports)
    }

    private func referencePaths(
        _ section: DefinitionSection
    ) -> (paths: [ReferenceFile: String], section: DefinitionSection?) {
        let keys = ReferenceFile.allCases.map(\.rawValue)
        guard let reference = section.section("reference", keys: keys) else {
            section.missing("reference", advice: "Name the reference files (contract, part 3).")
            return ([:], nil)
        }
        var paths: [ReferenceFile: String] = [:]
        for file in ReferenceFile.allCases {
            let key = file.rawValue
            if file.isOptional {
                paths[file] = optionalPath(key, of: reference)
            } else {
                paths[file] = requiredPath(
                    key, of: reference, advice: "Name the file, as \"\(key).csv\".")
            }
        }
        return (paths, reference)
    }

    /// Names reference files that are not there, beside the faults of a definition that is refused
    /// anyway: everything wrong is told at once. On its own a missing file is not the definition's
    /// fault, since its last good copy may stand in for it.
    private func nameMissingFiles(
        _ paths: [ReferenceFile: String], _ reference: DefinitionSection?
    ) {
        guard let reference else { return }
        for file in ReferenceFile.allCases {
            guard let path = paths[file], !FileManager.default.fileExists(atPath: path) else {
                continue
            }
            reference.fault(
                "the file is not there", at: file.rawValue,
                advice: "Put it there, or correct its path.")
        }
    }

    // MARK: Sources

    private func sources(_ section: DefinitionSection) -> [SourceDefinition] {
        guard let node = section["sources"] else {
            section.missing("sources", advice: "List the sources: [{ name: …, kind: … }].")
            return []
        }
        guard case .array(let elements) = node.value else {
            section.fault(
                "expected a list, found \(node.value.noun)", at: "sources",
                advice: "Write [{ name: …, kind: … }, …], with brackets even around one.")
            return []
        }
        if elements.isEmpty {
            section.fault(
                "there is no source", at: "sources", advice: "Describe at least one source.")
        }
        var sources: [SourceDefinition] = []
        // Names match as codes do, since the crosswalk names sources.
        var places: [Code: String] = [:]
        for (index, element) in elements.enumerated() {
            let reader = SourceReader(
                element, at: "sources[\(index)]", folder: folder, findings: findings)
            let encounterPosition = sources.count { $0.kind == .encounters }
            let source = reader.source(encounterPosition: encounterPosition)
            for (name, key) in reader.names {
                guard let other = places[Code(name)] else {
                    places[Code(name)] = reader.section.path(key)
                    continue
                }
                reader.section.fault(
                    "the name \"\(name)\" stands twice; the other is \(other)", at: key,
                    advice: "Each source has its own name and its own former names.")
            }
            if let source { sources.append(source) }
        }
        return sources
    }
}
