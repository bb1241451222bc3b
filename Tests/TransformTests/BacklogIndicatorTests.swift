import Domain
import Testing
import Transform

struct BacklogIndicatorTests {
    /// A letter that takes its stages on 1, 5, 10, 20 and 25 October.
    private static let letter = Hospital.Letter(
        encounterEnded: day("2026-10-01"), dictated: day("2026-10-05"), typed: day("2026-10-10"),
        validated: day("2026-10-20"), sent: day("2026-10-25"))

    @Test(
        arguments: [
            ("2026-09-30", [0, 0, 0, 0]), ("2026-10-01", [1, 0, 0, 0]),
            ("2026-10-04", [1, 0, 0, 0]),
            ("2026-10-05", [0, 1, 0, 0]), ("2026-10-10", [0, 0, 1, 0]),
            ("2026-10-20", [0, 0, 0, 1]),
            ("2026-10-24", [0, 0, 0, 1]), ("2026-10-25", [0, 0, 0, 0]),
        ] as [(String, [Double])])
    func `an event on a day has happened at its end`(asOf: String, stocks: [Double]) {
        var hospital = Hospital()
        hospital.letters = [
            Self.letter, .init(dictated: day("2026-09-01"), sent: day("2026-09-02")),
        ]
        hospital.note("2026-09-30", "2026-10-01")
        let measures = hospital.measures(asOf: asOf)
        let month = String(asOf.prefix(7))
        let indicators: [Indicator] = [
            .backlogToDictate, .backlogToType, .backlogToValidate, .backlogToSend,
        ]
        #expect(indicators.map { measures.value($0, month) } == stocks)
        #expect(measures.value(.backlogTotal, month) == stocks.reduce(0, +))
        #expect(measures.row(.backlogTotal, month)?.measuredTo == day(asOf))
    }

    @Test func `the net flow is the stock at the end minus that of the day before the first`() {
        var hospital = Hospital()
        hospital.letters = [
            Self.letter,
            .init(encounterEnded: day("2026-09-15"), dictated: day("2026-09-20")),
            .init(
                encounterEnded: day("2026-09-15"), dictated: day("2026-09-20"),
                sent: day("2026-10-03")),
            .init(encounterEnded: day("2026-10-31")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.backlogNetFlow, "2026-09") == 2)
        #expect(measures.value(.backlogNetFlow, "2026-10") == 0)
        #expect(measures.value(.backlogNetFlow, "2026-W40") == 0)
        #expect(measures.value(.backlogNetFlow, "2026") == 2)
        #expect(measures.row(.backlogNetFlow, "2026-10")?.numerator == 0)
    }

    @Test func `a pole's net flow is the sum of its secretariats' as on the last day`() {
        var hospital = Hospital()
        hospital.reference.secretariats = CodeBook()
        hospital.assign("S1", to: "P1", during: Validity(through: day("2026-10-15")))
        hospital.assign("S1", to: "P2", during: Validity(from: day("2026-10-16")))
        hospital.assign("S2", to: "P1")
        hospital.letters = [
            .init(encounterEnded: day("2026-09-15")), .init(encounterEnded: day("2026-10-05")),
            .init(unit: "U2", encounterEnded: day("2026-10-05")),
        ]
        hospital.note("2026-09-15", "2026-10-20")
        let measures = hospital.measures()
        #expect(measures.value(.backlogNetFlow, "2026-10", pole("P1")) == 1)
        #expect(measures.value(.backlogNetFlow, "2026-10", pole("P2")) == 1)
        #expect(measures.value(.backlogTotal, "2026-10", pole("P2")) == 2)
        #expect(measures.value(.backlogTotal, "2026-09", pole("P1")) == 1)
        #expect(measures.value(.backlogTotal, "2026-09", pole("P2")) == 0)
    }

