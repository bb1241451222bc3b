import Domain
import Extract

/// Reads `columns` and `where` of a source: which columns mean what.
struct ColumnsReader {
    private let section: DefinitionSection
    /// nil where it is at fault: then only what any kind allows is judged.
    private let kind: SourceKind?
    private let hasHeader: Bool

    init(_ section: DefinitionSection, kind: SourceKind?, hasHeader: Bool) {
        self.section = section
        self.kind = kind
        self.hasHeader = hasHeader
    }

    // MARK: Columns

    func columns(dialect: DialectReader) -> [CanonicalField: ColumnMapping] {
        guard let kind else { return [:] }
        let rules = FieldRule.rules(of: kind)
        guard let node = section["columns"] else {
            section.missing("columns", advice: "Map the canonical fields to columns.")
            return [:]
        }
        let columns = DefinitionSection(
            node, at: section.path("columns"), keys: rules.map(\.field.rawValue),
            what: "field of \(kind.rawValue)", findings: section.findings)
        var mapped: [CanonicalField: ColumnMapping] = [:]
        for rule in rules {
            let key = rule.field.rawValue
            guard let node = columns[key] else {
                if rule.mustBeMapped {
                    columns.missing(
                        key, advice: "\(kind.rawValue) must have \(key): name its column.")
                }
                continue
            }
            mapped[rule.field] = mapping(node, rule: rule, in: columns, dialect: dialect)
            judge(mapped[rule.field], rule: rule, in: columns)
        }
        return mapped
    }

    /// No social security number is stored, nor made a pseudonym; a date or a duration cannot be one.
    private func judge(
        _ mapping: ColumnMapping?, rule: FieldRule, in columns: DefinitionSection
    ) {
        guard hasHeader, let mapping, rule.content != .date, rule.content != .duration else {
            return
        }
        for name in mapping.columns where SocialSecurityNumber.isColumnName(name) {
            columns.fault(
                "the column \"\(name)\" seems to hold social security numbers (NIR, INS)",
                at: rule.field.rawValue,
                advice: "Map another column: such numbers are never stored, nor made pseudonyms.")
        }
    }

    private func mapping(
        _ node: JSONNode, rule: FieldRule, in columns: DefinitionSection, dialect: DialectReader
    ) -> ColumnMapping? {
        let key = rule.field.rawValue
        let path = columns.path(key)
        switch node.value {
        case .array(let elements):
            guard rule.allowsSeveralColumns || elements.count == 1 else {
                columns.fault(
                    "\(key) is one column", at: key,
                    advice: "Only keys (encounterId, letterId, callId) are made of several.")
                return nil
            }
            let names = elements.enumerated().compactMap { index, element in
                column(element, at: "\(path)[\(index)]")
            }
            if elements.isEmpty {
                columns.fault("the list is empty", at: key, advice: "Name the columns.")
            }
            if Set(names.map { Code($0) }).count < names.count {
                columns.fault(
                    "a column stands twice", at: key, advice: "Name each column once.")
            }
            return names.isEmpty ? nil : ColumnMapping(columns: names)
        case .object:
            var keys = ["column"]
            if rule.content == .date { keys.append("dateFormat") }
            if rule.content == .duration { keys.append("durationFormat") }
            let object = DefinitionSection(
                node, at: path, keys: keys, findings: section.findings)
            guard let name = object["column"] else {
                object.missing("column", advice: "Name the column.")
                return nil
            }
            let formats = dialect.dateFormats(of: object)
            return column(name, at: object.path("column")).map {
                ColumnMapping(
                    columns: [$0], dateFormats: formats,
                    durationFormat: object.choice("durationFormat"))
            }
        default:
            return column(node, at: path).map { ColumnMapping(columns: [$0]) }
        }
    }

    /// A column's name, trimmed; its number where files have no header.
    private func column(_ node: JSONNode, at path: String) -> String? {
        var name: String?
        switch node.value {
        case .string(let text): name = Code(text).written
        case .number(let number) where !hasHeader: name = Int(exactly: number).map { String($0) }
        default: break
        }
        if let name, isColumn(name) { return name }
        section.findings.fault(
            hasHeader
                ? "expected a column's name" : "expected a column's number, as there is no header",
            at: path, line: node.line,
            advice: hasHeader
                ? "Write the name as the header has it, in quotes."
                : "Write \"1\" for the first column, or dialect: { header: true }.")
        return nil
    }

    private func isColumn(_ name: String) -> Bool {
        hasHeader ? !name.isEmpty : (Int(name) ?? 0) >= 1 && Int(name) ?? 0 <= 100_000
    }

    // MARK: Where

    func whereColumns() -> [String: [String]] {
        guard let node = section["where"] else { return [:] }
        let path = section.path("where")
        var columns: [String: [String]] = [:]
        var seen: Set<Code> = []
        for member in DefinitionSection.distinctMembers(
            node, at: path, findings: section.findings)
        {
            let place = DefinitionSection.join(path, member.key)
            let values = section.texts(member.node, at: place)
            if member.node.value == .array([]) {
                section.findings.fault(
                    "no value is listed, so every row would be ignored", at: place,
                    line: member.line, advice: "List the values of the rows to keep.")
            }
            guard
                let name = column(
                    JSONNode(line: member.line, value: .string(member.key)), at: place)
            else { continue }
            if !seen.insert(Code(name)).inserted {
                section.findings.fault(
                    "the column stands twice", at: place, line: member.line,
                    advice: "List all its values at one key.")
            }
            columns[name] = values
        }
        return columns
    }
}
