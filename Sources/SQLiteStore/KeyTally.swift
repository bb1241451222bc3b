import CSQLite

extension Database {
    /// How many rows of a table hold each whole number, column by column; NULL is not counted.
    ///
    /// One scan for all columns, at half the price of stepping through the rows, and without the
    /// sorting that `GROUP BY` would need for each of them: an aggregate function of ours counts in
    /// arrays what SQLite reads.
    ///
    /// - Parameters:
    ///   - columns: expressions over the table's columns that give whole numbers.
    ///   - table: its name.
    ///   - condition: over its columns; nil for all rows.
    package func tally(
        _ columns: [String], of table: String, where condition: String? = nil
    ) throws(DatabaseError) -> [[Int64: Int]] {
        if !functions.contains(TallySink.function) { try registerTally() }
        let sink = TallySink(columns: columns.count)
        let arguments = columns.map { ", \($0)" }.joined()
        let scan = try prepare(
            "SELECT \(TallySink.function)(?1\(arguments)) FROM \(Database.quoted(table)) "
                + "WHERE \(condition ?? "1")")
        // The statement is gone before the sink is, whose address it holds.
        try withExtendedLifetime(sink) { () throws(DatabaseError) in
            unsafe scan.bindPointer(
                Unmanaged.passUnretained(sink).toOpaque(), type: TallySink.pointerType.cString,
                at: 1)
            try scan.run()
            scan.bindNull(at: 1)
        }
        return sink.counts
    }

    private func registerTally() throws(DatabaseError) {
        let code = unsafe sqlite3_create_function_v2(
            connection.pointer, TallySink.function, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, nil, nil,
            { _, count, values in
                guard count > 0, let values = unsafe values,
                    let address = unsafe sqlite3_value_pointer(
                        values[0], TallySink.pointerType.cString)
                else { return }
                let sink = unsafe Unmanaged<TallySink>.fromOpaque(address)
                unsafe sink._withUnsafeGuaranteedRef { unsafe $0.add(values, Int(count) - 1) }
            },
            { context in unsafe sqlite3_result_null(context) }, nil)
        guard code == SQLITE_OK else { throw connection.error(code) }
        functions.insert(TallySink.function)
    }
}

/// Where the rows of one scan are counted.
@safe private final class TallySink {
    static let function = "secretariat_tally"
    static let pointerType: StaticString = "TallySink"
    /// Keys of dimensions and day numbers through 2149 are smaller: they are counted in an array.
    private static let denseLimit = 1 << 16

    private let columns: Int
    private let dense: UnsafeMutableBufferPointer<Int>
    private var sparse: [[Int64: Int]]

    init(columns: Int) {
        self.columns = columns
        unsafe dense = .allocate(capacity: columns * Self.denseLimit)
        unsafe dense.initialize(repeating: 0)
        sparse = Array(repeating: [:], count: columns)
    }

    deinit {
        unsafe dense.deallocate()
    }

    /// Counts a row, whose values come after the sink's own address.
    func add(_ values: UnsafeMutablePointer<OpaquePointer?>, _ count: Int) {
        for column in 0..<min(count, columns) {
            let value = unsafe values[column + 1]
            guard unsafe sqlite3_value_type(value) == SQLITE_INTEGER else { continue }
            let number = unsafe sqlite3_value_int64(value)
            if number >= 0, number < Self.denseLimit {
                unsafe dense[column * Self.denseLimit + Int(number)] += 1
            } else {
                sparse[column][number, default: 0] += 1
            }
        }
    }

    var counts: [[Int64: Int]] {
        (0..<columns).map { column in
            var counts = sparse[column]
            for number in 0..<Self.denseLimit {
                let rows = unsafe dense[column * Self.denseLimit + number]
                if rows > 0 { counts[Int64(number)] = rows }
            }
            return counts
        }
    }
}

extension StaticString {
    /// The text's bytes up to a NUL, which a literal ends with; there for ever.
    fileprivate var cString: UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
