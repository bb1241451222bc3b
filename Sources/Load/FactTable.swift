import Domain
import SQLiteStore

/// The shape of a fact table that rows are merged into by key, and its statements.
struct FactTable {
    let name: String
    let key: String
    /// True where the key belongs to its source; encounters are one across all sources.
    let isKeyOfSource: Bool
    /// What the facts say, without key, file and line.
    let columns: [String]

    static func of(_ kind: SourceKind) -> FactTable {
        switch kind {
        case .encounters:
            FactTable(
                name: "fact_encounter", key: "encounter_key", isKeyOfSource: false,
                columns: ["encounter_type_key", "unit_key", "ended_on", "status"])
        case .letters:
            FactTable(
                name: "fact_letter", key: "letter_key", isKeyOfSource: true,
                columns: [
                    "letter_type_key", "unit_key", "encounter_key", "encounter_ended_on",
                    "dictated_on", "typed_on", "validated_on", "sent_on", "channel_key", "status",
                ])
        case .calls:
            FactTable(
                name: "fact_call", key: "call_key", isKeyOfSource: true,
                columns: [
                    "started_at", "unit_key", "call_outcome_key", "wait_seconds", "talk_seconds",
                    "direction", "origin",
                ])
        }
    }

    private var sourceColumn: [String] { isKeyOfSource ? ["source_key"] : [] }

    /// Finds one fact: its file, line and columns. Values: [source,] key.
    var select: String {
        "SELECT source_file_key, line, \(columns.joined(separator: ", ")) FROM \(name) "
            + "WHERE \(keyCondition)"
    }

    /// Values: columns, file, line, [source,] key.
    var insert: String {
        let names = columns + ["source_file_key", "line"] + sourceColumn + [key]
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(name) (\(names.joined(separator: ", "))) VALUES (\(marks))"
    }

    /// Values as for `insert`.
    var update: String {
        let sets = (columns + ["source_file_key", "line"]).map { "\($0) = ?" }
        return "UPDATE \(name) SET \(sets.joined(separator: ", ")) WHERE \(keyCondition)"
    }

    /// Values: file, line, [source,] key.
    var move: String {
        "UPDATE \(name) SET source_file_key = ?, line = ? WHERE \(keyCondition)"
    }

    /// Values: [source,] key.
    var delete: String { "DELETE FROM \(name) WHERE \(keyCondition)" }

    /// The keys that a file holds. Value: file.
    var keysOfFile: String { "SELECT \(key) FROM \(name) WHERE source_file_key = ?" }

    /// Binds the values of `[source,] key`.
    func bind(_ key: Int64, source: Int64, to statement: Statement, at position: Int) {
        if isKeyOfSource {
            statement.bind(source, at: position)
            statement.bind(key, at: position + 1)
        } else {
            statement.bind(key, at: position)
        }
    }

    private var keyCondition: String {
        (sourceColumn + [key]).map { "\($0) = ?" }.joined(separator: " AND ")
    }
}
