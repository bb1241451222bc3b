import Domain
import Testing

struct IndicatorCatalogueTests {
    @Test func `every indicator has one entry`() {
        let listed = IndicatorCatalogue.entries.map(\.indicator)
        #expect(listed.count == Indicator.allCases.count)
        #expect(Set(listed) == Set(Indicator.allCases))
        #expect(listed == Indicator.allCases, "in the order of the contract")
        #expect(Indicator.allCases.map(\.ordinal) == Array(Indicator.allCases.indices))
    }

    @Test(arguments: Indicator.allCases)
    func `an entry says all that is shown`(indicator: Indicator) {
        let entry = IndicatorCatalogue[indicator]
        #expect(entry.indicator == indicator)
        for text in [entry.title, entry.formula, entry.exclusions] { #expect(!text.isEmpty) }
        #expect(entry.formula.hasSuffix("."))
    }

    @Test func `titles differ, and none is that of another measure`() {
        let titles = IndicatorCatalogue.entries.map(\.title)
        #expect(Set(titles).count == titles.count)
        for title in titles {
            #expect(!title.contains("QLS"))
            #expect(!title.contains("DOC"))
        }
    }

    @Test(arguments: [
        (
            Direction.higher,
            [
                "letter_on_time_rate", "letter_same_day_rate", "letter_coverage_rate",
                "answer_rate", "service_level",
            ]
        ),
        (
            .none,
            [
                "letters_dictated", "letters_typed", "letters_sent", "calls_received",
                "calls_out_of_hours", "calls_short_abandoned", "calls_offered",
                "phone_opening_hours",
                "talk_mean",
            ]
        ),
    ])
    func `the better direction is the contract's`(direction: Direction, names: [String]) {
        let listed = IndicatorCatalogue.entries.filter { $0.direction == direction }
        #expect(Set(listed.map(\.indicator.rawValue)) == Set(names))
    }

    @Test func `the indicators that exist for each letter type`() {
        let names = IndicatorCatalogue.entries.filter(\.hasSegments).map(\.indicator.rawValue)
        #expect(
            names == [
                "letter_delay_median", "letter_delay_p90", "letter_on_time_rate",
                "letter_same_day_rate", "letters_sent",
            ])
    }

    @Test func `days are working days where the pipeline counts so`() {
        #expect(IndicatorUnit.days.label(.working) == "jours ouvrés")
        #expect(IndicatorUnit.days.label(.calendar) == "jours")
        #expect(IndicatorUnit.calendarDays.label(.working) == "jours")
    }

    @Test func `rates are in per cent`() {
        for entry in IndicatorCatalogue.entries {
            guard case .rate = entry.form else { continue }
            #expect(entry.unit == .percent)
        }
    }
}
