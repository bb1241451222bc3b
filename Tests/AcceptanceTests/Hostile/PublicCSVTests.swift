import Foundation
import Testing

/// `inspect --json` on cases of well-known public collections: sound files are read exactly,
/// damaged ones lose the damaged record and no other.
@Suite struct `Public collections of CSV files` {
    private struct Line: Decodable {
        var line: Int?
        var fields: [String]?
        var reject: String?
        var records: Int?
        var rejects: Int?
    }

    private func inspect(
        _ bytes: Data, _ options: [String], in folder: HospitalFolder
    ) async throws -> (exitCode: Int32, seen: [SeenLine], counts: [Int]?) {
        try folder.write(bytes, to: "case.csv")
        let result = try await CommandRun.run(
            ["inspect", folder.url("case.csv").path, "--json"] + options)
        var seen: [SeenLine] = []
        var counts: [Int]?
        for text in result.standardOutput.split(separator: "\n") {
            let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
            #expect(counts == nil, "the counts come last")
            if let records = line.records {
                counts = [records, line.rejects ?? -1]
            } else if let reject = line.reject {
                seen.append(.reject(line.line ?? -1, reject))
            } else {
                seen.append(.record(line.line ?? -1, line.fields ?? []))
            }
        }
        return (result.exitCode, seen, counts)
    }

    @Test func `are read to the letter`() async throws {
        let folder = try HospitalFolder()
        for example in PublicCSVCase.all {
            let result = try await inspect(
                Data(example.text.utf8), example.options, in: folder)
            #expect(result.seen == example.seen, "\(example.name)")
            #expect(result.exitCode == (example.isRefused ? 65 : 0), "\(example.name)")
            let rejects = example.seen.count { if case .reject = $0 { true } else { false } }
            #expect(
                result.counts
                    == (example.isRefused ? nil : [example.seen.count - rejects, rejects]),
                "\(example.name)")
        }
    }

    @Test func `are read alike in every encoding`() async throws {
        let folder = try HospitalFolder()
        for example in PublicCSVCase.all where !example.text.contains("\0") {
            let marked = "\u{FEFF}" + example.text.replacing("\u{FEFF}", with: "")
            guard let bytes = marked.data(using: .utf16LittleEndian),
                !example.name.contains("bom_between")
            else { continue }
            let result = try await inspect(bytes, example.options, in: folder)
            #expect(result.seen == example.seen, "\(example.name)")
        }
        for (name, encoding) in [
            ("windows-1252", String.Encoding.windowsCP1252), ("iso-8859-1", .isoLatin1),
        ] {
            let text = "Libellé;Été\r\nVenue n° 1;\"à l'«œil»\"\r\n".replacing(
                "œ", with: encoding == .isoLatin1 ? "oe" : "œ")
            let bytes = try #require(text.data(using: encoding))
            for options in [[], ["--encoding", name]] {
                let result = try await inspect(bytes, options, in: folder)
                #expect(
                    result.seen == [
                        .record(1, ["Libellé", "Été"]),
                        .record(
                            2, ["Venue n° 1", encoding == .isoLatin1 ? "à l'«oeil»" : "à l'«œil»"]),
                    ], "\(name)")
            }
        }
    }
}
