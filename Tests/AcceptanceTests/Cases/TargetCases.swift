import Domain
import Testing

/// Contract §5's targets, periods and horizon, with figures worked out by hand.
@Suite struct `Targets, periods and horizons worked out by hand` {
    /// S1: 7 of 10 answered, 3 abandoned.
    private func tenCalls() -> PlainHospital {
        var hospital = PlainHospital.small()
        for index in 0..<10 {
            hospital.call("2026-03-02", "9:0\(index)", index < 7 ? "answered" : "abandoned")
        }
        return hospital
    }

    @Test(arguments: [
        ("answer_rate", 70.0, 60.0, "met"), ("answer_rate", 71, 70, "watch"),
        ("answer_rate", 71, 70.5, "missed"), ("answer_rate", 71, nil, "missed"),
        ("answer_rate", 69.9, nil, "met"), ("abandon_rate", 30, 40, "met"),
        ("abandon_rate", 29, 30, "watch"), ("abandon_rate", 20, 29, "missed"),
        ("abandon_rate", 29.9, nil, "missed"),
    ])
    func `on the target is met, on the alert is watch`(
        kpi: String, target: Double, alert: Double?, status: String
    ) {
        var hospital = tenCalls()
        hospital.reference.targets = [
            PlainTarget(
                indicator: kpi, level: "establishment", code: "*", value: target, alert: alert)
        ]
        let row = PlainOracle(hospital).row(kpi)
        #expect(row?.status == status)
        #expect(row?.target == target)
        #expect(row?.alert == alert)
    }

    @Test func `the most specific level wins, valid on the period's last day`() {
        var hospital = tenCalls()
        hospital.call("2026-03-02", "9:00", queue: "Q2")
        hospital.call("2026-03-02", "9:00", queue: "Q3")
        hospital.call("2026-03-02", "9:00", queue: "?")
        func target(_ level: String, _ code: String, _ value: Double, _ from: String? = nil) {
            hospital.reference.targets.append(
                PlainTarget(
                    indicator: "answer_rate", level: level, code: code, value: value,
                    validity: valid(from, nil)))
        }
        target("establishment", "", 50)
        target("pole", "p1", 60)
        target("secretariat", "S1", 80, "2026-04-01")  // not valid on 31 March
        target("secretariat", "S2", 90, "2026-03-31")
        let oracle = PlainOracle(hospital)
        #expect(oracle.row("answer_rate")?.target == 50)
        #expect(oracle.row("answer_rate", "2026-03", "P1")?.target == 60)
        #expect(oracle.row("answer_rate", "2026-03", "S1")?.target == 60)
        #expect(oracle.row("answer_rate", "2026-03", "S2")?.target == 90)
        #expect(oracle.row("answer_rate", "2026-W10", "S2")?.target == 60)  // ends on 8 March
        #expect(oracle.row("answer_rate", "2026", "S1")?.target == 80)  // ends on 31 December
        #expect(oracle.row("answer_rate", "2026-03", "P2")?.target == 50)
        #expect(oracle.row("answer_rate", "2026-03", "S3")?.target == 50)
        #expect(oracle.row("answer_rate", "2026-03", "?")?.target == 50)
    }

    @Test func `a secretariat inherits from its pole of the last day measured`() {
        var hospital = tenCalls()
        hospital.reference.secretariats[0].validity = valid(nil, "2026-04-14")
        hospital.reference.secretariats.append(
            PlainSecretariat(
                code: "S1", label: "S1", pole: "P2", poleLabel: "",
                validity: valid("2026-04-15", nil)
            ))
        hospital.reference.targets = [
            PlainTarget(indicator: "answer_rate", level: "pole", code: "P1", value: 60),
            PlainTarget(indicator: "answer_rate", level: "pole", code: "P2", value: 90),
        ]
        // The quarter ends on 31 March, in P1; the year is measured to 31 March too.
        #expect(PlainOracle(hospital).row("answer_rate", "2026-Q1", "S1")?.target == 60)
        #expect(PlainOracle(hospital).row("answer_rate", "2026", "S1")?.target == 60)
        hospital.settings.asOf = day("2026-04-15")
        #expect(PlainOracle(hospital).row("answer_rate", "2026-Q1", "S1")?.target == 60)
        #expect(PlainOracle(hospital).row("answer_rate", "2026", "S1")?.target == 90)
    }

