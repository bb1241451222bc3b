import Domain
import Foundation
import Testing
import sample_hospital

/// The sample's pipeline and reference files fit the exports, and tell the story's other half.
struct SamplePipelineTests {
    @Test func `the definition is JSON5 and every file that it names is there`() throws {
        let url = SampleFolders.pipeline.appendingPathComponent("pipeline.json5")
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let definition = try decoder.decode(Definition.self, from: Data(contentsOf: url))
        #expect(definition.reference.count == 9)
        for name in definition.reference.values {
            #expect(try SampleFolders.referenceRows(name).count > 1)
        }
        #expect(definition.sources.map(\.name) == ["dpi", "courriers", "telephonie"])
    }

    /// As much of the definition as these tests read.
    private struct Definition: Decodable {
        struct Source: Decodable {
            let name: String
        }

        let reference: [String: String]
        let sources: [Source]
    }

    @Test(arguments: [
        "secretariats", "correspondances", "types_courrier", "types_venue", "cibles",
        "fermetures", "horaires", "recalages",
    ])
    func `a reference file is as a French Excel saves it`(name: String) throws {
        let url = SampleFolders.pipeline.appendingPathComponent(name + ".csv")
        let bytes = try [UInt8](Data(contentsOf: url))
        #expect(bytes.count { $0 == 0x0A } == bytes.count { $0 == 0x0D })
        #expect(bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) == nil)
        let rows = try SampleFolders.referenceRows(name + ".csv")
        #expect(Set(rows.map(\.count)).count == 1)
    }

    @Test func `there are twelve secretariats in four poles`() throws {
        let rows = try SampleFolders.referenceRows("secretariats.csv").dropFirst()
        #expect(Set(rows.map { $0[0] }).count == 12)
        #expect(Set(rows.map { $0[3] }).count == 4)
    }

    @Test func `the crosswalk knows every unit and queue but the one of the story`() throws {
        let rows = try SampleFolders.referenceRows("correspondances.csv").dropFirst()
        for (source, codes) in Hospital.crosswalkCodes {
            // Excel has dropped the leading zero of two units.
            let known = Set(rows.filter { $0[0] == source }.map { Code($0[1]).withoutLeadingZeros })
            #expect(known == Set(codes.map { Code($0).withoutLeadingZeros }), "\(source)")
        }
        #expect(!rows.contains { $0[1] == Story.unmappedQueue })
    }

    @Test func `the closed days are those on which the generator let nobody work`() throws {
        let rows = try SampleFolders.referenceRows("fermetures.csv").dropFirst()
        let written = rows.map { "\($0[0]) \($0[2])" }
        let lived = Story.closedDays.map { day in
            let (year, month, number) = day.date.parts
            return padded(number, to: 2) + "/" + padded(month, to: 2) + "/\(year) "
                + (day.isOpen ? "O" : "N")
        }
        #expect(written == lived)
    }

    @Test func `control charts have new limits from the day of the new switchboard on`() throws {
        let rows = try SampleFolders.referenceRows("recalages.csv").dropFirst()
        let (year, month, day) = Story.switchboardDay.parts
        let written = padded(day, to: 2) + "/" + padded(month, to: 2) + "/\(year)"
        let indicators = [
            "answer_rate", "abandon_rate", "service_level", "wait_median", "wait_p90",
        ]
        #expect(
            rows.map { [$0[0], $0[1], $0[3]] }
                == indicators.map { [$0, "etablissement", written] })
    }

    @Test func `the expectations list every file, and a reject of every reason`() {
        #expect(
            SampleExpectations.files.map(\.file).sorted()
                == SampleHospital.files().compactMap { $0.path.split(separator: "/").last }
                .map(String.init).sorted())
        #expect(
            Set(SampleExpectations.rejects.map(\.reason)) == Set(RejectReason.allCases))
        #expect(
            SampleExpectations.files.reduce(0) { $0 + $1.rejects.values.reduce(0, +) }
                == SampleExpectations.rejects.count)
    }

    @Test(arguments: ["crontab", "secretariat-kpi.service", "secretariat-kpi-monthly.service"])
    func `what runs it unattended calls the command quietly`(name: String) throws {
        let url = SampleFolders.unattended.appendingPathComponent(name)
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(
            text.contains("secretariat-kpi run /etc/secretariat-kpi/pipeline.json5 --quiet"))
    }
}
