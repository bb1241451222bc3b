import Domain
import Testing

@testable import Report

/// What definitions.html says of the month: targets in force, closed days, what changed since.
@Suite struct MonthDefinitionTests {
    private static func target(
        _ indicator: Indicator, _ perimeter: Perimeter, _ value: Double, alert: Double? = nil,
        segment: Code = .all, _ validity: Validity = .always
    ) -> ReportedTarget {
        ReportedTarget(
            key: TargetKey(indicator: indicator, perimeter: perimeter, segment: segment),
            target: Target(value: value, alert: alert), validity: validity)
    }

    private static func secretariat(_ code: String) -> Perimeter {
        Perimeter(.secretariat, Code(code))
    }

    private static func report() -> MonthReport {
        var report = SampleMonth.report()
        let october = report.month
        report.targets = [
            target(.answerRate, secretariat("CARD"), 95, alert: 90.5),
            target(.answerRate, secretariat("EXPL"), 99),
            target(.answerRate, secretariat("GONE"), 98),
            target(.answerRate, .establishment, 90, alert: 80),
            target(
                .letterDelayMedian, Perimeter(.pole, Code("PCV")), 1,
                segment: Code("CRC"), Validity(through: october.firstDay + 13)),
            target(
                .letterDelayMedian, .establishment, 7,
                Validity(from: october.firstDay, through: october.lastDay)),
        ]
        report.closedDays = [
            ClosedDay(date: october.firstDay + 1, label: "Pont <1>", isOpen: false),
            ClosedDay(date: october.lastDay + 1, label: "Toussaint", isOpen: true),
        ]
        return report
    }