    @Test func `a target for all types applies to segment * only`() {
        var hospital = PlainHospital.small()
        hospital.letter("A", [nil, nil, nil, "2026-03-09"], ended: "2026-03-02")
        func target(_ segment: String, _ value: Double) -> PlainTarget {
            PlainTarget(
                indicator: "letter_delay_median", level: "establishment", code: "",
                segment: segment, value: value)
        }
        hospital.reference.targets = [target("*", 7)]
        #expect(PlainOracle(hospital).row("letter_delay_median")?.status == "met")
        #expect(
            PlainOracle(hospital).row("letter_delay_median", segment: "CR")?.status == "no_target")
        hospital.reference.targets = [target("cr", 6)]
        #expect(PlainOracle(hospital).row("letter_delay_median")?.status == "no_target")
        #expect(
            PlainOracle(hospital).row("letter_delay_median", segment: "CR")?.status == "missed")
    }

    @Test func `the period that holds measureFrom counts whole, but expects no letter before it`() {
        var hospital = PlainHospital.small()
        hospital.settings.measureFrom = day("2026-02-16")
        hospital.encounter("A", "2026-02-15")  // expects none
        hospital.encounter("B", "2026-02-16")
        hospital.letter("L1", [nil, nil, nil, "2026-01-20"], ended: "2026-01-10")
        hospital.letter("L2", [nil, nil, nil, "2026-02-03"], ended: "2026-02-01")
        hospital.letter("L3", ["2026-03-09", nil, nil, nil], ended: "2026-02-01")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letters_sent", "2026-01") == nil)
        #expect(oracle.figure("letters_sent", "2026-W07") == nil)
        #expect(oracle.figure("letters_sent", "2026-02") == .count(1))
        #expect(oracle.figure("letters_sent", "2026-Q1") == .count(2))
        #expect(oracle.figure("letter_delay_median", "2026-02") == .of(1, 2))
        #expect(oracle.figure("letter_coverage_rate", "2026-02") == .rate(0, 1))
        // B is missing and L3 waits since 1 February.
        #expect(oracle.figure("backlog_to_dictate", "2026-02") == .count(2))
        #expect(oracle.figure("backlog_net_flow", "2026-02") == .count(2))
        #expect(oracle.backlog().map(\.date).min() == day("2026-02-16"))
    }

    @Test func `a measureFrom still to come leaves the periods that are under way`() {
        var hospital = PlainHospital.small(asOf: "2026-03-10")
        hospital.settings.measureFrom = day("2026-03-20")
        hospital.letter("L", [nil, nil, nil, "2026-03-09"], ended: "2026-03-02")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("letters_sent", "2026-03") == .count(1))
        #expect(oracle.figure("letter_delay_median", "2026-Q1") == .of(1, 7))
        #expect(oracle.figure("letters_sent", "2026-W11") == nil)
        #expect(oracle.backlog().isEmpty)
    }

    // 31 March 2026 is a Tuesday.
    @Test(arguments: [
        ("2026-03-31", "2026-03-31"), ("2026-03-27", "2026-03-31"),  // 30 and 31: two days
        ("2026-03-26", "2026-03-26"),  // 27, 30 and 31: late
        ("2026-03-20", "2026-03-20"),
    ])
    func `a source that is more than two working days late is the day measured`(
        last: String, measured: String
    ) {
        var hospital = PlainHospital.small()
        for index in 0..<3 { hospital.sources[index].until = nil }
        hospital.encounter("A", "2026-03-31", type: "EXAM")
        hospital.letter("L", ["2026-03-02", last, nil, nil])
        hospital.call("2026-03-31", "9:00")
        let oracle = PlainOracle(hospital)
        #expect(oracle.row("letters_typed")?.measuredTo == day(measured))
        #expect(oracle.row("letters_typed")?.isProvisional == (measured != "2026-03-31"))
        #expect(oracle.row("calls_received")?.measuredTo == day("2026-03-31"))
        #expect(oracle.backlog().map(\.date).max() == day(measured))
    }

    @Test func `what no event or an end holds back`() {
        var hospital = PlainHospital.small()
        for index in 0..<3 { hospital.sources[index].until = nil }
        hospital.encounter("A", "2026-03-31", type: "EXAM")
        hospital.encounter("B", "2026-04-02", type: "EXAM")
        // No event of letters: they hold nothing back. A planned encounter is none.
        #expect(PlainOracle(hospital).row("letters_typed")?.measuredTo == day("2026-03-31"))
        hospital.sources[0].files[0].encounters[0].status = "planned"
        hospital.letter("L", ["2026-03-02", nil, nil, nil])
        #expect(PlainOracle(hospital).row("letters_typed")?.measuredTo == day("2026-03-02"))
        // A cancelled letter's stage is one.
        hospital.letter("K", ["2026-03-02", "2026-03-30", nil, nil], isCancelled: true)
        #expect(PlainOracle(hospital).row("letters_typed")?.measuredTo == day("2026-03-31"))
        hospital.sources[1].files[0].letters.removeLast()
        hospital.sources[1].until = day("2026-03-30")
        #expect(PlainOracle(hospital).row("letters_typed")?.measuredTo == day("2026-03-31"))
        hospital.sources[1].until = day("2026-03-31")
        #expect(PlainOracle(hospital).row("letters_typed")?.measuredTo == day("2026-03-02"))
    }
}
