import Domain
import Extract

/// Reads `values` of a source: what its words mean.
struct ValuesReader {
    private let section: DefinitionSection
    private let kind: SourceKind?

    init(_ section: DefinitionSection, kind: SourceKind?) {
        self.section = section
        self.kind = kind
    }

    /// - Parameter mapped: the fields that have a column; values of others are in doubt.
    func values(
        mapped: [CanonicalField: ColumnMapping]
    ) -> [CanonicalField: [String: [String]]] {
        guard let kind, let node = section["values"] else { return [:] }
        let rules = FieldRule.rules(of: kind).filter(\.allowsValues)
        let fields = DefinitionSection(
            node, at: section.path("values"), keys: rules.map(\.field.rawValue),
            what: "field with values", findings: section.findings)
        var values: [CanonicalField: [String: [String]]] = [:]
        for rule in rules {
            let key = rule.field.rawValue
            guard let node = fields[key] else { continue }
            let path = fields.path(key)
            values[rule.field] = canonicalValues(node, at: path, rule: rule)
            if mapped[rule.field] == nil {
                section.findings.doubt(
                    "\(key) has values and no column", at: path, line: node.line,
                    advice: "Map columns.\(key), or delete its values.")
            }
        }
        return values
    }

    /// The source's values by canonical value; noted are unknown canonical values, and a value of
    /// the source that is listed for two of them.
    private func canonicalValues(
        _ node: JSONNode, at path: String, rule: FieldRule
    ) -> [String: [String]] {
        var values: [String: [String]] = [:]
        var homes: [Code: String] = [:]
        for member in DefinitionSection.distinctMembers(
            node, at: path, findings: section.findings)
        {
            let place = DefinitionSection.join(path, member.key)
            if let known = rule.canonicalValues, !known.contains(member.key) {
                section.findings.fault(
                    "unknown value \"\(member.key)\" of \(rule.field.rawValue)", at: place,
                    line: member.line,
                    advice: Suggestion.advice(for: member.key, among: known))
                continue
            }
            if Code(member.key).isBlank {
                section.findings.fault(
                    "the value is blank", at: place, line: member.line, advice: "Name it.")
            }
            let texts = section.texts(member.node, at: place)
            for text in texts {
                let home = homes[Code(text)]
                if let home, home != member.key {
                    section.findings.fault(
                        "\"\(text)\" is listed for \"\(home)\" too", at: place,
                        line: member.line, advice: "List each of the source's values once.")
                }
                homes[Code(text)] = home ?? member.key
            }
            values[member.key] = texts
        }
        return values
    }
}
