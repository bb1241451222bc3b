import Domain
import Testing

/// Contract §5's letters, with figures worked out by hand. 1 March 2026 is a Sunday.
@Suite struct `Letters worked out by hand` {
    @Test func `delay from start to sending, its median and its ninth decile`() {
        var hospital = PlainHospital.small()
        hospital.encounter("E1", "2026-03-02")
        hospital.encounter("E2", "2026-03-02")
        hospital.encounter("E3", "2026-03-05")
        hospital.encounter("E4", "2026-03-05")
        hospital.letter("L1", [nil, nil, nil, "2026-03-04"], of: "E1")  // 2 days, week 10
        hospital.letter("L2", [nil, nil, nil, "2026-03-12"], of: "E2")  // 10 days, week 11
        hospital.letter("L3", [nil, nil, nil, "2026-03-09"], of: "E3")  // 4 days, week 11
        hospital.letter("L4", [nil, nil, nil, "2026-03-06"], of: "E4")  // 1 day, week 10
        let oracle = PlainOracle(hospital)
        // 1 2 4 10: median (2 + 4) / 2; the rank ≥ 3.6 is the 4th.
        #expect(oracle.figure("letter_delay_median") == .of(4, 3))
        #expect(oracle.figure("letter_delay_p90") == .of(4, 10))
        #expect(oracle.figure("letter_delay_median", segment: "CR") == .of(4, 3))
        #expect(oracle.figure("letter_delay_median", segment: "LL") == nil)
        #expect(oracle.figure("letter_delay_median", "2026-W10") == .of(2, 1.5))
        #expect(oracle.figure("letter_delay_p90", "2026-W10") == .of(2, 2))
        #expect(oracle.figure("letter_delay_median", "2026-W11") == .of(2, 7))
        #expect(oracle.figure("letter_delay_median", "2026-W11", segment: "CR") == nil)
        #expect(oracle.figure("letter_delay_median", "2026-Q1", "S1") == .of(4, 3))
        #expect(oracle.figure("letter_delay_median", "2026", "P1") == .of(4, 3))
        #expect(oracle.figure("letter_delay_median", "2026-03", "S2") == nil)
        #expect(oracle.figure("letter_delay_median", "2026-02") == nil)
    }

    @Test(arguments: [(1, 1.0), (9, 9), (10, 9), (11, 10), (20, 18), (21, 19)])
    func `nearest rank of the ninth decile`(count: Int, expected: Double) {
        var hospital = PlainHospital.small()
        // The letter i was sent i days after its start: the values are 1 … count.
        for days in 1...count {
            let end = "\(day("2026-03-25") - days)"
            hospital.letter("L\(days)", [nil, nil, nil, "2026-03-25"], ended: end)
        }
        #expect(PlainOracle(hospital).figure("letter_delay_p90") == .of(count, expected))
    }

    @Test(arguments: [
        // The encounter's end (10 March) before encounterEndedAt (5 March).
        ("E1", "2026-03-05", 4.0),
        // An encounter that is not loaded: encounterEndedAt.
        ("E9", "2026-03-05", 9),
        // Neither: the effective dictation (12 March).
        ("", nil, 2),
        // A cancelled encounter's end still is the start.
        ("E2", "2026-03-05", 4),
        // A planned encounter without an end: encounterEndedAt.
        ("E3", "2026-03-05", 9),
        // An encounter without an end and no encounterEndedAt: the dictation.
        ("E3", nil, 2),
        // Sent before the encounter's end: a negative delay counts as 0.
        ("E4", nil, 0),
    ])
    func `start of a letter`(encounter: String, ended: String?, delay: Double) {
        var hospital = PlainHospital.small()
        hospital.encounter("E1", "2026-03-10")
        hospital.encounter("E2", "2026-03-10", status: "cancelled")
        hospital.encounter("E3", nil, status: "planned")
        hospital.encounter("E4", "2026-03-20")
        hospital.letter(
            "L", ["2026-03-12", nil, nil, "2026-03-14"], of: encounter, ended: ended)
        #expect(PlainOracle(hospital).figure("letter_delay_median") == .of(1, delay))
    }

