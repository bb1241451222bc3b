import Domain
import Testing

/// Contract §5's backlogs and §6's v_backlog, with figures worked out by hand.
@Suite struct `Backlogs worked out by hand` {
    /// Stock, entered, left of one secretariat, stage and day.
    private func flow(
        _ oracle: PlainOracle, _ date: String, _ stage: String, _ code: String = "S1"
    ) -> [Int]? {
        let row = oracle.backlog().first {
            $0.date == day(date) && $0.secretariat == code && $0.stage == stage
        }
        return row.map { [$0.stock, $0.entered, $0.left] }
    }

    @Test func `a letter waits in each stage from its entry to the day before its exit`() {
        var hospital = PlainHospital.small()
        hospital.encounter("A", "2026-03-02")
        hospital.letter("A", ["2026-03-05", "2026-03-10", "2026-03-10", "2026-03-20"], of: "A")
        let oracle = PlainOracle(hospital)
        #expect(flow(oracle, "2026-03-01", "to_dictate") == nil)  // before the first event
        #expect(flow(oracle, "2026-03-02", "to_dictate") == [1, 1, 0])
        #expect(flow(oracle, "2026-03-04", "to_dictate") == [1, 0, 0])
        #expect(flow(oracle, "2026-03-05", "to_dictate") == [0, 0, 1])
        #expect(flow(oracle, "2026-03-05", "to_type") == [1, 1, 0])
        #expect(flow(oracle, "2026-03-10", "to_type") == [0, 0, 1])
        #expect(flow(oracle, "2026-03-10", "to_validate") == [0, 1, 1])  // in and out in a day
        #expect(flow(oracle, "2026-03-10", "to_send") == [1, 1, 0])
        #expect(flow(oracle, "2026-03-20", "to_send") == [0, 0, 1])
        #expect(flow(oracle, "2026-03-31", "to_send") == [0, 0, 0])
        #expect(flow(oracle, "2026-04-01", "to_send") == nil)
        #expect(flow(oracle, "2026-03-02", "to_type", "S2") == nil)  // never named
        #expect(oracle.backlog().count == 30 * 4)
    }

    @Test func `a letter dictated before its start never waits for its dictation`() {
        var hospital = PlainHospital.small()
        hospital.letter("A", ["2026-03-05", nil, nil, nil], ended: "2026-03-09")
        let oracle = PlainOracle(hospital)
        #expect(flow(oracle, "2026-03-05", "to_dictate") == [0, 0, 0])
        #expect(flow(oracle, "2026-03-09", "to_dictate") == [0, 0, 0])
        #expect(flow(oracle, "2026-03-05", "to_type") == [1, 1, 0])
    }

    @Test func `a missing letter leaves the backlog after missingLetterDays`() {
        var hospital = PlainHospital.small()
        hospital.settings.missingLetterDays = 10
        hospital.encounter("A", "2026-03-10")
        hospital.letter("B", [nil, nil, nil, nil], of: "B")
        hospital.encounter("B", "2026-03-10")  // its letter is there: it stays
        let oracle = PlainOracle(hospital)
        #expect(flow(oracle, "2026-03-10", "to_dictate") == [2, 2, 0])
        #expect(flow(oracle, "2026-03-20", "to_dictate") == [2, 0, 0])
        #expect(flow(oracle, "2026-03-21", "to_dictate") == [1, 0, 1])
        #expect(oracle.figure("backlog_to_dictate") == .count(1))
        // It stays late and uncovered.
        #expect(oracle.figure("letter_on_time_rate") == .rate(0, 2))
        #expect(oracle.figure("letter_coverage_rate") == .rate(0, 2))
    }

    @Test func `ages in the stage`() {
        var hospital = PlainHospital.small()
        for age in [0, 2, 3, 7, 8, 14, 15, 30, 31] {
            let dictated = "\(day("2026-03-31") - age)"
            hospital.letter("L\(age)", [dictated, nil, nil, nil], ended: "2026-02-01")
        }
        let oracle = PlainOracle(hospital)
        let row = oracle.backlog().first {
            $0.date == day("2026-03-31") && $0.stage == "to_type"
        }
        #expect(row?.stock == 9)
        #expect(row?.ages == [2, 2, 2, 2, 1])
        #expect(row?.oldestDays == 31)
        // The 9th of 9 is the first whose rank is ≥ 8.1.
        #expect(oracle.figure("backlog_to_type_age_p90") == .of(9, 31))
        #expect(oracle.figure("backlog_to_type_oldest") == .of(9, 31))
        #expect(oracle.figure("backlog_to_type_oldest", "2026-03", "P2") == nil)
        let none = oracle.backlog().first {
            $0.date == day("2026-03-31") && $0.stage == "to_send"
        }
        #expect(none?.oldestDays == .some(nil))
    }

