import Domain
import SQLiteStore

/// The filters of one kind of keys, one for each generation of their facts, as the run has them in
/// memory: read in one go when the first key is looked for, written back where they changed.
final class KeyFilters {
    /// Which keys of a fact the filters hold.
    enum Scope: Equatable {
        /// The facts' own keys.
        case own(SourceKind)
        /// The encounters that letters name.
        case encountersOfLetters

        /// As fact_key_filter.keys_of has it.
        var name: String {
            switch self {
            case .own(let kind): kind.rawValue
            case .encountersOfLetters: "encounters_of_letters"
            }
        }

        /// All keys of one generation: source, key. Value: generation.
        var keys: String {
            switch self {
            case .own(let kind):
                let table = FactTable.of(kind)
                return "SELECT \(table.isKeyOfSource ? "source_key" : "0"), \(table.key) "
                    + "FROM \(table.name) WHERE generation = ?"
            case .encountersOfLetters:
                return "SELECT 0, encounter_key FROM fact_letter "
                    + "WHERE generation = ? AND encounter_key IS NOT NULL"
            }
        }
    }

    private struct Entry {
        let generation: Int64
        var filter: KeyFilter
        /// How many keys it was given, those that went again included.
        var keys: Int
        var hasChanged: Bool
    }

    private let scope: Scope
    private let database: Database
    /// What a generation grows to: no filter is made for more keys than that in advance.
    private let fullGeneration: Int
    /// The newest generation first, since that is where a key is looked for first.
    private var entries: [Entry] = []

    /// Reads the filters of all generations; one that is missing is built from the facts.
    init(
        _ scope: Scope, of generations: [Int64], fullGeneration: Int, in database: Database
    ) throws {
        self.scope = scope
        self.database = database
        self.fullGeneration = fullGeneration
        let select = try database.prepare(
            "SELECT generation, keys, words FROM fact_key_filter WHERE keys_of = ?")
        select.bind(scope.name, at: 1)
        var stored: [Int64: Entry] = [:]
        while try select.step() {
            guard let filter = KeyFilter(words: select.words(2)) else { continue }
            stored[select.int64(0)] = Entry(
                generation: select.int64(0), filter: filter, keys: select.int(1),
                hasChanged: false)
        }
        for generation in generations.reversed() {
            entries.append(try stored[generation] ?? built(generation, room: 0))
        }
    }

    // MARK: Asking

    /// Which of the keys no generation has for sure.
    ///
    /// One filter after the other: keys in ascending order go through it from one end to the other.
    func surelyLack(_ keys: [FactKey]) -> [Bool] {
        let probes = keys.map { KeyFilter.Probe($0.key, source: $0.source) }
        var lacking = [Bool](repeating: true, count: keys.count)
        for entry in entries {
            let filter = entry.filter
            for index in probes.indices where filter.mayContain(probes[index]) {
                lacking[index] = false
            }
        }
        return lacking
    }

    /// How many generations there are.
    var count: Int { entries.count }

    /// A generation by its age: 0 is the newest.
    func generation(_ age: Int) -> Int64 { entries[age].generation }

    /// True where a generation may have the key.
    func mayHold(_ probe: KeyFilter.Probe, _ age: Int) -> Bool {
        entries[age].filter.mayContain(probe)
    }

    // MARK: Changing

    /// Adds keys of facts that are in the table already.
    ///
    /// A filter that has become too small is built anew, twice as large, from the facts: on the
    /// average each key is read again once.
    func insert(_ keys: some Collection<FactKey>, generation: Int64) throws {
        let count = keys.count
        guard count > 0 else { return }
        guard let index = entries.firstIndex(where: { $0.generation == generation }) else {
            let empty = Entry(
                generation: generation, filter: KeyFilter(capacity: count), keys: 0,
                hasChanged: true)
            entries.insert(
                empty, at: entries.firstIndex { $0.generation < generation } ?? entries.count)
            return try insert(keys, generation: generation)
        }
        guard entries[index].keys + count <= entries[index].filter.capacity else {
            entries[index] = try built(generation, room: entries[index].keys + count)
            return
        }
        for key in keys {
            entries[index].filter.insert(KeyFilter.Probe(key.key, source: key.source))
        }
        entries[index].keys += count
        entries[index].hasChanged = true
    }

    /// - Parameter room: for how many keys more than there are.
    private func built(_ generation: Int64, room: Int) throws -> Entry {
        let keys = try database.rows(scope.keys, [.integer(generation)]) {
            KeyFilter.Probe($0.int64(1), source: $0.int64(0))
        }
        var filter = KeyFilter(capacity: max(keys.count, min(keys.count + room, fullGeneration)))
        for key in keys { filter.insert(key) }
        return Entry(generation: generation, filter: filter, keys: keys.count, hasChanged: true)
    }

    /// Builds a filter anew, so that nothing in it tells of facts that are gone.
    func rebuild(_ generation: Int64) throws {
        guard let index = entries.firstIndex(where: { $0.generation == generation }) else { return }
        entries[index] = try built(generation, room: 0)
    }

    /// Forgets a generation that holds no fact any more.
    func remove(_ generation: Int64) throws {
        entries.removeAll { $0.generation == generation }
        try database.run(
            "DELETE FROM fact_key_filter WHERE keys_of = ? AND generation = ?",
            .text(scope.name), .integer(generation))
    }

    /// Writes those that changed.
    func store() throws {
        let write = try database.prepare(
            """
            INSERT INTO fact_key_filter (keys_of, generation, keys, words) VALUES (?, ?, ?, ?)
            ON CONFLICT (keys_of, generation) DO UPDATE
            SET keys = excluded.keys, words = excluded.words
            """)
        for index in entries.indices.reversed() where entries[index].hasChanged {
            write.bind(scope.name, at: 1)
            write.bind(entries[index].generation, at: 2)
            write.bind(entries[index].keys, at: 3)
            write.bind(entries[index].filter.words, at: 4)
            try write.run()
            entries[index].hasChanged = false
        }
    }
}
