import Domain
import Testing

@testable import Report

/// A hospital of 120 secretariats, all of them in one pole.
@Suite struct LargeMonthTests {
    func report() -> MonthReport {
        var report = SampleMonth.report()
        let source = SampleMonth.rows(SampleMonth.october, shift: 0)
            .filter { $0.perimeter == Perimeter(.secretariat, Code("CARD")) }
        for number in 1...115 {
            let code = "S\(number)"
            let label = "Secrétariat numéro \(number)"
            report.secretariats.append(
                SampleMonth.secretariat(code, label, "", "PCV", "Pôle Cœur-Vaisseaux"))
            report.rows += source.map { row in
                var row = row
                row.perimeter = Perimeter(.secretariat, Code(code))
                row.label = label
                return row
            }
        }
        let charts = report.controlCharts.filter {
            $0.series.perimeter == Perimeter(.secretariat, Code("CARD"))
        }
        let weeks = report.weeklyRows.filter {
            $0.perimeter == Perimeter(.secretariat, Code("CARD"))
        }
        for number in 1...115 {
            let perimeter = Perimeter(.secretariat, Code("S\(number)"))
            report.controlCharts += charts.map { chart in
                var chart = chart
                chart.series.perimeter = perimeter
                return chart
            }
            report.weeklyRows += weeks.map { row in
                var row = row
                row.perimeter = perimeter
                return row
            }
        }
        return report
    }

    @Test func `every page of 120 secretariats stays under a megabyte`() throws {
        let files = render(report()).filter { $0.name.hasSuffix(".html") }
        #expect(files.count(where: { $0.name.hasPrefix("secretariat-") }) == 119)
        for file in files {
            #expect(file.bytes.count < 1_000_000, "\(file.name)")
        }
    }

    @Test func `a pole prints as many secretariats as a sheet takes, and says how many more`()
        throws
    {
        let page = try Page(report(), "pole-PCV.html")
        let hidden = page.all("tr").count { $0.attributes["class"] == "screen" }
        // 2 of the sample's are published in the pole.
        #expect(hidden == 117 - HeadlineTable.rowsPrinted)
        #expect(page.text.contains("89\u{A0}autres sont"))
    }
}