    @Test func `net flow of a pole is that of the secretariats it has on the last day`() {
        var hospital = PlainHospital.small()
        // S1 moves from P1 to P2 on 15 March.
        hospital.reference.secretariats[0].validity = valid(nil, "2026-03-14")
        hospital.reference.secretariats.append(
            PlainSecretariat(
                code: "S1", label: "Secrétariat S1", pole: "P2", poleLabel: "Pôle P2",
                validity: valid("2026-03-15", nil)))
        let waiting: [String?] = [nil, nil, nil, nil]
        hospital.letter("A", waiting, unit: "U1", ended: "2026-02-10")
        hospital.letter("B", waiting, unit: "U1", ended: "2026-02-10")
        hospital.letter("C", waiting, unit: "U2", ended: "2026-02-10")
        hospital.letter("D", waiting, unit: "U1", ended: "2026-03-03")
        hospital.letter("E", waiting, unit: "U3", ended: "2026-03-20")
        hospital.letter("F", ["2026-02-10", nil, nil, "2026-03-20"], unit: "U2")
        let oracle = PlainOracle(hospital)
        // S1: 2 → 3. S2: 2 → 1. S3: 0 → 1.
        #expect(oracle.figure("backlog_net_flow", "2026-03", "S1") == .count(1))
        #expect(oracle.figure("backlog_net_flow", "2026-03", "P1") == .count(-1))
        #expect(oracle.figure("backlog_net_flow", "2026-03", "P2") == .count(2))
        #expect(oracle.figure("backlog_net_flow") == .count(1))
        #expect(oracle.figure("backlog_total", "2026-03", "P1") == .count(1))
        #expect(oracle.figure("backlog_total", "2026-03", "P2") == .count(4))
        #expect(oracle.figure("backlog_total", "2026-02", "P1") == .count(4))
        #expect(oracle.figure("backlog_total", "2026-02", "P2") == .count(0))
    }

    @Test func `stock in days of work`() {
        var hospital = PlainHospital.small()
        // 4 to 31 March: 20 working days (3 + 5 + 5 + 5 + 2).
        for index in 0..<8 {
            let typed = "\(day("2026-03-04") + index)"
            hospital.letter("T\(index)", [nil, typed, nil, nil])
        }
        hospital.letter("T8", [nil, "2026-03-03", nil, nil])  // the day before the 28
        for index in 0..<3 { hospital.letter("S\(index)", ["2026-03-01", nil, nil, nil]) }
        hospital.letter("X", ["2026-03-01", nil, nil, nil], unit: "U2")
        hospital.letter("Y", [nil, "2026-03-10", nil, nil], unit: "U3")
        let oracle = PlainOracle(hospital)
        // 3 ÷ (8 ÷ 20) = 7.5; the pole has 4 to type: 10.
        #expect(
            oracle.figure("backlog_to_type_days_of_work", "2026-03", "S1") == Figure(3, 8, 7.5))
        #expect(
            oracle.figure("backlog_to_type_days_of_work", "2026-03", "P1") == Figure(4, 8, 10))
        // Nothing typed: no value, missed where there is a target.
        #expect(
            oracle.figure("backlog_to_type_days_of_work", "2026-03", "S2") == Figure(1, 0, nil))
        #expect(
            oracle.row("backlog_to_type_days_of_work", "2026-03", "S2")?.status == "no_target")
        // Nothing to type: 0 days.
        #expect(
            oracle.figure("backlog_to_type_days_of_work", "2026-03", "S3") == Figure(0, 1, 0))
        #expect(oracle.figure("backlog_to_type_days_of_work", "2026-02", "S3") == nil)
        hospital.reference.targets = [
            PlainTarget(
                indicator: "backlog_to_type_days_of_work", level: "establishment", code: "",
                value: 5)
        ]
        let row = PlainOracle(hospital).row("backlog_to_type_days_of_work", "2026-03", "S2")
        #expect(row?.status == "missed")
        #expect(row?.value == nil)
    }

    @Test func `counts and stocks are rows from the first event to the last`() {
        var hospital = PlainHospital.small()
        hospital.encounter("A", "2026-01-20", type: "EXAM", unit: "U1")
        hospital.letter("B", ["2026-03-05", nil, nil, nil], unit: "U2", ended: "2026-01-02")
        let oracle = PlainOracle(hospital)
        // The first event is the encounter's end: encounterEndedAt is none.
        #expect(oracle.figure("letters_sent", "2026-W03", "S1") == nil)
        #expect(oracle.figure("letters_sent", "2026-W04", "S1") == .count(0))
        #expect(oracle.figure("backlog_to_dictate", "2026-W04", "S2") == .count(1))
        #expect(oracle.figure("letters_typed", "2026-W10", "S2") == .count(0))
        #expect(oracle.figure("letters_typed", "2026-W11", "S2") == nil)
        #expect(oracle.figure("letters_typed", "2026-03", "P1") == .count(0))
        #expect(oracle.figure("letters_typed", "2026-03", "P2") == nil)
        #expect(oracle.figure("letters_typed", "2026-03", "S3") == nil)
        #expect(oracle.figure("letters_typed", "2026-Q1") == .count(0))
    }
}
