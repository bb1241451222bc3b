import Domain
import Testing

/// Contract §3's lookups and §4's "later file wins", with figures worked out by hand.
@Suite struct `Lookups worked out by hand` {
    @Test(arguments: [
        ("U1", "2026-03-05", "S1"), (" u1 ", "2026-03-05", "S1"), ("", "2026-03-05", "?"),
        ("U9", "2026-03-05", "?"),
        ("12", "2026-03-05", "S2"),  // 0012 without its zeros
        ("00012", "2026-03-05", "S2"),
        ("7", "2026-03-05", "?"),  // 07 and 007: two would do
        ("07", "2026-03-05", "S1"), ("007", "2026-03-05", "S2"),
        ("V", "2026-01-31", "S1"), ("V", "2026-02-01", "?"), ("V", "2026-03-01", "S3"),
        ("0", "2026-03-05", "S3"),  // 00
    ])
    func `a unit's secretariat on a day`(unit: String, date: String, secretariat: String) {
        var reference = PlainHospital.small().reference
        func add(_ unit: String, _ secretariat: String, _ validity: PlainPeriodOfValidity) {
            reference.crosswalk.append(
                PlainCrossing(
                    source: "dpi", unit: unit, secretariat: secretariat, validity: validity))
        }
        add("0012", "s2", valid(nil, nil))
        add("07", "S1", valid(nil, nil))
        add("007", "S2", valid(nil, nil))
        add("00", "S3", valid(nil, nil))
        add("V", "S1", valid(nil, "2026-01-31"))
        add("V", "S3", valid("2026-03-01", nil))
        let lookups = PlainLookups(reference)
        #expect(
            lookups.secretariat(source: "dpi", unit: unit, on: day(date)) == secretariat)
        #expect(lookups.secretariat(source: "tel", unit: unit, on: day(date)) == "?")
    }

    @Test(arguments: [
        ("2026-01-01", "P1"), ("2026-01-31", "P1"), ("2026-02-01", "P1"),
        // 10 days after P1, 10 before P2: the earlier. One day later it is P2.
        ("2026-02-10", "P1"), ("2026-02-11", "P2"), ("2026-03-01", "P2"), ("2025-06-01", "P1"),
    ])
    func `the nearest period counts outside all of them, on a tie the earlier`(
        date: String, pole: String
    ) {
        var reference = PlainHospital.small().reference
        reference.secretariats = [
            PlainSecretariat(
                code: "S1", label: "", pole: "P2", poleLabel: "",
                validity: valid("2026-02-20", nil)),
            PlainSecretariat(
                code: "S1", label: "", pole: "P1", poleLabel: "",
                validity: valid("2026-01-01", "2026-01-31")),
        ]
        #expect(PlainLookups(reference).pole(of: "S1", on: day(date)) == pole)
    }

    @Test func `a letter belongs to its own unit, its encounter's only where that is blank`() {
        var hospital = PlainHospital.small()
        hospital.encounter("E", "2026-03-02", type: "EXAM", unit: "U3")
        let sent = [nil, nil, nil, "2026-03-05"]
        hospital.letter("A", sent, unit: "U1", of: "E")
        hospital.letter("B", sent, unit: "  ", of: "E")
        hospital.letter("C", sent, unit: "U8", of: "E")
        hospital.letter("D", sent, unit: "", of: "none")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letters_sent", "2026-03", "S1") == .count(1))
        #expect(oracle.figure("letters_sent", "2026-03", "S3") == .count(1))
        #expect(oracle.figure("letters_sent", "2026-03", "?") == .count(2))
        #expect(oracle.figure("letters_sent") == .count(4))
        #expect(oracle.row("letters_sent", "2026-03", "?")?.label == "Non rattaché")
    }

    @Test func `the crosswalk is read at the letter's start, the pole on the indicator's day`() {
        var hospital = PlainHospital.small()
        hospital.reference.crosswalk.removeAll { $0.source == "suivi" && $0.unit == "U1" }
        hospital.reference.crosswalk += [
            PlainCrossing(
                source: "suivi", unit: "U1", secretariat: "S1", validity: valid(nil, "2026-03-09")),
            PlainCrossing(
                source: "suivi", unit: "U1", secretariat: "S3",
                validity: valid("2026-03-10", nil)),
        ]
        hospital.reference.secretariats[0].validity = valid(nil, "2026-03-11")
        hospital.reference.secretariats.append(
            PlainSecretariat(
                code: "S1", label: "", pole: "P2", poleLabel: "",
                validity: valid("2026-03-12", nil)))
        // Started on the 9th: S1; due and dictated while in P1, sent while in P2.
        hospital.letter(
            "A", ["2026-03-10", nil, nil, "2026-03-20"], ended: "2026-03-04")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letters_sent", "2026-03", "S1") == .count(1))
        #expect(oracle.figure("letters_sent", "2026-03", "P2") == .count(1))
        #expect(oracle.figure("letters_sent", "2026-03", "P1") == .count(0))
        #expect(oracle.figure("letters_dictated", "2026-03", "P1") == .count(1))
        #expect(oracle.figure("letters_dictated", "2026-03", "P2") == .count(0))
        #expect(oracle.figure("letter_on_time_rate", "2026-03", "P1") == .rate(0, 1))
        #expect(oracle.figure("letter_delay_median", "2026-03", "P2") == .of(1, 16))
        #expect(oracle.figure("stage_dictation_delay_median", "2026-03", "P1") == .of(1, 6))
    }

    @Test func `types are read on the letter's start and the encounter's end`() {
        var hospital = PlainHospital.small()
        // 7 days until 9 March, 2 from then on.
        hospital.reference.letterTypes = [
            PlainLetterType(code: "CR", targetDays: 7, validity: valid(nil, "2026-03-09")),
            PlainLetterType(code: "CR", targetDays: 2, validity: valid("2026-03-10", nil)),
        ]
        hospital.letter("A", [nil, nil, nil, "2026-03-14"], type: "cr", ended: "2026-03-09")
        hospital.letter("B", [nil, nil, nil, "2026-03-14"], ended: "2026-03-10")
        #expect(PlainOracle(hospital).figure("letter_on_time_rate") == .rate(1, 2))
        // In unit U2 consultations expect no letter from 10 to 20 March.
        hospital.sources[1].files[0].letters = []
        hospital.reference.encounterTypes.append(
            PlainEncounterType(
                code: "CONS", expectsLetter: false, unit: "u2",
                validity: valid("2026-03-10", "2026-03-20")))
        for (id, end) in [("1", "2026-03-09"), ("2", "2026-03-10"), ("3", "2026-03-21")] {
            hospital.encounter(id, end, unit: "U2")
        }
        hospital.encounter("4", "2026-03-10", unit: "U1")
        #expect(PlainOracle(hospital).figure("letter_coverage_rate") == .rate(0, 3))
        #expect(
            PlainOracle(hospital).figure("letter_coverage_rate", "2026-03", "S2") == .rate(0, 2))
    }

    @Test func `the later row of the later file wins`() {
        var hospital = PlainHospital.small()
        hospital.sources.insert(
            PlainSource(
                name: "dpi2", kind: .encounters, until: day("2001-01-01"),
                files: [PlainFile(name: "0.csv")]), at: 1)
        hospital.sources[0].files[0].encounters = [
            PlainEncounter(id: "E", type: "CONS", unit: "U1", end: day("2026-03-02")),
            PlainEncounter(id: "E", type: "CONS", unit: "U2", end: day("2026-03-03")),
            PlainEncounter(
                id: "E", type: "CONS", unit: "U3", end: day("2026-03-04"), presence: .rejected),
            PlainEncounter(id: "F", type: "CONS", unit: "U1", end: day("2026-03-04")),
        ]
        hospital.sources[1].files[0].encounters = [
            PlainEncounter(id: "F", type: "CONS", unit: "U1", end: day("2026-03-04")),
            PlainEncounter(
                id: "E", type: "CONS", unit: "U3", end: day("2026-03-04"), presence: .ignored),
        ]
        let oracle = PlainOracle(hospital)
        // E is dpi's second row; F is dpi2's, whose units the crosswalk does not know.
        #expect(oracle.figure("letter_coverage_rate", "2026-03", "S2") == .rate(0, 1))
        #expect(oracle.figure("letter_coverage_rate", "2026-03", "?") == .rate(0, 1))
        #expect(oracle.figure("letter_coverage_rate", "2026-03", "S1") == nil)
    }

    @Test func `units that the crosswalk does not know on the row's day are listed`() {
        var hospital = PlainHospital.small()
        hospital.reference.crosswalk[0].validity = valid("2026-03-01", nil)  // dpi U1
        hospital.encounter("A", "2026-02-28", type: "EXAM")  // not known yet
        hospital.encounter("B", "2026-03-01", type: "EXAM")
        hospital.encounter("C", nil, status: "planned")  // no day, and known some day
        hospital.encounter("D", nil, unit: "U9", status: "planned")  // no day, never known
        hospital.letter("A", [nil, nil, nil, "2026-03-05"], unit: "", of: "A")  // as its encounter
        hospital.letter("B", [nil, nil, nil, "2026-03-05"], unit: "")
        hospital.call("2026-03-02", "9:00", queue: "q8")
        hospital.call("2026-03-09", "9:00", queue: "Q8", isInbound: false)
        let rows = PlainOracle(hospital).unmapped().map {
            "\($0.key) \($0.rows) \($0.firstDay.map { "\($0)" } ?? "-")/\($0.lastDay.map { "\($0)" } ?? "-")"
        }
        #expect(
            rows.sorted() == [
                "dpi u1 2 2026-02-28/2026-02-28", "dpi u9 1 -/-",
                "suivi  1 2026-03-05/2026-03-05", "tel q8 2 2026-03-02/2026-03-09",
            ])
    }
}
