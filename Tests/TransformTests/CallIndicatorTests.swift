import Domain
import Testing
import Transform

struct CallIndicatorTests {
    /// Monday 5 October 2026, open from 9:00 to 17:00.
    private static let monday = day("2026-10-05")

    /// Two out of hours, one short abandon, and of ten offered: five answered, two abandoned, two
    /// deflected, one on the voicemail; an outbound call and an internal one.
    private func hospital() -> Hospital {
        var hospital = Hospital()
        let monday = Self.monday
        hospital.calls = [
            .init(on: monday, at: "08:59:59", wait: 5), .init(on: monday, at: "17:00:00"),
            .init(on: monday, outcome: .abandoned, wait: 9),
            .init(on: monday, outcome: .abandoned, wait: 10),
            .init(on: monday, outcome: .abandoned), .init(on: monday, outcome: .deflected),
            .init(on: monday, outcome: .deflected, wait: 1),
            .init(on: monday, outcome: .voicemail, wait: 30),
            .init(on: monday, at: "09:00:00", wait: 10, talk: 100),
            .init(on: monday, at: "16:59:59", wait: 60, talk: 50),
            .init(on: monday, wait: 61, talk: 31), .init(on: monday), .init(on: monday, wait: 20),
            .init(on: monday, direction: .outbound), .init(on: monday, wait: 1, origin: .internal),
        ]
        return hospital
    }

    @Test func `every received call is in one class`() {
        let measures = hospital().measures()
        let expected: [(Indicator, Double)] = [
            (.callsReceived, 13), (.callsOutOfHours, 2), (.callsShortAbandoned, 1),
            (.callsOffered, 10), (.answerRate, 50), (.abandonRate, 20), (.deflectionRate, 20),
            (.voicemailRate, 10), (.serviceLevel, 30), (.waitMedian, 40), (.waitP90, 61),
        ]
        for (indicator, value) in expected {
            for perimeter in [Perimeter.establishment, pole("P1"), secretariat("S1")] {
                #expect(measures.value(indicator, "2026-10", perimeter) == value, "\(indicator)")
            }
        }
        #expect(measures.row(.serviceLevel, "2026-10")?.numerator == 3)
        #expect(measures.row(.serviceLevel, "2026-10")?.denominator == 10)
        #expect(measures.row(.waitMedian, "2026-10")?.denominator == 4)
        #expect(measures.value(.talkMean, "2026-10") == 181.0 / 3)
        #expect(measures.row(.talkMean, "2026-10")?.denominator == 3)
    }

    @Test func `internal calls count where they are included`() {
        var hospital = hospital()
        hospital.settings.includesInternalCalls = true
        #expect(hospital.measures().value(.callsReceived, "2026-10") == 14)
    }

    @Test func `rates of nothing are no row, counts of nothing are 0`() {
        var hospital = Hospital()
        hospital.calls = [.init(on: Self.monday, at: "20:00:00")]
        let measures = hospital.measures()
        #expect(measures.value(.callsOffered, "2026-10") == 0)
        for indicator in [Indicator.answerRate, .serviceLevel, .waitMedian, .waitP90, .talkMean] {
            #expect(measures.row(indicator, "2026-10") == nil)
        }
    }

