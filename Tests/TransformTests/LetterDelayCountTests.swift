import Domain
import Testing
import Transform

struct LetterDelayCountTests {
    @Test(
        arguments: [
            (0, 0), (7, 7), (30, 30), (31, 31), (60, 31), (61, 61), (90, 61), (91, 91),
            (4000, 91),
        ])
    func `a delay is in its band`(days: Int, band: Int) {
        #expect(LetterDelayCount.band(of: days) == band)
        #expect(LetterDelayCount.bands.contains(band))
    }

    @Test func `letters by delay are those sent in the month, at every level`() {
        var hospital = Hospital()
        for (start, sent) in [
            ("2026-10-01", "2026-10-01"), ("2026-10-01", "2026-10-08"),
            ("2026-08-01", "2026-10-08"), ("2026-10-30", "2026-11-02"),
        ] {
            hospital.letters.append(.init(encounterEnded: day(start), sent: day(sent)))
        }
        let month = ReportingPeriod(.month, containing: day("2026-10-01"))
        let figures = hospital.measures().figures(of: month)
        for perimeter in [Perimeter.establishment, pole("P1"), secretariat("S1")] {
            let own = figures.delays.filter { $0.perimeter == perimeter }
            #expect(own.map(\.fromDays) == [0, 7, 61])
            #expect(own.map(\.letters) == [1, 1, 1])
        }
    }
}
