import Domain
import SQLiteStore
import Testing

@testable import Load

/// Checks of figures that a run wrote over others look at these alone, and find what a look at
/// everything finds.
struct WrittenFigureCheckTests {
    /// A run over figures that are stored, and months before them, so that they are not most.
    private static func nextRun(in test: TestWarehouse) throws -> Warehouse {
        try TestFigures().store(in: test)
        for month in ["2026-01-31", "2026-02-28"] {
            try test.warehouse.replace([], of: ReportingPeriod(.month, containing: day(month)))
        }
        return try test.reopened()
    }

    /// Faults that bear the name of no one whose figures were written.
    private static let strangers: Set<String> = [
        "UPDATE fact_letter_delay SET code = 'Z' WHERE code = 'S1'"
    ]

    /// Faults that break another promise first where each figure has doubled, or where no one looks
    /// at whom a row was given to.
    private static let othersFirst: Set<String> = [
        "UPDATE fact_kpi SET perimeter_key = 99 WHERE perimeter_key = 1",
        IntegrityCheckTests.change("letter_on_time_rate", by: 2, of: "all"),
    ]

    @Test(
        arguments: IntegrityCheckTests.faults.filter {
            !IntegrityCheckTests.strays.contains($0.sql) && !strangers.contains($0.sql)
        })
    func `a fault in figures that a run wrote over others is found by looking at these alone`(
        sql: String, promise: String
    ) throws {
        let test = try TestWarehouse()
        let warehouse = try Self.nextRun(in: test)
        defer { withExtendedLifetime(test) { warehouse.close() } }
        try TestFigures().doubled.write(over: warehouse)
        #expect(try !warehouse.hasWrittenMost())
        try warehouse.verify(.written(facts: nil))
        try warehouse.database.execute(sql)
        let failure = #expect(throws: IntegrityFailure.self) {
            try warehouse.verify(.written(facts: nil))
        }
        #expect(
            Self.othersFirst.contains(sql) ? failure != nil : failure?.promise == promise)
    }

    /// Whose figures a run writes, and whether all that is counted still adds up.
    static let parts: [(perimeters: Set<Perimeter>, addsUp: Bool)] = {
        let establishment = Perimeter.establishment
        let (a, b) = (Perimeter(.pole, Code("A")), Perimeter(.pole, Code("B")))
        let (first, second) = (
            Perimeter(.secretariat, Code("S1")), Perimeter(.secretariat, Code("S2"))
        )
        return [
            ([establishment, a, b, first, second], true), ([establishment], false),
            ([a, b], false), ([establishment, a, b], false), ([first, second], false),
            ([establishment, first, second], false), ([establishment, a, b, first], false),
        ]
    }()

    @Test(arguments: parts)
    func `figures that were written of some must change those of the others by as much`(
        perimeters: Set<Perimeter>, addsUp: Bool
    ) throws {
        let test = try TestWarehouse()
        let warehouse = try Self.nextRun(in: test)
        defer { withExtendedLifetime(test) { warehouse.close() } }
        try TestFigures().doubled.write(over: warehouse, only: perimeters)
        guard !addsUp else { return try warehouse.verify(.written(facts: nil)) }
        for scope in [CheckScope.written(facts: nil), .everything] {
            let failure = #expect(throws: IntegrityFailure.self) { try warehouse.verify(scope) }
            #expect(
                failure?.promise
                    == "what secretariats count, and what poles count, adds up to the establishment's"
            )
        }
    }

    @Test func `everything is looked at where most was written, or more than is noted`() throws {
        let test = try TestWarehouse()
        let warehouse = try Self.nextRun(in: test)
        defer { withExtendedLifetime(test) { warehouse.close() } }
        #expect(try !warehouse.hasWrittenMost())
        try TestFigures().doubled.write(over: warehouse)
        #expect(warehouse.written.places == 5)
        #expect(try !warehouse.hasWrittenMost())
        try warehouse.database.execute("DELETE FROM dim_period WHERE period = '2026-01'")
        #expect(try !warehouse.hasWrittenMost())
        try warehouse.database.execute("DELETE FROM dim_period WHERE period = '2026-02'")
        #expect(try warehouse.hasWrittenMost())
    }

    @Test func `what was written twice is held against what was there first`() throws {
        let test = try TestWarehouse()
        let warehouse = try Self.nextRun(in: test)
        defer { withExtendedLifetime(test) { warehouse.close() } }
        let some: Set<Perimeter> = [.establishment, Perimeter(.pole, Code("A"))]
        try TestFigures().doubled.doubled.write(over: warehouse, only: some)
        try TestFigures().doubled.write(over: warehouse)
        try warehouse.verify(.written(facts: nil))
    }
}
