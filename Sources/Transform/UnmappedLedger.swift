import Domain

/// A type of letter or encounter that the reference file does not know.
package struct UnknownType: Hashable, Sendable {
    package var code: String
    package var rows: Int

    package init(code: String, rows: Int) {
        self.code = code
        self.rows = rows
    }
}

/// Counts the rows of units that are not mapped.
struct UnmappedLedger: Sendable {
    private let units: [UnitIdentity]
    private var rows: [Int]
    private var firstDays: [Int32]
    private var lastDays: [Int32]

    init(units: [UnitIdentity]) {
        self.units = units
        rows = [Int](repeating: 0, count: units.count)
        firstDays = [Int32](repeating: .max, count: units.count)
        lastDays = [Int32](repeating: .min, count: units.count)
    }

    mutating func add(unit: Int32, day: Int32) {
        rows[Int(unit)] += 1
        guard day != Missing.day else { return }
        firstDays[Int(unit)] = min(firstDays[Int(unit)], day)
        lastDays[Int(unit)] = max(lastDays[Int(unit)], day)
    }

    /// By source and code; spellings that differ in case alone are one, shown as the first of them.
    var list: [UnmappedUnit] {
        struct Key: Hashable {
            let source: String
            let code: Code
        }
        var merged: [Key: UnmappedUnit] = [:]
        for (index, unit) in units.enumerated() where rows[index] > 0 {
            let first = firstDays[index] == .max ? nil : CivilDate(dayNumber: firstDays[index])
            let last = lastDays[index] == .min ? nil : CivilDate(dayNumber: lastDays[index])
            let written = Code(unit.code).written
            let key = Key(source: unit.source, code: Code(unit.code))
            guard var known = merged[key] else {
                merged[key] = UnmappedUnit(
                    source: unit.source, code: written, rows: rows[index], firstDay: first,
                    lastDay: last)
                continue
            }
            known.code = min(known.code, written)
            known.rows += rows[index]
            known.firstDay = [known.firstDay, first].compactMap(\.self).min()
            known.lastDay = [known.lastDay, last].compactMap(\.self).max()
            merged[key] = known
        }
        return merged.values.sorted { ($0.source, $0.code) < ($1.source, $1.code) }
    }
}

/// Counts the rows of types that the reference file does not know.
struct UnknownTypeLedger: Sendable {
    private let texts: [String]
    private var rows: [Int]

    init(texts: [String]) {
        self.texts = texts
        rows = [Int](repeating: 0, count: texts.count)
    }

    mutating func add(_ type: Int32) {
        rows[Int(type)] += 1
    }

    /// By code; spellings that differ in case alone are one, shown as the first of them.
    var list: [UnknownType] {
        var merged: [Code: UnknownType] = [:]
        for (index, text) in texts.enumerated() where rows[index] > 0 {
            let code = Code(text)
            var type = merged[code] ?? UnknownType(code: code.written, rows: 0)
            type.code = min(type.code, code.written)
            type.rows += rows[index]
            merged[code] = type
        }
        return merged.values.sorted { $0.code < $1.code }
    }
}
