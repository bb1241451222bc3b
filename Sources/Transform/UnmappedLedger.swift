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
    /// By unit and day: the day in the lower half of the key, the unit and 1 in the upper one.
    private var rowsOfDay = BucketedCounts(buckets: 1)

    init(units: [UnitIdentity]) {
        self.units = units
    }

    mutating func add(unit: Int32, day: Int32) {
        rowsOfDay.add(UInt64(unit + 1) << 32 | UInt64(UInt32(bitPattern: day)), to: 0)
    }

    mutating func close() { rowsOfDay.close() }

    /// Rows by unit and day, to be kept.
    var cells: CountCells { rowsOfDay.cells(in: 0) }

    mutating func add(_ cells: CountCells) { rowsOfDay.add(cells, to: 0) }

    /// By source and code; spellings that differ in case alone are one, shown as the first of them.
    var list: [UnmappedUnit] {
        struct Key: Hashable {
            let source: String
            let code: Code
        }
        var rows = [Int](repeating: 0, count: units.count)
        var firstDays = [Int32](repeating: .max, count: units.count)
        var lastDays = [Int32](repeating: .min, count: units.count)
        rowsOfDay.forEach(in: 0) { key, count in
            let unit = Int(key >> 32) - 1
            let day = Int32(truncatingIfNeeded: key)
            rows[unit] += count
            guard day != Missing.day else { return }
            firstDays[unit] = min(firstDays[unit], day)
            lastDays[unit] = max(lastDays[unit], day)
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

    /// Rows by type, to be kept.
    var cells: CountCells {
        var cells: [(key: UInt64, count: Int64)] = []
        for (type, count) in rows.enumerated() { cells.append((UInt64(type + 1), Int64(count))) }
        return CountCells(cells)
    }

    mutating func add(_ cells: CountCells) {
        for (key, count) in zip(cells.keys, cells.counts) { rows[Int(key) - 1] += Int(count) }
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
