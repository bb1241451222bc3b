import Domain
import Testing

@testable import Report

/// Which signals become sentences, of whom, and how they go together with other rules.
@Suite struct SignalRuleTests {
    private static let pole = Perimeter(.pole, Code("P"))
    private static let secretariat = Perimeter(.secretariat, Code("S"))

    /// Fourteen weeks, the last seven of them beyond the mean.
    private func shift(
        _ indicator: Indicator = .answerRate, of perimeter: Perimeter, isWorse: Bool = true
    ) -> ControlChart {
        let values =
            [Double](repeating: 80, count: 7) + (0..<7).map { isWorse ? 75 - Double($0) / 9 : 85 }
        return ChartOf(indicator: indicator, perimeter: perimeter).chart(
            values, [(7...13, .shift, isWorse ? .concern : .improvement)])
    }

    /// - Parameter status: of the month.
    private func pages(
        _ charts: [ControlChart], status: TargetStatus = .missed, value: Double = 75,
        missing: Set<CivilDate> = [], denominator: Int = 100
    ) -> MonthPages {
        let weekly = charts.filter { $0.series.periodType == .week }
        let monthly = charts.filter { $0.series.periodType == .month }
        let month = Set(charts.map(\.series.perimeter)).flatMap { perimeter in
            Set(charts.map(\.series.indicator)).map { indicator in
                IndicatorRow(
                    period: SampleMonth.october, isProvisional: false, perimeter: perimeter,
                    label: "x", segment: .all, indicator: indicator, numerator: nil,
                    denominator: denominator, value: value, target: 85, status: status,
                    measuredTo: SampleMonth.october.lastDay)
            }
        }
        var report = MonthReport(
            establishment: "CHU", month: SampleMonth.october, asOf: SampleMonth.october.lastDay,
            fingerprint: "", version: "1", settings: MeasureSettings(establishment: "CHU"),
            rows: month,
            earlierRows: monthly.rows(denominator: denominator).filter {
                $0.period < SampleMonth.october
            }, weeklyRows: weekly.rows(denominator: denominator),
            secretariats: [SampleMonth.secretariat("S", "Sec", "", "P", "Pôle")])
        report.controlCharts = charts
        report.chartedWeeks = weekly.first.map { $0.points.map(\.period) } ?? []
        report.missingDays = [.calls: missing]
        return MonthPages(report)
    }

    private func context(
        _ pages: MonthPages, _ perimeter: Perimeter, isOwn: Bool = true,
        own: Perimeter = .establishment, poles: [Perimeter] = []
    ) -> AttentionContext {
        func subject(_ perimeter: Perimeter) -> AttentionSubject {
            AttentionSubject(perimeter: perimeter, label: "\(perimeter.level)", page: "x.html")
        }
        return AttentionContext(
            pages: pages, subject: subject(perimeter), isOwn: isOwn, poles: poles.map(subject),
            own: isOwn ? nil : subject(own))
    }

