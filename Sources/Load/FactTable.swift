import Domain

/// One column of new facts: values, or nil for NULL, without copying the extractor's columns.
enum FactColumn {
    /// Numbers as they are; `missing` stands for NULL.
    case numbers([Int32], missing: Int32?)
    case longs([Int64], missing: Int64?)
    /// Positions in a table of dimension keys; a negative position is NULL.
    case keys([Int32], table: [Int64])
    /// Small codes.
    case codes([UInt8])

    func value(_ row: Int) -> Int64? {
        switch self {
        case .numbers(let values, let missing):
            values[row] == missing ? nil : Int64(values[row])
        case .longs(let values, let missing):
            values[row] == missing ? nil : values[row]
        case .keys(let positions, let table):
            positions[row] < 0 ? nil : table[Int(positions[row])]
        case .codes(let codes):
            Int64(codes[row])
        }
    }
}

/// New facts of one file, ready to be merged into their table.
struct NewFacts {
    var keys: [Int64]
    var lines: [Int32]
    /// In the order of `FactTable.columns`.
    var columns: [FactColumn]

    /// The row that counts for each key, by ascending key: the one on the last line.
    func winners() -> [Int] {
        var order = Array(keys.indices)
        order.sort { (keys[$0], lines[$0]) < (keys[$1], lines[$1]) }
        var winners: [Int] = []
        winners.reserveCapacity(order.count)
        for (position, row) in order.enumerated()
        where position + 1 == order.count || keys[order[position + 1]] != keys[row] {
            winners.append(row)
        }
        return winners
    }
}

/// The shape of a fact table that rows are merged into by key.
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

    private var keyCondition: String {
        (sourceColumn + [key]).map { "\($0) = ?" }.joined(separator: " AND ")
    }
}
