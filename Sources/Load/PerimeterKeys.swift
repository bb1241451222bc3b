import Domain
import SQLiteStore

/// A row of dim_perimeter: whom a figure is about, under the label that it had.
struct LabelledPerimeter: Hashable {
    let level: PerimeterLevel
    let code: ExactText
    let label: ExactText

    init(_ perimeter: Perimeter, label: String) {
        level = perimeter.level
        code = ExactText(perimeter.code.written)
        self.label = ExactText(label)
    }
}

/// The keys of dim_perimeter, both ways; read once, since every figure asks for one.
struct PerimeterKeys {
    fileprivate(set) var keys: [LabelledPerimeter: Int64] = [:]
    fileprivate(set) var perimeters: [Int64: (perimeter: Perimeter, label: String)] = [:]

    fileprivate mutating func add(_ perimeter: Perimeter, label: String, key: Int64) {
        keys[LabelledPerimeter(perimeter, label: label)] = key
        perimeters[key] = (perimeter, label)
    }
}

extension Warehouse {
    /// All perimeters that are stored.
    func perimeterKeys() throws -> PerimeterKeys {
        if let perimeterKeyCache { return perimeterKeyCache }
        var keys = PerimeterKeys()
        let select = try database.prepare(
            "SELECT perimeter_key, level, code, label FROM dim_perimeter")
        while try select.step() {
            guard let level = PerimeterLevel(rawValue: select.text(1)) else { continue }
            keys.add(
                Perimeter(level, Code(select.text(2))), label: select.text(3),
                key: select.int64(0))
        }
        perimeterKeyCache = keys
        return keys
    }

    /// The key of a perimeter under a label, given now where it has none.
    func perimeterKey(_ perimeter: Perimeter, label: String) throws -> Int64 {
        let place = LabelledPerimeter(perimeter, label: label)
        if let key = try perimeterKeys().keys[place] { return key }
        let insert = try database.cached(
            "INSERT INTO dim_perimeter (level, code, label) VALUES (?, ?, ?)")
        try insert.run(.text(place.level.rawValue), .text(perimeter.code.written), .text(label))
        let key = database.lastInsertRowID
        perimeterKeyCache?.add(perimeter, label: label, key: key)
        return key
    }

    /// Takes out the perimeters that no figure and no backlog names any more; after all figures
    /// are written.
    package func removeUnnamedPerimeters() throws {
        guard !written.perimetersLeft.isEmpty else { return }
        let delete = try database.prepare(
            """
            DELETE FROM dim_perimeter WHERE perimeter_key = ?1
                AND NOT EXISTS (SELECT 1 FROM fact_backlog_daily WHERE perimeter_key = ?1)
                AND NOT EXISTS (SELECT 1 FROM dim_period p CROSS JOIN fact_kpi f
                    ON f.period_key = p.period_key AND f.perimeter_key = ?1)
            """)
        for key in written.perimetersLeft { try delete.run(.integer(key)) }
        written.perimetersLeft = []
        perimeterKeyCache = nil
    }
}
