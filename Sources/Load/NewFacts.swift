import Domain

/// One column of new facts: values, or nil for NULL, without copying the extractor's columns.
enum FactColumn {
    /// Numbers as they are; `missing` stands for NULL.
    case numbers([Int32], missing: Int32)
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
    ///
    /// Keys in order are also what the tables take fastest.
    func winners() -> [Int] {
        let order = KeyOrder.rows(keys: keys, lines: lines)
        var winners: [Int] = []
        winners.reserveCapacity(order.count)
        for (position, row) in order.enumerated()
        where position + 1 == order.count || keys[order[position + 1]] != keys[row] {
            winners.append(row)
        }
        return winners
    }
}

extension Warehouse {
    /// The rows of a file with their texts replaced by dimension keys, which are made where new.
    func newFacts(_ rows: SourceRows, source: Int64) throws -> NewFacts {
        switch rows {
        case .encounters(let rows): try newFacts(rows, source: source)
        case .letters(let rows): try newFacts(rows, source: source)
        case .calls(let rows): try newFacts(rows, source: source)
        }
    }

    private func newFacts(_ rows: EncounterRows, source: Int64) throws -> NewFacts {
        NewFacts(
            keys: rows.keys, lines: rows.lines,
            columns: [
                .keys(rows.types, table: try encounterTypeKeys(rows.typeTexts.texts)),
                .keys(rows.units, table: try unitKeys(rows.unitTexts.texts, source: source)),
                .numbers(rows.endedOn, missing: Missing.day),
                .codes(rows.statuses.map(\.code)),
            ])
    }

    private func newFacts(_ rows: LetterRows, source: Int64) throws -> NewFacts {
        // A blank unit is a unit of its own, which the crosswalk does not know.
        var units = rows.units
        var unitTexts = rows.unitTexts
        if units.contains(Missing.text) {
            let blank = unitTexts.position(of: "")
            units = units.map { $0 == Missing.text ? blank : $0 }
        }
        return NewFacts(
            keys: rows.keys, lines: rows.lines,
            columns: [
                .keys(rows.types, table: try letterTypeKeys(rows.typeTexts.texts)),
                .keys(units, table: try unitKeys(unitTexts.texts, source: source)),
                .longs(rows.encounters, missing: Missing.pseudonym),
                .numbers(rows.encounterEndedOn, missing: Missing.day),
                .numbers(rows.dictatedOn, missing: Missing.day),
                .numbers(rows.typedOn, missing: Missing.day),
                .numbers(rows.validatedOn, missing: Missing.day),
                .numbers(rows.sentOn, missing: Missing.day),
                .keys(rows.channels, table: try channelKeys(rows.channelTexts.texts)),
                .codes(rows.statuses.map(\.code)),
            ])
    }

    private func newFacts(_ rows: CallRows, source: Int64) throws -> NewFacts {
        NewFacts(
            keys: rows.keys, lines: rows.lines,
            columns: [
                .longs(rows.startedAt, missing: nil),
                .keys(rows.queues, table: try unitKeys(rows.queueTexts.texts, source: source)),
                .codes(rows.outcomes.map(\.code)),
                .numbers(rows.waits, missing: Missing.seconds),
                .numbers(rows.talks, missing: Missing.seconds),
                .codes(rows.directions.map(\.code)),
                .codes(rows.origins.map(\.code)),
            ])
    }
}

extension SourceRows {
    /// The rows' pseudonyms, in the file's order.
    package var keys: [Int64] {
        switch self {
        case .encounters(let rows): rows.keys
        case .letters(let rows): rows.keys
        case .calls(let rows): rows.keys
        }
    }
}
