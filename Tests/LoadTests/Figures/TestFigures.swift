import Domain

@testable import Load

/// A consistent small set of figures: two secretariats of two poles, one month; rows in the order
/// of the reports.
struct TestFigures {
    var rows: [IndicatorRow] = []
    var backlogs: [Code: [BacklogDay]] = [:]
    var delays: [LetterDelayCount] = []
    var slots: [CallSlotCount] = []
    let month = ReportingPeriod(.month, containing: day("2026-03-31"))

    private static let perimeters: [(Perimeter, String)] = [
        (.establishment, "CHU Exemple"),
        (Perimeter(.pole, Code("A")), "Pôle A"), (Perimeter(.pole, Code("B")), "Pôle B"),
        (Perimeter(.secretariat, Code("S1")), "Secrétariat S1"),
        (Perimeter(.secretariat, Code("S2")), "Secrétariat S2"),
    ]

    init() {
        for (perimeter, label) in Self.perimeters {
            let share = perimeter.level == .establishment ? 2 : 1
            func add(
                _ indicator: Indicator, _ numerator: Int, of denominator: Int? = nil,
                segment: Code = .all
            ) {
                rows.append(
                    IndicatorRow(
                        period: month, isProvisional: false, perimeter: perimeter, label: label,
                        segment: segment, indicator: indicator, numerator: numerator * share,
                        denominator: denominator.map { $0 * share },
                        value: denominator.map { 100 * Double(numerator) / Double($0) }
                            ?? Double(numerator * share),
                        measuredTo: day("2026-03-31")))
            }
            add(.letterOnTimeRate, 4, of: 5)
            add(.lettersSent, 5)
            add(.lettersSent, 3, segment: Code("CR"))
            add(.backlogToDictate, 1)
            add(.backlogToType, 3)
            add(.backlogToValidate, 0)
            add(.backlogToSend, 2)
            add(.backlogTotal, 6)
            add(.backlogNetFlow, -2)
            add(.callsReceived, 20)
            add(.callsOutOfHours, 6)
            add(.callsShortAbandoned, 1)
            add(.callsOffered, 13)
            add(.answerRate, 8, of: 13)
            add(.abandonRate, 3, of: 13)
            add(.deflectionRate, 2, of: 13)
            add(.voicemailRate, 0, of: 13)
            add(.serviceLevel, 7, of: 13)
            delays += [(0, 2), (7, 3)].map { days, letters in
                LetterDelayCount(
                    period: month, perimeter: perimeter, fromDays: days, letters: letters * share)
            }
            guard perimeter.level != .secretariat else { continue }
            slots += [(18, 6), (19, 7)].map { slot, calls in
                CallSlotCount(
                    period: month, perimeter: perimeter, weekday: 1, slot: slot,
                    offered: calls * share, answered: 4 * share)
            }
        }
        for secretariat in [Code("S1"), Code("S2")] {
            let stocks: [(BacklogStage, Int)] = [
                (.toDictate, 1), (.toType, 3), (.toValidate, 0), (.toSend, 2),
            ]
            backlogs[secretariat] = stocks.flatMap { stage, stock in
                [
                    BacklogDay(
                        date: day("2026-03-30"), secretariat: secretariat, stage: stage,
                        stock: stock + 1, entered: 1, left: 0, ages: [1, stock, 0, 0, 0],
                        oldestDays: 5),
                    BacklogDay(
                        date: day("2026-03-31"), secretariat: secretariat, stage: stage,
                        stock: stock, entered: 1, left: 2, ages: [0, 0, 0, 0, stock],
                        oldestDays: stock == 0 ? nil : 31),
                ]
            }
        }
    }

    /// The same hospital with twice as many letters and calls.
    var doubled: TestFigures {
        var figures = self
        for place in rows.indices {
            figures.rows[place].numerator = rows[place].numerator.map { 2 * $0 }
            figures.rows[place].denominator = rows[place].denominator.map { 2 * $0 }
            if rows[place].denominator == nil {
                figures.rows[place].value = rows[place].value.map { 2 * $0 }
            }
        }
        for place in delays.indices { figures.delays[place].letters *= 2 }
        for place in slots.indices {
            figures.slots[place].offered *= 2
            figures.slots[place].answered *= 2
        }
        figures.backlogs = backlogs.mapValues { days in
            days.map { day in
                var day = day
                day.stock *= 2
                day.entered *= 2
                day.left *= 2
                day.ages = day.ages.map { 2 * $0 }
                return day
            }
        }
        return figures
    }

    /// Stores them, after facts and reference data that give the days.
    func store(in test: TestWarehouse) throws {
        try test.load(
            .of([
                TestCall(key: 1, day: "2026-03-02"), TestCall(key: 2, day: "2026-03-31"),
            ]), source: test.source("tel", .calls), file: "tel.csv")
        try test.load(
            .of([TestLetter(key: 1, sentOn: "2026-03-05", channel: "MSSanté")]),
            source: test.source("letters", .letters), file: "letters.csv")
        try test.load(
            .of([TestEncounter(key: 1)]), source: test.source("dpi", .encounters), file: "dpi.csv")
        var reference = TestReference()
        reference.secretariat("S1", pole: "A")
        reference.secretariat("S2", pole: "B")
        let warehouse = test.warehouse
        try warehouse.writeReference(
            reference.data, settings: settings, asOf: day("2026-03-31"))
        try warehouse.countSourceDays()
        try write(in: warehouse)
        _ = try warehouse.drawCharts(chart)
    }

    /// Writes them over those that are stored, and draws the charts that this changes.
    ///
    /// - Parameter perimeters: whose; nil: everyone's.
    func write(over warehouse: Warehouse, only perimeters: Set<Perimeter>? = nil) throws {
        try write(in: warehouse, only: perimeters)
        _ = try warehouse.redrawCharts(recalibrated: [], chart)
    }

    private func write(in warehouse: Warehouse, only perimeters: Set<Perimeter>? = nil) throws {
        func isAsked(_ perimeter: Perimeter) -> Bool { perimeters?.contains(perimeter) ?? true }
        try warehouse.replace(
            rows.filter { isAsked($0.perimeter) }, delays.filter { isAsked($0.perimeter) },
            slots.filter { isAsked($0.perimeter) }, of: month, only: perimeters)
        for (secretariat, days) in backlogs.sorted(by: { $0.key < $1.key })
        where isAsked(Perimeter(.secretariat, secretariat)) {
            try warehouse.replaceBacklog(days, of: secretariat)
        }
    }

    /// One point has no limits.
    private func chart(_ series: ControlSeries, _ values: [SeriesValue]) -> ControlChart {
        ControlChart(
            series: series,
            phases: values.map {
                ControlPhase(
                    number: 1, recalibration: nil, pointCount: 1, mean: $0.value, limits: nil)
            },
            points: values.map {
                ControlChartPoint(
                    period: $0.period, value: $0.value, target: $0.target, rule: nil,
                    type: .commonCause, phase: 1)
            })
    }
}
