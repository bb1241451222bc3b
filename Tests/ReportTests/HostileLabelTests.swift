import Domain
import Foundation
import Report
import Testing

/// Labels and codes that somebody wrote to do harm, or that a spreadsheet mangled.
@Suite struct HostileLabelTests {
    /// U+FFFE and U+10FFFF, which Swift takes in no literal and XML takes nowhere.
    static let noncharacters = String(
        decoding: [0xEF, 0xBF, 0xBE, 0xF4, 0x8F, 0xBF, 0xBF], as: UTF8.self)

    static let labels = [
        "<script>alert(1)</script>", "</title></style><img src=x onerror=alert(1)>",
        "\"'><a href=\"https://evil.example\">", "&amp;&#0;&lt;", "]]><!-- -->", "=1+1",
        "+33", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\"=1", "a\tb\nc\r\nd",
        "\u{202E}abc\u{2066}", "\u{0}\u{7}\u{1B}[31m\u{7F}\u{9F}", "\u{FEFF}=1", "\u{200B}=2",
        noncharacters, "../x", "CON", "?", "*", "a;b,c\"d", "＝1",
        String(repeating: "é", count: 300), String(repeating: "W", count: 300), "",
        "index", "😀 é e\u{301}", "\u{2028}x",
    ]

    private func report(_ label: String) -> MonthReport {
        var report = SampleMonth.report()
        let code = Code(label)
        // Their labels are the month's own; without them the test takes half the time.
        report.earlierRows = []
        report.establishment = label
        report.banners = [label]
        report.fingerprint = label
        for index in report.controlCharts.indices {
            for phase in report.controlCharts[index].phases.indices {
                report.controlCharts[index].phases[phase].recalibration?.reason = label
            }
        }
        report.rows = report.rows.map { row in
            var row = row
            row.label = label
            if row.perimeter.code == Code("PCV") { row.perimeter = Perimeter(.pole, code) }
            if row.perimeter.code == Code("CARD") { row.perimeter = Perimeter(.secretariat, code) }
            if row.segment != .all { row.segment = code }
            return row
        }
        report.secretariats.append(
            SampleMonth.secretariat(label, label, label, label, label))
        report.letterTypes = [ReportedLetterType(code: code, label: label)]
        report.quality.sources[0].name = label
        report.quality.sources[0].refused = [RefusedFile(file: label, code: label)]
        report.quality.files[0].file = label
        report.quality.rejects[0].file = label
        report.quality.rejects[0].reject.column = label
        report.quality.rejects[0].reject.message = label
        report.quality.unmapped[0].code = label
        report.quality.unknownTypes[0].code = label
        return report
    }

    @Test(arguments: labels)
    func `pages stay well-formed and show no control or reordering character`(
        label: String
    ) throws {
        for file in render(report(label)) where file.name.hasSuffix(".html") {
            let page = try Page(bytes: file.bytes)
            let names = Set(page.elements.map(\.name))
            #expect(names.isDisjoint(with: ["script", "img"]))
            #expect(page.all("a").allSatisfy { $0.attributes["href"]?.contains(":") == false })
            #expect(!page.text.unicodeScalars.contains(where: Self.isHarmful))
        }
    }

    @Test(arguments: labels)
    func `CSV files keep their shape and start no formula`(label: String) throws {
        for file in render(report(label)) where file.name.hasSuffix(".csv") {
            let delimiter: Character = file.name == PageNames.frenchCSV ? ";" : ","
            var text = String(decoding: file.bytes, as: UTF8.self)
            if text.hasPrefix("\u{FEFF}") { text = String(text.unicodeScalars.dropFirst()) }
            let records = CSVReading.records(text, delimiter: delimiter)
            let header = try #require(records.first)
            #expect(records.allSatisfy { $0.count == header.count })
            var faulty: [String] = []
            for record in records.dropFirst() {
                for (name, field) in zip(header, record)
                where field.unicodeScalars.contains(where: Self.isHarmful)
                    || Self.isFormula(field, in: name)
                {
                    faulty.append(field)
                }
            }
            #expect(faulty.isEmpty)
        }
    }

    /// Numbers may start with a minus, texts may not.
    private static func isFormula(_ field: String, in column: String) -> Bool {
        guard let first = field.first(where: { $0 != " " && $0 != "\"" }),
            "=+-@＝".contains(first)
        else { return false }
        let isNumeric = ["numerateur", "valeur", "numerator", "value"].contains(column)
        return !isNumeric || Double(field.replacing(",", with: ".")) == nil
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false  // The renderer's own line ends.
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF, 0xFFFE, 0xFFFF:
            true
        default: false
        }
    }

    @Test func `page names are safe, short and never shared`() {
        var seen: [String: Code] = [:]
        let codes =
            Self.labels.map { Code($0) }
            + ["a~b", "A.b", "a/b", "~", "~7E", "é", "é2"].map { Code($0) }
        for code in codes {
            let name = PageNames.pole(code)
            #expect(name.hasPrefix("pole-") && name.hasSuffix(".html"))
            #expect(name.utf8.count < 200)
            #expect(
                name.dropLast(5).utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                        || [45, 95, 126].contains($0)
                })
            #expect(seen[name.lowercased()].map { $0 == code } ?? true)
            seen[name.lowercased()] = code
        }
        #expect(PageNames.pole(Code("CHIR-2_a")) == "pole-CHIR-2_a.html")
        #expect(PageNames.pole(.unknown) == "pole-~3F.html")
    }

    @Test func `markup comes from the source alone`() {
        let node = HTMLNode.element(
            "p", [HTMLAttribute("title", "\"<'&>")], [.text("<b>&\"'</b>"), .raw("<br />")])
        #expect(
            String(decoding: HTMLRenderer.fragment(node), as: UTF8.self)
                == "<p title=\"&quot;&lt;&#39;&amp;&gt;\">&lt;b&gt;&amp;\"'&lt;/b&gt;<br /></p>\n")
    }
}
