import Foundation
import Testing

@testable import SQLiteStore

struct DatabaseTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a connection is set up against files that others touched`() throws {
        let database = try Database(path: folder.file("a.sqlite"), mode: .create)
        #expect(try database.scalar("PRAGMA foreign_keys") == 1)
        #expect(try database.scalar("PRAGMA trusted_schema") == 0)
        #expect(try database.scalar("PRAGMA cell_size_check") == 1)
        #expect(try database.scalar("PRAGMA busy_timeout") == 5000)
        // Defensive mode makes this switch idle.
        try database.execute("PRAGMA writable_schema = ON; CREATE TABLE t (i INTEGER) STRICT")
        #expect(throws: DatabaseError.self) {
            try database.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE t (x)'")
        }
        // A double-quoted name that is none is not a text.
        #expect(throws: DatabaseError.self) { try database.prepare("SELECT \"nowhere\"") }
    }

    @Test func `a new file is closed to others, as are copies`() throws {
        let database = try Database(path: folder.file("a.sqlite"), mode: .create)
        try database.execute("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (7)")
        try database.copy(into: folder.file("copy.sqlite"))
        for name in ["a.sqlite", "copy.sqlite"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            let rights = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
            #expect(rights & 0o007 == 0, "\(name)")
        }
        let copy = try Database(path: folder.file("copy.sqlite"), mode: .readOnly)
        #expect(try copy.scalar("SELECT i FROM t") == 7)
    }

    @Test(arguments: ["file:x?mode=memory", "file:a%20b.sqlite", "é b.sqlite", ":memory:", "-x"])
    func `a path is a file's name, whatever it looks like`(name: String) throws {
        let database = try Database(path: folder.file(name), mode: .create)
        try database.execute("CREATE TABLE t (i INTEGER) STRICT")
        try database.copy(into: folder.file("2" + name))
        #expect(FileManager.default.fileExists(atPath: folder.file(name)))
        #expect(FileManager.default.fileExists(atPath: folder.file("2" + name)))
    }

    @Test func `troubles that ask for different answers are told apart`() throws {
        let missing = #expect(throws: DatabaseError.self) {
            try Database(path: folder.file("none.sqlite"), mode: .readOnly)
        }
        #expect(missing?.code.cause == .cannotOpen)
        let noFolder = #expect(throws: DatabaseError.self) {
            try Database(path: folder.file("none/a.sqlite"), mode: .create)
        }
        #expect(noFolder?.code.cause == .cannotOpen)
        #expect(noFolder?.message.contains("No such file") == true)
        for path in ["", "a\u{0}b"] {
            let named = #expect(throws: DatabaseError.self) {
                try Database(path: path, mode: .create)
            }
            #expect(named?.code.cause == .cannotOpen)
        }
        try Data("date;libelle\n".utf8 + [UInt8](repeating: 65, count: 4096))
            .write(to: URL(fileURLWithPath: folder.file("not.sqlite")))
        let text = #expect(throws: DatabaseError.self) {
            try Database(path: folder.file("not.sqlite"), mode: .readOnly)
        }
        #expect(text?.code == .notADatabase)
        #expect(text?.code.cause == .damaged)
    }

    @Test func `a file opened for reading cannot be written`() throws {
        let path = folder.file("a.sqlite")
        try Database(path: path, mode: .create).execute("CREATE TABLE t (i INTEGER) STRICT")
        let reader = try Database(path: path, mode: .readOnly)
        let error = #expect(throws: DatabaseError.self) {
            try reader.execute("INSERT INTO t VALUES (1)")
        }
        #expect(error?.code.cause == .readOnly)
    }

    @Test func `a writer that another one keeps waiting is told so`() throws {
        let path = folder.file("a.sqlite")
        let first = try Database(path: path, mode: .create)
        try first.execute("CREATE TABLE t (i INTEGER) STRICT")
        try first.begin()
        let second = try Database(path: path, mode: .readWrite, busyTimeout: 1)
        let error = #expect(throws: DatabaseError.self) { try second.begin() }
        #expect(error?.code.cause == .busy)
        try first.rollback()
        try second.begin()
        try second.rollback()
    }

    @Test func `a full file is told from other troubles, and its transaction is undone`() throws {
        let database = try Database(path: folder.file("a.sqlite"), mode: .create)
        try database.execute("CREATE TABLE t (b BLOB) STRICT; PRAGMA max_page_count = 4")
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction {
                for _ in 0..<10 {
                    try database.run("INSERT INTO t VALUES (zeroblob(4000))")
                }
            }
        }
        #expect(error?.code.cause == .diskFull)
        #expect(!database.isInTransaction)
        #expect(try database.scalar("SELECT count(*) FROM t") == 0)
    }

    @Test func `a damaged file is found by the check of integrity`() throws {
        let path = folder.file("a.sqlite")
        let database = try Database(path: path, mode: .create)
        try database.execute(
            """
            CREATE TABLE t (i INTEGER PRIMARY KEY, s TEXT) STRICT;
            CREATE INDEX by_s ON t(s);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO t SELECT i, 'text ' || i FROM n;
            """)
        #expect(try database.integrityCheck() == [])
        database.close()
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.seek(toOffset: 4096 * 3)
        try handle.write(contentsOf: [UInt8](repeating: 0x5A, count: 4096))
        try handle.close()
        let again = try Database(path: path, mode: .readOnly)
        #expect(try !again.integrityCheck().isEmpty)
    }

    @Test func `orphans are found by the check of foreign keys`() throws {
        let database = try Database.inMemory()
        try database.execute(
            """
            PRAGMA foreign_keys = OFF;
            CREATE TABLE p (i INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE c (p INTEGER REFERENCES p) STRICT;
            INSERT INTO c VALUES (9);
            """)
        #expect(try database.foreignKeyCheck() == ["c row 1 lacks its p"])
    }

    @Test func `the schema's version and the file's owner are kept`() throws {
        let path = folder.file("a.sqlite")
        let database = try Database(path: path, mode: .create)
        #expect(try database.userVersion() == 0 && database.applicationID() == 0)
        try database.setUserVersion(3)
        try database.setApplicationID(-7)
        database.close()
        let again = try Database(path: path, mode: .readOnly)
        #expect(try again.userVersion() == 3 && again.applicationID() == -7)
    }

    @Test func `closing with live statements gives the locks back and fails them`() throws {
        let path = folder.file("a.sqlite")
        let database = try Database(path: path, mode: .create)
        try database.execute("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (1), (2)")
        let kept = try database.prepare("SELECT i FROM t")
        #expect(try kept.step())
        try database.begin()
        try database.execute("INSERT INTO t VALUES (3)")
        database.close()
        database.close()
        let errors = [
            #expect(throws: DatabaseError.self) { try kept.step() },
            #expect(throws: DatabaseError.self) { try database.execute("SELECT 1") },
            #expect(throws: DatabaseError.self) { try database.prepare("SELECT 1") },
        ]
        #expect(errors.allSatisfy { $0?.code == .misuse })
        let next = try Database(path: path, mode: .readWrite, busyTimeout: 0)
        try next.begin(.exclusive)
        #expect(try next.scalar("SELECT count(*) FROM t") == 2)
        try next.rollback()
    }

    @Test func `a statement outlives the database that made it`() throws {
        var database: Database? = try Database.inMemory()
        let statement = try database?.prepare("SELECT 1")
        database = nil
        #expect(try statement?.step() == true)
        #expect(statement?.int(0) == 1)
    }
}