    @Test func `a later stage implies the earlier ones`() {
        var hospital = PlainHospital.small()
        hospital.letter("L1", [nil, nil, nil, "2026-03-10"], ended: "2026-03-02")
        // Dictated on the 12th, typed on the 10th: effectively dictated on the 10th.
        hospital.letter("L2", ["2026-03-12", "2026-03-10", nil, nil], ended: "2026-02-20")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letters_dictated", "2026-W11") == .count(2))
        #expect(oracle.figure("letters_typed", "2026-W11") == .count(2))
        #expect(oracle.figure("letters_sent", "2026-W11") == .count(1))
        #expect(oracle.figure("letters_sent", segment: "CR") == .count(1))
        #expect(oracle.figure("letters_sent", segment: "LL") == nil)
        // Recorded dates: 12 → 10 March counts as 0; dictation 20 February → 12 March is 20.
        #expect(oracle.figure("stage_typing_delay_median") == .of(1, 0))
        #expect(oracle.figure("stage_dictation_delay_median") == .of(1, 20))
    }

    @Test func `what is dated after the as-of day has not happened`() {
        var hospital = PlainHospital.small(asOf: "2026-03-15")
        hospital.letter(
            "L1", ["2026-03-20", "2026-03-12", nil, "2026-03-21"], ended: "2026-03-02")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letters_dictated") == .count(1))
        #expect(oracle.figure("letters_typed") == .count(1))
        #expect(oracle.figure("letters_sent") == .count(0))
        #expect(oracle.figure("letter_delay_median") == nil)
        #expect(oracle.figure("stage_typing_delay_median") == nil)
        #expect(oracle.figure("backlog_to_validate") == .count(1))
        #expect(oracle.row("backlog_to_validate")?.isProvisional == true)
        #expect(oracle.row("backlog_to_validate")?.measuredTo == day("2026-03-15"))
        #expect(oracle.row("backlog_to_validate", "2026-W11")?.isProvisional == false)
    }

    @Test func `share sent by the due day, missing letters included`() {
        var hospital = PlainHospital.small()
        hospital.encounter("A", "2026-03-02")
        hospital.letter("A", [nil, nil, nil, "2026-03-09"], of: "A")  // due on the 9th: in time
        hospital.encounter("B", "2026-03-02")
        hospital.letter("B", [nil, nil, nil, "2026-03-10"], of: "B")  // a day late
        hospital.encounter("C", "2026-03-03")  // missing, due on the 10th
        hospital.encounter("D", "2026-03-28")  // missing, due on 4 April: not yet
        hospital.encounter("E", "2026-02-25")
        hospital.letter("E", [nil, nil, nil, "2026-03-01"], of: "E")  // due on 4 March: in time
        hospital.letter("F", [nil, nil, nil, "2026-03-09"], type: "LL", ended: "2026-03-01")
        hospital.letter("G", [nil, nil, nil, "2026-03-09"], type: "??", ended: "2026-03-01")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letter_on_time_rate") == .rate(2, 4))
        #expect(oracle.figure("letter_on_time_rate", segment: "CR") == .rate(2, 4))
        #expect(oracle.figure("letter_on_time_rate", segment: "LL") == nil)
        #expect(oracle.figure("letter_on_time_rate", "2026-W10") == .rate(1, 1))
        #expect(oracle.figure("letter_on_time_rate", "2026-W11") == .rate(1, 3))
        #expect(oracle.figure("letter_on_time_rate", "2026-02") == nil)
        // Ended in March and expecting: A, B, C, D.
        #expect(oracle.figure("letter_coverage_rate") == .rate(2, 4))
        #expect(oracle.figure("letter_coverage_rate", "2026-02") == .rate(1, 1))
    }

    @Test func `share sent on the day of start or before`() {
        var hospital = PlainHospital.small()
        let sent = [nil, nil, nil, "2026-03-05"]
        hospital.letter("A", sent, type: "LL", ended: "2026-03-05")  // the same day
        hospital.letter("B", sent, type: "LL", ended: "2026-03-06")  // the day before
        hospital.letter("C", sent, type: "LL", ended: "2026-03-04")  // a day late
        hospital.encounter("D", "2026-03-10", type: "HOSP")  // missing, LL comes first
        hospital.encounter("E", "2026-04-01", type: "HOSP")  // after the as-of day
        hospital.letter("F", sent, type: "CR", ended: "2026-03-05")  // no same-day type
        hospital.settings.countsWorkingDays = true
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letter_same_day_rate") == .rate(2, 4))
        #expect(oracle.figure("letter_same_day_rate", segment: "LL") == .rate(2, 4))
        #expect(oracle.figure("letter_same_day_rate", segment: "CR") == nil)
    }

