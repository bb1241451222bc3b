import Domain
import Testing

@testable import Report

@Suite struct ReportSectionTests {
    @Test func `every indicator stands in one table of one section`() {
        let listed = ReportSection.allCases.flatMap(\.indicators)
        #expect(Set(listed) == Set(Indicator.allCases))
        #expect(listed.count == Indicator.allCases.count)
        #expect(
            ReportSection.allCases.allSatisfy { $0.groups.allSatisfy { $0.indicators.count <= 6 } })
    }
}
