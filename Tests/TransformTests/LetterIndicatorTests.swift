import Domain
import Testing
import Transform

struct LetterIndicatorTests {
    @Test func `the delay runs from the encounter's end to the sending, in its month`() {
        var hospital = Hospital()
        hospital.encounters = [.init(id: "E", ended: day("2026-09-28"))]
        // The row of the encounter wins over the end that the letter names.
        hospital.letters = [
            .init(encounter: "E", encounterEnded: day("2026-09-01"), sent: day("2026-10-02"))
        ]
        let measures = hospital.measures()
        #expect(measures.value(.letterDelayMedian, "2026-10") == 4)
        #expect(measures.value(.letterDelayP90, "2026-10") == 4)
        #expect(measures.row(.letterDelayMedian, "2026-10")?.denominator == 1)
        #expect(measures.row(.letterDelayMedian, "2026-10")?.numerator == nil)
        #expect(measures.value(.letterDelayMedian, "2026-09") == nil)
    }

    @Test(arguments: [
        (DayCount.calendar, "2026-10-29", "2026-11-03", 5.0),
        (.working, "2026-10-29", "2026-11-03", 3), (.working, "2026-11-10", "2026-11-12", 1),
        (.working, "2026-11-06", "2026-11-08", 0), (.calendar, "2026-11-06", "2026-11-01", 0),
        (.working, "2026-11-06", "2026-11-01", 0),
    ])
    func `every delay follows dayCount, and a negative one counts as 0`(
        counted: DayCount, start: String, sent: String, delay: Double
    ) {
        var hospital = Hospital()
        hospital.settings.dayCount = counted
        hospital.letters = [.init(encounterEnded: day(start), sent: day(sent))]
        #expect(hospital.measures().value(.letterDelayMedian, "2026-11") == delay)
    }

    @Test(
        arguments: [
            ("2026-10-07", nil, nil), ("2026-10-07", "2026-10-05", nil), ("2026-10-08", nil, 0.0),
            ("2026-10-31", "2026-10-07", 100), ("2026-10-31", "2026-10-08", 100),
            ("2026-10-31", "2026-10-09", 0), ("2026-10-08", "2026-10-09", 0),
        ] as [(String, String?, Double?)])
    func `a letter is on time through its due day, and judged from that day on`(
        asOf: String, sent: String?, rate: Double?
    ) {
        var hospital = Hospital()
        hospital.letters = [
            .init(
                encounterEnded: day("2026-10-01"), dictated: day("2026-10-01"),
                sent: sent.map { day($0) })
        ]
        let row = hospital.measures(asOf: asOf).row(.letterOnTimeRate, "2026-10")
        #expect(row?.value == rate)
        #expect(row?.denominator == rate.map { _ in 1 })
    }

    @Test func `a due day counts in its own period, and a type without target has none`() {
        var hospital = Hospital()
        hospital.letters = [
            .init(encounterEnded: day("2026-09-28"), sent: day("2026-09-29")),
            .init(type: "LIBRE", encounterEnded: day("2026-09-28"), sent: day("2026-09-29")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.letterOnTimeRate, "2026-09") == nil)
        #expect(measures.row(.letterOnTimeRate, "2026-10")?.denominator == 1)
    }

    @Test(
        arguments: [
            ("2026-10-01", 100.0), ("2026-09-30", 100), ("2026-10-02", 0), (nil, 0),
        ] as [(String?, Double)])
    func `the same day is the day of the start or before, whatever dayCount`(
        sent: String?, rate: Double
    ) {
        for counted in DayCount.allCases {
            var hospital = Hospital()
            hospital.settings.dayCount = counted
            hospital.letters = [
                .init(
                    type: "J0", encounterEnded: day("2026-10-01"), dictated: day("2026-09-30"),
                    sent: sent.map { day($0) }),
                .init(encounterEnded: day("2026-10-01"), sent: day("2026-10-01")),
            ]
            let measures = hospital.measures()
            #expect(measures.value(.letterSameDayRate, "2026-10") == rate)
            #expect(measures.row(.letterSameDayRate, "2026-10")?.denominator == 1)
            #expect(measures.value(.letterSameDayRate, "2026-10", segment: "J0") == rate)
            #expect(measures.row(.letterSameDayRate, "2026-10", segment: "CR") == nil)
        }
    }

