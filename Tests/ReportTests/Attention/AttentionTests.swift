import Domain
import Testing

@testable import Report

/// Each rule at the edge of what it tells, and the sentences word for word.
@Suite struct AttentionTests {
    private static let pole = Perimeter(.pole, Code("P"))
    private static let secretariat = Perimeter(.secretariat, Code("S"))
    private static let october = SampleMonth.october

    /// Values of one indicator, the last one the month's own, with its target and alert.
    private func rows(
        _ indicator: Indicator, _ values: [Double?], of perimeter: Perimeter = secretariat,
        target: Double? = nil, alert: Double? = nil, denominator: Int = 100
    ) -> [IndicatorRow] {
        var month = Self.october
        let isLower = IndicatorCatalogue[indicator].direction == .lower
        return values.reversed().compactMap { value in
            defer { month = month.previous }
            guard let value else { return nil }
            func reaches(_ bound: Double) -> Bool { isLower ? value <= bound : value >= bound }
            let status: TargetStatus =
                target.map { target in
                    reaches(target) ? .met : alert.map(reaches) == true ? .watch : .missed
                } ?? .noTarget
            return IndicatorRow(
                period: month, isProvisional: false, perimeter: perimeter, label: "x",
                segment: .all, indicator: indicator, numerator: nil, denominator: denominator,
                value: value, target: target, alert: alert, status: status,
                measuredTo: month.lastDay)
        }
    }

    private func context(
        _ rows: [IndicatorRow], of perimeter: Perimeter = secretariat, isOwn: Bool = true,
        standing: BacklogStanding? = nil, quality: DataQuality = DataQuality()
    ) -> AttentionContext {
        let report = MonthReport(
            establishment: "CHU", month: Self.october, asOf: Self.october.lastDay,
            fingerprint: "", version: "1", settings: MeasureSettings(establishment: "CHU"),
            rows: rows.filter { $0.period == Self.october },
            earlierRows: rows.filter { $0.period != Self.october },
            standings: [standing].compactMap { $0 },
            secretariats: [SampleMonth.secretariat("S", "Sec", "", "P", "Pôle")],
            quality: quality)
        return AttentionContext(
            pages: MonthPages(report),
            subject: AttentionSubject(perimeter: perimeter, label: "Sec", page: "s.html"),
            isOwn: isOwn)
    }

    private func typing(stock: Int, entered: Int, left: Int) -> BacklogStanding {
        BacklogStanding(
            secretariat: Code("S"), stage: .toType, date: Self.october.lastDay, stock: stock,
            ages: [stock, 0, 0, 0, 0], entered: entered, left: left)
    }

    // MARK: Targets

