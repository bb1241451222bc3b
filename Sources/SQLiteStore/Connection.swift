import CSQLite

/// The one owner of a `sqlite3 *`.
///
/// Statements hold it too: the pointer lives until the last of them is gone, whatever the order in
/// which the database and its statements are released.
@safe final class Connection {
    /// Safe to touch while `self` lives, on the thread that owns the `Database`.
    let pointer: OpaquePointer
    /// False after `close()`: statements that outlive it fail instead of running.
    private(set) var isOpen = true

    init(owning pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
    }

    /// Ends what is under way and gives the file's locks back; memory goes with the last statement.
    func close() {
        guard isOpen else { return }
        isOpen = false
        var statement = unsafe sqlite3_next_stmt(pointer, nil)
        while let current = unsafe statement {
            unsafe sqlite3_reset(current)
            unsafe statement = unsafe sqlite3_next_stmt(pointer, current)
        }
        if unsafe sqlite3_get_autocommit(pointer) == 0 {
            // A rollback that fails leaves a hot journal, which the next connection plays back.
            unsafe sqlite3_exec(pointer, "ROLLBACK", nil, nil, nil)
        }
    }

    deinit {
        close()
        // Every statement holds this object, so none is left and the connection goes at once.
        unsafe sqlite3_close_v2(pointer)
    }

    /// The error of the last call.
    func error(_ code: Int32, sql: String? = nil) -> DatabaseError {
        unsafe Connection.error(code, pointer, sql: sql)
    }

    static func error(_ code: Int32, _ pointer: OpaquePointer?, sql: String?) -> DatabaseError {
        let resultCode = ResultCode(rawValue: code)
        var message = unsafe sqlite3_errstr(code).map { unsafe String(cString: $0) } ?? "unknown"
        if let pointer = unsafe pointer {
            // The connection's words belong to its own last error only.
            if unsafe sqlite3_errcode(pointer) & 0xFF == code & 0xFF,
                let words = unsafe sqlite3_errmsg(pointer)
            {
                message = unsafe String(cString: words)
            }
            switch resultCode {
            case .cannotOpen, .ioError, .full, .readOnly:
                let number = unsafe sqlite3_system_errno(pointer)
                if number != 0 { message += ": \(SystemCall.text(of: number))" }
            default: break
            }
        }
        return DatabaseError(code: resultCode, message: message, sql: sql)
    }

    static func closed(sql: String?) -> DatabaseError {
        DatabaseError(code: .misuse, message: "the connection is closed", sql: sql)
    }
}