    @Test func `a type is read at the letter's start, nearest outside its periods`() {
        var hospital = Hospital()
        hospital.reference.letterTypes = CodeBook()
        hospital.define("CR", days: 3, during: Validity(through: day("2026-09-30")))
        hospital.define("CR", days: 9, during: Validity(from: day("2026-10-01")))
        hospital.letters = [
            .init(encounterEnded: day("2026-09-30"), sent: day("2026-10-05")),
            .init(encounterEnded: day("2026-10-01"), sent: day("2026-10-06")),
        ]
        #expect(hospital.measures().value(.letterOnTimeRate, "2026-10") == 50)
    }

    @Test func `cancelled letters, and letters without a start, count nowhere`() {
        var hospital = Hospital()
        hospital.encounters = [.init(id: "E", ended: nil, status: .planned)]
        hospital.letters = [
            .init(
                encounterEnded: day("2026-10-01"), dictated: day("2026-10-01"),
                sent: day("2026-10-02"), status: .cancelled),
            .init(encounter: "E"), .init(),
        ]
        let measures = hospital.measures()
        for row in measures.rows("2026-10") {
            #expect(row.value == 0, "\(row.indicator)")
        }
        #expect(measures.value(.backlogTotal, "2026-10") == 0)
    }

    @Test func `a letter counts in the stages that its later dates imply`() {
        var hospital = Hospital()
        hospital.letters = [
            .init(encounterEnded: day("2026-10-01"), validated: day("2026-10-20")),
            .init(dictated: day("2026-10-10"), sent: day("2026-11-05")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.lettersDictated, "2026-10") == 2)
        #expect(measures.value(.lettersTyped, "2026-10") == 1)
        #expect(measures.value(.lettersTyped, "2026-11") == 1)
        #expect(measures.value(.lettersSent, "2026-10") == 0)
        #expect(measures.value(.lettersSent, "2026-11") == 1)
        #expect(measures.value(.letterDelayMedian, "2026-11") == 26, "from its dictation")
    }

    @Test func `stage delays use the dates as recorded, in the period of the second`() {
        var hospital = Hospital()
        hospital.letters = [
            .init(
                encounterEnded: day("2026-10-01"), dictated: day("2026-10-03"),
                typed: day("2026-10-08"), validated: day("2026-10-18"), sent: day("2026-11-02")),
            // Dictation later than typing: recorded as it is, a delay of 0.
            .init(dictated: day("2026-10-20"), typed: day("2026-10-10"), sent: day("2026-10-21")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.stageDictationDelayMedian, "2026-10") == 2)
        #expect(measures.row(.stageDictationDelayMedian, "2026-10")?.denominator == 1)
        #expect(measures.value(.stageTypingDelayMedian, "2026-10") == 2.5)
        #expect(measures.value(.stageValidationDelayMedian, "2026-10") == 10)
        #expect(measures.value(.stageDispatchDelayMedian, "2026-10") == nil)
        #expect(measures.value(.stageDispatchDelayMedian, "2026-11") == 15)
        #expect(measures.value(.letterSecretariatDelayMedian, "2026-11") == 20)
        #expect(measures.value(.letterSecretariatDelayMedian, "2026-10") == nil)
        // The start of the second is its effective dictation, the day of typing.
        #expect(measures.value(.letterDelayMedian, "2026-10") == 11)
    }

