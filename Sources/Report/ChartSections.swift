import Domain

/// The charts of a perimeter's page, in groups.
struct ChartSections {
    let pages: MonthPages
    let perimeter: Perimeter
    /// The published secretariats that are compared with each other; fewer than two: none are.
    let members: [ReportedSecretariat]
    /// Charts whose subject another one shows as well are not printed.
    var isForPaper = false

    private var figures: FigureBook { pages.figures }

    var section: HTMLNode {
        let groups = [
            ("Courriers", "graphiques-courriers", letters),
            ("Courriers en attente", "graphiques-stocks", backlogs),
            ("Téléphone", "graphiques-telephone", calls),
            ("Cartes de contrôle par semaine", "graphiques-semaines", weeks),
            ("Comparer les secrétariats", "graphiques-comparer", funnels),
        ]
        return tag(
            "section", [.class("charts"), HTMLAttribute("aria-labelledby", "graphiques")],
            [tag("h2", [.id("graphiques")], "Graphiques")]
                + groups.filter { !$0.2.isEmpty }.map { title, anchor, charts in
                    [
                        tag("h3", [.id(anchor)], .text(title)),
                        tag("div", [.class("gallery")], charts.map(printed)),
                    ].group
                })
    }

    /// What the cards' lines and the other charts tell on paper.
    private static let onScreen = Set(
        [.letterCoverageRate, .backlogToType, .serviceLevel, .waitMedian, .waitP90]
            .map(ChartID.trend) + ControlChartMethod.weeklyIndicators.map(ChartID.weekly))

    private func printed(_ chart: ChartFigure) -> HTMLNode {
        var chart = chart
        chart.isPrinted = !isForPaper || !Self.onScreen.contains(chart.id)
        chart.definition = Self.definitions[chart.id]
        return chart.node
    }

    /// Where the figures of each chart are defined: of several indicators, the first.
    private static let definitions: [String: String] = {
        var places = [
            ChartID.stages: Indicator.stageDictationDelayMedian,
            ChartID.delays: .letterDelayMedian, ChartID.stocks: .backlogToDictate,
            ChartID.ages: .backlogToType, ChartID.calls: .callsReceived,
            ChartID.slots: .answerRate,
        ]
        for indicator in Indicator.allCases {
            places[ChartID.trend(indicator)] = indicator
            places[ChartID.funnel(indicator)] = indicator
            places[ChartID.weekly(indicator)] = indicator
        }
        return places.mapValues(PageNames.definition)
    }()

    // MARK: Control charts

    private var controlCharts: ControlCharts { ControlCharts(pages: pages, perimeter: perimeter) }

    /// The indicators whose months are drawn as a control chart.
    static let controlled: [Indicator] = [
        .letterDelayMedian, .letterOnTimeRate, .letterSameDayRate, .letterCoverageRate,
        .backlogToTypeDaysOfWork, .answerRate, .serviceLevel, .waitMedian, .waitP90,
    ]

    /// A control chart of 13 months; a plain line where nothing is known of its limits.
    private func control(_ indicator: Indicator) -> ChartFigure {
        controlCharts.monthly(indicator) ?? trend(indicator)
    }

    private var weeks: [ChartFigure] {
        ControlChartMethod.weeklyIndicators.compactMap(controlCharts.weekly)
    }

    // MARK: Over 13 months

    private var months: [(short: String, long: String)] { pages.monthNames }

    private func history(_ indicator: Indicator) -> [Figure] {
        figures.history(indicator, of: perimeter)
    }

    private func text(_ unit: IndicatorUnit) -> (Double) -> String {
        let counted = pages.counted
        return { value in
            let number = FrenchNumbers.text(value, decimals: FrenchNumbers.decimals(of: unit))
            return number + FrenchNumbers.spacedUnit(unit, after: value, counted)
        }
    }

    /// `85,9`, `6 j`, `22 s`, `247`: the unit stands in the chart's lead.
    private func short(_ unit: IndicatorUnit) -> (Double) -> String {
        let decimals = 0...FrenchNumbers.decimals(of: unit).upperBound
        return { FrenchNumbers.text($0, decimals: decimals) + Self.suffix(unit) }
    }

    /// A target is shown as it was written, whatever its decimals.
    private func goal(_ unit: IndicatorUnit) -> (Double) -> String {
        let sign = unit == .percent ? FrenchNumbers.space + "%" : Self.suffix(unit)
        return { FrenchNumbers.text($0, decimals: 0...3) + sign }
    }

    private static func suffix(_ unit: IndicatorUnit) -> String {
        switch unit {
        case .seconds: FrenchNumbers.space + "s"
        case .days, .calendarDays: FrenchNumbers.space + "j"
        // A percentage brings its own sign.
        case .percent, .letters, .calls, .hours: ""
        }
    }

