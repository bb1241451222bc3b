import Domain
import Testing
import Transform

/// What each check counts, and in which month.
struct QualityTallyTests {
    private func counts(_ hospital: Hospital, asOf: String = "2026-12-31") -> [String] {
        hospital.measures(asOf: asOf).qualityCounts().map {
            "\($0.month.code) \($0.source) \($0.check.code) \($0.found)/\($0.rows)"
        }
    }

    private func letter(_ days: String?..., encounter: String? = nil) -> Hospital.Letter {
        Hospital.Letter(
            encounter: encounter, dictated: days[0].map { day($0) }, typed: days[1].map { day($0) },
            validated: days[2].map { day($0) }, sent: days[3].map { day($0) })
    }

    @Test(
        arguments: [
            (["2026-10-05", "2026-10-02", nil, nil], "typed_before_dictated 1/1"),
            (["2026-10-02", "2026-10-02", nil, nil], "typed_before_dictated 0/1"),
            (["2026-10-05", nil, "2026-10-02", nil], "validated_before_typed 1/1"),
            // Only against the last stage that is dated: one wrong date is found once.
            (["2026-10-09", "2026-10-02", "2026-10-05", nil], "validated_before_typed 0/1"),
            (["2026-10-09", nil, nil, "2026-10-05"], "sent_before_validated 1/1"),
        ])
    func `a stage before an earlier one is found`(days: [String?], line: String) {
        var hospital = Hospital()
        hospital.letters.append(
            Hospital.Letter(
                dictated: days[0].map { day($0) }, typed: days[1].map { day($0) },
                validated: days[2].map { day($0) }, sent: days[3].map { day($0) }))
        #expect(counts(hospital).contains("2026-10 dpi " + line))
    }

    @Test func `a stage counts in its own month, and not at all after the day measured`() {
        var hospital = Hospital()
        hospital.letters.append(letter("2026-09-30", "2026-10-01", nil, "2026-11-02"))
        let all = counts(hospital)
        #expect(all.contains("2026-10 dpi typed_before_dictated 0/1"))
        #expect(all.contains("2026-11 dpi sent_before_validated 0/1"))
        #expect(counts(hospital, asOf: "2026-10-31") == ["2026-10 dpi typed_before_dictated 0/1"])
    }

    @Test func `letters sent are counted with what they lack`() {
        var hospital = Hospital()
        hospital.encounters.append(.init(id: "E", ended: day("2026-10-06")))
        hospital.letters = [
            letter("2026-10-07", nil, "2026-10-07", "2026-10-07", encounter: "E"),
            letter(nil, "2026-10-05", nil, "2026-10-05", encounter: "E"),
            letter("2026-10-05", "2026-10-05", nil, "2026-10-08", encounter: "elsewhere"),
        ]
        #expect(
            counts(hospital).filter { $0.contains(" sent_w") || $0.contains(" encounter") }
                == [
                    "2026-10 dpi sent_without_dictation 1/3",
                    "2026-10 dpi sent_without_typing 1/3",
                    "2026-10 dpi sent_without_validation 2/3", "2026-10 dpi sent_when_dictated 1/2",
                    "2026-10 dpi encounter_not_found 1/3",
                ])
        // Sent on the day before the encounter's end; the third letter's start is its dictation.
        #expect(counts(hospital).contains("2026-10 dpi sent_before_start 1/2"))
    }

    @Test func `cancelled letters are of no account`() {
        var hospital = Hospital()
        hospital.letters = [letter("2026-10-05", "2026-10-02", nil, nil)]
        hospital.letters[0].status = .cancelled
        #expect(counts(hospital).isEmpty)
    }

    @Test func `calls are counted by outcome, wait and talk`() {
        var hospital = Hospital()
        let monday = day("2026-10-05")
        hospital.calls = [
            .init(on: monday, wait: 3600, talk: 14_400), .init(on: monday, wait: 3601),
            .init(on: monday, talk: 14_401),
            .init(on: monday, outcome: .abandoned, wait: 40, talk: 0),
            .init(on: monday, outcome: .deflected, talk: 1),
            .init(on: monday, outcome: .voicemail, talk: 30),
            // Not received.
            .init(on: monday, direction: .outbound), .init(on: monday, origin: .internal),
        ]
        #expect(
            counts(hospital) == [
                "2026-10 tel answered 3/6", "2026-10 tel answered_without_wait 1/3",
                "2026-10 tel lost_with_talk 1/2", "2026-10 tel implausible_duration 2/6",
            ])
    }

    @Test func `a secretariat's day far below its weekday's is found, whatever others receive`() {
        var hospital = Hospital()
        let last = day("2026-10-08")
        for week in 0...5 {
            for queue in ["Q1", "Q2"] {
                let isLow = week == 0 && queue == "Q1"
                for _ in 0..<(isLow ? 3 : 30) {
                    hospital.calls.append(.init(on: last - 7 * week, queue: queue))
                }
            }
        }
        let low = hospital.measures(asOf: "2026-10-08", batch: 100).lowCallDays()
        #expect(
            low == [
                LowCallDay(
                    secretariat: Code("S1"), volume: LowDay(day: last, events: 3, usual: 30))
            ])
    }

    @Test func `the order of rows is of no account`() {
        var hospital = Hospital()
        hospital.letters = (1...9).map {
            letter("2026-10-0\($0)", "2026-10-05", nil, "2026-10-2\($0)")
        }
        let before = counts(hospital)
        hospital.letters.reverse()
        #expect(counts(hospital) == before)
        #expect(before.contains("2026-10 dpi typed_before_dictated 4/9"))
    }
}