    @Test func `ages of the letters to type are calendar days since their dictation`() {
        var hospital = Hospital()
        hospital.settings.dayCount = .working
        hospital.letters = (1...11).map {
            .init(encounterEnded: day("2026-09-01"), dictated: day("2026-10-20") + $0)
        }
        hospital.letters.append(.init(dictated: day("2026-10-01"), typed: day("2026-10-31")))
        let measures = hospital.measures()
        // 0 to 10 days on 31 October; rank ⌈9.9⌉ = 10.
        #expect(measures.value(.backlogToTypeAgeP90, "2026-10") == 9)
        #expect(measures.value(.backlogToTypeOldest, "2026-10") == 10)
        #expect(measures.row(.backlogToTypeOldest, "2026-10")?.denominator == 11)
        #expect(measures.value(.backlogToTypeOldest, "2026-09") == nil)
        #expect(measures.value(.backlogToTypeOldest, "2026-12") == 71)
    }

    @Test(
        arguments: [
            // 28 days end on 31 October 2026: 4 October is the first of them; 20 working days.
            (["2026-10-04", "2026-10-31"], 3, 3.0 * 20 / 2), (["2026-10-03"], 3, nil),
            (["2026-10-04"], 0, 0), (["2026-11-01"], 1, nil),
        ] as [([String], Int, Double?)])
    func `days of work are the stock over the pace of 28 days`(
        typed: [String], stock: Int, value: Double?
    ) {
        var hospital = Hospital()
        hospital.target(.backlogToTypeDaysOfWork, .establishment, 40, alert: 50)
        for text in typed {
            hospital.letters.append(.init(dictated: day("2026-08-01"), typed: day(text)))
        }
        for _ in 0..<stock { hospital.letters.append(.init(dictated: day("2026-10-01"))) }
        let row = hospital.measures(asOf: "2026-10-31").row(.backlogToTypeDaysOfWork, "2026-10")
        let waiting = stock + typed.count { $0 > "2026-10-31" }
        #expect(row?.numerator == waiting)
        #expect(row?.denominator == typed.count { ("2026-10-04"..."2026-10-31").contains($0) })
        #expect(row?.value == value)
        // Nothing typed and something to type: no value, and missed.
        #expect(row?.status == (value == nil ? .missed : .met))
    }

    @Test func `without stock and without typing there are no days of work`() {
        var hospital = Hospital()
        hospital.letters = [.init(dictated: day("2026-08-01"), typed: day("2026-08-20"))]
        #expect(hospital.measures().row(.backlogToTypeDaysOfWork, "2026-10") == nil)
        #expect(hospital.measures().row(.backlogToTypeDaysOfWork, "2026-08") != nil)
    }

    @Test func `a letter dictated before its start neither enters nor leaves the first stage`() {
        var hospital = Hospital()
        hospital.letters = [
            .init(encounterEnded: day("2026-10-10"), dictated: day("2026-10-05"))
        ]
        let days = hospital.measures().backlog(of: Code("S1"))
        let first = days.filter { $0.stage == .toDictate }
        #expect(first.allSatisfy { $0.entered == 0 && $0.left == 0 && $0.stock == 0 })
        let second = days.filter { $0.stage == .toType && $0.entered > 0 }
        #expect(second.map(\.date) == [day("2026-10-05")])
    }

    @Test func `backlog days run from the first event to the day measured, by day then stage`() {
        var hospital = Hospital()
        hospital.encounters = [.init(id: "E", type: "EXAM", unit: "U2", ended: day("2026-10-03"))]
        hospital.letters = [
            .init(encounterEnded: day("2026-09-01"), dictated: day("2026-10-05"))
        ]
        let measures = hospital.measures(asOf: "2026-10-20", lettersTo: "2026-10-15")
        #expect(measures.backlogSecretariats == [Code("S1"), Code("S2")])
        let days = measures.backlog(of: Code("S1"))
        #expect(days.count == 13 * 4)
        #expect(days.first?.date == day("2026-10-03"))
        #expect(days.last?.date == day("2026-10-15"))
        #expect(days.prefix(4).map(\.stage) == BacklogStage.allCases)
        #expect(days.first?.stock == 1)
        #expect(days.first?.oldestDays == 32)
        #expect(days.first?.ages == [0, 0, 0, 0, 1])
        #expect(measures.backlog(of: Code("S2")).allSatisfy { $0.stock == 0 })
        #expect(measures.backlog(of: Code("S3")).isEmpty)
        #expect(measures.backlog(of: Code("absent")).isEmpty)
    }
}