    @Test func `a public holiday is out of hours, for the unknown secretariat the default holds`() {
        var hospital = Hospital()
        hospital.calls = [
            .init(on: day("2026-11-11")), .init(on: day("2026-11-12"), queue: "Q9"),
            .init(on: day("2026-11-14"), queue: "Q9"),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.callsOutOfHours, "2026-11", secretariat("S1")) == 1)
        #expect(measures.value(.callsOffered, "2026-11", secretariat("?")) == 1)
        #expect(measures.value(.callsOutOfHours, "2026-11", secretariat("?")) == 1)
    }

    @Test func `opening hours of secretariats that received a call, and their mean above`() {
        var hospital = Hospital()
        hospital.reference.openingHours[Code("S2")] = [
            OpeningRow(weekday: 1, slot: OpeningSlot(open: 540, close: 570), validity: .always)
        ]
        hospital.calls = [
            .init(on: Self.monday), .init(on: Self.monday, at: "03:00:00", queue: "Q2"),
            .init(on: Self.monday, queue: "Q9"),
            .init(on: Self.monday, queue: "Q3", direction: .outbound),
        ]
        let measures = hospital.measures()
        // October 2026: 22 working days of 8 hours; 4 Mondays of half an hour.
        #expect(measures.value(.phoneOpeningHours, "2026-10", secretariat("S1")) == 176)
        #expect(measures.value(.phoneOpeningHours, "2026-10", secretariat("S2")) == 2)
        #expect(measures.value(.phoneOpeningHours, "2026-10", pole("P1")) == 89)
        #expect(measures.value(.phoneOpeningHours, "2026-10") == 89)
        #expect(measures.row(.phoneOpeningHours, "2026-10")?.denominator == 2)
        #expect(measures.row(.phoneOpeningHours, "2026-10")?.numerator == nil)
        #expect(measures.row(.phoneOpeningHours, "2026-10", secretariat("S1"))?.denominator == 1)
        #expect(measures.row(.phoneOpeningHours, "2026-10", secretariat("S3")) == nil)
        #expect(measures.row(.phoneOpeningHours, "2026-10", secretariat("?")) == nil)
        #expect(measures.row(.phoneOpeningHours, "2026-10", pole("?")) == nil)
        #expect(measures.row(.phoneOpeningHours, "2026-11") == nil)
        // To as-of, by the pole of the last day measured.
        let early = hospital.measures(asOf: "2026-10-06")
        #expect(early.value(.phoneOpeningHours, "2026-10", secretariat("S1")) == 32)
    }

    @Test func `a call's pole is that of its day, the hours' that of the last day measured`() {
        var hospital = Hospital()
        hospital.reference.secretariats = CodeBook()
        hospital.assign("S1", to: "P1", during: Validity(through: day("2026-10-15")))
        hospital.assign("S1", to: "P2", during: Validity(from: day("2026-10-16")))
        hospital.calls = [
            .init(on: day("2026-10-15")), .init(on: day("2026-10-16")),
            .init(on: day("2026-10-16")),
        ]
        let measures = hospital.measures()
        #expect(measures.value(.callsReceived, "2026-10", pole("P1")) == 1)
        #expect(measures.value(.callsReceived, "2026-10", pole("P2")) == 2)
        #expect(measures.value(.callsReceived, "2026-10", secretariat("S1")) == 3)
        #expect(measures.row(.phoneOpeningHours, "2026-10", pole("P1")) == nil)
        #expect(measures.value(.phoneOpeningHours, "2026-10", pole("P2")) == 176)
    }

    @Test func `calls after the day measured have not come`() {
        var hospital = hospital()
        hospital.calls.append(.init(on: day("2026-10-20")))
        let measures = hospital.measures(asOf: "2026-10-31", callsTo: "2026-10-19")
        #expect(measures.value(.callsReceived, "2026-10") == 13)
        #expect(measures.row(.callsReceived, "2026-10")?.isProvisional == true)
    }

    @Test func `a wait of hours is read off exactly`() {
        var hospital = Hospital()
        for wait in [5, 4000, 9_999_999] {
            hospital.calls.append(.init(on: Self.monday, wait: wait, talk: 9_999_999))
        }
        let measures = hospital.measures()
        #expect(measures.value(.waitMedian, "2026-10") == 4000)
        #expect(measures.value(.waitP90, "2026-10") == 9_999_999)
        #expect(measures.value(.talkMean, "2026-10") == 9_999_999)
    }

    @Test func `half-hours count the offered calls of the establishment and of poles alone`() throws
    {
        let month = ReportingPeriod(.month, containing: Self.monday)
        let slots = hospital().measures().figures(of: month).slots
        #expect(Set(slots.map(\.perimeter)) == [.establishment, pole("P1")])
        for perimeter in [Perimeter.establishment, pole("P1")] {
            let own = slots.filter { $0.perimeter == perimeter }
            #expect(own.reduce(0) { $0 + $1.offered } == 10)
            #expect(own.reduce(0) { $0 + $1.answered } == 5)
            #expect(own.allSatisfy { $0.weekday == 1 })
            // 9:00 is the 18th half-hour, 16:59 the 33rd.
            #expect(own.map(\.slot).min() == 18 && own.map(\.slot).max() == 33)
        }
        let week = ReportingPeriod(.week, containing: Self.monday)
        #expect(hospital().measures().figures(of: week).slots.isEmpty)
    }

    @Test func `calls of before the first month are in no half-hour of it`() {
        var hospital = hospital()
        // The year that holds it begins earlier: its calls are counted, in no month.
        hospital.settings.measureFrom = day("2026-10-01")
        hospital.calls.append(.init(on: day("2026-09-07")))
        let month = ReportingPeriod(.month, containing: Self.monday)
        let slots = hospital.measures().figures(of: month).slots
        #expect(slots.filter { $0.perimeter == .establishment }.reduce(0) { $0 + $1.offered } == 10)
    }
}
