import Domain
import SQLiteStore

/// The facts of one kind as they are kept: found, inserted, changed and taken out by key.
///
/// Which generation holds a fact is known here alone. Notes for the run what each fact was before.
final class KeptFacts {
    let table: FactTable
    let generations: FactGenerations
    private unowned let warehouse: Warehouse
    private let database: Database
    private let select: Statement
    private let delete: Statement
    private var pending: PendingFacts

    init(_ kind: SourceKind, in warehouse: Warehouse) throws {
        table = FactTable.of(kind)
        self.warehouse = warehouse
        database = warehouse.database
        generations = try FactGenerations(
            table, limits: warehouse.generationLimits, in: database)
        select = try database.prepare(table.select)
        delete = try database.prepare(table.delete)
        pending = PendingFacts(table)
    }

    // MARK: Finding

    /// The generation of the fact that `find` found.
    private(set) var foundIn: Int64 = 0

    /// Goes to a fact, whose row can be read until `release`; false where there is none.
    ///
    /// The newest generation comes first, since exports repeat what they brought last.
    func find(_ key: FactKey) throws -> Bool {
        try flush()
        return try findInTable(key)
    }

    /// As `find`, where what waits for its insertion has been searched already.
    func findInTable(_ key: FactKey) throws -> Bool {
        guard let number = try generations.first(holding: key, where: { try isIn($0, key) })
        else { return false }
        foundIn = number
        return true
    }

    /// As `find`, without filters: for few keys, where reading the filters would cost more.
    func findWithoutFilters(_ key: FactKey) throws -> Bool {
        try flush()
        guard let number = try generations.numbers.last(where: { try isIn($0, key) })
        else { return false }
        foundIn = number
        return true
    }

    private func isIn(_ generation: Int64, _ key: FactKey) throws -> Bool {
        table.bind(key, generation: generation, to: select, at: 1)
        return try select.step()
    }

    /// Of the fact found: the file that it came from.
    var file: Int64 { select.int64(0) }
    /// Of the fact found: its line in that file.
    var line: Int64 { select.int64(1) }

    /// Of the fact found: a value, by its position in `table.columns`.
    func value(_ column: Int) -> Int64? { select.optionalInt64(column + 2) }

    /// Of the fact found: all values.
    var values: [Int64?] { table.columns.indices.map(value) }

    /// Ends the reading of the fact found.
    func release() {
        select.reset()
    }

    // MARK: New facts

    /// Which of the keys no fact has for sure; whether the others have one, `findInTable` tells.
    ///
    /// - Parameter keys: ascending, of one source.
    func surelyAbsent(_ keys: [FactKey]) throws -> [Bool] {
        if pending.holdsAny(of: keys) { try flush() }
        return try generations.surelyLack(keys)
    }

    /// Inserts rows whose keys no fact has; on a first load once a generation is whole.
    ///
    /// - Parameter rows: by ascending key.
    func insert(_ rows: [Int], of facts: NewFacts, from origin: FactOrigin) throws {
        let full = warehouse.generationLimits.full
        if warehouse.isBulkLoading, pending.isEmpty { pending.reserve(rows: full) }
        var rest = rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(full - pending.count)
            pending.append(part, of: facts, from: origin)
            rest = rest.dropFirst(part.count)
            if pending.count == full { try flush() }
        }
        if !warehouse.isBulkLoading { try flush() }
    }

    /// Inserts what waits.
    func flush() throws {
        guard !pending.isEmpty else { return }
        let rows = pending.order()
        let generation = try generations.open(for: rows.count)
        try write(rows, generation: generation)
        try generations.add(pending.keys, to: generation)
        if let column = table.referenceColumn {
            let width = pending.width
            let place = table.keyColumns.count + column
            try generations.addReferences(
                rows.filter { pending.nulls[$0] & (1 << UInt32(place)) == 0 }
                    .map { FactKey(source: 0, key: pending.values[$0 * width + place]) },
                to: generation)
        }
        if warehouse.factChanges.isComplete {
            for key in pending.keys {
                warehouse.factChanges.note(key, of: table.kind, before: nil)
            }
        }
        pending.removeAll()
    }

    /// Inserts what waits, and gives its memory back.
    func endWaiting() throws {
        guard pending.holdsMemory else { return }
        try flush()
        pending = PendingFacts(table)
    }

    /// Rows a statement: a statement's own cost, and the way from the root to the place of the
    /// insertion, are then paid once for all of them.
    private static let rowsPerStatement = 32

    private func write(_ rows: [Int], generation: Int64) throws {
        var position = 0
        for size in [Self.rowsPerStatement, 1] where rows.count - position >= size {
            let insert = try database.cached(table.insert(rows: size))
            insert.bind(generation, at: 1)
            while rows.count - position >= size {
                for offset in 0..<size {
                    let row = rows[position + offset]
                    insert.bind(
                        pending.values, from: row * pending.width, count: pending.width,
                        nulls: pending.nulls[row], at: 2 + offset * pending.width)
                }
                try insert.run()
                position += size
            }
        }
    }

    // MARK: Changes

    /// Gives the fact found the values of a row, and the row's file and line.
    func update(
        _ key: FactKey, to row: Int, of facts: NewFacts, from origin: FactOrigin
    ) throws {
        note(key)
        var columns = Array(table.columns.indices)
        if let reference = table.referenceColumn {
            let encounter = facts.columns[reference].value(row)
            if value(reference) == encounter {
                columns.removeAll { $0 == reference }
            } else if let encounter {
                try generations.addReferences(
                    CollectionOfOne(FactKey(source: 0, key: encounter)), to: foundIn)
            }
        }
        try set(columns, of: key, to: row, of: facts, from: origin)
    }

    /// The fact found stays as it is and comes from this row from now on.
    func move(_ key: FactKey, to row: Int, of facts: NewFacts, from origin: FactOrigin) throws {
        try set([], of: key, to: row, of: facts, from: origin)
    }

    private func set(
        _ columns: [Int], of key: FactKey, to row: Int, of facts: NewFacts, from origin: FactOrigin
    ) throws {
        let update = try database.cached(table.update(columns.map { table.columns[$0] }))
        for (position, column) in columns.enumerated() {
            update.bind(facts.columns[column].value(row), at: position + 1)
        }
        update.bind(origin.fileKey, at: columns.count + 1)
        update.bind(facts.lines[row], at: columns.count + 2)
        table.bind(key, generation: foundIn, to: update, at: columns.count + 3)
        release()
        try update.run()
    }

    /// Takes the fact found out.
    func remove(_ key: FactKey) throws {
        note(key)
        release()
        table.bind(key, generation: foundIn, to: delete, at: 1)
        try delete.run()
        generations.removed(1, from: foundIn)
    }

    private func note(_ key: FactKey) {
        warehouse.factChanges.note(key, of: table.kind, before: values)
    }

    /// Writes all that waits, and what the generations hold, before the commit.
    func store() throws {
        try flush()
        try generations.store()
    }
}