    @Test func `every target in force stands there, in the order of indicators and levels`()
        throws
    {
        let report = Self.report()
        let page = try Page(report, PageNames.definitions)
        for text in [
            "≥\u{A0}95\u{A0}%", "90,5\u{A0}%", "pôle PCV", "Compte rendu de consultation",
            "≤\u{A0}1\u{A0}jour", "jusqu'au 14 octobre 2026",
            "du 1 au 31 octobre 2026".replacing("du 1 ", with: "du 1er "), "sans limite",
            "Cardiologie", "Pont <1>",
        ] {
            #expect(page.text.contains(text), "\(text)")
        }
        // Neither of a secretariat without a line of its own, nor of one that the month lacks.
        #expect(!page.text.contains("99\u{A0}%") && !page.text.contains("98\u{A0}%"))
        #expect(!page.text.contains("Toussaint"))
        let shown = TargetsSection(pages: MonthPages(report)).shown
        #expect(
            shown.map(\.key.indicator) == [
                .letterDelayMedian, .letterDelayMedian, .answerRate, .answerRate,
            ])
        #expect(shown.map(\.target.value) == [7, 1, 90, 95])
        var shuffled = report
        shuffled.targets.reverse()
        #expect(render(shuffled) == render(report))
        var none = report
        none.targets = []
        #expect(
            try Page(none, PageNames.definitions).text.contains("Aucune cible n'était en vigueur"))
    }

    @Test func `targets link to their definition and back`() throws {
        let page = try Page(Self.report(), PageNames.definitions)
        let (targets, places) = (Set(page.values("href")), Set(page.values("id")))
        for name in ["#cibles-answer_rate", "#cibles-letter_delay_median", "#answer_rate"] {
            #expect(targets.contains(name) && places.contains(String(name.dropFirst())), "\(name)")
        }
        #expect(!targets.contains("#cibles-service_level"))
    }

    /// Every card, column, row and chart of an indicator leads to its definition, which is there.
    @Test func `every figure leads to its definition`() throws {
        let report = Self.report()
        let places = Set(try Page(report, PageNames.definitions).values("id"))
        #expect(Set(Indicator.allCases.map(\.rawValue)).isSubset(of: places))
        let titles = Set(IndicatorCatalogue.entries.map(\.title))
        for file in render(report)
        where file.name.hasPrefix("pole-P") || file.name.hasPrefix("secretariat-V")
            || file.name == PageNames.establishment
        {
            let page = try Page(bytes: file.bytes)
            let links = page.values("href").filter { $0.hasPrefix(PageNames.definitions + "#") }
            for link in Set(links) {
                #expect(places.contains(String(link.drop { $0 != "#" }.dropFirst())), "\(link)")
            }
            let text = String(decoding: file.bytes, as: UTF8.self)
            // A title alone in its cell or heading would be a figure without its definition.
            for title in titles {
                let escaped = title.replacing("'", with: "'")
                let isBare = ["th scope=\"row\"", "h3"].contains {
                    text.contains("<\($0)>\(escaped)<")
                }
                #expect(!isBare, "\(file.name) \(title)")
            }
            let charts = page.all("figure").count
            #expect(charts > 0 && text.components(separatedBy: ">Définition<").count == charts + 1)
        }
    }

    // MARK: Since the month was frozen

    private static func frozen(
        _ change: (inout MonthDefinitions) -> Void = { _ in }
    ) -> MonthReport {
        var report = Self.report()
        var today = report.definitions
        change(&today)
        report.asOf = report.month.lastDay + 40
        report.revisions = MonthRevisions(
            frozenAsOf: report.month.lastDay + 5, current: report.rows, counted: .calendar,
            minimumCount: 5, definitions: today, version: report.version,
            banners: ["Un fichier manquait."])
        return report
    }

    @Test func `where nothing changed the page says so`() throws {
        let report = Self.frozen()
        #expect(DefinitionChanges(report: report).changes.isEmpty)
        let page = try Page(report, PageNames.definitions)
        #expect(page.text.contains("Ils sont les mêmes aujourd'hui."))
        #expect(
            page.text.contains("Quand ce mois a été figé, au 5 novembre 2026\u{A0}: Un fichier"))
        #expect(DefinitionChanges(report: Self.report()).section.isNothing)
    }

    @Test func `what changed since is named, then and now`() throws {
        var report = Self.frozen { today in
            today.settings.missingLetterDays = 60
            today.settings.opening[1] = nil
            today.minimumCount = 10
            today.letterTypes[0].targetDays = 5
            today.letterTypes.removeLast()
            today.targets.removeFirst()
            today.targets[2].target.alert = 85
            today.closedDays.removeFirst()
            // A day to come counts for nothing in the month.
            today.closedDays.append(
                ClosedDay(date: SampleMonth.day(2027, 5, 7), label: "Pont", isOpen: false))
        }
        report.revisions?.version = "0.9.0"
        let changes = DefinitionChanges(report: report).changes
        #expect(
            changes.map { "\($0.what) | \($0.published) | \($0.current)" } == [
                "Version du programme (titres, calculs) | 0.9.0 | 1.0.0",
                "Courrier manquant | sort du stock après 90\u{A0}jours calendaires\u{A0}; il reste "
                    + "en retard et non couvert | sort du stock après 60\u{A0}jours "
                    + "calendaires\u{A0}; il reste en retard et non couvert",
                "Effectif minimal | 5\u{A0}observations | 10\u{A0}observations",
                "Ouverture du téléphone, lundi | 8\u{A0}h\u{A0}30 – 12\u{A0}h\u{A0}30, "
                    + "13\u{A0}h\u{A0}30 – 17\u{A0}h\u{A0}30 | fermé",
                "Type de courrier CRC | Compte rendu de consultation, 7\u{A0}jours | "
                    + "Compte rendu de consultation, 5\u{A0}jours",
                "Type de courrier CERT | Certificat, sans échéance | –",
                "Cible, établissement : Taux de décroché | ≥\u{A0}90\u{A0}%, alerte "
                    + "80\u{A0}%, sans limite | ≥\u{A0}90\u{A0}%, alerte 85\u{A0}%, sans limite",
                "Cible, secrétariat CARD : Taux de décroché | ≥\u{A0}95\u{A0}%, alerte "
                    + "90,5\u{A0}%, sans limite | –",
                "Jour fermé, 2 octobre 2026 | Pont <1> | –",
            ])
        let page = try Page(report, PageNames.definitions)
        #expect(page.text.contains("Définitions qui ne sont plus les mêmes"))
        // The settings of the page itself are those of then.
        #expect(page.text.contains("5\u{A0}observations"))
    }

    @Test func `a great many changes are cut, and counted`() throws {
        var report = Self.frozen()
        report.revisions?.definitions?.targets = []
        report.targets = (0..<60).map { index in
            Self.target(
                .answerRate, Perimeter(.pole, Code("P\(index)")), 90 + Double(index) / 10)
        }
        #expect(try Page(report, PageNames.definitions).text.contains("Et 20\u{A0}autres."))
    }

    @Test func `days that are counted from as-of are those of the frozen month`() {
        var report = Self.frozen()
        report.asOf = SampleMonth.day(2031, 1, 31)
        let facts = Dictionary(SettingsSection.facts(report), uniquingKeysWith: { $1 })
        #expect(facts["Mesure depuis"] == "le 1er janvier 2021")
        #expect(DefinitionChanges(report: report).changes.isEmpty)
    }
}

extension HTMLNode {
    fileprivate var isNothing: Bool {
        if case .nothing = self { true } else { false }
    }
}
