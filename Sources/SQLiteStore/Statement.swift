import CSQLite

/// A prepared statement: one owner of one `sqlite3_stmt *`.
///
/// Bind, then `step()` until it returns false; it is then reset and can be bound again. A value
/// stays bound until another one takes its place. Indexes of values start at 1, of columns at 0,
/// as in SQLite. Nothing here allocates for numbers.
@safe package final class Statement {
    private let connection: Connection
    private let pointer: OpaquePointer
    /// As it was written, without bound values.
    package let sql: String
    package let columnCount: Int
    /// The first refusal of a `bind`, which the next `step()` throws.
    private var bindFailure: Int32 = SQLITE_OK

    init(_ connection: Connection, owning pointer: OpaquePointer, sql: String) {
        self.connection = connection
        unsafe self.pointer = unsafe pointer
        self.sql = sql
        columnCount = Int(unsafe sqlite3_column_count(pointer))
    }

    deinit {
        unsafe sqlite3_finalize(pointer)
    }

    // MARK: Running

    /// Goes to the next row; false where there is none left.
    ///
    /// A value that could not be bound is reported here. After the last row, and after an error,
    /// the statement is reset.
    package func step() throws(DatabaseError) -> Bool {
        guard connection.isOpen else { throw Connection.closed(sql: sql) }
        guard bindFailure == SQLITE_OK else { throw takeBindFailure() }
        let code = unsafe sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            let error = connection.error(code, sql: sql)
            unsafe sqlite3_reset(pointer)
            throw error
        }
        unsafe sqlite3_reset(pointer)
        return false
    }

    /// Runs to the end and drops whatever rows there are.
    package func run() throws(DatabaseError) {
        while try step() {}
    }

    /// Binds the values from 1 on, then runs to the end.
    package func run(_ values: DataBinding...) throws(DatabaseError) {
        bindAll(values)
        try run()
    }

    /// Ends a row's reading; bound values stay.
    package func reset() {
        unsafe sqlite3_reset(pointer)
        bindFailure = SQLITE_OK
    }

    /// Makes every value NULL.
    package func clearBindings() {
        unsafe sqlite3_clear_bindings(pointer)
    }

    /// True between a row and the reset.
    var isBusy: Bool { unsafe sqlite3_stmt_busy(pointer) != 0 }

    private func takeBindFailure() -> DatabaseError {
        let code = ResultCode(rawValue: bindFailure)
        bindFailure = SQLITE_OK
        unsafe sqlite3_reset(pointer)
        return DatabaseError(code: code, message: "a value could not be bound", sql: sql)
    }

    @inline(__always)
    private func note(_ code: Int32) {
        if code != SQLITE_OK, bindFailure == SQLITE_OK { bindFailure = code }
    }

    // MARK: Binding

    package func bind(_ value: Int64, at index: Int) {
        note(unsafe sqlite3_bind_int64(pointer, Int32(truncatingIfNeeded: index), value))
    }

    package func bind(_ value: Int, at index: Int) {
        bind(Int64(value), at: index)
    }

    package func bind(_ value: Int32, at index: Int) {
        bind(Int64(value), at: index)
    }

    /// SQLite stores a NaN as NULL.
    package func bind(_ value: Double, at index: Int) {
        note(unsafe sqlite3_bind_double(pointer, Int32(truncatingIfNeeded: index), value))
    }

    package func bind(_ value: String, at index: Int) {
        var text = value
        let code = text.withUTF8 { utf8 -> Int32 in
            guard let length = Int32(exactly: utf8.count) else { return SQLITE_TOOBIG }
            // An empty text may have no address; without one SQLite would bind NULL.
            guard length > 0, let start = utf8.baseAddress else {
                return unsafe secretariat_sqlite3_bind_text(
                    pointer, Int32(truncatingIfNeeded: index), "", 0)
            }
            return unsafe start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                unsafe secretariat_sqlite3_bind_text(
                    pointer, Int32(truncatingIfNeeded: index), $0, length)
            }
        }
        note(code)
    }

    package func bind(_ value: [UInt8], at index: Int) {
        let code = unsafe value.withUnsafeBytes { bytes -> Int32 in
            guard let length = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
            guard length > 0 else {
                return unsafe sqlite3_bind_zeroblob(
                    pointer, Int32(truncatingIfNeeded: index), 0)
            }
            return unsafe secretariat_sqlite3_bind_blob(
                pointer, Int32(truncatingIfNeeded: index), bytes.baseAddress, length)
        }
        note(code)
    }

    package func bindNull(at index: Int) {
        note(unsafe sqlite3_bind_null(pointer, Int32(truncatingIfNeeded: index)))
    }

    /// An address that functions of ours read, and no text or number gives them.
    func bindPointer(
        _ address: UnsafeMutableRawPointer, type: UnsafePointer<CChar>, at index: Int
    ) {
        note(
            unsafe sqlite3_bind_pointer(
                pointer, Int32(truncatingIfNeeded: index), address, type, nil))
    }

    package func bind(_ value: Int64?, at index: Int) {
        if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    package func bind(_ value: Int?, at index: Int) {
        if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    package func bind(_ value: Int32?, at index: Int) {
        if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    package func bind(_ value: Double?, at index: Int) {
        if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    package func bind(_ value: String?, at index: Int) {
        if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    package func bind(_ value: DataBinding, at index: Int) {
        switch value {
        case .null: bindNull(at: index)
        case .integer(let number): bind(number, at: index)
        case .real(let number): bind(number, at: index)
        case .text(let text): bind(text, at: index)
        case .blob(let bytes): bind(bytes, at: index)
        }
    }

    /// Binds the values from 1 on; too few or too many of them is an error of the next `step()`.
    package func bindAll(_ values: [DataBinding]) {
        if values.count != Int(unsafe sqlite3_bind_parameter_count(pointer)) {
            note(SQLITE_RANGE)
            return
        }
        for (offset, value) in values.enumerated() { bind(value, at: offset + 1) }
    }

    /// Binds numbers in a row, as rows by the million come.
    ///
    /// - Parameters:
    ///   - first, count: which of the values, bound from `index` on.
    ///   - nulls: bit i is set where the i-th of them is NULL; 32 values at most.
    package func bind(
        _ values: [Int64], from first: Int, count: Int, nulls: UInt32, at index: Int
    ) {
        precondition(count <= 32, "one bit a value")
        for offset in 0..<count {
            let position = Int32(truncatingIfNeeded: index + offset)
            note(
                nulls & (1 << UInt32(offset)) == 0
                    ? unsafe sqlite3_bind_int64(pointer, position, values[first + offset])
                    : unsafe sqlite3_bind_null(pointer, position))
        }
    }

    /// Binds words as the machine has them in memory: `words(_:)` reads them back on a machine of
    /// the same byte order, which is little-endian wherever this program runs.
    package func bind(_ words: [UInt64], at index: Int) {
        let code = unsafe words.withUnsafeBytes { bytes -> Int32 in
            guard let length = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
            guard length > 0 else {
                return unsafe sqlite3_bind_zeroblob(
                    pointer, Int32(truncatingIfNeeded: index), 0)
            }
            return unsafe secretariat_sqlite3_bind_blob(
                pointer, Int32(truncatingIfNeeded: index), bytes.baseAddress, length)
        }
        note(code)
    }

    // MARK: The row

    /// Traps on a column that the statement does not have: SQLite would answer NULL, and a
    /// misnumbered column would go unseen.
    @inline(__always)
    private func checked(_ column: Int) -> Int32 {
        precondition(column >= 0 && column < columnCount, "no such column")
        return Int32(truncatingIfNeeded: column)
    }

    package func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(pointer, checked(column)) == SQLITE_NULL
    }

    /// NULL reads as 0.
    package func int64(_ column: Int) -> Int64 {
        unsafe sqlite3_column_int64(pointer, checked(column))
    }

    /// NULL reads as 0.
    package func int(_ column: Int) -> Int {
        Int(int64(column))
    }

    /// NULL reads as 0.
    package func double(_ column: Int) -> Double {
        unsafe sqlite3_column_double(pointer, checked(column))
    }

    /// NULL reads as the empty text; NUL characters within a text are kept.
    package func text(_ column: Int) -> String {
        let index = checked(column)
        // The order matters: the text first, then its length.
        guard let start = unsafe sqlite3_column_text(pointer, index) else { return "" }
        let length = Int(unsafe sqlite3_column_bytes(pointer, index))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }

    /// NULL reads as no bytes.
    package func bytes(_ column: Int) -> [UInt8] {
        let index = checked(column)
        guard let start = unsafe sqlite3_column_blob(pointer, index) else { return [] }
        let length = Int(unsafe sqlite3_column_bytes(pointer, index))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: length))
    }

    /// Words as `bind` wrote them; no words where the bytes are none, or NULL.
    package func words(_ column: Int) -> [UInt64] {
        let index = checked(column)
        guard let start = unsafe sqlite3_column_blob(pointer, index) else { return [] }
        let length = Int(unsafe sqlite3_column_bytes(pointer, index))
        guard length % 8 == 0 else { return [] }
        return unsafe [UInt64](unsafeUninitializedCapacity: length / 8) { words, count in
            unsafe UnsafeMutableRawBufferPointer(words).copyMemory(
                from: UnsafeRawBufferPointer(start: start, count: length))
            count = length / 8
        }
    }

    package func optionalInt64(_ column: Int) -> Int64? {
        // NULL reads as 0, which few numbers are.
        let number = int64(column)
        return number == 0 && isNull(column) ? nil : number
    }

    package func optionalInt(_ column: Int) -> Int? {
        isNull(column) ? nil : int(column)
    }

    package func optionalDouble(_ column: Int) -> Double? {
        isNull(column) ? nil : double(column)
    }

    package func optionalText(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// The value as SQLite holds it.
    package func value(_ column: Int) -> DataBinding {
        switch unsafe sqlite3_column_type(pointer, checked(column)) {
        case SQLITE_INTEGER: .integer(int64(column))
        case SQLITE_FLOAT: .real(double(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(bytes(column))
        default: .null
        }
    }

    package var columnNames: [String] {
        (0..<columnCount).map { column in
            unsafe sqlite3_column_name(pointer, Int32(column)).map { unsafe String(cString: $0) }
                ?? ""
        }
    }
}
