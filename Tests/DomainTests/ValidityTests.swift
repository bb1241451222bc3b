import Domain
import Testing

struct ValidityTests {
    @Test(arguments: [
        ("2026-01-31", false), ("2026-02-01", true), ("2026-02-28", true), ("2026-03-01", false),
    ])
    func `both ends are inclusive`(text: String, contains: Bool) throws {
        let validity = Validity(from: try day("2026-02-01"), through: try day("2026-02-28"))
        #expect(try validity.contains(day(text)) == contains)
    }

    @Test func `a blank end is open`() throws {
        #expect(try Validity.always.contains(day("2000-01-01")))
        #expect(try Validity(from: day("2026-01-01")).contains(day("2099-01-01")))
        #expect(try Validity(through: day("2026-01-01")).contains(day("2000-01-01")))
    }

    @Test(arguments: [
        ("2026-01-01", "2026-01-31", "2026-01-31", "2026-02-28", true),
        ("2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28", false),
        ("2026-01-01", nil, "2027-02-01", "2027-02-28", true),
        (nil, "2026-01-31", nil, "2020-01-01", true),
        (nil, nil, nil, nil, true),
    ])
    func `periods overlap where they share a day`(
        from: String?, through: String?, otherFrom: String?, otherThrough: String?, overlap: Bool
    ) throws {
        let one = Validity(
            from: try from.map { try day($0) }, through: try through.map { try day($0) })
        let other = Validity(
            from: try otherFrom.map { try day($0) },
            through: try otherThrough.map { try day($0) })
        #expect(one.overlaps(other) == overlap)
        #expect(other.overlaps(one) == overlap)
    }

    @Test func `a period that ends before it begins is empty`() throws {
        let backwards = Validity(from: try day("2026-02-01"), through: try day("2026-01-31"))
        #expect(backwards.isEmpty)
        let oneDay = Validity(from: try day("2026-02-01"), through: try day("2026-02-01"))
        #expect(!oneDay.isEmpty)
    }
}

struct HistoryTests {
    /// Rows: A to 10 January, B from 21 to 31 January.
    private func history() throws -> History<String> {
        var history = History<String>()
        history.add(
            "B", during: Validity(from: try day("2026-01-21"), through: try day("2026-01-31")))
        history.add("A", during: Validity(through: try day("2026-01-10")))
        return history
    }

    @Test(arguments: [
        ("2025-01-01", "A"), ("2026-01-10", "A"), ("2026-01-11", nil), ("2026-01-20", nil),
        ("2026-01-21", "B"), ("2026-01-31", "B"), ("2026-02-01", nil),
    ])
    func `the row that is valid on a day`(text: String, value: String?) throws {
        #expect(try history().valid(on: day(text)) == value)
    }

    @Test(arguments: [
        ("2026-01-14", "A"), ("2026-01-15", "A"), ("2026-01-16", "B"), ("2026-02-20", "B"),
    ])
    func `outside all periods the nearest row counts`(text: String, value: String) throws {
        #expect(try history().nearest(to: day(text)) == value)
    }

    @Test func `on a tie the earlier row counts`() throws {
        var history = History<String>()
        history.add("later", during: Validity(from: try day("2026-01-03")))
        history.add("earlier", during: Validity(through: try day("2026-01-01")))
        #expect(try history.nearest(to: day("2026-01-02")) == "earlier")
    }

    @Test func `a history without rows holds nothing`() throws {
        #expect(try History<String>().nearest(to: day("2026-01-01")) == nil)
        #expect(try History<String>().valid(on: day("2026-01-01")) == nil)
    }

    @Test func `rows are kept by their first day, open starts first`() throws {
        var history = History<Int>()
        history.add(3, during: Validity(from: try day("2026-03-01")))
        history.add(1, during: Validity(through: try day("2025-12-31")))
        history.add(
            2, during: Validity(from: try day("2026-01-01"), through: try day("2026-02-28")))
        #expect(history.versions.map(\.value) == [1, 2, 3])
    }
}
