import Testing

@testable import SQLiteStore

struct StatementTests {
    private func table() throws -> Database {
        let database = try Database.inMemory()
        try database.execute("CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB) STRICT")
        return database
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 9_007_199_254_740_993, Int64.max] as [Int64])
    func `a whole number comes back as it went in`(value: Int64) throws {
        let database = try table()
        try database.run("INSERT INTO t(i) VALUES (?1)", .integer(value))
        #expect(try database.scalar("SELECT i FROM t") == value)
    }

    @Test(arguments: [-0.0, 0.1, 1.0 / 3, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
    func `a fraction comes back to the last bit`(value: Double) throws {
        let database = try table()
        let statement = try database.prepare("INSERT INTO t(r) VALUES (?1) RETURNING r")
        statement.bind(value, at: 1)
        #expect(try statement.step())
        #expect(statement.double(0) == value)
    }

    @Test(arguments: [
        "", "a", "é…\u{1F4DE}", "a\u{0}b", "\u{0}", "l'été", String(repeating: "x", count: 70_000),
    ])
    func `a text comes back whole, NUL characters included`(value: String) throws {
        let database = try table()
        try database.run("INSERT INTO t(s) VALUES (?1)", .text(value))
        #expect(try database.scalarText("SELECT s FROM t") == value)
        #expect(
            try database.scalar("SELECT length(CAST(s AS BLOB)) FROM t")
                == Int64(value.utf8.count))
        #expect(try database.scalar("SELECT typeof(s) = 'text' FROM t") == 1)
    }

    @Test(arguments: [[], [0], [0, 255, 0], [UInt8](repeating: 7, count: 5000)])
    func `bytes come back as they went in, none included`(value: [UInt8]) throws {
        let database = try table()
        try database.run("INSERT INTO t(b) VALUES (?1)", .blob(value))
        #expect(try database.rows("SELECT b FROM t") { $0.bytes(0) } == [value])
        #expect(try database.scalar("SELECT typeof(b) = 'blob' FROM t") == 1)
    }

    @Test func `NULL is told from zero and from the empty text`() throws {
        let database = try table()
        let insert = try database.prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4)")
        insert.bind(nil as Int64?, at: 1)
        insert.bind(nil as Double?, at: 2)
        insert.bind(nil as String?, at: 3)
        insert.bindNull(at: 4)
        try insert.run()
        try insert.run(0, 0.0, "", .blob([]))
        let select = try database.prepare("SELECT * FROM t ORDER BY rowid")
        #expect(select.columnNames == ["i", "r", "s", "b"])
        #expect(try select.step())
        #expect(select.optionalInt64(0) == nil && select.optionalInt(0) == nil)
        #expect(select.optionalDouble(1) == nil && select.optionalText(2) == nil)
        #expect((0..<4).allSatisfy { select.isNull($0) && select.value($0) == .null })
        #expect(select.int64(0) == 0 && select.text(2) == "" && select.bytes(3) == [])
        #expect(try select.step())
        #expect(select.optionalInt64(0) == 0 && select.optionalDouble(1) == 0)
        #expect(select.optionalText(2) == "" && select.value(3) == .blob([]))
        #expect(try !select.step())
    }

    @Test func `a statement that has come to its end can be bound and run again`() throws {
        let database = try table()
        let insert = try database.prepare("INSERT INTO t(i) VALUES (?1)")
        for number in 1...3 {
            insert.bind(number, at: 1)
            #expect(try !insert.step())
        }
        #expect(try database.rows("SELECT i FROM t") { $0.int(0) } == [1, 2, 3])
        #expect(database.changes == 1)
        #expect(database.lastInsertRowID == 3)
    }

    @Test func `a value at an index that is not there fails at the next step`() throws {
        let database = try table()
        let insert = try database.prepare("INSERT INTO t(i) VALUES (?1)")
        insert.bind(1, at: 2)
        let error = #expect(throws: DatabaseError.self) { try insert.step() }
        #expect(error?.code == .range)
        #expect(try database.scalar("SELECT count(*) FROM t") == 0)
        insert.bind(1, at: 1)
        try insert.run()
        #expect(try database.scalar("SELECT count(*) FROM t") == 1)
    }

    @Test(arguments: [[], [1, 2]] as [[DataBinding]])
    func `too few or too many values are an error, not NULLs`(values: [DataBinding]) throws {
        let database = try table()
        let insert = try database.prepare("INSERT INTO t(i) VALUES (?1)")
        insert.bindAll(values)
        #expect(throws: DatabaseError.self) { try insert.run() }
        #expect(try database.scalar("SELECT count(*) FROM t") == 0)
    }

    @Test func `an error never tells the bound values`() throws {
        let database = try table()
        try database.execute(
            """
            CREATE TABLE p (i INTEGER UNIQUE, s TEXT CHECK (length(s) < 5)) STRICT;
            INSERT INTO p VALUES (4711, 'a');
            """)
        let cases: [[DataBinding]] = [
            [4711, "b"], [1, "DUPONT"], ["DUPONT", "c"], [.blob([68, 85, 80, 79, 78, 84]), "d"],
        ]
        for values in cases {
            let insert = try database.prepare("INSERT INTO p VALUES (?1, ?2)")
            insert.bindAll(values)
            let error = #expect(throws: DatabaseError.self) { try insert.run() }
            let text = error.map { "\($0) \($0.message)" } ?? "DUPONT"
            #expect(!text.contains("DUPONT") && !text.contains("4711"), "\(text)")
            #expect(error?.sql == "INSERT INTO p VALUES (?1, ?2)")
            #expect(error?.code.cause == .constraint)
        }
    }

    @Test(arguments: [
        "", "  -- nothing", "SELECT 1; SELECT 2", "SELECT 1; garbage", "SELECT 1\u{0}; x",
    ])
    func `text that is not exactly one statement is refused`(sql: String) throws {
        let database = try Database.inMemory()
        let error = #expect(throws: DatabaseError.self) { try database.prepare(sql) }
        #expect(error?.code == .misuse)
    }

    @Test(arguments: ["SELECT 1", "SELECT 1;", "SELECT 1; -- one\n", "/* a */ SELECT 1 ; /* b */"])
    func `blanks and comments around one statement are welcome`(sql: String) throws {
        #expect(try Database.inMemory().scalar(sql) == 1)
    }

    @Test func `a cached statement is prepared once, and not shared while it is read`() throws {
        let database = try table()
        try database.execute("INSERT INTO t(i) VALUES (1), (2)")
        let sql = "SELECT i FROM t WHERE ?1 IS NULL OR i = ?1 ORDER BY i"
        let outer = try database.cached(sql)
        outer.bind(2, at: 1)
        #expect(try outer.step())
        let inner = try database.cached(sql)
        #expect(inner !== outer)
        #expect(try inner.step() && inner.int(0) == 1)
        #expect(outer.int(0) == 2)
        outer.reset()
        let again = try database.cached(sql)
        #expect(again === outer)
        #expect(try again.step() && again.int(0) == 1, "values of the last use are cleared")
    }
}
