import Domain
import Testing
import Transform

struct ExpectedLetterTests {
    /// One encounter that ended on 1 October 2026.
    private func hospital(
        type: String = "CS", status: EncounterStatus = .done, letters: [Hospital.Letter] = []
    ) -> Hospital {
        var hospital = Hospital()
        hospital.encounters = [
            .init(id: "E", type: type, ended: day("2026-10-01"), status: status)
        ]
        hospital.letters = letters
        hospital.note("2026-09-30", "2026-10-01", "2026-12-31")
        return hospital
    }

    @Test(
        arguments: [
            ("CS", EncounterStatus.done, 0.0), ("CS", .noShow, nil), ("CS", .cancelled, nil),
            ("CS", .planned, nil), ("EXAM", .done, nil), ("HDJ", .done, 0), ("inconnu", .done, nil),
            ("cs", .done, 0),
        ] as [(String, EncounterStatus, Double?)])
    func `a done encounter of a type that expects one expects a letter`(
        type: String, status: EncounterStatus, rate: Double?
    ) {
        let measures = hospital(type: type, status: status).measures()
        #expect(measures.value(.letterCoverageRate, "2026-10") == rate)
        #expect(measures.value(.backlogToDictate, "2026-10") == (rate == nil ? 0 : 1))
    }

    @Test(arguments: [
        (Hospital.Letter(encounter: "E", dictated: day("2026-11-20")), 100.0, 0.0),
        // A row without a stage answers, but nothing has happened.
        (Hospital.Letter(encounter: "E"), 0, 1),
        (Hospital.Letter(type: "LIBRE", encounter: "E", dictated: day("2026-10-02")), 0, 1),
        (
            Hospital.Letter(encounter: "E", dictated: day("2026-10-02"), status: .cancelled), 0, 1
        ),
        (Hospital.Letter(encounter: "other", dictated: day("2026-10-02")), 0, 1),
        (Hospital.Letter(type: "cr ", encounter: "E", sent: day("2026-10-02")), 100, 0),
    ])
    func `coverage needs an active letter of a type that answers, with a stage`(
        letter: Hospital.Letter, rate: Double, waiting: Double
    ) {
        let measures = hospital(letters: [letter]).measures()
        #expect(measures.value(.letterCoverageRate, "2026-10") == rate)
        #expect(measures.value(.backlogToDictate, "2026-11") == waiting)
    }

    @Test(arguments: [("HDJ", "LIBRE", true), ("HDJ", "inconnu", true), ("ANY", "LIBRE", true)])
    func `any type answers where none is given or the list ends in *`(
        type: String, letter: String, answers: Bool
    ) {
        var hospital = hospital(
            type: type,
            letters: [.init(type: letter, encounter: "E", sent: day("2026-10-03"))])
        hospital.expect("ANY", ["CR", "*"])
        #expect(hospital.measures().value(.letterCoverageRate, "2026-10") == (answers ? 100 : 0))
    }

    @Test func `several types answer, the first one gives the due day`() {
        var hospital = hospital(type: "SEJ")
        hospital.expect("SEJ", ["J0", "CR"])
        let missing = hospital.measures()
        #expect(missing.value(.letterSameDayRate, "2026-10", segment: "J0") == 0)
        #expect(missing.value(.letterOnTimeRate, "2026-10", segment: "J0") == 0)
        #expect(missing.row(.letterOnTimeRate, "2026-10", segment: "CR") == nil)
        hospital.letters = [.init(encounter: "E", sent: day("2026-10-02"))]
        let answered = hospital.measures()
        #expect(answered.value(.letterCoverageRate, "2026-10") == 100)
        #expect(answered.value(.letterSameDayRate, "2026-10") == nil)
    }

    @Test(
        arguments: [("2026-09-30", nil), ("2026-10-01", 1), ("2026-10-02", 1)] as [(String, Int?)])
    func `an encounter expects a letter from its end on`(asOf: String, expected: Int?) {
        let row = hospital().measures(asOf: asOf).row(.letterCoverageRate, "2026-10")
        #expect(row?.denominator == expected)
    }

    @Test(arguments: [("2026-10-01", 1), ("2026-10-02", nil)] as [(String, Int?)])
    func `no letter is expected of an encounter before measureFrom`(from: String, expected: Int?) {
        var hospital = hospital(letters: [
            .init(encounterEnded: day("2026-10-01"), sent: day("2026-10-01"))
        ])
        hospital.settings.measureFrom = day(from)
        let measures = hospital.measures()
        #expect(measures.row(.letterCoverageRate, "2026-10")?.denominator == expected)
        #expect(measures.value(.lettersSent, "2026-10") == 1, "all else counts as usual")
    }

