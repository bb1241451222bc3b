import Domain
import Report
import Testing

/// Pages of a frozen month, and what meetings noted on them.
@Suite struct FrozenMonthPageTests {
    private static let pole = Perimeter(.pole, Code("PCV"))
    private static let frozenOn = SampleMonth.day(2026, 11, 5)

    /// The sample month, whole and frozen; now a pole's median is longer, two new causes are known.
    private static func report(
        _ change: (inout MonthReport, inout [IndicatorRow]) -> Void = { _, _ in }
    ) -> MonthReport {
        var report = SampleMonth.report()
        report.asOf = SampleMonth.day(2026, 11, 20)
        for index in report.rows.indices {
            report.rows[index].isProvisional = false
            report.rows[index].measuredTo = report.month.lastDay
        }
        var current = report.rows
        for index in current.indices
        where current[index].perimeter == pole && current[index].indicator == .letterDelayMedian
            && current[index].segment == .all
        {
            current[index].value = 12.5
            current[index].status = .missed
        }
        change(&report, &current)
        report.revisions = MonthRevisions(
            frozenAsOf: frozenOn, current: current, counted: .calendar, minimumCount: 5,
            causes: causes)
        return report
    }

    private static let causes = [
        RevisionCause(
            .file, .letters, source: "suivi", name: "a<b>.tsv", rows: 120,
            asOf: SampleMonth.day(2026, 11, 6)),
        RevisionCause(
            .file, .letters, source: "suivi", name: "a<b>.tsv", rows: 30,
            asOf: SampleMonth.day(2026, 11, 9)),
        RevisionCause(
            .file, .calls, source: "tel", name: "appels.csv", rows: 7,
            asOf: SampleMonth.day(2026, 11, 9)),
        RevisionCause(
            .setting, .letters, name: "missingLetterDays", detail: "90 → 60",
            asOf: SampleMonth.day(2026, 11, 12)),
    ]

    private static func comments(_ report: inout MonthReport) {
        let september = report.month.previous
        report.comments = [
            MeetingComment(
                month: report.month, perimeter: pole, indicator: .letterDelayMedian,
                text: "Un poste <vacant>\ndeux lignes", action: "Recruter",
                deadline: SampleMonth.day(2026, 10, 15)),
            MeetingComment(
                month: report.month, perimeter: Perimeter(.secretariat, Code("VASC")),
                indicator: .answerRate, text: "Standard réorganisé"),
            MeetingComment(
                month: report.month, perimeter: Perimeter(.secretariat, Code("EXPL")),
                indicator: .answerRate, text: "Sans ligne propre"),
            MeetingComment(
                month: september, perimeter: pole, indicator: .waitMedian, text: "",
                action: "Former", deadline: SampleMonth.day(2026, 12, 1)),
            MeetingComment(
                month: september, perimeter: pole, indicator: nil, text: "", action: "Oublier",
                deadline: SampleMonth.day(2026, 9, 30)),
            MeetingComment(
                month: report.month.next, perimeter: pole, indicator: nil, text: "Mois suivant"),
        ]
    }

    @Test func `the revised figure stands beside the published one`() throws {
        let text = try Page(Self.report(), "pole-PCV.html").text
        for part in [
            "Chiffres figés au", "5 novembre 2026", "révisé\u{A0}: 12,5\u{A0}jours",
            "■\u{A0}non atteint", "des chiffres sont différents", "a<b>.tsv (suivi)",
            "150",
            "6 novembre 2026 – 9 novembre 2026", "Réglage modifié\u{A0}: missingLetterDays",
            "90 → 60", "revisions.csv",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(text.contains("1\u{A0}chiffre révisé\u{A0}: à lire à l'écran"))
        // No figure of calls was revised.
        #expect(!text.contains("appels.csv"))
        let other = try Page(Self.report(), "pole-FME.html").text
        #expect(other.contains("les chiffres sont les mêmes") && !other.contains("révisé\u{A0}:"))
    }

    @Test func `the CSV files hold what was published`() {
        let frozen = render(Self.report())
        var plain = Self.report()
        plain.revisions = nil
        for name in ["indicateurs.csv", "donnees.csv"] {
            #expect(
                frozen.first { $0.name == name } == render(plain).first { $0.name == name })
        }
        #expect(!render(plain).contains { $0.name == "revisions.csv" })
        let revisions = frozen.first { $0.name == "revisions.csv" }
        let lines = String(decoding: revisions?.bytes ?? [], as: UTF8.self)
            .split(whereSeparator: \.isNewline)
        #expect(lines.count == 2)
        #expect(lines.last?.hasPrefix("2026-10;2026-11-05;2026-11-20;pole;PCV;") == true)
        #expect(lines.last?.contains(";12,5;") == true)
    }

