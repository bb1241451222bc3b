import Domain
import Foundation
import Report
import Testing

extension ReportFile: CustomTestStringConvertible {
    package var testDescription: String { name }
}

/// What holds of every page, whatever it shows.
@Suite struct PageTests {
    static let pages: [ReportFile] =
        render(SampleMonth.report()).filter { $0.name.hasSuffix(".html") }
        + [ReportFile(name: "../index.html", bytes: monthsIndex)]

    static let monthsIndex = renderIndex(
        establishment: "CHU Exemple",
        months: [SampleMonth.october.previous, SampleMonth.october].map {
            Publication(
                month: $0, asOf: SampleMonth.day(2026, 10, 31),
                isProvisional: $0 == SampleMonth.october, fingerprint: "3f9a1c0b7e55d2a4")
        }, version: "1.0.0")

    @Test func `a month has a page per pole and secretariat, and the files of the contract`() {
        #expect(
            render(SampleMonth.report()).map(\.name) == [
                "index.html", "pole-FME.html", "pole-PCV.html", "pole-~3F.html",
                "secretariat-GYN1.html", "secretariat-PED1.html", "secretariat-CARD.html",
                "secretariat-VASC.html", "donnees.html", "definitions.html", "indicateurs.csv",
                "donnees.csv",
            ])
    }

    @Test func `the same values give the same bytes, in whatever order rows come`() {
        var shuffled = SampleMonth.report()
        shuffled.rows.reverse()
        shuffled.earlierRows.reverse()
        #expect(render(SampleMonth.report()) == render(shuffled))
    }

    @Test(arguments: pages)
    func `pages are well-formed and reach nothing outside`(file: ReportFile) throws {
        let page = try Page(bytes: file.bytes)
        let names = Set(page.elements.map(\.name))
        for forbidden in ["script", "link", "img", "iframe", "object", "form", "base"] {
            #expect(!names.contains(forbidden))
        }
        #expect(page.values("src").isEmpty)
        #expect(page.values("style").isEmpty)
        #expect(!String(decoding: file.bytes, as: UTF8.self).contains("url("))
        #expect(!page.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
        #expect(!page.style.contains("url(") && !page.style.contains("@import"))
        for target in page.values("href") {
            #expect(!target.contains(":") && !target.hasPrefix("//"))
        }
    }

    @Test(arguments: pages)
    func `links lead to pages and places that are there`(file: ReportFile) throws {
        let page = try Page(bytes: file.bytes)
        let ids = page.values("id")
        #expect(Set(ids).count == ids.count)
        let others = try Dictionary(
            uniqueKeysWithValues: Self.pages.map {
                ($0.name, Set(try Page(bytes: $0.bytes).values("id")))
            })
        for target in page.values("href") where file.name != "../index.html" {
            let parts = target.split(separator: "#", omittingEmptySubsequences: false)
            let name = String(parts[0])
            if name.isEmpty {
                #expect(ids.contains(String(parts[1])))
            } else if parts.count == 2 {
                #expect(others[name]?.contains(String(parts[1])) == true)
            } else {
                #expect(others[name] != nil || name.hasSuffix(".csv"))
            }
        }
        for names in page.values("aria-labelledby") {
            for id in names.split(separator: " ") { #expect(ids.contains(String(id))) }
        }
    }

    @Test(arguments: pages)
    func `headings are in order, tables have captions and scopes`(file: ReportFile) throws {
        let page = try Page(bytes: file.bytes)
        var last = 0
        for element in page.elements {
            guard element.name.count == 2, element.name.hasPrefix("h"),
                let level = Int(element.name.dropFirst())
            else { continue }
            #expect(level <= last + 1)
            last = level
        }
        #expect(page.all("h1").count == 1)
        #expect(page.all("html").first?.attributes["lang"] == "fr")
        #expect(page.all("caption").count == page.all("table").count)
        #expect(page.all("th").allSatisfy { $0.attributes["scope"] != nil })
    }

    @Test(arguments: pages)
    func `the content policy admits the style sheet alone, by its hash`(file: ReportFile) throws {
        let page = try Page(bytes: file.bytes)
        let hash = Data(SHA256.digest(page.style.utf8)).base64EncodedString()
        let policy = page.all("meta").first {
            $0.attributes["http-equiv"] == "Content-Security-Policy"
        }?.attributes["content"]
        #expect(
            policy == "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; "
                + "form-action 'none'")
        #expect(page.all("style").count == 1)
    }

    @Test(arguments: pages)
    func `pages name perimeter, period, as-of day and fingerprint`(file: ReportFile) throws {
        let text = try Page(bytes: file.bytes).text
        for part in [
            "Périmètre", "octobre 2026", "provisoire", "31 octobre 2026", "3f9a1c0b7e55d2a4",
        ] {
            #expect(text.contains(part))
        }
    }

    @Test func `a status is a shape and a word`() throws {
        let text = try Page(SampleMonth.report(), PageNames.establishment).text
        for status in [
            "●\u{A0}atteint", "▲\u{A0}à surveiller", "■\u{A0}non atteint", "sans cible",
            "effectif insuffisant", "non calculé\u{A0}: aucun courrier envoyé",
            "aucune frappe depuis 28 jours",
        ] {
            #expect(text.contains(status), "\(status)")
        }
    }

    @Test func `an unpublished secretariat has no line, its own pole says that it counts`() throws {
        for file in render(SampleMonth.report()) {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.contains("EXPL") && !text.contains("Explorations"))
        }
        let text = try Page(SampleMonth.report(), "pole-PCV.html").text
        #expect(text.contains("1\u{A0}secrétariat compte"))
    }

    @Test func `definitions list every indicator and the settings`() throws {
        let page = try Page(SampleMonth.report(), PageNames.definitions)
        for entry in IndicatorCatalogue.entries {
            #expect(page.values("id").contains(entry.indicator.rawValue))
            #expect(page.text.contains(entry.title))
        }
        #expect(page.text.contains("8\u{A0}h\u{A0}30 – 12\u{A0}h\u{A0}30"))
    }

    @Test func `definitions say how control charts are made, with the method's own numbers`()
        throws
    {
        let page = try Page(SampleMonth.report(), PageNames.definitions)
        #expect(page.values("id").contains("cartes-de-controle"))
        for words in [
            "± 2,66 ×", "3,267 ×", "Moins de 13 points", "7 points successifs", "Wheeler",
            "Making Data Count", "Nelson", "« Niveau de service »",
        ] {
            #expect(
                page.text.contains(
                    words.replacing(" »", with: "\u{A0}»")
                        .replacing("« ", with: "«\u{A0}")), "\(words)")
        }
    }

    @Test func `a month without a row is a page that says so`() throws {
        var report = SampleMonth.report()
        report.rows = []
        report.earlierRows = []
        report.quality = DataQuality()
        report.weeklyRows = []
        report.standings = []
        for file in render(report) where file.name.hasSuffix(".html") {
            _ = try Page(bytes: file.bytes)
        }
        let text = try Page(report, PageNames.establishment).text
        #expect(text.contains("Aucune donnée d'appel"))
        let empty = renderIndex(establishment: "CHU", months: [], version: "1")
        #expect(try Page(bytes: empty).text.contains("Aucun mois publié"))
    }

    @Test func `months are listed newest first`() throws {
        let targets = try Page(bytes: Self.monthsIndex).values("href")
        #expect(
            targets.filter { !$0.hasPrefix("#") } == ["2026-10/index.html", "2026-09/index.html"])
    }
}
