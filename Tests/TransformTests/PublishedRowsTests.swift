import Domain
import Testing
import Transform

struct PublishedRowsTests {
    @Test func `months, weeks, quarters and years that reach measureFrom and begin by as-of`() {
        var hospital = Hospital()
        hospital.settings.measureFrom = day("2026-02-10")
        let codes = hospital.measures(asOf: "2026-04-01").periods.map(\.code)
        #expect(
            codes == [
                "2026-02", "2026-03", "2026-04", "2026-W07", "2026-W08", "2026-W09",
                "2026-W10", "2026-W11", "2026-W12", "2026-W13", "2026-W14", "2026-Q1", "2026-Q2",
                "2026",
            ])
    }

    @Test func `all else in the period that holds measureFrom counts as usual`() {
        var hospital = Hospital()
        hospital.settings.measureFrom = day("2026-02-10")
        hospital.letters = ["2025-12-31", "2026-01-05", "2026-02-01", "2026-02-09", "2026-02-11"]
            .map { .init(dictated: day($0), sent: day($0)) }
        let measures = hospital.measures()
        #expect(measures.value(.lettersSent, "2026") == 4)
        #expect(measures.value(.lettersSent, "2026-Q1") == 4)
        #expect(measures.value(.lettersSent, "2026-02") == 3)
        #expect(measures.value(.lettersSent, "2026-W07") == 2)
        #expect(measures.rows("2026-01").isEmpty)
    }

    @Test func `by default measuring starts on 1 January, five years before as-of`() {
        var hospital = Hospital()
        hospital.settings.measureFrom = nil
        let periods = hospital.measures(asOf: "2026-10-31").periods
        #expect(periods.first?.code == "2021-01")
        #expect(periods.last?.code == "2026")
        #expect(periods.count { $0.type == .year } == 6)
    }

    @Test(arguments: [
        ("2026-10-30", "2026-10", true), ("2026-10-31", "2026-10", false),
        ("2026-11-01", "2026-10", false), ("2026-10-31", "2026-W44", true),
        ("2026-11-01", "2026-W44", false), ("2026-10-31", "2026-Q4", true),
    ])
    func `a period is provisional while its last day is after as-of`(
        asOf: String, period: String, isProvisional: Bool
    ) {
        var hospital = Hospital()
        hospital.calls = [.init(on: day("2026-10-28"))]
        let row = hospital.measures(asOf: asOf).row(.callsReceived, period)
        #expect(row?.isProvisional == isProvisional)
        let last = ReportingPeriod.covering(
            .month, from: day("2026-10-01"), through: day("2026-10-01"))
        #expect(row?.period.code != "2026-10" || row?.period == last.first)
        #expect(row?.measuredTo == min(day(asOf), row?.period.lastDay ?? day(asOf)))
    }

    @Test func `a late source makes its own indicators provisional, not the others`() {
        var hospital = Hospital()
        hospital.calls = [.init(on: day("2026-10-28"))]
        hospital.letters = [.init(dictated: day("2026-10-10")), .init(dictated: day("2026-10-15"))]
        let measures = hospital.measures(asOf: "2026-11-05", lettersTo: "2026-10-12")
        #expect(measures.row(.callsReceived, "2026-10")?.isProvisional == false)
        let stock = measures.row(.backlogToType, "2026-10")
        #expect(stock?.isProvisional == true)
        #expect(stock?.measuredTo == day("2026-10-12"))
        #expect(stock?.value == 1)
        #expect(measures.value(.backlogToTypeOldest, "2026-10") == 2)
        // A period that begins after the horizon has no row of letters.
        #expect(
            measures.rows("2026-11").allSatisfy {
                IndicatorCatalogue[$0.indicator].subject == .calls
            })
    }

    @Test func `rows come by level and code, catalogue order, * before types`() {
        var hospital = Hospital()
        for (unit, type) in [("U1", "LIBRE"), ("U2", "CR"), ("U3", "CR"), ("U9", "autre")] {
            hospital.letters.append(
                .init(
                    type: type, unit: unit, encounterEnded: day("2026-10-01"),
                    sent: day("2026-10-05")))
        }
        let rows = hospital.measures().rows("2026-10")
        var seen: [String] = []
        for row in rows {
            let name = "\(row.perimeter.level) \(row.perimeter.code)"
            if seen.last != name { seen.append(name) }
        }
        #expect(
            seen == [
                "establishment *", "pole ?", "pole P1", "pole P2", "secretariat ?",
                "secretariat S1", "secretariat S2", "secretariat S3",
            ])
        let order = Indicator.allCases
        let own = rows.filter { $0.perimeter == .establishment }
        let places = own.map { row in
            (
                order.firstIndex(of: row.indicator) ?? -1,
                row.segment == .all ? "" : row.segment.folded
            )
        }
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
        #expect(
            own.filter { $0.indicator == .letterDelayMedian }.map(\.segment.written) == [
                "*", "CR", "LIBRE",
            ])
        #expect(own.first { $0.indicator == .lettersSent }?.value == 4)
    }

    @Test func `weeks have segment * alone, and a count of a segment is a row only above 0`() {
        var hospital = Hospital()
        hospital.letters = [.init(encounterEnded: day("2026-10-01"), sent: day("2026-10-05"))]
        let measures = hospital.measures()
        #expect(measures.rows("2026-W41").allSatisfy { $0.segment == .all })
        #expect(measures.value(.lettersSent, "2026-W41") == 1)
        let segments = measures.rows("2026-10").filter {
            $0.indicator == .lettersSent && $0.perimeter == .establishment
        }
        #expect(segments.map(\.segment.written) == ["*", "CR"])
    }

    @Test func `counts and stocks are rows, 0 included, from the first event to the last`() {
        var hospital = Hospital()
        hospital.encounters = [
            .init(id: "1", type: "EXAM", unit: "U1", ended: day("2026-03-15")),
            .init(id: "2", type: "EXAM", unit: "U2", ended: day("2026-05-15"), status: .cancelled),
            // Planned encounters are no events, and what lies after as-of is not there yet.
            .init(id: "3", type: "EXAM", unit: "U3", ended: day("2026-02-15"), status: .planned),
            .init(id: "4", type: "EXAM", unit: "U9", ended: day("2027-01-15")),
        ]
        let measures = hospital.measures(asOf: "2026-07-31")
        let months = measures.periods.filter { $0.type == .month }
        let shown = months.filter { !measures.rows(of: $0).isEmpty }.map(\.code)
        #expect(shown == ["2026-03", "2026-04", "2026-05"])
        let rows = measures.rows("2026-04")
        let perimeters = Set(rows.map(\.perimeter))
        #expect(
            perimeters == [
                .establishment, pole("P1"), pole("P2"), secretariat("S1"), secretariat("S2"),
                secretariat("S3"),
            ])
        let counts: Set<Indicator> = [
            .lettersDictated, .lettersTyped, .lettersSent, .backlogToDictate, .backlogToType,
            .backlogToValidate, .backlogToSend, .backlogTotal, .backlogNetFlow,
        ]
        for perimeter in perimeters {
            #expect(Set(rows.filter { $0.perimeter == perimeter }.map(\.indicator)) == counts)
        }
        #expect(rows.allSatisfy { $0.value == 0 && $0.numerator == 0 && $0.denominator == nil })
    }

    @Test func `labels are those of the last day measured`() {
        var hospital = Hospital()
        hospital.reference.secretariats = CodeBook()
        for (label, validity) in [
            ("Ancien", Validity(through: day("2026-10-15"))),
            ("Nouveau", Validity(from: day("2026-10-16"))),
        ] {
            let row = Secretariat(
                label: label, service: "", pole: Code("P1"), poleLabel: "Pôle \(label)", site: "")
            hospital.reference.secretariats.update(Code("S1"), default: History()) {
                $0.add(row, during: validity)
            }
        }
        hospital.calls = [.init(on: day("2026-10-05")), .init(on: day("2026-10-06"), queue: "Q9")]
        let late = hospital.measures()
        #expect(late.row(.callsReceived, "2026-10", secretariat("S1"))?.label == "Nouveau")
        #expect(late.row(.callsReceived, "2026-10", pole("P1"))?.label == "Pôle Nouveau")
        #expect(late.row(.callsReceived, "2026-10", pole("?"))?.label == "Non rattaché")
        #expect(late.row(.callsReceived, "2026-10", secretariat("?"))?.label == "Non rattaché")
        #expect(late.row(.callsReceived, "2026-10")?.label == "CHU Exemple")
        let early = hospital.measures(asOf: "2026-10-15")
        #expect(early.row(.callsReceived, "2026-10", secretariat("S1"))?.label == "Ancien")
        #expect(early.row(.callsReceived, "2026-10", pole("P1"))?.label == "Pôle Ancien")
    }

    @Test func `units that the crosswalk does not know on the day are listed`() {
        var hospital = Hospital()
        hospital.map("U5", to: "S1", during: Validity(from: day("2026-10-10")))
        hospital.encounters = [
            .init(id: "1", type: "EXAM", unit: "U5", ended: day("2026-10-09")),
            .init(id: "2", type: "EXAM", unit: "u5", ended: day("2026-10-01")),
            .init(id: "3", type: "EXAM", unit: "U5", ended: day("2026-10-10")),
            // Without a day: unmapped only where the crosswalk never knows the unit.
            .init(id: "4", type: "EXAM", unit: "U5", status: .planned),
            .init(id: "5", type: "EXAM", unit: "U8", status: .planned),
        ]
        hospital.letters = [
            .init(unit: "", encounter: "1", dictated: day("2026-10-20")),
            .init(unit: "", dictated: day("2026-10-20"), status: .cancelled),
            .init(unit: "U7"),
        ]
        hospital.calls = [
            .init(on: day("2026-11-02"), queue: "U5"),
            .init(on: day("2026-11-01"), queue: "U5", direction: .outbound),
        ]
        #expect(
            hospital.measures().unmapped == [
                UnmappedUnit(
                    source: "dpi", code: "", rows: 1, firstDay: day("2026-10-20"),
                    lastDay: day("2026-10-20")),
                UnmappedUnit(
                    source: "dpi", code: "U5", rows: 3, firstDay: day("2026-10-01"),
                    lastDay: day("2026-10-09")),
                UnmappedUnit(source: "dpi", code: "U7", rows: 1, firstDay: nil, lastDay: nil),
                UnmappedUnit(source: "dpi", code: "U8", rows: 1, firstDay: nil, lastDay: nil),
                UnmappedUnit(
                    source: "tel", code: "U5", rows: 2, firstDay: day("2026-11-01"),
                    lastDay: day("2026-11-02")),
            ])
    }

    @Test func `types that the reference files do not know count in segment *, and are listed`() {
        var hospital = Hospital()
        hospital.encounters = [
            .init(id: "1", type: "X", ended: day("2026-10-09")), .init(id: "2", type: "x "),
        ]
        hospital.letters = [
            .init(type: "zz", encounter: "1", sent: day("2026-10-10")),
            .init(type: "ZZ", status: .cancelled),
        ]
        let measures = hospital.measures()
        #expect(measures.unknownLetterTypes == [UnknownType(code: "ZZ", rows: 2)])
        #expect(measures.unknownEncounterTypes == [UnknownType(code: "X", rows: 2)])
        #expect(measures.value(.letterDelayMedian, "2026-10") == 1)
        #expect(measures.rows("2026-10").allSatisfy { $0.segment == .all })
        #expect(measures.value(.letterOnTimeRate, "2026-10") == nil)
        #expect(measures.value(.letterCoverageRate, "2026-10") == nil)
    }

    @Test func `without rows there is nothing`() {
        let measures = Hospital().measures()
        #expect(measures.periods.allSatisfy { measures.rows(of: $0).isEmpty })
        #expect(measures.backlogSecretariats.isEmpty)
        #expect(measures.backlog(of: Code("S1")).isEmpty)
        #expect(measures.unmapped.isEmpty)
    }

    @Test func `measuring that starts after as-of gives nothing`() {
        var hospital = Hospital()
        hospital.settings.measureFrom = day("2027-01-01")
        hospital.encounters = [.init(id: "1", ended: day("2026-10-09"))]
        hospital.letters = [.init(encounter: "1", sent: day("2026-10-10"))]
        hospital.calls = [.init(on: day("2026-10-10"))]
        let measures = hospital.measures(asOf: "2026-10-31")
        #expect(measures.periods.allSatisfy { measures.rows(of: $0).isEmpty })
        #expect(measures.backlog(of: Code("S1")).isEmpty)
    }
}
