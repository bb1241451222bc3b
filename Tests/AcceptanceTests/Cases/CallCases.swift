import Domain
import Testing

/// Contract §5's calls, with figures worked out by hand. Open Monday to Friday, 8:30–12:30 and
/// 13:30–17:30; 2 March 2026 is a Monday.
@Suite struct `Calls worked out by hand` {
    @Test(arguments: [
        ("2026-03-02", "8:29:59", "answered", nil, "calls_out_of_hours"),
        ("2026-03-02", "8:30", "answered", nil, "answer_rate"),
        ("2026-03-02", "12:29:59", "deflected", nil, "deflection_rate"),
        ("2026-03-02", "12:30", "answered", nil, "calls_out_of_hours"),
        ("2026-03-02", "13:30", "voicemail", nil, "voicemail_rate"),
        ("2026-03-02", "17:30", "voicemail", nil, "calls_out_of_hours"),
        ("2026-03-07", "10:00", "answered", nil, "calls_out_of_hours"),  // a Saturday
        ("2026-04-06", "10:00", "answered", nil, "calls_out_of_hours"),  // Easter Monday
        ("2026-03-02", "10:00", "abandoned", 9, "calls_short_abandoned"),
        ("2026-03-02", "10:00", "abandoned", 10, "abandon_rate"),
        ("2026-03-02", "10:00", "abandoned", nil, "abandon_rate"),
        ("2026-03-02", "10:00", "answered", 3, "answer_rate"),
        ("2026-03-02", "7:00", "abandoned", 3, "calls_out_of_hours"),
    ])
    func `one class per call`(
        date: String, at: String, outcome: String, wait: Int?, counted: String
    ) {
        var hospital = PlainHospital.small(asOf: "2026-04-30")
        hospital.call(date, at, outcome, wait: wait)
        let oracle = PlainOracle(hospital)
        let month = String(date.prefix(7))
        #expect(oracle.figure("calls_received", month) == .count(1))
        let isOffered = counted.hasSuffix("_rate")
        #expect(oracle.figure("calls_offered", month) == .count(isOffered ? 1 : 0))
        for kpi in ["calls_out_of_hours", "calls_short_abandoned"] {
            #expect(oracle.figure(kpi, month) == .count(kpi == counted ? 1 : 0))
        }
        for kpi in ["answer_rate", "abandon_rate", "deflection_rate", "voicemail_rate"] {
            let expected: Figure? = isOffered ? .rate(kpi == counted ? 1 : 0, 1) : nil
            #expect(oracle.figure(kpi, month) == expected)
        }
    }

