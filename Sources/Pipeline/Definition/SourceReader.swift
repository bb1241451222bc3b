import Domain
import Extract

/// Reads one source of the pipeline file; its columns, values and dialect have their own files.
struct SourceReader {
    let section: DefinitionSection
    let folder: String
    var findings: DefinitionFindings { section.findings }

    static let keys = [
        "name", "formerNames", "kind", "files", "order", "changedFile", "required", "until",
        "maxRejectRate", "dialect", "columns", "values", "where",
    ]

    init(_ node: JSONNode, at path: String, folder: String, findings: DefinitionFindings) {
        section = DefinitionSection(node, at: path, keys: Self.keys, findings: findings)
        self.folder = folder
    }

    /// The name and the former names that could be read, each with the key that holds it.
    var names: [(name: String, key: String)] {
        var names: [(name: String, key: String)] = []
        if case .string(let name) = section["name"]?.value, !Code(name).isBlank {
            names.append((Code(name).written, "name"))
        }
        if case .array(let formers) = section["formerNames"]?.value {
            for (index, former) in formers.enumerated() {
                if case .string(let name) = former.value, !Code(name).isBlank {
                    names.append((Code(name).written, "formerNames[\(index)]"))
                }
            }
        }
        return names
    }

    /// - Parameter encounterPosition: how many sources of encounters stand before this one.
    ///
    /// nil only where a fault is noted.
    func source(encounterPosition: Int) -> SourceDefinition? {
        let name = section.requiredText("name", advice: "Write a short name, as \"dpi\".")
        let formerNames = section.texts("formerNames") ?? []
        for (index, former) in formerNames.enumerated() where Code(former).isBlank {
            section.fault(
                "the name is blank", at: "formerNames[\(index)]", advice: "Delete it.")
        }
        let kind: SourceKind? = section.choice("kind")
        if section["kind"] == nil {
            section.missing("kind", advice: "Write \"encounters\", \"letters\" or \"calls\".")
        }
        let glob = glob()
        let order = order()
        let changedFile: ChangedFile = section.choice("changedFile") ?? .replace
        let isRequired = section.flag("required") ?? true
        let until = section.day("until")
        let dialect = DialectReader(section)
        var contract = SourceContract(name: name, kind: kind ?? .encounters, columns: [:])
        contract.maxRejectRate = section.number("maxRejectRate", in: 0...1) ?? 0.05
        dialect.read(into: &contract)
        let columns = ColumnsReader(section, kind: kind, hasHeader: contract.header)
        contract.columns = columns.columns(dialect: dialect)
        contract.whereColumns = columns.whereColumns()
        contract.values = ValuesReader(section, kind: kind).values(mapped: contract.columns)
        guard kind != nil, let glob else { return nil }
        return SourceDefinition(
            name: name, formerNames: formerNames.map { Code($0).written }, contract: contract,
            glob: glob, order: order, changedFile: changedFile, isRequired: isRequired,
            until: until,
            readingFingerprint: ReadingFingerprint.text(
                of: contract, order: order,
                encounterPosition: kind == .encounters ? encounterPosition : nil))
    }

    private func glob() -> FileGlob? {
        guard section["files"] != nil else {
            section.missing("files", advice: "Write where the files are, as \"exports/*.csv\".")
            return nil
        }
        guard let text = section.optionalText("files", isNullable: false) else { return nil }
        guard !text.hasPrefix("~"), let glob = FileGlob(text, in: folder) else {
            section.fault(
                "\"\(text)\" is no pattern of files", at: "files",
                advice: "* ? and [a-z] stand for characters of a name, ** for folders; close"
                    + " every [, write .. only before them, and no ~.")
            return nil
        }
        return glob
    }

    private func order() -> FileOrder {
        guard let node = section["order"] else { return .name }
        if case .string("name") = node.value { return .name }
        guard case .object = node.value,
            let order = section.section("order", keys: ["dateInName"])
        else {
            section.fault(
                "expected \"name\" or { dateInName: \"…\" }", at: "order",
                advice: "Write { dateInName: \"ddMMyyyy\" } for names that hold a date.")
            return .name
        }
        let text = order.requiredText("dateInName", advice: "Write a pattern, as \"ddMMyyyy\".")
        guard !text.isEmpty else { return .name }
        guard let date = NameDate(text) else {
            order.fault(
                "\"\(text)\" is no pattern of dates", at: "dateInName",
                advice: "Patterns are made of yyyy yy MM M dd d HH H mm ss SSS, a year at least;"
                    + " other letters stand between single quotes.")
            return .name
        }
        return .dateInName(date)
    }
}
