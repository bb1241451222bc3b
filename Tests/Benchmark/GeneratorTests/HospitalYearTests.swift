import Domain
import Foundation
import Testing
import hospital_year

/// The large hospital of the benchmark: what its measurements rest on.
struct HospitalYearTests {
    /// A hundredth of the hospital's last two months, with two nights.
    private static func order(from: CivilDate) throws -> Order {
        var order = Order(from: from, through: try day(2025, 12, 31))
        order.scale = 0.01
        order.nights = 2
        return order
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
        try #require(CivilDate(year: year, month: month, day: day))
    }

    /// Writes the exports, and returns their texts by path.
    private static func written(
        _ order: Order
    ) throws -> (summary: HospitalYear.Summary, files: [String: String]) {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("hospital-year-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let summary = try HospitalYear(order).write(to: folder)
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where path.hasSuffix(".csv") || path.hasSuffix(".json5") {
            files[path] = try String(
                contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        }
        return (summary, files)
    }

    private static func rows(_ text: String) -> [[Substring]] {
        text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ";", omittingEmptySubsequences: false)
        }
    }

    @Test func `the same order gives the same bytes, another seed others`() throws {
        var order = try Self.order(from: Self.day(2025, 12, 1))
        let first = try Self.written(order)
        let second = try Self.written(order)
        #expect(first.files == second.files)
        #expect(first.summary == second.summary)
        order.seed += 1
        let other = try Self.written(order).files
        #expect(Set(other.keys) == Set(first.files.keys))
        #expect(first.files.contains { $0.key.hasPrefix("exports") && other[$0.key] != $0.value })
    }

    @Test func `a month and its nights are the same, whatever the history before`() throws {
        let short = try Self.written(Self.order(from: Self.day(2025, 12, 1)))
        let long = try Self.written(Self.order(from: Self.day(2025, 11, 1)))
        let shared = short.files.filter {
            $0.key.hasPrefix("nights") || $0.key.hasPrefix("exports")
        }
        #expect(shared.count == 9)
        for (path, text) in shared { #expect(long.files[path] == text, "\(path)") }
        #expect(short.summary.nights == long.summary.nights)
    }

    @Test func `a year has as many rows as it must`() throws {
        var order = try Self.order(from: Self.day(2025, 1, 1))
        order.nights = 0
        let summary = try Self.written(order).summary
        #expect(summary.encounters == 12_000)
        #expect(summary.calls == 20_000)
        #expect((9_800...10_200).contains(summary.letters))
        #expect((3_400_000...3_900_000).contains(summary.bytes))
    }

    @Test func `no identifier comes twice, and none is of two kinds`() throws {
        var order = try Self.order(from: Self.day(2025, 11, 1))
        order.nights = 0
        let summary = try Self.written(order)
        var seen: Set<Substring> = []
        for (path, text) in summary.files where path.hasPrefix("exports") {
            for row in Self.rows(text) { #expect(seen.insert(row[0]).inserted, "\(row[0])") }
        }
        #expect(
            seen.count
                == summary.summary.encounters + summary.summary.letters + summary.summary.calls)
    }

    @Test func `a night has an average day's rows, and moves letters of the past weeks`() throws {
        let (summary, files) = try Self.written(Self.order(from: Self.day(2025, 11, 1)))
        // 33, 27 and 55 of 12 000, 10 000 and 20 000 a year.
        #expect(summary.nights.map(\.rows) == [115, 115])
        #expect(summary.nights.map(\.day) == ["2026-01-02", "2026-01-05"])
        func letters(_ path: String) throws -> Set<Substring> {
            Set(Self.rows(try #require(files[path])).map { $0[0] })
        }
        let known = try letters("exports/courriers/courriers_2025-12.csv")
        let night = try letters("nights/1/courriers/courriers_2026-01-02.csv")
        #expect(!night.intersection(known).isEmpty)
        #expect(!night.subtracting(known).isEmpty)
    }

    @Test func `nothing has happened after the last day`() throws {
        var order = try Self.order(from: Self.day(2025, 12, 1))
        order.nights = 0
        for (path, text) in try Self.written(order).files where path.hasPrefix("exports") {
            #expect(!text.contains("2026-") && !text.contains("/2026"), "\(path)")
        }
    }

    @Test(arguments: [
        (["--from", "2025-01-01"], "--through needs a day, as 2025-12-31"),
        (["--from", "1.1.2025"], "--from needs a day, as 2025-12-31"),
        (["--years", "5"], "unknown option --years"), (["--scale"], "--scale needs a value"),
        (
            ["--from", "2025-02-01", "--through", "2025-01-01"],
            "--through must be after --from, by 20 years at most"
        ),
        (
            ["--from", "2025-02-01", "--through", "2025-03-01", "--scale", "0"],
            "--scale needs a number up to 100"
        ),
    ])
    func `an order that cannot be filled is refused`(arguments: [String], message: String) {
        #expect(throws: Order.Fault.usage(message)) { try Order(arguments: arguments) }
    }
}