    @Test func `dates after the day measured have not happened`() {
        var hospital = Hospital()
        hospital.letters = [
            .init(
                encounterEnded: day("2026-10-01"), dictated: day("2026-10-02"),
                typed: day("2026-10-04"), validated: day("2026-10-04"), sent: day("2026-10-06"))
        ]
        let measures = hospital.measures(asOf: "2026-10-31", lettersTo: "2026-10-05")
        #expect(measures.value(.lettersSent, "2026-10") == 0)
        #expect(measures.value(.letterDelayMedian, "2026-10") == nil)
        #expect(measures.value(.letterSecretariatDelayMedian, "2026-10") == nil)
        #expect(measures.value(.stageTypingDelayMedian, "2026-10") == 2)
        #expect(measures.value(.backlogToSend, "2026-10") == 1)
        #expect(measures.row(.backlogToSend, "2026-10")?.measuredTo == day("2026-10-05"))
    }

    @Test func `a letter of its own unit, and of its encounter's only where that is blank`() {
        var hospital = Hospital()
        hospital.encounters = [.init(id: "E", unit: "U2", ended: day("2026-10-01"))]
        hospital.letters = [
            .init(unit: "U1", encounter: "E", sent: day("2026-10-02")),
            .init(unit: " ", encounter: "E", sent: day("2026-10-02")),
            .init(unit: "U9", encounter: "E", sent: day("2026-10-02")),
            .init(unit: "", encounterEnded: day("2026-10-01"), sent: day("2026-10-02")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.lettersSent, "2026-10", secretariat("S1")) == 1)
        #expect(measures.value(.lettersSent, "2026-10", secretariat("S2")) == 1)
        #expect(measures.value(.lettersSent, "2026-10", secretariat("?")) == 2)
        #expect(measures.value(.lettersSent, "2026-10", pole("P1")) == 2)
        #expect(measures.value(.lettersSent, "2026-10", pole("?")) == 2)
        #expect(measures.value(.lettersSent, "2026-10") == 4)
    }

    @Test func `the crosswalk is read at the start, the pole on the indicator's day`() {
        var hospital = Hospital()
        hospital.reference.secretariats = CodeBook()
        hospital.assign("S1", to: "P1", during: Validity(through: day("2026-10-09")))
        hospital.assign("S1", to: "P2", during: Validity(from: day("2026-10-10")))
        hospital.assign("S2", to: "P2")
        hospital.reference.crosswalk = [:]
        hospital.map("U1", to: "S1", during: Validity(through: day("2026-10-05")))
        hospital.map("U1", to: "S2", during: Validity(from: day("2026-10-06")))
        hospital.letters = [
            .init(
                encounterEnded: day("2026-10-05"), dictated: day("2026-10-08"),
                typed: day("2026-10-12"), sent: day("2026-10-12")),
            .init(encounterEnded: day("2026-10-06"), sent: day("2026-10-07")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.lettersSent, "2026-10", secretariat("S1")) == 1)
        #expect(measures.value(.lettersSent, "2026-10", secretariat("S2")) == 1)
        #expect(measures.value(.lettersDictated, "2026-10", pole("P1")) == 1)
        #expect(measures.value(.lettersTyped, "2026-10", pole("P1")) == 0)
        #expect(measures.value(.lettersTyped, "2026-10", pole("P2")) == 2)
        #expect(measures.value(.stageDictationDelayMedian, "2026-10", pole("P1")) == 3)
        #expect(measures.value(.stageTypingDelayMedian, "2026-10", pole("P2")) == 4)
        #expect(measures.value(.letterDelayMedian, "2026-10", pole("P1")) == nil)
    }

    @Test func `an active letter counts whatever its encounter's status`() {
        var hospital = Hospital()
        hospital.encounters = [
            .init(id: "E", ended: day("2026-10-01"), status: .noShow),
            .init(id: "F", ended: day("2026-10-01"), status: .done),
        ]
        hospital.letters = [
            .init(encounter: "E", sent: day("2026-10-02")), .init(encounter: "E"),
            .init(encounter: "F"), .init(encounterEnded: day("2026-10-01")),
            .init(encounter: "unknown", encounterEnded: day("2026-10-01")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.lettersSent, "2026-10") == 1)
        // Of those without a stage, the ones whose encounter is done or unknown.
        #expect(measures.value(.backlogToDictate, "2026-10") == 3)
    }
}
