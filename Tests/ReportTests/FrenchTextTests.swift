import Domain
import Report
import Testing

@Suite struct FrenchTextTests {
    @Test(arguments: [
        (0.0, 0...1, "0"), (1.0, 1...1, "1,0"), (92.25, 1...1, "92,3"), (0.15, 1...1, "0,2"),
        (99.95, 1...1, "100,0"), (3.5, 0...1, "3,5"), (3.04, 0...1, "3"), (-0.04, 0...1, "0"),
        (-2.5, 0...0, "−3"), (999.5, 0...0, "1\u{202F}000"),
        (1_234_567.5, 0...1, "1\u{202F}234\u{202F}567,5"),
        (
            1e21, 0...0,
            "1\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000"
        ),
        (1e-9, 0...1, "0"), (Double.nan, 0...1, "–"), (Double.infinity, 0...1, "–"),
    ])
    func `numbers have a comma, narrow spaces and round as people do`(
        value: Double, decimals: ClosedRange<Int>, text: String
    ) {
        #expect(FrenchNumbers.text(value, decimals: decimals) == text)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1\u{202F}000"), (-12_345, "−12\u{202F}345"),
        (Int.min, "−9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
    ])
    func `whole numbers`(number: Int, text: String) {
        #expect(FrenchNumbers.whole(number) == text)
    }

    @Test(arguments: [
        (1.25, "+1,3"), (-1.25, "−1,3"), (0.0, "0,0"), (0.04, "0,0"), (-0.04, "0,0"),
    ])
    func `changes carry their sign, nothing carries none`(value: Double, text: String) {
        #expect(FrenchNumbers.signed(value, decimals: 1...1) == text)
    }

    @Test(arguments: [
        (IndicatorUnit.days, 1.5, DayCount.calendar, "jour"),
        (.days, 2, .calendar, "jours"), (.days, 0, .working, "jour ouvré"),
        (.days, 3.5, .working, "jours ouvrés"), (.days, -1, .working, "jour ouvré"),
        (.letters, 1, .calendar, "courrier"), (.seconds, 1, .calendar, "s"),
        (.percent, 1, .calendar, "%"), (.hours, 168, .calendar, "heures"),
    ])
    func `the plural begins at two`(
        unit: IndicatorUnit, value: Double, counted: DayCount, text: String
    ) {
        #expect(FrenchNumbers.unit(unit, after: value, counted) == text)
    }

    @Test(arguments: [
        (2026, 10, 31, "31 octobre 2026"), (2026, 5, 1, "1er mai 2026"),
        (2024, 2, 29, "29 février 2024"), (2026, 8, 11, "11 août 2026"),
        (2026, 12, 21, "21 décembre 2026"),
    ])
    func `days in full`(year: Int, month: Int, day: Int, text: String) {
        #expect(FrenchDates.full(SampleMonth.day(year, month, day)) == text)
    }

    @Test func `months, ranges and hours`() {
        let day = SampleMonth.day
        #expect(FrenchDates.month(SampleMonth.october) == "octobre 2026")
        #expect(FrenchDates.capitalizedMonth(SampleMonth.october) == "Octobre 2026")
        #expect(
            FrenchDates.ranges([
                day(2026, 10, 2), day(2026, 10, 1), day(2026, 10, 2), day(2026, 9, 30),
                day(2026, 10, 9), day(2026, 10, 20), day(2026, 10, 21),
            ]) == [
                "du 30 septembre 2026 au 2 octobre 2026", "le 9 octobre 2026",
                "du 20 au 21 octobre 2026",
            ])
        #expect(FrenchDates.time(minutes: 510) == "8\u{A0}h\u{A0}30")
        #expect(FrenchDates.time(minutes: 1440) == "24\u{A0}h")
    }

    @Test func `high punctuation is bound to its word`() {
        #expect(
            FrenchTypography.set("a : b ; « c » 5 % ? d")
                == "a\u{A0}: b\u{A0}; «\u{A0}c\u{A0}» 5\u{A0}%\u{A0}? d")
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (12.0, "12"), (-5.0, "-5"),
        (
            92.3076923076923,
            "92,3076923076923"
        ),
        (0.1, "0,1"), (1e-5, "0,00001"), (1.5e-7, "0,00000015"), (1e16, "10000000000000000"),
        (1.25e17, "125000000000000000"), (123_456_789.5, "123456789,5"),
    ])
    func `files get the shortest exact number, never an exponent`(value: Double, text: String) {
        #expect(DecimalDigits(value)?.plain(decimalSign: ",") == text)
    }

    @Test func `what files show reads back as the same number`() throws {
        // Knuth's MMIX generator, from a fixed seed.
        var state: UInt64 = 20_261_031
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        for _ in 0..<2000 {
            let value = Double(next() % 1_000_000) / Double(next() % 997 + 1)
            let text = try #require(DecimalDigits(value)).plain(decimalSign: ".")
            #expect(Double(text) == value)
        }
    }
}
