import Foundation
import Report
import Testing

/// The sample month's files, compared with those in `Snapshots`.
///
/// To record anew, delete the file: the test writes it and fails, so that somebody looks at it.
@Suite struct SnapshotTests {
    static let files =
        render(SampleMonth.report()).filter {
            // One secretariat stands for all.
            !$0.name.hasPrefix("secretariat-") || $0.name == "secretariat-VASC.html"
        }
        + [ReportFile(name: "mois.html", bytes: PageTests.monthsIndex)]
        + ["usual", "one", "constant", "missing"].compactMap { name in
            ChartCases.series.first { $0.name == name }.map {
                ReportFile(
                    name: "graphiques-\(name).html",
                    bytes: ChartCases.bytes(ChartCases.charts($0.values)))
            }
        }

    @Test(arguments: files)
    func `the sample month looks as it did`(file: ReportFile) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Snapshots")
        let place = folder.appendingPathComponent(file.name)
        guard FileManager.default.fileExists(atPath: place.path) else {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try Data(file.bytes).write(to: place)
            Issue.record("recorded \(file.name): look at it and run again")
            return
        }
        let expected = String(decoding: try Data(contentsOf: place), as: UTF8.self)
        let found = String(decoding: file.bytes, as: UTF8.self)
        guard expected != found else { return }
        let lines = zip(expected.split(separator: "\n"), found.split(separator: "\n"))
        let first = lines.enumerated().first { $1.0 != $1.1 }
        Issue.record(
            """
            \(file.name) differs, first at line \((first?.offset ?? 0) + 1) (blank ones apart):
            expected \(first.map { String($1.0) } ?? "another length")
            found    \(first.map { String($1.1) } ?? "")
            """)
    }
}
