import Domain
import Testing

@testable import Load

/// Contract §3: a unit's secretariat day by day; outside all periods it is `?`, never the nearest.
struct UnitBridgeTests {
    /// The bridge of units of the source "tel", as one reads it for a day.
    private func secretariats(
        of units: [String], _ reference: ReferenceData, on days: [CivilDate]
    ) throws -> [String: [String]] {
        let test = try TestWarehouse()
        let source = try test.source("tel", .calls)
        try test.load(
            .of(units.enumerated().map { TestCall(key: Int64($0 + 1), queue: $1) }),
            source: source)
        try test.warehouse.writeReference(reference, settings: settings, asOf: day("2026-03-31"))
        var found: [String: [String]] = [:]
        for unit in units {
            found[unit] = try days.map { date in
                let rows = try test.database.rows(
                    """
                    SELECT secretariat FROM bridge_unit_secretariat JOIN dim_unit USING (unit_key)
                    WHERE code = ? AND ? BETWEEN valid_from AND valid_to
                    """, [.text(unit), .integer(Int64(date.dayNumber))]
                ) { $0.text(0) }
                #expect(rows.count == 1, "\(unit) on \(date)")
                return rows.first ?? "none"
            }
        }
        return found
    }

    @Test(arguments: 0..<10)
    func `every day has one secretariat, and a day outside all periods has none known`(
        seed: Int
    ) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var reference = TestReference()
        var next = day("2026-01-01")
        var periods: [Validity] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let from = next + Int.random(in: 0...3, using: &random)
            let through = from + Int.random(in: 0...3, using: &random)
            periods.append(Validity(from: from, through: through))
            next = through + 1
        }
        if random.oneIn(2) { periods[0].from = nil }
        if random.oneIn(2) { periods[periods.count - 1].through = nil }
        var history = History<Code>()
        for (position, period) in periods.enumerated() {
            history.add(Code("S\(position)"), during: period)
            reference.unit(
                "Q1", of: "tel", to: "S\(position)", from: period.from?.description,
                through: period.through?.description)
        }
        let days =
            [CivilDate.firstPlausible, CivilDate.lastPlausible]
            + (-2...40).map { day("2026-01-01") + $0 }
        let found = try secretariats(of: ["Q1"], reference.data, on: days)
        #expect(found["Q1"] == days.map { (history.valid(on: $0) ?? .unknown).written })
    }

    @Test func `codes match whatever their case and their leading zeros, as the crosswalk says`()
        throws
    {
        var reference = TestReference()
        reference.unit("0421", of: "tel", to: "S1")
        reference.unit("Cardio", of: "tel", to: "S2")
        reference.unit("Q9", of: "another source", to: "S9")
        let found = try secretariats(
            of: ["421", "0421", "CARDIO", "Q9", ""], reference.data, on: [day("2026-03-02")])
        #expect(
            found == ["421": ["S1"], "0421": ["S1"], "CARDIO": ["S2"], "Q9": ["?"], "": ["?"]])
    }

    @Test func `an edited crosswalk takes the place of the one before`() throws {
        let test = try TestWarehouse()
        let source = try test.source("tel", .calls)
        try test.load(.of([TestCall(key: 1)]), source: source)
        for secretariat in ["S1", "S2"] {
            var reference = TestReference()
            reference.unit("Q1", of: "tel", to: secretariat)
            reference.secretariat(secretariat, pole: "P")
            try test.warehouse.writeReference(
                reference.data, settings: settings, asOf: day("2026-03-31"))
            #expect(try test.lines("SELECT secretariat, pole FROM v_call") == ["\(secretariat)|P"])
        }
        #expect(
            try test.lines("SELECT DISTINCT code FROM dim_secretariat ORDER BY 1") == ["?", "S2"])
    }

    @Test func `types have the reference's spelling and last label, or none`() throws {
        let test = try TestWarehouse()
        let letters = try test.source("letters", .letters)
        let encounters = try test.source("dpi", .encounters)
        try test.load(
            .of([
                TestLetter(key: 1, type: "cr"), TestLetter(key: 2, type: "7"),
                TestLetter(key: 3, type: "X"),
            ]), source: letters)
        try test.load(
            .of([TestEncounter(key: 1, type: "CS"), TestEncounter(key: 2, type: "HDJ")]),
            source: encounters)
        var reference = TestReference()
        reference.letterType("CR", label: "Compte rendu")
        reference.letterType("CR", label: "Compte rendu opératoire", from: "2026-01-01")
        reference.letterType("007", label: "Lettre de liaison")
        reference.encounterType("CS", label: "Consultation", unit: "U9")
        reference.encounterType("HDJ", label: "Hôpital de jour")
        reference.encounterType("HDJ", label: "HDJ de l'unité", unit: "U1")
        try test.warehouse.writeReference(
            reference.data, settings: settings, asOf: day("2026-03-31"))
        #expect(
            try test.lines(
                "SELECT code, reference_code, label FROM dim_letter_type ORDER BY letter_type_key")
                == ["cr|CR|Compte rendu opératoire", "7|007|Lettre de liaison", "X|-|-"])
        #expect(
            try test.lines("SELECT code, reference_code, label FROM dim_encounter_type ORDER BY 1")
                == ["CS|CS|Consultation", "HDJ|HDJ|Hôpital de jour"])
        // A type that the reference files forget is unknown again.
        try test.warehouse.writeReference(
            ReferenceData(), settings: settings, asOf: day("2026-03-31"))
        #expect(try test.database.scalar("SELECT count(reference_code) FROM dim_letter_type") == 0)
    }

    @Test func `indicators are the catalogue's, in the contract's order, with the delays' unit`()
        throws
    {
        let test = try TestWarehouse()
        var working = settings
        working.dayCount = .working
        for settings in [settings, working] {
            try test.warehouse.writeReference(
                ReferenceData(), settings: settings, asOf: day("2026-03-31"))
        }
        #expect(
            try test.lines("SELECT kpi FROM dim_kpi ORDER BY kpi_key")
                == Indicator.allCases.map(\.rawValue))
        #expect(
            try test.lines("SELECT unit, direction FROM dim_kpi WHERE kpi = 'letter_delay_median'")
                == ["jours ouvrés|lower"])
        #expect(Indicator.allCases.map(\.key) == Array(1...Indicator.allCases.count))
        #expect(Indicator.allCases.allSatisfy { Indicator(key: $0.key) == $0 })
        #expect(Indicator(key: 0) == nil)
        #expect(Indicator(key: Indicator.allCases.count + 1) == nil)
    }
}