    @Test(arguments: [
        ("2026-10-10", 1.0), ("2026-10-11", 1), ("2026-10-12", 0), ("2026-10-13", 0),
    ])
    func `a missing letter leaves the backlog after so many days, and stays late and uncovered`(
        asOf: String, waiting: Double
    ) {
        var hospital = hospital()
        hospital.settings.missingLetterDays = 10
        let measures = hospital.measures(asOf: asOf)
        #expect(measures.value(.backlogToDictate, "2026-10") == waiting)
        #expect(measures.value(.letterOnTimeRate, "2026-10") == 0)
        #expect(measures.value(.letterCoverageRate, "2026-10") == 0)
        if asOf >= "2026-10-12" {
            let days = measures.backlog(of: Code("S1")).filter { $0.stage == .toDictate }
            #expect(days.first { $0.date == day("2026-10-12") }?.left == 1)
            #expect(days.first { $0.date == day("2026-10-11") }?.stock == 1)
        }
    }

    @Test func `a letter row without a stage stays in the backlog for good`() {
        var hospital = hospital(letters: [.init(encounter: "E")])
        hospital.settings.missingLetterDays = 10
        #expect(hospital.measures().value(.backlogToDictate, "2026-12") == 1)
    }

    @Test func `a rule of a unit wins where it is valid that day`() {
        var hospital = Hospital()
        hospital.expect(
            "CS", nil, unit: "u2",
            during: Validity(from: day("2026-10-01"), through: day("2026-10-10")))
        hospital.expect("EXAM", [], unit: "U1")
        hospital.encounters = [
            .init(id: "1", unit: "U2", ended: day("2026-09-30")),
            .init(id: "2", unit: "U2", ended: day("2026-10-01")),
            .init(id: "3", unit: "U2", ended: day("2026-10-10")),
            .init(id: "4", unit: "U2", ended: day("2026-10-11")),
            .init(id: "5", type: "EXAM", unit: "U1", ended: day("2026-11-01")),
            .init(id: "6", type: "EXAM", unit: "U2", ended: day("2026-11-01")),
        ]
        let measures = hospital.measures()
        #expect(measures.row(.letterCoverageRate, "2026-09")?.denominator == 1)
        #expect(measures.row(.letterCoverageRate, "2026-10")?.denominator == 1)
        #expect(measures.row(.letterCoverageRate, "2026-11")?.denominator == 1)
    }

    @Test func `a rule for all units is the nearest at the encounter's end`() {
        var hospital = Hospital()
        hospital.reference.encounterTypes = CodeBook()
        hospital.expect("CS", ["CR"], during: Validity(through: day("2026-09-30")))
        hospital.expect("CS", nil, during: Validity(from: day("2026-10-11")))
        for (id, end) in [("1", "2026-10-05"), ("2", "2026-10-06"), ("3", "2026-12-01")] {
            hospital.encounters.append(.init(id: id, ended: day(end)))
        }
        let measures = hospital.measures()
        #expect(measures.row(.letterCoverageRate, "2026-10")?.denominator == 1)
        #expect(measures.row(.letterCoverageRate, "2026-12") == nil)
    }

    @Test func `a missing letter belongs to its encounter's secretariat`() {
        var hospital = hospital()
        hospital.encounters[0].unit = "U3"
        let measures = hospital.measures()
        #expect(measures.value(.backlogToDictate, "2026-10", secretariat("S3")) == 1)
        #expect(measures.value(.letterOnTimeRate, "2026-10", pole("P2")) == 0)
        #expect(measures.value(.letterOnTimeRate, "2026-10", pole("P1")) == nil)
    }

    @Test func `types match without the leading zeros that a spreadsheet dropped`() {
        var hospital = Hospital()
        hospital.define("7", days: 2)
        hospital.expect("12", ["007"])
        hospital.encounters = [.init(id: "E", type: "0012", ended: day("2026-10-01"))]
        hospital.letters = [.init(type: "07", encounter: "E", sent: day("2026-10-02"))]
        let measures = hospital.measures()
        #expect(measures.value(.letterCoverageRate, "2026-10") == 100)
        #expect(measures.value(.letterOnTimeRate, "2026-10", segment: "7") == 100)
        #expect(measures.unknownLetterTypes.isEmpty)
        #expect(measures.unknownEncounterTypes.isEmpty)
    }
}
