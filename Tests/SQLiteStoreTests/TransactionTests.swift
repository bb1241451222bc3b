import Testing

@testable import SQLiteStore

struct TransactionTests {
    private struct Failure: Error {}

    private func table() throws -> Database {
        let database = try Database.inMemory()
        try database.execute("CREATE TABLE t (i INTEGER) STRICT")
        return database
    }

    @Test func `work that returns is kept, and its result handed on`() throws {
        let database = try table()
        let result = try database.transaction {
            #expect(database.isInTransaction)
            try database.execute("INSERT INTO t VALUES (1)")
            return "done"
        }
        #expect(result == "done")
        #expect(!database.isInTransaction)
        #expect(try database.scalar("SELECT count(*) FROM t") == 1)
    }

    @Test func `work that throws is undone, and its error handed on`() throws {
        let database = try table()
        #expect(throws: Failure.self) {
            try database.transaction {
                try database.execute("INSERT INTO t VALUES (1)")
                throw Failure()
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.scalar("SELECT count(*) FROM t") == 0)
    }

    @Test func `a commit that fails is undone and told`() throws {
        let database = try Database.inMemory()
        try database.execute(
            """
            CREATE TABLE p (i INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE c (p INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED) STRICT;
            """)
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction { try database.execute("INSERT INTO c VALUES (9)") }
        }
        #expect(error?.code.cause == .constraint)
        #expect(!database.isInTransaction)
    }

    @Test func `a rollback that fails does not hide the first error`() throws {
        let database = try table()
        let error = #expect(throws: RollbackFailure.self) {
            try database.transaction {
                database.close()
                throw Failure()
            }
        }
        #expect(error?.first is Failure)
        #expect(error?.rollback.code == .misuse)
    }

    @Test func `beginning twice is an error that leaves the first transaction`() throws {
        let database = try table()
        try database.begin()
        #expect(throws: DatabaseError.self) { try database.begin() }
        try database.execute("INSERT INTO t VALUES (1)")
        try database.commit()
        #expect(try database.scalar("SELECT count(*) FROM t") == 1)
    }

    @Test func `a transaction that SQLite ended itself needs no rollback`() throws {
        let database = try table()
        try database.begin()
        try database.execute("ROLLBACK")
        try database.rollback()
        #expect(!database.isInTransaction)
    }
}