    @Test func `what few cases hide stays hidden when it is revised`() throws {
        let report = Self.report { _, current in
            for index in current.indices where current[index].indicator == .letterOnTimeRate {
                current[index].denominator = 3
                current[index].numerator = 1
                current[index].value = 100.0 / 3
            }
        }
        let text = try Page(report, "index.html").text
        #expect(text.contains("révisé\u{A0}: effectif insuffisant"))
        #expect(!text.contains("33,3"))
    }

    @Test func `a secretariat without a line of its own has none here either`() throws {
        let report = Self.report { _, current in
            for index in current.indices where current[index].perimeter.code == Code("EXPL") {
                current[index].value = 77
            }
        }
        #expect(try !Page(report, "pole-PCV.html").text.contains("Explorations"))
        let revisions = render(report).first { $0.name == "revisions.csv" }
        let text = String(decoding: revisions?.bytes ?? [], as: UTF8.self)
        #expect(text.contains("CARD") == false && text.contains("EXPL") == false)
    }

    @Test func `a month that is no longer measured says so`() throws {
        var report = Self.report()
        report.revisions?.current = nil
        let text = try Page(report, "index.html").text
        #expect(text.contains("n'est plus mesuré") && !text.contains("révisé\u{A0}:"))
    }

    @Test func `comments stand on the page of their perimeter and month`() throws {
        let report = Self.report { report, _ in Self.comments(&report) }
        let page = try Page(report, "pole-PCV.html")
        for part in [
            "Commentaires du mois", "Un poste <vacant>", "deux lignes", "Recruter", "échue",
            "Standard réorganisé", "Chirurgie vasculaire", "Actions en cours des mois précédents",
            "Former", "noté pour septembre 2026", "1er décembre 2026",
        ] {
            #expect(page.text.contains(part), "\(part)")
        }
        #expect(page.values("href").contains("#commentaires"))
        for part in ["Sans ligne propre", "Oublier", "Mois suivant"] {
            #expect(!page.text.contains(part), "\(part)")
        }
        #expect(try !Page(report, "index.html").text.contains("Commentaires"))
    }

    @Test func `pages stay well-formed, their places there, their bytes the same`() throws {
        let report = Self.report { report, current in
            Self.comments(&report)
            for index in current.indices { current[index].value = 1 }
        }
        var shuffled = report
        shuffled.rows.reverse()
        shuffled.revisions?.current?.reverse()
        #expect(render(report) == render(shuffled))
        for file in render(report) where file.name.hasSuffix(".html") {
            let page = try Page(bytes: file.bytes)
            let ids = page.values("id")
            #expect(Set(ids).count == ids.count, "\(file.name)")
            #expect(page.all("caption").count == page.all("table").count)
            #expect(page.all("th").allSatisfy { $0.attributes["scope"] != nil })
            for target in page.values("href") where target.hasPrefix("#") {
                #expect(ids.contains(String(target.dropFirst())), "\(file.name) \(target)")
            }
            for id in page.values("aria-labelledby").flatMap({ $0.split(separator: " ") }) {
                #expect(ids.contains(String(id)))
            }
        }
    }
}
