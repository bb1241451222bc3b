import Domain
import Testing
import Transform

struct TargetTests {
    @Test(arguments: [
        (Direction.higher, 90.0, 80.0 as Double?, 90.0 as Double?, TargetStatus.met),
        (.higher, 90, 80, 89.999, .watch), (.higher, 90, 80, 80, .watch),
        (.higher, 90, 80, 79.999, .missed), (.higher, 90, nil, 89.999, .missed),
        (.lower, 5, 7, 5, .met), (.lower, 5, 7, 5.0001, .watch), (.lower, 5, 7, 7, .watch),
        (.lower, 5, 7, 7.0001, .missed), (.lower, 5, nil, 5.0001, .missed), (.lower, 5, 7, 0, .met),
        (.lower, 5, 7, nil, .missed), (.none, 5, nil, 5, .noTarget),
    ])
    func `on the target is met, on the alert is watch`(
        direction: Direction, target: Double, alert: Double?, value: Double?, status: TargetStatus
    ) {
        let target = Target(value: target, alert: alert)
        #expect(target.status(of: value, better: direction) == status)
    }

    /// One call answered in each of two secretariats, and one that is not mapped.
    private func hospital() -> Hospital {
        var hospital = Hospital()
        for queue in ["Q1", "Q2", "Q3", "Q9"] {
            hospital.calls.append(.init(on: day("2026-10-05"), queue: queue, wait: 20))
        }
        return hospital
    }

    @Test func `the most specific level wins`() {
        var hospital = hospital()
        hospital.target(.answerRate, .establishment, 50)
        hospital.target(.answerRate, pole("P1"), 60)
        hospital.target(.answerRate, secretariat("s1"), 70)
        let measures = hospital.measures()
        let expected: [(Perimeter, Double)] = [
            (.establishment, 50), (pole("P1"), 60), (pole("P2"), 50), (secretariat("S1"), 70),
            (secretariat("S2"), 60), (secretariat("S3"), 50), (secretariat("?"), 50),
        ]
        for (perimeter, target) in expected {
            let row = measures.row(.answerRate, "2026-10", perimeter)
            #expect(row?.target == target)
            #expect(row?.status == .met)
        }
        #expect(measures.row(.abandonRate, "2026-10")?.status == .noTarget)
    }

    @Test func `a target holds where it is valid on the period's last day`() {
        var hospital = hospital()
        hospital.target(
            .answerRate, .establishment, 50, during: Validity(through: day("2026-10-30")))
        hospital.target(.answerRate, pole("P1"), 60, during: Validity(from: day("2026-10-31")))
        let measures = hospital.measures()
        #expect(measures.row(.answerRate, "2026-10")?.target == nil)
        #expect(measures.row(.answerRate, "2026-W41")?.target == 50)
        #expect(measures.row(.answerRate, "2026-10", pole("P1"))?.target == 60)
        #expect(measures.row(.answerRate, "2026-W41", pole("P1"))?.target == 50)
    }

    @Test func `the pole of an inherited target is that of the last day measured`() {
        var hospital = hospital()
        hospital.reference.secretariats = CodeBook()
        hospital.assign("S1", to: "P1", during: Validity(through: day("2026-10-15")))
        hospital.assign("S1", to: "P2", during: Validity(from: day("2026-10-16")))
        hospital.target(.answerRate, pole("P1"), 60)
        hospital.target(.answerRate, pole("P2"), 70)
        let whole = hospital.measures().row(.answerRate, "2026-10", secretariat("S1"))
        #expect(whole?.target == 70)
        let early = hospital.measures(asOf: "2026-10-15")
            .row(.answerRate, "2026-10", secretariat("S1"))
        #expect(early?.target == 60)
    }

    @Test func `a target with segment * applies to segment * only`() {
        var hospital = Hospital()
        hospital.letters = [
            .init(encounterEnded: day("2026-10-01"), sent: day("2026-10-05")),
            .init(type: "LIBRE", encounterEnded: day("2026-10-01"), sent: day("2026-10-05")),
        ]
        hospital.target(.letterDelayMedian, .establishment, 3, alert: 4)
        hospital.target(.letterDelayMedian, secretariat("S1"), 5, segment: "cr")
        let measures = hospital.measures()
        #expect(measures.row(.letterDelayMedian, "2026-10")?.status == .watch)
        #expect(
            measures.row(.letterDelayMedian, "2026-10", segment: "CR")?.status == .noTarget)
        let own = secretariat("S1")
        #expect(measures.row(.letterDelayMedian, "2026-10", own, segment: "CR")?.status == .met)
        #expect(
            measures.row(.letterDelayMedian, "2026-10", own, segment: "LIBRE")?.target == nil)
    }
}