    @Test func `an alert that was crossed this month is told with both months`() {
        let points = TargetRules.alerts(
            context(rows(.answerRate, [86, 70], target: 85, alert: 80)))
        #expect(points.map(\.kind) == [.alertCrossed])
        #expect(
            points.first?.sentence
                == "Taux de décroché : 70,0\u{A0}%, contre 86,0\u{A0}% en septembre 2026 "
                + "(cible ≥\u{A0}85\u{A0}%, seuil d'alerte 80).")
        #expect(points.first?.proof.target == "s.html#graphique-answer_rate")
    }

    @Test func `an alert that lasts says for how long`() {
        let points = TargetRules.alerts(
            context(rows(.answerRate, [86, 70, 71], target: 85, alert: 80)))
        #expect(points.map(\.kind) == [.alertStill])
        #expect(points.first?.sentence.contains("en alerte depuis 2 mois") == true)
    }

    @Test func `within a page, a secretariat's month is no alert, a pole's new one is`() {
        let new = [86.0, 70].map { Optional($0) }
        let still = [70.0, 70].map { Optional($0) }
        func kinds(_ values: [Double?], _ perimeter: Perimeter) -> [AttentionPoint.Kind] {
            TargetRules.alerts(
                context(
                    rows(.answerRate, values, of: perimeter, target: 85, alert: 80),
                    of: perimeter, isOwn: false)
            ).map(\.kind)
        }
        #expect(kinds(new, Self.secretariat).isEmpty)
        #expect(kinds(new, Self.pole) == [.alertCrossed])
        #expect(kinds(still, Self.pole).isEmpty)
    }

    @Test(
        arguments: [
            ([86.0, 70, 70], false), ([70, 70, 70], true), ([86, 82, 82, 82], true),
            ([70, 70, 86], false),
        ])
    func `a target missed for three months is told, for two it is not`(
        values: [Double], isTold: Bool
    ) {
        let points = TargetRules.missedForMonths(
            context(
                rows(.answerRate, values.map { $0 }, target: 85, alert: 80), isOwn: false))
        #expect(points.isEmpty == !isTold)
    }

    @Test func `few observations are no missed target`() {
        let few = rows(.answerRate, [70, 70, 70], target: 85, denominator: 4)
        #expect(TargetRules.missedForMonths(context(few, isOwn: false)).isEmpty)
        #expect(TargetRules.alerts(context(few)).isEmpty)
    }

    @Test(arguments: [([70.0, 70, 70, 86], true), ([86, 70, 70, 86], false), ([86], false)])
    func `a target reached again after three months is good news`(values: [Double], isTold: Bool) {
        let points = TargetRules.regained(
            context(rows(.answerRate, values.map { $0 }, target: 85, alert: 80)))
        #expect(points.isEmpty == !isTold)
    }

    @Test func `a missed delay says where the days go`() {
        let all =
            rows(.letterDelayMedian, [6, 12], target: 7, alert: 10)
            + rows(.stageDictationDelayMedian, [1]) + rows(.stageTypingDelayMedian, [9])
            + rows(.stageValidationDelayMedian, [0.5]) + rows(.stageDispatchDelayMedian, [0])
        #expect(
            TargetRules.alerts(context(all)).first?.share
                == "En médianes d'étape : secrétariat 9 j (frappe 9, expédition 0), médecins 1,5 j "
                + "(dictée 1, validation 0,5).")
    }

    // MARK: Backlogs

    @Test(
        arguments: [
            (120, 100, true), (119, 100, false), (1000, 901, false), (1000, 900, true),
            (100, 120, false), (120, 0, false),
        ])
    func `a backlog grows from twenty letters and a tenth of those that come`(
        entered: Int, left: Int, grows: Bool
    ) {
        let points = BacklogRules.growing(
            context([], standing: typing(stock: 60, entered: entered, left: left)))
        #expect(points.isEmpty == !grows)
    }

    @Test func `a growing backlog says when it would be cleared, and whose share it is`() {
        let points = BacklogRules.growing(
            context([], standing: typing(stock: 60, entered: 126, left: 80)))
        #expect(
            points.first?.sentence
                == "le stock en attente de frappe grossit plus vite qu'il n'est écoulé : "
                + "126\u{A0}courriers dictés pour 80 frappés en 28 jours ; 60\u{A0}courriers "
                + "attendent. Au rythme actuel, sans nouvelle arrivée, il serait résorbé le "
                + "23 novembre 2026. C'est la part du secrétariat.")
    }

    @Test(
        arguments: [
            // 20 working days in the 28 that end on 31 October 2026; 11 November is a holiday.
            (4, 80, "2026-11-02"), (5, 80, "2026-11-03"), (32, 80, "2026-11-12"),
            (2000, 80, "2028-10-23"),
        ])
    func `a backlog is cleared on a working day`(stock: Int, pace: Int, date: String) {
        let found = ClearingDate.date(
            stock: stock, pace: pace, from: Self.october.lastDay,
            calendar: WorkingCalendar(zone: .metropole))
        #expect(found?.description == date)
    }

    @Test func `what takes more than two years has no date`() {
        let calendar = WorkingCalendar(zone: .metropole)
        for (stock, pace) in [(2004, 80), (10, 0), (0, 10), (Int.max / 64, 1)] {
            #expect(
                ClearingDate.date(
                    stock: stock, pace: pace, from: Self.october.lastDay, calendar: calendar) == nil
            )
        }
        #expect(ClearingDate.words(nil) == "dans plus de deux ans")
    }

    @Test func `nothing typed for 28 days is told where letters wait`() {
        var row = rows(.backlogToTypeDaysOfWork, [1])[0]
        row.value = nil
        row.numerator = 12
        let points = BacklogRules.nothingTyped(context([row]))
        #expect(
            points.first?.sentence
                == "aucune frappe depuis 28 jours, et 12\u{A0}courriers attendent.")
        row.numerator = 0
        #expect(BacklogRules.nothingTyped(context([row])).isEmpty)
    }

    @Test(arguments: [([41.0, 50], true), ([50, 50.5], false), ([50, 41], false)])
    func `a median that rises while a backlog is cleared is told as such`(
        medians: [Double], isTold: Bool
    ) {
        let all =
            rows(.letterDelayMedian, medians.map { $0 })
            + rows(.backlogToTypeDaysOfWork, [17], target: 5, alert: 10)
        let context = context(all, standing: typing(stock: 134, entered: 118, left: 156))
        let points = BacklogRules.risingWhileClearing(context)
        #expect(points.isEmpty == !isTold)
        // One of the two sentences, never both.
        #expect(BacklogRules.clearingUp(context).isEmpty == isTold)
    }

    // MARK: Data

    @Test func `days without telephony and late sources are told with their days`() {
        let report = SampleMonth.report()
        let pages = MonthPages(report)
        #expect(
            DataRules.silentDays(pages).map(\.sentence) == [
                "aucun appel n'a été enregistré du 12 au 16 octobre 2026, le 21 octobre 2026 "
                    + "(6\u{A0}jours ouvrés) ; les chiffres du mois reposent sur les autres jours."
            ])
        #expect(DataRules.lateSources(pages).map(\.subject) == ["Source « telephonie »"])
        #expect(
            DataRules.unmappedUnits(pages).map(\.sentence).first?.hasPrefix(
                "la file « 8842 » n'est rattachée à aucun secrétariat") == true)
    }

    @Test func `a source that is late now was not late in a month that is whole`() {
        var report = SampleMonth.report()
        report.month = report.month.previous
        #expect(DataRules.lateSources(MonthPages(report)).isEmpty)
    }

    @Test func `a page without a finding says so`() throws {
        var report = SampleMonth.report()
        report.rows = []
        report.controlCharts = []
        report.standings = []
        report.quality = DataQuality()
        let text = try Page(report, PageNames.establishment).text
        #expect(text.contains("Aucune règle ne signale quoi que ce soit"))
    }
}
