import Domain
import Testing

@testable import Load

/// Contract §3: outside all of a secretariat's periods the nearest one counts, on a tie the earlier.
struct SecretariatPeriodTests {
    /// Periods of one secretariat; each version's pole is its position.
    private func history(_ periods: [(String?, String?)]) -> History<Secretariat> {
        var history = History<Secretariat>()
        for (position, (from, through)) in periods.enumerated() {
            history.add(
                Secretariat(
                    label: "S", service: "Cardiologie", pole: Code("P\(position)"),
                    poleLabel: "Pôle \(position)", site: "Nord"),
                during: Validity(from: from.map(day), through: through.map(day)))
        }
        return history
    }

    private func written(_ history: History<Secretariat>) throws -> [SecretariatVersion] {
        let test = try TestWarehouse()
        var reference = ReferenceData()
        reference.secretariats.update(Code("S1"), default: History()) { $0 = history }
        try test.warehouse.writeReference(
            reference, settings: settings, asOf: day("2026-03-31"))
        return try test.warehouse.secretariatVersions().filter { $0.code == Code("S1") }
    }

    @Test(
        arguments: [
            [(nil, nil)],
            [("2026-01-01", nil)],
            [(nil, "2025-12-31")],
            [("2025-01-01", "2025-12-31")],
            [(nil, "2025-12-31"), ("2026-01-01", nil)],
            // A gap of an even and of an odd number of days: the tie goes to the earlier.
            [(nil, "2026-01-10"), ("2026-01-15", nil)],
            [(nil, "2026-01-10"), ("2026-01-16", nil)],
            [
                ("2025-06-01", "2026-01-10"), ("2026-01-12", "2026-02-01"),
                ("2026-03-01", "2026-03-01"),
            ],
            [("2026-03-01", "2026-03-01"), ("2026-03-02", "2026-03-02"), ("2026-03-09", nil)],
            // Before 1970 day numbers are negative.
            [(nil, "1969-12-20"), ("1969-12-23", nil)],
            [(nil, "1969-12-20"), ("1969-12-24", nil)],
        ] as [[(String?, String?)]])
    func `every day has the version that is nearest to it`(periods: [(String?, String?)]) throws {
        let history = history(periods)
        let versions = try written(history)
        var date = day("1969-11-01")
        while date < day("2026-06-01") {
            let found = versions.filter { $0.firstDay <= date && date <= $0.lastDay }
            #expect(found.count == 1, "\(date)")
            #expect(found.first?.secretariat == history.nearest(to: date), "\(date)")
            date = date + (date.year < 1970 || date.year > 2024 ? 1 : 30)
        }
    }

    @Test(arguments: 0..<10)
    func `random histories follow the nearest rule day by day`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var periods: [(String?, String?)] = []
        var next = day("2025-01-01")
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let from = next + Int.random(in: 0...20, using: &random)
            let through = from + Int.random(in: 0...40, using: &random)
            periods.append((from.description, through.description))
            next = through + 1
        }
        if random.oneIn(2) { periods[0].0 = nil }
        if random.oneIn(2) { periods[periods.count - 1].1 = nil }
        let history = history(periods)
        let versions = try written(history)
        for offset in -60...500 {
            let date = day("2025-01-01") + offset
            let found = versions.filter { $0.firstDay <= date && date <= $0.lastDay }
            #expect(found.count == 1, "\(date)")
            #expect(found.first?.secretariat == history.nearest(to: date), "\(date)")
        }
    }

    @Test func `what belongs to no secretariat is one of its own, at all times`() throws {
        let test = try TestWarehouse()
        try test.warehouse.writeReference(
            ReferenceData(), settings: settings, asOf: day("2026-03-31"))
        let version = try #require(try test.warehouse.secretariatVersions().first)
        #expect(version.code == .unknown)
        #expect(version.secretariat == .unknown)
        #expect(version.firstDay < CivilDate.firstPlausible)
        #expect(version.lastDay > CivilDate.lastPlausible)
    }

    @Test func `the file's own dates are kept beside those that count`() throws {
        let test = try TestWarehouse()
        var reference = ReferenceData()
        reference.secretariats.update(Code("S1"), default: History()) {
            $0 = history([(nil, "2026-01-10"), ("2026-01-15", nil)])
        }
        try test.warehouse.writeReference(
            reference, settings: settings, asOf: day("2026-03-31"))
        #expect(
            try test.lines(
                """
                SELECT pole, date(valid_from * 86400, 'unixepoch'),
                    date(valid_to * 86400, 'unixepoch'),
                    date(effective_to * 86400, 'unixepoch') FROM dim_secretariat
                WHERE code = 'S1' ORDER BY effective_from
                """
            ).map { $0.split(separator: "|").prefix(3).joined(separator: "|") }
                == ["P0|-|2026-01-10", "P1|2026-01-15|-"])
        #expect(
            try test.database.scalar(
                "SELECT effective_to FROM dim_secretariat WHERE pole = 'P0'")
                == Int64(day("2026-01-12").dayNumber))
    }
}