    /// A chart of one indicator, or of two in the same unit.
    func trend(_ indicators: Indicator..., title: String? = nil, names: [String] = [])
        -> ChartFigure
    {
        let first = indicators[0]
        let entry = IndicatorCatalogue[first]
        let main = history(first)
        let unit = entry.unit.label(pages.counted)
        return LineChart(
            id: ChartID.trend(first), title: title ?? entry.title,
            lead: "Sur 13 mois, en \(unit)"
                + (main.contains { $0.row?.target != nil } ? " ; cible en tirets." : "."),
            unit: entry.unit, periods: months,
            series: indicators.enumerated().map { index, indicator in
                line(
                    indicator,
                    names.indices.contains(index)
                        ? names[index] : IndicatorCatalogue[indicator].title)
            },
            target: main.map { $0.row?.target },
            isProvisional: main.last?.row?.isProvisional == true,
            goalText: goal(entry.unit)
        ).figure
    }

    private func line(_ indicator: Indicator, _ name: String) -> LineChart.Series {
        let history = history(indicator)
        let last = history.last { $0.value != nil }
        return LineChart.Series(
            name: name, values: history.map(\.value),
            texts: history.map { FigureText.full($0, pages.counted) ?? "–" },
            last: last.map { figure in
                let number = figure.value.map { FigureText.value($0, figure) } ?? "–"
                return number + Self.suffix(figure.entry.unit)
            } ?? "–")
    }

    private var letters: [ChartFigure] {
        guard figures.has(.letters, in: perimeter) else { return [] }
        return [
            stages, delays, control(.letterDelayMedian), control(.letterOnTimeRate),
            control(.letterSameDayRate), control(.letterCoverageRate),
        ]
    }

    /// Where the days go.
    private var stages: ChartFigure {
        let stages: [(String, Motif, Indicator)] = [
            ("dictée", .deep, .stageDictationDelayMedian),
            ("frappe", .diagonal, .stageTypingDelayMedian),
            ("validation", .dotted, .stageValidationDelayMedian),
            ("expédition", .upright, .stageDispatchDelayMedian),
        ]
        return StackedColumns(
            id: ChartID.stages, title: "Où passent les jours",
            lead: "Délai médian de chaque étape, en \(IndicatorUnit.days.label(pages.counted)) : "
                + "dictée et validation sont la part du médecin, frappe et expédition celle du "
                + "secrétariat. La médiane du délai entier n'est pas leur somme.",
            periods: months,
            parts: stages.map { name, motif, indicator in
                StackedColumns.Part(
                    name: name, motif: motif, values: history(indicator).map(\.value))
            }, isWhole: false, total: nil, text: text(.days),
            short: short(.days)
        ).figure
    }

    private var delays: ChartFigure {
        let counts = pages.letterDelays[perimeter] ?? []
        let figure = figures.figure(.letterDelayMedian, of: perimeter)
        let isShown = counts.reduce(0) { $0 + $1.letters } >= pages.report.minimumCount
        return DelayHistogram(
            id: ChartID.delays, title: "Distribution des délais d'envoi",
            lead: "Courriers envoyés dans le mois, selon leur délai en "
                + IndicatorUnit.days.label(pages.counted)
                + (figure.row?.target == nil
                    ? "." : " ; hachurés : au-delà de la cible du délai médian."),
            letters: isShown
                ? Dictionary(counts.map { ($0.fromDays, $0.letters) }, uniquingKeysWith: +) : [:],
            target: figure.row?.target, median: figure.value, text: goal(.days)
        ).figure
    }

    // MARK: Backlogs

    private static let stageMotifs: [BacklogStage: Motif] = [
        .toDictate: .deep, .toType: .diagonal, .toValidate: .dotted, .toSend: .upright,
    ]

    private var backlogs: [ChartFigure] {
        guard figures.has(.letters, in: perimeter) else { return [] }
        return [stocks, ages, trend(.backlogToType), control(.backlogToTypeDaysOfWork)]
    }

    private var stocks: ChartFigure {
        StackedColumns(
            id: ChartID.stocks, title: "Courriers en attente par étape",
            lead:
                "À la fin de chacune des \(FigureBook.weeksShown) dernières semaines achevées, en "
                + "courriers ; la date est celle du lundi.",
            periods: pages.stockWeekNames, labelEvery: 5,
            parts: BacklogStage.allCases.map { stage in
                StackedColumns.Part(
                    name: stage.french, motif: Self.stageMotifs[stage] ?? .pale,
                    values: figures.figures(
                        stage.indicator, of: perimeter, in: pages.stockWeeks
                    ).map(\.value))
            }, text: text(.letters), short: short(.letters)
        ).figure
    }