    @Test func `waits and conversations of calls offered and answered`() {
        var hospital = PlainHospital.small()
        hospital.call("2026-03-02", "9:00", wait: 60, talk: 100)
        hospital.call("2026-03-02", "9:01", wait: 61)
        hospital.call("2026-03-02", "9:02", wait: nil, talk: 51)
        hospital.call("2026-03-02", "9:03", wait: 10)
        hospital.call("2026-03-02", "9:04", "abandoned", wait: 300, talk: 7)
        hospital.call("2026-03-02", "7:00", wait: 500, talk: 500)  // out of hours
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("service_level") == .rate(2, 5))
        #expect(oracle.figure("answer_rate") == .rate(4, 5))
        #expect(oracle.figure("wait_median") == .of(3, 60))
        #expect(oracle.figure("wait_p90") == .of(3, 61))
        #expect(oracle.figure("talk_mean") == .of(2, 75.5))
    }

    @Test func `inbound calls, internal ones only where they are included`() {
        var hospital = PlainHospital.small()
        hospital.call("2026-03-02", "9:00", isInternal: true)
        hospital.call("2026-03-02", "9:00", queue: "Q2", isInbound: false)
        #expect(PlainOracle(hospital).figure("calls_received") == .count(0))
        // The outbound call has named S2, the internal one S1.
        #expect(PlainOracle(hospital).figure("calls_received", "2026-03", "S2") == .count(0))
        #expect(PlainOracle(hospital).figure("calls_received", "2026-03", "S3") == nil)
        hospital.settings.includesInternalCalls = true
        #expect(PlainOracle(hospital).figure("calls_received") == .count(1))
    }

    @Test func `opening hours of secretariats that received a call`() {
        var hospital = PlainHospital.small()
        // March 2026: 22 weekdays of 8 hours; the 4th is closed.
        hospital.reference.closedDays = [PlainClosedDay(day: day("2026-03-04"))]
        // S2 opens on Mondays and Saturdays alone, 9:00–12:30, from 9 March on.
        for weekday in [1, 6] {
            hospital.reference.openingHours.append(
                PlainOpening(
                    secretariat: "s2", weekday: weekday, slot: PlainSlot(open: 540, close: 750),
                    validity: valid("2026-03-09", nil)))
        }
        hospital.call("2026-03-02", "9:00", queue: "Q1")
        hospital.call("2026-03-14", "9:00", queue: "Q2")  // a Saturday, open
        hospital.call("2026-03-10", "9:00", queue: "Q2")  // a Tuesday, not listed: closed
        hospital.call("2026-03-02", "9:00", queue: "QX")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("phone_opening_hours", "2026-03", "S1") == .of(1, 168))
        // 2 to 8 March by the default: 2, 3, 5, 6 March = 32 h; then Mondays 9, 16, 23, 30 and
        // Saturdays 14, 21, 28: 7 × 3.5 = 24.5 h.
        #expect(oracle.figure("phone_opening_hours", "2026-03", "S2") == .of(1, 56.5))
        #expect(oracle.figure("phone_opening_hours", "2026-03", "P1") == .of(2, 112.25))
        #expect(oracle.figure("phone_opening_hours", "2026-03", "*") == .of(2, 112.25))
        #expect(oracle.figure("phone_opening_hours", "2026-03", "?") == nil)
        #expect(oracle.figure("phone_opening_hours", "2026-03", "S3") == nil)
        #expect(oracle.figure("calls_received", "2026-03", "?") == .count(1))
        #expect(oracle.figure("answer_rate", "2026-03", "?") == .rate(1, 1))
        #expect(oracle.figure("calls_out_of_hours", "2026-03", "S2") == .count(1))
        #expect(oracle.figure("calls_offered", "2026-03", "S2") == .count(1))
    }

    @Test func `opening hours end on the as-of day`() {
        var hospital = PlainHospital.small(asOf: "2026-03-10")
        hospital.call("2026-03-02", "9:00")
        // 2 to 6, 9 and 10 March.
        #expect(PlainOracle(hospital).figure("phone_opening_hours") == .of(1, 56))
        #expect(PlainOracle(hospital).row("phone_opening_hours")?.isProvisional == true)
    }

    @Test func `a holiday that is worked is open, on a weekday`() {
        var hospital = PlainHospital.small(asOf: "2026-05-31")
        hospital.reference.closedDays = [
            PlainClosedDay(day: day("2026-05-08"), isWorked: true)
        ]
        hospital.call("2026-05-08", "9:00")
        hospital.call("2026-05-01", "9:00")
        #expect(PlainOracle(hospital).figure("calls_out_of_hours", "2026-05") == .count(1))
        // May 2026 has 21 weekdays; 1, 14 and 25 are holidays, 8 is worked: 18 × 8 h.
        #expect(PlainOracle(hospital).figure("phone_opening_hours", "2026-05") == .of(1, 144))
    }

    @Test func `the pole is the secretariat's on the call's day`() {
        var hospital = PlainHospital.small()
        hospital.reference.secretariats[0].validity = valid(nil, "2026-03-14")
        hospital.reference.secretariats.append(
            PlainSecretariat(
                code: "S1", label: "S1", pole: "P2", poleLabel: "Pôle P2",
                validity: valid("2026-03-15", nil)))
        hospital.call("2026-03-13", "9:00")
        hospital.call("2026-03-16", "9:00")
        hospital.call("2026-03-17", "9:00")
        let oracle = PlainOracle(hospital)
        #expect(oracle.figure("calls_received", "2026-03", "P1") == .count(1))
        #expect(oracle.figure("calls_received", "2026-03", "P2") == .count(2))
        #expect(oracle.figure("calls_received", "2026-03", "S1") == .count(3))
        // Opening hours go to the pole on the last day measured.
        #expect(oracle.figure("phone_opening_hours", "2026-03", "P1") == nil)
        #expect(oracle.figure("phone_opening_hours", "2026-03", "P2") == .of(1, 176))
    }
}
