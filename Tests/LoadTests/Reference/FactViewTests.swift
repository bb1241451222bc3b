import Domain
import Testing

@testable import Load

/// v_encounter, v_letter, v_call: facts with the secretariat and pole of their own day.
struct FactViewTests {
    /// U1 belongs to S1, and from April to S2; S1 moves from pole A to pole B in March.
    private var reference: ReferenceData {
        var reference = TestReference()
        reference.secretariat("S1", pole: "A", through: "2026-02-28")
        reference.secretariat("S1", pole: "B", from: "2026-03-01")
        reference.secretariat("S2", pole: "C")
        reference.secretariat("S3", pole: "D")
        for source in ["dpi", "letters", "tel"] {
            reference.unit("U1", of: source, to: "S1", from: "2026-01-01", through: "2026-03-31")
            reference.unit("U1", of: source, to: "S2", from: "2026-04-01")
        }
        // The same code is another unit in another source.
        reference.unit("U2", of: "dpi", to: "S3")
        return reference.data
    }

    private func views(
        encounters: [TestEncounter] = [], letters: [TestLetter] = [], calls: [TestCall] = [],
        measuredTo: String? = nil
    ) throws -> TestWarehouse {
        let test = try TestWarehouse()
        try test.load(.of(encounters), source: test.source("dpi", .encounters), file: "e.csv")
        try test.load(.of(letters), source: test.source("letters", .letters), file: "l.csv")
        try test.load(.of(calls), source: test.source("tel", .calls), file: "c.csv")
        try test.warehouse.writeReference(
            reference, settings: settings, asOf: day("2026-04-30"))
        if let measuredTo {
            try test.warehouse.set(
                .lettersMeasuredTo, to: String(day(measuredTo).dayNumber))
        }
        return test
    }

    @Test func `an encounter belongs where its unit belonged at its end`() throws {
        let test = try views(encounters: [
            TestEncounter(key: 1, line: 2, endedOn: "2026-02-28"),
            TestEncounter(key: 2, line: 3, endedOn: "2026-03-01"),
            TestEncounter(key: 3, line: 4, endedOn: "2026-04-01", status: .noShow),
            TestEncounter(key: 4, line: 5, endedOn: "2025-12-31"),
            TestEncounter(key: 5, line: 6, unit: "U9", endedOn: "2026-03-01"),
            TestEncounter(key: 6, line: 7, endedOn: nil, status: .planned),
        ])
        #expect(
            try test.lines(
                """
                SELECT encounter_key, source, encounter_type, unit, ended_on, status, secretariat,
                    pole, file, line FROM v_encounter ORDER BY 1
                """) == [
                    "1|dpi|CS|U1|2026-02-28|done|S1|A|e.csv|2",
                    "2|dpi|CS|U1|2026-03-01|done|S1|B|e.csv|3",
                    "3|dpi|CS|U1|2026-04-01|noShow|S2|C|e.csv|4",
                    "4|dpi|CS|U1|2025-12-31|done|?|?|e.csv|5",
                    "5|dpi|CS|U9|2026-03-01|done|?|?|e.csv|6",
                    "6|dpi|CS|U1|-|planned|-|-|e.csv|7",
                ])
    }

    @Test func `a letter belongs where its unit belonged at its start`() throws {
        let test = try views(
            encounters: [
                TestEncounter(key: 10, unit: "U2", endedOn: "2026-02-10"),
                TestEncounter(key: 11, unit: "U2", endedOn: nil, status: .cancelled),
            ],
            letters: [
                // Its own unit wins over its encounter's; the encounter gives the start.
                TestLetter(
                    key: 1, encounter: 10, encounterEndedOn: "2026-04-05", sentOn: "2026-04-06"),
                // A blank unit takes the encounter's.
                TestLetter(key: 2, unit: nil, encounter: 10),
                // The encounter has no end: the letter's own copy of it counts.
                TestLetter(key: 3, encounter: 11, encounterEndedOn: "2026-04-05"),
                TestLetter(
                    key: 4, unit: nil, encounter: 11, encounterEndedOn: "2026-04-05",
                    status: .cancelled),
                // No such encounter is loaded.
                TestLetter(key: 5, encounter: 99, encounterEndedOn: "2026-03-31"),
                TestLetter(key: 6, unit: nil, encounter: 99, encounterEndedOn: "2026-03-31"),
                // Nothing but stages: the effective dictation, the earliest of them.
                TestLetter(key: 7, dictatedOn: "2026-04-09", typedOn: "2026-03-31"),
                TestLetter(key: 8, sentOn: "2026-04-01", channel: "MSSanté"),
                TestLetter(key: 9),
            ])
        #expect(
            try test.lines(
                """
                SELECT letter_key, unit, encounter_key, start_on, secretariat, pole, status, channel
                FROM v_letter ORDER BY 1
                """) == [
                    "1|U1|10|2026-02-10|S1|A|active|-",
                    "2||10|2026-02-10|S3|D|active|-",
                    "3|U1|11|2026-04-05|S2|C|active|-",
                    "4||11|2026-04-05|S3|D|cancelled|-",
                    "5|U1|99|2026-03-31|S1|B|active|-",
                    "6||99|2026-03-31|?|?|active|-",
                    "7|U1|-|2026-03-31|S1|B|active|-",
                    "8|U1|-|2026-04-01|S2|C|active|MSSanté",
                    "9|U1|-|-|-|-|active|-",
                ])
    }

    @Test(arguments: [
        ("2026-04-10", "2026-04-01"), ("2026-04-01", "2026-04-01"), ("2026-03-31", "-"),
    ])
    func `a stage after the last day measured has not happened`(
        measuredTo: String, start: String
    ) throws {
        let test = try views(
            letters: [TestLetter(key: 1, dictatedOn: "2026-04-08", typedOn: "2026-04-01")],
            measuredTo: measuredTo)
        #expect(try test.lines("SELECT start_on FROM v_letter") == [start])
    }

    @Test func `a call belongs where its queue belonged on its day`() throws {
        let test = try views(calls: [
            TestCall(
                key: 1, line: 2, day: "2026-03-31", second: 86_399, queue: "U1", wait: 0,
                talk: 61),
            TestCall(
                key: 2, line: 3, day: "2026-04-01", second: 0, queue: "U1",
                outcome: .voicemail, direction: .outbound, origin: .internal),
            TestCall(
                key: 3, line: 4, day: "2026-04-01", second: 9 * 3600 + 1799, queue: "?",
                outcome: .deflected),
        ])
        #expect(
            try test.lines(
                """
                SELECT call_key, started_at, half_hour, queue, outcome, wait_seconds, talk_seconds,
                    direction, origin, secretariat, pole, file, line FROM v_call ORDER BY 1
                """) == [
                    "1|2026-03-31T23:59:59|23:30|U1|answered|0|61|inbound|external|S1|B|c.csv|2",
                    "2|2026-04-01T00:00:00|00:00|U1|voicemail|-|-|outbound|internal|S2|C|c.csv|3",
                    "3|2026-04-01T09:29:59|09:00|?|deflected|-|-|inbound|external|?|?|c.csv|4",
                ])
    }
}
