import Domain
import Testing

@testable import Report

@Suite struct DataQualityPageTests {
    private func page(_ change: (inout DataQuality) -> Void) throws -> Page {
        var report = SampleMonth.report()
        change(&report.quality)
        return try Page(report, "donnees.html")
    }

    @Test func `freshness is told in working days`() throws {
        // The last call is of Friday the 23rd; as-of is Saturday the 31st.
        let page = try page { _ in }
        #expect(page.text.contains("Jours ouvrés depuis"))
        #expect(page.text.contains("23 octobre 2026"))
        let points = DataRules.lateSources(MonthPages(SampleMonth.report()))
        #expect(
            points.map(\.sentence).first?.hasPrefix(
                "l'export est en retard de 5\u{A0}jours ouvrés : ") == true)
    }

    @Test func `a source behind its own rhythm is told, and one that is late anyway is not twice`()
        throws
    {
        let words = "en retard sur son jour habituel\u{A0}: rien encore du vendredi 30 octobre 2026"
        let friday = try #require(CivilDate(iso8601: "2026-10-30"))
        for isLate in [false, true] {
            let page = try page {
                $0.sources[0].isLate = isLate
                $0.sources[0].overdueDay = friday
            }
            #expect(page.text.contains(words) == !isLate)
        }
    }

    @Test(arguments: RejectReason.allCases)
    func `every reason says what to do`(reason: RejectReason) throws {
        let page = try page {
            $0.rejectGroups = [
                RejectGroup(
                    source: "dpi", reason: reason, columns: ["A", "B"],
                    files: [.init(path: "f.csv", rows: 9, firstLines: [2, 3, 5, 8, 13])])
            ]
        }
        #expect(page.text.contains(FrenchTypography.set(QualityWords.advice(reason))))
        #expect(page.text.contains("colonnes «\u{A0}A\u{A0}», «\u{A0}B\u{A0}»"))
        #expect(page.text.contains("f.csv (lignes\u{A0}2, 3, 5, 8, 13…)"))
    }

    @Test(arguments: QualityCheck.sequences)
    func `every sequence has its words, and counts alone`(check: QualityCheck) throws {
        let words = QualityWords.sequence(check)
        #expect(!words.title.isEmpty && !words.definition.isEmpty && !words.advice.isEmpty)
        let page = try page {
            $0.checks = [
                QualityCount(
                    month: SampleMonth.october, source: "x", check: check, rows: 1_200, found: 7)
            ]
        }
        #expect(page.text.contains(FrenchTypography.set(words.title)))
        #expect(page.text.contains("0,58\u{A0}%"))
    }

    @Test func `thousands of rejects, codes and refusals leave a page of less than a megabyte`()
        throws
    {
        // The longest name that a file system takes, of characters that grow when escaped.
        let name = String(repeating: "&\"", count: 127)
        var report = SampleMonth.report()
        report.quality.rejects = (1...5_000).map {
            RejectedRow(
                source: name, file: name,
                reject: Reject(line: $0, column: "X", reason: .badDate, message: "attendu"))
        }
        report.quality.rejectGroups = RejectReason.allCases.map { reason in
            RejectGroup(
                source: "s", reason: reason, columns: (1...300).map { "colonne \($0)" },
                files: (1...500).map {
                    .init(path: "\($0)" + name, rows: 10, firstLines: [1, 2, 3, 4, 5])
                })
        }
        report.quality.unmapped = (1...5_000).map {
            UnmappedUnit(source: "s", code: "\($0)&&&&&&&&&&&&&&&&&&&&&&", rows: 1)
        }
        report.quality.unknownTypes = (1...5_000).map {
            UnknownType(kind: .letters, code: "\($0)", rows: 1)
        }
        report.quality.sources[0].refused = (1...5_000).map {
            RefusedFile(file: "\($0)", code: "empty")
        }
        let page = try Page(report, "donnees.html")
        #expect(page.bytes.count < 1_000_000)
        #expect(page.text.contains("Et 49\u{202F}800\u{A0}autres lignes"))
        #expect(page.text.contains("Et 4\u{202F}800\u{A0}autres"))
        #expect(page.text.contains("et 497\u{A0}autres fichiers (4\u{202F}970\u{A0}lignes)"))
    }

    @Test func `the points of attention link to the place that proves them`() throws {
        let points = DataRules.doubtfulData(MonthPages(SampleMonth.report()))
        #expect(
            points.map(\.proof.target) == [
                "donnees.html#suspects", "donnees.html#sequences", "donnees.html#suspects",
            ])
        let ids = Set(try page { _ in }.values("id"))
        #expect(ids.isSuperset(of: ["suspects", "sequences", "fraicheur", "couverture", "unites"]))
    }

    @Test func `more doubts than four are left to the page`() {
        var report = SampleMonth.report()
        report.quality.checks = (1...9).map {
            QualityCount(
                month: SampleMonth.october, source: "s\($0)", check: .answeredWithoutWait,
                rows: 50, found: 50)
        }
        #expect(DataRules.doubtfulData(MonthPages(report)).count == 4)
    }
}