    @Test func `the secretariat's own share needs all four dates`() {
        var hospital = PlainHospital.small()
        // 3 days to type, 1 to send.
        hospital.letter("A", ["2026-03-02", "2026-03-05", "2026-03-09", "2026-03-10"])
        // Typed the day before its dictation counts 0; validated → sent 6.
        hospital.letter("B", ["2026-03-06", "2026-03-05", "2026-03-10", "2026-03-16"])
        hospital.letter("C", ["2026-03-02", nil, "2026-03-09", "2026-03-10"])
        hospital.letter(
            "D", ["2026-03-02", "2026-03-05", "2026-03-09", "2026-03-10"],
            isCancelled: true)
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letter_secretariat_delay_median") == .of(2, 5))
        #expect(oracle.figure("stage_dictation_delay_median") == nil)
        #expect(oracle.figure("letters_sent") == .count(3))
    }

    @Test func `stage delays count in the period of their second date`() {
        var hospital = PlainHospital.small()
        hospital.letter(
            "A", ["2026-02-27", "2026-03-03", "2026-03-06", "2026-04-02"], ended: "2026-02-20")
        hospital.settings.asOf = day("2026-04-30")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("stage_dictation_delay_median", "2026-02") == .of(1, 7))
        #expect(oracle.figure("stage_dictation_delay_median", "2026-03") == nil)
        #expect(oracle.figure("stage_typing_delay_median", "2026-03") == .of(1, 4))
        #expect(oracle.figure("stage_validation_delay_median", "2026-03") == .of(1, 3))
        #expect(oracle.figure("stage_dispatch_delay_median", "2026-03") == nil)
        #expect(oracle.figure("stage_dispatch_delay_median", "2026-04") == .of(1, 27))
        hospital.settings.countsWorkingDays = true
        let working = PlainOracle(hospital)
        // 27 February is a Friday: 2 and 3 March. 7 to 31 March hold 17 working days, then 1 and 2 April.
        #expect(working.figure("stage_typing_delay_median", "2026-03") == .of(1, 2))
        #expect(working.figure("stage_dispatch_delay_median", "2026-04") == .of(1, 19))
        #expect(working.row("stage_typing_delay_median", "2026-03")?.unit == "jours ouvrés")
    }

    @Test func `which letters answer an encounter`() {
        var hospital = PlainHospital.small()
        let done = ["2026-03-12", nil, nil, nil]
        hospital.encounter("E1", "2026-03-02", type: "HOSP")
        hospital.letter("L1", done, type: "CR", of: "E1")  // listed second: answers
        hospital.encounter("E2", "2026-03-02", type: "CONS")
        hospital.letter("L2", done, type: "LL", of: "E2")  // not listed: E2's letter is missing
        hospital.encounter("E3", "2026-03-02", type: "ACTE")
        hospital.letter("L3", done, type: "LL", of: "E3")  // a star: any answers
        hospital.encounter("E4", "2026-03-02", type: "CONS")
        hospital.letter("L4", [nil, nil, nil, nil], of: "E4")  // nothing has happened
        hospital.encounter("E5", "2026-03-02", type: "CONS")
        hospital.letter("L5", done, of: "E5", isCancelled: true)  // missing
        hospital.encounter("E6", "2026-03-02", type: "CONS", status: "noShow")
        hospital.encounter("E7", "2026-03-02", type: "EXAM")
        hospital.encounter("E8", "2026-03-02", type: "XX")
        hospital.encounter("E9", "2025-12-31", type: "CONS")  // before measureFrom
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letter_coverage_rate") == .rate(2, 5))
        // Missing: E2 and E5; not dictated: L4.
        #expect(oracle.figure("backlog_to_dictate") == .count(3))
        #expect(oracle.figure("backlog_to_type") == .count(3))
        // Due on 9 March: L1, L3? no due day (LL). CR: L1, L4, missing E2 and E5; none was sent.
        #expect(oracle.figure("letter_on_time_rate") == .rate(0, 4))
    }

    @Test func `a letter without a stage counts if its encounter is done or unknown`() {
        let nothing: [String?] = [nil, nil, nil, nil]
        var hospital = PlainHospital.small()
        hospital.encounter("E1", "2026-03-02", type: "EXAM")
        hospital.encounter("E2", "2026-03-02", status: "cancelled")
        hospital.letter("A", nothing, of: "E1")
        hospital.letter("B", nothing, of: "E2")  // nowhere
        hospital.letter("C", nothing, of: "E9", ended: "2026-03-02")
        hospital.letter("D", nothing, of: "E9")  // no start: nowhere
        hospital.letter("E", ["2026-03-03", nil, nil, nil], of: "E2")  // something was done
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("backlog_to_dictate") == .count(2))
        #expect(oracle.figure("backlog_to_type") == .count(1))
    }
}
