import Domain
import SQLiteStore

/// The two kinds of type that the reference files may not know.
package enum UnknownTypeKind: String, Sendable {
    case letter, encounter
}

/// Writing the lists of what no reference file knows: unmapped_unit and unknown_type.
extension Warehouse {
    /// Makes these be what the crosswalk does not know: a source and code once, codes compared as
    /// `Code`s.
    package func replaceUnmapped(_ units: [UnmappedUnit]) throws {
        let table = ComparedTable(
            name: "unmapped_unit", key: ["source", "code"],
            values: ["rows", "first_day", "last_day"])
        try replace(
            units.map {
                [
                    .text($0.source), .text($0.code), .integer($0.rows), .day($0.firstDay),
                    .day($0.lastDay),
                ]
            }, in: table)
    }

    /// Makes these be the types of a kind that the reference files do not know, each once, with the
    /// rows that name it.
    package func replaceUnknownTypes(
        _ kind: UnknownTypeKind, _ types: [(code: String, rows: Int)]
    ) throws {
        let table = ComparedTable(name: "unknown_type", key: ["kind", "code"], values: ["rows"])
        try replace(
            types.map { [.text(kind.rawValue), .text($0.code), .integer($0.rows)] }, in: table,
            where: "kind = ?", [.text(kind.rawValue)])
    }
}
