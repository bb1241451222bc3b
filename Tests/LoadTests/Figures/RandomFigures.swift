import Domain

@testable import Load

/// Figures that change from one measuring to the next as they may in a hospital: values, labels,
/// targets, rows that come and go, periods that begin or are measured no more.
struct RandomFigures {
    var random: SeededGenerator
    var periods: [ReportingPeriod: [IndicatorRow]] = [:]
    var delays: [ReportingPeriod: [LetterDelayCount]] = [:]
    var slots: [ReportingPeriod: [CallSlotCount]] = [:]
    var backlogs: [Code: [BacklogDay]] = [:]
    var unmapped: [UnmappedUnit] = []
    private var label = 0

    private static let candidates =
        ["2026-01-01", "2026-02-01", "2026-03-01"].map {
            ReportingPeriod(.month, containing: day($0))
        }
        + ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"].map {
            ReportingPeriod(.week, containing: day($0))
        } + [ReportingPeriod(.year, containing: day("2026-01-01"))]

    private static let indicators: [Indicator] = [
        .letterDelayMedian, .lettersSent, .backlogToType, .callsOffered, .answerRate,
    ]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        change()
    }

    /// The next measuring: some of it as before.
    mutating func change() {
        if random.oneIn(4) { label += 1 }
        for period in Self.candidates {
            if random.oneIn(8) {
                periods[period] = nil
            } else if periods[period] == nil || random.oneIn(2) {
                periods[period] = rows(of: period)
            }
            delays[period] = nil
            slots[period] = nil
            guard period.type == .month, periods[period] != nil else { continue }
            delays[period] = [0, 3, 31].filter { _ in !random.oneIn(3) }.map {
                LetterDelayCount(
                    period: period, perimeter: .establishment, fromDays: $0,
                    letters: Int.random(in: 1...2, using: &random))
            }
            slots[period] = [17, 18].filter { _ in !random.oneIn(3) }.map {
                CallSlotCount(
                    period: period, perimeter: .establishment, weekday: 1, slot: $0, offered: 2,
                    answered: Int.random(in: 0...2, using: &random))
            }
        }
        for code in ["S1", "S2", "É3"].map({ Code($0) }) {
            backlogs[code] = random.oneIn(6) ? nil : days(of: code)
        }
        unmapped = ["U1", "U2"].filter { _ in random.oneIn(2) }.map {
            UnmappedUnit(source: "tel", code: $0, rows: Int.random(in: 1...2, using: &random))
        }
    }

    /// The secretariats as they are called now.
    var reference: TestReference {
        var reference = TestReference()
        for code in ["S1", "S2", "É3"] {
            reference.secretariat(code, pole: "A", label: "\(code) \(label)")
        }
        return reference
    }

    private mutating func rows(of period: ReportingPeriod) -> [IndicatorRow] {
        let perimeters = [
            Perimeter.establishment, Perimeter(.pole, Code("A")),
            Perimeter(.secretariat, Code("S1")), Perimeter(.secretariat, Code("É3")),
        ]
        var rows: [IndicatorRow] = []
        for perimeter in perimeters where !random.oneIn(6) {
            for indicator in Self.indicators where !random.oneIn(6) {
                for segment in period.type == .week ? ["*"] : ["*", "CR", "LL", "él"]
                where segment == "*" || random.oneIn(3) {
                    let number = Int.random(in: 0...3, using: &random)
                    rows.append(
                        IndicatorRow(
                            period: period, isProvisional: random.oneIn(5), perimeter: perimeter,
                            label: random.oneIn(2) ? "Nom" : "Nom \(label)", segment: Code(segment),
                            indicator: indicator, numerator: random.oneIn(3) ? nil : number,
                            denominator: random.oneIn(3) ? nil : 7,
                            value: random.oneIn(9) ? nil : Double(number) / 3,
                            target: random.oneIn(2) ? nil : 1, alert: random.oneIn(2) ? nil : 2.5,
                            status: random.oneIn(3) ? .missed : .met,
                            measuredTo: period.lastDay - (random.oneIn(3) ? 1 : 0)))
                }
            }
        }
        // One label a perimeter and period.
        var labels: [Perimeter: String] = [:]
        for place in rows.indices {
            rows[place].label = labels[rows[place].perimeter, default: rows[place].label]
            labels[rows[place].perimeter] = rows[place].label
        }
        return rows
    }

    private mutating func days(of code: Code) -> [BacklogDay] {
        var days: [BacklogDay] = []
        for number in 0..<Int.random(in: 1...4, using: &random) {
            for stage in BacklogStage.allCases {
                let stock = Int.random(in: 0...2, using: &random)
                days.append(
                    BacklogDay(
                        date: day("2026-01-30") + number, secretariat: code, stage: stage,
                        stock: stock, entered: 1, left: 0, ages: [stock, 0, 0, 0, 0],
                        oldestDays: stock == 0 ? nil : 1))
            }
        }
        return days
    }
}
