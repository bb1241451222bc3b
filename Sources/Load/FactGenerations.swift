import Domain
import SQLiteStore

/// How many rows of one kind lie together (decision page KeysAndGenerations).
package struct GenerationLimits: Sendable {
    /// Rows of a full generation. A key that the filters do not rule out is looked for in each of
    /// them, and so is a letter's encounter by the views: a large hospital's five years are a
    /// dozen generations. Filling one takes tens of megabytes.
    package var full = 524_288
    /// Rows of the generation that takes what nights bring: some two weeks of a large hospital, on
    /// so few pages that a night writes hardly more than its own rows.
    package var recent = 65_536

    package init() {}
}

/// The generations of one kind of facts: how many rows each holds, and what keys it may hold.
final class FactGenerations {
    private struct Generation {
        let number: Int64
        var rows: Int
        var hasChanged = false
    }

    private let table: FactTable
    private let limits: GenerationLimits
    private let database: Database
    /// The oldest first.
    private var generations: [Generation]
    private var filters: KeyFilters?
    private var referenceFilters: KeyFilters?

    init(_ table: FactTable, limits: GenerationLimits, in database: Database) throws {
        self.table = table
        self.limits = limits
        self.database = database
        generations = try database.rows(
            "SELECT generation, rows FROM fact_generation WHERE kind = ? ORDER BY generation",
            [.text(table.kind.rawValue)]
        ) { Generation(number: $0.int64(0), rows: $0.int(1)) }
    }

    /// The oldest first.
    var numbers: [Int64] { generations.map(\.number) }

    /// In all of them.
    var rows: Int { generations.reduce(0) { $0 + $1.rows } }

    // MARK: Where a key may be

    func readFilters() throws {
        if filters == nil { filters = try filters(.own(table.kind)) }
    }

    private func filters(_ scope: KeyFilters.Scope) throws -> KeyFilters {
        try KeyFilters(scope, of: numbers, fullGeneration: limits.full, in: database)
    }

    /// The first generation, the newest first, that may hold a fact and does.
    func first(
        holding key: FactKey, where holds: (Int64) throws -> Bool
    ) throws -> Int64? {
        try readFilters()
        guard let filters else { return nil }
        let probe = KeyFilter.Probe(key.key, source: key.source)
        for age in 0..<filters.count where filters.mayHold(probe, age) {
            let number = filters.generation(age)
            if try holds(number) { return number }
        }
        return nil
    }

    /// Which of the keys no generation holds for sure.
    func surelyLack(_ keys: [FactKey]) throws -> [Bool] {
        try readFilters()
        return filters?.surelyLack(keys) ?? keys.map { _ in false }
    }

    /// The generations of letters that may name an encounter, the newest first.
    func naming(encounter key: Int64) throws -> [Int64] {
        let filters = try references()
        let probe = KeyFilter.Probe(key, source: 0)
        return (0..<filters.count).filter { filters.mayHold(probe, $0) }.map(filters.generation)
    }

    private func references() throws -> KeyFilters {
        if let referenceFilters { return referenceFilters }
        let read = try filters(.encountersOfLetters)
        referenceFilters = read
        return read
    }

    // MARK: Where new rows go

    /// The generation that new rows go to.
    ///
    /// Many rows fill the newest generation up, or begin one. A night's few go to a small one,
    /// whose rows move on to the one before it once it has become too large to be called small.
    func open(for rows: Int) throws -> Int64 {
        // Before there are rows that a filter would count twice.
        try readFilters()
        if table.referenceColumn != nil { _ = try references() }
        guard let last = generations.last else { return try begin() }
        if last.rows + rows <= limits.recent { return last.number }
        if rows > limits.recent {
            return last.rows + rows <= limits.full ? last.number : try begin()
        }
        if last.rows <= limits.recent, let before = generations.dropLast().last,
            before.rows + last.rows <= limits.full
        {
            try settle(last.number, in: before.number)
        }
        return try begin()
    }

