import Domain
import SQLiteStore

/// A table whose rows are compared with those that it should hold, so that only differences are
/// written: for tables of thousands of rows, not of hundreds of thousands.
struct ComparedTable {
    let name: String
    /// Columns that tell a row from another.
    let key: [String]
    /// The others.
    let values: [String]

    fileprivate var columns: String { (key + values).joined(separator: ", ") }
    fileprivate var keyed: String { key.map { "\($0) IS ?" }.joined(separator: " AND ") }
}

/// Cells that are compared as SQLite does.
private struct Cells: Hashable {
    private let others: [DataBinding]
    private let texts: [ExactText]

    init(_ cells: ArraySlice<DataBinding>) {
        texts = cells.compactMap { if case .text(let text) = $0 { ExactText(text) } else { nil } }
        others = cells.map { if case .text = $0 { "" } else { $0 } }
    }
}

extension Warehouse {
    /// Makes the rows that a condition picks be these; what is stored already is not written again.
    ///
    /// - Parameters:
    ///   - rows: each a key's cells, then the others, of which a REAL column's are `real`.
    ///   - condition: over the table's columns; nil for all rows.
    ///   - isKept: by a stored row: true where it stays, whatever the rows say.
    /// - Returns: what was written, rows as they came.
    @discardableResult
    func replace(
        _ rows: [[DataBinding]], in table: ComparedTable, where condition: String? = nil,
        _ values: [DataBinding] = [], keeping isKept: ([DataBinding]) -> Bool = { _ in false }
    ) throws -> RowDifference<[DataBinding]> {
        let keys = table.key.count
        var stored: [Cells: [DataBinding]] = [:]
        var kept: Set<Cells> = []
        let select = try database.prepare(
            "SELECT \(table.columns) FROM \(table.name) WHERE \(condition ?? "1")")
        select.bindAll(values)
        while try select.step() {
            let row = (0..<select.columnCount).map { select.value($0) }
            let key = Cells(row[..<keys])
            if isKept(row) { kept.insert(key) } else { stored[key] = row }
        }
        var difference = RowDifference<[DataBinding]>()
        var changed: [[DataBinding]] = []
        for row in rows {
            let key = Cells(row[..<keys])
            if kept.contains(key) { continue }
            guard let before = stored.removeValue(forKey: key) else {
                difference.added.append(row)
                continue
            }
            if Cells(row[keys...]) != Cells(before[keys...]) {
                difference.removed.append(before)
                changed.append(row)
            }
        }
        let delete = try database.prepare("DELETE FROM \(table.name) WHERE \(table.keyed)")
        for row in stored.values {
            delete.bindAll(Array(row[..<keys]))
            try delete.run()
        }
        difference.removed += stored.values
        if !changed.isEmpty { try update(changed, in: table) }
        try insert(difference.added, into: table)
        difference.added += changed
        return difference
    }

    private func update(_ rows: [[DataBinding]], in table: ComparedTable) throws {
        let columns = table.values.map { "\($0) = ?" }.joined(separator: ", ")
        let update = try database.prepare(
            "UPDATE \(table.name) SET \(columns) WHERE \(table.keyed)")
        for row in rows {
            update.bindAll(Array(row[table.key.count...] + row[..<table.key.count]))
            try update.run()
        }
    }

    /// Rows that are not there yet.
    func insert(_ rows: [[DataBinding]], into table: ComparedTable) throws {
        guard let first = rows.first else { return }
        let marks = first.map { _ in "?" }.joined(separator: ", ")
        let insert = try database.prepare(
            "INSERT INTO \(table.name) (\(table.columns)) VALUES (\(marks))")
        for row in rows {
            insert.bindAll(row)
            try insert.run()
        }
    }
}

extension DataBinding {
    /// The number of an INTEGER cell that is never NULL.
    var whole: Int {
        guard case .integer(let number) = self else { return 0 }
        return Int(number)
    }

    static func day(_ day: CivilDate?) -> DataBinding {
        day.map { .integer(Int64($0.dayNumber)) } ?? .null
    }

    static func optionalText(_ text: String?) -> DataBinding { text.map { .text($0) } ?? .null }
}