    private var ages: ChartFigure {
        let sums = BacklogStage.allCases.map { ($0, pages.backlogs.sum($0, of: perimeter)) }
        let day = sums.lazy.compactMap { $1?.date }.first
        return StackedBars(
            id: ChartID.ages, title: "Âge des courriers en attente",
            lead: "Jours calendaires passés dans l'étape"
                + (day.map { ", le \(FrenchDates.full($0))" } ?? "") + ", en courriers.",
            parts: zip(
                ["0 à 2 j", "3 à 7 j", "8 à 14 j", "15 à 30 j", "plus de 30 j"], Motif.ages
            ).map { ($0, $1) },
            bars: sums.map { stage, sum in
                (stage.french, (sum?.ages ?? []).map(Double.init))
            },
            text: { FrenchNumbers.text($0, decimals: 0...0) }
        ).figure
    }

    // MARK: Calls

    private var calls: [ChartFigure] {
        guard figures.has(.calls, in: perimeter) else { return [] }
        return [
            partition, control(.answerRate), control(.serviceLevel), control(.waitMedian),
            control(.waitP90),
        ] + (perimeter.level == .secretariat ? [] : [slots])
    }

    /// Never of a secretariat: a half-hour of one is the work of one person.
    private var slots: ChartFigure {
        HeatMap(
            id: ChartID.slots, title: "Taux de décroché par jour et demi-heure",
            lead: "Part des appels présentés du mois qui sont décrochés, et leur nombre dessous ; "
                + "plus c'est foncé, plus d'appels restent sans réponse. Sans taux : moins de "
                + "\(pages.report.minimumCount) appels.",
            cells: pages.report.callSlots.filter { $0.perimeter == perimeter }.map {
                .init(
                    weekday: $0.weekday, slot: $0.slot, offered: $0.offered, answered: $0.answered)
            }, minimumCount: pages.report.minimumCount
        ).figure
    }

    /// Every received call in its one class: the columns add up to the calls received.
    private var partition: ChartFigure {
        func counts(_ indicator: Indicator) -> [Double?] {
            history(indicator).map { $0.row?.numerator.map(Double.init) }
        }
        let received = counts(.callsReceived)
        /// A rate of no calls is no row: 0 of them.
        func shares(_ indicator: Indicator) -> [Double?] {
            zip(counts(indicator), received).map { $0 ?? $1.map { _ in 0 } }
        }
        return StackedColumns(
            id: ChartID.calls, title: "Ce que deviennent les appels reçus",
            lead: "Chaque appel reçu compte une fois, en appels par mois.", periods: months,
            parts: [
                .init(name: "décrochés", motif: .deep, values: shares(.answerRate)),
                .init(name: "abandonnés", motif: .counter, values: shares(.abandonRate)),
                .init(name: "dissuadés", motif: .dotted, values: shares(.deflectionRate)),
                .init(name: "messagerie", motif: .upright, values: shares(.voicemailRate)),
                .init(
                    name: "très courts", motif: .level, values: counts(.callsShortAbandoned)),
                .init(name: "hors horaires", motif: .pale, values: counts(.callsOutOfHours)),
            ], total: "Reçus", text: text(.calls), short: short(.calls)
        ).figure
    }

    // MARK: Secretariats compared

    private var funnels: [ChartFigure] {
        guard members.count > 1 else { return [] }
        return [
            funnel(.letterOnTimeRate, size: "courriers dont l'échéance est passée"),
            funnel(.answerRate, size: "appels présentés"),
        ]
    }

    private func funnel(_ indicator: Indicator, size: String) -> ChartFigure {
        let percent = text(.percent)
        return FunnelPlot(
            id: ChartID.funnel(indicator), title: IndicatorCatalogue[indicator].title,
            lead:
                "Un point par secrétariat, selon son effectif. Entre les courbes, l'écart au taux "
                + "d'ensemble peut tenir au hasard (limites à 95 % et 99,8 %, méthode de Wilson) ; "
                + "triangle et carré en sortent.",
            sizeName: size,
            units: members.compactMap { member in
                let row = figures.figure(indicator, of: Perimeter(.secretariat, member.code)).row
                guard let row, let part = row.numerator, let whole = row.denominator,
                    whole >= pages.report.minimumCount
                else { return nil }
                return FunnelPlot.Unit(
                    name: member.label, code: member.code.written, part: part, whole: whole)
            },
            target: figures.figure(indicator, of: perimeter).row?.target.map { $0 / 100 },
            text: percent
        ).figure
    }
}
