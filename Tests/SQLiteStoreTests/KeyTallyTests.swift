import Testing

@testable import SQLiteStore

/// Counting by value in one scan: what `GROUP BY` would say of each column.
struct KeyTallyTests {
    private func database() throws -> Database {
        let database = try Database.inMemory()
        try database.execute(
            """
            CREATE TABLE fact (key INTEGER PRIMARY KEY, place INTEGER, "day of it" INTEGER);
            INSERT INTO fact VALUES (1, 7, 20000), (2, 7, NULL), (3, 0, 65535), (4, -1, 65536),
                (5, 9223372036854775807, 20000);
            """)
        return database
    }

    @Test func `rows are counted by value, column by column; NULL counts nowhere`() throws {
        let tally = try database().tally(["place", "\"day of it\"", "key % 2"], of: "fact")
        #expect(
            tally == [
                [7: 2, 0: 1, -1: 1, .max: 1], [20_000: 2, 65_535: 1, 65_536: 1], [0: 2, 1: 3],
            ])
    }

    @Test func `a condition leaves rows out`() throws {
        let database = try database()
        #expect(try database.tally(["place"], of: "fact", where: "key > 3") == [[-1: 1, .max: 1]])
        #expect(try database.tally(["place"], of: "fact", where: "key > 9") == [[:]])
        // Counted anew each time.
        #expect(try database.tally(["key % 2"], of: "fact") == [[0: 2, 1: 3]])
    }

    @Test func `what is no number is not counted`() throws {
        let database = try database()
        #expect(try database.tally(["'7'", "7.5", "x'07'"], of: "fact") == [[:], [:], [:]])
    }

    @Test func `a faulty column is an error, and the function stays of use`() throws {
        let database = try database()
        #expect(throws: DatabaseError.self) { try database.tally(["missing"], of: "fact") }
        #expect(try database.tally(["key % 1"], of: "fact") == [[0: 5]])
    }

    @Test func `the function is nothing without an address of ours`() throws {
        let database = try database()
        _ = try database.tally(["place"], of: "fact")
        #expect(try database.scalar("SELECT secretariat_tally(place, place) FROM fact") == nil)
        #expect(try database.scalar("SELECT secretariat_tally() FROM fact") == nil)
    }
}
