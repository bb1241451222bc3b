import Domain
import Testing
import Transform

struct HorizonTests {
    private let calendar = WorkingCalendar(zone: .metropole)

    private func horizon(asOf: String, _ sources: [SourceFreshness]) -> Horizon {
        Horizon(asOf: day(asOf), sources: sources, calendar: calendar)
    }

    @Test(arguments: [
        // 30 October 2026 is a Friday; Monday 2 and Tuesday 3 November are two working days.
        ("2026-11-02", "2026-11-02"), ("2026-11-03", "2026-11-03"), ("2026-11-04", "2026-10-30"),
    ])
    func `a source is late from the third working day without an event`(
        asOf: String, measuredTo: String
    ) {
        let source = SourceFreshness(source: "dpi", kind: .letters, lastEvent: day("2026-10-30"))
        let horizon = horizon(asOf: asOf, [source])
        #expect(horizon.lettersMeasuredTo == day(measuredTo))
        #expect(horizon.callsMeasuredTo == day(asOf))
        #expect(horizon.lateSources.isEmpty == (asOf == measuredTo))
    }

    @Test func `letters read encounters and letters, calls read calls`() {
        let horizon = horizon(
            asOf: "2026-10-30",
            [
                SourceFreshness(source: "a", kind: .encounters, lastEvent: day("2026-10-12")),
                SourceFreshness(source: "b", kind: .letters, lastEvent: day("2026-10-14")),
                SourceFreshness(source: "c", kind: .calls, lastEvent: day("2026-10-20")),
                SourceFreshness(source: "d", kind: .calls, lastEvent: day("2026-10-29")),
            ])
        #expect(horizon.lettersMeasuredTo == day("2026-10-12"))
        #expect(horizon.callsMeasuredTo == day("2026-10-20"))
        #expect(horizon.measuredTo(.letters) == day("2026-10-12"))
        #expect(horizon.measuredTo(.calls) == day("2026-10-20"))
        #expect(horizon.lateSources.map(\.source) == ["a", "b", "c"])
    }

    @Test(arguments: [
        ("2026-10-29", "2026-10-30"), ("2026-10-30", "2026-10-01"), ("2026-11-30", "2026-10-01"),
    ])
    func `a system that was replaced holds nothing back after its last day`(
        until: String, measuredTo: String
    ) {
        let source = SourceFreshness(
            source: "old", kind: .encounters, lastEvent: day("2026-10-01"), until: day(until))
        #expect(horizon(asOf: "2026-10-30", [source]).lettersMeasuredTo == day(measuredTo))
    }

    @Test func `a source without an event holds nothing back`() {
        let source = SourceFreshness(source: "new", kind: .calls, lastEvent: nil)
        #expect(horizon(asOf: "2026-10-30", [source]).callsMeasuredTo == day("2026-10-30"))
        #expect(horizon(asOf: "2026-10-30", []).callsMeasuredTo == day("2026-10-30"))
    }
}
