import Domain
import SQLiteStore

/// The shape of a fact table that rows are merged into by key, and its statements.
struct FactTable {
    let kind: SourceKind
    let name: String
    let key: String
    /// True where the key belongs to its source; encounters are one across all sources.
    let isKeyOfSource: Bool
    /// What the facts say, without generation, key, file and line.
    let columns: [String]

    static func of(_ kind: SourceKind) -> FactTable {
        switch kind {
        case .encounters:
            FactTable(
                kind: kind, name: "fact_encounter", key: "encounter_key", isKeyOfSource: false,
                columns: ["encounter_type_key", "unit_key", "ended_on", "status"])
        case .letters:
            FactTable(
                kind: kind, name: "fact_letter", key: "letter_key", isKeyOfSource: true,
                columns: [
                    "letter_type_key", "unit_key", "encounter_key", "encounter_ended_on",
                    "dictated_on", "typed_on", "validated_on", "sent_on", "channel_key", "status",
                ])
        case .calls:
            FactTable(
                kind: kind, name: "fact_call", key: "call_key", isKeyOfSource: true,
                columns: [
                    "started_at", "unit_key", "call_outcome_key", "wait_seconds", "talk_seconds",
                    "direction", "origin",
                ])
        }
    }

    /// The position in `columns` of the encounter that a letter names; nil for other kinds.
    var referenceColumn: Int? { kind == .letters ? 2 : nil }

    /// What a row's key is known by: encounters are the same whatever their source.
    func identity(_ key: Int64, source: Int64) -> FactKey {
        FactKey(source: isKeyOfSource ? source : 0, key: key)
    }

    private var sourceColumn: [String] { isKeyOfSource ? ["source_key"] : [] }

    /// The columns of a whole key, without generation.
    var keyColumns: [String] { sourceColumn + [key] }

    /// What an insertion writes, without generation: key, columns, file, line.
    var insertedColumns: [String] { keyColumns + columns + ["source_file_key", "line"] }

    /// Finds one fact: its file, line and columns. Values: generation, [source,] key.
    var select: String {
        "SELECT source_file_key, line, \(columns.joined(separator: ", ")) FROM \(name) "
            + "WHERE \(keyCondition)"
    }

    /// Values: generation once, then `insertedColumns` of each row.
    ///
    /// A row that cannot be is a defect, which undoes the whole run: OR FAIL spares SQLite the means
    /// to undo the statement alone, a sixth of its time.
    func insert(rows: Int) -> String {
        let names = insertedColumns
        let marks = (0..<rows).map { row in
            let first = 2 + row * names.count
            return "(?1, \((first..<first + names.count).map { "?\($0)" }.joined(separator: ", ")))"
        }
        return "INSERT OR FAIL INTO \(name) (generation, \(names.joined(separator: ", "))) VALUES "
            + marks.joined(separator: ", ")
    }

    /// Values: the changed columns, file, line, generation, [source,] key.
    ///
    /// - Parameter columns: SQLite writes an index anew where a column of it is set, even to what
    ///   it was.
    func update(_ columns: [String]) -> String {
        let sets = (columns + ["source_file_key", "line"]).map { "\($0) = ?" }
        return "UPDATE \(name) SET \(sets.joined(separator: ", ")) WHERE \(keyCondition)"
    }

    /// Values: generation, [source,] key.
    var delete: String { "DELETE FROM \(name) WHERE \(keyCondition)" }

    /// The keys that a file holds. Value: file.
    var keysOfFile: String { "SELECT \(key) FROM \(name) WHERE source_file_key = ?" }

    /// Binds the values of `generation, [source,] key`.
    func bind(_ key: FactKey, generation: Int64, to statement: Statement, at position: Int) {
        statement.bind(generation, at: position)
        if isKeyOfSource { statement.bind(key.source, at: position + 1) }
        statement.bind(key.key, at: position + (isKeyOfSource ? 2 : 1))
    }

    private var keyCondition: String {
        (["generation"] + keyColumns).map { "\($0) = ?" }.joined(separator: " AND ")
    }
}