    @Test func `from the pole up a special cause is told whatever the target`() {
        let pages = pages([shift(of: Self.pole)], status: .met)
        let points = SignalRules.specialCauses(context(pages, Self.pole))
        #expect(points.map(\.kind) == [.specialConcern])
        #expect(
            points.first?.sentence
                == "Taux de décroché : 7\u{A0}semaines de suite sous la moyenne (80,0\u{A0}%), "
                + "depuis la semaine du 7 septembre 2026 ; la dernière à 74,3\u{A0}% : dégradation "
                + "réelle (règle « décalage »).")
        #expect(points.first?.proof.target == "x.html#semaines-answer_rate")
    }

    @Test(
        arguments: [
            (TargetStatus.met, false), (.noTarget, false), (.watch, true), (.missed, true),
        ])
    func `of a secretariat only where it misses its target as well`(
        status: TargetStatus, isTold: Bool
    ) {
        let pages = pages([shift(of: Self.secretariat)], status: status)
        for isOwn in [true, false] {
            let points = SignalRules.specialCauses(
                context(pages, Self.secretariat, isOwn: isOwn))
            #expect(points.isEmpty == !isTold)
        }
    }

    @Test func `limits of twelve points accuse no secretariat, of thirteen they do`() {
        for (count, isTold) in [(12, false), (13, true), (14, true)] {
            let chart = ChartOf(perimeter: Self.secretariat, pointCount: count).chart(
                [80, 80, 69], [(2...2, .outside, .concern)])
            let points = SignalRules.specialCauses(
                context(pages([chart]), Self.secretariat, isOwn: false))
            #expect(points.isEmpty == !isTold)
        }
    }

    @Test func `good news are told on the page of whom they are about`() {
        let pages = pages([shift(of: Self.pole, isWorse: false)])
        #expect(
            SignalRules.specialCauses(context(pages, Self.pole)).map(\.kind)
                == [.specialImprovement])
        #expect(SignalRules.specialCauses(context(pages, Self.pole, isOwn: false)).isEmpty)
    }

    @Test func `what establishment and pole have in common is one sentence`() {
        let pages = pages([shift(of: .establishment), shift(of: Self.pole)])
        let own = SignalRules.specialCauses(
            context(pages, .establishment, poles: [Self.pole]))
        #expect(own.first?.sentence.hasSuffix("De même : pole.") == true)
        #expect(SignalRules.specialCauses(context(pages, Self.pole, isOwn: false)).isEmpty)
        // The pole's alone is the pole's.
        let alone = self.pages([shift(of: Self.pole)])
        #expect(SignalRules.specialCauses(context(alone, Self.pole, isOwn: false)).count == 1)
    }

    @Test func `all signals of a secretariat within a page are one sentence`() {
        let pages = pages([
            shift(of: Self.secretariat), shift(.serviceLevel, of: Self.secretariat),
        ])
        let points = SignalRules.specialCauses(
            context(pages, Self.secretariat, isOwn: false))
        #expect(points.count == 1)
        #expect(points.first?.indicators == [.answerRate, .serviceLevel])
        #expect(
            points.first?.sentence.hasPrefix(
                "taux de décroché 75,0\u{A0}% (cible ≥\u{A0}85\u{A0}%), 7\u{A0}semaines de suite")
                == true)
    }

    @Test func `weeks come before months, and what another rule told is not told again`() {
        let month = ChartOf(type: .month, perimeter: Self.pole, pointCount: 13).chart(
            [80, 80, 69], [(2...2, .outside, .concern)])
        var context = context(pages([shift(of: Self.pole), month]), Self.pole)
        #expect(SignalRules.specialCauses(context).count == 1)
        #expect(SignalRules.specialCauses(context).first?.sentence.contains("semaines") == true)
        #expect(
            SignalRules.addition(.answerRate, context).hasPrefix(
                " Carte de contrôle : 7\u{A0}semaines de suite"))
        context.told = [.answerRate]
        #expect(SignalRules.specialCauses(context).isEmpty)
    }

    @Test func `activity has no sentence`() {
        let chart = ChartOf(indicator: .callsOffered, perimeter: Self.pole).chart(
            [80, 80, 120], [(2...2, .outside, .neutralHigh)])
        #expect(SignalRules.specialCauses(context(pages([chart]), Self.pole)).isEmpty)
    }

    @Test func `a week without telephony is told as a fault of the data, all of it at once`() {
        let charts = [Indicator.answerRate, .serviceLevel].map {
            ChartOf(indicator: $0, perimeter: .establishment, pointCount: 20).chart(
                [80, 80, 40, 80], [(2...2, .outside, .concern)])
        }
        let monday = charts[0].points[2].period.firstDay
        let pages = pages(charts, missing: Set((0..<5).map { monday + $0 }))
        let points = SignalRules.specialCauses(context(pages, .establishment))
        #expect(points.map(\.kind) == [.faultySignal])
        #expect(
            points.first?.sentence
                == "la semaine du 12 octobre 2026 sort des limites (taux de décroché 40,0\u{A0}% ; "
                + "niveau de service 40,0\u{A0}%), mais 5\u{A0}jours ouvrés y sont sans données de "
                + "téléphonie : le signal vient de l'export, non du travail.")
    }

    // MARK: Out of reach

    /// Thirteen months about 75, limits 70 to `upper`.
    private func months(_ upper: Double, count: Int = 13) -> ControlChart {
        ChartOf(
            type: .month, perimeter: Self.secretariat, mean: 75,
            limits: ControlLimits(lower: 70, nearLower: 72, nearUpper: 78, upper: upper)
        ).chart([Double](repeating: 75, count: count))
    }

    @Test(arguments: [(84.9, 13, true), (85, 13, false), (85.1, 13, false), (84.9, 12, false)])
    func `a target beyond the settled limits is out of reach`(
        upper: Double, count: Int, isTold: Bool
    ) {
        let points = SignalRules.outOfReach(
            context(pages([months(upper, count: count)]), Self.secretariat, isOwn: false))
        #expect(points.isEmpty == !isTold)
        if isTold {
            #expect(
                points.first?.sentence
                    == "dans son fonctionnement actuel, le secrétariat ne peut pas atteindre sa "
                    + "cible : taux de décroché 75,0\u{A0}% (cible ≥\u{A0}85\u{A0}%, limite haute "
                    + "84,9\u{A0}%). Attendre n'y changera rien : c'est l'organisation qu'il faut "
                    + "revoir, ou la cible.")
        }
    }

    @Test func `a target is not out of reach where the month meets it, or while things get better`()
    {
        let charts = [months(80)]
        func found(_ pages: MonthPages) -> Int {
            SignalRules.outOfReach(context(pages, Self.secretariat, isOwn: false)).count
        }
        #expect(found(pages(charts)) == 1)
        #expect(found(pages(charts, status: .met)) == 0)
        #expect(found(pages(charts + [shift(of: Self.secretariat, isWorse: false)])) == 0)
        #expect(found(pages(charts, denominator: 4)) == 0)
    }

    // MARK: Recalibrations

    @Test func `a recalibration is told in its month with its reason and both means`() {
        let date = SampleMonth.day(2026, 10, 5)
        func chart(_ place: Int) -> ControlChart {
            ChartOf(
                perimeter: .establishment,
                recalibrated: (
                    place, 90, Recalibration(date: date, reason: "Nouveau standard")
                )
            ).chart([77, 77, 77, 77, 90, 90])
        }
        let told = RecalibrationRules.begun(context(pages([chart(4)]), .establishment))
        #expect(
            told.map(\.sentence) == [
                "limites recalées depuis le 5 octobre 2026, « Nouveau standard » : taux de décroché "
                    + "80,0\u{A0}% en moyenne avant, 90,0\u{A0}% depuis, cible ≥\u{A0}85\u{A0}%."
            ])
        // Its first week was in September.
        #expect(
            RecalibrationRules.begun(context(pages([chart(1)]), .establishment)).isEmpty)
    }
}