    private func begin() throws -> Int64 {
        let number = (generations.last?.number ?? 0) + 1
        let insert = try database.cached(
            "INSERT INTO fact_generation (kind, generation, rows) VALUES (?, ?, 0)")
        insert.bind(table.kind.rawValue, at: 1)
        insert.bind(number, at: 2)
        try insert.run()
        generations.append(Generation(number: number, rows: 0, hasChanged: true))
        return number
    }

    /// Moves the rows of the newest generation to the one before it.
    private func settle(_ number: Int64, in target: Int64) throws {
        let own = try rows(of: KeyFilters.Scope.own(table.kind), number)
        let references =
            table.referenceColumn == nil ? [] : try rows(of: .encountersOfLetters, number)
        let columns = table.insertedColumns.joined(separator: ", ")
        try database.run(
            """
            INSERT INTO \(table.name) (generation, \(columns))
            SELECT ?1, \(columns) FROM \(table.name) WHERE generation = ?2
            ORDER BY \(table.keyColumns.joined(separator: ", "))
            """, .integer(target), .integer(number))
        try database.run("DELETE FROM \(table.name) WHERE generation = ?", .integer(number))
        try add(own, to: target)
        if table.referenceColumn != nil { try addReferences(references, to: target) }
        try remove(number)
    }

    private func rows(of scope: KeyFilters.Scope, _ number: Int64) throws -> [FactKey] {
        try database.rows(scope.keys, [.integer(number)]) {
            FactKey(source: $0.int64(0), key: $0.int64(1))
        }
    }

    private func remove(_ number: Int64) throws {
        try readFilters()
        try filters?.remove(number)
        if table.referenceColumn != nil { try references().remove(number) }
        generations.removeAll { $0.number == number }
        try database.run(
            "DELETE FROM fact_generation WHERE kind = ? AND generation = ?",
            .text(table.kind.rawValue), .integer(number))
    }

    // MARK: Keeping account

    /// Rows that are in the table now.
    func add(_ keys: [FactKey], to number: Int64) throws {
        try readFilters()
        try filters?.insert(keys, generation: number)
        change(number, by: keys.count)
    }

    /// Encounters that letters of a generation name now.
    func addReferences(_ keys: some Collection<FactKey>, to number: Int64) throws {
        try references().insert(keys, generation: number)
    }

    func removed(_ rows: Int, from number: Int64) {
        change(number, by: -rows)
    }

    private func change(_ number: Int64, by rows: Int) {
        guard let index = generations.lastIndex(where: { $0.number == number }) else { return }
        generations[index].rows += rows
        generations[index].hasChanged = true
    }

    /// After facts went for good, by their age or with their source: a generation without any is
    /// forgotten, and filters hold nothing of what is gone.
    func forget(in numbers: Set<Int64>) throws {
        try readFilters()
        for number in numbers {
            let rows = generations.first { $0.number == number }?.rows
            if rows == 0 {
                try remove(number)
            } else {
                try filters?.rebuild(number)
                if table.referenceColumn != nil { try references().rebuild(number) }
            }
        }
    }

    /// Counts again, where rows went by other ways than by their keys.
    func recount() throws {
        let counts = Dictionary(
            uniqueKeysWithValues: try database.rows(
                "SELECT generation, count(*) FROM \(table.name) GROUP BY generation"
            ) { ($0.int64(0), $0.int(1)) })
        for generation in generations {
            change(generation.number, by: (counts[generation.number] ?? 0) - generation.rows)
        }
        try forget(in: Set(numbers))
    }

    /// Writes what changed, before the commit.
    func store() throws {
        let update = try database.cached(
            "UPDATE fact_generation SET rows = ? WHERE kind = ? AND generation = ?")
        for (index, generation) in generations.enumerated() where generation.hasChanged {
            update.bind(generation.rows, at: 1)
            update.bind(table.kind.rawValue, at: 2)
            update.bind(generation.number, at: 3)
            try update.run()
            generations[index].hasChanged = false
        }
        try filters?.store()
        try referenceFilters?.store()
    }
}
