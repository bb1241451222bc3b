import Domain
import Load
import Testing

@testable import Pipeline

/// The fingerprint of figures is a sum: parts give what the whole gives.
struct FigureSumTests {
    private static func row(
        _ value: Double?, _ code: String = "S1", _ change: (inout IndicatorRow) -> Void = { _ in }
    ) -> IndicatorRow {
        let month = ReportingPeriod(.month, containing: CivilDate(dayNumber: 20_500))
        var row = IndicatorRow(
            period: month, isProvisional: false, perimeter: Perimeter(.secretariat, Code(code)),
            label: "Secrétariat", segment: .all, indicator: .letterDelayMedian, numerator: nil,
            denominator: 3, value: value, measuredTo: month.lastDay)
        change(&row)
        return row
    }

    private static let rows = (0..<40).map { row(Double($0), $0 % 3 == 0 ? "S1" : "S2") }

    private static func day(_ number: Int32, _ stock: Int, _ code: String = "S1") -> BacklogDay {
        BacklogDay(
            date: CivilDate(dayNumber: 20_500 + number), secretariat: Code(code), stage: .toType,
            stock: stock, entered: 1, left: 0, ages: [stock, 0, 0, 0, 0],
            oldestDays: stock == 0 ? nil : 1)
    }

    private func sum(_ rows: [IndicatorRow]) -> FigureSum {
        var sum = FigureSum()
        sum.add(rows)
        return sum
    }

    @Test func `the order of figures is of no account`() {
        #expect(sum(Self.rows) == sum(Self.rows.reversed()))
        #expect(sum(Self.rows) == sum(Self.rows.sorted { $0.perimeter.code < $1.perimeter.code }))
        #expect(sum(Self.rows) != sum(Self.rows.dropLast()))
    }

    @Test func `parts are the whole, and what goes is as if it had never come`() {
        var parts = FigureSum()
        for row in Self.rows { parts.add([row]) }
        #expect(parts == sum(Self.rows))
        let other = Self.row(-7)
        parts.apply(RowDifference(removed: [Self.rows[4]], added: [other]))
        parts.apply(RowDifference(removed: [other]))
        var expected = Self.rows
        expected.remove(at: 4)
        #expect(parts == sum(expected))
        parts.remove(expected)
        #expect(parts == FigureSum())
        #expect(parts.text == String(repeating: "0", count: 32))
    }

    @Test func `a figure that is there twice counts twice`() {
        #expect(sum([Self.row(1), Self.row(1)]) != sum([]))
        #expect(sum([Self.row(1), Self.row(1)]) != sum([Self.row(1)]))
    }

    @Test(
        arguments: [
            { $0.isProvisional = true }, { $0.label = "Autre" }, { $0.segment = Code("CR") },
            { $0.indicator = .letterDelayP90 }, { $0.numerator = 0 }, { $0.denominator = nil },
            { $0.value = nil }, { $0.value = 1.5.nextUp }, { $0.target = 0 }, { $0.alert = 0 },
            { $0.status = .met }, { $0.measuredTo = $0.measuredTo - 1 },
            { $0.perimeter = Perimeter(.pole, Code("S1")) },
            { $0.perimeter = Perimeter(.secretariat, Code("s1")) },
            { $0.period = $0.period.next },
        ] as [@Sendable (inout IndicatorRow) -> Void])
    func `every value of a figure counts`(change: @Sendable (inout IndicatorRow) -> Void) {
        #expect(sum([Self.row(1.5, "S1", change)]) != sum([Self.row(1.5)]))
    }

    @Test func `what SQLite gives back for a value counts as the value`() {
        #expect(sum([Self.row(-0.0)]) == sum([Self.row(0)]))
    }

    @Test func `kinds of figures are told apart, and so are their values`() {
        var sums: [FigureSum] = []
        func add(_ figures: [some SummedFigure]) {
            var sum = FigureSum()
            sum.add(figures)
            sums.append(sum)
        }
        let month = Self.row(0).period
        for (days, letters) in [(1, 2), (2, 1), (0, 3)] {
            add(
                [
                    LetterDelayCount(
                        period: month, perimeter: .establishment, fromDays: days, letters: letters)
                ])
        }
        for (weekday, slot, offered, answered) in [(1, 2, 3, 0), (2, 1, 3, 0), (1, 2, 4, 1)] {
            add(
                [
                    CallSlotCount(
                        period: month, perimeter: .establishment, weekday: weekday, slot: slot,
                        offered: offered, answered: answered)
                ])
        }
        for number in Int32(0)..<3 { add([Self.day(number, 1)]) }
        add([Self.day(0, 2)])
        add([Self.day(0, 0)])
        add([Self.day(0, 1, "S2")])
        let series = ControlSeries(
            periodType: .week, perimeter: .establishment, indicator: .answerRate)
        for (number, reason) in [(1, "a"), (2, "a"), (1, "b")] {
            add(
                [
                    RecalibratedPhase(
                        series: series, number: number,
                        recalibration: Recalibration(date: month.firstDay, reason: reason))
                ])
        }
        #expect(Set(sums.map(\.text)).count == sums.count)
    }

    @Test func `a sum is read as it was written`() throws {
        let sum = sum(Self.rows)
        #expect(FigureSum(text: sum.text) == sum)
        #expect(sum.text.count == 32)
        #expect(FigureSum(text: FigureSum().text) == FigureSum())
        for text in ["", "0", sum.text + "0", String(repeating: "g", count: 32)] {
            #expect(FigureSum(text: text) == nil)
        }
    }
}
