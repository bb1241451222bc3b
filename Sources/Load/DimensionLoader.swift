import Domain
import SQLiteStore

/// Dimension rows that exports bring: units, types, channels. A text is met once and keeps its key.
extension Warehouse {
    /// Keys of a source's units, in the order of the texts.
    func unitKeys(_ texts: [String], source: Int64) throws -> [Int64] {
        try keys(
            texts, select: "SELECT unit_key FROM dim_unit WHERE code = ? AND source_key = ?",
            insert: "INSERT INTO dim_unit (code, source_key) VALUES (?, ?)", source: source)
    }

    func letterTypeKeys(_ texts: [String]) throws -> [Int64] {
        try keys(
            texts, select: "SELECT letter_type_key FROM dim_letter_type WHERE code = ?",
            insert: "INSERT INTO dim_letter_type (code) VALUES (?)")
    }

    func encounterTypeKeys(_ texts: [String]) throws -> [Int64] {
        try keys(
            texts, select: "SELECT encounter_type_key FROM dim_encounter_type WHERE code = ?",
            insert: "INSERT INTO dim_encounter_type (code) VALUES (?)")
    }

    func channelKeys(_ texts: [String]) throws -> [Int64] {
        try keys(
            texts, select: "SELECT channel_key FROM dim_channel WHERE channel = ?",
            insert: "INSERT INTO dim_channel (channel) VALUES (?)")
    }

    private func keys(
        _ texts: [String], select: String, insert: String, source: Int64? = nil
    ) throws -> [Int64] {
        let select = try database.cached(select)
        let insert = try database.cached(insert)
        return try texts.map { text in
            select.bind(text, at: 1)
            if let source { select.bind(source, at: 2) }
            defer { select.reset() }
            if try select.step() { return select.int64(0) }
            insert.bind(text, at: 1)
            if let source { insert.bind(source, at: 2) }
            try insert.run()
            return database.lastInsertRowID
        }
    }

    /// The dimension tables by key: position k holds the row with key k, as the facts refer to it.
    package func dimensionTexts() throws -> DimensionTexts {
        var texts = DimensionTexts()
        texts.units = try byKey(
            """
            SELECT u.unit_key, s.name, u.code
            FROM dim_unit u JOIN dim_source s USING (source_key) ORDER BY u.unit_key
            """, empty: UnitIdentity(source: "", code: "")
        ) { UnitIdentity(source: $0.text(1), code: $0.text(2)) }
        texts.letterTypes = try byKey(
            "SELECT letter_type_key, code FROM dim_letter_type ORDER BY letter_type_key",
            empty: ""
        ) { $0.text(1) }
        texts.encounterTypes = try byKey(
            "SELECT encounter_type_key, code FROM dim_encounter_type ORDER BY encounter_type_key",
            empty: ""
        ) { $0.text(1) }
        return texts
    }

    private func byKey<Value>(
        _ sql: String, empty: Value, read: (Statement) -> Value
    ) throws -> [Value] {
        let statement = try database.prepare(sql)
        var values: [Value] = []
        while try statement.step() {
            let key = statement.int(0)
            while values.count < key { values.append(empty) }
            values.append(read(statement))
        }
        return values
    }
}
