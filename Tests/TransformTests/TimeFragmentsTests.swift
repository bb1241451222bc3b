import Domain
import Testing
import Transform

struct TimeFragmentsTests {
    @Test func `every period is a run of whole fragments`() {
        let first = day("2024-12-30")
        let last = day("2026-11-05")
        let fragments = TimeFragments(from: first, through: last)
        let days = (0...last.days(since: first)).map { first + $0 }
        for type in PeriodType.allCases {
            for period in ReportingPeriod.covering(type, from: first, through: last) {
                let expected = Set(
                    days.filter { period.contains($0) }.map { fragments.fragment(of: $0.dayNumber) }
                )
                let range = fragments.fragments(of: period)
                #expect(Set(range) == expected)
                // No fragment reaches into another period of the kind.
                let outside = days.filter { !period.contains($0) }
                #expect(
                    outside.allSatisfy { !range.contains(fragments.fragment(of: $0.dayNumber)) })
            }
        }
    }

    @Test func `a range without days has no fragment`() {
        let fragments = TimeFragments(from: day("2026-02-01"), through: day("2026-01-01"))
        #expect(fragments.count == 0)
        #expect(!fragments.contains(day("2026-01-15").dayNumber))
        let period = ReportingPeriod(.month, containing: day("2026-01-15"))
        #expect(fragments.fragments(of: period).isEmpty)
    }
}
